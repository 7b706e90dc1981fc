"""The workbook of the report's tables: what stands in its cells, and what never does."""

import io
import re
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.publications.made_up import FIRST, LAST, build, figure, inputs, only_cin, small_council

from handrail.publications.document import (
    Column,
    Document,
    Number,
    Paragraph,
    Row,
    Section,
    Subheading,
    Table,
    Terms,
    Text,
)
from handrail.publications.numbers import percentage, whole
from handrail.publications.writers import xlsx

HEADINGS = 4  # the row under the title, the unit and the note


@pytest.fixture(scope="module")
def made() -> bytes:
    return xlsx.render(build(inputs()))


@pytest.fixture(scope="module")
def book(made: bytes) -> Any:
    return opened(made)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def rows_of(sheet: Any, top: int = HEADINGS) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(min_row=top, values_only=True)]


def a_document(*blocks: Any) -> Document:
    """A document of one chapter."""
    section = Section("reviews", "Reviews", blocks)
    return Document("A report", "1 April 2025 to 31 March 2026", "Fernshire", FIRST, LAST, "#0b5d5e", (section,))


def a_table(*rows: Row, headings: tuple[str, ...] = ("Held on time",), caption: str = "Reviews") -> Table:
    columns = (Column("Month", numeric=False), *(Column(one) for one in headings))
    return Table("table-one", caption, columns, rows, "review", (Text("Counted: reviews."),))


def test_a_share_stands_as_a_number_beside_its_counts_measure_and_definition() -> None:
    on_time = figure("reviews_held_on_time", 1111, 1190, definition="3f6a0c1d")
    cells = (Number("1,190", on_time, "denominator"), Number("1,111", on_time, "numerator"))
    table = a_table(
        Row("Whole year", (*cells, Number("93.4%", on_time, "share"))), headings=("Judged", "On time", "Share")
    )
    sheet = opened(xlsx.render(a_document(table)))["Table 1"]
    assert [cell.value for cell in sheet["A"]][:3] == [
        "Table 1. Reviews",
        "What is counted: review",
        "Counted: reviews.",
    ]
    assert rows_of(sheet) == [
        ["Month", "Judged", "On time", "Share", "Numerator", "Denominator", "Measure", "Settings", "Definition"],
        ["Whole year", 1190, 1111, 0.934, 1111, 1190, "reviews_held_on_time", "basis: statutory", "3f6a0c1d"],
    ]
    assert sheet["D5"].number_format == "#,##0.0%"
    assert sheet["B5"].number_format == "#,##0"


@pytest.mark.parametrize("words", ["5 or fewer", "not shown", "not loaded", "none to count", "97.9% or more"])
def test_what_is_no_number_stands_in_words(words: str) -> None:
    hidden = figure("reviews_held_on_time", 1111, 1190)
    table = a_table(Row("Whole year", (Number(words, hidden, "numerator"),)))
    sheet = opened(xlsx.render(a_document(table)))["Table 1"]
    assert [cell.value for cell in sheet[5]][:4] == ["Whole year", words, words, None]
    assert "1111" not in everything_in(xlsx.render(a_document(table)))
    assert "1190" not in everything_in(xlsx.render(a_document(table)))


def test_columns_of_different_figures_have_each_its_own_counts() -> None:
    started, ceased = figure("periods_of_care_started", 14), figure("periods_of_care_ceased", 9)
    cells = (Number("14", started, "numerator"), Number("9", ceased, "numerator"))
    sheet = opened(xlsx.render(a_document(a_table(Row("May", cells), headings=("Started", "Ceased")))))["Table 1"]
    assert rows_of(sheet)[0][3:] == [
        "Started: numerator",
        "Started: measure",
        "Started: definition",
        "Ceased: numerator",
        "Ceased: measure",
        "Ceased: definition",
    ]
    assert rows_of(sheet)[1][3:] == [14, "periods_of_care_started", "3f6a0c1d", 9, "periods_of_care_ceased", "3f6a0c1d"]


def test_the_contents_lead_to_every_sheet(book: Any) -> None:
    tables = [block for block in build(inputs()).blocks() if isinstance(block, Table)]
    assert book.sheetnames == ["Contents", *(f"Table {n}" for n in range(1, len(tables) + 1)), "Definitions"]
    contents = book["Contents"]
    listed = rows_of(contents, top=7)
    assert [row[:2] for row in listed[:-1]] == [[f"Table {n}", table.caption] for n, table in enumerate(tables, 1)]
    links = [contents.cell(row, 1).hyperlink.location for row in range(7, 7 + len(listed))]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_every_measure_of_a_table_is_defined(book: Any) -> None:
    heading, *defined = rows_of(book["Definitions"], top=3)
    assert heading[:4] == ["Title", "Name", "Question", "Counted"]
    assert heading[-1] == "Definition"
    named = {row[1] for row in defined}
    used = set()
    for sheet in book.worksheets[1:-1]:
        headings, *rows = rows_of(sheet)
        places = [n for n, one in enumerate(headings) if one.lower().endswith("measure")]
        used |= {row[place] for row in rows for place in places}
    assert "reviews_held_on_time" in used
    assert used <= named


def test_a_term_some_measures_lack_is_empty_there() -> None:
    blocks = (
        Subheading("def-a", "A", 3),
        Terms((("Counted", (Text("Each review"),)), ("Definition", (Text("aa"),)))),
        Subheading("def-b", "B", 3),
        Terms((("Counted", ()), ("Out of", (Text("All"),)), ("Definition", (Text("bb"),)))),
        Subheading("elsewhere", "C", 2),
        Paragraph(()),
    )
    assert rows_of(opened(xlsx.render(a_document(*blocks)))["Definitions"], top=3) == [
        ["Title", "Name", "Counted", "Out of", "Definition"],
        ["A", "a", "Each review", None, "aa"],
        ["B", "b", None, "All", "bb"],
    ]


