"""Chapters in plain Markdown with bound numbers. A number typed by hand is refused.

The references of a chapter are filled in first. What one gives is not pasted in as text: it is kept aside and a mark
put in its place, so that whatever digits are left were typed by hand.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from handrail.publications.document import (
    Block,
    BulletList,
    Inline,
    Number,
    Paragraph,
    Place,
    Section,
    Subheading,
    Text,
)
from handrail.publications.safeguards.typed import typed_number

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_LINE_OPEN, _LINE_CLOSE = "\ue002", "\ue003"
_LINE = re.compile(f"{_LINE_OPEN}([0-9]+){_LINE_CLOSE} ?")
_PRIVATE = re.compile("[\ue000-\ue003]")
# Where the line's own words begin: after the mark of a heading or of a point.
_LINE_STARTS = re.compile(r"^(\s*(?:(?:#{1,6}|[-*+])\s+)?)(?=[^\s#>`~|=*+-]|\*\*)")
_REFERENCE = re.compile(r"\{\{(.*?)\}\}")


class ChapterError(ValueError):
    """A chapter that cannot be printed as it stands, with the place and the remedy in words."""


@dataclass
class Marks:
    """What the references of a chapter gave, by the mark that stands in its place."""

    kept: list[tuple[Inline, ...] | list[Block]] = field(default_factory=list)

    def put(self, what: tuple[Inline, ...] | list[Block]) -> str:
        """Keep this aside and give the mark that stands for it."""
        self.kept.append(what)
        return f"{_OPEN}{len(self.kept) - 1}{_CLOSE}"


def fill_in(chapter: str, source: str, give: Callable[[str], tuple[Inline, ...] | list[Block]], marks: Marks) -> str:
    """The chapter with a mark for each reference. Raises ChapterError for one that is not written rightly."""
    lines = []
    for number, line in enumerate(_PRIVATE.sub("", source).splitlines(), 1):
        try:
            filled = _REFERENCE.sub(lambda found: marks.put(give(found[1])), line)
        except ValueError as error:
            raise ChapterError(f"Chapter {chapter}.md, line {number}: {error}") from error
        if "{{" in filled or "}}" in filled or "{%" in filled:
            raise ChapterError(
                f"Chapter {chapter}.md, line {number}: a reference is {{{{ kind … }}}}, whole on one line."
            )
        lines.append(_LINE_STARTS.sub(f"\\1{_LINE_OPEN}{number}{_LINE_CLOSE} ", filled))
    return "\n".join(lines)


def section(chapter: str, markdown: str, marks: Marks) -> Section:
    """The tree of one chapter. Its id is its name without the number in front."""
    tokens = MarkdownIt("commonmark", {"html": False}).parse(markdown)
    if not tokens or tokens[0].tag != "h1":
        raise ChapterError(f"Chapter {chapter}: it must begin with its title (# Title).")
    title = _words(_inline(chapter, tokens[1], marks))
    blocks = tuple(_blocks(chapter, tokens[3:], marks))
    return Section(id=re.sub(r"^\d+-", "", chapter), title=title, blocks=blocks)


def slug(heading: str) -> str:
    """The id of a heading: its words in small letters, joined with hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def _blocks(chapter: str, tokens: list[Token], marks: Marks) -> Iterator[Block]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _closing(tokens, at)
        if token.type == "heading_open" and token.tag == "h2":
            words = _words(_inline(chapter, tokens[at + 1], marks))
            yield Subheading(slug(words), words)
        elif token.type == "heading_open" and token.tag == "h3":
            words = _words(_inline(chapter, tokens[at + 1], marks))
            yield Subheading(slug(words), words, level=3)
        elif token.type == "paragraph_open":
            yield from _paragraph(chapter, tokens[at + 1], marks)
        elif token.type == "bullet_list_open":
            inside = tokens[at + 1 : end]
            items = list(_items(chapter, inside, marks))
            if items:
                yield BulletList(tuple(item for item, _ in items), tuple(place for _, place in items))
        else:
            raise ChapterError(f"Chapter {chapter}: a {token.type} cannot be printed; use paragraphs and lists.")
        at = end + 1


def _place(chapter: str, token: Token) -> Place:
    """Where the words of a token were written; the line of the chapter as filled in where a tag began the line."""
    found = _LINE.search(token.content)
    return Place(f"{chapter}.md", int(found[1]) if found else (token.map or [0])[0] + 1)


