"""A checkpoint: a few signed lines that say how a trail ended on one day, for an officer to keep somewhere else.

The chain alone shows that a trail agrees with itself. Whoever can write to the database could make the whole trail
anew, or cut off its end. Neither agrees with a checkpoint kept elsewhere.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from handrail.trail.canonical import canonical_json, instant, is_hash, is_instant, is_key, is_number
from handrail.trail.chain import End
from handrail.trail.keys import hexadecimal

FORMAT = "handrail-checkpoint/1"
LONGEST = 10_000
"""Bytes of the longest file that is read as a checkpoint."""


class NotACheckpoint(ValueError):
    """A text is no checkpoint; the message says why."""


@dataclass(frozen=True)
class Checkpoint:
    """How the trail of an authority ended at a moment: `batch`, `position`, `link` and `mark` of its last seal.

    `at` is written as in an entry. Key and signature (Ed25519, over everything else) are hexadecimal.
    """

    format: str
    authority: str
    batch: int
    position: int
    link: str
    mark: str
    at: str
    public_key: str
    signature: str


def make(end: End, at: datetime, key: Ed25519PrivateKey) -> Checkpoint:
    """Sign how far a trail is sealed. Raises ValueError where nothing is sealed yet."""
    if not end.position:
        raise ValueError("Nothing is sealed yet, so there is nothing to sign.")
    unsigned = Checkpoint(FORMAT, *end, instant(at), hexadecimal(key.public_key()), "")
    return Checkpoint(**asdict(unsigned) | {"signature": key.sign(_signed_part(unsigned)).hex()})


def text_of(checkpoint: Checkpoint) -> str:
    """The file an officer keeps."""
    return json.dumps(asdict(checkpoint), indent=1) + "\n"


def read(text: bytes) -> Checkpoint:
    """Read such a file, however it is spaced. Raises NotACheckpoint."""
    try:
        told = json.loads(text[: LONGEST + 1].decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise NotACheckpoint("This is no checkpoint: it is not JSON.") from error
    if not isinstance(told, dict) or told.keys() != _SHAPE.keys():
        raise NotACheckpoint("This is no checkpoint: it does not say what a checkpoint says.")
    if told["format"] != FORMAT:
        raise NotACheckpoint("This checkpoint was written by another version of Handrail, which must read it.")
    if odd := [name for name, fits in _SHAPE.items() if not fits(told[name])]:
        raise NotACheckpoint(f"This is no checkpoint: its {odd[0]} is not what it should be.")
    return Checkpoint(**told)


def wrong_with(checkpoint: Checkpoint, trusted: Ed25519PublicKey | None) -> str | None:
    """Why a checkpoint may not be believed, in words. Without a trusted key, its own key must have signed it."""
    if trusted and checkpoint.public_key != hexadecimal(trusted):
        return "It was signed by another key than the one you trust."
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(checkpoint.public_key))
        key.verify(bytes.fromhex(checkpoint.signature), _signed_part(checkpoint))
    except (ValueError, InvalidSignature):
        return "Its signature does not fit: it was changed after it was signed."
    return None


def _signed_part(checkpoint: Checkpoint) -> bytes:
    return canonical_json({name: value for name, value in asdict(checkpoint).items() if name != "signature"})


def _is_signature(value: object) -> bool:
    return isinstance(value, str) and is_hash(value[:64]) and is_hash(value[64:])


_SHAPE: dict[str, Callable[[Any], bool]] = {
    "format": lambda value: isinstance(value, str),
    "authority": is_key,
    **dict.fromkeys(("batch", "position"), is_number),
    **dict.fromkeys(("link", "mark", "public_key"), is_hash),
    "at": is_instant,
    "signature": _is_signature,
}
