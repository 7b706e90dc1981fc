"""Reading a file with a mapping. All of it is read before any of it counts: a file that no longer fits is refused."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from handrail.record.problems import ERROR, NOTE, Problem
from handrail.returns.csv_text import BAD_CHARACTER
from handrail.returns.sources import Source
from handrail.returns.tracker import place, vocabulary
from handrail.returns.tracker.grid import Grid, grids, is_blank, text
from handrail.returns.tracker.headings import NUMBER, key
from handrail.returns.tracker.mapping import Entry, Mapping, Table
from handrail.returns.tracker.place import Place
from handrail.returns.tracker.values import Unreadable, Value, Values
from handrail.returns.tracker.vocabulary import CHILD, Field
from handrail.returns.workbook import Cell

_IN_TRACKER = "Correct it in the tracker and load it again."
_TRY = "Run `handrail tracker try` on the file, correct the mapping, and confirm it again."
BLANK, HEADINGS, LEFT_OUT, LONE = "blank", "the headings again", "totals and notes", "nothing that is mapped"
NO_CHILD = "no child id"


@dataclass
class EntryRow:
    """What a row says of one meeting or plan, and the fields that are there but could not be read."""

    entry: Entry
    values: dict[str, Value]
    unreadable: set[str]


@dataclass
class Row:
    """A row of a child: where it stands, who it is about, and its entries."""

    file: str
    number: int
    read_from: str
    child: dict[str, Value]
    entries: list[EntryRow]


@dataclass
class TableReading:
    """A sheet read with its table: the rows, what was left out and why, and how sheet and mapping differ."""

    table: Table
    sheet: str
    header_row: int
    place: Place
    values: Values
    rows: list[Row] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)


@dataclass
class FileReading:
    """A file read with a mapping it belongs to."""

    mapping: Mapping
    file: str
    tables: list[TableReading]
    differences: list[str]

    @property
    def rows(self) -> Iterator[Row]:
        """Every row that holds a child."""
        return (row for table in self.tables for row in table.rows)

    @property
    def problems(self) -> Iterator[Problem]:
        """What is wrong with single rows, and columns that are new."""
        return (problem for table in self.tables for problem in table.problems)

    def refusals(self) -> Iterator[Problem]:
        """Each difference between the file and its mapping, as a problem."""
        for difference in self.differences:
            message = f"{self.file} no longer fits the mapping {self.mapping.name}, and was not read. {difference}"
            yield Problem("FILE-MAPPING", ERROR, self.file, None, None, None, None, message, _TRY)


def read(source: Source, mappings: Sequence[Mapping], problems: list[Problem]) -> list[FileReading]:
    """The file read with each mapping that some sheet of it belongs to; none where it belongs to no mapping.

    Problems of opening the file are added only where it belongs to a mapping.
    """
    opening: list[Problem] = []
    found: dict[int, list[TableReading]] = {}
    renamed: dict[int, list[tuple[Table, str]]] = {index: [] for index in range(len(mappings))}
    for grid in grids(source, opening):
        places = [(index, _table_for(grid, mapping, renamed[index])) for index, mapping in enumerate(mappings)]
        belonging = [(index, place) for index, place in places if place is not None]
        belonging = [(index, place) for index, place in belonging if place.fits] or belonging
        if len(belonging) > 1:
            opening.append(_of_several(grid, [mappings[index].name for index, _ in belonging]))
        if belonging:
            index, place = belonging[0]
            found.setdefault(index, [])
            if len(belonging) == 1:
                found[index].append(_read_table(grid, place))
    concerned = sorted({*found, *(index for index, each in renamed.items() if each)})
    if concerned:
        problems.extend(opening)
    return [_file_reading(source, mappings[index], found.get(index, []), renamed[index]) for index in concerned]


def _file_reading(
    source: Source, mapping: Mapping, tables: list[TableReading], renamed: list[tuple[Table, str]]
) -> FileReading:
    differences = [*_missing_tables(mapping, tables, renamed)]
    differences.extend(difference for table in tables for difference in table.differences)
    return FileReading(mapping, source.name, tables, differences)


def _table_for(grid: Grid, mapping: Mapping, renamed: list[tuple[Table, str]]) -> Place | None:
    """The place of the table of this mapping that the sheet holds; tables that fit under another name are noted."""
    best: Place | None = None
    for table in mapping.tables:
        found = place.find(table, grid)
        if found is None or not found.belongs:
            continue
        if not table.is_of(grid.sheet):
            if found.fits:
                renamed.append((table, grid.sheet))
        elif best is None or found.hits > best.hits:
            best = found
    return best


def _missing_tables(mapping: Mapping, tables: list[TableReading], renamed: list[tuple[Table, str]]) -> Iterator[str]:
    """The sheets of the mapping the file does not hold."""
    here = [table.table for table in tables]
    for table in mapping.tables:
        if table in here:
            continue
        names = [sheet for other, sheet in renamed if other is table]
        found = f" The sheet {names[0]!r} has its headings: it may have been renamed." if names else ""
        yield f"No sheet {table.sheet!r} with the mapped headings was found.{found}"


def _read_table(grid: Grid, found: Place) -> TableReading:
    reading = TableReading(found.table, grid.sheet, found.first_row, found, Values(found.table))
    reading.differences.extend(_on(grid, found.differences()))
    if (new := found.new()) and not reading.differences:
        reading.problems.append(_new_columns(grid, new))
    _Rows(grid, reading).read()
    reading.differences.extend(_on(grid, _changed(reading)))
    return reading


def _changed(reading: TableReading) -> Iterator[str]:
    """Date forms and wordings that the mapping does not know."""
    for heading, tally in reading.values.tallies.items():
        if tally.form_changed:
            forms = ", ".join(f"{count:,} as {form}" for form, count in tally.other_forms.most_common())
            yield f"In the column {heading!r} {forms}: not a form the mapping states for it ({tally.filled:,} filled)."
        for wording, count in tally.not_translated.most_common(20):
            times = "once" if count == 1 else f"{count:,} times"
            yield f"In the column {heading!r} the wording {wording[:60]!r} stands {times} and is not translated."
        if len(tally.not_translated) > 20:
            yield f"In the column {heading!r} {len(tally.not_translated) - 20:,} more wordings are not translated."


def _on(grid: Grid, differences: Iterator[str]) -> list[str]:
    return [f"Sheet {grid.sheet}: {difference}" if grid.sheet else difference for difference in differences]


class _Rows:
    """The rows of one sheet below its headings."""

    def __init__(self, grid: Grid, reading: TableReading) -> None:
        self.grid, self.reading, self.table, self.place = grid, reading, reading.table, reading.place
        known = vocabulary.fields(CHILD)
        by_id_first = sorted(self.table.child.items(), key=lambda item: item[0] != "child_id")
        self.child = [(known[name], heading, self._column(heading)) for name, heading in by_id_first]
        self.id_at = self._column(self.table.child["child_id"])
        self.entries = [
            (
                entry,
                [(field, heading, columns.get(number, columns.get(None, -1))) for field, heading, columns in fields],
            )
            for entry in self.table.entries
            for fields in [self._fields(entry)]
            for number in self.place.numbers_of(entry)
        ]
        self.mapped = {at for _, _, at in self.child} | {at for _, fields in self.entries for _, _, at in fields}
        self.above: dict[str, Cell] = {}

    def read(self) -> None:
        """Read every row, noting those left out and why."""
        for number, cells in self.grid.rows():
            if number < self.place.data_from:
                continue
            why = self._why_left_out(cells)
            if why is None:
                self._row(number, cells)
            else:
                self.reading.left_out[why] += 1

    def _why_left_out(self, cells: list[Cell]) -> str | None:
        filled = [at for at, cell in enumerate(cells) if not is_blank(cell)]
        if not filled:
            return BLANK
        begins = text(cells[self.id_at if self.id_at in filled else filled[0]])
        if self.table.leaves_out(begins):
            return LEFT_OUT
        if len(filled) == 1 and (filled == [self.id_at] or filled[0] not in self.mapped):
            return LONE
        if len(filled) > 1 and all(self._repeats_heading(cells[at], at) for at in filled):
            return HEADINGS
        return None if any(at in self.mapped for at in filled) else LONE

    def _repeats_heading(self, cell: Cell, at: int) -> bool:
        written = key(text(cell))
        heading = key(self.place.headings[at]) if at < len(self.place.headings) else ""
        return bool(written) and not written.isdigit() and f" {written} " in f" {heading} "

    def _row(self, number: int, cells: list[Cell]) -> None:
        where = f"{self.grid.name}:{number}"
        child: dict[str, Value] = {}
        for filled, heading, at in self.child:
            cell = self._cell(cells, at)
            if filled.name in self.table.fill_down:
                cell = self._from_above(filled.name, cell)
            value = self._value(number, cell, heading, at, filled, child)
            if value is not None:
                child[filled.name] = value
        child_id = child.get("child_id")
        if not isinstance(child_id, str) or BAD_CHARACTER in child_id:
            self.reading.left_out[NO_CHILD] += 1
            message = f"{self._place(number)} has no child id. The row was left out; the rest was read."
            self._problem("ROW-NO-CHILD", number, None, self.table.child["child_id"], None, message)
            return
        entries = []
        for entry, fields in self.entries:
            found = self._entry(number, cells, entry, fields, child)
            if found is not None:
                entries.append(found)
        self.reading.rows.append(Row(self.grid.file, number, where, child, entries))

    def _entry(
        self,
        number: int,
        cells: list[Cell],
        entry: Entry,
        fields: list[tuple[Field, str, int]],
        child: dict[str, Value],
    ) -> EntryRow | None:
        """The entry, or None where nothing of its own is filled in: a column common to a series is not its own."""
        values: dict[str, Value] = {}
        unreadable: set[str] = set()
        own = False
        for filled, heading, at in fields:
            cell = self._cell(cells, at)
            before = len(self.reading.problems)
            value = self._value(number, cell, heading, at, filled, child)
            if value is not None:
                values[filled.name] = value
            elif len(self.reading.problems) > before:
                unreadable.add(filled.name)
            own = own or (
                (value is not None or filled.name in unreadable) and (NUMBER in heading or not entry.is_repeated)
            )
        if not own:
            return None
        for name, constant in entry.constants.items():
            kind = vocabulary.fields(entry.of)[name].kind
            values[name] = constant == "yes" if kind == "yes_no" else constant
        return EntryRow(entry, values, unreadable)

    def _value(
        self, number: int, cell: Cell, heading: str, at: int, field: Field, child: dict[str, Value]
    ) -> Value | None:
        if at < 0:
            return None
        shown = self.place.headings[at]
        try:
            return self.reading.values.read(cell, heading, shown, field)
        except Unreadable as unreadable:
            written = text(cell)[:80]
            message = f"{self._place(number)}: {shown}: {written!r} {unreadable}. It was not read, nor what rests on it; the rest of the row was."
            rule = "VALUE-CODE" if field.is_coded else "VALUE-DATE" if field.kind == "date" else "VALUE-UNREADABLE"
            self._problem(rule, number, str(child.get("child_id", "")) or None, shown, written, message)
            return None

    def _from_above(self, name: str, cell: Cell) -> Cell:
        if name == "child_id" and not is_blank(cell):
            self.above = {}
        if is_blank(cell):
            return self.above.get(name, cell)
        self.above[name] = cell
        return cell

    def _fields(self, entry: Entry) -> list[tuple[Field, str, dict[int | None, int]]]:
        known = vocabulary.fields(entry.of)
        return [(known[name], heading, self.place.columns_of(heading)) for name, heading in entry.columns.items()]

    def _column(self, heading: str) -> int:
        return self.place.columns_of(heading).get(None, -1)

    def _cell(self, cells: list[Cell], at: int) -> Cell:
        return cells[at] if 0 <= at < len(cells) else ""

    def _place(self, number: int) -> str:
        where = f"sheet {self.grid.sheet} of {self.grid.file}" if self.grid.sheet else self.grid.file
        return f"Row {number} of {where}"

    def _problem(
        self, rule: str, number: int, child: str | None, heading: str, value: str | None, message: str
    ) -> None:
        self.reading.problems.append(
            Problem(rule, ERROR, self.grid.file, number, child, heading, value, message, _IN_TRACKER)
        )


def _new_columns(grid: Grid, new: list[str]) -> Problem:
    message = f"{grid.name} has columns the mapping does not know, which were not read: {', '.join(new[:20])}."
    remedy = "Map them, or list them under not_used in the mapping."
    return Problem("FILE-MAPPING-NEW", NOTE, grid.file, None, None, None, None, message, remedy)


def _of_several(grid: Grid, mappings: list[str]) -> Problem:
    message = f"{grid.name} belongs to several of the mappings given ({', '.join(mappings)}), and was not read."
    return Problem("FILE-MAPPING-TWO", ERROR, grid.file, None, None, None, None, message, "Give the one that is meant.")
