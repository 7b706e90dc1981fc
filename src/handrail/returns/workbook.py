"""Workbooks (.xlsx, .xlsm, .ods) as sheets of cell values, opened only after they were found safe.

Only the values last saved are read: formulas are not worked out, macros are not run, links are not followed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count

from python_calamine import CalamineWorkbook

from handrail.record.problems import Problem
from handrail.returns.sources import Source, file_problem
from handrail.returns.workbook_safety import check

Cell = str | float | bool | date | datetime | time | timedelta
"""The value of a cell. A blank cell and an error such as #N/A are the empty text; every number is a float."""

MAX_SHEETS = 250


@dataclass(frozen=True)
class Sheet:
    """One sheet: the workbook it is in, its name, and its rows, each with its number as a person counts it."""

    workbook: str
    name: str
    _rows: Iterator[list[Cell]]
    _first_column: int

    def rows(self, problems: list[Problem]) -> Iterator[tuple[int, list[Cell]]]:
        """Each row, once, down to the last filled one, with its cells from column A on; blank rows too."""
        blanks: list[Cell] = [""] * self._first_column
        for number in count(1):
            what = f"Row {number} of sheet {self.name} of {self.workbook} could not be read and was left out"
            with _told_of("ROW-UNREADABLE", self.workbook, what, problems, number):
                cells = next(self._rows, None)
                if cells is None:
                    return
                yield number, [*blanks, *cells] if blanks else cells


@dataclass(frozen=True)
class Workbook:
    """A workbook found safe to open: its name as problems show it, and its sheets.

    `from_1904` says that a bare number standing for a day counts from 1904 and not from 1900.
    """

    source: Source
    name: str
    from_1904: bool

    def sheets(self, problems: list[Problem]) -> Iterator[Sheet]:
        """Each sheet in turn, read when it is asked for and let go after; a problem for each that cannot be read."""
        with (
            _told_of("FILE-WORKBOOK-BROKEN", self.name, f"{self.name} could not be read further", problems),
            CalamineWorkbook.from_path(self.source.path) as book,
        ):
            names = book.sheet_names
            if len(names) > MAX_SHEETS:
                problems.append(_too_many(self.name, len(names)))
            for name in names[:MAX_SHEETS]:
                what = f"Sheet {name} of {self.name} could not be read"
                with _told_of("FILE-SHEET-UNREADABLE", self.name, what, problems):
                    sheet = book.get_sheet_by_name(name)
                    first = sheet.start[1] if sheet.start else 0
                    yield Sheet(self.name, name, sheet.iter_rows(), first)


def read(source: Source, problems: list[Problem]) -> Workbook | None:
    """The workbook, or None with a problem that says why it is not opened and what to do."""
    checked = check(source, problems)
    return Workbook(source, source.name, checked.from_1904) if checked else None


@contextmanager
def _told_of(rule: str, name: str, what: str, problems: list[Problem], row: int | None = None) -> Iterator[None]:
    """Turn whatever the reader of the file format raises, even its panics, into a problem."""
    try:
        yield
    except BaseException as error:
        if not type(error).__module__.startswith(("python_calamine", "_python_calamine", "pyo3")):
            raise
        message = f"{what}: it is damaged. The rest was read."
        problems.append(file_problem(rule, name, message, "Save the workbook again as .xlsx and load it again.", row))


def _too_many(name: str, found: int) -> Problem:
    message = f"{name} has {found:,} sheets; only the first {MAX_SHEETS} were read."
    return file_problem("FILE-SHEETS", name, message, "Save the sheets that are needed to a workbook of their own.")
