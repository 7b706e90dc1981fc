"""Planning meetings forwards: each is meant to be early, on time, late or missed, and its date follows."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import count
from random import Random
from typing import NamedTuple

from handrail.fictional.calendar import (
    days_after,
    months_after,
    this_or_last_working_day,
    this_or_next_working_day,
    working_days_after,
)
from handrail.fictional.story import EARLY, LAST_DAY, LATE, MISSED, NOT_DUE, ON_TIME, Meeting


class Wish(NamedTuple):
    """What is meant to happen to one meeting: its label, and how many days from its due day it is held.

    Unless `exact`, a meeting meant for a weekend or bank holiday moves to a working day on the same side of
    its due day. `on` fixes the day itself.
    """

    label: str
    days: int = 0
    exact: bool = False
    on: date | None = None


Wishes = Mapping[int, Wish]
DueAfter = Callable[[int, date], date]
MISS_IT = Wish(MISSED)


def on_the_due_day() -> Wish:
    """Held on the very day it is due, working day or not."""
    return Wish(ON_TIME, 0, exact=True)


def a_day_late() -> Wish:
    """Held the day after it is due, working day or not."""
    return Wish(LATE, 1, exact=True)


def a_day_early() -> Wish:
    """Held the day before it is due, working day or not."""
    return Wish(ON_TIME, -1, exact=True)


def on_time_on(day: date) -> Wish:
    """Held on this day, which the story has made sure is in time."""
    return Wish(ON_TIME, on=day)


def late_by(days: int) -> Wish:
    """Held at least so many days after it is due."""
    return Wish(LATE, days)


def early_by(days: int) -> Wish:
    """Held at least so many days before it is due: well before anyone had to."""
    return Wish(EARLY, -days)


def usual(dice: Random) -> Wish:
    """What usually happens: a fortnight before the due day or less, and now and then late."""
    if dice.random() < 0.035:
        return late_by(min(1 + int(dice.expovariate(1 / 12)), 80))
    return Wish(ON_TIME, -dice.randint(0, 14))


def plan(
    dice: Random,
    after: date,
    due_after: DueAfter,
    stops_on: date | None,
    last_day: date,
    wishes: Wishes | None = None,
) -> tuple[Meeting, ...]:
    """The meetings from the day they follow, each due after the one held before, until one is not held.

    `stops_on` is the day from which none is owed, `last_day` the last on which one can be held.
    """
    planned: list[Meeting] = []
    for number in count(1):
        due_on = due_after(number, after)
        wish = (wishes or {}).get(number) or usual(dice)
        held_on = _day_for(wish, due_on)
        if wish.label == MISSED or held_on > min(last_day, LAST_DAY):
            planned.append(Meeting(number, due_on, None, _label_of_unheld(due_on, stops_on)))
            break
        planned.append(Meeting(number, due_on, held_on, wish.label))
        after = held_on
    return tuple(planned)


def _day_for(wish: Wish, due_on: date) -> date:
    if wish.on is not None:
        return wish.on
    day = days_after(due_on, wish.days)
    if wish.exact:
        return day
    return this_or_next_working_day(day) if wish.days > 0 else this_or_last_working_day(day)


def _label_of_unheld(due_on: date, stops_on: date | None) -> str:
    came_due = due_on < stops_on if stops_on else due_on <= LAST_DAY
    return MISSED if came_due else NOT_DUE


def review_due_after(number: int, before: date) -> date:
    """Reviews of a looked-after child: 20 working days, then three months, then every six months."""
    if number == 1:
        return working_days_after(before, 20)
    return months_after(before, 3 if number == 2 else 6)


def placed_review_due_after(number: int, before: date) -> date:
    """Reviews of an adoption placement: four weeks, then three months, then every six months."""
    if number == 1:
        return days_after(before, 28)
    return months_after(before, 3 if number == 2 else 6)


def conference_due_after(number: int, before: date) -> date:
    """Review conferences of a plan: three months, then every six months."""
    return months_after(before, 3 if number == 1 else 6)


def six_months_after(number: int, before: date) -> date:
    """Reviews once a sequence is under way, whatever their number."""
    return months_after(before, 6)
