"""A second, deliberately naive ledger of reviews: it walks through a child's life a day at a time.

Nothing is shared with the product but the row types of the record: working days are stepped over one by one from
another library's holidays, and months are counted by trying dates.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import holidays

ENGLAND = holidays.country_holidays("GB", subdiv="ENG", years=range(2005, 2036))
DAY = timedelta(days=1)
ORDINARY = [("lac_review_1", 20, "working"), ("lac_review_2", 3, "months"), ("lac_review_n", 6, "months")]
PLACED = [
    ("adoption_review_placed_1", 28, "days"),
    ("adoption_review_placed_2", 3, "months"),
    ("adoption_review_placed_n", 6, "months"),
]


class Life(NamedTuple):
    """One period of care: its days, the span placed for adoption in it, and the reviews held."""

    began_on: date
    ended_on: date | None
    placed_on: date | None
    returned_on: date | None
    reviews: tuple[date, ...]


class Owed(NamedTuple):
    """What was owed: by which clock, from when, due when, met when, and the day an unmet one stopped being owed."""

    clock: str
    from_on: date
    due_on: date | None
    met_on: date | None
    stopped_on: date | None


@cache
def due(from_on: date, amount: int, unit: str) -> date:
    """The last day in time, found by going there on foot."""
    if unit == "months":
        month = from_on.month - 1 + amount
        for day in (from_on.day, 30, 29, 28):
            try:
                return date(from_on.year + month // 12, month % 12 + 1, min(day, from_on.day))
            except ValueError:
                continue
    day, left = from_on, amount
    while left:
        day += DAY
        if unit == "days" or (day.weekday() < 5 and day not in ENGLAND):
            left -= 1
    return day


def owed(life: Life, last_day: date) -> Iterator[Owed]:
    """Everything owed in this life, in the order it was met or stopped."""
    steps, place, from_on = ORDINARY, 0, life.began_on
    unknown = False
    day = life.began_on
    while day <= last_day:
        if life.placed_on == day and (life.ended_on is None or day < life.ended_on):
            if day > life.began_on:
                yield _close(steps, place, from_on, day, unknown)
            steps, place, from_on, unknown = PLACED, 0, day, False
        elif life.returned_on == day and steps is PLACED and (life.ended_on is None or day < life.ended_on):
            yield _close(steps, place, from_on, day, unknown)
            steps, place, from_on, unknown = ORDINARY, 2, day, True
        if day in life.reviews and (life.ended_on is None or day <= life.ended_on):
            clock, amount, unit = steps[min(place, 2)]
            due_on = None if unknown else due(from_on, amount, unit)
            yield Owed(clock, from_on, due_on, day, None)
            place, from_on, unknown = place + 1, day, False
        if life.ended_on == day:
            yield _close(steps, place, from_on, day, unknown)
            return
        day += DAY
    clock, amount, unit = steps[min(place, 2)]
    yield Owed(clock, from_on, None if unknown else due(from_on, amount, unit), None, None)


def _close(steps: list[tuple[str, int, str]], place: int, from_on: date, on: date, unknown: bool) -> Owed:
    clock, amount, unit = steps[min(place, 2)]
    return Owed(clock, from_on, None if unknown else due(from_on, amount, unit), None, on)
