"""Reviews of looked-after children in the ledger (Care Planning Regulations 2010, regulations 3, 33 and 48).

The sequence restarts with each period of care. Short breaks are outside it. While a child is placed for adoption the
ordinary clocks do not run (regulation 3) and those of the Adoption Agencies Regulations 2005, regulation 36(3), do.
Between the authority to place and the placement both run (regulation 36(1)): each has its rows, the earlier leads, and
one meeting can meet both.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from handrail.record.care import AUTHORITY_TO_PLACE, PLACED_FOR_ADOPTION, SHORT_BREAKS
from handrail.record.record import Record
from handrail.record.tables import Episode, PeriodOfCare
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

STEPS = ("lac_review_1", "lac_review_2", "lac_review_n")
PLACED = ("adoption_review_placed_1", "adoption_review_placed_2", "adoption_review_placed_n")
AUTHORITY = ("adoption_review_authority_1", "adoption_review_authority_n", "adoption_review_authority_n")
BEGAN_BEFORE = "began_before_data"
Span = tuple[date, date | None]


def rows(record: Record, timetable: Timetable) -> Iterator[LedgerRow]:
    """The review rows of every period of care in the record."""
    born = {child.child_id: child.born_on for child in record.children}
    placed = _spans(record.episodes, lambda episode: episode.placement_type in PLACED_FOR_ADOPTION)
    waiting = _spans(record.episodes, lambda episode: episode.legal_status in AUTHORITY_TO_PLACE)
    held = _reviews_by_child(record)
    for child_id, periods in groupby(record.periods_of_care, key=lambda period: period.child_id):
        dates = held.get(child_id, [])
        adult_on = eighteenth_birthday(born.get(child_id))
        for period, reviews in _share_out(list(periods), dates, adult_on):
            care = _Care(period, reviews, placed.get(child_id, []), adult_on, record.care_from)
            runs = _runs(care, timetable)
            if record.missing:
                runs = (_doubted(run, record, timetable) for run in runs)
            if child_id in waiting:
                ordinary = [row for run in runs for row in rows_of(run, timetable)]
                yield from _both(ordinary, care, waiting[child_id], timetable)
            else:
                for run in runs:
                    yield from rows_of(run, timetable)


class _Care(NamedTuple):
    """One period of care: the reviews held in it, the spans placed for adoption, and what ends it and bounds it."""

    period: PeriodOfCare
    reviews: list[date]
    placed: list[Span]
    adult_on: date | None
    care_from: date | None

    @property
    def stop(self) -> Stop | None:
        """The day the child ceased to be looked after or turned 18."""
        return earliest_stop([(self.period.ended_on, "ceased_to_be_looked_after"), (self.adult_on, "turned_18")])


def _doubted(run: Run, record: Record, timetable: Timetable) -> Run:
    """The run, with the doubt that the first review loaded is the first of all, where only the latest were loaded.

    It is not doubted of a review held after the second would have been due: a first review as late as that would have
    stood out for months.
    """
    history = run.history
    if history is KNOWN or history.latest_on is not None:
        return run
    if not run.meetings:
        return run._replace(history=KNOWN) if _shows_one_day(record) and history.reason == BEGAN_BEFORE else run
    first, latest = timetable.due(run.steps[0], run.started_on), run.meetings[0]
    second = timetable.due(run.steps[1], first.on) if first else None
    if second is None or latest > second.on or record.why_missing(("reviews",), latest, latest) is None:
        return run
    return run._replace(history=history._replace(only_latest=True))


def _shows_one_day(record: Record) -> bool:
    """Whether the record is a list of one day, which gives every child's latest review: none listed is none held."""
    return record.care_from is not None and record.care_from == record.care_to


def _reviews_by_child(record: Record) -> dict[str, list[date]]:
    held: dict[str, list[date]] = {}
    for review in record.reviews:
        held.setdefault(review.child_id, []).append(review.opened_on)
    return {child_id: sorted(set(dates)) for child_id, dates in held.items()}


def _spans(episodes: list[Episode], belongs: Callable[[Episode], bool]) -> dict[str, list[Span]]:
    """The unbroken stretches of the episodes that belong, by child; short breaks belong to none."""
    spans: dict[str, list[Span]] = {}
    for episode in sorted(filter(belongs, episodes), key=lambda episode: (episode[0], episode[1])):
        if episode.legal_status in SHORT_BREAKS:
            continue
        of_child = spans.setdefault(episode.child_id, [])
        if of_child and of_child[-1][1] == episode.started_on:
            of_child[-1] = (of_child[-1][0], episode.ended_on)
        else:
            of_child.append((episode.started_on, episode.ended_on))
    return spans


