"""Reads a CSV file or a workbook of one sheet as rows of text under headings; nothing in it is ever worked out or run."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from handrail.record.problems import Problem
from handrail.returns.sources import Source
from handrail.returns.workbook import Workbook
from handrail.returns.workbook import read as opened

MOST_BYTES, MOST_ROWS, LONGEST_CELL = 5 * 2**20, 5_000, 4_000
_A_WORKBOOK = b"PK\x03\x04"
_NUMBERED = re.compile(r"[+-][\d\s().-]+")
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class BadFile(ValueError):
    """The file cannot be read at all; the message says why and what to do."""


@dataclass(frozen=True)
class Line:
    """A row that says something: its number in the file, the heading being 1, and what stands under each heading."""

    row: int
    said: dict[str, str]


@dataclass(frozen=True)
class Wrong:
    """What is wrong in a row, which is left out: its number, the column, and what to do."""

    row: int
    column: str
    text: str


def read(content: bytes, headings: Sequence[str], needed: Sequence[str]) -> tuple[list[Line], list[Wrong]]:
    """The rows of a file, and what is wrong. Columns may stand in any order. Raises BadFile."""
    rows = _of_workbook(content) if content.startswith(_A_WORKBOOK) else _of_csv(content)
    first = next(rows, None)
    if first is None:
        raise BadFile("The file is empty. Take the template, fill it in and choose it here.")
    named, wrong = _headings(first[1], headings, needed)
    lines: list[Line] = []
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(lines) + len(wrong) >= MOST_ROWS:
            raise BadFile(f"The file has more than {MOST_ROWS:,} rows. Split it and hand in the parts one by one.")
        found = _line(number, cells, named)
        if isinstance(found, Line):
            lines.append(found)
        else:
            wrong.append(found)
    if not lines and not wrong:
        raise BadFile("The file has headings and no rows. Fill it in and choose it again.")
    return lines, wrong


def _headings(first: Sequence[str], known: Sequence[str], needed: Sequence[str]) -> tuple[list[str], list[Wrong]]:
    """The heading of each column, blank for one that is not known, which is told."""
    named = [" ".join(cell.replace("_", " ").split()).lower() for cell in first]
    if missing := [one for one in needed if one not in named]:
        raise BadFile(f"The first row does not name {', '.join(missing)}. Take the headings of the template.")
    if twice := next((one for one in named if one in known and named.count(one) > 1), None):
        raise BadFile(f"The first row names {twice} more than once. Keep one of the columns.")
    text = "No column is called that, so it was not read. Take the headings of the template."
    wrong = [
        Wrong(1, cell.strip()[:60], text) for cell, one in zip(first, named, strict=True) if one and one not in known
    ]
    return [one if one in known else "" for one in named], wrong


def _line(number: int, cells: Sequence[str], named: Sequence[str]) -> Line | Wrong:
    if any(cell.strip() for cell in cells[len(named) :]):
        return Wrong(
            number, "", "It has more cells than there are headings. Put a text with a comma in quotation marks."
        )
    said = {name: _tidy(cell) for name, cell in zip(named, cells, strict=False) if name}
    for name, cell in said.items():
        if text := _refused(cell):
            return Wrong(number, name, text)
    return Line(number, {name: cell for name, cell in said.items() if cell})


def _tidy(cell: str) -> str:
    return _UNSHOWABLE.sub("", cell.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _refused(cell: str) -> str:
    """Why a cell is not taken, whatever its column; empty where it is."""
    if len(cell) > LONGEST_CELL:
        return f"It has more than {LONGEST_CELL:,} characters. Shorten it."
    if cell.startswith(("=", "@")) or (cell.startswith(("+", "-")) and not _NUMBERED.fullmatch(cell)):
        return "It begins as a formula does. Write it without the first sign."
    return ""


def _of_csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile(
            "The file is not UTF-8. Save it as 'CSV UTF-8', or as a workbook (.xlsx), and try again."
        ) from None
    if "\x00" in text:
        raise BadFile("The file is neither CSV nor a workbook (.xlsx). Save it as one of these and try again.")
    lines = text.splitlines(keepends=True)
    if lines and ";" in lines[0] and "," not in lines[0]:
        raise BadFile(
            "The file separates its columns with semicolons. Save it as 'CSV (comma delimited)' and try again."
        )
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            yield number, cells
    except csv.Error:
        raise BadFile(f"Row {number + 1}: a quotation mark is not closed. Close it or take it out.") from None


def _of_workbook(content: bytes) -> Iterator[tuple[int, list[str]]]:
    problems: list[Problem] = []
    with TemporaryDirectory() as folder:
        path = Path(folder, "file.xlsx")
        path.write_bytes(content)
        book = opened(Source(path, "The file", is_xml=False, is_workbook=True), problems)
        rows = _first_sheet(book, problems) if book else []
    if problems:
        raise BadFile(f"{problems[0].message} {problems[0].what_to_do}")
    yield from rows


def _first_sheet(book: Workbook, problems: list[Problem]) -> list[tuple[int, list[str]]]:
    """The first sheet, or as much of it as may be handed in."""
    sheet = next(book.sheets(problems), None)
    found = []
    for number, cells in sheet.rows(problems) if sheet else ():
        found.append((number, [_text(cell) for cell in cells]))
        if len(found) > 2 * MOST_ROWS:
            break
    return found


def _text(cell: Any) -> str:
    """A cell as a person would type it."""
    for kind, said in _SAID.items():
        if isinstance(cell, kind):
            return said(cell)
    return str(cell)


_SAID: "dict[type[Any], Callable[[Any], str]]" = {
    bool: lambda one: "yes" if one else "no",
    float: lambda one: str(int(one)) if one.is_integer() else str(one),
    datetime: lambda one: one.date().isoformat(),
    date: lambda one: one.isoformat(),
}
