"""The twin ledger: what a source itself says was due, beside our own answer, and why the two differ.

A source's due date is never used and never overwritten. Each difference is classed by the mistake that would make
exactly that date, and becomes a line of a correction list. Where several mistakes would make it, the one that the same
source makes elsewhere is taken; where none would, the class is unknown.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from handrail.record.record import Record
from handrail.record.tables import RecordedDue
from handrail.timescales.clocks import Figure, NoFigure, clock
from handrail.timescales.deadlines import last_day
from handrail.timescales.ledger import LedgerRow
from handrail.timescales.working_days import OutsideCalendar, WorkingDays

DAYS_91_183 = "days_91_183"
INCLUSIVE_COUNT = "inclusive_count"
IGNORES_BANK_HOLIDAYS = "ignores_bank_holidays"
RUNS_FROM_PLANNED_DATE = "runs_from_planned_date"
TYPED_BY_HAND = "typed_by_hand"
UNKNOWN = "unknown"
NOTHING_DUE = "nothing_due"
FLAG_AGAINST_OWN_DATES = "flag_against_own_dates"
FLAG_DIFFERS = "flag_differs"

WHAT_TO_DO = {
    DAYS_91_183: "Have the system count calendar months: it counts 91 days for three months and 183 for six.",
    INCLUSIVE_COUNT: "Have the system start counting the day after: it counts the starting day as day 1.",
    IGNORES_BANK_HOLIDAYS: "Give the system the bank holidays of England: it counts them as working days.",
    RUNS_FROM_PLANNED_DATE: "Have the system count from the day the meeting before was held, not the day it was planned for.",
    TYPED_BY_HAND: "Correct the date: digits, day and month, or the year were mistaken when it was typed.",
    UNKNOWN: "Find out how this date was made and correct it.",
    NOTHING_DUE: "Take the due date out: the clock stopped before it.",
    FLAG_AGAINST_OWN_DATES: "Correct the flag, or the dates: the entry's own due date and meeting say otherwise.",
    FLAG_DIFFERS: "Correct the flag: by the day the meeting was held it is wrong.",
}
MEANING = {
    DAYS_91_183: "91 or 183 days instead of three or six months",
    INCLUSIVE_COUNT: "the starting day counted as day 1",
    IGNORES_BANK_HOLIDAYS: "bank holidays counted as working days",
    RUNS_FROM_PLANNED_DATE: "counted from the planned day of the meeting before",
    TYPED_BY_HAND: "the right date mistyped",
    UNKNOWN: "none of the known mistakes makes this date",
    NOTHING_DUE: "due after the clock stopped",
    FLAG_AGAINST_OWN_DATES: "the flag contradicts the entry's own dates",
    FLAG_DIFFERS: "the flag is wrong, and the entry has no due date",
}
_CENSUS = "cin_census"
_ALSO = {"lac_review": ("lac_review", "adoption_review")}  # to a case system every review is one kind of review
_DAYS_FOR_MONTHS = {3: 91, 6: 183}


class Difference(NamedTuple):
    """One line of the correction list. `days` is how much later the source's due date is than ours.

    `flag` is what the source says about being in time and `was_in_time` our answer, each blank where there is none.
    """

    child_id: str
    clock: str
    triggered_on: date | None
    held_on: date | None
    our_due_on: date | None
    their_due_on: date | None
    days: int | None
    flag: bool | None
    was_in_time: bool | None
    kind: str
    what_to_do: str
    law: str
    source: str
    read_from: str


@dataclass
class Reconciled:
    """The differences, and how many due dates agreed or could not be compared, by reason."""

    differences: list[Difference] = field(default_factory=list)
    agreed: int = 0
    not_compared: Counter[str] = field(default_factory=Counter)

    @property
    def by_kind(self) -> dict[str, int]:
        """How many differences there are of each kind, the commonest first."""
        return dict(Counter(each.kind for each in self.differences).most_common())


def reconcile(record: Record, rows: Iterable[LedgerRow], calendar: WorkingDays) -> Reconciled:
    """What the sources of a record say was due, beside the rows of the ledger."""
    return _Reconciliation(record, rows, calendar).run()


class _Beside(NamedTuple):
    """A source's entry, the row of the ledger it belongs to, and every mistake that would explain its due date."""

    theirs: RecordedDue
    ours: LedgerRow | None
    kinds: tuple[str, ...]


