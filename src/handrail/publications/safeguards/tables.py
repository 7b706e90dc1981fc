"""Tables: one unit, computed totals, headings that are true of their cells (G02, G03, G04, G06 to G09, G14)."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from handrail.measures.figures import Figure
from handrail.publications.document import Number, Row, Table, plain
from handrail.publications.numbers import long_date, percentage, whole
from handrail.publications.safeguards.findings import Finding, Spot, Standing
from handrail.publications.safeguards.measures import called, headings, names_of, snapshots
from handrail.publications.safeguards.passages import Reading
from handrail.publications.safeguards.periods import MONTHS, dates, is_whole_year, months, name_of, wrong_years
from handrail.publications.safeguards.printed import printed_as_it_is
from handrail.publications.safeguards.values import CHANGES

_TO_DATE = re.compile(r"to date|cumulative|so far", re.IGNORECASE)
_WHEN = re.compile(rf"\b(?:{MONTHS}|quarter|last|previous|before|earlier|opening|Q[1-4])\b|\d\d[/–-]\d\d|20\d\d", re.I)
_TOTAL = re.compile(r"(?:all|total|whole year)\b", re.IGNORECASE)
_PEOPLE = ("child", "person")


def tables_hold(reading: Reading, standing: Standing) -> Iterator[Finding]:
    """Everything a table must satisfy."""
    for table in reading.tables:
        spot = Spot(f"Table '{table.caption}'")
        yield from _one_unit(spot, table)
        yield from _equal_headings(spot, table)
        yield from _kinds_of_cells(spot, table)
        yield from _cells(table, standing)
        yield from _totals(spot, table, standing)
        yield from _hundred(spot, table)
        yield from _series(spot, table)
        yield from _headings_are_true(table, reading, standing)
    for caption, times in Counter(table.caption for table in reading.tables).items():
        if times > 1:
            held = "; ".join(_holds(table) for table in reading.tables if table.caption == caption)
            remedy = f"Name each by what it holds: {held}."
            yield Spot(f"Table '{caption}'").refuse("G09", f"{times} tables have this caption.", remedy)


def _holds(table: Table) -> str:
    """The measures of a table, and its period."""
    figures = [cell.figure for _, cell in _numbers(table) if cell.figure]
    names = dict.fromkeys(f"'{one.measure}' of {name_of(one)}" for one in figures)
    return ", ".join(list(names)[:2]) or f"what stands in '{table.id}'"


def _one_unit(spot: Spot, table: Table) -> Iterator[Finding]:
    """A table counts one thing (G02)."""
    allowed = {table.unit, *table.also_units}
    units = {cell.figure.unit for _, cell in _numbers(table) if cell.figure}
    if units and table.unit not in units:
        counted = " and ".join(sorted(units))
        yield spot.refuse("G02", f"It is said to count {table.unit}, and no cell does.", f"It counts {counted}.")
    for row, cell in _numbers(table):
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


def _kinds_of_cells(spot: Spot, table: Table) -> Iterator[Finding]:
    """A column of words has no numbers, and only the total is headed as one (G11)."""
    for place, column in enumerate(table.columns[1:]):
        if not column.numeric and any(
            isinstance(row.cells[place], Number) for row in table.rows if place < len(row.cells)
        ):
            remedy = f"Head it by what is counted: {_holds(table)}."
            yield spot.refuse("G11", f"'{column.heading}' heads words, and its cells are numbers.", remedy)
    has_total = any(row.total for row in table.rows)
    for row in table.rows if has_total else ():
        if not row.total and _TOTAL.match(row.heading):
            held = next((_of_what(cell.figure) for cell in row.cells if isinstance(cell, Number) and cell.figure), "")
            wrong = f"'{row.heading}' heads a row that is not the total."
            yield spot.refuse("G11", wrong, f"Head it by what is in it: {held or 'its words'}.")


def _periods_of(table: Table) -> str:
    found = {cell.figure.period_to.year: cell.figure for _, cell in _numbers(table) if cell.figure}
    labels = [f"{one.period_to.year - 1}/{one.period_to.year % 100:02}" for _, one in sorted(found.items())]
    return f"The periods are {' and '.join(labels)}. " if len(labels) > 1 else ""


def _of_what(figure: Figure) -> str:
    """What a figure is of: its groups, else its measure, with its period."""
    return f"{', '.join(figure.group.values()) or figure.measure}, {name_of(figure)}"


def _cells(table: Table, standing: Standing) -> Iterator[Finding]:
    for row in table.rows:
        numbers = [cell for cell in row.cells if isinstance(cell, Number)]
        spot = Spot(f"Table '{table.caption}', row '{row.heading}'")
        for cell in numbers:
            beside = {one.shows for one in numbers if one.figure == cell.figure}
            yield from printed_as_it_is(spot, cell, {"numerator", "denominator"} <= beside, standing)


def _totals(spot: Spot, table: Table, standing: Standing) -> Iterator[Finding]:
    """The rows add to the total, or what is missing has a row (G03, G04); a share of all is pooled (G07)."""
    totals = [row for row in table.rows if row.total]
    rows = [row for row in table.rows if not row.total]
    for place in range(len(table.columns) - 1) if len(totals) == 1 else ():
        if place < len(totals[0].cells) and all(place < len(row.cells) for row in rows):
            yield from _total(spot, totals[0], [(row, row.cells[place]) for row in rows], place, table, standing)


def _total(
    spot: Spot, total: Row, cells: list[tuple[Row, object]], place: int, table: Table, standing: Standing
) -> Iterator[Finding]:
    last = total.cells[place]
    numbers = [cell for _, cell in cells if isinstance(cell, Number) and cell.figure is not None]
    if not isinstance(last, Number) or last.figure is None or len(numbers) < 2 or len(numbers) < len(cells):
        return
    figures = [cell.figure for cell in numbers if cell.figure is not None]
    names = {figure.measure for figure in figures}
    if any(last.figure.measure == flow.closing and names & {*flow.into, *flow.out_of} for flow in standing.flows):
        return
    if len(names & standing.overlapping) > 1:
        wrong = f"The total {last.head} adds {' and '.join(sorted(names))}, and one person may be in both."
        yield spot.refuse("G14", wrong, "Print the number of distinct people, or call the total allocations.")
    if last.figure.unit in _PEOPLE and len({figure.period_to for figure in figures}) > 1:
        return
    for part in ("numerator", "denominator") if last.shows in ("share", *CHANGES) else (last.shows,):
        yield from _adds_up(spot, last, last.figure, figures, part, table.columns[place + 1].heading)


def _adds_up(
    spot: Spot, last: Number, total: Figure, figures: list[Figure], part: str, heading: str
) -> Iterator[Finding]:
    counts = [getattr(figure, part, None) for figure in figures]
    right = getattr(total, part, None)
    whole_base = last.shows == "share" and part == "denominator" and len(set(counts)) == 1
    known = [one for one in counts if one is not None]
    if right is None or len(known) < len(counts) or whole_base or sum(known) == right:
        return
    missing = right - sum(known)
    if last.shows == "share":
        wrong = f"The rows of '{heading}' have {whole(sum(known))} as {part}, the total {whole(right)}."
        yield spot.refuse("G07", wrong, f"The share of all is that of the pooled counts: {_pooled(figures)}.")
    elif missing > 0:
        wrong = f"The rows of '{heading}' add to {whole(sum(known))}, the total says {whole(right)}."
        yield spot.refuse("G03", wrong, f"Add a row 'not recorded' with {whole(missing)}, or correct the total.")
    else:
        wrong = f"The rows of '{heading}' add to {whole(sum(known))}, the total says {whole(right)}."
        yield spot.refuse("G03", wrong, f"Write {whole(sum(known))}, or declare that one may count in several rows.")


def _pooled(figures: list[Figure]) -> str:
    top, base = sum(one.numerator or 0 for one in figures), sum(one.denominator or 0 for one in figures)
    return f"{percentage(top, base)} ({whole(top)} of {whole(base)})" if base else "none to count"


def _hundred(spot: Spot, table: Table) -> Iterator[Finding]:
    """Rounded shares under 100% add to it, or the note says so (G08)."""
    totals = [row for row in table.rows if row.total]
    for place in range(len(table.columns) - 1) if totals else ():
        if place >= len(totals[0].cells) or not re.fullmatch(r"100(\.0)?%(?: \(.*)?", totals[0].cells[place].text):
            continue
        cells = [row.cells[place] for row in table.rows if not row.total and place < len(row.cells)]
        bases = {cell.figure.denominator for cell in cells if isinstance(cell, Number) and cell.figure}
        last = totals[0].cells[place]
        if not isinstance(last, Number) or last.figure is None or bases != {last.figure.denominator}:
            continue
        printed = [cell.text for cell in cells]
        heads = [re.match(r"(\d+(?:\.\d+)?)%", text) for text in printed]
        added = sum((Decimal(head[1]) for head in heads if head), Decimal(0))
        if added != 100 and "round" not in plain(table.note).lower():
            wrong = f"The printed shares add to {added}% under a total of 100%."
            yield spot.refuse("G08", wrong, f"Say in the note: the shares are rounded and add to {added}%.")


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


def _headings_are_true(table: Table, reading: Reading, standing: Standing) -> Iterator[Finding]:
    """Rows, columns and captions say what their figures are, and of when (G09, G11)."""
    document = reading.document
    for row in table.rows:
        for column, cell in zip(table.columns[1:], row.cells, strict=False):
            if not isinstance(cell, Number) or cell.figure is None:
                continue
            spot = Spot(f"Table '{table.caption}', row '{row.heading}', column '{column.heading}'")
            yield from _period_is_true(spot, row.heading, cell.figure)
            yield from _period_is_true(spot, column.heading, cell.figure)
            if row.heading == "Whole year" and not is_whole_year(cell.figure, document):
                when = name_of(cell.figure)
                remedy = f"Head it '{when}', or bind the year's figure."
                yield spot.refuse("G09", f"The row is not the whole year but {when}.", remedy, ("Whole year", when))
            said = " ".join([row.heading, *(one.text for one in row.cells if not isinstance(one, Number))])
            others = {each.figure.measure for each in row.cells if isinstance(each, Number) and each.figure}
            yield from _label_is_true(spot, f"{said} / {column.heading}", table.caption, cell, others)
            yield from group_is_named(spot, f"{said} / {column.heading} {table.caption}", cell.figure, standing)
            says_when = _says_when(f"{said} {column.heading} {table.caption}", cell.figure, reading)
            if not says_when and cell.shows != "published":  # which says its own year
                when = name_of(cell.figure)
                wrong = f"The figure is of {when}, and no heading says so."
                yield spot.refuse(
                    "G09", wrong, f"Head it with its period: {when}.", (row.heading, f"{row.heading}, {when}")
                )
            yield from _shows_what_it_says(spot, column.heading, cell)
    as_at = re.search(r"\bas at\b", table.caption, re.IGNORECASE)
    figures = [cell.figure for _, cell in _numbers(table) if cell.figure] if as_at else []
    flows = {figure.measure for figure in figures if figure.period_from < figure.period_to}
    span = f"{long_date(document.period_from)} to {long_date(document.period_to)}"
    for name in sorted(flows - snapshots()):
        wrong = f"'as at' heads '{name}', which counts what happened in a period."
        yield Spot(f"Table '{table.caption}'").refuse(
            "G09", wrong, f"Head it with the period, from its first to its last day: {span}."
        )


def _period_is_true(spot: Spot, heading: str, figure: Figure) -> Iterator[Finding]:
    for first in months(heading):
        if (figure.period_from.year, figure.period_from.month) != (first.year, first.month):
            right = f"{figure.period_from:%B %Y}"
            yield spot.refuse(
                "G09",
                f"The heading says {first:%B %Y}; the figure is of {right}.",
                f"Write {right}.",
                (f"{first:%B %Y}", right),
            )
    for day in dates(heading):
        if day not in (figure.period_from, figure.period_to):
            right = f"{figure.period_to.day} {figure.period_to:%B %Y}"
            yield spot.refuse(
                "G09", f"The heading's date is not the figure's: {right}.", f"Write {right}.", (long_date(day), right)
            )
    for label, right in wrong_years(heading, figure.period_to):
        yield spot.refuse(
            "G09", f"The heading says {label}; the figure is of {right}.", f"Write {right}.", (label, right)
        )


def _label_is_true(spot: Spot, heading: str, caption: str, cell: Number, others: set[str]) -> Iterator[Finding]:
    figure = cell.figure
    if figure is None:
        return
    near, around = heading.lower(), f"{heading} {caption}".lower()
    wanted = called(figure.measure)
    of_another = any(word in near for other in others - {figure.measure} for word in called(other))
    if wanted and not any(word in (near if of_another else around) for word in wanted):
        wrong = f"The label does not say what is counted: '{figure.measure}'."
        yield spot.refuse("G11", wrong, f"Its label has '{wanted[0]}'.")
    without = figure.settings.get("transfers_in") == "without"
    if "transfers in" in near and without != ("without transfers in" in near):
        right = "without" if without else "with"
        wrong, old = "The label is that of another figure.", "with" if without else "without"
        yield spot.refuse(
            "G11", wrong, f"Write '{right} transfers in'.", (f"{old} transfers in", f"{right} transfers in")
        )
    record = figure.settings.get("basis_of_record")
    for view in ("recorded", "verified"):
        if f"as {view}" in near and record and record != view:
            yield spot.refuse(
                "G10", f"The label says as {view}.", f"Write 'as {record}'.", (f"as {view}", f"as {record}")
            )


def _says_when(words: str, figure: Figure, reading: Reading) -> bool:
    document = reading.document
    end = figure.period_from == figure.period_to == document.period_to
    return end or is_whole_year(figure, document) or bool(_WHEN.search(words))


def group_is_named(spot: Spot, words: str, figure: Figure, standing: Standing) -> Iterator[Finding]:
    """A figure of a part of the whole says of which (G02), in the authority's own words or the record's."""
    said = words.replace("_", " ").lower()
    for name, value in figure.group.items():
        plain, names = value.replace("_", " "), (*names_of(value), *standing.names.get(value, ()))
        if not any(all(word in said for word in one.replace("_", " ").lower().split()) for one in names):
            wrong = f"The number counts only {name.replace('_', ' ')} '{plain}', and the words do not say so."
            yield spot.refuse("G02", wrong, f"Add '{plain}', or bind the number of all.")


def _shows_what_it_says(spot: Spot, heading: str, cell: Number) -> Iterator[Finding]:
    """The column headed "Judged" holds what was judged, and not what was on time."""
    said = _kind_said(heading)
    if said and cell.shows != said and cell.shows not in (*CHANGES, "mean", "target", "published"):
        right = headings()[cell.shows][0] if cell.shows in headings() else cell.shows
        yield spot.refuse("G11", f"The column shows another count: {cell.shows}.", f"Its heading has '{right}'.")


def _kind_said(heading: str) -> str | None:
    words = heading.lower()
    order = ("not_assessable", "not_recorded", "share", "denominator", "numerator")
    return next((kind for kind in order if any(word in words for word in headings()[kind])), None)


def _numbers(table: Table) -> Iterator[tuple[Row, Number]]:
    for row in table.rows:
        for cell in row.cells:
            if isinstance(cell, Number):
                yield row, cell