def _share_out(
    periods: list[PeriodOfCare], dates: list[date], adult_on: date | None
) -> Iterator[tuple[PeriodOfCare, list[date]]]:
    """Give each review to the period it was held in; the day a period ends still belongs to it."""
    taken_to = date.min
    for period in periods:
        stop = earliest_stop([(period.ended_on, ""), (adult_on, "")])
        last = stop.on if stop else date.max
        yield period, [day for day in dates if period.began_on <= day <= last and day > taken_to]
        taken_to = last


def _runs(care: _Care, timetable: Timetable) -> Iterator[Run]:
    """Cut a period of care into the stretches where ordinary clocks run and those placed for adoption."""
    period, stop = care.period, care.stop
    last = stop.on if stop else date.max
    history = _history(period, care.care_from, timetable)
    start: date | None = period.began_on
    for placed_on, returned_on in care.placed:
        if start is None or placed_on < period.began_on or placed_on >= last:
            continue
        if placed_on > start:
            before = [day for day in care.reviews if start <= day < placed_on]
            until = Stop(placed_on, "placed_for_adoption")
            yield Run(period.child_id, period.began_on, STEPS, start, before, history, until)
        start = returned_on if returned_on and returned_on < last else None
        during = [day for day in care.reviews if placed_on <= day and (start is None or day < start)]
        ends = Stop(start, "returned_from_adoption") if start else stop
        known = _known_from(PLACED[0], placed_on, care.care_from, timetable)
        yield Run(period.child_id, period.began_on, PLACED, placed_on, during, known, ends)
        history = History("after_placement_for_adoption")
    if start is not None:
        rest = [day for day in care.reviews if start <= day]
        yield Run(period.child_id, period.began_on, STEPS, start, rest, history, stop)


def _history(period: PeriodOfCare, care_from: date | None, timetable: Timetable) -> History:
    """What may lie outside the data before the first loaded review of a period."""
    if not period.began_known:
        return History("start_unknown")
    return _known_from(STEPS[0], period.began_on, care_from, timetable)


def _known_from(step: str, began_on: date, care_from: date | None, timetable: Timetable) -> History:
    """What may lie outside the data before the first loaded review of a sequence that began on a known day."""
    if care_from is None or began_on >= care_from:
        return KNOWN
    first = timetable.due(step, began_on)
    if first is None or first.on < care_from:
        return History(BEGAN_BEFORE)
    return History("review_1_or_2", latest_on=care_from - timedelta(days=1))


def _both(ordinary: list[LedgerRow], care: _Care, authority: list[Span], timetable: Timetable) -> Iterator[LedgerRow]:
    """The rows of a child waiting to be placed: ordinary and adoption, of which the earlier due leads."""
    waiting = [row for run in _waiting(care, authority, timetable) for row in rows_of(run, timetable) if _is_owed(row)]
    sooner = {_meeting(row): row for row in waiting if row.due_on is not None}
    led, met_by_both = set(), set()
    for row in ordinary:
        other = sooner.get(_meeting(row)) if row.clock in STEPS else None
        if other and other.due_on:
            met_by_both.add(_meeting(row))
            if row.due_on and other.due_on < row.due_on:
                led.add(_meeting(row))
                row = row._replace(leads=False)
        yield row
    for row in waiting:
        leads = _meeting(row) in led if _meeting(row) in met_by_both else row.met_on is None
        yield row._replace(leads=leads and _is_owed(row))


def _meeting(row: LedgerRow) -> tuple[date | None, date | None]:
    """What two rows have in common that one meeting met, or that no meeting met before the same day stopped both."""
    return (row.met_on, None if row.met_on else row.stopped_on)


def _is_owed(row: LedgerRow) -> bool:
    """Whether the row was met, or owed before its clock stopped."""
    return row.met_on is not None or row.stopped_on is None or (row.due_on or date.min) < row.stopped_on


def _waiting(care: _Care, authority: list[Span], timetable: Timetable) -> Iterator[Run]:
    """The stretches between authority to place and placement, end of authority or end of care."""
    for authorised_on, ended_on in authority:
        if any(on <= authorised_on and (end is None or authorised_on < end) for on, end in care.placed):
            continue  # placed already: the clocks of the placement run
        placed_on = next((on for on, _ in care.placed if on >= authorised_on), None)
        stop = care.stop
        stops = [(placed_on, "placed_for_adoption"), (ended_on, "authority_ended")]
        if stop:
            stops.append((stop.on, stop.reason))
        until = earliest_stop(stops)
        last = until.on if until else date.max
        if care.period.began_on <= authorised_on < last:
            during = [day for day in care.reviews if authorised_on < day < last]
            known = _known_from(AUTHORITY[0], authorised_on, care.care_from, timetable)
            yield Run(care.period.child_id, care.period.began_on, AUTHORITY, authorised_on, during, known, until)