class _Reconciliation:
    """One record's due dates, its ledger by child, and what has been found."""

    def __init__(self, record: Record, rows: Iterable[LedgerRow], calendar: WorkingDays) -> None:
        self.calendar, self.result = calendar, Reconciled()
        self.weekdays = WorkingDays({}, calendar.first.year, calendar.last.year)
        self.recorded = [*record.recorded_dues, *_targets_of_census(record)]
        self.planned = {
            (due.child_id, due.clock, due.source, due.held_on): due.planned_on
            for due in record.recorded_dues
            if due.held_on is not None and due.planned_on is not None
        }
        self.rows: dict[str, list[LedgerRow]] = {}
        for row in rows:
            self.rows.setdefault(row.child_id, []).append(row)

    def run(self) -> Reconciled:
        found = [beside for due in self.recorded for beside in self._beside(due)]
        habits = Counter(_habit(beside, beside.kinds[0]) for beside in found if len(beside.kinds) == 1)
        for beside in found:
            kind = max(beside.kinds, key=lambda kind: habits[_habit(beside, kind)] if kind != TYPED_BY_HAND else 0)
            self.result.differences.append(_difference(beside, kind))
        return self.result

    def _beside(self, due: RecordedDue) -> Iterator[_Beside]:
        """The entry beside its row where it is wrong; else it is counted as agreed or as not compared."""
        row, why_not = self._row_of(due)
        wrong_by_itself = _contradicts_itself(due)
        if wrong_by_itself:
            yield _Beside(due, row, (FLAG_AGAINST_OWN_DATES,))
        if row is not None and _is_after_the_end(due, row):
            yield _Beside(due, row, (NOTHING_DUE,))
        elif row is None or row.due_on is None:
            self.result.not_compared[why_not or "our own due date cannot be worked out from what was loaded"] += 1
        elif kinds := self._kinds(due, row):
            yield _Beside(due, row, kinds)
        elif not wrong_by_itself:
            self.result.agreed += 1

    def _row_of(self, due: RecordedDue) -> tuple[LedgerRow | None, str | None]:
        """The row the entry is about: the one its meeting met, or the one still open when it fell due."""
        clocks = _ALSO.get(due.clock, (due.clock,))
        rows = [row for row in self.rows.get(due.child_id, ()) if row.leads and row.clock.startswith(clocks)]
        if due.source == _CENSUS:
            start = due.planned_on  # see _targets_of_census
            row = next((row for row in rows if row.triggered_on == start), None)
            return row, None if row else "the enquiry is not in the ledger"
        if due.held_on is not None:
            met = [row for row in rows if row.met_on == due.held_on]
            return (met[0], None) if met else (None, "no meeting of that day is in the record")
        still = [row for row in rows if row.met_on is None and row.triggered_on is not None]
        if due.due_on is not None:
            still = [row for row in still if row.triggered_on is not None and row.triggered_on <= due.due_on]
        if not still:
            return None, "nothing of the kind is open for the child"
        return max(still, key=lambda row: row.triggered_on or date.min), None

    def _kinds(self, due: RecordedDue, row: LedgerRow) -> tuple[str, ...]:
        """Every mistake that explains the entry; empty where it is right."""
        if due.due_on is None:
            was_in_time = _was_in_time(row)
            wrong = due.in_time is not None and was_in_time is not None and due.in_time != was_in_time
            return (FLAG_DIFFERS,) if wrong else ()
        if row.due_on == due.due_on:
            return ()
        return tuple(dict.fromkeys(self._explanations(due, row))) or (UNKNOWN,)

    def _explanations(self, due: RecordedDue, row: LedgerRow) -> Iterator[str]:
        figure, start = _figure(row), row.triggered_on
        if figure is not None and start is not None:
            for kind, wrong in self._wrong_counts(figure).items():
                if self._tried(wrong, start) == due.due_on:
                    yield kind
            planned_on = self.planned.get((due.child_id, due.clock, due.source, start))
            if planned_on is not None and planned_on != start:
                counts = [lambda day: last_day(figure, day, "exclusive", self.calendar)]
                counts += self._wrong_counts(figure).values()
                if due.due_on in [self._tried(count, planned_on) for count in counts]:
                    yield RUNS_FROM_PLANNED_DATE
        if row.due_on is not None and due.due_on is not None and due.due_on in _mistyped(row.due_on):
            yield TYPED_BY_HAND

    def _wrong_counts(self, figure: Figure) -> dict[str, Callable[[date], date]]:
        """The known wrong ways to count this limit."""
        counts: dict[str, Callable[[date], date]] = {}
        if figure.unit == "month" and figure.amount in _DAYS_FOR_MONTHS:
            counts[DAYS_91_183] = lambda day: day + timedelta(days=_DAYS_FOR_MONTHS[figure.amount])
        counts[INCLUSIVE_COUNT] = lambda day: last_day(figure, day, "inclusive", self.calendar)
        if figure.unit == "working_day":
            counts[IGNORES_BANK_HOLIDAYS] = lambda day: last_day(figure, day, "exclusive", self.weekdays)
        return counts

    @staticmethod
    def _tried(count: Callable[[date], date], start: date) -> date | None:
        try:
            return count(start)
        except (OutsideCalendar, OverflowError):
            return None


