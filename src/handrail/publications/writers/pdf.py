"""The report as a tagged PDF (PDF/UA-1), made by typst from data and never from pasted text."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import typst

from handrail.publications.charts import svg
from handrail.publications.document import (
    Approval,
    Block,
    BulletList,
    Chart,
    Document,
    Inline,
    Paragraph,
    Subheading,
    Table,
    Terms,
    Text,
)
from handrail.publications.numbers import ABSENT
from handrail.publications.prose import ChapterError
from handrail.publications.writers import fonts

_TEMPLATE = Path(__file__).with_name("report.typ")
_NO_LETTER = re.compile(r'the text "(.+?)" could not be displayed')
_TOO_MANY = re.compile(r"too many pages: (?P<pages>\d+); chapters on (?P<starts>[\d,]*)")
_TRIES = 40


def render(document: Document) -> bytes:
    """The whole file: tagged, titled, in British English, the same bytes for the same document.

    Raises ChapterError where it has more pages than it may have.
    """
    data = json.dumps(as_data(document), ensure_ascii=False)
    for _ in range(_TRIES):
        try:
            return _compile(data)
        except typst.TypstError as error:
            _refuse_too_many(str(error), document)
            letters = _NO_LETTER.search(str(error).replace("`", ""))
            if letters is None:
                raise
            # No font we carry has this letter. A box says so: a report must not fail for one letter.
            data = data.replace(letters[1], "\u25a1" * len(letters[1]))
    raise ValueError("The report holds too many letters that no font of ours can show.")


def _refuse_too_many(said: str, document: Document) -> None:
    found = _TOO_MANY.search(said)
    if found:
        starts = zip(found["starts"].split(","), document.sections, strict=True)
        where = "; ".join(f"'{section.title}' begins on page {page}" for page, section in starts)
        raise ChapterError(
            f"It has {found['pages']} pages in print, and may have {document.most_pages}. {where}. Shorten a chapter, or "
            "leave a table or a chart out."
        )


def as_data(document: Document) -> dict[str, Any]:
    """The document as plain data for the template."""
    places = {block.id for block in document.blocks() if isinstance(block, Subheading)}
    writer = _Data(document, places)
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "authority": document.authority,
        "accent": document.accent,
        "font": fonts.FONT_FAMILY,
        "short": document.short,
        "large": document.large,
        "most-pages": document.most_pages,
        "sections": [
            {"id": one.id, "title": one.heading, "blocks": [writer.block(block) for block in one.blocks]}
            for one in document.sections
        ],
    }


def _compile(data: str) -> bytes:
    made: bytes = typst.compile(
        _template(),
        font_paths=fonts.for_typst(),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": data},
    )
    return made


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


_LENGTHY = 20
"""Letters of a cell, such as a share with its counts, above which the columns share the page and the words break."""


class _Data:
    """Blocks as data, with what they need to know of their document."""

    def __init__(self, document: Document, places: set[str]) -> None:
        self._document = document
        self._places = places

    def block(self, block: Block) -> dict[str, Any]:
        match block:
            case Paragraph(parts):
                return {"kind": "paragraph", "number": block.number, "parts": self._parts(parts)}
            case BulletList(items):
                return {"kind": "list", "items": [self._parts(item) for item in items]}
            case Subheading():
                return {"kind": "subheading", "id": block.id, "text": block.text, "level": block.level}
            case Terms(items):
                return {"kind": "terms", "items": [[term, self._parts(said)] for term, said in items]}
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)
            case Approval(parts, roles):
                return {"kind": "approval", "parts": self._parts(parts), "roles": list(roles)}

    def _parts(self, parts: tuple[Inline, ...]) -> list[dict[str, Any]]:
        return [self._part(part) for part in parts]

    def _part(self, part: Inline) -> dict[str, Any]:
        if isinstance(part, Text):
            kind = "code" if part.code else "text"
            return {"kind": kind, "text": part.text, "strong": part.strong, "link": part.link}
        place = f"def-{part.figure.measure}" if part.figure else ""
        link = place if place in self._places else None
        number = {"kind": "number", "head": part.head, "tail": part.tail}
        return {**number, "text": part.text, "strong": part.strong, "link": link}

    def _table(self, table: Table) -> dict[str, Any]:
        return {
            "kind": "table",
            "id": table.id,
            "label": self._document.label_of(table.id),
            "caption": table.caption,
            "columns": [{"heading": one.heading, "numeric": one.numeric} for one in table.columns],
            "wide": sum(not column.numeric for column in table.columns) > 1,
            "lengthy": any(len(cell.text) > _LENGTHY for row in table.rows for cell in row.cells),
            "rows": [
                {
                    "heading": row.heading,
                    "total": row.total,
                    "cells": [{"text": cell.text, "absent": cell.text in ABSENT} for cell in row.cells],
                }
                for row in table.rows
            ],
            "note": self._parts(table.note),
        }

    def _chart(self, chart: Chart) -> dict[str, Any]:
        return {
            "kind": "chart",
            "id": chart.id,
            "label": self._document.label_of(chart.id),
            "title": self._parts(chart.title),
            "alt": chart.alt,
            "svg": svg(chart, self._document.accent),
            "narrow": chart.layout == "tenths",
            "table": chart.table,
            "table-label": self._document.label_of(chart.table),
        }
