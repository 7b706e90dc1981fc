"""Later reviews and review conferences: calendar months, clamped, never moved for a weekend."""

from datetime import date

import pytest

from handrail.timescales.deadlines import deadline

EXAMPLES = [
    ("lac_review_2", "2026-01-31", "statutory", "2026-04-30", "April has no 31st"),
    ("lac_review_2", "2025-11-30", "statutory", "2026-02-28", "February has no 30th"),
    ("lac_review_2", "2025-11-30", "dfe_statistic", "2026-03-01", "91 days are not three months"),
    ("lac_review_n", "2026-02-28", "statutory", "2026-08-28", "a clamp is not carried forward"),
    ("lac_review_n", "2023-08-31", "statutory", "2024-02-29", "leap year"),
    ("lac_review_n", "2026-06-25", "statutory", "2026-12-25", "Christmas Day: the limit does not move"),
    ("lac_review_n", "2026-08-31", "dfe_statistic", "2027-03-02", "183 days"),
    ("rcpc_1", "2026-11-30", "statutory", "2027-02-28", "a Sunday: the limit does not move"),
    ("rcpc_n", "2025-08-29", "statutory", "2026-02-28", "clamped"),
    ("rcpc_n", "2025-08-29", "dfe_statistic", "2026-02-28", "183 days, the same day here"),
    ("short_break_review_1", "2026-01-31", "statutory", "2026-04-30", "three months from the first break"),
    ("short_break_review_n", "2026-04-29", "statutory", "2026-10-29", ""),
]


@pytest.mark.parametrize(("clock", "held", "basis", "due", "note"), EXAMPLES)
def test_the_limit_is_the_corresponding_date(clock: str, held: str, basis: str, due: str, note: str) -> None:
    assert deadline(clock, date.fromisoformat(held), basis=basis).due_on == date.fromisoformat(due), note


def test_the_last_practical_day_is_the_working_day_before() -> None:
    found = deadline("rcpc_1", date(2026, 11, 30))
    assert found.due_on == date(2027, 2, 28)
    assert found.latest_practical_on == date(2027, 2, 26)


def test_a_basis_may_be_named_by_its_limit() -> None:
    assert deadline("lac_review_2", date(2025, 11, 30), basis="91 days").due_on == date(2026, 3, 1)


def test_the_first_review_has_one_limit_on_both_bases() -> None:
    on = date(2026, 11, 2)
    assert deadline("lac_review_1", on, basis="dfe_statistic").due_on == deadline("lac_review_1", on).due_on
