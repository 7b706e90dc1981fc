"""Where somebody works: the way from signing in to their authority. And the ways in that are more than the library's."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.views import PasswordChangeView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from requests import RequestException

from handrail.service import clock
from handrail.service.access.forms import FirstPassword
from handrail.service.access.models import Account
from handrail.service.access.queries import authorities_of
from handrail.service.asking import open_to_all

_LOG = logging.getLogger("handrail.access")


@open_to_all
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """To the one authority somebody works for; or which of several, or that there is none."""
    return _to(request, "start")


@open_to_all
@login_required
def to_emergency(request: HttpRequest) -> HttpResponse:
    """To emergency access at the authority somebody works for: the one address that every refusal can name."""
    return _to(request, "emergency")


def _to(request: HttpRequest, route: str) -> HttpResponse:
    found = authorities_of(request.user, clock.today())
    if len(found) == 1:
        return redirect(route, authority=found[0].key)
    return render(request, "access/home.html", {"authorities": found, "route": route})


@open_to_all
@sensitive_post_parameters()
@never_cache
def first_password(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """Set a password by a link that works once, for a day."""
    account = Account.objects.filter(key=key, is_active=True).first()
    if account is None or not default_token_generator.check_token(account, token):
        return render(request, "access/link_used.html", status=410)
    form = FirstPassword(account, request.POST or None)
    if not form.is_valid():
        return render(request, "access/first_password.html", {"form": form})
    form.save()
    messages.success(request, "Your password is set. Sign in with it.")
    return redirect("account_login")


def by_provider(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A step of signing in through the council's identity provider, which may be away."""

    @wraps(view)
    def answer(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except RequestException:
            _LOG.warning("the identity provider did not answer", exc_info=True)
            return redirect("socialaccount_login_error")

    return answer


class ChangePassword(PasswordChangeView):
    """Another password; who signs in through the council's identity provider has none here to change."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """To one's own account where there is no password."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("mfa_index")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


change_password = ChangePassword.as_view()
