"""The published years, measured: every cell of a table that can be had is as printed, or known not to be, and why."""

from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.fictional_data.published.authorities import AUTHORITIES
from tests.spec.published import comparison, page
from tests.spec.published.bindings import findings, tables
from tests.spec.published.comparison import Cell

pytestmark = pytest.mark.slow  # three authorities are made and measured


@pytest.fixture(scope="session", params=AUTHORITIES)
def cells(request: pytest.FixtureRequest, shared: Path) -> list[Cell]:
    return comparison.of_report(shared, request.param)


def test_every_published_table_is_bound(shared: Path) -> None:
    for name in AUTHORITIES:
        assert list(tables(name)) == list(comparison.published(shared, name))
    assert set(comparison.statuses(shared)) == {id for name in AUTHORITIES for id in tables(name)}


def test_a_table_that_can_be_had_is_as_printed(cells: list[Cell], shared: Path) -> None:
    printed = [cell for cell in cells if cell.printed is not None and comparison.must_be_same(shared, cell.table)]
    assert len(printed) > 90
    wrong = [cell for cell in printed if not cell.is_same and not cell.item.why]
    assert wrong == []


def test_a_cell_that_is_not_as_printed_is_named_with_what_it_is(cells: list[Cell]) -> None:
    for cell in cells:
        if cell.printed is None or cell.is_same or cell.item.why:
            assert not cell.item.ours, cell
        else:
            assert cell.item.finding, cell
            assert cell.ours == cell.item.ours, cell


def test_every_finding_is_told_in_words() -> None:
    for name in AUTHORITIES:
        used = {
            item.finding
            for table in tables(name).values()
            for item in (*table.rows, *table.columns, *table.cells.values())
            if item.finding
        }
        assert used == set(findings(name))


def test_every_cell_is_ours_or_says_why_it_is_not(cells: list[Cell]) -> None:
    for cell in cells:
        assert (cell.ours is None) == bool(cell.item.why), cell


def test_what_a_correct_engine_prints_instead(shared: Path) -> None:
    every = {name: comparison.of_report(shared, name) for name in AUTHORITIES}
    known = [cell for cells in every.values() for cell in cells if cell.item.finding]
    told = comparison.produced(shared)
    assert len(told) == 11
    for table, _, published, produced, finding in told:
        found = [cell for cell in known if (cell.table, cell.item.finding) == (table, finding)]
        assert any(_tells(cell, published, produced) for cell in found), (table, finding, found)


def _tells(cell: Cell, published: str, produced: str) -> bool:
    """Whether a cell says so; that not every red form has a reason is said by the number of those without."""
    if produced == "False":
        return cell.printed is None and int(cell.ours or 0) > 0
    return cell.ours == produced and cell.printed in (published, None)


def test_a_table_adds_up_to_its_total(cells: list[Cell]) -> None:
    by_place = {(cell.table, cell.row, cell.column): cell for cell in cells}
    for table, rows, total in (
        ("DUD-TAB-02", range(9), "Total"),
        ("DUD-TAB-03", range(7), "Grand Total"),
        ("SHR-TAB-11", range(4), "Total"),
    ):
        of_table = [cell for cell in cells if cell.table == table]
        names = list(dict.fromkeys(cell.row for cell in of_table))
        for column in dict.fromkeys(cell.column for cell in of_table if "%" not in cell.column):
            parts = [by_place[table, names[row], column].ours for row in rows]
            assert sum(map(int, filter(None, parts))) == int(by_place[table, total, column].ours or 0)


def test_the_page_of_the_comparison_is_fresh(shared: Path) -> None:
    written = (ROOT / "docs/reference" / page.NAME).read_text(encoding="utf-8")
    assert written.split("\n", 2)[2] == "\n".join(page.lines(shared)).rstrip() + "\n", "Run `make docs`."
