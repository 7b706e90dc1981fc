"""Django's settings, made from the environment."""

import os
import sys
from datetime import timedelta
from typing import Any

from csp.constants import NONE, SELF

from handrail.service.config import databases, environment, logs, mail, provider

try:
    HANDRAIL = environment.read(os.environ)
except environment.BadEnvironment as error:
    sys.exit(f"The service cannot start.\n{error}")

SECRET_KEY = HANDRAIL.secret_key
DEBUG = False
ALLOWED_HOSTS = list(HANDRAIL.hosts)
ROOT_URLCONF = "handrail.service.config.urls"
WSGI_APPLICATION = "handrail.service.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "handrail.service.authorities",
    "handrail.service.records",
    "handrail.service.audit",
    "handrail.service.background",
    "handrail.service.post",
    "handrail.service.access",
    "handrail.service.people",
    "handrail.service.due",
    "handrail.service.exchange",
    "handrail.service.emergency",
    "handrail.service.backups",
    "handrail.service.corrections",
    "handrail.service.api",
    "handrail.service.demo",
    "handrail.service.desk",
    "handrail.service.diary",
    "handrail.service.events",
    "handrail.service.meetings",
    "handrail.service.caseload",
    "handrail.service.scorecard",
    "handrail.service.packs",
    "handrail.service.publishing",
    "handrail.service.worklist",
    "handrail.service.design",
]
MIDDLEWARE = [
    "handrail.service.config.middleware.behind_proxies",
    "handrail.service.config.middleware.request_log",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "handrail.service.config.middleware.private",
    "handrail.service.config.middleware.no_cookies_for_programs",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "handrail.service.access.sessions.limits",
    "handrail.service.access.second_step.SecondStepFirst",
    "handrail.service.access.gate.Gate",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "handrail.service.design.environment.environment",
            "context_processors": [
                "django.template.context_processors.csrf",
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "handrail.service.config.frame.frame",
                "handrail.service.access.around.account_pages",
            ],
        },
    },
]
FORM_RENDERER = "handrail.service.design.forms.Renderer"

DATABASES = {"default": databases.database(HANDRAIL.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What is counted or used up once (tries, one-time codes) is the same for every process.
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "counted",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Long work, and what of it is done every night, in this order.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
NIGHTLY_JOBS = (
    "watched_folder",
    "ledger",
    "reconcile",
    "news",
    "figures",
    "digests",
    "paper_packs",
    "files_of_people",
    "tries",
    "tidy",
)

# Who may come in.
AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "home"
SESSION_COOKIE_AGE, SESSION_EXPIRE_AT_BROWSER_CLOSE = 12 * 3600, True
HANDRAIL_IDLE_SECONDS = 30 * 60
ACCOUNT_ADAPTER = "handrail.service.access.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS, ACCOUNT_SIGNUP_FIELDS = {"email"}, ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS, ACCOUNT_EMAIL_SUBJECT_PREFIX = True, "Handrail: "
ACCOUNT_FORMS = {
    "login": "handrail.service.access.forms.SignIn",
    "reauthenticate": "handrail.service.access.forms.PasswordAgain",
    "change_password": "handrail.service.access.forms.ChangePassword",
}
PASSWORD_RESET_TIMEOUT = 24 * 3600
MFA_ADAPTER = "handrail.service.access.adapters.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "handrail.service.access.forms.SecondStep",
    "reauthenticate": "handrail.service.access.forms.SecondStepAgain",
    "activate_totp": "handrail.service.access.forms.SetUpApp",
    "add_webauthn": "handrail.service.access.forms.AddPasskey",
    "edit_webauthn": "handrail.service.access.forms.RenamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = MFA_ALLOW_UNVERIFIED_EMAIL = MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = HANDRAIL.demo
MFA_TOTP_ISSUER, MFA_TOTP_TOLERANCE = "Handrail", 1
SOCIALACCOUNT_ADAPTER = "handrail.service.access.adapters.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET, SOCIALACCOUNT_STORE_TOKENS = False, False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": provider.apps(HANDRAIL.provider)}}
AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME = 5, timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "handrail.service.access.lockout.username"
AXES_LOCKOUT_CALLABLE = "handrail.service.config.refusals.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # who signed in stands in the audit trail
AXES_RESET_ON_SUCCESS, AXES_ENABLE_ADMIN, AXES_VERBOSE, AXES_SENSITIVE_PARAMETERS = (
    True,
    False,
    False,
    ["password", "login"],
)

# Words, days and places.
LANGUAGE_CODE, TIME_ZONE, USE_TZ, USE_I18N = "en-gb", "Europe/London", True, False

# Style and scripts.
STATIC_URL = "/static/"
STATIC_ROOT = HANDRAIL.data / "static"
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HANDRAIL.data}},
    "staticfiles": {"BACKEND": "handrail.service.design.storage.HashedStorage"},
}

# Safe by default: everything over TLS but a demonstration on one machine.
_TLS = not HANDRAIL.demo
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-session", "__Host-csrf") if _TLS else ("session", "csrf")
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _TLS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^health$", r"^ready$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HANDRAIL.proxies else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "form-action": [SELF, *([HANDRAIL.provider.origin] if HANDRAIL.provider else [])],
    }
}
CSRF_FAILURE_VIEW = "handrail.service.config.refusals.forged"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100

globals().update(mail.mail(HANDRAIL.mail, by_notify=HANDRAIL.notify is not None))
DEFAULT_FROM_EMAIL = HANDRAIL.mail_from
LOGGING = logs.logs(HANDRAIL.log_level)
