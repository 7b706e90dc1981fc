"""Draws a table from its declaration: every cell a bound number, its unit derived, its note what it needs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from handrail.measures.definitions import measure
from handrail.measures.engine import CANNOT_BE_TOLD
from handrail.publications.bindings import Binding, made
from handrail.publications.document import SEVERAL_UNITS, Column, Inline, Number, Row, Table, Text
from handrail.publications.exhibits.axes import Axes, Entry, merged, where_of
from handrail.publications.exhibits.beside import Beside
from handrail.publications.exhibits.declared import ExhibitError, Item, TableSpec
from handrail.publications.numbers import counted, rounded_sum
from handrail.publications.safeguards.values import as_printed
from handrail.publications.shown import CHANGES, NUMERATOR, SHARED, Shown
from handrail.publications.words import Words


@dataclass(frozen=True)
class _Grid:
    """A table as it is asked for: its cells by row and column, and whether any of their counts is hidden."""

    rows: list[Entry]
    columns: list[Entry]
    cells: list[list[Inline]]
    hides: bool

    @cached_property
    def _unknown(self) -> list[int]:
        return [place for place in range(len(self.columns)) if _is_unknown(line[place] for line in self.cells)]

    def known(self) -> Self:
        """The same without the columns in which nothing is known."""
        columns = [column for place, column in enumerate(self.columns) if place not in self._unknown]
        cells = [[cell for place, cell in enumerate(line) if place not in self._unknown] for line in self.cells]
        return replace(self, columns=columns, cells=cells)

    def splits_by_what_is_not_loaded(self) -> bool:
        """Whether every part rests on a group that nothing loaded tells."""
        parts = [line for row, line in zip(self.rows, self.cells, strict=True) if not row.total]
        figures = [cell.figure for line in parts for cell in line if isinstance(cell, Number)]
        return bool(figures) and all(one is not None and CANNOT_BE_TOLD in (one.note or "") for one in figures)

    def left_out(self) -> str:
        """Which columns those are, and why."""
        cells = [self.cells[0][place] for place in self._unknown]
        figures = [cell.against or cell.figure for cell in cells if isinstance(cell, Number)]
        why = " ".join(dict.fromkeys(one.note for one in figures if one and one.note))
        headings = ", ".join(self.columns[place].heading for place in self._unknown)
        return f"Left out: {headings}. {why}".strip() if headings else ""


class Tables:
    """Draws tables with the figures of one publication."""

    def __init__(self, shown: Shown, words: Words, beside: Beside) -> None:
        self._shown, self._words, self._beside = shown, words, beside
        self._drawn: dict[str, Table | None] = {}

    def draw(self, spec: TableSpec) -> Table | None:
        """The table; None where none of its figures has a number, or nothing loaded tells what it splits them by.

        Raises ExhibitError.
        """
        if spec.name not in self._drawn:
            self._drawn[spec.name] = self._draw(spec)
        return self._drawn[spec.name]

    def _draw(self, spec: TableSpec) -> Table | None:
        axes = Axes(spec, self._shown, self._words)
        rows, columns = axes.rows(), axes.columns()
        several = any(column.gives.part == "unit" for column in columns)
        if several and spec.total:
            raise ExhibitError(f"tables.{spec.name}: rows of several units have no total.")
        asked = self._grid(spec, rows, columns)
        if asked.splits_by_what_is_not_loaded():
            return None
        if not any(_is_known(cell) for line in asked.cells for cell in line):
            return None
        grid = asked.known()
        units = _units([cell for line in grid.cells for cell in line if isinstance(cell, Number)])
        drawn = [Row(row.heading, tuple(line), row.total) for row, line in zip(grid.rows, grid.cells, strict=True)]
        return Table(
            id=f"table-{spec.name.replace('_', '-')}",
            caption=self._words.fill(spec.caption),
            columns=(
                Column(self._words.fill(spec.first) or "What is counted", numeric=False),
                *(Column(column.heading, numeric=column.gives.part != "unit") for column in grid.columns),
            ),
            rows=tuple(drawn),
            unit=SEVERAL_UNITS if several else units[0],
            also_units=tuple(units) if several else spec.also_units,
            decimals=spec.decimals,
            note=self._note(spec, units, drawn, asked),
        )

    def bindings(self, spec: TableSpec) -> Iterator[Binding]:
        """What its cells are bound to."""
        axes = Axes(spec, self._shown, self._words)
        columns = axes.columns()
        for row in axes.rows():
            for column in columns:
                yield self._binding(spec, self._gives(spec, row, column), row, column)

    def _grid(self, spec: TableSpec, rows: list[Entry], columns: list[Entry]) -> _Grid:
        bound = [[self._gives(spec, row, column) for column in columns] for row in rows]
        bindings = [
            [self._binding(spec, gives, row, column) for gives, column in zip(line, columns, strict=True)]
            for line, row in zip(bound, rows, strict=True)
        ]
        cells = [
            [
                _with_decimals(self._cell(spec, gives, binding), spec.decimals)
                for gives, binding in zip(*both, strict=True)
            ]
            for both in zip(bound, bindings, strict=True)
        ]
        hides = any(self._shown.hides(binding) for line in bindings for binding in line)
        return _Grid(rows, columns, cells, hides)

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
        return made(gives.measure, self._shown.facts.times, where_of(gives), days, chosen)

    def _cell(self, spec: TableSpec, gives: Item, binding: Binding) -> Inline:
        part = gives.part or ("share" if binding.measure.kind == SHARED else NUMERATOR)
        if part == "unit":
            return Text(binding.measure.unit)
        if part == "share":
            return self._shown.share(binding, counts=not self._has_counts(spec))
        if part == "of_all":
            return self._shown.of_all(binding, _within(spec, binding, gives.out_of.split()))
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

    def _note(self, spec: TableSpec, units: list[str], rows: list[Row], asked: _Grid) -> tuple[Inline, ...]:
        said = [one for one in (self._words.fill(spec.note), asked.left_out()) if one]
        if not any(column.part == "unit" for column in spec.columns):
            said.append(f"Counted: {counted([*units[:1], *spec.also_units])}.")
        said += [f"The printed shares are rounded and add to {one}%." for one in rounded_sum(rows)]
        if asked.hides:
            said.append("Small numbers are not shown, nor those that would give them away.")
        return (Text(" ".join(said)),) if said else ()


def _within(spec: TableSpec, binding: Binding, names: list[str]) -> list[str]:
    """The groups a share of all stays within. Raises ExhibitError for one that its row and column do not name."""
    other = next((name for name in names if name not in binding.groups), "")
    if other:
        raise ExhibitError(f"tables.{spec.name}: out_of names '{other}', and `where` does not. Name it in `where` too.")
    return names


def _with_decimals(cell: Inline, decimals: int) -> Inline:
    """The same number, its percentage with so many decimals where it is printed exactly."""
    usual = as_printed(cell) if isinstance(cell, Number) else None
    if not isinstance(cell, Number) or usual is None or cell.head.lstrip("+−") != usual:
        return cell
    text = cell.text.replace(usual, as_printed(cell, decimals) or usual, 1)
    is_nought = not any(digit in text for digit in "123456789")
    return replace(cell, text=text.lstrip("+−") if is_nought else text)


def _is_known(cell: Inline) -> bool:
    """Whether a cell has a number, and so has what it is a change from."""
    figures = (cell.figure, cell.against) if isinstance(cell, Number) else ()
    return any(figures) and all(one.numerator is not None for one in figures if one)


def _is_unknown(cells: Iterable[Inline]) -> bool:
    """Whether a column has numbers of which none is known."""
    numbers = [cell for cell in cells if isinstance(cell, Number) and cell.shows not in ("target", "published")]
    return bool(numbers) and not any(_is_known(cell) for cell in numbers)


def _units(numbers: list[Number]) -> list[str]:
    return list(dict.fromkeys(number.figure.unit for number in numbers if number.figure and number.shows != "target"))
