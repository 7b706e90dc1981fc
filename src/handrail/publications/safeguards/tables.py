"""Tables: one unit, no two headings alike, cells as their figures say, and year to date said (G01, G02, G06, G09, G11)."""

import re
from collections import Counter
from collections.abc import Iterator

from handrail.measures.figures import Figure
from handrail.publications.document import SEVERAL_UNITS, Number, Row, Table
from handrail.publications.safeguards.findings import Finding, Spot, Standing
from handrail.publications.safeguards.headings import headings_are_true
from handrail.publications.safeguards.passages import Reading, numbers_of
from handrail.publications.safeguards.periods import name_of
from handrail.publications.safeguards.printed import printed_as_it_is
from handrail.publications.safeguards.totals import totals_hold

_TO_DATE = re.compile(r"to date|cumulative|so far", re.IGNORECASE)
_TOTAL = re.compile(r"(?:all|total|whole year)\b", re.IGNORECASE)


def tables_hold(reading: Reading, standing: Standing) -> Iterator[Finding]:
    """Everything a table must satisfy."""
    for table in reading.tables:
        spot = Spot(f"Table '{table.caption}'")
        yield from _one_unit(spot, table)
        yield from _equal_headings(spot, table)
        yield from _kinds_of_cells(spot, table, standing)
        yield from _cells(table, standing)
        yield from totals_hold(spot, table, standing)
        yield from _series(spot, table)
        yield from headings_are_true(table, reading, standing)
    for caption, times in Counter(table.caption for table in reading.tables).items():
        if times > 1:
            held = "; ".join(_holds(table) for table in reading.tables if table.caption == caption)
            remedy = f"Name each by what it holds: {held}."
            yield Spot(f"Table '{caption}'").refuse("G09", f"{times} tables have this caption.", remedy)


def _each_row_says(table: Table) -> bool:
    """Whether the table counts several things, and each row has a cell of words that names the unit of its numbers."""
    said = [
        {cell.figure.unit for cell in row.cells if isinstance(cell, Number) and cell.figure}
        <= {cell.text for cell in row.cells if not isinstance(cell, Number)}
        for row in table.rows
    ]
    return table.unit == SEVERAL_UNITS and all(said)


def _holds(table: Table) -> str:
    """The measures of a table, and its period."""
    figures = [cell.figure for _, cell in numbers_of(table) if cell.figure]
    names = dict.fromkeys(f"'{one.measure}' of {name_of(one)}" for one in figures)
    return ", ".join(list(names)[:2]) or f"what stands in '{table.id}'"


def _one_unit(spot: Spot, table: Table) -> Iterator[Finding]:
    """A table counts one thing (G02)."""
    allowed = {table.unit, *table.also_units}
    units = {cell.figure.unit for _, cell in numbers_of(table) if cell.figure}
    if units and table.unit not in units and not _each_row_says(table):
        counted = " and ".join(sorted(units))
        yield spot.refuse("G02", f"It is said to count {table.unit}, and no cell does.", f"It counts {counted}.")
    for row, cell in numbers_of(table):
        if cell.figure and cell.figure.unit not in allowed:
            what = "The total" if row.total else f"'{row.heading}'"
            wrong = f"{what} counts {cell.figure.unit}, the table {table.unit}."
            yield spot.refuse("G02", wrong, f"Give the number of {table.unit}, or a table of its own.")


def _equal_headings(spot: Spot, table: Table) -> Iterator[Finding]:
    """No two columns and no two rows are headed alike (G09)."""
    rows = Counter(
        (row.heading, *(cell.text for cell in row.cells if not isinstance(cell, Number))) for row in table.rows
    )
    for kind, names in (("columns", Counter(one.heading for one in table.columns)), ("rows", rows)):
        for name, times in names.items():
            if times > 1:
                said = name if isinstance(name, str) else name[0]
                wrong = f"{times} {kind} are headed '{said}'."
                yield spot.refuse("G09", wrong, f"{_periods_of(table)}Head each by what is in it.")


