"""Limits on how much may fall within any stretch of time: short-break days in a year, hours without a court order.

A window moves with the days: what counts on a day is what lies in the stretch that ends with it.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from handrail.timescales.arithmetic import months_after
from handrail.timescales.clocks import Span


class Reached(NamedTuple):
    """The first day on which an amount was reached within the window, and the amount."""

    on: date
    amount: int


def reached(days: Iterable[date], within: Span, amounts: Iterable[int]) -> Iterator[Reached]:
    """For each amount, smallest first, the first day on which so many of these days lay within the window.

    Days are counted whole and once each; the window ends with the day itself and reaches back so many months, weeks or
    days.
    """
    ordered, wanted = sorted(set(days)), sorted(amounts)
    first = 0
    for place, day in enumerate(ordered):
        while ordered[first] <= _start(day, within):
            first += 1
        while wanted and place - first + 1 >= wanted[0]:
            yield Reached(day, wanted.pop(0))


def most(days: Iterable[date], within: Span) -> int:
    """The most of these days that lie within any window."""
    ordered, first, found = sorted(set(days)), 0, 0
    for place, day in enumerate(ordered):
        while ordered[first] <= _start(day, within):
            first += 1
        found = max(found, place - first + 1)
    return found


def _start(day: date, within: Span) -> date:
    """The last day that lies before the window ending with this day."""
    if within.unit == "month":
        return months_after(day, -within.amount)
    return day - timedelta(days=within.amount * (7 if within.unit == "week" else 1))
