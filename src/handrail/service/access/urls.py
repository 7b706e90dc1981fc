"""Signing in and out, and what belongs to one's own account."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as provider
from django.urls import include, path

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("confirm/second-step/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("your-account/", mfa.index, name="mfa_index"),
    path("your-account/code/", totp.activate_totp, name="mfa_activate_totp"),
    path("your-account/code/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("your-account/recovery/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("your-account/recovery/make/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("your-account/recovery/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("your-account/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("your-account/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("your-account/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("your-account/passkeys/<int:pk>/rename/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("confirm/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("by/cancelled/", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path("by/error/", provider.login_error, name="socialaccount_login_error"),
    path("by/", include("allauth.socialaccount.providers.openid_connect.urls")),
]
