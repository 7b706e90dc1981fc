"""Names of people who do not exist: the same for the same id, so that nothing has to be kept."""

import tomllib
from functools import cache
from hashlib import sha256
from pathlib import Path


def child_name(child_id: str, family_id: str = "") -> str:
    """First name and surname of a child; brothers and sisters of one family share the surname."""
    return f"{_drawn('first', child_id)} {_drawn('last', family_id or child_id)}"


def worker_name(worker_id: str) -> str:
    """First name and surname of somebody who works for the children."""
    return f"{_drawn('first', worker_id)} {_drawn('last', worker_id)}"


def _drawn(kind: str, of: str) -> str:
    names = _names()[kind]
    return names[int.from_bytes(sha256(f"{kind} {of}".encode()).digest()[:8], "big") % len(names)]


@cache
def _names() -> dict[str, list[str]]:
    found: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return found
