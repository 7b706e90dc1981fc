"""The chapters on reviews: what is counted in parts adds up, officers are named to the service only, gaps are said."""

from functools import cache

import pytest
from tests.integration.publications.fairlea import facts, request
from tests.integration.publications.test_every_publication import NOT_GIVEN, without

from handrail.publications.document import Document, Number, Table
from handrail.publications.library import publication
from handrail.publications.making import compose

CHAPTERS = ("late-reviews", "participation", "before-the-review", "midway", "minutes-and-reports")


@cache
def chapters(audience: str, lacking: str = "") -> Document:
    """These chapters of the annual report and no others, as they ship."""
    texts = publication("annual_report").chapters
    chosen = {name: text for name, text in texts.items() if name.partition("-")[2] in CHAPTERS or name in CHAPTERS}
    changes = {"record": without(lacking)} if lacking else {}
    asked = request("annual_report", audience=audience, chapters=chosen, **changes)
    return compose(asked, facts(asked))[0]


def table(document: Document, name: str) -> Table | None:
    return next((one for one in document.blocks() if isinstance(one, Table) and one.id == f"table-{name}"), None)


def column(of: Table, heading: str) -> tuple[list[int], int]:
    """The counts of the rows, and that of the total."""
    place = [one.heading for one in of.columns].index(heading) - 1
    cells = [(row.total, int(row.cells[place].text)) for row in of.rows]
    return [count for total, count in cells if not total], next(count for total, count in cells if total)


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("late-reviews-by-reason", "2025/26"), ("late-reviews-by-days", "2025/26"), ("participation-by-code", "2025/26"),
        ("reviews-by-contact-before", "2025/26"), ("review-absences", "2024/25"), ("midway-progress", "2025/26"),
        ("reviews-on-time-by-team", "On time"), ("attendance-by-officer", "Came"), ("records-not-sent", "31 March 2026"),
    ],
)  # fmt: skip
def test_the_parts_of_each_table_add_up(name: str, heading: str) -> None:
    found = table(chapters("internal"), name)
    assert found is not None
    parts, whole = column(found, heading)
    assert sum(parts) == whole > 0


def test_the_same_reviews_stand_under_every_heading() -> None:
    """By reason and by days late, by code and by contact: each is all of the same reviews."""
    wholes = {
        name: column(found, "2025/26")[1]
        for name in (
            "late-reviews-by-reason",
            "late-reviews-by-days",
            "participation-by-code",
            "reviews-by-contact-before",
        )
        if (found := table(chapters("internal"), name))
    }
    assert wholes["late-reviews-by-reason"] == wholes["late-reviews-by-days"]
    assert wholes["participation-by-code"] == wholes["reviews-by-contact-before"]


@pytest.mark.parametrize("name", ["attendance-by-officer", "contact-before-by-officer"])
def test_officers_are_named_to_the_service_and_not_to_the_public(name: str) -> None:
    assert table(chapters("internal"), name) is not None
    public = chapters("public")
    assert table(public, name) is None
    assert not [one for one in public.numbers() if one.figure and "officer" in one.figure.group]


def test_each_parent_has_a_line_of_their_own() -> None:
    found = table(chapters("internal"), "parents-at-reviews")
    assert found is not None
    measures = [
        cell.figure.measure for row in found.rows for cell in row.cells if isinstance(cell, Number) and cell.figure
    ]
    assert {"mothers_attending", "fathers_attending", "fathers_taking_part"} <= set(measures)


def test_a_chapter_whose_record_was_not_loaded_says_so() -> None:
    sections = {one.id: one for one in chapters("public", "service").sections}
    said = [part.text for block in sections["midway"].blocks for part in getattr(block, "parts", ())]
    assert [one for one in said if NOT_GIVEN.rstrip(".") in one]
    assert not [one for one in sections["midway"].blocks if isinstance(one, Table)]
