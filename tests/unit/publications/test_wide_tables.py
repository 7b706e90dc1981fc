"""A table of many columns can be read in each file."""

import io

import docx as word
from tests.unit.publications.exhibits.record import YEAR, scene

from handrail.publications.document import Document, Section, Table
from handrail.publications.writers import docx, pdf


def wide() -> Table:
    made = scene(
        {
            "tables": {
                "t": {
                    "caption": "Disputes by stream and month",
                    "measure": "disputes_raised",
                    "rows": [{"by": "stream"}],
                    "total": "All",
                    "columns": [{"each": "month"}, {"heading": "Whole year"}],
                }
            }
        }
    )
    table = made.tables.draw(made.exhibits.table("t"))
    assert table is not None
    return table


def document() -> Document:
    section = Section("one", "One", (wide(),))
    return Document(
        "A report", "1 April 2025 to 31 March 2026", "Fairlea", YEAR.first, YEAR.last, "#0b5457", (section,)
    )


def test_no_column_of_the_word_file_is_squeezed_to_nothing() -> None:
    (table,) = word.Document(io.BytesIO(docx.render(document()))).tables
    widths = [column.width.mm for column in table.columns]
    assert len(widths) == 14
    assert min(widths) > 8
    assert sum(widths) <= 161


def test_the_pdf_turns_the_page() -> None:
    assert pdf.render(document()).startswith(b"%PDF")
