"""Days and distances in words."""

from datetime import date

import pytest

from handrail.service.design import dates

TODAY = date(2026, 4, 2)  # the Thursday before Easter


def test_a_day_on_a_page_and_in_a_grid() -> None:
    assert dates.long_date(date(2027, 1, 20)) == "Wednesday 20 January 2027"
    assert dates.short_date(date(2027, 1, 2)) == "2 Jan 2027"


@pytest.mark.parametrize(
    ("day", "working", "ago", "due"),
    [
        (date(2026, 4, 2), False, "today", "today"),
        (date(2026, 4, 3), True, "tomorrow", "tomorrow"),
        (date(2026, 4, 1), False, "yesterday", "1 day late"),
        (date(2026, 4, 1), True, "yesterday", "1 working day late"),
        (date(2026, 4, 5), True, "in 3 days", "in 3 days"),  # no working day lies between
        (date(2026, 4, 7), True, "in 1 working day", "in 1 working day"),  # after Good Friday and Easter Monday
        (date(2026, 4, 10), True, "in 4 working days", "in 4 working days"),
        (date(2026, 3, 31), False, "2 days ago", "2 days late"),
        (date(2040, 4, 2), True, "in 5,114 days", "in 5,114 days"),  # beyond the table of holidays
    ],
)
def test_distances(day: date, working: bool, ago: str, due: str) -> None:
    assert dates.distance(day, TODAY, working) == ago
    assert dates.due_in(day, TODAY, working) == due
