"""The tables of the report as a workbook: one on each sheet, with the counts and definition of its figures.

Every number is read from the words the document prints, never from the figure behind them: what the document
hides stands nowhere in the workbook.
"""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table as Grid
from openpyxl.worksheet.table import TableColumn, TableStyleInfo
from openpyxl.writer.excel import ExcelWriter

from handrail.measures.figures import SHARE, Figure
from handrail.publications.document import (
    Approval,
    Document,
    Inline,
    Number,
    Row,
    Subheading,
    Table,
    Terms,
    Text,
    plain,
)
from handrail.publications.shown import DENOMINATOR, NUMERATOR
from handrail.publications.writers.zipped import without_the_time_of_day

CONTENTS, DEFINITIONS = "Contents", "Definitions"

_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})*|[0-9]+)(\.[0-9]+)?(%?)")
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NO_LETTER = "\u25a1"
_LONGEST = 32_767  # characters a cell can hold
_NARROWEST, _WIDEST = 12, 60  # widths of columns, in characters


class _Sheet(NamedTuple):
    """A sheet: lines of text, then a grid under its headings. `links` lead from a row's first cell to another sheet."""

    name: str
    lines: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Sequence[Inline]]
    links: Sequence[str] = ()


def render(document: Document) -> bytes:
    """The whole file; the same bytes for the same document."""
    book = Workbook()
    book.remove(book.active)
    _properties(book, document)
    for place, sheet in enumerate([_contents(document), *_tables(document), _definitions(document)], 1):
        _write(book.create_sheet(sheet.name), sheet, place)
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).write_data()  # and not book.save, which writes down the time of day
    return without_the_time_of_day(file.getvalue())


def _properties(book: Any, document: Document) -> None:
    about = book.properties
    about.title, about.subject = _held(document.title), _held(document.subtitle)
    about.creator = about.lastModifiedBy = _held(document.authority)
    about.language = "en-GB"
    about.created = about.modified = datetime.combine(document.period_to, time(), UTC).replace(tzinfo=None)


def _contents(document: Document) -> _Sheet:
    listed = [
        (document.label_of(block.id), block.caption, ", ".join((block.unit, *block.also_units)), section.title)
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table)
    ]
    rows = [*listed, (DEFINITIONS, "The definition of every measure", "", "")]
    return _Sheet(
        CONTENTS,
        (
            document.title,
            document.authority,
            document.subtitle,
            *_approval(document),
            "Each table of the report stands on a sheet of its own. After its own columns stand the counts of each "
            "figure, its measure, its settings and the mark of its definition.",
            "What the report does not show stands nowhere in this workbook; a count is empty where its row has none.",
        ),
        ("Sheet", "What it holds", "What is counted", "Chapter of the report"),
        [[Text(cell) for cell in row] for row in rows],
        links=[row[0] for row in rows],
    )


def _approval(document: Document) -> Iterator[str]:
    """Who approves it and who signs it."""
    for block in document.blocks():
        if isinstance(block, Approval):
            yield " ".join(filter(None, (plain(block.parts), ", ".join(block.roles))))


def _tables(document: Document) -> Iterator[_Sheet]:
    for table in document.blocks():
        if isinstance(table, Table):
            label, further = document.label_of(table.id), _further(table)
            yield _Sheet(
                label,
                (
                    f"{label}. {table.caption}",
                    f"What is counted: {', '.join((table.unit, *table.also_units))}",
                    plain(table.note),
                ),
                [*(column.heading for column in table.columns), *(heading for heading, _ in further)],
                [
                    [Text(row.heading), *row.cells, *(cells[place] for _, cells in further)]
                    for place, row in enumerate(table.rows)
                ],
            )


def _definitions(document: Document) -> _Sheet:
    """Each measure with its terms, every term in a column of its own."""
    blocks = list(document.blocks())
    found = [
        (place, dict(terms.items))
        for place, terms in pairwise(blocks)
        if isinstance(place, Subheading) and place.id.startswith("def-") and isinstance(terms, Terms)
    ]
    terms = dict.fromkeys(term for _, said in sorted(found, key=lambda one: -len(one[1])) for term in said)
    return _Sheet(
        DEFINITIONS,
        ("The definition of every measure", "The column Measure of a table names the measure in the column Name here."),
        ("Title", "Name", *terms),
        [
            [
                Text(place.text),
                Text(place.id.removeprefix("def-")),
                *(Text(plain(said.get(term, ()))) for term in terms),
            ]
            for place, said in found
        ],
    )


def _further(table: Table) -> list[tuple[str, list[Inline]]]:
    """Columns beside the table's own: what is known of the figures in it, once for columns of the same figures."""
    columns = [_figures(table, place) for place in range(len(table.columns) - 1)]
    groups = [(figures, [place for place, _ in ones]) for figures, ones in _alike(columns)]
    several = len(groups) > 1
    found: list[tuple[str, list[Inline]]] = []
    for figures, places in groups:
        for heading, cells in _known(table.rows, figures, places):
            of = f"{table.columns[places[0] + 1].heading}: {heading.lower()}" if several else heading
            found.append((of, cells))
    return found


def _figures(table: Table, place: int) -> list[Figure | None]:
    """The figure of each row in one column."""
    cells = (row.cells[place] for row in table.rows)
    return [cell.figure if isinstance(cell, Number) else None for cell in cells]


