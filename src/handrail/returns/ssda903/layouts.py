"""The layouts of the SSDA903 return, read from `layouts.toml`: files known by their columns, codes by year."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Layout:
    """One file of the return: its columns, those Handrail cannot do without, and those that give it away."""

    name: str
    columns: tuple[str, ...]
    needs: tuple[str, ...]
    told_by: frozenset[str]


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).with_name("layouts.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def layouts() -> dict[str, Layout]:
    """The files of the return by name."""
    return {
        name: Layout(name, tuple(table["columns"]), tuple(table["needs"]), frozenset(table["told_by"]))
        for name, table in _data()["tables"].items()
    }


def recognise(columns: list[str]) -> Layout | None:
    """The file of the return these columns belong to, in any order, with columns more or fewer; None if none.

    The child's id must be there and at least half of the columns that give a file away.
    """
    given = set(columns)
    if "CHILD" not in given:
        return None

    def likeness(layout: Layout) -> tuple[float, float]:
        return len(layout.told_by & given) / len(layout.told_by), len(given & set(layout.columns)) / len(layout.columns)

    best = max(layouts().values(), key=likeness)
    return best if likeness(best)[0] >= 0.5 else None


@cache
def codes(field: str, year: int | None) -> frozenset[str]:
    """The codes of a field that are valid in a collection year, or in any year where the year is not known."""
    entry = _data()["codes"][field]
    valid = set(entry["always"])
    for last, gone in entry.get("until", {}).items():
        if year is None or year <= int(last):
            valid.update(gone)
    for first, came in entry.get("from", {}).items():
        if year is None or year >= int(first):
            valid.update(came)
    return frozenset(valid)
