"""Tables of the dataset as CSV files, read as a stream: files of any size, quoted line breaks in free text and all."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from handrail.record.problems import ERROR, Problem
from handrail.returns.csv_text import BAD_CHARACTER, MAX_COLUMNS, MAX_LINE
from handrail.returns.sources import Source, file_problem
from handrail.returns.ssd.extract import BrokeOff, Cells
from handrail.returns.ssd.layout import Table, by_columns, is_passed_over

_MOST_LINES = 200  # one quoted text may run over so many lines; beyond that its quotation mark was never closed
_AGAIN = "Correct the row, make the extract again and load it again."


@dataclass(frozen=True)
class CsvTable:
    """A CSV file that holds a table of the dataset."""

    source: Source
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """The file's name as problems show it."""
        return self.source.name

    def cells(self, wanted: Sequence[str], problems: list[Problem]) -> Iterator[Cells]:
        """The wanted cells of each good row with its number, the header being row 1; a problem for each bad one."""
        at = [self.columns.index(name) for name in wanted]
        width, spoilt = len(self.columns), False
        try:
            with _open(self.source) as file:
                lines = _Lines(file, width)
                lines.skip_header()
                for number, cells in lines:
                    if isinstance(cells, str):
                        problems.append(self._bad_row(number, cells))
                        continue
                    if not spoilt and any(BAD_CHARACTER in cell for cell in cells):
                        spoilt = True
                        problems.append(self._wrong_encoding(number))
                    yield number, [cells[index] for index in at]
        except OSError as error:
            raise BrokeOff(error.strerror or "the file cannot be read") from error

    def _bad_row(self, number: int, what: str) -> Problem:
        message = f"Row {number} of {self.name} {what}. The row was left out; the rest was read."
        rule = "ROW-COLUMNS" if "values" in what else "ROW-NUL" if "NUL" in what else "ROW-QUOTE"
        return Problem(rule, ERROR, self.name, number, None, None, None, message, _AGAIN)

    def _wrong_encoding(self, number: int) -> Problem:
        message = (
            f"{self.name} is not UTF-8 text: row {number} holds a character written in another encoding. "
            "What does not depend on it was read."
        )
        return file_problem("FILE-ENCODING", self.name, message, "Export it as UTF-8 and load it again.", number)


def recognise(source: Source) -> tuple[Table, CsvTable] | None:
    """The table of the dataset a file holds, known by its columns; None for any other file."""
    columns = _header(source)
    table = by_columns(columns) if columns else None
    return (table, CsvTable(source, columns)) if table is not None else None


def is_of_no_use(source: Source) -> bool:
    """Whether a file holds a table of the dataset that has nothing about reviews and conferences."""
    return is_passed_over(_header(source))


def _header(source: Source) -> tuple[str, ...]:
    try:
        with _open(source) as file:
            line = next((line for line in iter(lambda: file.readline(MAX_LINE), "") if line.strip()), "")
    except OSError:
        return ()
    if line.count('"') % 2 or line.count(",") >= MAX_COLUMNS:
        return ()
    return tuple(cell.strip().lower() for cell in next(csv.reader([line]), []))


def _open(source: Source) -> TextIO:
    return source.path.open(encoding="utf-8-sig", errors="replace", newline="")


class _Lines:
    """The rows of a file with their numbers: cells, or in words why a row is none."""

    def __init__(self, file: TextIO, width: int) -> None:
        self.file, self.width, self.number, self.waiting = file, width, 0, list[str]()

    def skip_header(self) -> None:
        while not self._next().strip():
            pass

    def __iter__(self) -> Iterator[tuple[int, list[str] | str]]:
        while line := self._next():
            number = self.number
            if not line.strip():
                continue
            if "\x00" in line:
                yield number, "holds NUL bytes, which are not text"
                continue
            if len(line) > MAX_LINE:
                yield number, "has a quotation mark that is never closed, or is far too long"
                continue
            cells = self._split(line) if line.count('"') % 2 == 0 else self._joined(line)
            if cells is None:
                yield number, "has a quotation mark that is never closed"
            elif len(cells) < self.width or any(cell.strip() for cell in cells[self.width :]):
                if any(cell.strip() for cell in cells):
                    yield number, f"has {len(cells)} values where the header has {self.width} columns"
            else:
                yield number, cells

    def _next(self) -> str:
        line = self.waiting.pop(0) if self.waiting else self.file.readline(MAX_LINE + 2)
        if line:
            self.number += 1
        return line

    def _split(self, line: str) -> list[str]:
        return next(csv.reader([line.rstrip("\r\n")]), [])

    def _joined(self, line: str) -> list[str] | None:
        """The row that runs on over the next lines; None, and those lines left to be read, where it never ends well."""
        held = [line]
        while len(held) < _MOST_LINES and sum(map(len, held)) <= MAX_LINE:
            further = self._next()
            if not further:
                break
            held.append(further)
            if further.count('"') % 2:
                cells = next(csv.reader(held), [])
                if len(cells) == self.width:
                    return cells
                break
        self.waiting = held[1:] + self.waiting
        self.number -= len(held) - 1
        return None