def _targets_of_census(record: Record) -> Iterator[RecordedDue]:
    """The census's own target for each initial conference; `planned_on` carries the start of the enquiry.

    A target that another source lists as its due date is compared there, once.
    """
    listed = {(due.child_id, due.due_on) for due in record.recorded_dues if due.clock == "icpc"}
    for enquiry in record.enquiries:
        target_on = enquiry.conference_target_on
        if target_on is not None and (enquiry.child_id, target_on) not in listed:
            yield RecordedDue(
                enquiry.child_id, "icpc", _CENSUS, enquiry.conference_target_on, enquiry.conference_on, None,
                enquiry.started_on, enquiry.read_from,
            )  # fmt: skip


def _mistyped(right: date) -> set[date]:
    """The dates one slip away from this one.

    Day and month exchanged; two neighbouring digits of the day, the month or the year exchanged; the same day one year
    early or late. One wrong digit is no evidence of typing: rules make such dates too.
    """
    day, month, year = f"{right.day:02}", f"{right.month:02}", f"{right.year:04}"
    texts = [(month, day, year), (day[::-1], month, year), (day, month[::-1], year)]
    texts += [(day, month, year[:2] + year[3] + year[2])]
    texts += [(day, month, f"{right.year + step:04}") for step in (-1, 1)]
    found = set()
    for one_day, one_month, one_year in texts:
        try:
            found.add(date(int(one_year), int(one_month), int(one_day)))
        except ValueError:
            continue
    return found - {right}


def _habit(beside: _Beside, kind: str) -> tuple[str, str, str]:
    return beside.theirs.source, beside.theirs.clock, kind


def _figure(row: LedgerRow) -> Figure | None:
    if row.triggered_on is None:
        return None
    try:
        return clock(row.clock).figure(row.triggered_on, row.basis)
    except NoFigure:
        return None


def _was_in_time(row: LedgerRow) -> bool | None:
    if row.met_on is None or row.due_on is None or row.not_assessable is not None:
        return None
    return row.met_on <= row.due_on


def _contradicts_itself(due: RecordedDue) -> bool:
    if due.due_on is None or due.held_on is None or due.in_time is None:
        return False
    return due.in_time != (due.held_on <= due.due_on)


def _is_after_the_end(due: RecordedDue, row: LedgerRow) -> bool:
    stopped = row.stopped_on if row.met_on is None else None
    return stopped is not None and due.due_on is not None and stopped <= due.due_on


def _difference(beside: _Beside, kind: str) -> Difference:
    theirs, ours, _ = beside
    figure = _figure(ours) if ours else None
    our_due_on = ours.due_on if ours and kind != NOTHING_DUE else None
    days = None if our_due_on is None or theirs.due_on is None else (theirs.due_on - our_due_on).days
    return Difference(
        theirs.child_id, ours.clock if ours else theirs.clock, ours.triggered_on if ours else None, theirs.held_on,
        our_due_on, theirs.due_on, days, theirs.in_time, _was_in_time(ours) if ours else None,
        kind, WHAT_TO_DO[kind], figure.law if figure else "", theirs.source, theirs.read_from,
    )  # fmt: skip
