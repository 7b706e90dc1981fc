"""What a load of the data lets anyone know of each review: its due date and its verdict, or neither.

The story knows everything. A load that begins on a later day does not, and the rules for what it may still
say are applied here to the story's own labels.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from handrail.fictional.calendar import days_after, months_after
from handrail.fictional.story import (
    AFTER_DISRUPTION,
    IN_TIME,
    PLACED_FOR_ADOPTION,
    Meeting,
    Plan,
    Run,
    Story,
    TimeInCare,
)


class Seen(NamedTuple):
    """A meeting owed or held, as one load shows it.

    `due_on` is blank where the due date is not known; the two bounds are set where it has two possible
    values. `in_time` is blank where the meeting cannot be judged, or was not held. `owed_from` is the day
    the clock began and `stops_on` the day it stops.
    """

    child_id: str
    owed_from: date
    due_on: date | None
    earliest_due_on: date | None
    latest_due_on: date | None
    held_on: date | None
    in_time: bool | None
    stops_on: date | None


def reviews_seen(story: Story, first_day: date) -> Iterator[Seen]:
    """Every review of the story a load beginning on this day shows or expects."""
    for time in story.care:
        for run in time.runs:
            if run.stops_on is None or run.stops_on >= first_day:
                yield from _run_seen(story.person.child_id, time, run, first_day)


def _run_seen(child_id: str, time: TimeInCare, run: Run, first_day: date) -> Iterator[Seen]:
    shown = [review for review in run.reviews if review.held_on is None or review.held_on >= first_day]
    if run.rule == AFTER_DISRUPTION:
        yield from _after_an_unknown(child_id, run, shown)
    elif run.began_on >= first_day:
        yield from as_labelled(child_id, run.began_on, shown, run.stops_on)
    elif (run.rule == PLACED_FOR_ADOPTION or _start_is_shown(time, first_day)) and _due(run.reviews[0]) >= first_day:
        yield from _of_two_histories(child_id, run, shown, first_day)
    else:
        yield from _after_an_unknown(child_id, run, shown)


def as_labelled(child_id: str, owed_from: date, meetings: Iterable[Meeting], stops_on: date | None) -> Iterator[Seen]:
    """Meetings of which everything is known: the due date and the verdict are the story's own."""
    for meeting in meetings:
        in_time = meeting.label in IN_TIME if meeting.held_on else None
        due_on = meeting.due_on
        yield Seen(child_id, owed_from, due_on, due_on, due_on, meeting.held_on, in_time, stops_on)
        owed_from = meeting.held_on or owed_from


def _start_is_shown(time: TimeInCare, first_day: date) -> bool:
    """Whether the load holds the episode that began this period, and it says so itself."""
    first = time.episodes[0]
    return first.start_reason == "S" and (first.ended_on is None or first.ended_on >= first_day)


def _due(meeting: Meeting) -> date:
    if meeting.due_on is None:
        raise ValueError(f"a meeting of an ordinary run has no due date: {meeting}")
    return meeting.due_on


def _after_an_unknown(child_id: str, run: Run, shown: list[Meeting]) -> Iterator[Seen]:
    """The first meeting shown cannot be judged; each later one has six months from the one before."""
    if not shown:
        return
    first, *later = shown
    yield Seen(child_id, run.began_on, None, None, None, first.held_on, None, run.stops_on)
    before = first.held_on
    for meeting in later:
        if before is not None:
            due_on = months_after(before, 6)
            in_time = meeting.held_on <= due_on if meeting.held_on else None
            yield Seen(child_id, before, due_on, due_on, due_on, meeting.held_on, in_time, run.stops_on)
        before = meeting.held_on


def _of_two_histories(child_id: str, run: Run, shown: list[Meeting], first_day: date) -> Iterator[Seen]:
    """The first review shown may be the first or the second of the period: judged only where both agree."""
    bounds = sorted((_due(run.reviews[0]), months_after(days_after(first_day, -1), 3)))
    owed_from = run.began_on
    for position, review in enumerate(shown):
        held_on = review.held_on
        if position == 1:
            bounds = [months_after(owed_from, 3), months_after(owed_from, 6)]
        if position <= 1:
            in_time = _where_both_agree(held_on, bounds[0], bounds[1])
            yield Seen(child_id, owed_from, None, bounds[0], bounds[1], held_on, in_time, run.stops_on)
        else:
            due_on = months_after(owed_from, 6)
            in_time = held_on <= due_on if held_on else None
            yield Seen(child_id, owed_from, due_on, due_on, due_on, held_on, in_time, run.stops_on)
        owed_from = held_on or owed_from


def _where_both_agree(held_on: date | None, earliest: date, latest: date) -> bool | None:
    if held_on is None or earliest < held_on <= latest:
        return None
    return held_on <= earliest


def conferences_seen(child_id: str, plan: Plan, first_day: date) -> list[Seen]:
    """Every review conference of a plan that a load beginning on this day shows or expects.

    Nothing is known of the interval before the first one shown if the plan is older than the load; the
    later ones are as the story labelled them, because each has six months from the one before either way.
    """
    if plan.ended_on is not None and plan.ended_on < first_day:
        return []
    every = list(as_labelled(child_id, plan.started_on, plan.reviews, plan.ended_on))
    shown = [seen for seen in every if seen.held_on is None or seen.held_on >= first_day]
    if plan.started_on < first_day and shown:
        shown[0] = shown[0]._replace(due_on=None, earliest_due_on=None, latest_due_on=None, in_time=None)
    return shown
