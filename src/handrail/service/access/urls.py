"""Signing in and out, and what belongs to one's own account: open to all, for none of it is about a child."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as provider
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path

from handrail.service.access import views
from handrail.service.asking import open_to_all

urlpatterns = [
    path("", views.home, name="home"),
    path("emergency/", views.to_emergency, name="to-emergency"),
    path("sign-in/", open_to_all(account.login), name="account_login"),
    path("sign-out/", open_to_all(account.logout), name="account_logout"),
    path("closed/", open_to_all(account.account_inactive), name="account_inactive"),
    path("confirm/", open_to_all(account.reauthenticate), name="account_reauthenticate"),
    path("password/", open_to_all(views.change_password), name="account_change_password"),
    path("password/first/<str:key>/<str:token>/", views.first_password, name="first_password"),
    path("second-step/", open_to_all(mfa.authenticate), name="mfa_authenticate"),
    path("confirm/second-step/", open_to_all(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("your-account/", open_to_all(mfa.index), name="mfa_index"),
    path("your-account/code/", open_to_all(totp.activate_totp), name="mfa_activate_totp"),
    path("your-account/code/remove/", open_to_all(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("your-account/recovery/", open_to_all(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("your-account/recovery/make/", open_to_all(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        "your-account/recovery/download/",
        open_to_all(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("your-account/passkeys/", open_to_all(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("your-account/passkeys/add/", open_to_all(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("your-account/passkeys/<int:pk>/remove/", open_to_all(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("your-account/passkeys/<int:pk>/rename/", open_to_all(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("passkey/", open_to_all(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("confirm/passkey/", open_to_all(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("by/cancelled/", open_to_all(provider.login_cancelled), name="socialaccount_login_cancelled"),
    path("by/error/", open_to_all(provider.login_error), name="socialaccount_login_error"),
    path("by/<str:provider_id>/", open_to_all(views.by_provider(openid.login)), name="openid_connect_login"),
    path("by/<str:provider_id>/back/", open_to_all(views.by_provider(openid.callback)), name="openid_connect_callback"),
]