def _closing(tokens: list[Token], at: int) -> int:
    return next(
        (place for place in range(at + 1, len(tokens)) if tokens[place].level == tokens[at].level),
        at,
    )


def _paragraph(chapter: str, token: Token, marks: Marks) -> Iterator[Block]:
    """A paragraph; or, where blocks such as a table stand alone on a line, those. One of no words is left out."""
    lines = _LINE.sub("", token.content).split("\n")
    alone = [_MARK.fullmatch(line.strip()) for line in lines]
    if all(alone) and any(isinstance(marks.kept[int(one[1])], list) for one in alone if one):
        for one in alone:
            kept = marks.kept[int(one[1])] if one else ()
            yield from kept if isinstance(kept, list) else [Paragraph(kept, _place(chapter, token))] if kept else []
        return
    parts = tuple(_inline(chapter, token, marks))
    if _words(list(parts)).strip():
        yield Paragraph(parts, _place(chapter, token))


def _items(chapter: str, tokens: list[Token], marks: Marks) -> Iterator[tuple[tuple[Inline, ...], Place]]:
    for token in tokens:
        if token.type == "inline":
            parts = tuple(_inline(chapter, token, marks))
            if _words(list(parts)).strip():
                yield parts, _place(chapter, token)
        elif token.type not in ("list_item_open", "list_item_close", "paragraph_open", "paragraph_close"):
            raise ChapterError(f"Chapter {chapter}: a {token.type} inside a list cannot be printed.")


def _inline(chapter: str, token: Token, marks: Marks) -> list[Inline]:
    parts: list[Inline] = []
    strong, link = False, None
    place = _place(chapter, token)
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            content, place = (
                _LINE.sub("", child.content),
                _place(chapter, child) if _LINE.search(child.content) else place,
            )
            _refuse_typed(place, content)
            style = Text("", strong=strong, code=child.type == "code_inline", link=link)
            parts += _with_marks(chapter, content, style, marks)
        elif child.type == "softbreak":
            parts.append(Text(" ", strong=strong, link=link))
        elif child.type in ("strong_open", "strong_close"):
            strong = child.type == "strong_open"
        elif child.type == "link_open":
            link = _target(chapter, str(child.attrGet("href")))
        elif child.type == "link_close":
            link = None
        else:
            raise ChapterError(f"Chapter {chapter}: {child.type} in the text cannot be printed.")
    return _joined(parts)


def _target(chapter: str, href: str) -> str:
    if not href.startswith("#"):
        raise ChapterError(f"Chapter {chapter}: the link to {href} must lead to a place in the report (#place).")
    return href[1:]


def _with_marks(chapter: str, words: str, style: Text, marks: Marks) -> Iterator[Inline]:
    at = 0
    for mark in _MARK.finditer(words):
        yield replace(style, text=words[at : mark.start()])
        kept = marks.kept[int(mark[1])]
        if isinstance(kept, list):
            raise ChapterError(f"Chapter {chapter}: a table, a chart or a list must stand alone on its line.")
        yield from (_styled(part, style) for part in kept)
        at = mark.end()
    yield replace(style, text=words[at:])


def _styled(part: Inline, style: Text) -> Inline:
    if isinstance(part, Number):
        return replace(part, strong=style.strong)
    code, link = style.code or part.code, style.link or part.link
    return replace(style, text=part.text, code=code, link=link, typed=part.typed)


def _joined(parts: list[Inline]) -> list[Inline]:
    """The same parts with neighbouring words of one style as one."""
    joined: list[Inline] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Text) and not part.text:
            continue
        if isinstance(part, Text) and isinstance(last, Text) and replace(last, text="") == replace(part, text=""):
            joined[-1] = replace(last, text=last.text + part.text)
        else:
            joined.append(part)
    return joined


def _words(parts: list[Inline]) -> str:
    return "".join(part.text for part in parts)


def _refuse_typed(place: Place, words: str) -> None:
    typed = typed_number(_MARK.sub("…", words))
    if typed:
        raise ChapterError(
            f"Chapter {place.file}, line {place.line}: '{_MARK.sub('…', words).strip()}' holds a number typed by hand: {typed} "
            "(G11). Bind it to a figure, a date or a law, for instance {{ number reviews_held_on_time }} "
            'or {{ limit icpc }}; where nothing can bear it, {{ typed "…" because "…" }} says why.'
        )
