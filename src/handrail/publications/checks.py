"""What a finished document must satisfy before it may be printed: its own structure, and every safeguard."""

from collections import Counter
from collections.abc import Iterator

from handrail.publications.document import Chart, Document, Subheading, Table, Text
from handrail.publications.prose import ChapterError
from handrail.publications.safeguards import QUESTION, REFUSAL, Finding, Standing, examine


def refuse_what_contradicts(document: Document, standing: Standing | None = None) -> tuple[Finding, ...]:
    """The questions it asks its author. Raises ChapterError naming everything in the document that cannot stand."""
    findings = examine(document, standing)
    faults = [*_places(document), *_links(document), *_tables(document)]
    faults += [str(one) for one in findings if one.kind == REFUSAL]
    if faults:
        raise ChapterError("The report cannot be printed: " + " ".join(faults))
    return tuple(one for one in findings if one.kind == QUESTION)


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
    """As many cells as columns."""
    for table in document.blocks():
        if isinstance(table, Table) and any(len(row.cells) + 1 != len(table.columns) for row in table.rows):
            yield f"A row of '{table.caption}' has not one cell for each column."
