"""A short document on paper, as a PDF that a screen reader can read: headings, sentences, facts, a table of days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from handrail.publications.document import Block, BulletList, Document, Paragraph, Section, Terms, Text
from handrail.publications.writers import pdf


@dataclass(frozen=True)
class Part:
    """A part of it under one heading: sentences, then facts (what, and what is said of it), then points."""

    title: str
    sentences: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    points: Sequence[str] = field(default=())


@dataclass(frozen=True)
class Paper:
    """A document of one council, of one day; `about` stands on the foot of every page."""

    title: str
    about: str
    council: str
    accent: str
    on: date
    parts: Sequence[Part]


def printed(paper: Paper) -> bytes:
    """The PDF (PDF/UA-1); the same bytes for the same paper."""
    sections = tuple(
        Section(f"part-{number}", one.title, tuple(_blocks(one))) for number, one in enumerate(paper.parts, 1)
    )
    return pdf.render(
        Document(paper.title, paper.about, paper.council, paper.on, paper.on, paper.accent, sections, short=True)
    )


def _blocks(part: Part) -> Iterator[Block]:
    for one in part.sentences:
        yield Paragraph((Text(one),))
    if part.facts:
        yield Terms(tuple((term, (Text(said),)) for term, said in part.facts))
    if part.points:
        yield BulletList(tuple((Text(one),) for one in part.points))
