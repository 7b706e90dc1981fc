"""A password alone opens nothing: where a second step is missing, setting one up comes before anything else."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

BY_PROVIDER = "signed_in_by_provider"
"""Set in a session that the council's identity provider opened: it asks for the second step itself."""

_OPEN = {"account_logout", "account_reauthenticate", "account_change_password", "health", "ready", "version"}


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this person signed in with a password alone. A demonstration does not ask for more."""
    if settings.HANDRAIL.demo or request.session.get(BY_PROVIDER):
        return False
    return not Authenticator.objects.filter(user_id=request.user.pk).exclude(type="recovery_codes").exists()


class SecondStepFirst:
    """Leads whoever lacks a second step to setting one up, whatever page they asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._go_on = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on: what stands in the way is found when the page is known."""
        return self._go_on(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """The way to the second step, or None where nothing stands in the way."""
        page = (request.resolver_match and request.resolver_match.url_name) or ""
        if not request.user.is_authenticated or page in _OPEN or page.startswith("mfa_"):
            return None
        return redirect("mfa_index") if lacks_second_factor(request) else None
