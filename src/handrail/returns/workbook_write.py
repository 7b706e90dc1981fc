"""Writing a workbook (.xlsx) of plain cells: no text in it is ever a formula, and the same rows make the same bytes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from handrail.returns.outgoing import whole_file

Value = str | int | date | None
_DATE_FORM = "DD/MM/YYYY"
_PROPERTIES = "docProps/core.xml"
_INSTANT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_WIDTH = 22
_LONGEST_TEXT = 32_767
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


class Sheet(NamedTuple):
    """A sheet to write: its name, a title above the headings or none, the headings and the rows."""

    name: str
    title: str | None
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]


def write(path: Path, sheets: Iterable[Sheet], made_on: date) -> None:
    """Write the workbook to a file, whole or not at all; see `packed`."""
    with whole_file(path) as partial:
        partial.write_bytes(packed(sheets, made_on))


def packed(sheets: Iterable[Sheet], made_on: date) -> bytes:
    """The workbook; `made_on` is the day it says it was made, so that its bytes depend on nothing else."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    made, found = BytesIO(), BytesIO()
    book.save(made)
    with ZipFile(made) as source, ZipFile(found, "w") as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == _PROPERTIES:
                data = _INSTANT.sub(f"{made_on.isoformat()}T00:00:00Z".encode(), data)
            target.writestr(ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0)), data, ZIP_DEFLATED)
    return found.getvalue()


def can_hold(text: str) -> bool:
    """Whether a cell can hold this text as it is."""
    illegal = ILLEGAL_CHARACTERS_RE.search(text) or _NOT_XML.search(text)
    return illegal is None and len(text) <= _LONGEST_TEXT


def _fill(target: Any, sheet: Sheet) -> None:
    for number in range(1, len(sheet.headings) + 1):
        target.column_dimensions[get_column_letter(number)].width = _WIDTH
    above = [[sheet.title]] if sheet.title else []
    target.freeze_panes = f"A{len(above) + 2}"
    for title in above:
        target.append(list(_cells(target, title, bold=True)))
    target.append(list(_cells(target, sheet.headings, bold=True)))
    for row in sheet.rows:
        target.append(list(_cells(target, row)))


def _cells(target: Any, row: Sequence[Value], bold: bool = False) -> Iterator[Any]:
    for value in row:
        if value is None or value == "":
            yield None
            continue
        cell = WriteOnlyCell(target, value=value)
        if isinstance(value, str):
            cell.data_type = "s"  # a text that begins like a formula stays a text
            cell.quotePrefix = True  # also after somebody has edited the cell
        elif isinstance(value, date):
            cell.number_format = _DATE_FORM
        if bold:
            cell.font = Font(bold=True)
        yield cell
