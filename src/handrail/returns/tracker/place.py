"""Where a table of the mapping stands in a sheet: its heading rows, its columns, and how they differ from the mapping."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from handrail.returns.tracker.grid import Grid, text
from handrail.returns.tracker.headings import NUMBER, key, numbered, of_rows
from handrail.returns.tracker.mapping import Entry, Table


@dataclass
class Place:
    """A table found in a sheet: after which rows of the head the data begin, and the headings in order."""

    table: Table
    first_row: int
    data_from: int
    headings: list[str]
    by_key: dict[str, int] = field(init=False)
    series: dict[str, dict[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_key = {key(heading): column for column, heading in enumerate(self.headings) if heading}
        self.series = {}
        for column, heading in enumerate(self.headings):
            for pattern, number in numbered(heading):
                self.series.setdefault(key(pattern), {}).setdefault(number, column)

    def columns_of(self, heading: str) -> dict[int | None, int]:
        """The columns a heading of the mapping stands for: one, or one for each number of a series."""
        if NUMBER in heading:
            return dict[int | None, int](self.series.get(key(heading), {}).items())
        column = self.by_key.get(key(heading))
        return {} if column is None else {None: column}

    @property
    def hits(self) -> int:
        """How many mapped headings are here."""
        return sum(bool(self.columns_of(heading)) for heading, _ in self.table.mapped())

    @property
    def belongs(self) -> bool:
        """Whether this sheet is the tracker the mapping is of, though it may have changed since."""
        return self.hits * 2 >= len(list(self.table.mapped())) and self.hits >= min(2, len(list(self.table.mapped())))

    @property
    def fits(self) -> bool:
        """Whether every mapped heading is here."""
        return self.hits == len(list(self.table.mapped()))

    def new(self) -> list[str]:
        """Headings the mapping does not know: neither mapped nor listed as not used."""
        mapped = {column for heading, _ in self.table.mapped() for column in self.columns_of(heading).values()}
        known = {key(heading) for heading in self.table.not_used}
        return [
            heading
            for column, heading in enumerate(self.headings)
            if heading and column not in mapped and key(heading) not in known
        ]

    def numbers_of(self, entry: Entry) -> list[int | None]:
        """The numbers of the series an entry stands for; None alone where it is not repeated."""
        found = {
            number for heading in entry.columns.values() if NUMBER in heading for number in self.columns_of(heading)
        }
        return sorted(found, key=lambda number: number or 0) if entry.is_repeated else [None]

    def differences(self) -> Iterator[str]:
        """How the headings differ from the mapping, in words."""
        new = self.new()
        gone = [heading for heading, _ in self.table.mapped() if not self.columns_of(heading)]
        for heading in gone:
            renamed = f" It may have been renamed: {_listed(new)} is new." if new else ""
            yield f"The column {heading!r} is gone.{renamed}"
        for entry in self.table.entries:
            if entry.is_repeated:
                yield from self._gaps(entry, bool(new))

    def _gaps(self, entry: Entry, has_new: bool) -> Iterator[str]:
        """Series that are broken, or of which one ends before another while a new column stands there."""
        series = {
            heading: {number for number in self.columns_of(heading) if number is not None}
            for heading in entry.columns.values()
            if NUMBER in heading
        }
        last = max((max(numbers) for numbers in series.values() if numbers), default=0)
        for heading, numbers in series.items():
            lacking = set(range(min(numbers), max(numbers))) - numbers if numbers else set[int]()
            if numbers and (has_new or last - max(numbers) > 1):
                lacking |= set(range(max(numbers) + 1, last + 1))
            for number in sorted(lacking):
                yield f"The column {heading.replace(NUMBER, str(number))!r} is missing from the series {heading!r}."


def find(table: Table, grid: Grid) -> Place | None:
    """The place in this sheet with the most headings of the table; the stated rows first. None if there is none."""
    depth, best = len(table.header_rows), None
    stated = [index for index, (number, _) in enumerate(grid.head) if number == table.header_rows[0]]
    for index in [*stated, *(each for each in range(len(grid.head)) if each not in stated)]:
        rows = grid.head[index : index + depth]
        if len(rows) < depth:
            continue
        headings = of_rows([[text(cell) for cell in cells] for _, cells in rows])
        place = Place(table, rows[0][0], rows[-1][0] + 1, headings)
        if place.hits and (best is None or place.hits > best.hits):
            best = place
            if place.fits:
                break
    return best


def _listed(headings: list[str]) -> str:
    shown = ", ".join(repr(heading) for heading in headings[:4])
    return shown if len(headings) <= 4 else f"{shown} or one of {len(headings) - 4} more"
