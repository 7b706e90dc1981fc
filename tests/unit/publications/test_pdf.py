from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from tests.unit.publications.made_up import build, inputs, profile

from handrail.publications.document import Chart, Subheading, Table
from handrail.publications.inputs import ProblemCount
from handrail.publications.writers import pdf


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf.render(build(inputs()))


@pytest.fixture(scope="module")
def file(made: bytes) -> Any:
    return pikepdf.open(BytesIO(made))


def elements(node: Any) -> Iterator[Any]:
    """Every element of the structure tree, in reading order."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from elements(one)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node.K)


def of(file: Any, kind: str) -> list[Any]:
    return [one for one in elements(file.Root.StructTreeRoot) if f"/{kind}" == one.S]


def test_it_is_tagged_titled_and_in_british_english(file: Any) -> None:
    assert file.Root.Lang == "en-GB"
    assert bool(file.Root.MarkInfo.Marked)
    assert file.docinfo["/Title"] == "Annual report of the Independent Reviewing Service"
    assert file.Root.ViewerPreferences.DisplayDocTitle
    with file.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert about["dc:title"] == "Annual report of the Independent Reviewing Service"


def test_its_charts_have_words(file: Any) -> None:
    charts = [block for block in build(inputs()).blocks() if isinstance(block, Chart)]
    assert [str(figure.Alt) for figure in of(file, "Figure")] == [chart.alt for chart in charts]


def test_its_tables_have_headings_and_captions(file: Any) -> None:
    tables = [block for block in build(inputs()).blocks() if isinstance(block, Table)]
    assert len(of(file, "Table")) == len(tables)
    assert len(of(file, "TH")) == sum(len(table.columns) for table in tables)
    assert len(of(file, "Caption")) == len(tables) + len(of(file, "Figure"))


def test_its_headings_are_tagged(file: Any) -> None:
    sections = build(inputs()).sections
    assert len(of(file, "H1")) == len(sections)
    assert len(of(file, "H2")) == sum(
        isinstance(block, Subheading) and block.level == 2 for section in sections for block in section.blocks
    )


def test_only_the_font_we_carry_is_in_it(file: Any) -> None:
    names = {str(font.BaseFont) for page in file.pages for font in page.Resources.get("/Font", {}).values()}
    assert names
    assert all("AtkinsonHyperlegible" in name for name in names)


def test_it_holds_no_date_and_is_the_same_each_time(made: bytes, file: Any) -> None:
    assert "/CreationDate" not in file.docinfo
    assert pdf.render(build(inputs())) == made


@pytest.mark.parametrize("name", ["Cyngor Sir Ŵyddgrug", "مجلس المدينة", "漢字 Council", "#let x = 1; $y$ @z <w> *v*"])
def test_a_name_in_any_letters_does_not_stop_it(name: str) -> None:
    made = inputs(profile=profile(authority=name), problems=(ProblemCount("R1", "error", f"In {name} → 漢", 9),))
    assert pdf.render(build(made)).startswith(b"%PDF")
