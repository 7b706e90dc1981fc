"""What the codes of the national returns mean, in a few words (`codes.toml`)."""

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("codes.toml")


@cache
def codes() -> dict[str, dict[str, str]]:
    """Every code list: its codes with their meaning."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def meaning(of: str, code: str | None) -> str | None:
    """The meaning of a code of a list; the code itself where the list does not know it; None for a blank."""
    return codes()[of].get(code, code) if code else None
