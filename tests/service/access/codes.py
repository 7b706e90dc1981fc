"""The six numbers an app shows (RFC 6238), worked out on our own."""

import base64
import hashlib
import hmac
import struct
import time


def code_at(key: str, moment: float) -> str:
    """The code of a key (base 32) at a moment, in seconds."""
    counter = struct.pack(">Q", int(moment) // 30)
    digest = hmac.new(base64.b32decode(key), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def code_now(key: str) -> str:
    """The code of this moment."""
    return code_at(key, time.time())
