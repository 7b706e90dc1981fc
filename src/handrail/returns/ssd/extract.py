"""One extract, whichever way it came: its tables, read row by row; what cannot be used becomes a problem.

A table counts only if it was read to its end. Nothing of a table that broke off is used.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Protocol, TypeVar, cast

from handrail.record.problems import ERROR, NOTE, QUERY, Problem
from handrail.returns.sources import file_problem
from handrail.returns.ssd.cells import NotUnderstood, text, understand
from handrail.returns.ssd.layout import Column, Table, codes, tables
from handrail.returns.ssd.rows import ROWS

Row = TypeVar("Row")
Gathered = TypeVar("Gathered")
Cells = tuple[int | None, Sequence[Any]]

_MOST_PROBLEMS = 1_000  # of one column: a column that is wrong throughout is told of that often, then counted
_LONGEST_SHOWN = 60
_EXPORT_AGAIN = "Correct it in the case system, make the extract again and load it again."
_KINDS = {"miles": "a distance in miles", "day": "a date", "flag": "yes or no (Y or N)", "id": "an id that can be read"}


class BrokeOff(Exception):
    """A table could not be read to its end; `gone` where nothing more can be read from the same place."""

    def __init__(self, why: str, gone: bool = False) -> None:
        super().__init__(why)
        self.why, self.gone = why, gone


class Place(Protocol):
    """Where a table stands: a CSV file, or a table or view of a database."""

    @property
    def name(self) -> str:
        """What problems call it."""

    @property
    def columns(self) -> Sequence[str]:
        """What its columns are called there."""

    def cells(self, wanted: Sequence[str], problems: list[Problem]) -> Iterator[Cells]:
        """The cells of the wanted columns, row by row, with the row's number where it has one."""


@dataclass
class Extract:
    """One extract: what problems call it, and where each of its tables stands."""

    name: str
    places: dict[str, list[Place]]
    problems: list[Problem]
    whole: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    gone: bool = False

    def has(self, row: type) -> bool:
        """Whether the extract holds this table and it was read to its end, if it was read."""
        table = _table_of(row)
        return table.name in self.places and table.name not in self.broken

    def take(self, row: type[Row], gather: Callable[[Iterator[Row]], Gathered]) -> Gathered | None:
        """What `gather` makes of a whole table; None where there is none or it could not be read to its end."""
        table = _table_of(row)
        places = self.places.get(table.name, [])
        if not places:
            return None
        before = len(self.problems)
        try:
            if self.gone:
                raise BrokeOff("the connection had been lost before", gone=True)
            rows = cast(Iterator[Row], chain.from_iterable(read(table, place, self.problems) for place in places))
            gathered = gather(rows)
        except BrokeOff as error:
            del self.problems[before:]
            self._broke_off(table, places, error)
            return None
        self.whole.append(table.name)
        return gathered

    def _broke_off(self, table: Table, places: list[Place], error: BrokeOff) -> None:
        self.broken.append(table.name)
        if self.gone:
            return  # told once
        self.gone = error.gone
        whole = ", ".join(tables()[name].names[0] for name in self.whole) or "none"
        rest = " Nor was any table after it." if error.gone else ""
        what = (
            f"{places[0].name} of {self.name} could not be read to its end: {error.why}. Nothing of it was used.{rest} "
            f"Read whole before it: {whole}."
        )
        remedy = "Find out why, and load again; figures over the tables that are missing are not made."
        self.problems.append(file_problem("HR-SSD-BROKE-OFF", places[0].name, what, remedy))


def read(table: Table, place: Place, problems: list[Problem]) -> Iterator[Any]:
    """The rows of one table; a row without what it needs is left out, an unusable value is read as blank."""
    called = table.find(place.columns)
    if not _needed_are_there(table, place, called, problems):
        return
    reader = _Reader(table, place, called, problems)
    wanted = [called[column.name] for column in table.columns if column.name in called]
    for number, cells in place.cells(wanted, problems):
        row = reader.row(number, cells)
        if row is not None:
            yield row
    reader.tell_the_rest()


def _table_of(row: type) -> Table:
    return next(table for table in tables().values() if table.row is row)


def _needed_are_there(table: Table, place: Place, called: dict[str, str], problems: list[Problem]) -> bool:
    for column in table.columns:
        if column.name in called:
            continue
        usual = column.names[0]
        if column.needed:
            what = f"{place.name} has no column {usual}, so nothing in it ({table.holds}) could be used."
            remedy = "Make the extract again with this column and load it again."
            problems.append(Problem("HR-SSD-COLUMN-MISSING", ERROR, place.name, None, None, usual, None, what, remedy))
            return False
        if column.without:
            what = f"{place.name} has no column {usual}. {column.without}"
            remedy = "Nothing, if that is so; else make the extract again with it."
            problems.append(Problem("HR-SSD-COLUMN-MISSING", NOTE, place.name, None, None, usual, None, what, remedy))
    return True


