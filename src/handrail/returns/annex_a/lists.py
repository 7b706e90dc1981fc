"""The lists of Annex A and how their columns are found: official headings, the headings councils use, then patterns."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

HEADER_WITHIN = 10  # the official template has a title row above its header, many councils' files have none
_NAMED = re.compile(r"list\D*(\d+)\s*$", re.IGNORECASE)
_QUOTES = re.compile(r"['\"‘’“”`´]")
_OTHER = re.compile(r"[^a-z0-9]+")


class Column(NamedTuple):
    """A column of a list: the fact it holds, in this program's words, and its official heading."""

    fact: str
    heading: str


@dataclass(frozen=True)
class AnnexList:
    """One list: its number, sheet name and title in the official template, and its columns in order."""

    number: int
    sheet: str
    title: str
    columns: tuple[Column, ...]
    needs: tuple[str, ...]
    told_by: tuple[str, ...]

    @property
    def id(self) -> str:
        """The fact that says who a row is about: the child, or in list 11 the adopter."""
        return "adopter_id" if self.number == 11 else "child_id"

    def heading(self, fact: str) -> str:
        """The official heading of a fact."""
        return next(column.heading for column in self.columns if column.fact == fact)


class Header(NamedTuple):
    """Where the header of a list stands, and in which column (from 0) each fact does."""

    row: int
    at: dict[str, int]
    twice: tuple[str, ...]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


@cache
def lists() -> dict[int, AnnexList]:
    """The lists by number."""
    return {
        entry["number"]: AnnexList(
            entry["number"],
            entry["sheet"],
            entry["title"],
            tuple(Column(fact, heading) for fact, heading in entry["columns"]),
            tuple(entry.get("needs", ())),
            tuple(entry["told_by"]),
        )
        for entry in _read("lists.toml")["list"]
    }


def normal(heading: str) -> str:
    """The heading as headings are compared: lower case, no quotation marks, other signs as one space."""
    return _OTHER.sub(" ", _QUOTES.sub("", heading).lower()).strip()


@cache
def _headings(number: int) -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    facts = [column.fact for column in lists()[number].columns]
    known = _read("headings.toml")
    exact = {normal(variant): fact for fact in facts for variant in known["variants"].get(fact, ())}
    exact |= {normal(column.heading): column.fact for column in lists()[number].columns}
    return exact, tuple((re.compile(known["patterns"][fact]), fact) for fact in facts if fact in known["patterns"])


def number_in_name(sheet: str) -> int | None:
    """The number of the list a sheet is named after: `List_8`, `List 8`, `LIST 08`; never 1 for 10 or 11."""
    found = _NAMED.search(sheet.strip())
    number = int(found.group(1)[:4]) if found else 0
    return number if number in lists() else None


def header(number: int, row: int, cells: Sequence[str]) -> Header | None:
    """This row as the header of a list, or None: it must say who the rows are about, and one fact more."""
    exact, patterns = _headings(number)
    names = [normal(cell) for cell in cells]
    at: dict[str, int] = {}
    twice = []
    for index, name in enumerate(names):
        fact = exact.get(name)
        if fact is None:
            continue
        if fact in at:
            twice.append(cells[index])
        at.setdefault(fact, index)
    taken = set(at.values())
    for index, name in enumerate(names):
        if index in taken or not name or name in exact:
            continue
        fact = next((fact for pattern, fact in patterns if fact not in at and pattern.search(name)), None)
        if fact is not None:
            at[fact] = index
    return Header(row, at, tuple(twice)) if lists()[number].id in at and len(at) > 1 else None


def likeness(number: int, found: Header) -> float:
    """How far a header is that of a list: the share of the columns that give the list away."""
    told_by = lists()[number].told_by
    return sum(fact in found.at for fact in told_by) / len(told_by)


def recognise(sheet: str, first_rows: Sequence[tuple[int, Sequence[str]]]) -> tuple[AnnexList, Header | None] | None:
    """The list a sheet holds and its header, from the first rows; None for a sheet that holds none.

    The name of the sheet decides, unless its header is plainly that of another list. A sheet named after a list
    without a header that can be found comes back with None for it.
    """
    named = number_in_name(sheet)
    found: dict[int, Header] = {}
    for number in lists():
        headers = (header(number, row, cells) for row, cells in first_rows)
        of_list = [each for each in headers if each is not None]
        if of_list:
            found[number] = max(of_list, key=lambda each: len(each.at))
    likely = {number: likeness(number, each) for number, each in found.items()}
    if named in likely and likely[named] >= 0.5:
        return lists()[named], found[named]
    best = max(likely, key=lambda number: likely[number], default=None)
    if best is not None and likely[best] > 0.5:
        return lists()[best], found[best]
    return (lists()[named], found.get(named)) if named is not None else None
