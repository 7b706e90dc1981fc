"""The figures of a publication, worked out when they are asked for and kept.

A figure of a period before the publication's own comes from the frozen figures of an earlier edition where it has one
of the same definition (G20), and is counted from the record otherwise.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from handrail.measures.definitions import Measure, all_measures, choose
from handrail.measures.engine import Engine, ListedRow
from handrail.measures.figures import Figure
from handrail.measures.groups import Lists, group, lists
from handrail.measures.periods import Period
from handrail.publications.bindings import Binding
from handrail.publications.safeguards.measures import snapshots
from handrail.publications.times import Times
from handrail.record.record import Record

_Split = dict[tuple[Period, tuple[tuple[str, str], ...]], Figure]


class Facts:
    """The figures of a record for one publication.

    `settings` are those the authority chose for its figures, `used` the lists it splits them by.
    """

    def __init__(
        self,
        record: Record,
        times: Times,
        settings: Mapping[str, str] | None = None,
        earlier: Iterable[Figure] = (),
        used: Lists | None = None,
    ) -> None:
        self.record, self.times, self.settings = record, times, choose(dict(settings or {}))
        self._lists = used or lists()
        self._earlier: dict[tuple[object, ...], list[Figure]] = {}
        for figure in earlier:
            self._earlier.setdefault(_identity(figure), []).append(figure)
        self._figures: dict[Binding, Figure] = {}
        self._engines: dict[tuple[tuple[tuple[str, str], ...], str], Engine] = {}
        self._splits: dict[tuple[str, tuple[str, ...], tuple[tuple[str, str], ...], tuple[Period, ...]], _Split] = {}

    def plain(self, binding: Binding) -> Binding:
        """The binding without the settings that the publication has anyway."""
        own = tuple((name, value) for name, value in binding.settings if self.settings[name] != value)
        return binding if own == binding.settings else replace(binding, settings=own)

    def figure(self, binding: Binding) -> Figure:
        """The figure of this binding: as it was published, where it was, and otherwise as the record has it."""
        if binding not in self._figures:
            self._figures[binding] = self._frozen(binding) or self._none_then(binding) or self.counted(binding)
        return self._figures[binding]

    def published(self, binding: Binding) -> Figure | None:
        """The figure an earlier edition published for this binding, however it was defined; None where none did."""
        if binding.period.last >= self.times.own.first:
            return None
        found = self._earlier.get((binding.measure.name, binding.period.first, binding.period.last, binding.where), [])
        chosen = {**self.settings, **dict(binding.settings)}
        same = (one for one in found if all(chosen.get(name) == of for name, of in one.settings.items()))
        return next(same, None)

    def counted(self, binding: Binding) -> Figure:
        """The figure as the record has it. A group that no record is of has a figure of nought."""
        found = self._split(binding, binding.groups)
        total = found[binding.period, ()]
        here = found.get((binding.period, binding.where)) or _nought(total, dict(binding.where))
        return _unknown(here) if self._is_before_the_data(binding) else here

    def values(self, binding: Binding, by: str) -> list[str]:
        """The values of a group that any record of the measure has in this period, in the order of its list."""
        names = (*binding.groups, by)
        seen = {
            dict(of)[by]
            for period, of in self._split(binding, names)
            if period == binding.period and of and set(binding.where) <= set(of)
        }
        seen |= {
            one.group[by]
            for one in chain.from_iterable(self._earlier.values())
            if _is_of(one, binding)
            and set(one.group) == set(names)
            and one.group.items() >= dict(binding.where).items()
        }
        return self.in_order(by, seen)

    def in_order(self, by: str, values: Iterable[str]) -> list[str]:
        """The values of a group in the order of the list it is split by."""
        return group(by).in_order(set(values), self._lists)

    def rows(self, binding: Binding) -> list[ListedRow]:
        """The records behind a figure, which a publication may list for those who may see them."""
        settings = {**self.settings, **dict(binding.settings)}
        engine = Engine(self.record, [binding.period], settings, [binding.measure], binding.groups, self._lists)
        return engine.rows(binding.measure, dict(binding.where))

    def siblings(self, binding: Binding) -> list[Figure]:
        """The figures of every value of the same groups: they add up to the whole."""
        return [
            one for (period, of), one in self._split(binding, binding.groups).items() if period == binding.period and of
        ]

    def worked_out(self) -> list[Figure]:
        """Every figure that was worked out so far, each once."""
        return [figure for split in self._splits.values() for figure in split.values()]

    def _frozen(self, binding: Binding) -> Figure | None:
        """What was published, where it was defined as it is now (G20)."""
        found = self.published(binding)
        return found if found and found.definition == binding.measure.definition else None

    def _none_then(self, binding: Binding) -> Figure | None:
        """Nought of a group for which what was published leaves no room: the other groups make the whole."""
        for split in binding.groups:
            whole = self._frozen(replace(binding, where=tuple(pair for pair in binding.where if pair[0] != split)))
            if whole and self._makes_up(whole, binding, split):
                return _nought(whole, dict(binding.where))
        return None

    def _makes_up(self, whole: Figure, binding: Binding, split: str) -> bool:
        """Whether the groups that were published beside this one add up to the whole."""
        beside = {name: value for name, value in binding.where if name != split}
        days = (binding.period.first, binding.period.last)
        parts = [
            one
            for one in chain.from_iterable(self._earlier.values())
            if (one.measure, one.period_from, one.period_to) == (whole.measure, *days)
            and (one.definition, one.settings) == (whole.definition, whole.settings)
            and set(one.group) == set(binding.groups)
            and one.group.items() >= beside.items()
        ]
        added = [sum(getattr(one, part) or 0 for one in parts) for part in ("numerator", "denominator")]
        return added == [whole.numerator or 0, whole.denominator or 0]

    def _split(self, binding: Binding, groups: tuple[str, ...]) -> _Split:
        binding = self.plain(binding)
        kin = self.times.kin(binding.period)
        key = (binding.measure.name, groups, binding.settings, kin)
        if key not in self._splits:
            engine = self._engine(binding.measure, binding.settings)
            places = [engine.periods.index(period) for period in kin]
            self._splits[key] = {
                (Period(one.period_from, one.period_to), tuple(sorted(one.group.items()))): one
                for one in engine.split(binding.measure, groups, places)
            }
        return self._splits[key]

    def _engine(self, of: Measure, chosen: tuple[tuple[str, str], ...]) -> Engine:
        """Everything at once for the publication's own settings; one measure at a time for others."""
        key = (chosen, of.name if chosen else "")
        if key not in self._engines:
            measures = [of] if chosen else list(all_measures().values())
            settings = {**self.settings, **dict(chosen)}
            self._engines[key] = Engine(
                self.record, self.times.all, settings, measures, used=self._lists, any_split=True
            )
        return self._engines[key]

    def _is_before_the_data(self, binding: Binding) -> bool:
        """Whether the period is an earlier one that the data do not hold whole: of a stock, its last day."""
        period = binding.period
        if period.last >= self.times.own.first:
            return False
        is_a_day = period.first == period.last or binding.measure.name in snapshots()
        reached = period.last + timedelta(days=1) if is_a_day else period.first
        return any(start > reached for start in self._starts(set(binding.measure.needs)))

    def _starts(self, needs: set[str]) -> list[date]:
        """The first days of the data a measure rests on; for the service's own work, the first of any data.

        Data that state no first day are taken to begin with the publication's own period: what they hold of the time
        before need not be all there was.
        """
        of_care, of_protection = needs & {"episodes", "reviews"}, needs & {"conferences", "plans", "enquiries"}
        stated = (self.record.care_from, self.record.protection_from)
        care, protection = (day or self.times.own.first for day in stated)
        asked = [*([care] if of_care else []), *([protection] if of_protection else [])]
        return asked or [min((day for day in stated if day is not None), default=self.times.own.first)]


def _identity(figure: Figure) -> tuple[str, object, object, tuple[tuple[str, str], ...]]:
    return (figure.measure, figure.period_from, figure.period_to, tuple(sorted(figure.group.items())))


def _is_of(figure: Figure, binding: Binding) -> bool:
    days = (figure.period_from, figure.period_to) == (binding.period.first, binding.period.last)
    return days and figure.measure == binding.measure.name and figure.definition == binding.measure.definition


def _unknown(figure: Figure) -> Figure:
    """The figure without its numbers, and why."""
    why = figure.note or "The data loaded are not known to reach back so far."
    return replace(figure, numerator=None, denominator=None, not_assessable=None, not_recorded=None, note=why)


def _nought(total: Figure, of: dict[str, str]) -> Figure:
    """The figure of a group nothing is counted in; where the whole has no numbers, neither has it."""

    def nought(number: int | None) -> int | None:
        return None if number is None else 0

    return replace(
        total,
        group=of,
        numerator=nought(total.numerator),
        denominator=nought(total.denominator),
        not_assessable=nought(total.not_assessable),
        not_recorded=nought(total.not_recorded),
    )
