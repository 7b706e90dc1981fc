"""What is counted from the rows the measures list, over whichever engine holds what they read.

`Engine` (`engine.py`) is over a record in memory, by DuckDB; the service counts the same over its own database.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

from handrail.measures.definitions import Measure, tables_read
from handrail.measures.figures import COUNT, Figure
from handrail.measures.groups import Lists, group
from handrail.measures.periods import Period
from handrail.measures.told import Told
from handrail.record import tables as record_tables
from handrail.record.record import Record
from handrail.record.schema import TABLES

_RECORD_TABLES = {table.name for table in TABLES}
SERVICE_TABLES = {table.name for table in TABLES if table.row.__module__ != record_tables.__name__}
CANNOT_BE_TOLD = "cannot be told"
"""In the note of a figure: what it is split by rests on a table that was not loaded."""

_NO_SERVICE = "Nothing that was loaded holds the service's own work. Load a record that does."


class ListedRow(NamedTuple):
    """One record behind a figure: whose it is, what and when, and how it was counted (`outcome`).

    `child_id` is blank where the record is not of one child, as with a survey or a dispute.
    """

    measure: str
    period_from: date
    period_to: date
    child_id: str
    subject: str | None
    event_on: date | None
    due_on: date | None
    outcome: str
    read_from: str | None


Counts = dict[tuple[int, tuple[str, ...]], dict[str, int]]


Run = Callable[[str, Sequence[object]], Sequence[tuple[Any, ...]]]
"""Runs one statement, `?` standing for each value, and gives its rows."""


class Counting:
    """The measures over some periods, in a database that holds what they read, split by groups where asked."""

    def __init__(
        self,
        record: Record,
        periods: Sequence[Period],
        settings: Mapping[str, str],
        used: Lists,
        run: Run,
        groups: Sequence[str] = (),
    ) -> None:
        """`record` says what was loaded, and is no longer read for a row; `used` are the lists to split by."""
        self.record, self.periods, self.settings, self.lists = record, list(periods), settings, used
        self.groups = tuple(dict.fromkeys(groups))
        self._run, self._told = run, Told(record, used)

    @cached_property
    def _holds_service(self) -> bool:
        return any(map(self._holds, sorted(SERVICE_TABLES)))

    def _holds(self, table: str) -> bool:
        """Whether the record has any row of a table."""
        return bool(getattr(self.record, table))

    def statements(
        self, wanted: Sequence[Measure], splits: Callable[[Measure], Iterable[str]] | None = None
    ) -> list[str]:
        """The SQL of those of these measures that can be counted, and of each split by one of the groups `splits` names."""
        possible = [measure for measure in wanted if self._possible(measure)]
        found = [self._sql(measure) for measure in possible]
        if splits is not None:
            found += [measure.split_by((name,)) for measure in possible for name in splits(measure)]
        return found

    def figures(self, measure: Measure) -> list[Figure]:
        """The measure's figure for each period; where groups were asked for, that of each group follows it."""
        return self.split(measure, self.groups, range(len(self.periods)))

    def split(self, measure: Measure, groups: Sequence[str], periods: Sequence[int]) -> list[Figure]:
        """The measure's figure for each of these periods (their places), each followed by that of each group."""
        measure.refuse_unless_grouped_by(groups)
        counts = self._counts(measure, groups, periods) if self._possible(measure) else {}
        values = [
            group(name).in_order({found[place] for _, found in counts}, self.lists) for place, name in enumerate(groups)
        ]
        return [
            figure
            for index in periods
            for figure in self._of_period(measure, index, counts, groups, list(product(*values)))
        ]

    def rows(self, measure: Measure, where: Mapping[str, str] | None = None) -> list[ListedRow]:
        """The records behind the measure's figures, in order of period, child and date; of one group, where asked."""
        where = where or {}
        if not self._possible(measure):
            return []
        condition = " AND ".join(f"{name} = ?" for name in where)
        sql = (
            "SELECT period_id, child_id, subject, event_on, due_on, outcome, read_from "
            f"FROM ({self._sql(measure)}) AS listed {f'WHERE {condition}' if condition else ''} "
            "ORDER BY period_id, child_id, event_on, due_on, subject"
        )
        found = self._found(sql, list(where.values()))
        return [
            ListedRow(measure.name, self.periods[row[0]].first, self.periods[row[0]].last, *row[1:])
            for row in found
            if self._why_not(measure, self.periods[row[0]]) is None
        ]

    def _found(self, sql: str, values: Sequence[object]) -> Sequence[tuple[Any, ...]]:
        """The rows of a statement that lists: an engine without days gives them as days here."""
        return self._run(sql, values)

    def _sql(self, measure: Measure) -> str:
        return measure.split_by(self.groups)

    def _counts(self, measure: Measure, groups: Sequence[str], periods: Sequence[int]) -> Counts:
        columns = ", ".join(["period_id", "outcome", *groups])
        counted = f"SUM({measure.amount})" if measure.amount else "COUNT(*)"
        within = f"period_id IN ({', '.join(map(str, periods))})"
        listed = f"({measure.split_by(groups)}) AS listed WHERE {within}"
        sql = f"SELECT {columns}, {counted} AS n FROM {listed} GROUP BY {columns}"
        counts: Counts = {}
        for period_id, outcome, *of, number in self._run(sql, ()):
            counts.setdefault((period_id, tuple(of)), {})[outcome] = int(number)
        return counts

    def _of_period(
        self,
        measure: Measure,
        index: int,
        counts: Counts,
        groups: Sequence[str],
        values: Sequence[tuple[str, ...]],
    ) -> Iterator[Figure]:
        """The figure of all, and of each group: one that is seen in any period has a figure in every one."""
        period = self.periods[index]
        here = {of: found for (number, of), found in counts.items() if number == index}
        total: dict[str, int] = {}
        for found in here.values():
            for outcome, number in found.items():
                total[outcome] = total.get(outcome, 0) + number
        yield self._figure(measure, period, total, {})
        if groups and self._why_not(measure, period) is None:
            seen = {of for _, of in counts}
            for of in (each for each in values if each in seen):
                yield self._figure(measure, period, here.get(of, {}), dict(zip(groups, of, strict=True)))

    def _possible(self, measure: Measure) -> bool:
        return any(self._why_not(measure, period) is None for period in self.periods)

    def _why_not(self, measure: Measure, period: Period) -> str | None:
        return self._why_missing(measure.needs, period) or self._told.why_not(measure.tells, period)

    def _why_missing(self, needs: Sequence[str], period: Period) -> str | None:
        why = self.record.why_missing(tuple(needs), period.first, period.last)
        if why is None and SERVICE_TABLES & set(needs) and not self._holds_service:
            return _NO_SERVICE
        return why

    def _group_notes(self, of: dict[str, str], period: Period) -> Iterator[str]:
        """Where a group rests on a table that was not loaded: its value is not known, rather than not recorded."""
        for name in of:
            why = self._why_missing(sorted(tables_read(group(name).joins) & _RECORD_TABLES), period)
            if why is not None:
                yield f"{name} {CANNOT_BE_TOLD}: {why}"

    def _figure(self, measure: Measure, period: Period, counts: dict[str, int], of: dict[str, str]) -> Figure:
        used = {name: self.settings[name] for name in measure.settings}
        why_not = self._why_not(measure, period)
        if why_not is not None:
            return Figure(
                measure.name, measure.kind, measure.unit, period.first, period.last, None, None, None, None, used,
                measure.definition, why_not, of,
            )  # fmt: skip
        met, not_met = counts.get("met", 0), counts.get("not_met", 0)
        numerator, denominator = (counts.get("counted", 0), None) if measure.kind == COUNT else (met, met + not_met)
        return Figure(
            measure.name, measure.kind, measure.unit, period.first, period.last, numerator, denominator,
            counts.get("not_assessable", 0), counts.get("not_recorded", 0), used, measure.definition,
            " ".join([*self._cautions(measure, period), *self._group_notes(of, period)]) or None, of,
        )  # fmt: skip

    def _cautions(self, measure: Measure, period: Period) -> Iterator[str]:
        """What the period asks of days that the data do not reach."""
        record, needs = self.record, set(measure.needs)
        if needs & {"conferences", "plans"}:
            what, first, last = "child protection", record.protection_from, record.protection_to
        elif needs & {"episodes", "reviews"}:
            what, first, last = "children looked after", record.care_from, record.care_to
        else:
            return
        if first is not None and period.first < first:
            yield f"The data loaded begin on {first} ({what}); what happened before is not all in them."
        if last is not None and period.last > last and not measure.ahead:
            yield f"The data loaded end on {last} ({what}); what happened after is not in them."
