"""A tracker as rows of cells, whatever file it stands in: CSV with line breaks inside headings, or a workbook's sheets."""

import csv
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from handrail.record.problems import ERROR, Problem
from handrail.returns import csv_text, workbook
from handrail.returns.csv_text import BAD_CHARACTER, MAX_COLUMNS, MAX_LINE
from handrail.returns.sources import Source, file_problem
from handrail.returns.values import is_nothing
from handrail.returns.workbook import Cell

MAX_ROWS = 1_048_576  # as many as a sheet of Excel has
HEAD = 40
_MAX_LINES_IN_ROW = 50
_AGAIN = "Correct the row in the tracker and load it again."


@dataclass
class Grid:
    """One sheet, or a CSV file: the file's name, the sheet's (blank for CSV), and its numbered rows, to be read once."""

    file: str
    sheet: str
    head: list[tuple[int, list[Cell]]]
    _rest: Iterator[tuple[int, list[Cell]]]
    problems: list[Problem]

    @property
    def name(self) -> str:
        """The file and sheet as entries read from it name it."""
        return f"{self.file}, sheet {self.sheet}" if self.sheet else self.file

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Every row with its number as a person counts it, down to the last."""
        yield from self.head
        taken = len(self.head)
        for number, cells in self._rest:
            taken += 1
            if taken > MAX_ROWS:
                message = f"{self.name} has more than {MAX_ROWS:,} rows; the rest was not read."
                self.problems.append(file_problem("FILE-TOO-LARGE", self.file, message, "Split it by year."))
                return
            yield number, cells


def grids(source: Source, problems: list[Problem]) -> Iterator[Grid]:
    """The sheets of the file in turn; each is let go when the next is asked for."""
    if source.is_workbook:
        book = workbook.read(source, problems)
        for sheet in book.sheets(problems) if book else ():
            yield _grid(source, sheet.name, sheet.rows(problems), problems)
    elif not source.is_xml:
        with _told_of_failure(source, problems):
            yield _grid(source, "", _csv_rows(source, problems), problems)


def other_separator(source: Source) -> Problem | None:
    """A problem where a CSV file separates its columns with something other than commas."""
    try:
        return csv_text.other_separator(source.name, "".join(islice(_lines(source), HEAD)))
    except OSError:
        return None  # the reader of the file says why


def text(cell: Cell) -> str:
    """A cell as text: whole numbers without a point, days as yyyy-mm-dd."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float | int):
        return str(int(cell)) if cell == cell and abs(cell) < 1e15 and cell == int(cell) else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def is_blank(cell: Cell) -> bool:
    """Whether there is nothing in the cell, or a word such as NULL or #N/A that only means nothing."""
    return isinstance(cell, str) and is_nothing(cell.strip())


def _grid(source: Source, sheet: str, rows: Iterator[tuple[int, list[Cell]]], problems: list[Problem]) -> Grid:
    return Grid(source.name, sheet, list(islice(rows, HEAD)), rows, problems)


@contextmanager
def _told_of_failure(source: Source, problems: list[Problem]) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        message = f"The file could not be read: {reason}."
        problems.append(file_problem("FILE-UNREADABLE", source.name, message, "Check the path and the permissions."))


def _csv_rows(source: Source, problems: list[Problem]) -> Iterator[tuple[int, list[Cell]]]:
    """Each row of a CSV file. A quoted cell may hold line breaks; one never closed spoils its own line and no other.

    Rows are counted as a spreadsheet shows them, blank ones too.
    """
    lines, ahead, number, told = _lines(source), deque[str](), 1, False
    while _look_ahead(lines, ahead, 1):
        count = _lines_of_row(lines, ahead)
        row = "".join(ahead.popleft() for _ in range(count or 1))
        if BAD_CHARACTER in row and not told:
            told = True
            problems.append(_encoding(source.name, number))
        if not count:
            problems.append(_row_problem("ROW-QUOTE", source.name, number, "has a quotation mark that is never closed"))
        elif "\x00" in row:
            problems.append(_row_problem("ROW-NUL", source.name, number, "holds NUL bytes, which are not text"))
        elif len(row) > MAX_LINE:
            what = f"is longer than {MAX_LINE:,} characters"
            problems.append(_row_problem("ROW-TOO-LONG", source.name, number, what))
        else:
            cells = next(csv.reader(row.splitlines(keepends=True)), [])
            yield number, [*cells[:MAX_COLUMNS]]
        number += 1


def _lines_of_row(lines: Iterator[str], ahead: deque[str]) -> int:
    """How many of the lines ahead make one row; 0 where a quotation mark is never closed."""
    marks = 0
    for count in range(1, _MAX_LINES_IN_ROW + 1):
        if not _look_ahead(lines, ahead, count):
            return 0
        marks += ahead[count - 1].count('"')
        if marks % 2 == 0:
            return count
    return 0


def _look_ahead(lines: Iterator[str], ahead: deque[str], count: int) -> bool:
    """Whether there are this many lines ahead, read if need be."""
    while len(ahead) < count:
        line = next(lines, None)
        if line is None:
            return False
        ahead.append(line)
    return True


def _lines(source: Source) -> Iterator[str]:
    """The lines of the file; of one far too long, its beginning."""
    with source.path.open(encoding="utf-8-sig", errors="replace", newline=None) as file:
        while line := file.readline(MAX_LINE + 1):
            rest = line
            while len(rest) > MAX_LINE and not rest.endswith("\n"):
                rest = file.readline(MAX_LINE + 1)
            yield line


def _encoding(name: str, row: int) -> Problem:
    message = (
        f"{name} is not UTF-8 text: row {row} holds a character written in another encoding. "
        "Rows whose dates and codes are not touched by it were read."
    )
    remedy = "Save it again as CSV UTF-8 (comma delimited) and load it again."
    return file_problem("FILE-ENCODING", name, message, remedy, row)


def _row_problem(rule: str, name: str, number: int, what: str) -> Problem:
    message = f"Row {number} of {name} {what}. The row was left out; the rest was read."
    return Problem(rule, ERROR, name, number, None, None, None, message, _AGAIN)
