"""Draws a table from its declaration: every cell a bound number, its unit derived, its note what it needs."""

from collections.abc import Iterator
from dataclasses import replace

from handrail.measures.definitions import measure
from handrail.publications.bindings import Binding, made
from handrail.publications.document import Column, Inline, Number, Row, Table, Text
from handrail.publications.exhibits.axes import Axes, Entry, merged
from handrail.publications.exhibits.beside import Beside
from handrail.publications.exhibits.declared import ExhibitError, Item, TableSpec
from handrail.publications.numbers import rounded_sum
from handrail.publications.shown import CHANGES, NUMERATOR, SHARED, Shown
from handrail.publications.words import Words

_SEVERAL = "several, each in its row"


class Tables:
    """Draws tables with the figures of one publication."""

    def __init__(self, shown: Shown, words: Words, beside: Beside) -> None:
        self._shown, self._words, self._beside = shown, words, beside

    def draw(self, spec: TableSpec) -> Table | None:
        """The table; None where none of its figures has a number. Raises ExhibitError."""
        axes = Axes(spec, self._shown, self._words)
        columns, rows = axes.columns(), axes.rows()
        several = any(column.gives.part == "unit" for column in columns)
        if several and spec.total:
            raise ExhibitError(f"tables.{spec.name}: rows of several units have no total.")
        cells = [[self._cell(spec, row, column) for column in columns] for row in rows]
        numbers = [cell for line in cells for cell in line if isinstance(cell, Number)]
        if not any(number.figure and number.figure.numerator is not None for number in numbers):
            return None
        units = _units(numbers)
        drawn = [Row(row.heading, tuple(line), row.total) for row, line in zip(rows, cells, strict=True)]
        return Table(
            id=f"table-{spec.name.replace('_', '-')}",
            caption=self._words.fill(spec.caption),
            columns=(
                Column(self._words.fill(spec.first) or "What is counted", numeric=False),
                *(Column(column.heading, numeric=column.gives.part != "unit") for column in columns),
            ),
            rows=tuple(drawn),
            unit=_SEVERAL if several else units[0],
            also_units=tuple(units) if several else spec.also_units,
            note=self._note(spec, units, drawn),
        )

    def bindings(self, spec: TableSpec) -> Iterator[Binding]:
        """What its cells are bound to."""
        axes = Axes(spec, self._shown, self._words)
        columns = axes.columns()
        for row in axes.rows():
            for column in columns:
                yield self._binding(spec, self._gives(spec, row, column), row, column)

    def _gives(self, spec: TableSpec, row: Entry, column: Entry) -> Item:
        try:
            return merged(merged(spec.base, row.gives), column.gives)
        except ExhibitError as error:
            raise ExhibitError(f"tables.{spec.name}, '{row.heading}' / '{column.heading}': {error}") from None

    def _binding(self, spec: TableSpec, gives: Item, row: Entry, column: Entry) -> Binding:
        if not gives.measure:
            raise ExhibitError(f"tables.{spec.name}, '{row.heading}' / '{column.heading}': no measure is named.")
        days = row.days or column.days or gives.period or "year"
        chosen = {name: value for name, value in gives.chosen.items() if name in measure(gives.measure).settings}
        return made(gives.measure, self._shown.facts.times, gives.where, days, chosen)

    def _cell(self, spec: TableSpec, row: Entry, column: Entry) -> Inline:
        gives = self._gives(spec, row, column)
        binding = self._binding(spec, gives, row, column)
        part = gives.part or ("share" if binding.measure.kind == SHARED else NUMERATOR)
        if part == "unit":
            return Text(binding.measure.unit)
        if part == "share":
            return self._shown.share(binding, counts=not self._has_counts(spec))
        if part == "of_all":
            return self._shown.of_all(binding)
        if part == "mean":
            return self._shown.mean(binding, self._base(binding, gives.per), counts=False)
        if part in CHANGES:
            before = replace(binding, period=self._shown.facts.times.named(gives.before or "last_year"))
            return self._shown.change(binding, before, part)
        if part == "target":
            return self._beside.target(self._shown.figure(binding))
        if part == "comparator":
            return self._beside.area(self._shown.figure(binding), gives.area)
        return self._shown.count(binding, part)

    def _base(self, binding: Binding, per: str) -> Binding:
        """What a mean is divided by: the same part of the other measure, where that can be split so."""
        where = {name: value for name, value in binding.where if name in measure(per).groups}
        return made(per, self._shown.facts.times, where, binding.period, {})

    @staticmethod
    def _has_counts(spec: TableSpec) -> bool:
        """Whether both counts of a share stand in columns beside it."""
        parts = {part.part for item in (*spec.columns, *spec.rows) for part in (item, *item.parts)}
        return {"numerator", "denominator"} <= parts

    def _note(self, spec: TableSpec, units: list[str], rows: list[Row]) -> tuple[Inline, ...]:
        said = [self._words.fill(spec.note)] if spec.note else []
        if not any(column.part == "unit" for column in spec.columns):
            said.append(f"Counted: {' and '.join(dict.fromkeys([*units[:1], *spec.also_units]))}.")
        said += [f"The printed shares are rounded and add to {one}%." for one in rounded_sum(rows)]
        if any(self._shown.hides(binding) for binding in self.bindings(spec)):
            said.append("Small numbers are not shown, nor those that would give them away.")
        return (Text(" ".join(said)),) if said else ()


def _units(numbers: list[Number]) -> list[str]:
    return list(dict.fromkeys(number.figure.unit for number in numbers if number.figure and number.shows != "target"))
