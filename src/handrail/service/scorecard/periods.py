"""Over which days the scorecard counts: the last two years by month, each month with its year to date."""

from collections.abc import Sequence
from datetime import date, timedelta

from handrail.measures.definitions import Measure
from handrail.measures.periods import Period, cut
from handrail.timescales.arithmetic import months_after

MONTHS = 24
"""So many months are kept: two years, from which limits are drawn."""
SHOWN = 12
_ONE_DAY, _APRIL = timedelta(days=1), 4


def last_day(today: date) -> date:
    """The last day counted: yesterday, because today is not over."""
    return today - _ONE_DAY


def months(today: date) -> list[Period]:
    """The last months, the latest up to yesterday."""
    last = last_day(today)
    return cut(Period(months_after(last.replace(day=1), 1 - MONTHS), last), "month")


def year_to_date(month: Period) -> Period:
    """From 1 April to the end of the month."""
    year = month.last.year - (month.last.month < _APRIL)
    return Period(date(year, _APRIL, 1), month.last)


def next_month(today: date) -> Period:
    """The month after the latest: for what looks ahead."""
    first = months_after(last_day(today).replace(day=1), 1)
    return Period(first, months_after(first, 1) - _ONE_DAY)


def all_periods(today: date) -> list[Period]:
    """Every period that is counted, each once."""
    by_month = months(today)
    return list(dict.fromkeys([*by_month, *map(year_to_date, by_month), next_month(today)]))


def is_counted(measure: Measure, period: Period, today: date) -> bool:
    """Whether a measure is counted over a period: what is to come, only by what looks ahead."""
    return measure.ahead or period.last < today


def named(periods: Sequence[Period], name: str | None) -> Period | None:
    """The month of this name (2026-03); None where it is none of these."""
    return next((one for one in periods if f"{one.first:%Y-%m}" == name), None)


def is_whole(month: Period) -> bool:
    """Whether a month is over."""
    return (month.last + _ONE_DAY).day == 1


def latest_whole(counted: Sequence[Period]) -> Period:
    """The latest month that is over; of none, the latest."""
    return ([one for one in counted if is_whole(one)] or list(counted))[-1]


def up_to(counted: Sequence[Period], month: Period) -> list[Period]:
    """The twelve months that end with one of them, as far as they are counted."""
    return [one for one in counted if one.last <= month.last][-SHOWN:]
