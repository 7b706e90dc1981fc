"""How case systems come to wrong due dates, worked through by hand."""

from datetime import date

import pytest

from handrail.fictional.authority import make
from handrail.fictional.due_dates import DAYS_91_183, Entry, Limit, by_convention, review_entries, wrong_dates

FIRST, SECOND, LATER = Limit(working_days=20), Limit(months=3), Limit(months=6)


def test_each_mistake_with_a_first_review_over_easter():
    """From Monday 30 March 2026 the first review is due on 29 April; Good Friday and Easter Monday do not count."""
    start = date(2026, 3, 30)
    assert FIRST.after(start) == date(2026, 4, 29)
    assert wrong_dates(FIRST, start) == {
        "inclusive_count": date(2026, 4, 28),
        "ignores_bank_holidays": date(2026, 4, 27),
        "typed_by_hand": date(2027, 4, 29),
        "unknown": date(2026, 5, 16),
    }


def test_each_mistake_with_six_months():
    assert wrong_dates(LATER, date(2025, 5, 8), planned_start=date(2025, 5, 2)) == {
        "typed_by_hand": date(2025, 8, 11),
        "unknown": date(2025, 11, 25),
        "runs_from_planned_date": date(2025, 11, 2),
    }  # 7 November is made by two mistakes, counting the first day and counting 183 days: neither is planted


@pytest.mark.parametrize(
    ("limit", "expected"),
    [(SECOND, date(2025, 6, 2)), (LATER, date(2025, 9, 2)), (FIRST, FIRST.after(date(2025, 3, 3)))],
)
def test_a_system_that_counts_days_for_months(limit, expected):
    start = date(2025, 3, 3)
    entry = Entry("1", "lac_review", start, limit, limit.after(start), None, None, True)
    assert by_convention(entry, DAYS_91_183).due_on == expected


@pytest.mark.parametrize("seed", [1, 2])
def test_a_tracker_lists_every_review_of_the_data_once_and_never_one_owed_to_an_adult(seed):
    authority = make(200, seed)
    entries = list(review_entries(authority))
    held = [(entry.child_id, entry.held_on) for entry in entries if entry.held_on]
    told = [
        (story.person.child_id, review.held_on)
        for story in authority.stories
        for review in story.reviews
        if review.held_on >= authority.span.first_day
    ]
    assert sorted(held) == sorted(told)
    assert all(entry.due_on < entry.stops_on for entry in entries if entry.held_on is None and entry.due_on)
