"""What the annual report of an authority of a few hundred children keeps back, seen as a reader sees it: in its tables."""

from collections.abc import Iterator
from functools import cache

import pytest
from tests.integration.publications.fairlea import made, record

from handrail.publications.document import BulletList, Document, Number, Table
from handrail.publications.numbers import NOT_SHOWN
from handrail.publications.standing import known

pytestmark = pytest.mark.slow


@cache
def report() -> Document:
    return made("annual_report", record=record(600, 4), audience="public")


def test_the_same_counted_another_way_is_kept_back_rather_than_the_headline() -> None:
    printed = [one for one in report().numbers() if one.figure and one.figure.measure == "icpc_held"]
    without = [one for one in printed if one.figure and one.figure.settings["transfers_in"] == "without"]
    (summary, *_) = report().sections
    items = [item for block in summary.blocks if isinstance(block, BulletList) for item in block.items]
    headlines = [part for item in items for part in item if isinstance(part, Number)]
    assert any(one.text.startswith(NOT_SHOWN) for one in without)
    assert [one.text for one in headlines if one.text.startswith(NOT_SHOWN)] == []


def test_no_column_of_groups_has_one_gap_under_a_total_that_is_shown() -> None:
    """A row is left out where nothing is of it, so a reader takes what is shown from the total."""
    columns = list(columns_of_groups(report()))
    assert len(columns) > 50
    assert [caption for caption, total, parts in columns if hidden([total]) == 0 and hidden(parts) == 1] == []


def columns_of_groups(document: Document) -> Iterator[tuple[str, Number, list[Number]]]:
    """Each column of counts whose rows are all the groups of its total."""
    for table in (block for block in document.blocks() if isinstance(block, Table)):
        *rows, last = table.rows
        for place, total in enumerate(last.cells if last.total else ()):
            parts = [row.cells[place] for row in rows]
            if all(isinstance(one, Number) and is_a_part(one, total) for one in parts):
                yield f"{table.caption}, {table.columns[place + 1].heading}", total, parts  # type: ignore[misc]


def is_a_part(one: Number, total: object) -> bool:
    """Whether it is the same count of one group more."""
    if not isinstance(total, Number) or one.figure is None or total.figure is None:
        return False
    is_alike = (one.figure.measure, one.shows, one.figure.settings, one.figure.period_to) == (
        total.figure.measure, total.shows, total.figure.settings, total.figure.period_to,
    )  # fmt: skip
    return is_alike and one.shows == "numerator" and len(one.figure.group) == len(total.figure.group) + 1


def hidden(numbers: list[Number]) -> int:
    return len([one for one in numbers if one.text.startswith(NOT_SHOWN) or "or fewer" in one.text])


def test_what_the_few_who_work_for_the_service_are_is_protected_too() -> None:
    """How many work there is told; how many of them are of an ethnic group is not, where they are few."""
    team = [one for one in report().numbers() if one.figure and one.figure.measure == "officers_in_post"]
    counts = [one for one in team if one.shows == "numerator"]
    by_what_they_are = [one for one in counts if one.figure and known().personal & set(one.figure.group)]
    assert len(by_what_they_are) > 5
    assert {one.text for one in by_what_they_are} <= {"0", "5 or fewer", NOT_SHOWN}
    assert any(one.text == "6" for one in team)
