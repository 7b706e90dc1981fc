"""Last year's numbers stand as they were published; where the record says otherwise now, both are shown."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.unit.editions.small import NEXT_YEAR, YEAR, a_record

from handrail.measures.definitions import all_measures
from handrail.measures.engine import measure_all
from handrail.measures.figures import Figure
from handrail.profiles import default
from handrail.publications.document import Document, Table, plain
from handrail.publications.making import Request, compose

TEXT = """# Last year

Of the children, {{ number looked_after_children in last_year }} were looked after, and of the boys
{{ number looked_after_children where sex=M in last_year }}.
"""


@pytest.fixture
def made(tmp_path: Path) -> Any:
    (tmp_path / "08-last-year.md").write_text(TEXT, encoding="utf-8")

    def of(earlier: list[Figure], audience: str = "public", children: int = 40) -> Document:
        request = Request(
            "annual_report", NEXT_YEAR, a_record(children), default("Fairlea"), earlier=earlier, text=tmp_path,
            audience=audience,
        )  # fmt: skip
        return compose(request)[0]

    return of


def published(number: int, **more: Any) -> list[Figure]:
    """The figures of last year, all and boys, with this number."""
    found = measure_all(a_record(), [all_measures()["looked_after_children"]], [YEAR], {}, ["sex"])
    return [replace(figure, numerator=number, **more) for figure in found]


def said(document: Document) -> str:
    """The sentence of our own chapter."""
    section = next(one for one in document.sections if one.title == "Last year")
    return " ".join(plain(getattr(block, "parts", ())) for block in section.blocks)


def restated(document: Document) -> list[list[str]]:
    found = [one for one in document.blocks() if isinstance(one, Table) and one.id.startswith("table-restated")]
    return [[row.heading, *(cell.text for cell in row.cells)] for table in found for row in table.rows]


def test_what_was_published_is_printed_and_the_record_beside_it_once(made: Any) -> None:
    document = made(published(30), "internal")
    assert "30 were looked after" in said(document)
    assert restated(document) == [
        ["Looked-after children, 2023/24", "30", "40", "The record changed."],
        ["Looked-after children, M, 2023/24", "30", "40", "The record changed."],
    ]


def test_a_number_published_by_another_definition_stands_only_beside_the_one_of_today(made: Any) -> None:
    document = made(published(30, definition="0" * 16), "internal")
    assert "40 were looked after" in said(document)
    assert restated(document)[0] == ["Looked-after children, 2023/24", "30", "40", "The definition changed."]


def test_nothing_is_said_where_nothing_differs_or_nothing_was_published(made: Any) -> None:
    assert restated(made(published(40))) == []
    assert restated(made([])) == []


def test_by_how_little_a_group_differs_is_not_told_in_public(made: Any) -> None:
    assert restated(made(published(38))) == [
        ["Looked-after children, 2023/24", "38", "40", "The record changed."],
        ["Looked-after children, M, 2023/24", "38", "not shown", "The record changed."],
    ]


def test_a_figure_made_from_others_is_never_taken_for_one_that_was_published(made: Any) -> None:
    derived = published(7, settings={"out_of": "all"})
    assert "40 were looked after" in said(made(derived, "internal"))
