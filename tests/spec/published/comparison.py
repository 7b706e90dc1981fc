"""Every published cell beside ours: the same, or why not."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.fictional_data.published.authorities import built
from tests.spec.published.bindings import Item, Table, measures_of, spelled_out, tables, together
from tests.spec.published.printed import text
from tests.spec.published.values import Values

from handrail.profiles import Profile, shipped

REPORTS = {"dudley": "dudley-2019-20", "sunderland": "sunderland-2018-19", "shropshire": "shropshire-2015-16"}
_FOLDER = "reference/published-tables"
_STATUS = re.compile(r"^\| ((?:DUD|SUN|SHR)-[A-Z]+-\d+) \| .* \| ([ERPNC]) \| .* \|$")
_REPORTED = {"E", "R"}


@dataclass(frozen=True)
class Cell:
    """One published cell: as printed (None where the print is lost or a row is ours alone), and ours, or why not."""

    table: str
    row: str
    column: str
    printed: str | None
    ours: str | None
    item: Item

    @property
    def is_same(self) -> bool:
        """Whether ours is what was printed."""
        return self.ours is not None and self.ours == self.printed


def published(shared: Path, name: str) -> dict[str, Any]:
    """The published tables of one report, by id."""
    found = json.loads((shared / _FOLDER / f"{REPORTS[name]}.json").read_text(encoding="utf-8"))
    return {entry["id"]: entry for entry in found}


@cache
def statuses(shared: Path) -> dict[str, str]:
    """How far each table can be had, by id: E exact, R to rounding, P partly, N not, C no figure."""
    lines = (shared / _FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
    return {match[1]: match[2] for line in lines if (match := _STATUS.match(line))}


def must_be_same(shared: Path, table: str) -> bool:
    """Whether every cell of a table must come out as printed."""
    return statuses(shared)[table] in _REPORTED


def produced(shared: Path) -> list[tuple[str, str, str, str, str]]:
    """The cells a correct engine must not print as published: table, cell, published, produced, finding."""
    lines = (shared / _FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
    start = lines.index("| table | cell | published | produced | finding |") + 2
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines[start:] if line]  # type: ignore[misc]


@cache
def of_report(shared: Path, name: str) -> list[Cell]:
    """Every cell of one report, measured."""
    profile = shipped(name)
    bound = tables(name)
    values = Values(built(name, shared), profile, measures_of(bound.values()))
    return [
        cell for id, entry in published(shared, name).items() for cell in of_table(entry, bound[id], values, profile)
    ]


def of_table(entry: dict[str, Any], table: Table, values: Values, profile: Profile) -> Iterator[Cell]:
    """The cells of one table as published, and the rows that are ours alone."""
    rows = {each.heading: each for each in spelled_out(table.rows, profile.codes)}
    columns = {each.heading: each for each in spelled_out(table.columns, profile.codes)}
    labels, headings = (entry["dimensions"][name]["labels"] for name in ("rows", "columns"))
    for row, printed in zip(labels, entry["values"], strict=True):
        for column, cell in zip(headings, printed, strict=True):
            yield _cell(table, row, column, cell, rows, columns, values)
    for row in (row for row, item in rows.items() if item.beyond):
        for column in headings:
            yield _cell(table, row, column, None, rows, columns, values)


def _cell(
    table: Table,
    row: str,
    column: str,
    printed: str | None,
    rows: dict[str, Item],
    columns: dict[str, Item],
    values: Values,
) -> Cell:
    item = together(
        table.base, rows.get(row, Item()), columns.get(column, Item()), table.cells.get((row, column), Item())
    )
    ours = None if item.why or not item.measure else text(values.of(item), item)
    return Cell(table.id, row, column, printed, ours, item)
