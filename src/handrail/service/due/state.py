"""How a thing due stands on a day: one of six words, the same on every page, and how far off it is.

`standing` says it of one row of the ledger; `with_state` says the same of every row of a query, in the database, and
`open_now` of those that are open, which the database tells apart sooner. None is ever stored.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from handrail.service.due.models import NEVER, Duty
from handrail.timescales import ledger
from handrail.timescales.ledger import LedgerRow
from handrail.timescales.working_days import WorkingDays, england

DUE_SOON_DAYS = 14
"""How many days ahead something counts as due soon, unless the deployment says otherwise (HANDRAIL_DUE_SOON_DAYS)."""


class Word(StrEnum):
    """The six words."""

    ON_TIME = "on time"
    DUE_SOON = "due soon"
    LATE = "late"
    MET_LATE = "met late"
    UNJUDGED = "cannot be judged"
    STOPPED = "stopped"


class Standing(NamedTuple):
    """The word; how many days late it was met, or is, or was when its clock stopped (0 if not); the distance in words.

    `distance` is blank where there is none to tell.
    """

    word: Word
    days_late: int
    distance: str


_WORDS = {
    ledger.MET: Word.ON_TIME,
    ledger.MET_LATE: Word.MET_LATE,
    ledger.MISSED_OPEN: Word.LATE,
    ledger.MISSED: Word.STOPPED,
    ledger.STOPPED: Word.STOPPED,
    ledger.UNJUDGED: Word.UNJUDGED,
}


def standing(
    row: LedgerRow, today: date, soon: int = DUE_SOON_DAYS, calendar: WorkingDays | None = None
) -> Standing | None:
    """How a row stands at the end of a day; None where what triggers it has not happened yet.

    `soon` is how many days ahead count as due soon. Where two histories are possible, the later day decides.
    """
    found, late = ledger.state(row, today), ledger.days_late(row, today)
    if found == ledger.NOT_STARTED:
        return None
    if found != ledger.RUNNING:
        return Standing(_WORDS[found], late, _late(found, late))
    due_on = row.due_on or row.due_latest_on or NEVER
    word = Word.DUE_SOON if (due_on - today).days <= soon else Word.ON_TIME
    return Standing(word, 0, until(due_on, today, calendar))


def until(due_on: date, today: date, calendar: WorkingDays | None = None) -> str:
    """How far off a day is: in working days, or in days where none lies between or the calendar ends before."""
    days, calendar = (due_on - today).days, calendar or england()
    if days <= 0:
        return "today" if not days else f"{_days(-days)} ago"
    if calendar.covers(today) and calendar.covers(due_on):
        working = calendar.number(due_on) - calendar.number(today)
        if working:
            return f"in {working} working day{'' if working == 1 else 's'}"
    return f"in {_days(days)}"


def _late(found: str, late: int) -> str:
    if not late:
        return ""
    return f"{_days(late)} late" + (" when its clock stopped" if found == ledger.MISSED else "")


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def with_state(duties: "QuerySet[Duty]", today: date, soon: int = DUE_SOON_DAYS) -> "QuerySet[Any]":
    """The rows with their `word` on a day, as `standing` would say it; null where that says None."""
    met = Q(met_on__lte=today)
    in_time = Q(met_on__lte=Coalesce("due_on", "due_earliest_on", Value(NEVER)))
    over = (
        When(triggered_on__gt=today, then=Value(None)),
        When(met & ~Q(not_assessable=None), then=Value(Word.UNJUDGED)),
        When(met & in_time, then=Value(Word.ON_TIME)),
        When(met, then=Value(Word.MET_LATE)),
        When(_stopped(today), then=Value(Word.STOPPED)),
    )
    return _worded(duties, today, soon, *over)


def open_now(duties: "QuerySet[Duty]", today: date, soon: int = DUE_SOON_DAYS) -> "QuerySet[Any]":
    """Those of the rows that were neither met nor stopped by the end of a day, with their `word` on it."""
    return _worded(duties.filter(open_on(today)).exclude(_stopped(today)), today, soon)


def is_late(today: date) -> Q:
    """For rows of `open_now`: whether their word is "late"."""
    return Q(_latest__lt=today)


def _worded(duties: "QuerySet[Duty]", today: date, soon: int, *over: When) -> "QuerySet[Any]":
    """The rows with the day that decides and their word: `over` says it of those that are not open."""
    word = Case(
        *over,
        When(_latest=None, then=Value(Word.UNJUDGED)),
        When(is_late(today), then=Value(Word.LATE)),
        When(_latest__lte=today + timedelta(days=soon), then=Value(Word.DUE_SOON)),
        default=Value(Word.ON_TIME),
        output_field=CharField(null=True),
    )
    found: QuerySet[Any] = duties.annotate(_latest=Coalesce("due_on", "due_latest_on"), word=word)
    return found.order_by()


def _stopped(today: date) -> Q:
    return Q(stopped_on__lte=today) | (Q(stopped_on=None) & ~Q(stop_reason=None))


def open_on(today: date) -> Q:
    """What was neither met nor stopped by the end of a day: the condition the index answers."""
    return Q(open_until__gt=today) & (Q(triggered_on=None) | Q(triggered_on__lte=today))