class _Reader:
    """Turns the cells of one place into rows of one table, and keeps count of what it could not use."""

    def __init__(self, table: Table, place: Place, called: dict[str, str], problems: list[Problem]) -> None:
        self.table, self.place, self.called, self.problems = table, place, called, problems
        self.make: Callable[[Iterable[Any]], Any] = ROWS[table.name]._make  # type: ignore[attr-defined]
        there = [column for column in table.columns if column.name in called]
        at = {column.name: index for index, column in enumerate(there)}
        self.steps = [
            (column, at.get(column.name), understand(column.kind) if column.name in at else None)
            for column in table.columns
        ]
        key = table.columns[0].name
        self.key_at, self.key_called = at.get(key), called.get(key, "")
        self.told: dict[str, int] = {}
        self.others: dict[str, set[str]] = {}

    def row(self, number: int | None, cells: Sequence[Any]) -> Any:
        """The row, or None where it lacks what it needs."""
        values: list[Any] = [self._where(number, cells)]
        for column, at, meaning in self.steps:
            value = None
            if at is not None and meaning is not None:
                try:
                    value = meaning(cells[at])
                except NotUnderstood:
                    self._not_understood(column, number, cells, text(cells[at]))
                    if column.needed:
                        return None
            if value is None and column.needed:
                self._blank(column, number, cells)
                return None
            values.append(value)
        return self.make(values)

    def tell_the_rest(self) -> None:
        """Say how often a column was wrong beyond what was told, and which texts are no code of its list."""
        for name, times in self.told.items():
            if times > _MOST_PROBLEMS:
                what = f"{self.place.name}: {self.called[name]} could not be used {times:,} times in all."
                self._add("HR-SSD-VALUE", ERROR, None, name, None, what, _EXPORT_AGAIN)
        for name, words in self.others.items():
            shown = "; ".join(sorted(words)[:8])
            more = f" and {len(words) - 8:,} more" if len(words) > 8 else ""
            called = self.called[name]
            if name == "status":
                what = f"{self.place.name}: these are no legal status of a looked-after child and were left out: {shown}{more}."
                self._add("HR-SSD-STATUS", NOTE, None, name, None, what, "Check that none of them is one.")
            else:
                what = f"{self.place.name}: {called} holds what is no code of the national returns, read as blank: {shown}{more}."
                self._add(
                    "HR-SSD-CODE", QUERY, None, name, None, what, "Give the code, for instance in front of the words."
                )

    def _where(self, number: int | None, cells: Sequence[Any]) -> str:
        if number is not None:
            return f"{self.place.name}:{number}"
        key = text(cells[self.key_at]).replace(":", "%3A") if self.key_at is not None else ""
        return f"{self.place.name}:{self.key_called}={key}" if key else self.place.name

    def _not_understood(self, column: Column, number: int | None, cells: Sequence[Any], found: str) -> None:
        if column.kind in codes():
            self.others.setdefault(column.name, set())
            if len(self.others[column.name]) < _MOST_PROBLEMS:
                self.others[column.name].add(found[:_LONGEST_SHOWN])
            return
        kept = "The row was left out; the rest was read." if column.needed else "It was read as blank."
        what = f"{self.called[column.name]} is {found[:_LONGEST_SHOWN]}, which is not {_KINDS[column.kind]}. {kept}"
        self._tell(column, number, cells, found, what)

    def _blank(self, column: Column, number: int | None, cells: Sequence[Any]) -> None:
        what = f"{self.called[column.name]} is blank. The row was left out; the rest was read."
        self._tell(column, number, cells, "", what)

    def _tell(self, column: Column, number: int | None, cells: Sequence[Any], found: str, what: str) -> None:
        self.told[column.name] = self.told.get(column.name, 0) + 1
        if self.told[column.name] <= _MOST_PROBLEMS:
            where = f"Row {number} of {self.place.name}" if number is not None else self._where(number, cells)
            self._add("HR-SSD-VALUE", ERROR, number, column.name, found or None, f"{where}: {what}", _EXPORT_AGAIN)

    def _add(
        self, rule: str, severity: str, number: int | None, name: str, value: str | None, what: str, remedy: str
    ) -> None:
        shown = value[:_LONGEST_SHOWN] if value else None
        self.problems.append(
            Problem(rule, severity, self.place.name, number, None, self.called[name], shown, what, remedy)
        )
