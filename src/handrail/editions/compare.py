"""Why a figure that was published is different now: the two frozen records and the definition tell.

The earlier record is counted once more by today's definitions. What that changes, the definition or the rules did; what
then still differs, the record did, and its rows say whether they were corrected or came later.
"""

from functools import cached_property
from pathlib import Path

from handrail.editions.earlier import earlier_figures
from handrail.editions.folder import home, read
from handrail.editions.making import Frozen
from handrail.measures.definitions import all_measures
from handrail.measures.engine import Engine, ListedRow
from handrail.measures.figures import COUNT, Figure
from handrail.measures.periods import Period
from handrail.publications.restatements import (
    CORRECTED,
    DEFINITION,
    LATER_DATA,
    RECORD,
    RULES,
    UNKNOWN,
    Restatement,
    by_definition,
    numbers,
    restatements,
)
from handrail.record.record import Record

_NOT_YET = "not_assessable"


def restated(earlier: Path, now: Path) -> list[Restatement]:
    """The figures of a published edition that a later edition gives otherwise. Raises EditionRefused."""
    then, later = (Frozen(read(place), home(place)) for place in (earlier, now))
    return restatements(earlier_figures(earlier), later.figures(), _Reasons(then, later).why)


class _Reasons:
    """Both records, and what today's definitions make of them."""

    def __init__(self, then: Frozen, now: Frozen) -> None:
        self._then, self._now = then, now

    @cached_property
    def _records(self) -> tuple[Record, Record]:
        return self._then.record(), self._now.record()

    def why(self, then: Figure, now: Figure) -> tuple[str, ...]:
        measure = all_measures().get(now.measure)
        if measure is None or measure.definition != now.definition:
            return by_definition(then, now)  # made by another release: its definition cannot be applied here
        (again, rows_then), (_, rows_now) = (self._counted(record, now) for record in self._records)
        reasons = []
        if again != numbers(then):
            reasons.append(DEFINITION if then.definition != now.definition else RULES)
        if again != numbers(now):
            reasons.extend(_of_rows(rows_then, rows_now))
        return tuple(reasons) or (UNKNOWN,)

    def _counted(self, record: Record, like: Figure) -> tuple[tuple[object, ...], list[ListedRow]]:
        """The numbers of a figure by today's definition, and its rows; of a group no record is of, nought."""
        measure, period = all_measures()[like.measure], Period(like.period_from, like.period_to)
        settings = {name: like.settings[name] for name in measure.settings if name in like.settings}
        engine = Engine(record, [period], settings, [measure], list(like.group))
        for figure in engine.figures(measure):
            if figure.group == like.group:
                return numbers(figure), engine.rows(measure, like.group)
        return (like.kind, like.unit, 0, None if like.kind == COUNT else 0), []


def _of_rows(then: list[ListedRow], now: list[ListedRow]) -> list[str]:
    """What happened to the rows behind a figure. One that could not be judged before and now can, came later."""
    before, after = ({row[3:6]: row.outcome for row in rows} for rows in (then, now))
    differ = [of for of in before.keys() | after.keys() if before.get(of) != after.get(of)]
    came = [of for of in differ if before.get(of) in (None, _NOT_YET)]
    reasons = [CORRECTED] if len(came) < len(differ) else []
    return ([*reasons, LATER_DATA] if came else reasons) or [RECORD]
