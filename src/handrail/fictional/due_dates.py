"""What a case system or tracker says was due: rightly, by 91 and 183 days, or with a mistake that is planted.

The true due date is the story's own. A wrong one is made by the mistake itself: forgetting bank holidays, counting
the first day, counting from the day a meeting was planned for, a slip of the hand.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from handrail.fictional.calendar import days_after, is_working_day, months_after, working_days_after
from handrail.fictional.people import birthday
from handrail.fictional.seen import Seen, as_labelled, conferences_seen, reviews_seen
from handrail.fictional.story import PLACED_FOR_ADOPTION, Authority, Meeting, Plan, Run, Story

LAC_REVIEW, ICPC, RCPC = "lac_review", "icpc", "rcpc"
RIGHT, DAYS_91_183 = "right", "days_91_183"
CONVENTIONS = (RIGHT, DAYS_91_183)
_DAYS = {3: 91, 6: 183}
_MAY_BE_THE_FIRST = 2  # of a time in care begun before the data, whose due dates the system did not carry over


class Limit(NamedTuple):
    """How long after its start a meeting is due: in working days or in months."""

    working_days: int = 0
    months: int = 0

    def after(self, start: date) -> date:
        """The last day in time."""
        return working_days_after(start, self.working_days) if self.working_days else months_after(start, self.months)

    def in_days(self, start: date) -> date:
        """The same where a system counts 91 days for three months and 183 for six."""
        return days_after(start, _DAYS[self.months]) if self.months in _DAYS else self.after(start)


class Entry(NamedTuple):
    """A meeting held or owed as a system lists it: when it was planned, and the due date and the flag it gives.

    `comparable` says whether the data handed over let anyone work out the due date as well; `stops_on` is the day from
    which one still to come is not owed.
    """

    child_id: str
    clock: str
    starts_on: date
    limit: Limit | None
    due_on: date | None
    held_on: date | None
    planned_on: date | None
    comparable: bool
    participation: str | None = None
    plan_from: date | None = None
    stops_on: date | None = None

    @property
    def in_time(self) -> bool | None:
        """Whether it was held in time; blank while it is owed, or where nothing says."""
        return self.held_on <= self.due_on if self.held_on and self.due_on else None


def review_entries(authority: Authority) -> Iterator[Entry]:
    """Every review of a looked-after child held in the data, or still owed on its last day."""
    first_day = authority.span.first_day
    for story in authority.stories:
        shown = {seen.held_on: seen for seen in reviews_seen(story, first_day)}
        for time in story.care:
            for run in time.runs:
                yield from _of_run(story, run, shown, first_day)


def _of_run(story: Story, run: Run, shown: Mapping[date | None, Seen], first_day: date) -> Iterator[Entry]:
    """Reviews of an adoption placement have clocks of their own: they are listed once held, and not compared."""
    starts_on, placed = run.began_on, run.rule == PLACED_FOR_ADOPTION
    for review in run.reviews:
        if _is_listed(story, review, first_day, run.stops_on) and (review.held_on or not placed):
            entry = _entry(story, LAC_REVIEW, review, starts_on, _limit(review, starts_on), shown.get(review.held_on))
            if run.began_on < first_day and review.number <= _MAY_BE_THE_FIRST:
                entry = entry._replace(due_on=None)
            comparable = entry.comparable and entry.due_on is not None and not placed
            yield entry._replace(participation=review.participation, comparable=comparable)
        starts_on = review.held_on or starts_on


def conference_entries(story: Story, plan: Plan, first_day: date) -> Iterator[Entry]:
    """Every review conference of a plan held in the data, or still owed on its last day."""
    child_id = story.person.child_id
    shown = {seen.held_on: seen for seen in conferences_seen(child_id, plan, first_day)}
    every = as_labelled(child_id, plan.started_on, plan.reviews, plan.ended_on)
    for meeting, known in zip(plan.reviews, every, strict=True):
        if _is_listed(story, meeting, first_day, plan.ended_on):
            limit = Limit(months=3 if meeting.number == 1 else 6)
            entry = _entry(story, RCPC, meeting, known.owed_from, limit, shown.get(meeting.held_on))
            yield entry._replace(plan_from=plan.started_on)


def _is_listed(story: Story, meeting: Meeting, first_day: date, stops_on: date | None) -> bool:
    """Whether a system lists it: it was held in the data, or is still owed to someone who will not be 18 by then."""
    if meeting.held_on is None:
        return stops_on is None and meeting.due_on is not None and meeting.due_on < birthday(story.person, 18)
    return meeting.held_on >= first_day


def _limit(review: Meeting, starts_on: date) -> Limit | None:
    """The limit that gave the story's due date, found again from the dates; blank where there is none."""
    limits = (Limit(working_days=20), Limit(months=3), Limit(months=6))
    return next((limit for limit in limits if limit.after(starts_on) == review.due_on), None)


def _entry(
    story: Story, clock: str, meeting: Meeting, starts_on: date, limit: Limit | None, seen: Seen | None
) -> Entry:
    """Where the data handed over show another due date than the true one, the system's own is left out."""
    known_on = seen.due_on if seen else None
    due_on = meeting.due_on if known_on is None or known_on == meeting.due_on else None
    dice = Random(f"{story.person.child_id}/planned/{meeting.held_on}")
    moved = dice.random() < 0.25
    planned_on = days_after(meeting.held_on, -dice.randint(2, 12)) if meeting.held_on and moved else meeting.held_on
    comparable = known_on is not None and due_on is not None
    return Entry(
        story.person.child_id, clock, starts_on, limit, due_on, meeting.held_on, planned_on, comparable,
        stops_on=None if meeting.held_on else birthday(story.person, 18),
    )  # fmt: skip


def by_convention(entry: Entry, convention: str) -> Entry:
    """The entry with the due date as a system of this convention has it."""
    if convention == RIGHT or entry.limit is None or entry.due_on is None:
        return entry
    return entry._replace(due_on=entry.limit.in_days(entry.starts_on))


def wrong_dates(limit: Limit, start: date, planned_start: date | None = None) -> Mapping[str, date]:
    """For each mistake, the due date it makes; those that two mistakes make, or that are right, are left out."""
    due_on = limit.after(start)
    found = dict(_mistakes(limit, start, due_on))
    if planned_start is not None and planned_start != start:
        found["runs_from_planned_date"] = limit.after(planned_start)
    dates = list(found.values())
    return {kind: day for kind, day in found.items() if day != due_on and dates.count(day) == 1}


def from_planned_day(limit: Limit, planned_start: date) -> set[date]:
    """Every due date, rightly or wrongly counted, that starts on the day the meeting before was planned for."""
    due_on = limit.after(planned_start)
    return {due_on, *(day for _, day in _mistakes(limit, planned_start, due_on))}


def _mistakes(limit: Limit, start: date, due_on: date) -> Iterator[tuple[str, date]]:
    if limit.working_days:
        counted = limit.working_days - 1 if is_working_day(start) else limit.working_days
        yield "inclusive_count", working_days_after(start, counted)
        yield "ignores_bank_holidays", _weekdays_after(start, limit.working_days)
    else:
        yield "inclusive_count", days_after(due_on, -1)
        yield "days_91_183", limit.in_days(start)
    if due_on.day <= 12:
        yield "typed_by_hand", date(due_on.year, due_on.day, due_on.month)
    elif (due_on.month, due_on.day) != (2, 29):
        yield "typed_by_hand", due_on.replace(year=due_on.year + 1)
    yield "unknown", days_after(due_on, 17)


def _weekdays_after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
