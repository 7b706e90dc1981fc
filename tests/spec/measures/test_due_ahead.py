"""What falls due in the weeks to come, and what is overdue, by team: before anybody knows how it will end."""

from datetime import date

from tests.spec.measures.figures import counts, figure, in_care

from handrail.measures.definitions import measure
from handrail.measures.engine import Engine, measure_all
from handrail.measures.periods import Period
from handrail.record.record import Record
from handrail.record.service_tables import Allocation, Worker
from handrail.record.tables import Child, Enquiry, Plan, Review

WEEKS = Period(date(2024, 5, 13), date(2024, 6, 9))
"""Four weeks from Monday 13 May 2024."""


def looked_after() -> Record:
    """All in care since 30 April, so that the first review is due on 30 May, in the third week."""
    record = in_care([Child(name, date(2014, 1, 1)) for name in "abcde"], date(2024, 4, 30))
    record.reviews = [
        Review("b", date(2024, 5, 10), None, "PN1"), Review("c", date(2024, 5, 20), None, "PN1"),
        Review("e", date(2024, 5, 13), None, "PN1"),
    ]  # fmt: skip
    record.episodes = [
        one._replace(ended_on=date(2024, 5, 12)) if one.child_id == "d" else one for one in record.episodes
    ]
    record.periods_of_care = [
        one._replace(ended_on=date(2024, 5, 12)) if one.child_id == "d" else one for one in record.periods_of_care
    ]
    record.workers = [Worker("1", "social_worker", "north"), Worker("2", "social_worker", "south")]
    record.allocations = [
        Allocation("a", "1", "social_worker", date(2024, 4, 30), date(2024, 5, 14)),
        Allocation("a", "2", "social_worker", date(2024, 5, 14)),
        Allocation("c", "1", "social_worker", date(2024, 4, 30)),
    ]
    return record


def by(record: Record, name: str, *groups: str) -> dict[tuple[str, ...], int | None]:
    found = measure_all(record, [measure(name)], [WEEKS], {}, groups)
    return {tuple(one.group.values()): one.numerator for one in found if one.group and one.numerator}


def test_a_review_falls_due_until_it_is_held_and_while_the_child_is_in_care() -> None:
    """b was held before the weeks began and d had left; c and e were held in them, which nobody knew then."""
    assert counts(looked_after(), "reviews_falling_due", WEEKS) == (3, None)
    listed = Engine(looked_after(), [WEEKS], {}, [measure("reviews_falling_due")]).rows(measure("reviews_falling_due"))
    assert [(row.child_id, row.due_on, row.subject) for row in listed] == [
        (name, date(2024, 5, 30), "lac_review_1") for name in "ace"
    ]


def test_each_stands_in_its_week_under_the_team_that_will_hold_it() -> None:
    assert by(looked_after(), "reviews_falling_due", "due_week", "child_team") == {
        ("third_week", "north"): 1,
        ("third_week", "south"): 1,
        ("third_week", "not recorded"): 1,
    }


def test_days_to_come_are_no_gap_in_the_data() -> None:
    record = looked_after()
    record.care_to = date(2024, 5, 12)
    assert figure(record, "reviews_falling_due", WEEKS).note is None
    assert figure(record, "reviews_held", WEEKS).note is not None


def test_a_conference_falls_due_on_an_enquiry_and_on_a_plan() -> None:
    """Fifteen working days from 30 April are 22 May; three months from the plan of 20 February are 20 May."""
    strategy = date(2024, 4, 30)
    record = Record(
        children=[Child(name, date(2014, 1, 1)) for name in "abcd"],
        enquiries=[
            Enquiry("a", strategy), Enquiry("b", strategy, conference_not_needed=True),
            Enquiry("c", strategy, conference_on=date(2024, 5, 10)),
        ],
        plans=[Plan("d", date(2024, 2, 20))],
        protection_from=date(2020, 4, 1),
    )  # fmt: skip
    assert by(record, "conferences_falling_due", "clock", "due_week") == {
        ("icpc", "second_week"): 1,
        ("rcpc_1", "second_week"): 1,
    }


def test_a_conference_is_overdue_once_its_day_has_passed() -> None:
    record = Record(
        children=[Child("a", date(2014, 1, 1))],
        plans=[Plan("a", date(2024, 2, 20))],
        protection_from=date(2020, 4, 1),
    )
    on = [Period(day, day) for day in (date(2024, 5, 20), date(2024, 5, 21))]
    assert [counts(record, "conferences_overdue", day)[0] for day in on] == [0, 1]
    record.plans = [Plan("a", date(2024, 2, 20), ended_on=date(2024, 5, 21))]
    assert counts(record, "conferences_overdue", on[1])[0] == 0
