"""Published files as sheets with a header that was recognised, and what is found wrong in them, told once a column."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from handrail.comparators.layouts import plain
from handrail.record.problems import ERROR, Problem
from handrail.returns.csv_text import BAD_CHARACTER
from handrail.returns.sources import Source
from handrail.returns.tracker.grid import Grid, grids, text

MAX_ROWS = 250_000
MAX_CELLS = 8_000_000  # rows times columns: a table is held whole
_HEADER_WITHIN = 12
_AGAIN = "Load the file as it was published, or correct the row."
_LONGEST_SHOWN = 60

Row = tuple[int, list[str]]


@dataclass
class Found:
    """What was found wrong, one entry for each rule, file and column: the first row of it and how many there are."""

    file: str = ""
    _entries: dict[tuple[str, str, str], tuple[Problem, int]] = field(default_factory=dict)

    def add(
        self, rule: str, row: int | None, column: str, value: str, what: str, todo: str = _AGAIN, severity: str = ERROR
    ) -> None:
        """Note something; of its kind in this column, the first is told in full and the others are counted."""
        key = rule, self.file, column
        if key in self._entries:
            first, count = self._entries[key]
            self._entries[key] = first, count + 1
            return
        shown = value.strip()[:_LONGEST_SHOWN] or None
        self._entries[key] = Problem(rule, severity, self.file, row, None, column or None, shown, what, todo), 1

    def problems(self) -> list[Problem]:
        """The problems found, in the order they were met."""
        return [
            first._replace(message=f"{first.message} {count - 1:,} more of the kind in this file.")
            if count > 1
            else first
            for first, count in self._entries.values()
        ]


@dataclass
class Sheet:
    """A sheet or CSV file under a header: the columns in plain form and as written, and the rows below."""

    file: str
    name: str
    columns: list[str]
    headings: list[str]
    _rows: Iterator[Row]
    _strict: bool
    found: Found

    def at(self, *names: str) -> int | None:
        """Where the first of these columns stands that is there."""
        return next((self.columns.index(name) for name in names if name in self.columns), None)

    def rows(self) -> Iterator[Row]:
        """Each row that is not blank, as wide as the header."""
        width, strict = len(self.columns), self._strict
        most = min(MAX_ROWS, MAX_CELLS // width)
        for taken, (number, cells) in enumerate(self._rows):
            if taken >= most:
                what = f"{self.name} has more than {most:,} rows; the rest was not read."
                self.found.add("FILE-TOO-LARGE", number, "", "", what, "Take out the years that are not needed.")
                return
            if not any(cells):
                continue
            if len(cells) != width:
                if strict and (len(cells) < width or any(cells[width:])):
                    what = (
                        f"Row {number} has {len(cells)} values where the header has {width} columns; it was left out."
                    )
                    self.found.add("ROW-COLUMNS", number, "", "", what)
                    continue
                cells = [*cells[:width], *[""] * (width - len(cells))]
            if any(BAD_CHARACTER in cell for cell in cells):
                what = f"Row {number} holds a character that is not UTF-8 text; it was left out."
                self.found.add("FILE-ENCODING", number, "", "", what, "Save the file as CSV UTF-8 and load it again.")
                continue
            yield number, cells

    def read_from(self, row: int) -> str:
        """Where an entry was read, as entries of the store name it."""
        return f"{self.name} row {row}"


def sheets(
    source: Source, recognises: Callable[[list[str]], bool], found: Found, problems: list[Problem]
) -> Iterator[Sheet]:
    """The sheets of a file whose header is recognised, within their first rows."""
    for grid in grids(source, problems):
        sheet = _under_header(grid, recognises, found)
        if sheet:
            yield sheet


def _under_header(grid: Grid, recognises: Callable[[list[str]], bool], found: Found) -> Sheet | None:
    rows = ((number, [text(cell) for cell in cells]) for number, cells in grid.rows())
    for _, cells in islice(rows, _HEADER_WITHIN):
        headings = _without_blank_end(cells)
        columns = [plain(heading) for heading in headings]
        if recognises(columns):
            return Sheet(grid.file, grid.name, columns, headings, rows, not grid.sheet, found)
    return None


def _without_blank_end(cells: list[str]) -> list[str]:
    width = max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return cells[:width]