@pytest.mark.parametrize("report", [inputs, small_council, only_cin])
def test_it_can_be_read_without_seeing_it(report: Any) -> None:
    for sheet in opened(xlsx.render(build(report()))).worksheets:
        (grid,) = sheet.tables.values()
        top = openpyxl.utils.range_boundaries(grid.ref)[1]
        headings = [cell.value for cell in sheet[top]]
        assert grid.headerRowCount == 1
        assert [column.name for column in grid.tableColumns] == headings
        assert len({one.casefold() for one in headings}) == len(headings)
        assert sheet.freeze_panes == f"B{top + 1}"
        assert sheet.print_title_rows == f"${top}:${top}"
        assert not sheet.merged_cells.ranges
        assert all(one.width >= 12 and not one.hidden for one in sheet.column_dimensions.values())
        assert sheet.sheet_state == "visible"
        assert re.fullmatch(r"Contents|Definitions|Table [0-9]+", sheet.title)


def everything_in(data: bytes) -> str:
    with ZipFile(io.BytesIO(data)) as parts:
        return "".join(
            parts.read(name).decode("utf-8")
            for name in parts.namelist()
            if not name.endswith(("theme1.xml", "styles.xml"))
        )


def test_what_the_report_hides_stands_nowhere_in_the_file() -> None:
    """Each number of a small council is replaced by one no other number is, where the report hides it."""
    document = build(small_council())
    marked, hidden = with_telltales(document)
    assert hidden > 30
    assert "77777" not in everything_in(xlsx.render(marked))
    assert xlsx.render(marked) == xlsx.render(document)


def with_telltales(document: Document) -> tuple[Document, int]:
    """The document with another figure behind each number that does not print it: the words are the same."""
    count = 0

    def cell(part: Any) -> Any:
        nonlocal count
        if not isinstance(part, Number) or part.figure is None:
            return part
        count += part.text in ("not shown", "5 or fewer")
        telltale = {"numerator": 77777, "denominator": 77777, "not_assessable": 77777, "not_recorded": 77777}
        return replace(part, figure=replace(part.figure, **telltale))

    def block(one: Any) -> Any:
        if not isinstance(one, Table):
            return one
        return replace(one, rows=tuple(replace(row, cells=tuple(cell(part) for part in row.cells)) for row in one.rows))

    sections = tuple(replace(one, blocks=tuple(block(part) for part in one.blocks)) for one in document.sections)
    return replace(document, sections=sections), count


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)", "#N/A", "{=A1}", "1e5", "TRUE"])
def test_no_text_is_ever_a_formula(words: str) -> None:
    cells = (Text(words), Number(words, None, "value"))
    table = a_table(Row(words, cells), headings=(words, f"{words} too"), caption=words)
    sheet = opened(xlsx.render(a_document(table)))["Table 1"]
    for cell in (*sheet[HEADINGS][1:], *sheet[HEADINGS + 1]):
        assert cell.data_type == "s"
        assert cell.quotePrefix
        assert cell.value.startswith(words)
    assert "<f>" not in everything_in(xlsx.render(a_document(table)))


def test_a_letter_no_cell_can_hold_becomes_a_box() -> None:
    table = a_table(Row("A\x00B\uffffC\x0b", (Text("x" * 40_000),)), headings=("Month",), caption="\ud800")
    sheet = opened(xlsx.render(a_document(table)))["Table 1"]
    assert sheet["A1"].value == "Table 1. \u25a1"
    assert sheet["A5"].value == "A\u25a1B\u25a1C\u25a1"
    assert sheet["B5"].value == "x" * 32_766 + "\u2026"
    assert [cell.value for cell in sheet[HEADINGS]] == ["Month", "Month (2)"]


@given(st.integers(0, 10**9))
def test_a_count_is_the_number_it_prints(number: int) -> None:
    found = xlsx._NUMBER.fullmatch(whole(number))
    assert found
    assert xlsx._value(found) == (number, "#,##0")


@given(st.integers(0, 10**5), st.integers(1, 10**5))
def test_a_share_has_no_digit_more_than_it_prints(top: int, base: int) -> None:
    printed = percentage(min(top, base), base)
    found = xlsx._NUMBER.fullmatch(printed)
    assert found
    value, form = xlsx._value(found)
    assert (f"{value:.1%}", form) == (printed, "#,##0.0%")
    assert round(value, 3) == value


def test_it_says_what_it_is_and_when(book: Any) -> None:
    about = book.properties
    assert about.title == "Annual report of the Independent Reviewing Service"
    assert about.creator == about.lastModifiedBy == "Fernshire County Council"
    assert about.language == "en-GB"
    assert about.created.isoformat() == about.modified.isoformat() == "2026-03-31T00:00:00"


def test_the_same_report_is_the_same_file(made: bytes) -> None:
    assert xlsx.render(build(inputs())) == made
    with ZipFile(io.BytesIO(made)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_report_without_a_table_is_written_too() -> None:
    assert opened(xlsx.render(a_document())).sheetnames == ["Contents", "Definitions"]
    empty = opened(xlsx.render(a_document(a_table())))
    assert rows_of(empty["Table 1"]) == [["Month", "Held on time"]]
