"""The chapters about the service itself: made for every profile, saying what was not loaded, and giving way to its own."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.integration.publications.fairlea import LAST, PROFILES, made, profile, record, request
from tests.integration.publications.test_every_publication import NOT_GIVEN, without

from handrail.profiles.outline import Chapter
from handrail.publications.document import Document, Paragraph, Section, Table, plain
from handrail.publications.library import publication
from handrail.publications.making import compose
from handrail.publications.safeguards import QUESTION, examine

OF_THE_RECORD = (
    "staffing", "make-up", "caseload", "training", "management", "resources", "good-practice", "progress", "priorities",
)  # fmt: skip
CHAPTERS = ("service", *OF_THE_RECORD, "data-quality")


def texts(folder: Path | None = None) -> dict[str, str]:
    return publication("annual_report", [Chapter(name) for name in CHAPTERS], folder).chapters


def words(section: Section) -> list[str]:
    return [plain(block.parts) for block in section.blocks if isinstance(block, Paragraph)]


def section(document: Document, name: str) -> Section:
    return next(one for one in document.sections if one.id == name)


@pytest.mark.parametrize("of", PROFILES)
def test_they_are_made_for_every_profile(of: str) -> None:
    document = made("annual_report", profile(of), chapters=texts())
    assert [one.id for one in document.sections][: len(CHAPTERS)] == list(CHAPTERS)
    for name in OF_THE_RECORD:
        numbers = replace(document, sections=(section(document, name),)).numbers()
        assert any(one.figure and one.figure.numerator for one in numbers), name


@pytest.mark.parametrize("children", [60, 200])
def test_their_own_sentences_raise_no_question(children: int) -> None:
    document, standing = compose(request("annual_report", record=record(children, 3), chapters=texts()))
    assert [one for one in examine(document, standing) if one.kind == QUESTION] == []


def test_on_the_returns_alone_each_says_that_its_source_was_not_loaded() -> None:
    """Not each on a page of its own: in one chapter at the end."""
    document = made("annual_report", record=without("service"), chapters=texts())
    said = words(section(document, "chapters-without-numbers"))
    assert set(said) == {f"{NOT_GIVEN} There are no numbers here until it is loaded."}
    assert set(OF_THE_RECORD[:-6]) & {one.id for one in document.sections} == set()
    owed = " ".join(one.text for one in document.parts())
    assert f"Not in this report: caseloads. The reason: {NOT_GIVEN}" in owed
    assert f"Not in this report: the make-up of the team. The reason: {NOT_GIVEN}" in owed


def test_a_caseload_is_the_allocations_of_a_day_for_the_posts_filled_on_it() -> None:
    document = made("annual_report", audience="internal", chapters=texts())
    table = next(one for one in document.blocks() if isinstance(one, Table) and one.id == "table-caseload")
    of_officers = ("reviewing_officer", "conference_chair")
    held = record()

    def is_on(first: date | None, last: date | None) -> bool:
        return (first is None or first <= LAST) and (last is None or last > LAST)

    allocations = sum(one.role in of_officers and is_on(one.started_on, one.ended_on) for one in held.allocations)
    workers = [one for one in held.workers if one.role in of_officers and is_on(one.started_on, one.ended_on)]
    percent = sum(one.fte_percent or 0 for one in workers)
    assert table.rows[-1].cells[2].text == str(allocations)
    assert table.rows[-1].cells[4].text == f"{100 * allocations / percent:.1f}"


def test_the_service_s_own_chapter_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "resources.md").write_text("# Means\n\nA room for children is missing, and puts their voice at risk.\n")
    document = made("annual_report", chapters=texts(tmp_path))
    assert words(section(document, "resources")) == ["A room for children is missing, and puts their voice at risk."]
