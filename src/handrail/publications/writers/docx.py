"""The report as a Word document: real headings, headed tables, charts with words, one language."""

import io
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor

from handrail.publications.document import (
    Approval,
    Block,
    BulletList,
    Chart,
    Document,
    Inline,
    Paragraph,
    Section,
    Subheading,
    Table,
    Terms,
    Text,
)
from handrail.publications.writers.docx_styles import GREY, set_styles
from handrail.publications.writers.docx_tables import Rows
from handrail.publications.writers.pictures import pictures
from handrail.publications.writers.zipped import without_the_time_of_day

_PICTURE_WIDTH, _NARROW = Mm(145), Mm(110)


def render(document: Document) -> bytes:
    """The whole file; the same bytes for the same document."""
    file = io.BytesIO()
    _Writer(document).written().save(file)
    return without_the_time_of_day(file.getvalue())


class _Writer:
    """One Word document in the making. python-docx has no types, so its objects are Any here."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._word: Any = docx.Document()
        self._pictures = pictures(document)
        self._bookmarks = 0
        self._style_ids: dict[str, str] = {}

    def written(self) -> Any:
        set_styles(self._word, self._document)
        self._properties()
        self._first_page()
        for section in self._document.sections:
            self._section(section)
        return self._word

    def _line(self, style: str) -> Any:
        """A paragraph of a style, which is looked up once: the library looks it up each time."""
        line = self._word.add_paragraph()
        self._style(line, style)
        return line

    def _style(self, line: Any, style: str) -> None:
        line._p.style = self._style_id(style)

    def _style_id(self, style: str) -> str:
        if style not in self._style_ids:
            self._style_ids[style] = self._word.styles[style].style_id
        return self._style_ids[style]

    def _properties(self) -> None:
        made = datetime.combine(self._document.period_to, time(), UTC).replace(tzinfo=None)
        about = self._word.core_properties
        about.title, about.author = self._document.title, self._document.authority
        about.subject, about.language = self._document.subtitle, "en-GB"
        about.comments, about.keywords, about.last_modified_by = "", "", self._document.authority
        about.created = about.modified = made
        about.revision = 1

    def _first_page(self) -> None:
        self._line("Authority").add_run(self._document.authority)
        self._line("Title").add_run(self._document.title)
        self._line("Subtitle").add_run(self._document.subtitle)
        if self._document.short:
            return
        self._line("Contents Heading").add_run("Contents")
        for section in self._document.sections:
            line = self._line("Contents Line")
            self._run(line, Text(section.title, link=section.id))

    def _section(self, section: Section) -> None:
        self._heading(section.title, 1, section.id)
        for block in section.blocks:
            self._block(block)

    def _heading(self, text: str, level: int, name: str) -> None:
        line = self._line(f"Heading {level}")
        line.add_run(text)
        self._marked(line, name)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(parts):
                self._runs(self._line("Numbered" if block.number else "Normal"), parts)
            case BulletList(items):
                for item in items:
                    self._runs(self._line("List Bullet"), item)
            case Subheading():
                self._heading(block.text, block.level, block.id)
            case Terms(items):
                for term, said in items:
                    line = self._line("Term")
                    self._run(line, Text(f"{term}: ", strong=True))
                    self._runs(line, said)
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)
            case Approval(parts, roles):
                self._runs(self._word.add_paragraph(), parts)
                for role in roles:
                    self._line("Signature Line").add_run("\t\t")
                    self._line("Signed").add_run(f"{role}\tDate")

    def _table(self, table: Table) -> None:
        caption = self._line("Caption")
        self._run(caption, Text(f"{self._document.label_of(table.id)}. {table.caption}"))
        self._marked(caption, table.id)
        grid = self._word.add_table(rows=0, cols=len(table.columns))
        grid._tbl.tblStyle_val = self._style_id("Report Table")
        _describe(grid, table.caption)
        grid.autofit = False
        rows = Rows(table, self._style_id("Table Text"))
        for column, width in zip(grid.columns, rows.widths, strict=True):
            column.width = width
        rows.add(grid._tbl, [column.heading for column in table.columns], heading=True)
        for row in table.rows:
            rows.add(grid._tbl, [row.heading, *(cell.text for cell in row.cells)], strong=row.total)
        note = self._line("Note")
        self._runs(note, table.note)

    def _chart(self, chart: Chart) -> None:
        caption = self._line("Caption")
        self._run(caption, Text(f"{self._document.label_of(chart.id)}. "))
        self._runs(caption, chart.title)
        self._marked(caption, chart.id)
        line = self._line("Picture")
        shape = line.add_run().add_picture(
            io.BytesIO(self._pictures[chart.id]), width=_NARROW if chart.layout == "tenths" else _PICTURE_WIDTH
        )
        shape._inline.docPr.set("descr", chart.alt)
        shape._inline.docPr.set("title", self._document.label_of(chart.id))
        where = self._line("Note")
        self._run(where, Text("The numbers are in "))
        self._run(where, Text(self._document.label_of(chart.table), link=chart.table))
        self._run(where, Text("."))

    def _runs(self, line: Any, parts: tuple[Inline, ...]) -> None:
        for part in parts:
            self._run(line, part)

    def _run(self, line: Any, part: Inline) -> None:
        if not isinstance(part, Text):
            line.add_run(part.head).bold = part.strong or None
            line.add_run(part.tail)
            return
        run = line.add_run(part.text)
        run.bold = part.strong or None
        if part.code:
            run.font.color.rgb = GREY
        if part.link:
            run.font.underline = True
            run.font.color.rgb = RGBColor.from_string(self._document.accent.lstrip("#").upper())
            _link(line, run, part.link)

    def _marked(self, line: Any, name: str) -> None:
        """Give the paragraph a name that links can lead to."""
        self._bookmarks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(self._bookmarks))
        start.set(qn("w:name"), _bookmark(name))
        properties = line._p.pPr
        line._p.insert(0 if properties is None else 1, start)
        line._p.append(end)


def _link(line: Any, run: Any, place: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), _bookmark(place))
    link.append(run._r)
    line._p.append(link)


def _bookmark(name: str) -> str:
    """A name Word accepts: letters, digits and underscores, at most forty."""
    return name.replace("-", "_")[:40]


def _describe(grid: Any, caption: str) -> None:
    description = OxmlElement("w:tblCaption")
    description.set(qn("w:val"), caption)
    grid._tbl.tblPr.append(description)
