"""What the ledger says is wrong with the records themselves, in the form of problems a data officer can act on.

Late and overdue meetings, meetings on a bank holiday and reviews crowded together need the law and the calendar, which
the readers of returns do not know.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from operator import itemgetter

from handrail.record.problems import QUERY, Problem
from handrail.record.record import Record
from handrail.timescales.clocks import clock
from handrail.timescales.ledger import LedgerRow
from handrail.timescales.working_days import WorkingDays

_CROWDED = 20  # working days
_CROWDED_AT_MOST = 45  # calendar days: no twenty working days take longer
_RULES = {"lac": ("HR-LAC-5", "HR-LAC-6"), "rcp": ("HR-CP-6", "HR-CP-5")}
_Where = dict[tuple[str, date], str]


def find(
    record: Record,
    rows: Iterable[LedgerRow],
    care_to: date | None,
    protection_to: date | None,
    calendar: WorkingDays,
) -> Iterator[Problem]:
    """Every finding on meetings; the last day that the data on care and on protection cover tells what was overdue."""
    last_days = {"lac": care_to, "rcp": protection_to}
    reviews = {(review.child_id, review.opened_on): review.read_from for review in record.reviews}
    held = {conference.conference_id: conference for conference in record.conferences}
    conferences: _Where = {}
    for child in record.conference_children:
        conference = held.get(child.conference_id)
        if conference is not None:
            conferences[child.child_id, conference.held_on] = child.read_from
    starts = {(period.child_id, period.began_on): period.read_from for period in record.periods_of_care}
    starts |= {(plan.child_id, plan.started_on): plan.read_from for plan in record.plans}
    for row in rows:
        kind = row.clock[:3]
        if kind in _RULES:
            yield from _overdue_or_late(row, kind, last_days[kind], reviews if kind == "lac" else conferences, starts)
    yield from _crowded(record, reviews, calendar)
    yield from _on_bank_holiday(conferences, calendar)


def _overdue_or_late(
    row: LedgerRow, kind: str, last_day: date | None, met: _Where, starts: _Where
) -> Iterator[Problem]:
    """HR-LAC-5 and HR-CP-6: overdue at the end of the data. HR-LAC-6 and HR-CP-5: a gap over the limit."""
    if row.due_on is None or row.not_assessable:
        return
    overdue, late = _RULES[kind]
    if row.met_on is not None:
        if row.met_on > row.due_on:
            days = (row.met_on - row.due_on).days
            what = f"held {days} day{'s' if days != 1 else ''} after it was due on {row.due_on:%d/%m/%Y}."
            remedy = "Check that no earlier meeting is missing and that the dates are right."
            where = met.get((row.child_id, row.met_on), "")
            yield _problem(late, where, row.child_id, row.met_on, f"{clock(row.clock).title}: {what}", remedy)
    elif last_day and row.due_on < last_day and (row.stopped_on or date.max) > last_day:
        what = f"was due on {row.due_on:%d/%m/%Y} and none is recorded by {last_day:%d/%m/%Y}."
        where = met.get((row.child_id, row.triggered_on or date.min)) or starts.get((row.child_id, row.subject_on), "")
        remedy = "Record the meeting if it was held; hold it if it was not."
        yield _problem(overdue, where, row.child_id, row.due_on, f"{clock(row.clock).title}: {what}", remedy)


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
    file, _, row = read_from.rpartition(":")
    number = int(row) if row.isdigit() else None
    where = f"Row {number} of {file}: " if number else ""
    field = "REVIEW" if rule.startswith("HR-LAC-") else "conference"
    return Problem(rule, QUERY, file, number, child, field, f"{day:%d/%m/%Y}", where + what, remedy)