def _alike(columns: list[list[Figure | None]]) -> Iterator[tuple[list[Figure | None], Iterator[tuple[int, object]]]]:
    """The runs of columns that hold the same figures, where these are measures with a definition."""
    for figures, run in groupby(enumerate(columns), key=lambda one: one[1]):
        if any(figure and figure.definition for figure in figures):
            yield figures, run


def _known(rows: Sequence[Row], figures: list[Figure | None], places: list[int]) -> Iterator[tuple[str, list[Inline]]]:
    yield "Numerator", [_printed(row, places, NUMERATOR) for row in rows]
    if any(figure and figure.kind == SHARE for figure in figures):
        yield "Denominator", [_printed(row, places, DENOMINATOR) for row in rows]
    yield "Measure", [Text(figure.measure if figure else "") for figure in figures]
    if any(figure and figure.settings for figure in figures):
        yield "Settings", [Text(_settings(figure)) for figure in figures]
    yield "Definition", [Text(figure.definition if figure else "") for figure in figures]


def _printed(row: Row, places: list[int], part: str) -> Inline:
    """A count of the row's figure as this very row prints it."""
    cells = (row.cells[place] for place in places)
    return next((cell for cell in cells if isinstance(cell, Number) and cell.shows == part), Text(""))


def _settings(figure: Figure | None) -> str:
    chosen = figure.settings.items() if figure else ()
    return "; ".join(f"{name}: {value}" for name, value in chosen).replace("_", " ")


def _write(target: Any, sheet: _Sheet, number: int) -> None:
    for place, line in enumerate(sheet.lines, 1):
        cell = _put(target, place, 1, Text(line), wrap=False)
        cell.font = Font(bold=place == 1, size=14 if place == 1 else 11)
    top = len(sheet.lines) + 1
    headings = _distinct(sheet.headings)
    for column, heading in enumerate(headings, 1):
        _put(target, top, column, Text(heading)).font = Font(bold=True)
    for down, row in enumerate(sheet.rows, top + 1):
        for column, part in enumerate(row, 1):
            _put(target, down, column, part)
    for down, name in enumerate(sheet.links, top + 1):
        cell = target.cell(down, 1)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1")
        cell.font = Font(underline="single", color="0563C1")
    _lay_out(target, sheet, headings, top)
    if sheet.rows:
        target.add_table(_grid(headings, top, top + len(sheet.rows), number))


def _put(target: Any, row: int, column: int, part: Inline, *, wrap: bool = True) -> Any:
    """A cell: a number where the words are one, else the words, which are never a formula."""
    cell = target.cell(row, column)
    number = _NUMBER.fullmatch(part.text) if isinstance(part, Number) else None
    if number:
        cell.value, cell.number_format = _value(number)
    elif part.text:
        cell.value = _held(part.text)
        cell.data_type = "s"  # a text that begins like a formula stays a text
        cell.quotePrefix = True  # also after somebody has edited the cell
    is_number = isinstance(part, Number)
    cell.alignment = Alignment(horizontal="right" if is_number else "left", vertical="top", wrap_text=wrap)
    return cell


def _value(number: re.Match[str]) -> tuple[int | float, str]:
    """The number exactly as it is printed, with no digit more, and the format that prints it so again."""
    whole, decimals, percent = number[1].replace(",", ""), number[2] or "", number[3]
    form = "#,##0" + ("." + "0" * (len(decimals) - 1) if decimals else "") + percent
    exact = Decimal(whole + decimals) / (100 if percent else 1)
    return int(exact) if not decimals and not percent else float(exact), form


def _held(text: str) -> str:
    """The text as a cell can hold it; a box stands for a letter that it cannot."""
    clean = _NOT_XML.sub(_NO_LETTER, ILLEGAL_CHARACTERS_RE.sub(_NO_LETTER, text))
    return clean if len(clean) <= _LONGEST else clean[: _LONGEST - 1] + "\u2026"


def _distinct(headings: Sequence[str]) -> list[str]:
    """The headings as a grid needs them: none empty, no two alike."""
    found: list[str] = []
    for place, heading in enumerate(headings, 1):
        clean = _held(heading) or f"Column {place}"
        taken = {one.casefold() for one in found}
        found.append(f"{clean} ({place})" if clean.casefold() in taken else clean)
    return found


def _lay_out(target: Any, sheet: _Sheet, headings: list[str], top: int) -> None:
    """Columns wide enough, headings that stay in sight and stand on each printed page."""
    for place, heading in enumerate(headings):
        longest = max((len(row[place].text) for row in sheet.rows), default=0)
        wide = min(max(longest, len(heading), _NARROWEST), _WIDEST)
        target.column_dimensions[get_column_letter(place + 1)].width = wide + 2
    target.freeze_panes = target.cell(top + 1, 2)
    target.print_title_rows = f"{top}:{top}"
    target.page_setup.orientation, target.page_setup.paperSize = "landscape", target.PAPERSIZE_A4
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr.fitToPage = True


def _grid(headings: list[str], top: int, last: int, number: int) -> Any:
    """A table of the workbook's own: it tells a screen reader which row holds the headings."""
    return Grid(
        id=number,
        name=f"Grid_{number}",
        displayName=f"Grid_{number}",
        ref=f"A{top}:{get_column_letter(len(headings))}{last}",
        tableColumns=[TableColumn(id=place, name=heading) for place, heading in enumerate(headings, 1)],
        tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=False),
    )