def _kinds_of_cells(spot: Spot, table: Table, standing: Standing) -> Iterator[Finding]:
    """A column of words has no numbers, and only the total is headed as one (G11)."""
    for place, column in enumerate(table.columns[1:]):
        if not column.numeric and any(
            isinstance(row.cells[place], Number) for row in table.rows if place < len(row.cells)
        ):
            remedy = f"Head it by what is counted: {_holds(table)}."
            yield spot.refuse("G11", f"'{column.heading}' heads words, and its cells are numbers.", remedy)
    has_total = any(row.total for row in table.rows)
    for row in table.rows if has_total else ():
        if not row.total and _TOTAL.match(row.heading) and not _is_name_of_a_group(row, standing):
            held = next((_of_what(cell.figure) for cell in row.cells if isinstance(cell, Number) and cell.figure), "")
            wrong = f"'{row.heading}' heads a row that is not the total."
            yield spot.refuse("G11", wrong, f"Head it by what is in it: {held or 'its words'}.")


def _is_name_of_a_group(row: Row, standing: Standing) -> bool:
    """Whether a row is headed as the authority calls a value of a group: "All key people were invited"."""
    values = [
        value for cell in row.cells if isinstance(cell, Number) and cell.figure for value in cell.figure.group.values()
    ]
    return any(row.heading in standing.names.get(value, ()) for value in values)


def _periods_of(table: Table) -> str:
    found = {cell.figure.period_to.year: cell.figure for _, cell in numbers_of(table) if cell.figure}
    labels = [f"{one.period_to.year - 1}/{one.period_to.year % 100:02}" for _, one in sorted(found.items())]
    return f"The periods are {' and '.join(labels)}. " if len(labels) > 1 else ""


def _of_what(figure: Figure) -> str:
    """What a figure is of: its groups, else its measure, with its period."""
    return f"{', '.join(figure.group.values()) or figure.measure}, {name_of(figure)}"


def _cells(table: Table, standing: Standing) -> Iterator[Finding]:
    every = [cell for _, cell in numbers_of(table)]
    for row in table.rows:
        numbers = [cell for cell in row.cells if isinstance(cell, Number)]
        spot = Spot(f"Table '{table.caption}', row '{row.heading}'")
        for cell in numbers:
            counted = _is_counted(cell, numbers) or _is_counted_of_all(cell, table) or _is_counted(cell, every)
            yield from printed_as_it_is(spot, cell, counted, standing, table.decimals)


def _is_counted(cell: Number, among: list[Number]) -> bool:
    """Whether it is a share of which both counts stand among these."""
    counts = [one for one in among if one.shows in ("numerator", "denominator")] if cell.shows == "share" else []
    return len({one.shows for one in counts if one.figure == cell.figure}) > 1


def _is_counted_of_all(cell: Number, table: Table) -> bool:
    """Whether a share of a whole has both its counts in the table: the group's, and that of the whole."""
    share = cell.figure
    if share is None or not share.settings.get("out_of"):
        return False
    within = str(share.settings["out_of"]).split()
    whole = {(name, value) for name, value in share.group.items() if name in within}
    alike = [
        one.figure
        for _, one in numbers_of(table)
        if one.figure
        and one.shows == "numerator"
        and (one.figure.measure, one.figure.period_to) == (share.measure, share.period_to)
    ]
    return {(share.numerator, frozenset(share.group.items())), (share.denominator, frozenset(whole))} <= {
        (one.numerator, frozenset(one.group.items())) for one in alike
    }


def _series(spot: Spot, table: Table) -> Iterator[Finding]:
    """A year-to-date column says so, and is never beside single months unlabelled (G06)."""
    for place, column in enumerate(table.columns[1:]):
        cells = [row.cells[place] for row in table.rows if not row.total and place < len(row.cells)]
        figures = [cell.figure for cell in cells if isinstance(cell, Number) and cell.figure]
        starts, ends = {one.period_from for one in figures}, {one.period_to for one in figures}
        cumulative = len(figures) > 2 and len(starts) == 1 and len(ends) == len(figures)
        if cumulative and not _TO_DATE.search(f"{column.heading} {table.caption}"):
            wrong = f"'{column.heading}' runs from {min(starts):%B %Y} to each month's end: it is year to date."
            yield spot.refuse("G06", wrong, f"Head it '{column.heading}, year to date', apart from single months.")
