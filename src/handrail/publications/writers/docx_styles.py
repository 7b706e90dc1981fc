"""The styles of the Word document: named, so that an editor can change each in one place."""

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from handrail.publications.document import Document

INK, GREY = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x59, 0x59, 0x59)
_FONT = "Arial"  # Word shows what the reader's machine has; this every machine has

_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">
  <w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="1A1A1A"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="1A1A1A"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="C9CFCF"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="40" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>
      <w:bottom w:w="40" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0"
    w:color="1A1A1A"/></w:tcBorders></w:tcPr> </w:tblStylePr> </w:style>
"""

_NUMBERING = f"""
<w:abstractNum {nsdecls("w")} w:abstractNumId="900">
  <w:multiLevelType w:val="multilevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/>
    <w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="680" w:hanging="680"/></w:pPr></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Numbered"/>
    <w:lvlText w:val="%1.%2"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="680" w:hanging="680"/></w:pPr></w:lvl>
</w:abstractNum>
"""


def set_styles(word: Any, document: Document) -> None:
    """Page, language, styles, header and footer of a new Word document."""
    accent = RGBColor.from_string(document.accent.lstrip("#").upper())
    _page(word)
    _language(word)
    _text_styles(word, accent)
    word.styles.element.append(parse_xml(_TABLE_STYLE))
    if document.short:
        _short_styles(word, accent)
    if document.large:
        _large_styles(word)
    if document.numbered:
        _number(word)
    _header_and_footer(word, document)


def _page(word: Any) -> None:
    page = word.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.top_margin, page.bottom_margin = Mm(25), Mm(22)
    page.different_first_page_header_footer = True


def _language(word: Any) -> None:
    for properties in word.styles.element.iter(qn("w:rPr")):
        for language in properties.findall(qn("w:lang")):
            properties.remove(language)
    defaults = next(word.styles.element.iter(qn("w:rPrDefault"))).find(qn("w:rPr"))
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    language.set(qn("w:eastAsia"), "en-GB")
    language.set(qn("w:bidi"), "ar-SA")
    defaults.append(language)


def _text_styles(word: Any, accent: RGBColor) -> None:
    _style(word, "Normal", 11, after=8, line=1.2)
    _style(word, "Title", 30, bold=True, before=110, after=6, colour=accent)
    _style(word, "Subtitle", 15, after=60, colour=GREY)
    _style(word, "Heading 1", 21, bold=True, after=12, colour=accent, new_page=True)
    _style(word, "Heading 2", 14, bold=True, before=18, after=6)
    _style(word, "Heading 3", 11, bold=True, before=12, after=4)
    _style(word, "Caption", 11, bold=True, before=14, after=6, keep=True)
    _style(word, "List Bullet", 11, after=5, line=1.3)
    _style(word, "Authority", 13, bold=True, colour=accent)
    _style(word, "Contents Heading", 14, bold=True, after=8)
    _style(word, "Contents Line", 11, after=6)
    _style(word, "Term", 10, after=2)
    _style(word, "Note", 9, before=4, after=12, colour=GREY)
    _style(word, "Table Text", 10)
    _style(word, "Picture", 11, after=2, line=1, keep=True)
    _style(word, "Numbered", 11, after=8, line=1.2)
    _style(word, "Signature Line", 11, before=30)
    _style(word, "Signed", 10, after=8, colour=GREY)
    for name, leader in (("Signature Line", WD_TAB_LEADER.LINES), ("Signed", WD_TAB_LEADER.SPACES)):
        for place in (Mm(110), Mm(160)):
            word.styles[name].paragraph_format.tab_stops.add_tab_stop(place, WD_TAB_ALIGNMENT.LEFT, leader)


def _short_styles(word: Any, accent: RGBColor) -> None:
    """A short document begins under its title, and its chapters follow each other on the page."""
    page = word.sections[0]
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin, page.bottom_margin = Mm(18), Mm(16)
    _style(word, "Title", 20, bold=True, before=4, after=2, colour=accent)
    _style(word, "Subtitle", 12, after=10, colour=GREY)
    _style(word, "Heading 1", 15, bold=True, before=14, after=5, colour=accent)
    _style(word, "Normal", 10.5, after=6, line=1.15)
    _style(word, "List Bullet", 10.5, after=3, line=1.15)
    _style(word, "Table Text", 9.5)


def _large_styles(word: Any) -> None:
    """Larger type, for readers to whom small type is a hurdle."""
    sizes = {
        "Normal": 13,
        "List Bullet": 13,
        "Caption": 13,
        "Heading 1": 18,
        "Heading 2": 15,
        "Table Text": 12,
        "Note": 11,
    }
    for name, size in sizes.items():
        word.styles[name].font.size = Pt(size)


def _number(word: Any) -> None:
    """Word numbers the chapters and the paragraphs itself, so that they stay right when somebody adds one."""
    numbering = word.part.numbering_part.element
    numbering.insert(0, parse_xml(_NUMBERING))
    number = numbering.add_num(int(numbering[0].get(qn("w:abstractNumId")))).numId
    for level, name in enumerate(("Heading 1", "Numbered")):
        properties = word.styles[name].element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = level, number


def _style(
    word: Any,
    name: str,
    size: float,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    line: float = 1.15,
    colour: RGBColor = INK,
    keep: bool = False,
    new_page: bool = False,
) -> None:
    there = {style.name for style in word.styles}
    style = word.styles[name] if name in there else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    _plain(style)
    style.font.name, style.font.size = _FONT, Pt(size)
    style.font.bold, style.font.italic, style.font.color.rgb = bold, False, colour
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(before), Pt(after), line
    spacing.page_break_before = new_page or None
    spacing.keep_with_next = True if keep or name.startswith("Heading") else None


def _plain(style: Any) -> None:
    """Take away the theme's fonts, borders and spacing, which would win over ours."""
    properties = style.element.get_or_add_rPr()
    for name in ("w:rFonts", "w:spacing", "w:kern"):
        for found in properties.findall(qn(name)):
            properties.remove(found)
    paragraph = style.element.get_or_add_pPr()
    for found in paragraph.findall(qn("w:pBdr")):
        paragraph.remove(found)


def _header_and_footer(word: Any, document: Document) -> None:
    page = word.sections[0]
    for part, left, right in (
        (page.header, document.authority, document.title),
        (page.footer, document.subtitle, None),
        (page.first_page_footer, document.subtitle, None),
    ):
        line = part.paragraphs[0]
        line.style = word.styles["Note"]
        line.paragraph_format.tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run(f"{left}\t{right or ''}")
        if right is None:
            _page_number(line)


def _page_number(line: Any) -> None:
    for kind, words in (("begin", None), (None, " PAGE "), ("separate", None), ("end", None)):
        run = line.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run._r.append(mark)
