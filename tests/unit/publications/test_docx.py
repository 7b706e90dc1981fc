import io
from typing import Any
from zipfile import ZipFile

import docx as word
import pytest
from docx.oxml.ns import qn
from tests.unit.publications.made_up import build, inputs

from handrail.publications.document import Chart, Table
from handrail.publications.writers import docx


@pytest.fixture(scope="module")
def made() -> bytes:
    return docx.render(build(inputs()))


@pytest.fixture(scope="module")
def file(made: bytes) -> Any:
    return word.Document(io.BytesIO(made))


def test_it_says_what_it_is_and_when(file: Any) -> None:
    about = file.core_properties
    assert about.title == "Annual report of the Independent Reviewing Service"
    assert about.author == "Fernshire County Council"
    assert about.language == "en-GB"
    assert about.created.isoformat().startswith("2026-03-31T00:00")


def test_its_language_is_british_english(file: Any) -> None:
    languages = {one.get(qn("w:val")) for one in file.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_its_headings_are_headings(file: Any) -> None:
    chapters = [line.text for line in file.paragraphs if line.style.name == "Heading 1"]
    assert chapters == [section.title for section in build(inputs()).sections]
    assert [line.text for line in file.paragraphs if line.style.name == "Title"] == [file.core_properties.title]


def test_the_headings_of_its_tables_repeat(file: Any) -> None:
    tables = [block for block in build(inputs()).blocks() if isinstance(block, Table)]
    assert len(file.tables) == len(tables)
    for grid, table in zip(file.tables, tables, strict=True):
        assert [cell.text for cell in grid.rows[0].cells] == [column.heading for column in table.columns]
        assert [bool(row._tr.trPr.findall(qn("w:tblHeader"))) for row in grid.rows[:2]] == [True, False]
        assert grid._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == table.caption


def test_its_charts_have_words(file: Any) -> None:
    charts = [block for block in build(inputs()).blocks() if isinstance(block, Chart)]
    described = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert described == [chart.alt for chart in charts]


def test_its_links_lead_somewhere(file: Any) -> None:
    body = file.element.body
    places = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    links = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))}
    assert links
    assert links <= places


def test_the_same_report_is_the_same_file(made: bytes) -> None:
    assert docx.render(build(inputs())) == made
    with ZipFile(io.BytesIO(made)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_report_without_charts_is_written_too() -> None:
    assert docx.render(build(inputs(months={})))
