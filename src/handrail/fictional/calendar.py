"""The made-up authority's own calendar, so that its truth owes nothing to Handrail's clocks."""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import cache

from dateutil.relativedelta import relativedelta
from holidays import country_holidays

_FROM, _TO = 2000, 2028


@cache
def _working_days() -> list[date]:
    bank_holidays = set(country_holidays("GB", subdiv="ENG", years=range(_FROM, _TO + 1)))
    first = date(_FROM, 1, 1)
    every_day = (first + timedelta(days=number) for number in range((date(_TO, 12, 31) - first).days + 1))
    return [day for day in every_day if day.weekday() < 5 and day not in bank_holidays]


def working_days_after(day: date, count: int) -> date:
    """The count-th working day after the day, which is not counted itself."""
    days = _working_days()
    return days[bisect_right(days, day) + count - 1]


def working_days_before(day: date, count: int) -> date:
    """The count-th working day before the day, which is not counted itself."""
    days = _working_days()
    return days[bisect_left(days, day) - count]


def this_or_next_working_day(day: date) -> date:
    """The day if it is a working day, otherwise the next one."""
    days = _working_days()
    return days[bisect_left(days, day)]


def this_or_last_working_day(day: date) -> date:
    """The day if it is a working day, otherwise the one before it."""
    days = _working_days()
    return days[bisect_right(days, day) - 1]


def is_working_day(day: date) -> bool:
    """Whether offices in England are open that day."""
    return this_or_next_working_day(day) == day


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last day of a shorter month."""
    return day + relativedelta(months=months)


def years_after(day: date, years: int) -> date:
    """The anniversary so many years later."""
    return day + relativedelta(years=years)


def days_after(day: date, days: int) -> date:
    """So many days later, or earlier where the number is negative."""
    return day + timedelta(days=days)
