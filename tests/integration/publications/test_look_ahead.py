"""The weekly list of duties: how far each is, and that it names no child and tells strangers nothing."""

from datetime import date

import pytest
from tests.integration.publications.fairlea import made, record

from handrail.publications.document import Table
from handrail.publications.falling_due import distance

FRIDAY = date(2026, 3, 27)


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 3, 26), "late by 1 day"),
        (date(2026, 3, 17), "late by 10 days"),
        (FRIDAY, "today"),
        (date(2026, 3, 30), "in 1 working day"),
        (date(2026, 4, 7), "in 5 working days"),  # Good Friday and Easter Monday lie between
        (date(2040, 1, 1), "in 5028 days"),
    ],
)
def test_distance_is_in_working_days_and_lateness_in_days(due: date, said: str) -> None:
    assert distance(due, FRIDAY) == said


def listed(**changes: str) -> list[Table]:
    blocks = made("look_ahead", **changes).blocks()
    return [block for block in blocks if isinstance(block, Table) and block.id.startswith("table-due-")]


def test_each_duty_is_listed_and_no_child_is_named() -> None:
    tables, ids = listed(), {child.child_id for child in record().children}
    said = [cell for table in tables for row in table.rows for cell in (row.heading, *(one.text for one in row.cells))]
    assert any(one.startswith("Child 1") for one in said)
    assert not ids & {word for one in said for word in one.split()}


def test_as_many_duties_are_listed_as_are_counted() -> None:
    document = made("look_ahead")
    counted = {(one.figure.measure, one.figure.period_from): one.figure.numerator for one in document.numbers()
               if one.figure and not one.figure.group}  # fmt: skip
    assert sum(len(table.rows) for table in listed()) == sum(number or 0 for number in counted.values())


def test_single_duties_are_not_for_the_public() -> None:
    assert listed(audience="public") == []
