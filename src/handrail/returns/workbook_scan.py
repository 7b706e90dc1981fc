"""How large a sheet would be once opened, told from its bytes piece by piece, before anything opens it."""

import re
from array import array
from dataclasses import dataclass, field

_SHEET_TAG = re.compile(
    rb"""<(?:\w+:)?(?:(row)|c)(?=[\s/>])(?:[^<>]*?\sr\s*=\s*["']([A-Za-z]*)([0-9]+)["'])?[^<>]*?(/?)>"""
)


@dataclass
class SheetScan:
    """How far the filled cells of an .xlsx sheet reach, and how many there are; its texts stand elsewhere, once."""

    row: int = 0
    column: int = 0
    last_row: int = 0
    last_column: int = 0
    cells: int = 0
    text: int = 0

    def feed(self, text: bytes, again: int) -> None:
        """Take in the next piece, which begins with bytes seen before; cells without a value do not count."""
        for is_row, letters, digits, closed in _SHEET_TAG.findall(text):
            if is_row:
                self.row, self.column = int(digits) if digits else self.row + 1, 0
                continue
            if letters:
                self.row, self.column = int(digits), _column(letters)
            else:
                self.column += 1
            if closed:
                continue
            self.cells += 1
            if self.row > self.last_row:
                self.last_row = self.row
            if self.column > self.last_column:
                self.last_column = self.column

    def extents(self) -> list[tuple[int, int]]:
        """The last filled row and column."""
        return [(self.last_row, self.last_column)]


class _Columns(dict[bytes, int]):
    def __missing__(self, letters: bytes) -> int:
        number = 0
        for letter in letters.upper()[:9]:
            number = number * 26 + letter - 64
        self[letters] = number
        return number


_column = _Columns().__getitem__
_ODS_TAG = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^<>]*)>")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d+)["']""")


@dataclass
class OdsScan:
    """How far the filled cells of each table of an .ods sheet reach, and how much text they repeat."""

    cells: int = 0
    text: int = 0
    _at: int = 0
    _row: int = 0
    _rows: int = 0
    _column: int = 0
    _filled_to: int = 0
    _open: tuple[int, int] = (0, 0)
    _widest: int = 0
    _extents: list[tuple[int, int]] = field(default_factory=list)
    _last_row: int = 0

    def feed(self, text: bytes, again: int) -> None:
        """Take in the next piece, which begins with bytes seen before; what is repeated counts each time."""
        self._at -= again
        for found in _ODS_TAG.finditer(text):
            ends, tag, attributes = found.groups()
            if tag == b"table":
                self._table()
            elif tag == b"table-row":
                self._end_row() if ends else self._start_row(attributes)
            elif ends:
                at, repeated = self._open
                self.text += max(self._at + found.start() - at, 0) * repeated * self._rows
            else:
                self._cell(attributes, self._at + found.end())
        self._at += len(text)

    def _table(self) -> None:
        self._end_row()
        self._extents.append((self._last_row, self._widest))
        self._row = self._widest = self._last_row = 0

    def _start_row(self, attributes: bytes) -> None:
        self._end_row()
        self._rows = _times(attributes)

    def _end_row(self) -> None:
        self._row += self._rows
        if self._filled_to:
            self._last_row, self._widest = self._row, max(self._widest, self._filled_to)
        self._rows = self._column = self._filled_to = 0

    def _cell(self, attributes: bytes, at: int) -> None:
        repeated = _times(attributes)
        self._column += repeated
        if b"office:" in attributes or not attributes.endswith(b"/"):
            self._filled_to = self._column
            self._open = (at, repeated)

    def extents(self) -> list[tuple[int, int]]:
        """The last filled row and column of each table, once all pieces were fed."""
        self._table()
        return self._extents


def _times(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found.group(1)[:12]) if found else 1


_STRING_ENDS = re.compile(rb"</(?:\w+:)?si\s*>|<(?:\w+:)?si\s*/>")
STRING_CELL = re.compile(rb"""<(?:\w+:)?v(?=[\s>])[^<>]*>\s*(\d{1,9})\s*<""")


class SharedTexts:
    """The length of each shared text, as it stands in the file."""

    def __init__(self, lengths: "array[int]") -> None:
        self._lengths, self._since, self._at = lengths, 0, 0

    def feed(self, text: bytes, again: int) -> None:
        """Take in the next piece, which begins with bytes seen before."""
        start = self._at - again
        for found in _STRING_ENDS.finditer(text):
            self._lengths.append(start + found.end() - self._since)
            self._since = start + found.end()
        self._at = start + len(text)
