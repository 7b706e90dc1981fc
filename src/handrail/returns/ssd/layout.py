"""The layout of the Standard Safeguarding Dataset, read from `layout.toml`: tables known by name or by columns."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from handrail.returns.ssd.rows import ROWS

_VIEW = re.compile(r"_(v|vw|view)$")
_ENOUGH = 2  # columns of one table that give a file away


@dataclass(frozen=True)
class Column:
    """A column: our name, what it is, the names it goes by, and what is lost without it."""

    name: str
    kind: str
    names: tuple[str, ...]
    needed: bool
    without: str | None


@dataclass(frozen=True)
class Table:
    """A table: its own name, the names it goes by, what it holds, which tables of the record it fills, its columns."""

    name: str
    row: type
    names: tuple[str, ...]
    fills: tuple[str, ...]
    holds: str
    without: str | None
    serious: bool
    columns: tuple[Column, ...]

    def find(self, given: Iterable[str]) -> dict[str, str]:
        """Our name of each column that is there, and what it is called there."""
        by_name = {name.lower(): name for name in given}
        found = {}
        for column in self.columns:
            called = next((by_name[name] for name in column.names if name in by_name), None)
            if called is not None:
                found[column.name] = called
        return found


@dataclass(frozen=True)
class Codes:
    """A code list: the codes, the phrases that mean them, and how a text with several or with none is to be taken."""

    codes: frozenset[str]
    words: tuple[tuple[str, ...], ...]
    never: tuple[str, ...]
    several: str | None
    others_expected: bool

    def read(self, text: str) -> str | None:
        """The code a text holds, or describes; None where it holds none or more than one."""
        tokens: list[str] = re.findall(r"[A-Z0-9]+", text.upper())
        held = {token for at, token in enumerate(tokens) if token in self.codes and (at == 0 or len(token) > 1)}
        if len(held) == 1:
            return next(iter(held))
        if held:
            return self.several or (tokens[0] if tokens[0] in self.codes else None)
        said = f" {' '.join(tokens).lower()} "
        if any(f" {phrase} " in said for phrase in self.never):
            return None
        meant = [rule[0] for rule in self.words if all(f" {phrase} " in said for phrase in rule[1:])]
        if self.several and len(set(meant)) > 1:
            return self.several
        return meant[0] if meant else None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("layout.toml").read_text(encoding="utf-8"))


@cache
def tables() -> dict[str, Table]:
    """The tables Handrail reads, by name."""
    return {
        name: Table(
            name,
            ROWS[name],
            tuple(table["names"]),
            tuple(table.get("fills", ())),
            table["holds"],
            table.get("without"),
            table.get("serious", False),
            tuple(
                Column(field, each["is"], tuple(each["names"]), each.get("needed", False), each.get("without"))
                for field, each in table["columns"].items()
            ),
        )
        for name, table in _data()["tables"].items()
    }


@cache
def codes() -> dict[str, Codes]:
    """The code lists by name."""
    return {
        name: Codes(
            frozenset(entry["codes"]),
            tuple(map(tuple, entry["words"])),
            tuple(entry.get("never", ())),
            entry.get("several"),
            entry.get("others_expected", False),
        )
        for name, entry in _data()["codes"].items()
    }


def nothing_days() -> frozenset[str]:
    """Days, as yyyy-mm-dd, that only mean "none" or "open"."""
    return frozenset(_data()["nothing_days"])


def nothing_ids() -> frozenset[str]:
    """Ids that only mean "none"."""
    return frozenset(_data()["nothing_ids"])


def window_years() -> int:
    """How many years back the published scripts reach."""
    return int(_data()["window_years"])


def by_columns(given: Iterable[str]) -> Table | None:
    """The table a file with these columns holds, in any order, with columns more or fewer; None if it is none."""
    columns = list(given)
    best = max(tables().values(), key=lambda table: len(table.find(columns)))
    return best if len(best.find(columns)) >= _ENOUGH else None


def is_passed_over(given: Iterable[str]) -> bool:
    """Whether these are the columns of a table of the dataset that Handrail has no use for."""
    columns = [name.lower() for name in given]
    prefixes = tuple(_data()["passed_over"]["prefixes"])
    return len(columns) > 1 and sum(name.startswith(prefixes) for name in columns) * 2 > len(columns)


def by_name(given: str) -> Table | None:
    """The table of a database with this name; a view's ending is overlooked."""
    name = _VIEW.sub("", given.lower())
    return next((table for table in tables().values() if name in table.names), None)
