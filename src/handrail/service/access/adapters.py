"""How sign-in works here: nobody signs themselves up, and the council's identity provider is believed about its people."""

import logging
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from qrcode.image.svg import SvgPathImage

from handrail.service.access.at_rest import locked, opened
from handrail.service.access.comings import CAME, WENT, take_down
from handrail.service.access.second_step import BY_PROVIDER, lacks_second_factor

_LOG = logging.getLogger("handrail.access")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by those who look after access."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This e-mail address and password do not belong together. Check both, and try again",
        "enter_current_password": "This is not the password you have now",
        "incorrect_password": "This is not your password",
        "too_many_login_attempts": "Too many tries. Wait 15 minutes, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs themselves up."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted in one place only, in the database: see `lockout`."""

    def post_login(self, request: HttpRequest, user: Any, **settings: Any) -> HttpResponse:
        """Remember whether the council's identity provider opened this session, and that somebody came in."""
        take_down(request, user, CAME)
        request.session[BY_PROVIDER] = "sociallogin" in (settings.get("signal_kwargs") or {})
        answer: HttpResponse = super().post_login(request, user, **settings)
        return answer

    def logout(self, request: HttpRequest) -> None:
        """Remember that they went."""
        if request.user.is_authenticated:
            take_down(request, request.user, WENT)
        super().logout(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the second step where one is still to be set up, otherwise to where the person works."""
        return reverse("mfa_index" if lacks_second_factor(request) else "home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own account."""
        return reverse("mfa_index")

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the person at the address of their account. A mail server that is away undoes nothing."""
        try:
            super().send_notification_mail(template_prefix, user, context, email or user.email)
        except OSError:
            _LOG.warning("a message about a change to an account could not be sent", exc_info=True)


class SecondStepAdapter(DefaultMFAAdapter):
    """Passkeys, one-time codes and recovery codes, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This did not match. Use the newest code, a recovery code not used before, or another passkey",
        "cannot_generate_recovery_codes": "Set up a passkey or an app first. Recovery codes stand in for those",
    }

    def encrypt(self, text: str) -> str:
        """What codes are made from, as it stands in the database."""
        return locked(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The same, to check a code by."""
        return opened(encrypted_text)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What a new passkey is called until its owner says otherwise."""
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def build_totp_svg(self, url: str) -> str:
        """The square code as a drawing that can stand in the page."""
        drawn: str = qrcode.make(url, image_factory=SvgPathImage).to_string(encoding="unicode")
        return drawn

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whose passkey it is, as the device shows it."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Handrail"}


class ProviderAdapter(DefaultSocialAccountAdapter):
    """The council's own identity provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Whoever it knows and we do not has no account here."""
        return False
