"""Django's settings, made from the environment."""

import os
import sys
from typing import Any

from csp.constants import NONE, SELF

from handrail.service.config import databases, environment, logs, mail

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
    "handrail.service.authorities",
]
MIDDLEWARE = [
    "handrail.service.config.middleware.request_log",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "handrail.service.config.middleware.private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.csrf",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": databases.database(HANDRAIL.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Words, days and places.
LANGUAGE_CODE, TIME_ZONE, USE_TZ, USE_I18N = "en-gb", "Europe/London", True, False

# Style and scripts.
STATIC_URL = "/static/"
STATIC_ROOT = HANDRAIL.data / "static"
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HANDRAIL.data}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
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

globals().update(mail.mail(HANDRAIL.mail))
DEFAULT_FROM_EMAIL = HANDRAIL.mail_from
LOGGING = logs.logs(HANDRAIL.log_level)
