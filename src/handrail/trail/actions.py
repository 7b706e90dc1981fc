"""What can be done and audited, read from `actions.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Action:
    """One thing an entry can say was done: its name, what it means, and the fields that may not be blank."""

    name: str
    means: str
    needs: tuple[str, ...] = ()


@cache
def actions() -> dict[str, Action]:
    """Every action there is, by name."""
    text = files(__package__).joinpath("actions.toml").read_text(encoding="utf-8")
    return {
        name: Action(name, told["means"], tuple(told.get("needs", ()))) for name, told in tomllib.loads(text).items()
    }
