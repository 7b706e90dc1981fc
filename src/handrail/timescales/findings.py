"""What the ledger says is wrong with the records themselves, in the form of problems a data officer can act on.

Late and overdue meetings, meetings on a bank holiday and reviews crowded together need the law and the calendar, which
the readers of returns do not know.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from handrail.record.problems import QUERY, Problem, counted_in, none_ran, place_of
from handrail.record.record import Record
from handrail.timescales.clocks import clock
from handrail.timescales.conferences import STEPS as CONFERENCE_STEPS
from handrail.timescales.ledger import LedgerRow
from handrail.timescales.reviews import AUTHORITY, PLACED, STEPS
from handrail.timescales.working_days import WorkingDays

_CROWDED = 20  # working days
_CROWDED_AT_MOST = 45  # calendar days: no twenty working days take longer
_NEEDS = {
    "HR-LAC-3": ("reviews",),
    "HR-LAC-5": ("episodes", "reviews"),
    "HR-LAC-6": ("episodes", "reviews"),
    "HR-CP-3": ("conferences", "conference_children"),
    "HR-CP-5": ("plans", "conferences", "conference_children"),
    "HR-CP-6": ("plans", "conferences", "conference_children"),
}
_REVIEWS, _CONFERENCES = frozenset((*STEPS, *PLACED, *AUTHORITY)), frozenset(CONFERENCE_STEPS)
_Where = dict[tuple[str, date], str]


class _Kind(NamedTuple):
    """A kind of meeting: the rules for one overdue and one late, the last day the data cover, where each stands."""

    overdue: str
    late: str
    last_day: date | None
    held: _Where


def find(record: Record, rows: Iterable[LedgerRow], calendar: WorkingDays) -> Iterator[Problem]:
    """Every finding on meetings, and a note for each rule that what was not loaded kept from running on all."""
    reviews = {(review.child_id, review.opened_on): review.read_from for review in record.reviews}
    held = {conference.conference_id: conference for conference in record.conferences}
    conferences: _Where = {}
    for child in record.conference_children:
        conference = held.get(child.conference_id)
        if conference is not None:
            conferences[child.child_id, conference.held_on] = child.read_from
    starts = {(period.child_id, period.began_on): period.read_from for period in record.periods_of_care}
    starts |= {(plan.child_id, plan.started_on): plan.read_from for plan in record.plans}
    of_reviews = _Kind("HR-LAC-5", "HR-LAC-6", record.care_to, reviews)
    of_conferences = _Kind("HR-CP-6", "HR-CP-5", record.protection_to, conferences)
    for row in rows:
        if row.met_on is not None and row.met_on <= (row.due_latest_on or date.max):
            continue  # in time, as nearly all are
        if row.clock in _CONFERENCES:
            yield from _overdue_or_late(row, of_conferences, record, starts)
        elif row.leads and row.clock in _REVIEWS:
            yield from _overdue_or_late(row, of_reviews, record, starts)
    yield from _not_run(record)
    yield from _crowded(record, reviews, calendar)
    yield from _on_bank_holiday(conferences, calendar)


def _not_run(record: Record) -> Iterator[Problem]:
    """A note for each rule that could not run, or not where the return of a year is missing between others."""
    for rule, tables in _NEEDS.items():
        whys = dict.fromkeys(gap.why.rstrip(".") for gap in record.missing if gap.table in tables)
        if whys:
            yield none_ran([rule], "; ".join(whys), "Load what is missing to have it run.")


def _overdue_or_late(row: LedgerRow, kind: _Kind, record: Record, starts: _Where) -> Iterator[Problem]:
    """HR-LAC-5 and HR-CP-6: overdue at the end of the data. HR-LAC-6 and HR-CP-5: a gap over the limit.

    Where two histories are possible, the later due date decides, as in the measures. Nothing is said of a meeting that
    may stand in what was not loaded.
    """
    latest, last_day = row.due_latest_on, kind.last_day
    if latest is None:
        return
    if row.met_on is not None:
        if row.met_on > latest and not row.not_assessable and not _unseen(record, kind, row, row.met_on):
            days = (row.met_on - latest).days
            what = f"held {days} day{'s' if days != 1 else ''} after it was {_due(row, latest)}."
            remedy = "Check that no earlier meeting is missing and that the dates are right."
            yield _problem(
                kind.late,
                kind.held.get((row.child_id, row.met_on), ""),
                row.child_id,
                row.met_on,
                _of(row, what),
                remedy,
            )
    elif last_day and latest < last_day and (row.stopped_on or date.max) > last_day:
        if _unseen(record, kind, row, last_day):
            return
        what = _of(row, f"was {_due(row, latest)} and none is recorded by {last_day:%d/%m/%Y}.")
        where = kind.held.get((row.child_id, row.triggered_on or date.min)) or starts.get(
            (row.child_id, row.subject_on), ""
        )
        remedy = "Record the meeting if it was held; hold it if it was not."
        yield _problem(kind.overdue, where, row.child_id, latest, what, remedy)


def _of(row: LedgerRow, what: str) -> str:
    return f"{clock(row.clock).title}: {what}"


def _due(row: LedgerRow, latest: date) -> str:
    return f"due on {latest:%d/%m/%Y}" + ("" if row.due_on else " at the latest")


def _unseen(record: Record, kind: _Kind, row: LedgerRow, until: date) -> bool:
    """Whether a meeting since the one before, or since the start, may stand in what was not loaded."""
    return (
        bool(record.missing)
        and record.why_missing(_NEEDS[kind.late], row.triggered_on or row.subject_on, until) is not None
    )


def _crowded(record: Record, where: _Where, calendar: WorkingDays) -> Iterator[Problem]:
    """HR-LAC-3: several reviews of one child within 20 working days: parts of one review, or another child's."""
    for first, second in pairwise(sorted(record.reviews, key=itemgetter(0, 1))):
        if first.child_id != second.child_id or (second.opened_on - first.opened_on).days > _CROWDED_AT_MOST:
            continue
        if not (calendar.covers(first.opened_on) and calendar.covers(second.opened_on)):
            continue
        apart = calendar.number(second.opened_on) - calendar.number(first.opened_on)
        if apart <= _CROWDED:
            what = f"this review is {apart} working days after one on {first.opened_on:%d/%m/%Y}."
            yield _problem(
                "HR-LAC-3",
                where[second.child_id, second.opened_on],
                second.child_id,
                second.opened_on,
                what,
                "If both are parts of one review, give one date; if one is another child's, correct it.",
            )


def _on_bank_holiday(conferences: _Where, calendar: WorkingDays) -> Iterator[Problem]:
    """HR-CP-3: a conference dated on a bank holiday, which the national checks do not look for."""
    for (child_id, day), read_from in conferences.items():
        name = calendar.holidays.get(day)
        if name:
            yield _problem(
                "HR-CP-3",
                read_from,
                child_id,
                day,
                f"the conference is dated on a bank holiday ({name}).",
                "Check the date.",
            )


def _problem(rule: str, read_from: str, child: str, day: date, what: str, remedy: str) -> Problem:
    file, number = place_of(read_from)
    where = f"{counted_in(file)} {number} of {file}: " if number else ""
    field = "REVIEW" if rule.startswith("HR-LAC-") else "conference"
    return Problem(rule, QUERY, file, number, child, field, f"{day:%d/%m/%Y}", where + what, remedy)
