"""By what name a failed sign-in is counted."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def username(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """The e-mail address that was tried, in small letters."""
    tried = (credentials or {}).get("email") or (request.POST.get("login") if request else "")
    return str(tried or "").strip().lower()
