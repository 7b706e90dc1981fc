"""What stands around the pages of sign-in and of one's own account, and which ways in there are."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from handrail.service.access.second_step import lacks_second_factor
from handrail.service.design.frame import Frame, Link


def account_pages(request: HttpRequest) -> dict[str, Any]:
    """A context processor: looked up only by the pages that use it."""
    return {
        "account_frame": SimpleLazyObject(lambda: _frame(request)),
        "provider_name": settings.HANDRAIL.provider.name if settings.HANDRAIL.provider else "",
        "needs_second_step": SimpleLazyObject(lambda: _needs_second_step(request)),
    }


def _frame(request: HttpRequest) -> Frame:
    return Frame(account=account_links(request), made_up_today=settings.HANDRAIL.today)


def account_links(request: HttpRequest) -> tuple[Link, ...]:
    """To one's own account, and out; nothing for whoever is not signed in, nor where something failed before that is known."""
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return ()
    mine = Link(request.user.name, reverse("mfa_index"))
    return mine, Link("Sign out", reverse("account_logout"), posts=True)


def _needs_second_step(request: HttpRequest) -> bool:
    return request.user.is_authenticated and lacks_second_factor(request)
