"""Cutting a period of care into episodes: each begins the day the one before ceased."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from handrail.fictional.calendar import days_after
from handrail.fictional.people import age_on
from handrail.fictional.story import LAST_DAY, Person
from handrail.record.tables import Episode

_NEEDS = {"N1": 62, "N2": 4, "N3": 4, "N4": 9, "N5": 12, "N6": 2, "N8": 7}
_FOSTERING = {"U3": 14, "U1": 8, "U4": 22, "U6": 36}
_HOMES = {"K2": 1}
_SUPPORTED = {"K3": 1}
_SETTLED = 10  # days from the beginning, the end and each other within which nothing changes
# Most children settle after their first months and stay; some move again and again.
_RESTLESS, _RESTLESS_DAYS = 0.25, 230
_SETTLING, _BEFORE_SETTLING_DAYS, _SETTLED_DAYS = 300, 500, 5000


class Placement(NamedTuple):
    """Where a child lives: placement type and provider."""

    type: str
    provider: str


class Change(NamedTuple):
    """A day on which legal status, placement or both change, and the reason the new episode gives."""

    on: date
    reason: str
    status: str | None = None
    placement: Placement | None = None


class Ending(NamedTuple):
    """When and why a period of care ends."""

    on: date
    reason: str


def usual_placement(dice: Random, person: Person, on: date) -> Placement:
    """Somewhere a child of this age would be placed: fostering for most, homes for some older children."""
    age, roll = age_on(person, on), dice.random()
    codes = _FOSTERING
    if age >= 16 and roll < 0.5:
        codes = _SUPPORTED
    elif age >= 8 and roll < 0.36:
        codes = _HOMES
    code = dice.choices(list(codes), list(codes.values()))[0]
    return Placement(code, "PR1" if code in ("U1", "U3") else dice.choices(("PR1", "PR4", "PR5"), (50, 42, 8))[0])


def opening_status(dice: Random) -> str:
    """The legal status most children come into care with."""
    return dice.choices(("V2", "C1", "C2"), (52, 45, 3))[0]


def usual_changes(dice: Random, person: Person, began_on: date, ended_on: date | None, status: str) -> list[Change]:
    """The orders made and the moves of an ordinary time in care, in order."""
    last = days_after(min(ended_on or LAST_DAY, LAST_DAY), -_SETTLED)
    changes = {change.on: change for change in _moves(dice, person, began_on, last)}
    changes |= {change.on: change for change in _orders(dice, began_on, status) if change.on <= last}
    return _spaced(changes[day] for day in sorted(changes))


def _orders(dice: Random, began_on: date, status: str) -> list[Change]:
    interim = began_on
    made: list[Change] = []
    if status == "V2" and dice.random() < 0.45:
        interim = days_after(began_on, dice.randint(25, 90))
        made.append(Change(interim, "L", "C1"))
    if status == "C1" or made:
        made.append(Change(days_after(interim, dice.randint(150, 320)), "L", "C2"))
    return made


def _moves(dice: Random, person: Person, began_on: date, last: date) -> list[Change]:
    moves: list[Change] = []
    day, restless, settles_on = began_on, dice.random() < _RESTLESS, days_after(began_on, _SETTLING)
    while True:
        usual = _RESTLESS_DAYS if restless else _BEFORE_SETTLING_DAYS if day < settles_on else _SETTLED_DAYS
        following = days_after(day, _SETTLED + int(dice.expovariate(1 / usual)))
        if not restless and day < settles_on < following:
            day = settles_on  # not moved while settling in: from here on the days between moves are long
            continue
        day = following
        if day > last:
            return moves
        moves.append(Change(day, "P", None, usual_placement(dice, person, day)))


def _spaced(changes: Iterable[Change]) -> list[Change]:
    kept: list[Change] = []
    for change in changes:
        if not kept or (change.on - kept[-1].on) >= timedelta(days=_SETTLED):
            kept.append(change)
    return kept


def need(dice: Random) -> str:
    """The main reason a child needs help, as it usually is."""
    return dice.choices(list(_NEEDS), list(_NEEDS.values()))[0]


def cut(
    dice: Random, person: Person, opening: Change, changes: Iterable[Change], ending: Ending | None
) -> tuple[Episode, ...]:
    """The episodes of one period: the opening, one more for each change, and the ending on the last."""
    category = need(dice)
    status, placement = opening.status, opening.placement
    started: list[tuple[Change, str | None, Placement | None]] = [(opening, status, placement)]
    for change in changes:
        status, placement = change.status or status, change.placement or placement
        started.append((change, status, placement))
    endings: list[Ending | None] = [Ending(change.on, "X1") for change, *_ in started[1:]]
    return tuple(
        Episode(
            child_id=person.child_id,
            started_on=change.on,
            ended_on=end.on if end else None,
            start_reason=change.reason,
            legal_status=status,
            need=category,
            placement_type=placement.type if placement else None,
            placement_provider=placement.provider if placement else None,
            end_reason=end.reason if end else None,
        )
        for (change, status, placement), end in zip(started, [*endings, ending], strict=True)
    )
