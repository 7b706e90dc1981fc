"""Published figures counted once more, from one record, by today's definitions; and the rows behind them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from handrail.measures.definitions import all_measures, settings
from handrail.measures.engine import Engine, ListedRow
from handrail.measures.figures import COUNT, Figure
from handrail.measures.groups import Lists
from handrail.measures.periods import Period
from handrail.publications.restatements import identity
from handrail.record.record import Record


@dataclass
class _Batch:
    """Figures that one engine can count: the same groups, and settings that do not contradict each other."""

    groups: tuple[str, ...]
    settings: dict[str, str]
    periods: dict[Period, None] = field(default_factory=dict)
    measures: dict[str, None] = field(default_factory=dict)

    def takes(self, figure: Figure) -> bool:
        """Take the figure in, if it fits."""
        chosen = figure.settings
        agree = all(chosen[name] == self.settings[name] for name in chosen.keys() & self.settings.keys())
        if tuple(figure.group) != self.groups or not agree:
            return False
        self.settings |= chosen
        self.periods[Period(figure.period_from, figure.period_to)] = None
        self.measures[figure.measure] = None
        return True


class Recount:
    """Counts figures like these from a record, split by the bands and groups of one profile."""

    def __init__(self, record: Record, figures: Iterable[Figure], used: Lists) -> None:
        self._record, self._used = record, used
        self._batches: list[_Batch] = []
        self._of: dict[tuple[object, ...], _Batch] = {}
        self._engines: dict[int, Engine] = {}
        self._counted: dict[int, dict[tuple[object, ...], Figure]] = {}
        for figure in figures:
            # An average, or a share of another whole, is made of figures that are there themselves.
            if figure.measure in all_measures() and figure.settings.keys() <= settings().keys():
                self._of[identity(figure)] = self._batch(figure)

    def figure(self, like: Figure) -> Figure | None:
        """The figure as it is counted; None where nothing of the kind can be counted any more."""
        batch = self._of.get(identity(like))
        if batch is None:
            return None
        found = self._figures(batch)
        here = found.get(_of(like))
        total = found.get(_of(replace(like, group={})))
        return here or (None if total is None or total.numerator is None else _nought(total, like))

    def rows(self, like: Figure) -> list[ListedRow]:
        """The rows behind a figure that can be counted."""
        batch = self._of[identity(like)]
        listed = self._engine(batch).rows(all_measures()[like.measure], like.group)
        return [row for row in listed if (row.period_from, row.period_to) == (like.period_from, like.period_to)]

    def _batch(self, figure: Figure) -> _Batch:
        for batch in self._batches:
            if batch.takes(figure):
                return batch
        self._batches.append(_Batch(tuple(figure.group), {}))
        self._batches[-1].takes(figure)
        return self._batches[-1]

    def _engine(self, batch: _Batch) -> Engine:
        if id(batch) not in self._engines:
            wanted = [all_measures()[name] for name in batch.measures]
            self._engines[id(batch)] = Engine(
                self._record, list(batch.periods), batch.settings, wanted, batch.groups, self._used
            )
        return self._engines[id(batch)]

    def _figures(self, batch: _Batch) -> dict[tuple[object, ...], Figure]:
        if id(batch) not in self._counted:
            engine = self._engine(batch)
            figures = (one for name in batch.measures for one in engine.figures(all_measures()[name]))
            self._counted[id(batch)] = {_of(figure): figure for figure in figures}
        return self._counted[id(batch)]


def _of(figure: Figure) -> tuple[object, ...]:
    return figure.measure, figure.period_from, figure.period_to, tuple(sorted(figure.group.items()))


def _nought(total: Figure, like: Figure) -> Figure:
    """The figure of a group that no record is of."""
    denominator = None if total.kind == COUNT else 0
    return replace(total, group=like.group, numerator=0, denominator=denominator, not_assessable=0, not_recorded=0)
