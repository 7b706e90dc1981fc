"""The ledger: for every child and clock, what was due, when, why, what met it, and why it stopped or cannot be judged.

One row a thing due. State and days late follow from a row and a date and are never stored. What came before the
loaded data is never guessed: such a row says that it is not assessable, and why.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from handrail.timescales.arithmetic import years_after
from handrail.timescales.clocks import STATUTORY, NoFigure, clock
from handrail.timescales.deadlines import last_day
from handrail.timescales.working_days import OutsideCalendar, WorkingDays, england

NOT_ASSESSABLE = {
    "began_before_data": "the earlier meetings are outside the data loaded",
    "start_unknown": "the data do not show when this period of care began",
    "review_1_or_2": "this may be the first or the second review, and the two give different answers",
    "after_placement_for_adoption": "the child had returned from a placement for adoption",
    "law_eased": "the law was eased when it fell due",
    "no_figure": "no figure of law is recorded for that date",
    "conference_before_enquiry": "the conference is dated before the enquiry",
}
STOPS = {
    "ceased_to_be_looked_after": "the child ceased to be looked after",
    "turned_18": "the child turned 18",
    "placed_for_adoption": "the child was placed for adoption",
    "returned_from_adoption": "the child returned from the placement for adoption",
    "authority_ended": "the authority to place for adoption ended",
    "placement_ended": "the placement ended",
    "left_secure_accommodation": "the child left secure accommodation",
    "series_ended": "the series of short breaks ended",
    "plan_ended": "the plan ended",
    "died": "the child died",
    "conference_not_needed": "the conference was judged unnecessary",
}


class LedgerRow(NamedTuple):
    """One thing that was due. Its natural key is child, subject, clock, basis and the day that triggered it.

    `due_on` is blank where the due date is not known. Where two histories are possible `due_earliest_on` and
    `due_latest_on` bound it; otherwise they equal `due_on`. `not_assessable` holds a reason (see NOT_ASSESSABLE) where
    no verdict can be given on what met the row. `leads` is False where another clock, met by the same meeting, fell due
    sooner: the measures count a meeting once, by the clock that leads.
    """

    child_id: str
    subject_on: date
    clock: str
    basis: str
    version: date | None
    triggered_on: date | None
    due_on: date | None
    due_earliest_on: date | None
    due_latest_on: date | None
    latest_practical_on: date | None
    met_on: date | None
    stopped_on: date | None
    stop_reason: str | None
    not_assessable: str | None
    leads: bool = True


class Due(NamedTuple):
    """A due date, the last practical day for it, the version of the law that made it, and whether it was eased then."""

    on: date
    latest_practical_on: date
    version: date
    eased: bool


class Timetable:
    """Due dates of every clock on one basis, each worked out once and remembered by the day it counts from."""

    def __init__(self, basis: str = STATUTORY, calendar: WorkingDays | None = None) -> None:
        self.basis = basis
        self.calendar = calendar or england()
        self._known: defaultdict[str, dict[date, Due | None]] = defaultdict(dict)

    def due(self, clock_id: str, from_on: date) -> Due | None:
        """When this falls due, or None where no figure of law or no calendar covers the day."""
        known = self._known[clock_id]
        try:
            return known[from_on]
        except KeyError:
            found = known[from_on] = self._work_out(clock_id, from_on)
            return found

    def _work_out(self, clock_id: str, from_on: date) -> Due | None:
        found = clock(clock_id)
        try:
            figure = found.figure(from_on, self.basis)
            on = last_day(figure, from_on, found.counting, self.calendar)
            return Due(on, self.calendar.on_or_before(on), figure.holds_from, found.easing(on) is not None)
        except (NoFigure, OutsideCalendar):
            return None


class Stop(NamedTuple):
    """The day a clock stops for a child, and why (see STOPS)."""

    on: date
    reason: str


class History(NamedTuple):
    """What is known of the meetings before the first one loaded.

    KNOWN: there were none. With a reason: some may lie outside the data, so the first loaded one cannot be judged. With
    `latest_on` too: one may, held on that day at the latest. `only_latest`: the source gives only the latest meeting,
    so that the first loaded one may still be the first of all, and the one after it the second or a later one.
    """

    reason: str | None = None
    latest_on: date | None = None
    only_latest: bool = False


KNOWN = History()


class Run(NamedTuple):
    """A stretch of a child's life in which one sequence of clocks runs: steps, start, meetings held, and its end."""

    child_id: str
    subject_on: date
    steps: tuple[str, str, str]
    started_on: date
    meetings: Sequence[date]
    history: History
    stop: Stop | None


def rows_of(run: Run, timetable: Timetable) -> Iterator[LedgerRow]:
    """The rows of one run: one for each meeting held, and the one still owed after the last."""
    previous, known, steps = run.started_on, run.history is KNOWN, run.steps
    for index, met_on in enumerate([*run.meetings, None]):
        if known:
            yield _known_row(run, steps[index] if index < 2 else steps[2], previous, met_on, timetable)
        elif index == 0 and run.history.latest_on is None:
            # From when it was owed is known only where this run itself began inside the data.
            from_on = run.started_on if run.started_on != run.subject_on else None
            yield unjudged_row(run, run.steps[2], from_on, met_on, run.history.reason, timetable)
        elif index < 2 and (run.history.latest_on is not None or run.history.only_latest):
            yield _either_row(run, index, previous, met_on, timetable)
        else:
            yield _known_row(run, run.steps[2], previous, met_on, timetable)
        if met_on is not None:
            previous = met_on


