"""Reviews of looked-after children in the ledger (Care Planning Regulations 2010, regulations 3, 33 and 48).

The sequence restarts with each period of care. Short breaks are outside it. While a child is placed for adoption the
ordinary clocks do not run (regulation 3), so reviews held then cannot be judged by them.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise

from handrail.record.care import PLACED_FOR_ADOPTION, SHORT_BREAKS
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
    unjudged_row,
)

STEPS = ("lac_review_1", "lac_review_2", "lac_review_n")
Span = tuple[date, date | None]


def rows(record: Record, timetable: Timetable) -> Iterator[LedgerRow]:
    """The review rows of every period of care in the record."""
    born = {child.child_id: child.born_on for child in record.children}
    placed = _spans_placed_for_adoption(record.episodes)
    held = _reviews_by_child(record)
    for child_id, periods in groupby(record.periods_of_care, key=lambda period: period.child_id):
        dates = held.get(child_id, [])
        adult_on = eighteenth_birthday(born.get(child_id))
        for period, reviews in _share_out(list(periods), dates, adult_on):
            for run in _runs(period, reviews, placed.get(child_id, []), adult_on, record.care_from, timetable):
                if run.steps is STEPS:
                    yield from rows_of(run, timetable)
                else:
                    yield from _while_placed(run, timetable)


def _reviews_by_child(record: Record) -> dict[str, list[date]]:
    held: dict[str, list[date]] = {}
    for review in record.reviews:
        held.setdefault(review.child_id, []).append(review.opened_on)
    return {child_id: sorted(set(dates)) for child_id, dates in held.items()}


def _spans_placed_for_adoption(episodes: list[Episode]) -> dict[str, list[Span]]:
    spans: dict[str, list[Span]] = {}
    for episode in sorted(episodes, key=lambda episode: (episode[0], episode[1])):
        if episode.placement_type not in PLACED_FOR_ADOPTION or episode.legal_status in SHORT_BREAKS:
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


def _runs(
    period: PeriodOfCare,
    reviews: list[date],
    placed: list[Span],
    adult_on: date | None,
    care_from: date | None,
    timetable: Timetable,
) -> Iterator[Run]:
    """Cut a period of care into the stretches where ordinary clocks run and those placed for adoption."""
    stop = earliest_stop([(period.ended_on, "ceased_to_be_looked_after"), (adult_on, "turned_18")])
    last = stop.on if stop else date.max
    history = _history(period, care_from, timetable)
    start: date | None = period.began_on
    for placed_on, returned_on in placed:
        if start is None or placed_on < period.began_on or placed_on >= last:
            continue
        if placed_on > start:
            before = [day for day in reviews if start <= day < placed_on]
            yield Run(
                period.child_id,
                period.began_on,
                STEPS,
                start,
                before,
                history,
                Stop(placed_on, "placed_for_adoption"),
            )
        start = returned_on if returned_on and returned_on < last else None
        during = [day for day in reviews if placed_on <= day and (start is None or day < start)]
        yield Run(
            period.child_id,
            period.began_on,
            ("", "", ""),
            placed_on,
            during,
            History("placed_for_adoption"),
            stop,
        )
        history = History("after_placement_for_adoption")
    if start is not None:
        rest = [day for day in reviews if start <= day]
        yield Run(period.child_id, period.began_on, STEPS, start, rest, history, stop)


def _history(period: PeriodOfCare, care_from: date | None, timetable: Timetable) -> History:
    """What may lie outside the data before the first loaded review of a period."""
    if not period.began_known:
        return History("start_unknown")
    if care_from is None or period.began_on >= care_from:
        return KNOWN
    first = timetable.due(STEPS[0], period.began_on)
    if first is None or first.on < care_from:
        return History("began_before_data")
    return History("review_1_or_2", latest_on=care_from - timedelta(days=1))


def _while_placed(run: Run, timetable: Timetable) -> Iterator[LedgerRow]:
    """One row for each review held while placed for adoption: held, and not for the ordinary clocks to judge."""
    for before, held_on in pairwise([run.started_on, *run.meetings]):
        yield unjudged_row(run, STEPS[2], before, held_on, run.history.reason, timetable)
