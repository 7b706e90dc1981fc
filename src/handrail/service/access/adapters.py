"""How sign-in works here: nobody signs themselves up, and the council's identity provider is believed about its people."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

BY_PROVIDER = "signed_in_by_provider"
"""Set in a session that the council's identity provider opened: it asks for the second factor itself."""


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by those who look after access."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs themselves up."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the second factor where one is still to be set up, otherwise to where the person works."""
        return reverse("mfa_index") if lacks_second_factor(request) else super().get_login_redirect_url(request)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """The council's own identity provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Whoever it knows and we do not has no account here."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Remember who opened the session."""
        request.session[BY_PROVIDER] = True


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this person signed in with a password alone. A demonstration does not ask for more."""
    if settings.HANDRAIL.demo or request.session.get(BY_PROVIDER):
        return False
    return not Authenticator.objects.filter(user_id=request.user.pk).exclude(type="recovery_codes").exists()
