"""What happens moves the tables: nothing in them is copied, so another day, child or dispute is another number."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.fictional_data.published import dudley, shropshire, sunderland
from tests.fictional_data.published.authorities import built
from tests.fictional_data.published.counts import further_counts, shared_counts
from tests.fictional_data.published.made import Published
from tests.spec.published.measured import Measured

from handrail.record.care import periods_of_care
from handrail.record.record import Record

pytestmark = pytest.mark.slow  # three authorities are made and measured

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def authorities(shared: Path) -> dict[str, Published]:
    return {name: built(name, shared) for name in ("dudley", "sunderland", "shropshire")}


def changed(authority: Published, change: Callable[[Record], None]) -> tuple[Measured, Measured]:
    """The year as it is, and as it is with a change."""
    record = authority.records["year"]
    other = replace(record, **{name: list(rows) for name, rows in vars(record).items() if isinstance(rows, list)})
    change(other)
    return Measured(record, authority.first_day), Measured(other, authority.first_day)


def share(measured: Measured, name: str, month: int) -> tuple[int | None, int | None]:
    figure = measured.figure(name, measured.months[month])
    return figure.numerator, figure.denominator


def test_a_review_that_was_not_held_is_missing_from_its_month(authorities: dict[str, Published]) -> None:
    authority = authorities["shropshire"]
    last = max(each for each in authority.records["year"].reviews if each.opened_on.month == 4)
    before, after = changed(authority, lambda record: record.reviews.remove(last))
    assert share(before, "reviews_held_on_time", 0) == (65, 66)
    assert after.count("reviews_held", after.months[0]) == 65


def test_a_review_moved_past_its_due_day_is_late(authorities: dict[str, Published]) -> None:
    authority = authorities["dudley"]
    measured = Measured(authority.records["year"], authority.first_day)
    rows = measured.listed("reviews_held_on_time", measured.months[11])
    on_time = next(row for row in rows if row.outcome == "met" and row.due_on and row.due_on.day < 25)

    def move(record: Record) -> None:
        place = next(
            number
            for number, each in enumerate(record.reviews)
            if (each.child_id, each.opened_on) == (on_time.child_id, on_time.event_on)
        )
        assert on_time.due_on is not None
        record.reviews[place] = record.reviews[place]._replace(opened_on=on_time.due_on + DAY)

    before, after = changed(authority, move)
    assert share(before, "reviews_held_on_time", 11) == (136, 138)
    assert share(after, "reviews_held_on_time", 11) == (135, 138)


def test_a_dispute_closed_after_the_year_is_open(authorities: dict[str, Published]) -> None:
    authority = authorities["sunderland"]

    def close_later(record: Record) -> None:
        place = next(number for number, each in enumerate(record.disputes) if each.stream == "care" and each.closed_on)
        record.disputes[place] = record.disputes[place]._replace(closed_on=authority.first_day + 400 * DAY)

    before, after = changed(authority, close_later)
    assert (before.count("disputes_closed"), before.count("disputes_open")) == (284, 3)
    assert (after.count("disputes_closed"), after.count("disputes_open")) == (283, 4)


def test_another_child_in_care_is_in_every_month_to_come(authorities: dict[str, Published]) -> None:
    authority = authorities["shropshire"]

    def add(record: Record) -> None:
        model = record.children[0]
        record.children.append(model._replace(child_id="another"))
        episode = next(each for each in record.episodes if each.ended_on is None)
        day = authority.first_day + 200 * DAY
        record.episodes.append(episode._replace(child_id="another", started_on=day, start_reason="S"))
        record.periods_of_care[:] = periods_of_care(record.episodes)

    before, after = changed(authority, add)
    more = [
        after.count("looked_after_children", month) - before.count("looked_after_children", month)
        for month in before.months
    ]
    assert more == [0] * 6 + [1] * 6
    assert after.count("periods_of_care_started") == 84


def test_a_conference_moved_changes_the_length_of_no_plan_but_its_own_lateness(
    authorities: dict[str, Published],
) -> None:
    authority = authorities["sunderland"]
    record = authority.records["year"]
    first = next(each for each in record.conferences if each.kind == "initial" and not each.late_reason)
    members = [each for each in record.conference_children if each.conference_id == first.conference_id]

    def enquire_earlier(other: Record) -> None:
        children = {each.child_id for each in members}
        other.enquiries[:] = [
            each._replace(started_on=each.started_on - 40 * DAY) if each.child_id in children else each
            for each in other.enquiries
        ]
        other.conference_children[:] = [
            each._replace(enquiry_started_on=each.enquiry_started_on - 40 * DAY)
            if each in members and each.enquiry_started_on
            else each
            for each in other.conference_children
        ]

    before, after = changed(authority, enquire_earlier)
    on_time = before.count("icpc_within_15_working_days")
    assert after.count("icpc_within_15_working_days") == on_time - len(members)
    assert after.count("cp_plans_started") == before.count("cp_plans_started")


def test_a_correction_taken_back_takes_its_review_back(authorities: dict[str, Published]) -> None:
    authority = authorities["dudley"]
    before, after = changed(authority, lambda record: record.corrections.pop())
    verified = {"basis_of_record": "verified"}
    assert before.figure("reviews_held_on_time", settings=verified).numerator == 1479
    assert after.figure("reviews_held_on_time", settings=verified).numerator == 1478


@pytest.mark.parametrize(
    ("name", "table", "cell", "measure", "expected"),
    [
        ("dudley", "DUD-TAB-04", "Apr", "reviews_held_on_time", (100, 121)),
        ("shropshire", "SHR-TAB-09", "Apr", "reviews_held_on_time", (60, 70)),
    ],
)
def test_other_counts_make_other_tables(
    shared: Path, name: str, table: str, cell: str, measure: str, expected: tuple[int, int]
) -> None:
    counts = deepcopy(shared_counts(shared, {"dudley": "DUD", "shropshire": "SHR"}[name]))
    counts[table][cell] = list(expected)
    built = {"dudley": dudley, "shropshire": shropshire}[name].build(counts, further_counts(name))
    measured = Measured(built.records["year"], built.first_day)
    assert share(measured, measure, 0) == expected


def test_other_disputes_make_other_shares(shared: Path) -> None:
    counts, further = deepcopy(shared_counts(shared, "SUN")), further_counts("sunderland")
    counts["SUN-DRP"]["child protection"]["themes"]["stood down"] = 28
    built = sunderland.build(counts, further)
    measured = Measured(built.records["year"], built.first_day)
    assert (
        measured.counted("dispute_reasons_given", where={"stream": "protection", "reason": "stood_down"}).numerator
        == 28
    )
    assert measured.counted("disputes_raised", where={"stream": "protection"}).numerator == 140
