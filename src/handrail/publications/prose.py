"""Chapters in Markdown with bound numbers. A number or word of change typed by hand is refused (G05, G11).

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
    Section,
    Subheading,
    Text,
)

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_DIGIT = re.compile(r"\d")
# An identifier (PN1, SSDA903) is a name; so is section 47, whose number never changes with the data.
_NAMES = re.compile(r"\b(?:[A-Za-z]+\d+[A-Za-z0-9]*|section 47)\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:rose|risen|fell(?! due)|fallen(?! due)|grew|grown|shrank|dropped|increas\w+|decreas\w+|improv\w+"
    r"|worsen\w+|stable|steady|majority|minority|doubled|halved|consistent\w*|significant\w*)\b",
    re.IGNORECASE,
)


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
        return environment.from_string(source).render(bindings)
    except (TemplateError, KeyError, TypeError) as error:
        raise ChapterError(f"Chapter {chapter}: {error}") from error


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
            yield BulletList(tuple(_items(chapter, tokens[at + 1 : end], marks)))
        else:
            raise ChapterError(f"Chapter {chapter}: a {token.type} cannot be printed; use paragraphs and lists.")
        at = end + 1


def _closing(tokens: list[Token], at: int) -> int:
    return next(
        (place for place in range(at + 1, len(tokens)) if tokens[place].level == tokens[at].level),
        at,
    )


def _paragraph(chapter: str, token: Token, marks: Marks) -> Iterator[Block]:
    """A paragraph; or, where a table or a chart stands alone on its line, that."""
    alone = _MARK.fullmatch(token.content.strip())
    kept = marks.kept[int(alone[1])] if alone else None
    if isinstance(kept, tuple):
        yield from kept
    else:
        yield Paragraph(tuple(_inline(chapter, token, marks)))


def _items(chapter: str, tokens: list[Token], marks: Marks) -> Iterator[tuple[Inline, ...]]:
    for token in tokens:
        if token.type == "inline":
            yield tuple(_inline(chapter, token, marks))
        elif token.type not in ("list_item_open", "list_item_close", "paragraph_open", "paragraph_close"):
            raise ChapterError(f"Chapter {chapter}: a {token.type} inside a list cannot be printed.")


def _inline(chapter: str, token: Token, marks: Marks) -> list[Inline]:
    parts: list[Inline] = []
    strong, link = False, None
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            _refuse_typed(chapter, child.content)
            style = Text("", strong=strong, code=child.type == "code_inline", link=link)
            parts += _with_marks(chapter, child.content, style, marks)
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
        if isinstance(kept, tuple):
            raise ChapterError(f"Chapter {chapter}: a table or chart must stand alone on its line.")
        if isinstance(kept, Number):
            yield replace(kept, strong=style.strong)
        else:
            yield replace(style, text=kept.text, code=style.code or kept.code, link=style.link or kept.link)
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


def _refuse_typed(chapter: str, words: str) -> None:
    typed = _NAMES.sub("", _MARK.sub("", words))
    if _DIGIT.search(typed):
        raise ChapterError(
            f"Chapter {chapter}: '{_MARK.sub('…', words).strip()}' holds a number typed by hand. "
            "Bind it to a figure, a date or a law, for instance {{ share('reviews_held_on_time') }} "
            "or {{ limit('icpc') }}."
        )
    change = _CHANGE.search(typed)
    if change:
        raise ChapterError(
            f"Chapter {chapter}: '{change[0]}' says how numbers compare, and nothing here has compared them. "
            "Leave it out."
        )
