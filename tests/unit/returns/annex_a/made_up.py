"""Annex A workbooks written by hand in a test: rows by fact, official headings unless others are given."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from handrail.record.problems import Problem
from handrail.record.record import Record
from handrail.returns.annex_a.lists import lists
from handrail.returns.load import Loaded, load

Row = Mapping[str, Any]


def write(
    path: Path,
    rows: Mapping[int, Sequence[Row]],
    headings: Mapping[str, str | None] | None = None,
    titles: int = 1,
    sheet: str = "List_{}",
) -> Path:
    """Write the lists; `headings` renames a column, or leaves it out where it says None."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, of_list in rows.items():
        columns = [column for column in lists()[number].columns if (headings or {}).get(column.fact, "") is not None]
        here = book.create_sheet(sheet.format(number))
        for _ in range(titles):
            here.append([lists()[number].title])
        here.append([(headings or {}).get(column.fact, column.heading) for column in columns])
        for row in of_list:
            assert row.keys() <= {column.fact for column in lists()[number].columns}, row
            here.append([row.get(column.fact) for column in columns])
    book.save(path)
    return path


def loaded(path: Path) -> Loaded:
    return load([path])


def record(path: Path) -> Record:
    """The record of the one part the workbook makes."""
    (part,) = loaded(path).parts
    return part.record


def read_one(
    path: Path, number: int, headings: Mapping[str, str | None] | None = None, **row: Any
) -> tuple[Record, list[Problem]]:
    """The record and the problems of a workbook with one row in one list."""
    found = loaded(write(path / "x.xlsx", {number: [{"child_id": "7", **row}]}, headings))
    (part,) = found.parts
    return part.record, [problem for problem in found.problems if "List" in problem.file]
