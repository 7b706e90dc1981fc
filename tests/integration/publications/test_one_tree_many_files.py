"""The same numbers in the same order, in the page, the Word document, the PDF and, of the tables, the workbook."""

import io
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import docx as word
import openpyxl
import pikepdf
import pytest
from docx.oxml.ns import qn
from tests.unit.publications.made_up import Council, build, inputs, only_903, only_cin, small_council

from handrail.publications.document import Document, Number, Table
from handrail.publications.writers import docx, html, pdf, xlsx


class Words(HTMLParser):
    """What a reader of the page reads: not its styles, and not the words for those who do not see a chart."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("style", "svg", "title", "nav")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "svg", "title", "nav")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def in_page(document: Document) -> str:
    return "".join(Words(html.render(document)).said)


def in_word(document: Document) -> str:
    body = word.Document(io.BytesIO(docx.render(document))).element.body
    return " ".join("".join(text.text or "" for text in line.iter(qn("w:t"))) for line in body.iter(qn("w:p")))


def in_pdf(document: Document) -> str:
    """The words in the order a screen reader takes them: that of the tags."""
    with pikepdf.open(io.BytesIO(pdf.render(document))) as file:
        words = {page.objgen: by_mark(page) for page in file.pages}
        return "".join(read(file.Root.StructTreeRoot.K, None, words))


def read(node: Any, page: Any, words: dict[Any, dict[int, str]]) -> Iterator[str]:
    """The words under an element of the structure tree; those of a chart are its own alternative."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from read(one, page, words)
    elif isinstance(node, int):
        yield words[page].get(node, "")
    elif isinstance(node, pikepdf.Dictionary):
        page = node.Pg.objgen if "/Pg" in node else page
        if "/MCID" in node:
            yield words[page].get(int(node.MCID), "")
        elif node.get("/S") != "/Figure":
            yield from read(node.get("/K", pikepdf.Array()), page, words)


def by_mark(page: Any) -> dict[int, str]:
    """The words of a page by the number of their mark."""
    letters = {name: alphabet(font) for name, font in page.Resources.get("/Font", {}).items()}
    said: dict[int, str] = {}
    current: dict[int, str] = {}
    marks: list[int | None] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                properties = operands[1]
                numbered = isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties
                marks.append(int(properties.MCID) if numbered else None)
            case "BMC":
                marks.append(None)
            case "EMC":
                marks.pop()
            case "Tf":
                current = letters[str(operands[0])]
            case "Tj" | "TJ":
                mark = next((one for one in reversed(marks) if one is not None), -1)
                parts = operands[0] if str(operator) == "TJ" else [operands[0]]
                words = "".join(decoded(bytes(one), current) for one in parts if isinstance(one, pikepdf.String))
                said[mark] = said.get(mark, "") + words
    return said


def alphabet(font: Any) -> dict[int, str]:
    """What each glyph of a font stands for."""
    found: dict[int, str] = {}
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for glyph, letter in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(glyph, 16)] = bytes.fromhex(letter).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, letter in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = ord(bytes.fromhex(letter).decode("utf-16-be"))
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(start + step)
    return found


def decoded(glyphs: bytes, letters: dict[int, str]) -> str:
    return "".join(letters.get(int.from_bytes(glyphs[at : at + 2], "big"), "") for at in range(0, len(glyphs), 2))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("made", [inputs, only_903, only_cin, small_council])
def test_the_same_numbers_stand_in_all_three_in_the_same_order(made: Callable[[], Council]) -> None:
    document = build(made())
    numbers = [bare(number.text) for number in document.numbers()]
    assert len(numbers) > 20
    for name, said in {"page": in_page, "word": in_word, "pdf": in_pdf}.items():
        text, at = bare(said(document)), 0
        for place, number in enumerate(numbers):
            found = text.find(number, at)
            assert found >= 0, f"{name}: number {place}, {number}, is missing after {text[at - 60 : at]}"
            at = found + len(number)


@pytest.mark.parametrize("made", [inputs, only_903, only_cin, small_council])
def test_the_same_numbers_stand_in_the_tables_of_the_workbook(made: Callable[[], Council]) -> None:
    document = build(made())
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(document)))
    for table in (block for block in document.blocks() if isinstance(block, Table)):
        sheet = list(book[document.label_of(table.id)].iter_rows())[-len(table.rows) :]
        for row, cells in zip(table.rows, sheet, strict=True):
            assert [row.heading, *(part.text for part in row.cells)] == [
                as_shown(cell) for cell in cells[: len(table.columns)]
            ]
            printed = {part.text for part in row.cells if isinstance(part, Number)}
            assert {as_shown(cell) for cell in cells if cell.data_type == "n" and cell.value is not None} <= printed


def as_shown(cell: Any) -> str:
    """What somebody who looks at the cell reads."""
    if not isinstance(cell.value, int | float):
        return cell.value or ""
    return f"{cell.value:.1%}" if cell.number_format == "#,##0.0%" else f"{cell.value:,}"


@pytest.mark.parametrize("made", [inputs, small_council])
def test_the_same_words_stand_in_all_three(made: Callable[[], Council]) -> None:
    document = build(made())
    texts = [bare(said(document)) for said in (in_page, in_word, in_pdf)]
    for part in document.parts():
        for text in texts:
            assert bare(part.text) in text
