"""Planning one period of being looked after: how it ends, its episodes and its reviews."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from handrail.fictional import meetings
from handrail.fictional.calendar import days_after
from handrail.fictional.episodes import (
    Change,
    Ending,
    Placement,
    cut,
    opening_status,
    usual_changes,
    usual_placement,
)
from handrail.fictional.people import age_on, birthday
from handrail.fictional.story import LAST_DAY, ORDINARY, Meeting, Person, Run, TimeInCare
from handrail.record.tables import Episode

_PARTICIPATION = {"PN1": 55, "PN2": 5, "PN3": 4, "PN4": 3, "PN5": 11, "PN6": 15, "PN7": 7}
_GOING_HOME = {"E4A": 45, "E4B": 12, "E13": 8, "E41": 12, "E45": 10, "E47": 8, "E3": 2, "E8": 3}
_AT_EIGHTEEN = {"E17": 40, "E5": 42, "E6": 12, "E7": 6}


def ending(dice: Random, person: Person, wished_on: date | None, reason: str | None = None) -> Ending | None:
    """How care ends: on the day wished for, but never after the 18th birthday; blank if still to come."""
    eighteenth = birthday(person, 18)
    if wished_on is None or wished_on >= eighteenth:
        wished_on, reason = eighteenth, dice.choices(list(_AT_EIGHTEEN), list(_AT_EIGHTEEN.values()))[0]
    if wished_on > LAST_DAY:
        return None
    return Ending(wished_on, reason or dice.choices(list(_GOING_HOME), list(_GOING_HOME.values()))[0])


def participation(dice: Random, person: Person, held_on: date) -> str:
    """How the child took part: PN0 under four, and from the fourth birthday one of PN1 to PN7."""
    if age_on(person, held_on) < 4:
        return "PN0"
    return dice.choices(list(_PARTICIPATION), list(_PARTICIPATION.values()))[0]


def with_participation(dice: Random, person: Person, planned: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """The reviews with a participation code for each one held."""
    return tuple(
        review._replace(participation=participation(dice, person, review.held_on)) if review.held_on else review
        for review in planned
    )


def ordinary_run(
    dice: Random,
    person: Person,
    began_on: date,
    stops_on: date | None,
    wishes: meetings.Wishes | None = None,
    last_day: date | None = None,
) -> Run:
    """The reviews of an ordinary period from its first day."""
    planned = meetings.plan(
        dice, began_on, meetings.review_due_after, stops_on, last_day or stops_on or LAST_DAY, wishes
    )
    return Run(ORDINARY, began_on, stops_on, with_participation(dice, person, planned))


def time_in_care(
    dice: Random,
    person: Person,
    began_on: date,
    wished_end: date | None = None,
    wishes: meetings.Wishes | None = None,
    reason: str | None = None,
    moves: Sequence[date | Change] | None = None,
    opening: Change | None = None,
) -> TimeInCare:
    """An ordinary period of care; moves and the opening may be fixed, and are otherwise as usual."""
    if opening is None:
        opening = Change(began_on, "S", opening_status(dice), usual_placement(dice, person, began_on))
    end = ending(dice, person, wished_end, reason)
    ended_on = end.on if end else None
    if moves is None:
        changes = usual_changes(dice, person, began_on, ended_on, opening.status or "C2")
    else:
        changes = [
            move if isinstance(move, Change) else Change(move, "P", None, usual_placement(dice, person, move))
            for move in moves
        ]
    run = ordinary_run(dice, person, began_on, ended_on, wishes)
    return TimeInCare(began_on, ended_on, cut(dice, person, opening, changes, end), (run,))


def remand(dice: Random, person: Person, began_on: date, days: int) -> TimeInCare:
    """A young person remanded to the authority's accommodation."""
    opening = Change(began_on, "S", "J1", Placement("K1", "PR3"))
    return time_in_care(dice, person, began_on, days_after(began_on, days), reason="E14", moves=(), opening=opening)


def short_breaks(
    person: Person,
    began_on: date,
    ended_on: date | None,
    end_reason: str,
    category: str | None,
    began_with: str = "S",
) -> tuple[Episode, ...]:
    """A series of short breaks under one agreement (V4)."""
    reason = end_reason if ended_on else None
    return (Episode(person.child_id, began_on, ended_on, began_with, "V4", category, "K2", "PR1", reason),)


def each_short_break(dice: Random, person: Person, began_on: date, until: date) -> tuple[Episode, ...]:
    """A series of short breaks with each break recorded (V3): a few days every few weeks."""
    breaks: list[Episode] = []
    day = began_on
    while day < until:
        back_on = days_after(day, dice.randint(2, 4))
        if back_on > LAST_DAY:
            break
        breaks.append(Episode(person.child_id, day, back_on, "S", "V3", "N2", "K2", "PR1", "E4A"))
        day = days_after(back_on, dice.randint(25, 55))
    return tuple(breaks)


def with_first_review_coded(time: TimeInCare, code: str) -> TimeInCare:
    """The same time in care with this participation code on its first review."""
    run = time.runs[0]
    first = run.reviews[0]._replace(participation=code)
    return replace(time, runs=(replace(run, reviews=(first, *run.reviews[1:])), *time.runs[1:]))
