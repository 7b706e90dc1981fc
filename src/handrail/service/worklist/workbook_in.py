"""A workbook that comes back: which of its cells somebody changed, and what in it cannot be read, by row and column."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from handrail.record.problems import Problem
from handrail.returns import workbook
from handrail.returns.sources import Source
from handrail.service.design.dates import short_date
from handrail.service.records.models import table
from handrail.service.worklist.difference import Proposed
from handrail.service.worklist.grids import Column
from handrail.service.worklist.values import fingerprint, tidy
from handrail.service.worklist.workbook_out import KEY, LIST, VERSION

MOST_BYTES = 10 * 2**20
MOST_ROWS = 20_000
_DOWNLOAD = "Download the list again, and copy your changes into that."


@dataclass
class Brought:
    """What came back: the cells that were changed in it, and in words what could not be read and what to do."""

    proposed: list[Proposed] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def brought(path: Path, columns: Mapping[str, Column]) -> Brought:
    """Read a workbook that was downloaded from this list."""
    found, problems = Brought(), list[Problem]()
    book = workbook.read(Source(path, "The workbook", is_xml=False, is_workbook=True), problems)
    rows = _list(book, problems) if book else None
    found.problems += [f"{one.message} {one.what_to_do}" for one in problems]
    if rows is None:
        if book and not problems:
            found.problems.append(f"There is no sheet “{LIST}” in it. {_DOWNLOAD}")
        return found
    _read(found, rows, {one.heading.casefold(): one for one in columns.values()})
    return found


def in_words(cell: Any) -> str:
    """A cell as the list shows it."""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, datetime | date):
        return short_date(cell.date() if isinstance(cell, datetime) else cell)
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    return tidy(str(cell))


def _list(book: workbook.Workbook, problems: list[Problem]) -> list[tuple[int, list[Any]]] | None:
    for sheet in book.sheets(problems):
        if sheet.name == LIST:
            return list(islice(sheet.rows(problems), MOST_ROWS + 1))
    return None


def _read(found: Brought, rows: Sequence[tuple[int, Sequence[Any]]], by_heading: Mapping[str, Column]) -> None:
    headings = [in_words(one) for one in rows[0][1]] if rows else []
    if KEY not in headings or VERSION not in headings:
        found.problems.append(f"The hidden columns “{KEY}” and “{VERSION}” are not in it. {_DOWNLOAD}")
        return
    places = {at: by_heading[one.casefold()] for at, one in enumerate(headings) if one.casefold() in by_heading}
    for one in headings:
        if one and one not in (KEY, VERSION) and one.casefold() not in by_heading:
            found.problems.append(
                f"Column “{one}” is none of the list's, so it was passed over. Add it as an extra column."
            )
    ids = _child_ids(rows, headings.index(KEY))
    seen: dict[str, int] = {}
    for number, cells in rows[1:]:
        texts = [in_words(one) for one in cells] + [""] * (len(headings) - len(cells))
        key, version = texts[headings.index(KEY)], texts[headings.index(VERSION)]
        if why := _odd(number, key, version, texts, seen):
            found.problems.append(why)
        elif key:
            child, _, name = key.partition("~")
            row = (ids.get(child, ""), name)
            found.proposed += _changed(row, number, texts, places, json.loads(version))


def _changed(
    row: tuple[str, str], number: int, texts: Sequence[str], places: Mapping[int, Column], versions: Mapping[str, str]
) -> Iterator[Proposed]:
    """The cells that no longer say what they said when they were downloaded."""
    for at, column in places.items():
        before = versions.get(column.key, "")
        if before and fingerprint(texts[at]) != before:
            yield Proposed(row, column.key, texts[at], before, at=number)


def _odd(number: int, key: str, version: str, texts: Sequence[str], seen: dict[str, int]) -> str:
    """Why a row cannot be read; blank where it can, or has nothing in it."""
    if not key:
        return f"Row {number} has no key: a row cannot be added here. Write it where it belongs, and leave it out." if any(texts) else ""  # fmt: skip
    if key in seen:
        return f"Row {number} is the same as row {seen[key]}, so only the first of them counts. Take one of them out."
    seen[key] = number
    try:
        held = json.loads(version)
    except ValueError:
        held = None
    if not isinstance(held, dict) or not all(isinstance(one, str) for one in held.values()):
        return f"Row {number}: its hidden version was changed, so nothing can be told from it. {_DOWNLOAD}"
    return ""


def _child_ids(rows: Sequence[tuple[int, Sequence[Any]]], at: int) -> dict[str, str]:
    keys = {in_words(cells[at]).partition("~")[0] for _, cells in rows[1:] if len(cells) > at}
    return dict(table("children").filter(key__in=[*keys, ""]).values_list("key", "child_id"))
