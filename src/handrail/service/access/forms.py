"""The forms of signing in, in our words: every label, hint and refusal is said here."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgainForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.forms import SetPasswordForm

_GOOD_CHOICE = "At least 12 characters. Three words that have nothing to do with one another are easy to keep."


def _said(field: forms.Field, label: str, asked: str, hint: str = "") -> None:
    """Give a field of the library our words."""
    field.label, field.help_text, field.error_messages["required"] = label, hint, asked
    field.widget.attrs.pop("placeholder", None)


class CodeField(forms.CharField):
    """A code, typed with or without the space that apps show in the middle."""

    def __init__(self, hint: str = "") -> None:
        shown = forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        )
        super().__init__(
            label="Code", help_text=hint, widget=shown, max_length=20, error_messages={"required": "Enter the code"}
        )

    def to_python(self, value: Any) -> str:
        """The code alone."""
        return "".join((super().to_python(value) or "").split())


class NameField(forms.CharField):
    """What its owner calls a passkey."""

    def __init__(self, required: bool = True) -> None:
        hint = "So that you know it again: for example, Work laptop."
        super().__init__(
            label="Name", help_text=hint, max_length=60, required=required, error_messages={"required": "Enter a name"}
        )


class SignIn(LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self.fields["login"], "E-mail address", "Enter your e-mail address")
        self.fields["login"].error_messages["invalid"] = "Write the e-mail address in full, such as name@council.gov.uk"
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        _said(self.fields["password"], "Password", "Enter your password")


class PasswordAgain(PasswordAgainForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self.fields["password"], "Password", "Enter your password")


class ChangePassword(ChangePasswordForm):
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self.fields["oldpassword"], "Password now", "Enter the password you have now")
        _said(self.fields["password1"], "New password", "Enter a new password", _GOOD_CHOICE)
        _said(self.fields["password2"], "New password again", "Enter the new password again")


class FirstPassword(SetPasswordForm):  # type: ignore[type-arg]
    """A password for an account that has none, or whose password was forgotten."""

    error_messages = {"password_mismatch": "The two passwords are not the same"}  # noqa: RUF012 - as Django declares it

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self.fields["new_password1"], "New password", "Enter a password", _GOOD_CHOICE)
        _said(self.fields["new_password2"], "New password again", "Enter the password again")


class SecondStep(AuthenticateForm):
    """A code of the app, or a recovery code."""

    code = CodeField("Six numbers from your app, or one of your recovery codes.")


class SecondStepAgain(ReauthenticateForm):
    """The same, before something that matters."""

    code = CodeField("Six numbers from your app, or one of your recovery codes.")


class SetUpApp(ActivateTOTPForm):
    """The first code of an app, which proves that it was set up."""

    code = CodeField("The six numbers that your app shows now.")


class AddPasskey(AddWebAuthnForm):
    """A new passkey, which opens the account by itself."""

    name = NameField(required=False)
    passwordless = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_passwordless(self) -> bool:
        """Always: a passkey that asks for no fingerprint, face or PIN is refused."""
        return True


class RenamePasskey(EditWebAuthnForm):
    """Another name for a passkey."""

    name = NameField()
