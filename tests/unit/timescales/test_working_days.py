"""Our table of bank holidays against two libraries, and what it refuses."""

from datetime import date, timedelta

import holidays
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from handrail.timescales.deadlines import deadline
from handrail.timescales.working_days import OutsideCalendar, england


def test_holidays_2005_to_2035_are_those_of_the_holidays_package() -> None:
    theirs = {day for day in holidays.UnitedKingdom(subdiv="ENG", years=range(2005, 2036)) if day.weekday() < 5}
    assert set(england().holidays) == theirs


def test_holidays_are_those_of_the_government_list_over_its_range() -> None:
    theirs = {
        entry["date"] for entry in BankHolidays(use_cached_holidays=True).get_holidays(division="england-and-wales")
    }
    ours = {day for day in england().holidays if min(theirs) <= day <= max(theirs)}
    assert ours == theirs


@pytest.mark.parametrize("day", [date(2004, 12, 31), date(2036, 1, 1)])
def test_a_year_outside_the_table_is_refused_by_name(day: date) -> None:
    with pytest.raises(OutsideCalendar, match="from 2005 to 2035"):
        england().after(day, 1)


@pytest.mark.parametrize("clock", ["lac_review_1", "lac_review_n", "icpc"])
def test_a_limit_that_ends_outside_the_table_is_refused(clock: str) -> None:
    with pytest.raises(OutsideCalendar, match="from 2005 to 2035"):
        deadline(clock, date(2035, 12, 20))


DAYS = st.dates(date(2006, 1, 1), date(2034, 12, 31))


@given(DAYS, st.integers(1, 60))
def test_counting_forward_and_back_meet(day: date, count: int) -> None:
    calendar = england()
    there = calendar.after(day, count)
    assert calendar.number(there) - calendar.number(day) == count
    assert calendar.before(there + timedelta(days=1), 1) == there


@given(DAYS, st.integers(1, 60))
def test_counting_agrees_with_stepping_day_by_day(day: date, count: int) -> None:
    known = holidays.UnitedKingdom(subdiv="ENG", years=range(day.year, day.year + 2))
    left, stepped = count, day
    while left:
        stepped += timedelta(days=1)
        left -= stepped.weekday() < 5 and stepped not in known
    assert england().after(day, count) == stepped
