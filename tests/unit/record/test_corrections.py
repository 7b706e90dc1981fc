"""What corrections do to the verified view, and which of them are refused."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.record.corrections import apply, check, number
from handrail.record.record import Record
from handrail.record.tables import (
    Child,
    Conference,
    ConferenceChild,
    Correction,
    Enquiry,
    Episode,
    PeriodOfCare,
    Plan,
    Review,
    ReviewPart,
)

MADE = date(2026, 5, 1)


def a_record() -> Record:
    return Record(
        children=[Child("7", date(2015, 2, 28))],
        episodes=[Episode("7", date(2025, 4, 7), None, "S", "C2")],
        periods_of_care=[PeriodOfCare("7", date(2025, 4, 7), True)],
        reviews=[Review("7", date(2025, 5, 1), None, "PN1", "reviews.csv:2"), Review("7", date(2025, 8, 1))],
        review_parts=[ReviewPart("7", date(2025, 5, 1), date(2025, 5, 1))],
        enquiries=[Enquiry("7", date(2025, 1, 6), None, False, date(2025, 1, 24))],
        conferences=[Conference("a", "initial", date(2025, 1, 24)), Conference("b", "review", date(2025, 4, 22))],
        conference_children=[
            ConferenceChild("a", "7", date(2025, 1, 6)),
            ConferenceChild("b", "7", None, date(2025, 1, 24)),
        ],
        plans=[Plan("7", date(2025, 1, 24))],
    )


def correction(table: str, key: str, field: str, recorded: str | None, verified: str | None, **more: Any) -> Correction:
    made = {"reason": "Wrong in the migration", "author": "A. Manager", "corrected_on": MADE} | more
    return Correction(table, key, field, recorded, verified, **made)


def verified(*corrections: Correction) -> Record:
    record = a_record()
    assert check(record, corrections) == [None] * len(corrections)
    record.corrections = list(corrections)
    before = (list(record.reviews), list(record.conferences), list(record.enquiries))
    after = apply(record)
    assert (record.reviews, record.conferences, record.enquiries) == before, "what was recorded stays"
    return after


def test_a_value_is_replaced_and_nothing_else() -> None:
    after = verified(correction("reviews", "7|2025-05-01", "participation", "PN1", "PN3"))
    assert after.reviews[0] == Review("7", date(2025, 5, 1), None, "PN3", "reviews.csv:2")
    assert after.reviews[1] == a_record().reviews[1]
    assert after.plans == a_record().plans


def test_the_last_correction_by_day_wins_in_whatever_order_they_are_listed() -> None:
    first = correction("reviews", "7|2025-05-01", "participation", "PN1", "PN3")
    last = first._replace(verified="PN5", corrected_on=date(2026, 6, 1))
    for listed in ((first, last), (last, first)):
        assert verified(*listed).reviews[0].participation == "PN5"
    assert number(Record(corrections=[first, last])) == 1


def test_the_parts_of_a_review_move_with_it() -> None:
    after = verified(correction("reviews", "7|2025-05-01", "opened_on", "2025-05-01", "2025-04-29"))
    assert [review.opened_on for review in after.reviews] == [date(2025, 4, 29), date(2025, 8, 1)]
    assert after.review_parts[0].opened_on == date(2025, 4, 29)


def test_a_review_that_did_not_happen_is_not_in_the_verified_record() -> None:
    after = verified(correction("reviews", "7|2025-05-01", "entry", "yes", "no"))
    assert [review.opened_on for review in after.reviews] == [date(2025, 8, 1)]
    assert after.review_parts == []


def test_a_review_that_was_never_recorded_is_added_with_what_is_known_of_it() -> None:
    after = verified(
        correction("reviews", "7|2025-11-03", "entry", "no", "yes"),
        correction("reviews", "7|2025-11-03", "participation", None, "PN2"),
    )
    assert after.reviews[-1] == Review("7", date(2025, 11, 3), None, "PN2", "correction of 2026-05-01")


def test_the_enquiry_follows_its_conference() -> None:
    after = verified(correction("conferences", "a", "held_on", "2025-01-24", "2025-01-22"))
    assert after.enquiries[0].conference_on == date(2025, 1, 22)
    gone = verified(correction("conferences", "a", "entry", "yes", "no"))
    assert gone.enquiries[0].conference_on is None
    assert [child.conference_id for child in gone.conference_children] == ["b"]


def test_the_reviews_of_a_plan_follow_its_start() -> None:
    after = verified(correction("plans", "7|2025-01-24", "started_on", "2025-01-24", "2025-01-23"))
    assert after.conference_children[1].plan_started_on == date(2025, 1, 23)


def test_periods_of_care_are_made_again_from_corrected_episodes() -> None:
    after = verified(correction("episodes", "7|2025-04-07", "started_on", "2025-04-07", "2025-03-31"))
    assert [period.began_on for period in after.periods_of_care] == [date(2025, 3, 31)]


@pytest.mark.parametrize(
    ("wrong", "rule", "field"),
    [
        (correction("reviewz", "7", "opened_on", None, None), "HR-COR-1", "table"),
        (correction("periods_of_care", "7|2025-04-07", "began_on", "2025-04-07", None), "HR-COR-1", "table"),
        (correction("reviews", "7|2025-05-01", "child_id", "7", "8"), "HR-COR-1", "field"),
        (correction("enquiries", "7|2025-01-06", "conference_on", "2025-01-24", ""), "HR-COR-1", "field"),
        (correction("children", "7", "entry", "yes", "no"), "HR-COR-1", "field"),
        (correction("reviews", "7|2025-05-01", "participation", "PN1", "PN2", author=" "), "HR-COR-2", "author"),
        (correction("reviews", "7|2025-05-01", "participation", "PN1", "PN2", reason=""), "HR-COR-2", "reason"),
        (correction("reviews", "7|2025-05-01", "participation", "PN4", "PN2"), "HR-COR-3", "recorded"),
        (correction("reviews", "7|2025-05-01", "entry", "no", "yes"), "HR-COR-3", "recorded"),
        (correction("reviews", "7|2025-05-01", "opened_on", "2025-05-01", "31/4/25"), "HR-COR-4", "verified"),
        (correction("reviews", "7|2025-05-01", "opened_on", "2025-05-01", None), "HR-COR-4", "verified"),
        (correction("reviews", "7|2025-05-01", "entry", "yes", "perhaps"), "HR-COR-4", "verified"),
        (correction("conferences", "c", "entry", "no", "yes"), "HR-COR-4", "verified"),
        (correction("reviews", "7|2025-05-02", "participation", None, "PN2"), "HR-COR-5", "key"),
        (correction("reviews", "7|2025-05", "entry", "no", "yes"), "HR-COR-5", "key"),
        (correction("reviews", "nobody|2025-05-01", "entry", "no", "yes"), "HR-COR-5", "key"),
        (correction("reviews", "7|20250501", "entry", "no", "yes"), "HR-COR-5", "key"),
        (correction("reviews", "7|2025-05-01", "opened_on", "2025-05-01", "0202-05-01"), "HR-COR-4", "verified"),
        (correction("reviews", "7|2025-05-01", "opened_on", "2025-05-01", "2025-08-01"), "HR-COR-6", "verified"),
    ],
)  # fmt: skip
def test_a_correction_that_does_not_fit_is_refused_with_the_reason(wrong: Correction, rule: str, field: str) -> None:
    good = correction("reviews", "7|2025-08-01", "participation", None, "PN2")
    fault, none = check(a_record(), [wrong, good])
    assert none is None, "a refused line takes no other with it"
    assert fault is not None
    assert (fault.rule, fault.field) == (rule, field)
    assert fault.what
    assert fault.what_to_do


def test_a_conference_is_added_when_its_required_columns_are_given() -> None:
    lines = [
        correction("conferences", "c", "entry", "no", "yes"),
        correction("conferences", "c", "kind", None, "review"),
        correction("conferences", "c", "held_on", None, "2025-07-01"),
        correction("conference_children", "c|7", "entry", "no", "yes"),
        correction("conference_children", "c|7", "plan_started_on", None, "2025-01-24"),
    ]
    after = verified(*lines)
    assert after.conferences[-1] == Conference("c", "review", date(2025, 7, 1))
    assert after.conference_children[-1].plan_started_on == date(2025, 1, 24)


def test_what_completes_a_refused_entry_is_refused_too() -> None:
    lines = [
        correction("conferences", "c", "entry", "no", "yes", author=""),
        correction("conferences", "c", "kind", None, "review"),
    ]
    assert [fault.rule if fault else None for fault in check(a_record(), lines)] == ["HR-COR-2", "HR-COR-5"]


_TEXT = st.one_of(
    st.none(),
    st.sampled_from(["", "yes", "no", "2025-05-01", "7", "PN1", "true", "-1", "0001-01-01"]),
    st.text(max_size=12),
)


@given(
    st.lists(
        st.builds(
            Correction,
            st.sampled_from(["reviews", "conferences", "plans", "children", "episodes", "events", "x", ""]),
            st.sampled_from(["7", "a", "b", "7|2025-05-01", "7|2025-01-24", "7|2025-04-07", "|", "7|x|2025-05-01", ""]),
            st.sampled_from(["entry", "opened_on", "held_on", "kind", "started_on", "participation", "previous_plans", ""]),
            _TEXT,
            _TEXT,
            st.sampled_from(["why", ""]),
            st.sampled_from(["who", ""]),
            st.dates(),
        ),
        max_size=6,
    )
)  # fmt: skip
def test_whatever_stands_in_a_file_of_corrections_the_good_ones_apply(listed: list[Correction]) -> None:
    record = a_record()
    record.corrections = [one for one, fault in zip(listed, check(record, listed), strict=True) if fault is None]
    after = apply(record)
    for table in ("reviews", "conferences", "plans", "episodes"):
        keys = [row[:2] if table != "conferences" else row[0] for row in getattr(after, table)]
        assert len(keys) == len(set(keys))