def _known_row(run: Run, step: str, from_on: date, met_on: date | None, timetable: Timetable) -> LedgerRow:
    due = timetable.due(step, from_on)
    if due is None:
        return unjudged_row(run, step, from_on, met_on, "no_figure", timetable)
    eased = "law_eased" if due.eased and met_on is not None and met_on > due.on else None
    stop = run.stop
    if stop is None or (met_on is not None and due.on < stop.on):
        stopped_on = stop_reason = None
    else:
        stopped_on, stop_reason = stop.on, stop.reason
    return LedgerRow(
        run.child_id, run.subject_on, step, timetable.basis, due.version, from_on,
        due.on, due.on, due.on, due.latest_practical_on, met_on, stopped_on, stop_reason, eased,
    )  # fmt: skip


def _either_row(run: Run, index: int, previous: date, met_on: date | None, timetable: Timetable) -> LedgerRow:
    """The first or second loaded meeting where one may have been held before the data began.

    The first is either the first due after the start, or the second due after an unseen first; the one after it is
    either the second or a later one. It is judged only where both histories agree.
    """
    first, second, later = run.steps
    unseen = run.history.latest_on
    if index == 0 and unseen is not None:
        bounds = timetable.due(first, previous), timetable.due(second, unseen)
    else:
        bounds = timetable.due(second, previous), timetable.due(later, previous)
    if bounds[0] is None or bounds[1] is None:
        return unjudged_row(run, run.steps[index], previous, met_on, "no_figure", timetable)
    earliest, latest = sorted((bounds[0].on, bounds[1].on))
    agree = met_on is not None and (met_on <= earliest or met_on > latest)
    stop = run.stop
    stopped = stop is not None and (met_on is None or latest >= stop.on)
    return LedgerRow(
        run.child_id, run.subject_on, run.steps[index], timetable.basis, bounds[0].version, previous,
        None, earliest, latest, None, met_on,
        stop.on if stop and stopped else None, stop.reason if stop and stopped else None,
        None if agree else run.history.reason,
    )  # fmt: skip


def unjudged_row(
    run: Run, step: str, from_on: date | None, met_on: date | None, reason: str | None, timetable: Timetable
) -> LedgerRow:
    """A row that says what was held, or is still owed, but not whether it was in time, and why not."""
    stop = run.stop if met_on is None else None
    return LedgerRow(
        run.child_id, run.subject_on, step, timetable.basis, None, from_on, None, None, None, None, met_on,
        stop.on if stop else None, stop.reason if stop else None, reason,
    )  # fmt: skip


NOT_STARTED, RUNNING, MET, MET_LATE = "not_started", "running", "met", "met_late"
MISSED_OPEN, MISSED, STOPPED, UNJUDGED = "missed_open", "missed", "stopped", "not_assessable"


def state(row: LedgerRow, on: date) -> str:
    """How a row stands at the end of a day. Never stored: it follows from the row and the day.

    A missed duty stays open until it is met, or until its clock stops, and is never replaced by the next one.
    """
    if row.triggered_on is not None and row.triggered_on > on:
        return NOT_STARTED
    if row.met_on is not None and row.met_on <= on:
        if row.not_assessable:
            return UNJUDGED
        return MET if row.met_on <= (row.due_on or row.due_earliest_on or date.max) else MET_LATE
    # A stop whose day nobody recorded, as of a conference judged unnecessary, has come.
    stopped = row.stopped_on <= on if row.stopped_on is not None else row.stop_reason is not None
    latest = row.due_on or row.due_latest_on
    if latest is None:
        return STOPPED if stopped else UNJUDGED
    if stopped:
        return MISSED if row.stopped_on is not None and latest < row.stopped_on else STOPPED
    return MISSED_OPEN if latest < on else RUNNING


def days_late(row: LedgerRow, on: date) -> int:
    """How many days after its due day a row was met, or is still not met at the end of this day; 0 if it is not late."""
    found, latest = state(row, on), row.due_on or row.due_latest_on
    ends = {MET_LATE: row.met_on, MISSED_OPEN: on, MISSED: row.stopped_on}.get(found)
    return (ends - latest).days if ends and latest else 0


def earliest_stop(stops: Iterable[tuple[date | None, str]]) -> Stop | None:
    """The first of these days to come, with its reason; days not given never come."""
    given = [(on, reason) for on, reason in stops if on is not None]
    return Stop(*min(given, key=lambda pair: pair[0])) if given else None


@cache
def eighteenth_birthday(born_on: date | None) -> date | None:
    """The day a child turns 18, on which care and plans end; None where the birth date is not known."""
    return years_after(born_on, 18) if born_on else None
