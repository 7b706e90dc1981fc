"""One way to write a value down, so that a hash over it means the same to everyone.

It is RFC 8785, the JSON Canonicalization Scheme, for what a trail holds: names of ASCII letters, text in Unicode
normal form C, whole numbers, true, false, null, lists and objects. There are no fractions.
"""

import hashlib
import json
import re
from datetime import UTC, datetime

LARGEST = 2**53 - 1
"""The largest whole number every reader of JSON holds exactly."""


def canonical_json(value: object) -> bytes:
    """A value as UTF-8: names in order, no blank space, and only what JSON requires escaped."""
    return _ENCODER.encode(value).encode("utf-8")


_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def instant(at: datetime) -> str:
    """A moment in UTC to the microsecond: 2026-11-28T02:00:00.000000Z. Raises ValueError if it has no time zone."""
    if at.utcoffset() is None:
        raise ValueError("The time needs its time zone.")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def following(link: str, content: bytes) -> str:
    """The hash that follows another: SHA-256 over the 32 bytes of the one before, then the content; hexadecimal."""
    return hashlib.sha256(bytes.fromhex(link) + content).hexdigest()


def is_instant(value: object) -> bool:
    """Whether a value is a moment as `instant` writes it."""
    try:
        return isinstance(value, str) and instant(datetime.fromisoformat(value)) == value
    except (ValueError, OverflowError):
        return False


def is_number(value: object) -> bool:
    """Whether a value is a whole number from 0 that every reader of JSON holds exactly."""
    return type(value) is int and 0 <= value <= LARGEST


def is_hash(value: object) -> bool:
    """Whether a value is 32 bytes in hexadecimal, in small letters."""
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def is_key(value: object) -> bool:
    """Whether a value is a short key that holds no blank: of an authority, an account or a child."""
    return isinstance(value, str) and _KEY.fullmatch(value) is not None


_HASH = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[A-Za-z0-9._:-]{1,64}")
