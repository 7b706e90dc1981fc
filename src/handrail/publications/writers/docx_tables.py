"""The rows of a table in a Word document, written as elements at once.

The library looks each cell and each of its settings up as it is set, which for a long report takes longer than
everything else together.
"""

from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Length, Mm
from lxml import etree

from handrail.publications.document import Table
from handrail.publications.numbers import ABSENT
from handrail.publications.writers.docx_styles import GREY

_ROWS_ON_ONE_PAGE = 24
_PAGE, _FIRST, _COLUMN = 160, 34, 27  # millimetres: what a page holds, and what a column needs at least and at most
_TAGS = {
    name: qn(f"w:{name}")
    for name in (
        "tr", "trPr", "cantSplit", "tblHeader", "tc", "tcPr", "tcW", "p", "pPr", "pStyle", "keepNext", "jc", "r", "rPr",
        "b", "color", "t", "val", "w", "type",
    )
}  # fmt: skip
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Rows:
    """Writes the rows of one table: how wide each column is, which hold numbers, whether they stay on one page."""

    def __init__(self, table: Table, style: str) -> None:
        """`style` is the id of the style of a cell's paragraph."""
        self._style = style
        self._numeric = [column.numeric for column in table.columns]
        others = max(len(self._numeric) - 1, 1)
        each = min(_COLUMN, (_PAGE - _FIRST) / others)
        room = _PAGE - others * each
        first = room if self._numeric.count(False) > 1 else min(room, 62)
        self.widths: list[Length] = [Mm(first), *([Mm(each)] * (len(self._numeric) - 1))]
        self._keep_together = len(table.rows) <= _ROWS_ON_ONE_PAGE

    def add(self, grid: Any, texts: Sequence[str], *, heading: bool = False, strong: bool = False) -> None:
        """Add a row to a table element. A heading stands again at the top of the next page; no row is cut in two."""
        row = _sub(grid, "tr")
        settings = _sub(row, "trPr")
        _sub(settings, "cantSplit")
        if heading:
            _sub(settings, "tblHeader")
        for text, is_numeric, width in zip(texts, self._numeric, self.widths, strict=True):
            self._cell(row, text, width, is_numeric=is_numeric, strong=strong or heading)

    def _cell(self, row: Any, text: str, width: Length, *, is_numeric: bool, strong: bool) -> None:
        cell = _sub(row, "tc")
        _sub(_sub(cell, "tcPr"), "tcW", type="dxa", w=str(width.twips))
        line = _sub(cell, "p")
        settings = _sub(line, "pPr")
        _sub(settings, "pStyle", val=self._style)
        if self._keep_together:
            _sub(settings, "keepNext")
        if is_numeric:
            _sub(settings, "jc", val="right")
        run = _sub(line, "r")
        look = _sub(run, "rPr")
        if strong:
            _sub(look, "b")
        if text in ABSENT:
            _sub(look, "color", val=str(GREY))
        said = _sub(run, "t")
        said.text = text
        if text != text.strip():
            said.set(_SPACE, "preserve")


def _sub(parent: Any, name: str, **values: str) -> Any:
    return etree.SubElement(parent, _TAGS[name], {_TAGS[key]: value for key, value in values.items()})
