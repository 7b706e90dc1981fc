"""Runs the measures over a record: the ledger is built, both go to DuckDB, and each measure lists its rows.

The same SQL text runs unchanged on other engines (see `portable.py`); DuckDB is the one used over files.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import duckdb

from handrail.columnar import arrow_table
from handrail.measures.definitions import Measure, choose, views
from handrail.measures.figures import COUNT, Figure
from handrail.measures.ledger_table import ledger_table
from handrail.measures.periods import Period
from handrail.record import corrections
from handrail.record.record import Record
from handrail.record.schema import TABLE_BY_NAME, Field
from handrail.timescales.arithmetic import years_after
from handrail.timescales.subjects import CONFERENCES, REVIEWS

_COLUMNS = {
    "children": ("child_id", "born_on"),
    "reviews": ("child_id", "opened_on", "participation", "read_from"),
    "periods_of_care": None,
    "conferences": None,
    "conference_children": None,
    "plans": None,
}


class ListedRow(NamedTuple):
    """One record behind a figure: whose it is, what and when, and how it was counted (`outcome`)."""

    measure: str
    period_from: date
    period_to: date
    child_id: str
    subject: str | None
    event_on: date | None
    due_on: date | None
    outcome: str
    read_from: str | None


class Engine:
    """A record ready to be measured over some periods with some settings."""

    def __init__(
        self, record: Record, periods: Sequence[Period], given: dict[str, str], wanted: Sequence[Measure]
    ) -> None:
        self.periods, self.settings = list(periods), choose(given)
        self.record = corrections.apply(record) if self.settings["basis_of_record"] == "verified" else record
        self._database = duckdb.connect(config={"threads": 1})
        self._load(wanted)

    def figures(self, measure: Measure) -> list[Figure]:
        """The measure's figure for each period."""
        counts: dict[int, dict[str, int]] = {}
        if self._possible(measure):
            sql = f"SELECT period_id, outcome, COUNT(*) AS n FROM ({measure.sql}) AS listed GROUP BY period_id, outcome"
            for period_id, outcome, number in self._database.execute(sql).fetchall():
                counts.setdefault(period_id, {})[outcome] = number
        return [self._figure(measure, period, counts.get(index, {})) for index, period in enumerate(self.periods)]

    def rows(self, measure: Measure) -> list[ListedRow]:
        """The records behind the measure's figures, in order of period, child and date."""
        if not self._possible(measure):
            return []
        sql = (
            "SELECT period_id, child_id, subject, event_on, due_on, outcome, read_from "
            f"FROM ({measure.sql}) AS listed ORDER BY period_id, child_id, event_on, due_on"
        )
        found = self._database.execute(sql).fetchall()
        return [
            ListedRow(measure.name, self.periods[row[0]].first, self.periods[row[0]].last, *row[1:])
            for row in found
            if self._why_not(measure, self.periods[row[0]]) is None
        ]

    def _possible(self, measure: Measure) -> bool:
        return any(self._why_not(measure, period) is None for period in self.periods)

    def _why_not(self, measure: Measure, period: Period) -> str | None:
        return self.record.why_missing(measure.needs, period.first, period.last)

    def _figure(self, measure: Measure, period: Period, counts: dict[str, int]) -> Figure:
        used = {name: self.settings[name] for name in measure.settings}
        why_not = self._why_not(measure, period)
        if why_not is not None:
            return Figure(
                measure.name, measure.kind, measure.unit, period.first, period.last, None, None, None, None, used,
                measure.definition, why_not,
            )  # fmt: skip
        met, not_met = counts.get("met", 0), counts.get("not_met", 0)
        numerator, denominator = (counts.get("counted", 0), None) if measure.kind == COUNT else (met, met + not_met)
        return Figure(
            measure.name, measure.kind, measure.unit, period.first, period.last, numerator, denominator,
            counts.get("not_assessable", 0), counts.get("not_recorded", 0), used, measure.definition,
            self._caution(measure, period),
        )  # fmt: skip

    def _caution(self, measure: Measure, period: Period) -> str | None:
        """What the period asks of days that the data do not reach."""
        record = self.record
        if measure.family == "conferences":
            what, first, last = "child protection", record.protection_from, record.protection_to
        else:
            what, first, last = "children looked after", record.care_from, record.care_to
        cautions = []
        if first is not None and period.first < first:
            cautions.append(f"The data loaded begin on {first} ({what}); what happened before is not all in them.")
        if last is not None and period.last > last:
            cautions.append(f"The data loaded end on {last} ({what}); what happened after is not in them.")
        return " ".join(cautions) or None

    def _load(self, wanted: Sequence[Measure]) -> None:
        self._register("period", _PERIOD_FIELDS, [
            (index, period.first, period.last, period.year_before_last) for index, period in enumerate(self.periods)
        ])  # fmt: skip
        names = tuple(self.settings)
        fields = (
            Field("setting_id", "integer", "", True),
            *(Field(name, "string", "", True) for name in names),
        )
        self._register("setting", fields, [(1, *self.settings.values())])
        self._register("calendar", _CALENDAR_FIELDS, self._calendar())
        for name, columns in _COLUMNS.items():
            self._register(name, TABLE_BY_NAME[name].fields, getattr(self.record, name), columns)
        self._adopt("ledger", self._ledger(wanted))
        used = {name for measure in wanted for name in measure.views}
        for name, sql in views().items():
            if name in used:  # several measures read it: worked out once
                self._database.execute(f"CREATE TABLE {name} AS {sql}")

    def _calendar(self) -> list[tuple[date, int, date]]:
        """A row for each day a measure asks about: its number, for differences in days, and the day four years on."""
        days = {child.born_on for child in self.record.children if child.born_on}
        days |= {plan.started_on for plan in self.record.plans} | {period.last for period in self.periods}
        return [(day, day.toordinal(), years_after(day, 4)) for day in sorted(days)]

    def _ledger(self, wanted: Sequence[Measure]) -> Any:
        families = {measure.family for measure in wanted if measure.uses_ledger}
        wanted_of = {REVIEWS: {"review_timeliness", "participation"}, CONFERENCES: {"conferences"}}
        subjects = [subject for subject, reads in wanted_of.items() if families & reads]
        return ledger_table(self.record, self.settings["basis"], subjects)

    def _register(
        self, name: str, fields: Sequence[Field], rows: Sequence[Any], only: Sequence[str] | None = None
    ) -> None:
        self._adopt(name, arrow_table(fields, rows, only))

    def _adopt(self, name: str, table: Any) -> None:
        self._database.register(f"{name}_rows", table)
        self._database.execute(f"CREATE TABLE {name} AS SELECT * FROM {name}_rows")
        self._database.unregister(f"{name}_rows")


_PERIOD_FIELDS = (
    Field("period_id", "integer", "", True),
    Field("from_on", "date", "", True),
    Field("to_on", "date", "", True),
    Field("year_from", "date", "", True),
)
_CALENDAR_FIELDS = (
    Field("on_date", "date", "", True),
    Field("number", "integer", "", True),
    Field("plus_4_years", "date", "", True),
)


def measure_all(
    record: Record, wanted: Sequence[Measure], periods: Sequence[Period], given: dict[str, str]
) -> list[Figure]:
    """The figures of these measures over these periods, measure by measure."""
    engine = Engine(record, periods, given, wanted)
    return [figure for measure in wanted for figure in engine.figures(measure)]
