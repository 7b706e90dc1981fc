"""What a finished document must satisfy before it may be printed."""

from collections import Counter
from collections.abc import Iterator

from handrail.publications.document import Chart, Document, Number, Subheading, Table, Text
from handrail.publications.prose import ChapterError


def refuse_what_contradicts(document: Document) -> None:
    """Raise ChapterError naming everything in the document that cannot stand."""
    faults = [*_places(document), *_links(document), *_tables(document), *_charts(document)]
    if faults:
        raise ChapterError("The report cannot be printed: " + " ".join(faults))


def _ids(document: Document) -> list[str]:
    ids = [section.id for section in document.sections]
    return ids + [block.id for block in document.blocks() if isinstance(block, Subheading | Table | Chart)]


def _places(document: Document) -> Iterator[str]:
    """Every place has a name of its own."""
    for place, times in Counter(_ids(document)).items():
        if times > 1:
            yield f"There are {times} places called '{place}'."


def _links(document: Document) -> Iterator[str]:
    """What is promised elsewhere is there (G19)."""
    places = set(_ids(document))
    for part in document.parts():
        if isinstance(part, Text) and part.link and part.link not in places:
            yield f"A link leads to '{part.link}', which is not in the report."


def _tables(document: Document) -> Iterator[str]:
    """One unit a table (G02), no two equal headings (G09), as many cells as columns."""
    for table in document.blocks():
        if not isinstance(table, Table):
            continue
        headings = [column.heading for column in table.columns]
        if len(set(headings)) < len(headings):
            yield f"Two columns of '{table.caption}' have the same heading."
        if any(len(row.cells) + 1 != len(headings) for row in table.rows):
            yield f"A row of '{table.caption}' has not one cell for each column."
        other = _units(table) - {table.unit, *table.also_units}
        if other:
            yield f"'{table.caption}' counts {table.unit} and {', '.join(sorted(other))} in one table."


def _units(table: Table) -> set[str]:
    cells = (cell for row in table.rows for cell in row.cells)
    return {cell.figure.unit for cell in cells if isinstance(cell, Number) and cell.figure is not None}


def _charts(document: Document) -> Iterator[str]:
    """Every chart's numbers stand in a table after it, in the same chapter."""
    for section in document.sections:
        for place, block in enumerate(section.blocks):
            after = {one.id for one in section.blocks[place:] if isinstance(one, Table)}
            if isinstance(block, Chart) and block.table not in after:
                yield f"The chart '{block.id}' has no table '{block.table}' after it."
