"""The rows of the lists as read: who a row is about, and its cells by fact, with a problem for each unusable one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from typing import TypeVar

from handrail.record.problems import ERROR, QUERY, Problem
from handrail.returns.annex_a import values
from handrail.returns.annex_a.lists import HEADER_WITHIN, AnnexList, Header, recognise
from handrail.returns.sources import file_problem
from handrail.returns.workbook import Cell, Workbook

Value = TypeVar("Value")
_REMEDY = "Correct it in your system, export again and load again."
_READ = range(4, 11)  # contacts, early help and referrals (1 to 3) are not needed, adopters (11) are not children


@dataclass(frozen=True)
class Row:
    """One row of a list about one child; what cannot be used is told as it is asked for."""

    of: "ReadList"
    number: int
    child: str
    cells: list[Cell]

    @property
    def read_from(self) -> str:
        """File, sheet and row."""
        return f"{self.of.place}:{self.number}"

    def raw(self, fact: str) -> Cell:
        """The cell of a fact as it stands; blank where the list has no such column."""
        at = self.of.header.at.get(fact)
        return self.cells[at] if at is not None and at < len(self.cells) else ""

    def day(self, fact: str, needed: bool = False) -> date | None:
        """The day of a fact; a problem where it is not a date, or is blank and needed."""
        cell = self.raw(fact)
        try:
            found = values.day(cell, self.of.from_1904)
        except values.Unusable:
            self.problem("VALUE-DATE", fact, cell, "which is not a date (dd/mm/yyyy). It was read as blank.")
            return None
        if found is None and needed and fact in self.of.header.at:
            self.problem("VALUE-DATE", fact, cell, "but a date is needed there.")
        return found

    def says_none(self, fact: str) -> bool:
        """Whether the list has the column and leaves the cell blank: there is none, as far as the council knows."""
        try:
            return fact in self.of.header.at and values.day(self.raw(fact), self.of.from_1904) is None
        except values.Unusable:
            return False

    def value(self, fact: str, understand: Callable[[Cell], Value | None]) -> Value | None:
        """The meaning of a fact's cell; a problem where it has none."""
        cell = self.raw(fact)
        try:
            return understand(cell)
        except values.Unusable:
            self.problem("VALUE-CODE", fact, cell, "which is none that can stand there. It was read as blank.")
            return None

    def problem(self, rule: str, fact: str, cell: Cell, what: str, remedy: str = _REMEDY, level: str = ERROR) -> None:
        """Add a problem with one cell of this row."""
        heading = self.of.kind.heading(fact)
        shown = values.text(cell)[:60]
        self.tell(rule, level, heading, shown or None, f"“{heading}” is {shown or 'blank'}, {what}", remedy)

    def tell(self, rule: str, level: str, heading: str | None, value: str | None, what: str, remedy: str) -> None:
        """Add a problem with this row."""
        message = f"List {self.of.kind.number}, row {self.number} of {self.of.place}: {what}"
        self.of.problems.append(
            Problem(rule, level, self.of.place, self.number, self.child or None, heading, value, message, remedy)
        )


@dataclass
class ReadList:
    """One list of a workbook: where it stands, its header, and its rows."""

    kind: AnnexList
    place: str
    header: Header
    from_1904: bool
    problems: list[Problem]
    rows: list[Row] = field(default_factory=list)


def read(workbook: Workbook, problems: list[Problem]) -> dict[int, ReadList] | None:
    """The lists of the workbook by number; None where it holds no list at all."""
    found: dict[int, ReadList] = {}
    any_list = False
    for sheet in workbook.sheets(problems):
        rows = sheet.rows(problems)
        first = list(islice(rows, HEADER_WITHIN))
        recognised = recognise(sheet.name, [(number, [values.text(cell) for cell in cells]) for number, cells in first])
        if recognised is None:
            continue
        any_list = True
        of_list, header = recognised
        place = f"{workbook.name} [{sheet.name}]"
        if header is None:
            _no_header(of_list, place, problems)
        elif of_list.number in found:
            _list_twice(of_list, place, found[of_list.number].place, problems)
        else:
            read_list = ReadList(of_list, place, header, workbook.from_1904, problems)
            _tell_of_header(read_list)
            if of_list.number in _READ:
                read_list.rows.extend(_rows(read_list, chain(first, rows)))
            found[of_list.number] = read_list
    return found if any_list else None


def _rows(read_list: ReadList, rows: Iterator[tuple[int, list[Cell]]]) -> Iterator[Row]:
    used = [at for fact, at in read_list.header.at.items() if fact != "age"]  # a template's formulas fill in the age
    for number, cells in rows:
        if number <= read_list.header.row or not any(cells[at] != "" for at in used if at < len(cells)):
            continue
        if not any(values.text(cells[at]) for at in used if at < len(cells)):
            continue
        row = Row(read_list, number, "", cells)
        cell = row.raw("child_id")
        try:
            child = values.person_id(cell)
        except values.Unusable:
            row.problem("ROW-NO-CHILD", "child_id", cell, "which is no child id. The row was left out.")
            continue
        if child is None:
            row.problem("ROW-NO-CHILD", "child_id", cell, "so it is not known whose row it is. It was left out.")
            continue
        yield Row(read_list, number, child, cells)


def _no_header(of_list: AnnexList, place: str, problems: list[Problem]) -> None:
    what = (
        f"{place} is named as list {of_list.number}, but none of its first {HEADER_WITHIN} rows is the header: "
        f"no heading such as “{of_list.heading(of_list.id)}”. The sheet was not read."
    )
    problems.append(
        file_problem("FILE-HEADER", place, what, "Give the columns the headings of Annex A and load again.")
    )


def _list_twice(of_list: AnnexList, place: str, first: str, problems: list[Problem]) -> None:
    what = f"{place} holds list {of_list.number}, as {first} does already. Only {first} was read."
    remedy = "Keep one sheet for each list, or give the other workbook by itself."
    problems.append(file_problem("FILE-LIST-TWICE", place, what, remedy))


def _tell_of_header(read_list: ReadList) -> None:
    of_list, header = read_list.kind, read_list.header
    for heading in header.twice:
        what = f"{read_list.place} has the column “{heading}” more than once. The first was read."
        problem = Problem(
            "FILE-COLUMN-TWICE", QUERY, read_list.place, header.row, None, heading, None, what,
            "Delete the column that does not hold, and load again.",
        )  # fmt: skip
        read_list.problems.append(problem)
    for fact in of_list.needs:
        if fact not in header.at:
            heading = of_list.heading(fact)
            what = f"{read_list.place} is list {of_list.number} but has no column “{heading}”."
            problem = Problem(
                "FILE-COLUMN-MISSING", ERROR, read_list.place, header.row, None, heading, None, what,
                "Export the list with all its columns and load it again.",
            )  # fmt: skip
            read_list.problems.append(problem)
