"""One record measured over the periods of its year, each question asked of the engine once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from handrail.measures.definitions import measure
from handrail.measures.engine import Engine, ListedRow
from handrail.measures.figures import Figure
from handrail.measures.groups import Lists
from handrail.measures.periods import Period, cut
from handrail.record.record import Record
from handrail.timescales.arithmetic import years_after

Where = Mapping[str, str | Sequence[str]]
NOTHING: Mapping[str, str] = {}


class Counted(NamedTuple):
    """A figure of some groups together: what is in it, out of what, and what was left out of both."""

    numerator: int
    denominator: int | None
    not_assessable: int
    not_recorded: int


class NotMeasured(LookupError):
    """A figure that this record cannot give, and why."""


class Measured:
    """The figures of one record by measure, period, group and setting, split by an authority's own lists."""

    def __init__(self, record: Record, first_day: date, used: Lists | None = None, wanted: Iterable[str] = ()) -> None:
        """`wanted` are measures that will be asked for, so that what they read is made ready once for all of them."""
        before, last_day = first_day - timedelta(days=1), years_after(first_day, 1) - timedelta(days=1)
        self.record, self._used, self._wanted = record, used, tuple(wanted)
        self.year, self.opening = Period(first_day, last_day), Period(before, before)
        self.months = cut(self.year, "month")
        self.to_date = [Period(first_day, month.last) for month in self.months]
        self._periods = list(dict.fromkeys([self.year, self.opening, *self.months, *self.to_date]))
        self._engines: dict[object, Engine] = {}
        self._asked: dict[object, list[Figure]] = {}

    def figures(
        self,
        name: str,
        period: Period | None = None,
        groups: Sequence[str] = (),
        settings: Mapping[str, str] = NOTHING,
    ) -> list[Figure]:
        """The figure of all in a period, and those of each group."""
        asked = name, tuple(groups), tuple(sorted(settings.items()))
        if asked not in self._asked:
            places = range(len(self._periods))
            self._asked[asked] = self._engine(name, settings).split(measure(name), groups, places)
        period = period or self.year
        return [
            each for each in self._asked[asked] if (each.period_from, each.period_to) == (period.first, period.last)
        ]

    def _engine(self, name: str, settings: Mapping[str, str]) -> Engine:
        wanted = self._wanted if name in self._wanted else (name,)
        key = wanted, tuple(sorted(settings.items()))
        if key not in self._engines:
            measures = [measure(each) for each in wanted]
            self._engines[key] = Engine(
                self.record, self._periods, dict(settings), measures, used=self._used, any_split=True
            )
        return self._engines[key]

    def figure(self, name: str, period: Period | None = None, settings: Mapping[str, str] = NOTHING) -> Figure:
        """The figure of all."""
        return self.figures(name, period, (), settings)[0]

    def count(self, name: str, period: Period | None = None) -> int:
        """The count, or of a share what is in it."""
        return self.counted(name, period).numerator

    def listed(self, name: str, period: Period) -> list[ListedRow]:
        """The rows behind a figure."""
        wanted = measure(name)
        return Engine(self.record, [period], {}, [wanted]).rows(wanted)

    def counted(
        self, name: str, period: Period | None = None, where: Where = NOTHING, settings: Mapping[str, str] = NOTHING
    ) -> Counted:
        """The figure of these groups together; a group nothing is counted in is 0. Raises NotMeasured."""
        whole, *split = self.figures(name, period, tuple(where), settings)
        if whole.numerator is None:
            raise NotMeasured(whole.note or f"{name} cannot be measured")
        values = [[value] if isinstance(value, str) else list(value) for value in where.values()]
        wanted = [dict(zip(where, each, strict=True)) for each in product(*values)]
        found = [each for each in split if each.group in wanted] if where else [whole]
        return Counted(
            sum(each.numerator or 0 for each in found),
            sum(each.denominator or 0 for each in found) if whole.kind == "share" else None,
            sum(each.not_assessable or 0 for each in found),
            sum(each.not_recorded or 0 for each in found),
        )
