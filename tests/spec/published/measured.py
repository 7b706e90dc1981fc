"""One record measured over the periods of its year, each question asked of the engine once."""

from collections.abc import Mapping
from datetime import date, timedelta

from handrail.measures.definitions import measure
from handrail.measures.engine import measure_all
from handrail.measures.figures import Figure
from handrail.measures.periods import Period, cut
from handrail.record.record import Record
from handrail.timescales.arithmetic import years_after

NO_GROUP: Mapping[str, str] = {}


class Measured:
    """The figures of one record by measure, period, group and setting."""

    def __init__(self, record: Record, first_day: date) -> None:
        before, last_day = first_day - timedelta(days=1), years_after(first_day, 1) - timedelta(days=1)
        self.record = record
        self.year, self.opening = Period(first_day, last_day), Period(before, before)
        self.months = cut(self.year, "month")
        self.to_date = [Period(first_day, month.last) for month in self.months]
        self._periods = list(dict.fromkeys([self.year, self.opening, *self.months, *self.to_date]))
        self._asked: dict[object, list[Figure]] = {}

    def figures(
        self,
        name: str,
        period: Period | None = None,
        groups: tuple[str, ...] = (),
        settings: Mapping[str, str] = NO_GROUP,
    ) -> list[Figure]:
        """The figure of all in a period, and those of each group."""
        asked = name, groups, tuple(sorted(settings.items()))
        if asked not in self._asked:
            self._asked[asked] = measure_all(self.record, [measure(name)], self._periods, dict(settings), groups)
        period = period or self.year
        found = [
            each for each in self._asked[asked] if (each.period_from, each.period_to) == (period.first, period.last)
        ]
        if not found:
            raise KeyError(f"{period} is not among the periods of this year")
        return found

    def figure(self, name: str, period: Period | None = None, settings: Mapping[str, str] = NO_GROUP) -> Figure:
        """The figure of all."""
        return self.figures(name, period, (), settings)[0]

    def count(self, name: str, period: Period | None = None) -> int:
        """The count, or of a share what is in it."""
        number = self.figure(name, period).numerator
        assert number is not None, self.figure(name, period).note
        return number
