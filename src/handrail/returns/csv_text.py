"""Reading CSV as the returns use it: one record a line, commas, a header, UTF-8 with or without a byte-order mark.

No field of any return holds a line break, so each line is read on its own: an unclosed quotation mark spoils its own
row and no other.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from handrail.record.problems import ERROR, Problem
from handrail.returns.sources import Source, file_problem

MAX_COLUMNS = 500
MAX_LINE = 100_000
BAD_CHARACTER = "\ufffd"
_ROW_REMEDY = "Correct the row in your system, export again and load again."


@dataclass
class Sheet:
    """A CSV file: its name, its column names in upper case, and its lines with the row number of each."""

    name: str
    columns: list[str]
    lines: list[str]
    first_row: int
    plain: bool

    def rows(self, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
        """Each good row with its number, the header being row 1; a problem is added for each bad one."""
        width = len(self.columns)
        for number, line in enumerate(self.lines, self.first_row):
            if not line:
                continue
            if self.plain:
                cells = line.split(",")
            else:
                found = self._careful(number, line, problems)
                if found is None:
                    continue
                cells = found
            if len(cells) != width:
                if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
                    cells = cells[:width]
                elif not any(cell.strip() for cell in cells):
                    continue
                else:
                    problems.append(self._wrong_width(number, len(cells), width))
                    continue
            yield number, cells

    def _careful(self, number: int, line: str, problems: list[Problem]) -> list[str] | None:
        if "\x00" in line:
            problems.append(self._row_problem("ROW-NUL", number, "holds NUL bytes, which are not text"))
            return None
        if line.count('"') % 2:
            problems.append(self._row_problem("ROW-QUOTE", number, "has a quotation mark that is never closed"))
            return None
        if len(line) > MAX_LINE:
            problems.append(self._row_problem("ROW-TOO-LONG", number, f"is longer than {MAX_LINE:,} characters"))
            return None
        return next(csv.reader([line]), [])

    def _wrong_width(self, number: int, found: int, width: int) -> Problem:
        hint = " The file may have been cut short." if number == self.first_row + len(self.lines) - 1 else ""
        return self._row_problem(
            "ROW-COLUMNS", number, f"has {found} values where the header has {width} columns", hint
        )

    def _row_problem(self, rule: str, number: int, what: str, hint: str = "") -> Problem:
        message = f"Row {number} of {self.name} {what}.{hint} The row was left out; the rest was read."
        return Problem(rule, ERROR, self.name, number, None, None, None, message, _ROW_REMEDY)


def read(source: Source, problems: list[Problem]) -> Sheet | None:
    """The file as a sheet, or None with a problem that says why it cannot be one."""
    try:
        data = source.path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        problems.append(
            file_problem(
                "FILE-UNREADABLE",
                source.name,
                f"The file could not be read: {reason}.",
                "Check the path and the permissions.",
            )
        )
        return None
    text = _decode(data, source.name, problems)
    lines = text.replace("\r\n", "\n").split("\n") if "\n" in text else text.split("\r")
    header_at = next((index for index, line in enumerate(lines) if line.strip()), 0)
    header = lines[header_at]
    refusal = _refused_header(source.name, header)
    if refusal:
        problems.append(refusal)
        return None
    plain = '"' not in text and "\x00" not in text and len(max(lines, key=len)) <= MAX_LINE
    columns = [cell.strip().upper() for cell in next(csv.reader([header]))]
    twice = next((column for column in columns if column and columns.count(column) > 1), None)
    if twice is not None:
        problems.append(_column_twice(source.name, twice[:60]))
        return None
    return Sheet(source.name, columns, lines[header_at + 1 :], header_at + 2, plain)


def _decode(data: bytes, name: str, problems: list[Problem]) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        problems.append(
            file_problem(
                "FILE-ENCODING",
                name,
                f"{name} is not UTF-8 text: row {row} holds a character written in another encoding. "
                "Rows whose dates and codes are not touched by it were read.",
                "Save it again as CSV UTF-8 (comma delimited) and load it again.",
                row,
            )
        )
        return data.decode("utf-8-sig", errors="replace")


def _column_twice(name: str, column: str) -> Problem:
    what = f"The header of {name} has the column {column} more than once, so it is not known which one holds."
    remedy = "Take out or rename the column that does not belong there, and load it again."
    return Problem("FILE-HEADER", ERROR, name, 1, None, column, column, f"{what} Nothing in it was read.", remedy)


def _refused_header(name: str, header: str) -> Problem | None:
    if header.count('"') % 2:
        return file_problem(
            "FILE-HEADER",
            name,
            f"The header of {name} has a quotation mark that is never closed.",
            "Correct the first row and load it again.",
            1,
        )
    if header.count(",") >= MAX_COLUMNS:
        return file_problem(
            "FILE-COLUMNS",
            name,
            f"{name} has {header.count(',') + 1:,} columns; no return has more than {MAX_COLUMNS}.",
            "Check that the right file was chosen.",
            1,
        )
    return other_separator(name, header)


def other_separator(name: str, head: str) -> Problem | None:
    """A problem where the head of a file has no comma, but something else that separates columns."""
    for separator, called in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if separator in head and "," not in head:
            return file_problem(
                "FILE-SEPARATOR",
                name,
                f"{name} separates its columns with {called}, not commas.",
                "Save it again as CSV (comma delimited) and load it again.",
                1,
            )
    return None
