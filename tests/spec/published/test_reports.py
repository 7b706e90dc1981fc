"""The reports of three services, as `handrail report` makes them, print their published tables."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pytest
from tests.fictional_data.published.authorities import build, built
from tests.fictional_data.published.made import Published
from tests.spec.published import comparison, reports
from tests.spec.published.bindings import Item, measures_of, tables
from tests.spec.published.comparison import Cell
from tests.spec.published.printed import text
from tests.spec.published.values import Values

from handrail.profiles import shipped
from handrail.publications.document import Document, Number
from handrail.publications.safeguards import Finding
from handrail.publications.times import Times

pytestmark = pytest.mark.slow  # three reports are made, each with those of the years before

_TIES_IN_SIZE = ("SHR-TAB-02", "SHR-TAB-03")


@dataclass(frozen=True)
class Made:
    """One service's report, what of it was refused, and what its cells are held against."""

    name: str
    shared: Path
    placed: reports.Placed
    document: Document
    refused: list[Finding]
    cells: list[Cell]
    values: Values
    times: Times

    def cells_that_can_be_had(self) -> Iterator[tuple[Cell, Item]]:
        """Every published cell that has a figure, with what it is bound to in the report."""
        for cell in self.cells:
            if cell.ours is not None:
                of_all = self.placed.of_all.get(cell.table) == cell.column
                yield cell, replace(cell.item, part="of_all", out_of={}) if of_all else cell.item

    def found(self, cell: Cell, item: Item) -> list[tuple[int, int, Number]]:
        """Where the report prints it: row, column and number."""
        tables = reports.tables_of(self.document, self.placed.tables.get(cell.table, ""))
        return list(reports.cells_of(tables, item, self.times))

    def must_be_printed(self, cell: Cell) -> bool:
        """Whether a cell belongs to what can be had exactly or to rounding, or to a table that has a place."""
        return cell.table in self.placed.tables or comparison.must_be_same(self.shared, cell.table)


@pytest.fixture(scope="module", params=reports.services())
def made(request: pytest.FixtureRequest, shared: Path) -> Made:
    name, authority = request.param, built(request.param, shared)
    document, refused = reports.report(authority, shipped(name))
    values = Values(authority, shipped(name), measures_of(tables(name).values()))
    cells, times = comparison.of_report(shared, name), reports.times_of(authority)
    return Made(name, shared, reports.placed(name), document, refused, cells, values, times)


def test_nothing_in_the_report_contradicts_itself(made: Made) -> None:
    assert [str(one) for one in made.refused] == []


def test_every_published_table_has_a_place(made: Made) -> None:
    published = {cell.table for cell in made.cells if "-TAB-" in cell.table}
    assert published <= set(made.placed.tables)
    assert all(reports.tables_of(made.document, name) for name in made.placed.tables.values())


def test_every_cell_of_it_is_printed_as_published_or_rightly(made: Made) -> None:
    printed = [(cell, item) for cell, item in made.cells_that_can_be_had() if made.found(cell, item)]
    assert [wrong for cell, item in printed if (wrong := _wrong(made, cell, item))] == []
    assert len(printed) > 90


def test_what_no_table_of_it_prints_is_named_with_why(made: Made) -> None:
    wanted = [(cell, item) for cell, item in made.cells_that_can_be_had() if made.must_be_printed(cell)]
    missing = {f"{cell.table}: {cell.row}" for cell, item in wanted if not made.found(cell, item)}
    assert missing == set(made.placed.unplaced)
    assert all(made.placed.unplaced.values())


def _wrong(made: Made, cell: Cell, item: Item) -> str:
    """What is wrong with a cell, wherever the report prints it; nothing where it is right, and once as it was printed."""
    exact: Fraction = -made.values.of(item) if item.fall else made.values.of(item)
    numbers = [reports.number_in(number.text) for _, _, number in made.found(cell, item)]
    wrong = [one for one in numbers if f"{one:f}" != text(exact, Item(decimals=reports.decimals_of(one)))]
    apart = bool({f"{cell.table}: {cell.row}", f"{cell.table}: {cell.column}"} & set(made.placed.decimals))
    apart = apart or reports.part_of(item) in ("target", "numerator", "denominator")
    as_there = apart or any(reports.decimals_of(one) == (item.decimals or 0) for one in numbers)
    if wrong:
        return f"{cell.table}, {cell.row}, {cell.column}: the report prints {wrong}, and it is {float(exact)}"
    return "" if as_there else f"{cell.table}, {cell.row}, {cell.column} is printed with other decimals: {numbers}"


def test_rows_and_columns_stand_in_the_order_of_the_print(made: Made) -> None:
    for name in made.placed.tables:
        printed = [(cell, made.found(cell, item)) for cell, item in made.cells_that_can_be_had() if cell.table == name]
        printed = [(cell, found) for cell, found in printed if found and not cell.item.beyond]
        rows: dict[str, int] = {}
        columns: dict[str, int] = {}
        for cell, found in printed:
            rows.setdefault(cell.row, found[0][0])
            columns.setdefault(cell.column, found[0][1])
        headings = dict.fromkeys(cell.column for cell in made.cells if cell.table == name)
        order = [columns[heading] for heading in headings if heading in columns]
        assert order == sorted(order), name
        assert name in _TIES_IN_SIZE or list(rows.values()) == sorted(rows.values()), name


def test_a_record_with_one_dispute_less_prints_one_less(shared: Path) -> None:
    authority: Published = build("sunderland", shared)
    profile = reports.with_its_tables_only("sunderland")
    disputes = authority.records["year"].disputes
    gone = next(one for one in disputes if one.stream == "protection" and one.raised_on >= authority.first_day)
    disputes.remove(gone)
    document, _ = reports.report(authority, profile)
    (table,) = reports.tables_of(document, "own_disputes_raised_protection")
    (row,) = table.rows
    assert [cell.text for cell in row.cells] == ["193", "139", "−54"]
