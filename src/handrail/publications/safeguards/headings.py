"""Headings that are true of their cells: what is counted, of whom, of when, and which part of it (G02, G09 to G11)."""

import re
from collections.abc import Iterator

from handrail.measures.figures import Figure
from handrail.measures.groups import NOT_RECORDED
from handrail.publications.document import Document, Number, Row, Table
from handrail.publications.numbers import long_date
from handrail.publications.safeguards.findings import Finding, Spot, Standing
from handrail.publications.safeguards.measures import called, headings, names_of, snapshots
from handrail.publications.safeguards.passages import Reading, numbers_of
from handrail.publications.safeguards.periods import (
    MONTHS,
    dates,
    is_short,
    is_whole_year,
    months,
    name_of,
    wrong_years,
)
from handrail.publications.safeguards.values import CHANGES

_WHEN = re.compile(rf"\b(?:{MONTHS}|quarter|last|previous|before|earlier|opening|Q[1-4])\b|\d\d[/–-]\d\d|20\d\d", re.I)


def headings_are_true(table: Table, reading: Reading, standing: Standing) -> Iterator[Finding]:
    """Rows, columns and captions say what their figures are, and of when (G09, G11)."""
    counted = {cell.figure.measure for _, cell in numbers_of(table) if cell.figure}
    for row in table.rows:
        for column, cell in zip(table.columns[1:], row.cells, strict=False):
            if isinstance(cell, Number) and cell.figure is not None:
                spot = Spot(f"Table '{table.caption}', row '{row.heading}', column '{column.heading}'")
                words = " ".join([row.heading, *(one.text for one in row.cells if not isinstance(one, Number))])
                yield from _when(spot, row, f"{words} {column.heading} {table.caption}", cell, reading, standing)
                yield from _period_is_true(spot, column.heading, cell.figure)
                yield from _label_is_true(spot, f"{words} / {column.heading}", table.caption, cell, counted)
                yield from group_is_named(spot, f"{words} / {column.heading} {table.caption}", cell.figure, standing)
                yield from _shows_what_it_says(spot, column.heading, cell)
    yield from _as_at(table, reading.document)


def _when(spot: Spot, row: Row, words: str, cell: Number, reading: Reading, standing: Standing) -> Iterator[Finding]:
    """The row says of when its figure is, unless it is the report's own year; and no other time."""
    figure = cell.figure
    if figure is None:
        return
    yield from _period_is_true(spot, row.heading, figure)
    when = name_of(figure)
    if "in the year" in row.heading.lower() and figure.measure in {flow.closing for flow in standing.flows}:
        wrong, right = f"'{row.heading}' heads what was there on one day.", f"Open on {long_date(figure.period_to)}"
        yield spot.refuse("G09", wrong, f"Write '{right}'.", (row.heading, right))
    if row.heading == "Whole year" and not is_whole_year(figure, reading.document):
        remedy = f"Head it '{when}', or bind the year's figure."
        yield spot.refuse("G09", f"The row is not the whole year but {when}.", remedy, ("Whole year", when))
    if cell.shows != "published" and not _says_when(words, figure, reading):  # a published figure says its own year
        wrong, right = f"The figure is of {when}, and no heading says so.", f"{row.heading}, {when}"
        yield spot.refuse("G09", wrong, f"Head it with its period: {when}.", (row.heading, right))


def _as_at(table: Table, document: Document) -> Iterator[Finding]:
    """ "As at" heads what was there on a day, and not what happened in a period."""
    as_at = re.search(r"\bas at\b", table.caption, re.IGNORECASE)
    figures = [cell.figure for _, cell in numbers_of(table) if cell.figure] if as_at else []
    flows = {figure.measure for figure in figures if figure.period_from < figure.period_to}
    span = f"{long_date(document.period_from)} to {long_date(document.period_to)}"
    for name in sorted(flows - snapshots()):
        wrong = f"'as at' heads '{name}', which counts what happened in a period."
        remedy = f"Head it with the period, from its first to its last day: {span}."
        yield Spot(f"Table '{table.caption}'").refuse("G09", wrong, remedy)


def _period_is_true(spot: Spot, heading: str, figure: Figure) -> Iterator[Finding]:
    begins = f"{figure.period_from:%B %Y}"
    for first in months(heading):
        if f"{first:%B %Y}" != begins:
            wrong = f"The heading says {first:%B %Y}; the figure is of {begins}."
            yield spot.refuse("G09", wrong, f"Write {begins}.", (f"{first:%B %Y}", begins))
    for day in dates(heading):
        if day not in (figure.period_from, figure.period_to):
            right = long_date(figure.period_to)
            wrong = f"The heading's date is not the figure's: {right}."
            yield spot.refuse("G09", wrong, f"Write {right}.", (long_date(day), right))
    for label, right in wrong_years(heading, figure.period_to):
        wrong = f"The heading says {label}; the figure is of {right}."
        yield spot.refuse("G09", wrong, f"Write {right}.", (label, right))


def _label_is_true(spot: Spot, heading: str, caption: str, cell: Number, counted: set[str]) -> Iterator[Finding]:
    """The label names what is counted, and not another figure of its table."""
    if cell.figure is None:
        return
    near, around, measure = heading.lower(), f"{heading} {caption}".lower(), cell.figure.measure
    of_another = any(word in near for other in counted - {measure} for word in called(other))
    wanted = called(measure)
    if wanted and not any(word in (near if of_another else around) for word in wanted):
        yield spot.refuse(
            "G11", f"The label does not say what is counted: '{measure}'.", f"Its label has '{wanted[0]}'."
        )
    yield from _settings_are_true(spot, near, cell.figure)


def _settings_are_true(spot: Spot, near: str, figure: Figure) -> Iterator[Finding]:
    """With or without transfers, as recorded or as verified (G10, G11)."""
    right, other = ("without", "with") if figure.settings.get("transfers_in") == "without" else ("with", "without")
    if "transfers in" in near and (right == "without") != ("without transfers in" in near):
        instead = (f"{other} transfers in", f"{right} transfers in")
        yield spot.refuse("G11", "The label is that of another figure.", f"Write '{right} transfers in'.", instead)
    record = figure.settings.get("basis_of_record")
    for view in ("recorded", "verified"):
        if f"as {view}" in near and record and record != view:
            instead = (f"as {view}", f"as {record}")
            yield spot.refuse("G10", f"The label says as {view}.", f"Write 'as {record}'.", instead)


def _says_when(words: str, figure: Figure, reading: Reading) -> bool:
    """Whether the words say of when it is: a year alone says that of no month in it."""
    document = reading.document
    end = figure.period_from == figure.period_to == document.period_to
    said = {one[0][0].isdigit() for one in _WHEN.finditer(words)}
    return end or is_whole_year(figure, document) or False in said or (True in said and not is_short(figure))


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
    if cell.figure and NOT_RECORDED in cell.figure.group.values():
        return
    said = _kind_said(heading)
    if said and cell.shows != said and cell.shows not in (*CHANGES, "mean", "target", "published"):
        right = headings()[cell.shows][0] if cell.shows in headings() else cell.shows
        yield spot.refuse("G11", f"The column shows another count: {cell.shows}.", f"Its heading has '{right}'.")


def _kind_said(heading: str) -> str | None:
    words = heading.lower()
    order = ("not_assessable", "not_recorded", "share", "denominator", "numerator")
    return next((kind for kind in order if any(word in words for word in headings()[kind])), None)
