"""Further sequences in the ledger: what recurs for a child and is recorded as events (visits, health, education, plans).

Each is told only where some source records such events at all: a child without one is then owed it, and where no
source was loaded nothing is said. Sources that give only the latest event leave the first one shown unjudged.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice

from handrail.record.care import SHORT_BREAKS
from handrail.record.record import Record
from handrail.record.tables import Episode
from handrail.timescales.arithmetic import months_after, years_after
from handrail.timescales.ledger import (
    KNOWN,
    History,
    LedgerRow,
    Run,
    Stop,
    Timetable,
    earliest_stop,
    eighteenth_birthday,
    rows_of,
)

LONG_TERM = frozenset({"U1", "U4"})  # long-term fostering, intended to last until the child is grown
CARE, PLACEMENT, PLAN, SECURE = "period_of_care", "placement", "plan", "secure_placement"


@dataclass(frozen=True)
class Sequence:
    """Clocks that follow one another: what begins them, the three steps, and the kind of event that meets them."""

    begins: str
    steps: tuple[str, str, str]
    met_by: str
    once: bool = False


SEQUENCES = (
    Sequence(PLACEMENT, ("visit_first", "visit_year1", "visit_year1"), "visit"),
    Sequence(CARE, ("iha", "rha_5plus", "rha_5plus"), "health_assessment"),
    Sequence(CARE, ("care_plan_initial", "", ""), "care_plan", once=True),
    Sequence(CARE, ("pep_initial", "", ""), "personal_education_plan", once=True),
    Sequence(PLAN, ("core_group_1", "", ""), "core_group", once=True),
    Sequence(PLAN, ("cp_statutory_visit", "cp_statutory_visit", "cp_statutory_visit"), "cp_visit"),
    Sequence(SECURE, ("secure_review_1", "secure_review_n", "secure_review_n"), "secure_review"),
)
VARIANTS = ("rha_under5", "visit_after_year", "visit_long_term")
"""What a step becomes by the child's age, or by how long and what kind the placement is."""
_SHORT_BREAK_STEPS = ("short_break_review_1", "short_break_review_n", "short_break_review_n")


@dataclass(frozen=True)
class _Stretch:
    """A stretch of a child's life that begins a sequence, with the day and the reason it ends."""

    child_id: str
    began_on: date
    stop: Stop | None
    known: bool
    born_on: date | None = None
    is_long_term: bool = False


def recorded_kinds(record: Record) -> set[str]:
    """The kinds of event that some source of this record records, for whichever child."""
    return {event.kind for event in record.events}


def rows(record: Record, timetable: Timetable, recorded: Collection[str] | None = None) -> Iterator[LedgerRow]:
    """The rows of every sequence whose events some source records.

    `recorded` names the kinds where `record` is of one child alone and so does not show them.
    """
    happened: dict[tuple[str, str], list[date]] = {}
    for event in record.events:
        happened.setdefault((event.kind, event.child_id), []).append(event.happened_on)
    recorded = recorded_kinds(record) if recorded is None else recorded
    for sequence in SEQUENCES:
        if sequence.met_by in recorded:
            for stretch in _STRETCHES[sequence.begins](record):
                days = happened.get((sequence.met_by, stretch.child_id), [])
                yield from _rows(sequence, stretch, days, record, timetable)


def _rows(
    sequence: Sequence, stretch: _Stretch, days: list[date], record: Record, timetable: Timetable
) -> Iterator[LedgerRow]:
    last = stretch.stop.on if stretch.stop else date.max
    met = sorted({day for day in days if stretch.began_on <= day <= last})
    partial = record.why_missing(("events",), stretch.began_on, stretch.began_on) is not None
    history = KNOWN if stretch.known and not partial else History("began_before_data")
    run = Run(stretch.child_id, stretch.began_on, sequence.steps, stretch.began_on, met, history, stretch.stop)
    for row in islice(rows_of(run, timetable), 1 if sequence.once else None):
        if row.clock:  # nothing is said of what is owed once and may have been done before the data
            yield _as_it_then_was(row, stretch, timetable)


def _as_it_then_was(row: LedgerRow, stretch: _Stretch, timetable: Timetable) -> LedgerRow:
    """The row by the clock for the child's age, or for the age and kind of the placement, on the day it counts from."""
    from_on, clock_id = row.triggered_on, row.clock
    if from_on is None or row.due_on is None:
        return row
    if clock_id == "rha_5plus" and stretch.born_on and months_after(from_on, 6) < years_after(stretch.born_on, 5):
        clock_id = "rha_under5"
    elif clock_id == "visit_year1" and from_on >= years_after(stretch.began_on, 1):
        clock_id = "visit_long_term" if stretch.is_long_term else "visit_after_year"
    due = timetable.due(clock_id, from_on)
    if clock_id == row.clock or due is None:
        return row
    return row._replace(
        clock=clock_id,
        version=due.version,
        due_on=due.on,
        due_earliest_on=due.on,
        due_latest_on=due.on,
        latest_practical_on=due.latest_practical_on,
    )


