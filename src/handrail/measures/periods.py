"""Periods to measure over: one, or cut into months, quarters or statistical years."""

from dataclasses import dataclass
from datetime import date, timedelta

from handrail.timescales.arithmetic import months_after

BY = ("month", "quarter", "year")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Period:
    """A first and a last day, both included."""

    first: date
    last: date

    @property
    def year_before_last(self) -> date:
        """The first day of the twelve months that end on the last day."""
        return months_after(self.last + timedelta(days=1), -12)


def cut(period: Period, by: str | None) -> list[Period]:
    """The period as it is, or its months, quarters (from April) or statistical years (from 1 April), clipped to it."""
    if by is None:
        return [period]
    months, parts = _MONTHS[by], []
    start = _start_of_part(period.first, months)
    while start <= period.last:
        following = months_after(start, months)
        parts.append(Period(max(start, period.first), min(following - timedelta(days=1), period.last)))
        start = following
    return parts


def _start_of_part(day: date, months: int) -> date:
    since_april = (day.month - 4) % 12
    return months_after(day.replace(day=1), -(since_april % months))
