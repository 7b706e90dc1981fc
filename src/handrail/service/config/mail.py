"""How mail leaves, as Django wants it: through a mail server, through GOV.UK Notify, or not at all."""

from typing import Any
from urllib.parse import unquote, urlsplit

_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_PATIENCE = 20  # seconds


NOWHERE = "django.core.mail.backends.dummy.EmailBackend"


def mail(address: str, *, by_notify: bool = False) -> dict[str, Any]:
    """Django's settings for sending mail; without an address and without Notify nothing is sent, and the queue says so."""
    if by_notify:
        return {"EMAIL_BACKEND": "handrail.service.post.notify.Notify", "EMAIL_TIMEOUT": _PATIENCE}
    if not address:
        return {"EMAIL_BACKEND": NOWHERE}
    url = urlsplit(address)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname or "localhost",
        "EMAIL_PORT": url.port or _PORTS[url.scheme],
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_TIMEOUT": _PATIENCE,
    }