def short_breaks(record: Record, timetable: Timetable) -> Iterator[LedgerRow]:
    """Reviews of each series of short breaks (regulation 48): three months from the first break, then six."""
    born = {child.child_id: child.born_on for child in record.children}
    held: dict[str, set[date]] = {}
    for review in record.reviews:
        held.setdefault(review.child_id, set()).add(review.opened_on)
    for stretch in _series(record):
        adult_on = eighteenth_birthday(born.get(stretch.child_id))
        stop = earliest_stop([(stretch.stop.on if stretch.stop else None, "series_ended"), (adult_on, "turned_18")])
        last = stop.on if stop else date.max
        days = sorted(day for day in held.get(stretch.child_id, ()) if stretch.began_on <= day <= last)
        history = KNOWN if stretch.known else History("began_before_data")
        yield from rows_of(
            Run(stretch.child_id, stretch.began_on, _SHORT_BREAK_STEPS, stretch.began_on, days, history, stop),
            timetable,
        )


def _series(record: Record) -> Iterator[_Stretch]:
    """Each series of short breaks: its breaks lie less than a year apart, as the 75 days are counted over twelve months."""
    breaks = [episode for episode in record.episodes if episode.legal_status in SHORT_BREAKS]
    for child_id, group in groupby(
        sorted(breaks, key=lambda episode: (episode[0], episode[1])), key=lambda e: e.child_id
    ):
        began_on: date | None = None
        ended_on: date | None = None
        for episode in group:
            if began_on is not None and ended_on is not None and (episode.started_on - ended_on).days > 365:
                yield _stretch(record, child_id, began_on, ended_on)
                began_on = None
            began_on = began_on or episode.started_on
            ended_on = episode.ended_on
        if began_on is not None:
            yield _stretch(record, child_id, began_on, ended_on)


def _stretch(record: Record, child_id: str, began_on: date, ended_on: date | None) -> _Stretch:
    known = record.care_from is None or began_on >= record.care_from
    return _Stretch(child_id, began_on, Stop(ended_on, "series_ended") if ended_on else None, known)


def _periods(record: Record) -> Iterator[_Stretch]:
    born = {child.child_id: child.born_on for child in record.children}
    for period in record.periods_of_care:
        stop = Stop(period.ended_on, "ceased_to_be_looked_after") if period.ended_on else None
        known = period.began_known and (record.care_from is None or period.began_on >= record.care_from)
        yield _Stretch(period.child_id, period.began_on, stop, known, born.get(period.child_id))


def _plans(record: Record) -> Iterator[_Stretch]:
    for plan in record.plans:
        stop = Stop(plan.ended_on, "plan_ended") if plan.ended_on else None
        known = record.protection_from is None or plan.started_on >= record.protection_from
        yield _Stretch(plan.child_id, plan.started_on, stop, known)


def _secure(record: Record) -> Iterator[_Stretch]:
    for stay in record.secure_placements:
        stop = Stop(stay.ended_on, "left_secure_accommodation") if stay.ended_on else None
        known = record.care_from is None or stay.began_on >= record.care_from
        yield _Stretch(stay.child_id, stay.began_on, stop, known)


def _placements(record: Record) -> Iterator[_Stretch]:
    """Each placement: the episodes that follow one another without a new one (RNE P, B, T or U begins another)."""
    ordered = sorted(record.episodes, key=lambda episode: (episode[0], episode[1]))
    for _, group in groupby(ordered, key=lambda episode: episode.child_id):
        first: Episode | None = None
        ended_on: date | None = None
        for episode in group:
            if episode.legal_status in SHORT_BREAKS:
                continue
            if first is not None and not (episode.start_reason == "L" and ended_on == episode.started_on):
                yield _placement(record, first, ended_on)
                first = None
            first, ended_on = first or episode, episode.ended_on
        if first is not None:
            yield _placement(record, first, ended_on)


def _placement(record: Record, first: Episode, ended_on: date | None) -> _Stretch:
    known = record.care_from is None or first.started_on >= record.care_from
    stop = Stop(ended_on, "placement_ended") if ended_on else None
    long_term = first.placement_type in LONG_TERM
    return _Stretch(first.child_id, first.started_on, stop, known, is_long_term=long_term)


_STRETCHES = {CARE: _periods, PLACEMENT: _placements, PLAN: _plans, SECURE: _secure}
