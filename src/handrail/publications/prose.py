"""Chapters in Markdown with bound numbers. A number typed by hand, or a word of change they do not bear, is refused.

A chapter is first filled in by Jinja2. What a binding gives is not pasted in as text: it is kept aside and a
mark put in its place, so that whatever digits are left were typed by hand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
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
from handrail.publications.safeguards.clauses import clauses
from handrail.publications.safeguards.findings import REFUSAL, Spot
from handrail.publications.safeguards.typed import typed_number
from handrail.publications.safeguards.words import words_are_borne

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_LINE_OPEN, _LINE_CLOSE = "\ue002", "\ue003"
_LINE = re.compile(f"{_LINE_OPEN}([0-9]+){_LINE_CLOSE} ?")
# Where the line's own words begin: after the mark of a heading or of a point, and never inside a tag of the chapter.
_LINE_STARTS = re.compile(r"^(\s*(?:(?:#{1,6}|[-*+])\s+)?)(?=[^\s{#>`~|=*+-]|\{\{|\*\*)")


class ChapterError(ValueError):
    """A chapter that cannot be printed as it stands, with the place and the remedy in words."""


@dataclass
class Marks:
    """What the bindings of a chapter gave, by the mark that stands in its place."""

    kept: list[Inline | tuple[Block, ...]] = field(default_factory=list)

    def put(self, what: Inline | tuple[Block, ...]) -> str:
        """Keep this aside and give the mark that stands for it."""
        self.kept.append(what)
        return f"{_OPEN}{len(self.kept) - 1}{_CLOSE}"

    def text(self, words: str) -> str:
        """A mark for words that come from a setting or a source, and not from the chapter."""
        return self.put(Text(words))


def fill_in(chapter: str, source: str, bindings: dict[str, object]) -> str:
    """The chapter with its bindings' marks. Raises ChapterError for a binding that does not exist."""
    environment = SandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,  # the result is Markdown for our own tree; each writer escapes for itself
        trim_blocks=True,
        lstrip_blocks=True,
    )
    try:
        return environment.from_string(_with_lines(source)).render(bindings)
    except (TemplateError, KeyError, TypeError) as error:
        raise ChapterError(f"Chapter {chapter}: {error}") from error


def _with_lines(source: str) -> str:
    """The chapter with the number of each line at its beginning, so that a fault can be found where it was written."""
    numbered, is_open = [], 0
    for number, line in enumerate(source.split("\n"), 1):
        mark = f"\\1{_LINE_OPEN}{number}{_LINE_CLOSE} "
        numbered.append(line if is_open else _LINE_STARTS.sub(mark, line))
        is_open += len(re.findall(r"\{[{%#]", line)) - len(re.findall(r"[}%#]\}", line))
    return "\n".join(numbered)


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
        elif token.type == "paragraph_open":
            yield from _paragraph(chapter, tokens[at + 1], marks)
        elif token.type == "bullet_list_open":
            inside = tokens[at + 1 : end]
            places = tuple(_place(chapter, one) for one in inside if one.type == "inline")
            yield BulletList(tuple(_items(chapter, inside, marks)), places)
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
    """A paragraph; or, where a table or a chart stands alone on its line, that."""
    alone = _MARK.fullmatch(_LINE.sub("", token.content).strip())
    kept = marks.kept[int(alone[1])] if alone else None
    if isinstance(kept, tuple):
        yield from kept
    else:
        yield Paragraph(tuple(_inline(chapter, token, marks)), _place(chapter, token))


def _items(chapter: str, tokens: list[Token], marks: Marks) -> Iterator[tuple[Inline, ...]]:
    for token in tokens:
        if token.type == "inline":
            yield tuple(_inline(chapter, token, marks))
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
    joined = _joined(parts)
    _refuse_unborne(_place(chapter, token), tuple(joined))
    return joined


def _target(chapter: str, href: str) -> str:
    if not href.startswith("#"):
        raise ChapterError(f"Chapter {chapter}: the link to {href} must lead to a place in the report (#place).")
    return href[1:]


def _with_marks(chapter: str, words: str, style: Text, marks: Marks) -> Iterator[Inline]:
    at = 0
    for mark in _MARK.finditer(words):
        yield replace(style, text=words[at : mark.start()])
        kept = marks.kept[int(mark[1])]
        if isinstance(kept, tuple):
            raise ChapterError(f"Chapter {chapter}: a table or chart must stand alone on its line.")
        if isinstance(kept, Number):
            yield replace(kept, strong=style.strong)
        else:
            code, link = style.code or kept.code, style.link or kept.link
            yield replace(style, text=kept.text, code=code, link=link, typed=kept.typed)
        at = mark.end()
    yield replace(style, text=words[at:])


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
            "(G11). Bind it to a figure, a date or a law, for instance {{ share('reviews_held_on_time') }} "
            "or {{ limit('icpc') }}; where nothing can bear it, {{ typed('…', why='…') }} says why."
        )


def _refuse_unborne(place: Place, parts: tuple[Inline, ...]) -> None:
    """A word of change or share that the numbers beside it do not bear, as soon as the line is read (G05)."""
    for clause in clauses(parts):
        for finding in words_are_borne(Spot(place.file, place), clause):
            if finding.kind == REFUSAL:
                raise ChapterError(f"Chapter {finding}")
