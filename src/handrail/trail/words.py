"""The words of an entry: what can be erased from it by law, while its link still holds.

The link is not made from the words but from a hash of them, with a salt so that nobody can guess what was erased by
trying. Whoever has the words can work out the hash; once they are gone, the hash stands in their place.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from handrail.trail.canonical import canonical_json

NAMES = ("detail", "reason", "salt")
"""What of an entry can be erased, always together."""
HASH = "words"
"""What stands in their place."""


def hash_of(content: Mapping[str, Any]) -> str:
    """The hash of the words in an entry's content: SHA-256 over `detail`, `reason` and `salt` as canonical JSON."""
    return hashlib.sha256(canonical_json({name: content[name] for name in NAMES})).hexdigest()


def committed(content: Mapping[str, Any]) -> dict[str, Any]:
    """What a link is made from: an entry's content with the hash in place of its words, erased or not."""
    if HASH in content or not all(name in content for name in NAMES):
        return dict(content)
    return without_words(content, hash_of(content))


def without_words(content: Mapping[str, Any], words: str) -> dict[str, Any]:
    """The content of an entry whose words were erased; `words` is their hash."""
    return {name: value for name, value in content.items() if name not in NAMES} | {HASH: words}
