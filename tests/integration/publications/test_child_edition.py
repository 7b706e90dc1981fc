"""The edition for children: plain words, the promises of the record, short sentences, and nobody given away."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from tests.integration.publications.fairlea import PROFILES, made, profile, record, request
from tests.integration.publications.test_every_publication import without

from handrail.publications.document import BulletList, Chart, Document, Paragraph, Table, plain
from handrail.publications.making import compose, make
from handrail.publications.safeguards import QUESTION, examine
from handrail.record.improvement_tables import PlanItem, PlanItemRating

LONGEST = 25  # words of a sentence that is read aloud


def lines(document: Document) -> list[str]:
    found = []
    for block in document.blocks():
        if isinstance(block, Paragraph):
            found.append(plain(block.parts))
        elif isinstance(block, BulletList):
            found += [plain(item) for item in block.items]
    return found


@pytest.mark.parametrize("of", PROFILES)
def test_sentences_are_short(of: str) -> None:
    sentences = [one for line in lines(made("child_edition", profile(of))) for one in re.split(r"(?<=[.?!:]) ", line)]
    assert max(len(one.split()) for one in sentences) <= LONGEST


def test_every_chart_says_what_its_figures_show() -> None:
    charts = [one for one in made("child_edition").blocks() if isinstance(one, Chart)]
    assert len(charts) >= 3
    said = {label.rsplit(": ", 1)[1]: value for one in charts for label, value in zip(one.labels, one.series[0].values, strict=True)}  # fmt: skip
    words = {0.0: "none", 0.05: "very few", 0.5: "about half", 0.95: "nearly all", 1.0: "all", None: "we cannot say"}
    assert all(text == words.get(value, f"about {round(10 * (value or 0))} in 10") for text, value in said.items())


@pytest.mark.parametrize("children", [60, 90, 200])
def test_no_small_number_is_printed(children: int) -> None:
    document = made("child_edition", record=record(children, 3))
    counts = [
        one for one in document.numbers() if one.figure and one.figure.unit == "child" and one.shows == "numerator"
    ]
    assert counts
    assert not [one.text for one in counts if one.text in ("1", "2", "3", "4", "5")]
    cells = [
        cell.text for table in document.blocks() if isinstance(table, Table) for row in table.rows for cell in row.cells
    ]
    assert not [text for text in cells if text in ("1", "2", "3", "4", "5")]


def test_each_promise_is_kept_in_the_words_of_the_record() -> None:
    items = [PlanItem(f"{n}", "2025-26", "voice", action) for n, action in enumerate(
        ("Ask each child.", "Write to each child", "Improve 9 things by 20%", "Meet outside", "Sing"))]  # fmt: skip
    ratings = [
        PlanItemRating("0", date(2025, 9, 1), "amber"), PlanItemRating("0", date(2026, 3, 1), "done"),
        PlanItemRating("1", date(2025, 9, 1), "green"), PlanItemRating("2", date(2025, 9, 1), "amber"),
        PlanItemRating("3", date(2025, 9, 1), "red"), PlanItemRating("3", date(2026, 4, 2), "done"),
    ]  # fmt: skip
    document = made("child_edition", record=replace(record(), plan_items=items, plan_item_ratings=ratings))
    table = next(one for one in document.blocks() if isinstance(one, Table) and one.id == "table-promises")
    assert {row.heading: row.cells[0].text for row in table.rows} == {
        "Ask each child": "Done",
        "Write to each child": "We are doing it",
        "Improve 9 things by 20%": "We have begun, and we are behind",
        "Meet outside": "We have not begun, or we had to stop",
        "Sing": "We have not looked at it yet",
    }


def test_what_we_do_not_have_is_said_and_the_rest_stands() -> None:
    said = lines(made("child_edition", record=without("service")))
    assert said.count("We do not have all the numbers for this part yet.") >= 5
    assert any(one.startswith("An advocate helps you") for one in said)
    assert not [one for one in said if "loaded" in one]


def test_it_asks_its_author_nothing_of_our_own_sentences() -> None:
    assert make(request("child_edition")).questions == ()


def test_an_authority_s_own_chapter_tells_how_to_reach_it(tmp_path) -> None:  # type: ignore[no-untyped-def]
    own = '# How to reach us\n\nCall {{ typed "0161 496 0000" because "our number" }}.\n'
    (tmp_path / "80-own-contact.md").write_text(own)
    document, standing = compose(request("child_edition", text=tmp_path))
    assert [one.kind for one in examine(document, standing)] == [QUESTION], "whether the typed number is right"
    sections = [one.id for one in document.sections]
    assert ["own-contact", "if-you-are-unhappy"] in [list(pair) for pair in pairwise(sections)]
