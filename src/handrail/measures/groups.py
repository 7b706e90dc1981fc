"""Groups: what a figure can be split by, such as sex, age band or reason, each defined once in `groups.toml`.

A group adds one column to the rows a measure lists, and no row: the groups of a figure always add up to it. A blank is
a group of its own, `not recorded`, so that the whole population stays in the base. Bands and groups of codes are data,
with their source, in `lists.toml`; an authority may have its own in place of them.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
NOT_RECORDED = "not recorded"
Lists = Mapping[str, Any]
"""Lists by name, each with its kind and its entries in order."""


class UnknownGroup(ValueError):
    """A group a measure does not have."""


@dataclass(frozen=True)
class Group:
    """One way to split a figure: its meaning, the joins that bring the value to a listed row, and the value."""

    name: str
    meaning: str
    value: str
    joins: str
    listed_in: str | None

    @property
    def decides(self) -> dict[str, Any]:
        """Everything that decides the value, for the hash of a definition."""
        return {"value": self.value, "joins": self.joins, "list": lists()[self.listed_in] if self.listed_in else None}

    def in_order(self, values: Iterable[str], used: Lists | None = None) -> list[str]:
        """The values in the order of their list, then of the alphabet; what is not recorded comes last.

        `used` are the lists in use, where they are not the national ones.
        """
        names = [entry["name"] for entry in (used or lists())[self.listed_in]["entry"]] if self.listed_in else []
        place = {name: number for number, name in enumerate(names)}
        return sorted(values, key=lambda value: (value == NOT_RECORDED, place.get(value, len(place)), value))


@cache
def groups() -> dict[str, Group]:
    """All groups by name."""
    data = tomllib.loads((_HERE / "groups.toml").read_text(encoding="utf-8"))
    return {
        name: Group(name, entry["meaning"], entry["value"], entry.get("joins", "").strip(), entry.get("list"))
        for name, entry in data.items()
    }


def group(name: str) -> Group:
    """The group of this name."""
    return groups()[name]


@cache
def lists() -> dict[str, Any]:
    """The bands and groups of codes by name: where they come from, and their entries in order."""
    return tomllib.loads((_HERE / "lists.toml").read_text(encoding="utf-8"))


def split(sql: str, names: Iterable[str], kept: Iterable[str]) -> str:
    """The rows a measure lists, these columns of them, with a column for each of these groups."""
    chosen = [group(name) for name in names]
    columns = [f"listed.{name} AS {name}" for name in kept]
    columns += [f"COALESCE({each.value}, '{NOT_RECORDED}') AS {each.name}" for each in chosen]
    joins = "\n".join(dict.fromkeys(each.joins for each in chosen if each.joins))
    return f"SELECT {', '.join(columns)}\nFROM ({sql}) AS listed\n{joins}"
