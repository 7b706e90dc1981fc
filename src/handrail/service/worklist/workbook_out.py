"""A list as a workbook that can come back: real dates, choices to pick, hidden keys and what each cell said.

No text in it is ever a formula. A cell's version is the fingerprint of its words, so that what comes back says by itself
which cells somebody changed in it.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation

from handrail.service.worklist.grids import Column, Row
from handrail.service.worklist.opened import Opened
from handrail.service.worklist.values import CHOICE, DATE, NUMBER, YES_NO, fingerprint

LIST, ABOUT, CHOICES_SHEET = "List", "About", "Choices"
KEY, VERSION = "Key", "Version"
MOST_ROWS = 5_000
_FIXED = PatternFill("solid", fgColor="EEF2F2")
_DAY = "d mmm yyyy"
_HOW = (
    "White columns may be changed, grey ones may not. Rows may be sorted, filtered and left out, columns moved.",
    "Leave the two hidden columns at the left: they say which row is which. A row cannot be added here.",
    "Bring the file back with “Bring a workbook back”. You see what would change before anything does.",
    "This file holds personal data. Keep it where only those may read it who may open the list.",
)


def key_of(row: Row) -> str:
    """How a row is named in a workbook: by the child's opaque key, and its own."""
    return f"{row.child}~{row.key}"


def versions_of(row: Row, columns: Iterable[Column]) -> str:
    """The fingerprint of each cell."""
    return json.dumps({one.key: fingerprint(one.shown(row)) for one in columns}, separators=(",", ":"))


def written(opened: Opened, rows: Sequence[Row], total: int, narrowed: str) -> bytes:
    """The workbook of these rows, which may be the first of more."""
    book, columns = Workbook(write_only=True), list(opened.columns.values())
    sheet = book.create_sheet(LIST)
    sheet.freeze_panes = "D2"
    for number, width in enumerate((4, 4, *(one.width for one in columns)), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for letter in "AB":
        sheet.column_dimensions[letter].hidden = True
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns) + 2)}{len(rows) + 1}"
    sheet.append([_text(sheet, one, bold=True) for one in (KEY, VERSION, *(one.heading for one in columns))])
    for row in rows:
        names = (_text(sheet, key_of(row)), _text(sheet, versions_of(row, columns)))
        sheet.append([*names, *(_cell(sheet, one, row) for one in columns)])
    _about(book, opened, len(rows), total, narrowed)
    _choices(book, sheet, columns, rows)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _cell(sheet: Any, column: Column, row: Row) -> Any:
    kept = row.cells.get(column.key, "")
    if column.kind == DATE and kept:
        cell = WriteOnlyCell(sheet, date.fromisoformat(kept))
        cell.number_format = _DAY
    elif column.kind == NUMBER and kept:
        cell = WriteOnlyCell(sheet, int(kept))
    else:
        cell = _text(sheet, column.shown(row))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if column.editor is None:
        cell.fill = _FIXED
    return cell


def _text(sheet: Any, text: str, *, bold: bool = False) -> Any:
    """A text that stays one, also where it begins as a formula does or looks like a number."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = "@"
    if text:
        cell.value, cell.quotePrefix = _escaped(text), True
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _escaped(text: str) -> str:
    """What a workbook would read as the code of a letter stays as it was typed."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def _about(book: Any, opened: Opened, count: int, total: int, narrowed: str) -> None:
    sheet = book.create_sheet(ABOUT)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 100
    some = f"{count:,} rows" if count == total else f"The first {count:,} of {total:,} rows, in the order of the list"
    said = [(opened.grid.title, f"{opened.visit.authority.name}, {opened.visit.today.day} {opened.visit.today:%B %Y}")]
    said += [("What is in it", f"{some}{': ' if narrowed else ''}{narrowed}"), *(("", one) for one in _HOW)]
    said += [(one.heading, one.about or "May be changed.") for one in opened.editable.values()]
    for line in said:
        sheet.append([_text(sheet, line[0], bold=True), _text(sheet, line[1])])


def _choices(book: Any, sheet: Any, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """The lists to choose from, on a sheet that is not shown; each cell is given that of its row."""
    lists = book.create_sheet(CHOICES_SHEET)
    lists.sheet_state = "hidden"
    found: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for number, column in enumerate(columns, 3):
        for at, row in enumerate(rows, 2):
            if column.kind in (CHOICE, YES_NO) and column.editor and (labels := _labels(column, row)):
                found.setdefault((number, labels), []).append(at)
    for line, ((number, labels), places) in enumerate(found.items(), 1):
        lists.append([_text(lists, one) for one in labels])
        last = get_column_letter(len(labels))
        rule = DataValidation("list", formula1=f"{CHOICES_SHEET}!$A${line}:${last}${line}", allow_blank=True)
        rule.errorTitle, rule.error = "Not in the list", "Choose one of the list, or leave the cell blank."
        rule.sqref = MultiCellRange(_ranges(get_column_letter(number), places))
        sheet.data_validations.append(rule)


def _labels(column: Column, row: Row) -> tuple[str, ...]:
    options: Mapping[str, str] = {"yes": "Yes", "no": "No"} if column.kind == YES_NO else column.options(row)
    return tuple(options.values())


def _ranges(letter: str, places: Sequence[int]) -> str:
    """These cells of a column, those under one another together."""
    runs: list[list[int]] = []
    for at in places:
        if runs and runs[-1][1] == at - 1:
            runs[-1][1] = at
        else:
            runs.append([at, at])
    return " ".join(f"{letter}{first}:{letter}{last}" for first, last in runs)
