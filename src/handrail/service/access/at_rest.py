"""What one-time codes are made from stands in the database encrypted, so that a copy of it lets nobody in.

The keys are the setting HANDRAIL_CODES_KEY: the first encrypts, every one decrypts.
"""

import logging
from base64 import b32encode, urlsafe_b64encode
from functools import cache
from hashlib import sha256
from secrets import token_bytes

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

_LOG = logging.getLogger("handrail.access")
_PURPOSE = b"handrail one-time codes\0"
_BYTES = 20


class Unreadable(ValueError):
    """No key opens it."""


def locked(text: str) -> str:
    """The text, encrypted by the first key."""
    return _box(settings.HANDRAIL.codes_key).encrypt(text.encode()).decode()


def opened(text: str) -> str:
    """What was encrypted; where no key opens it, something new that nobody's code can match."""
    try:
        return _box(settings.HANDRAIL.codes_key).decrypt(text.encode()).decode()
    except InvalidToken:
        _LOG.error("no key of HANDRAIL_CODES_KEY opens what a one-time code is checked by")
        return b32encode(token_bytes(_BYTES)).decode()


def locked_anew(text: str) -> str:
    """What was encrypted by any of the keys, encrypted by the first. Raises Unreadable."""
    try:
        return _box(settings.HANDRAIL.codes_key).rotate(text.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


@cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    made = (sha256(_PURPOSE + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(urlsafe_b64encode(each)) for each in made])
