"""GOV.UK Notify as a way for mail to leave: a backend of Django's, over Notify's own interface.

Its template holds two places and nothing else: ((subject)) and ((text)). Simple HTML and calendar parts stay behind.
https://docs.notifications.service.gov.uk/rest-api.html
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from handrail.service.post.outcomes import NotKnown, NotYet, Refused

_BAD_REQUEST = 400


class Notify(BaseEmailBackend):
    """Hands each message to GOV.UK Notify."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Hand them over, each with the id Notify gives it as `provider_id`. Raises NotYet, Refused, NotKnown."""
        for message in email_messages:
            for address in message.recipients():
                message.provider_id = _posted(_asked(message, address))  # type: ignore[attr-defined]
        return len(email_messages)


def token(service: str, secret: str, at: int) -> str:
    """The JSON Web Token Notify asks for: who asks, and when (seconds), signed by HMAC with SHA-256 (RFC 7519)."""
    signed = f"{_part({'typ': 'JWT', 'alg': 'HS256'})}.{_part({'iss': service, 'iat': at})}"
    return f"{signed}.{_base64(hmac.digest(secret.encode(), signed.encode(), hashlib.sha256))}"


def _part(said: dict[str, Any]) -> str:
    return _base64(json.dumps(said, separators=(",", ":")).encode())


def _base64(given: bytes) -> str:
    return base64.urlsafe_b64encode(given).rstrip(b"=").decode()


def _asked(message: EmailMessage, address: str) -> Request:
    ours: Any = settings.HANDRAIL.notify
    asked = {
        "email_address": address,
        "template_id": ours.template,
        "personalisation": {"subject": message.subject, "text": message.body},
        "reference": message.extra_headers.get("Message-ID", ""),
    }
    key = token(ours.service, ours.secret, int(time.time()))
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    return Request(f"{ours.address}/v2/notifications/email", json.dumps(asked).encode(), headers)  # noqa: S310 - https, or a council's own


def _posted(asked: Request) -> str:
    try:
        with urlopen(asked, timeout=settings.EMAIL_TIMEOUT) as answer:  # noqa: S310 - as above
            return str(json.load(answer)["id"])
    except HTTPError as error:
        with error:
            raise _by_status(error.code) from None
    except URLError:
        raise NotYet("GOV.UK Notify does not answer.") from None
    except (OSError, HTTPException, ValueError, LookupError):
        raise NotKnown("GOV.UK Notify was cut off before it answered: it is not known whether it left.") from None


def _by_status(status: int) -> NotYet | Refused:
    if status == _BAD_REQUEST:
        return Refused("GOV.UK Notify refuses this message or its address (400).")
    return NotYet(f"GOV.UK Notify does not take messages from us now ({status}).")
