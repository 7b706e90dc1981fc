"""The document tree: what a report says, before anybody decides how it looks.

Writers may print only what stands in `text`: it is already protected. The figure behind a number is kept so
that a page can link to its definition, and is never printed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from handrail.measures.figures import Figure


@dataclass(frozen=True)
class Place:
    """Where the author wrote it: a chapter's file and the line in it."""

    file: str
    line: int


@dataclass(frozen=True)
class Text:
    """Words. `link` is the id of a place in this document; `code` marks an identifier.

    `typed` is the author's reason for numbers or claims that no figure bears; they are listed beside the report.
    """

    text: str
    strong: bool = False
    code: bool = False
    link: str | None = None
    typed: str | None = None


@dataclass(frozen=True)
class Number:
    """A number in a sentence or a cell: how it is shown, and the figure it is bound to.

    `shows` says which part of the figure it prints: value, share, numerator, denominator, not_assessable or
    not_recorded, mean (numerator by denominator), target; or, against an earlier figure, difference, points
    (percentage points) or relative (the change as a share of the earlier).
    """

    text: str
    figure: Figure | None = field(repr=False)
    shows: str
    strong: bool = False
    against: Figure | None = field(default=None, repr=False)

    @property
    def head(self) -> str:
        """The number itself: 93.3% of "93.3% (111 of 119)". Only this is set strong."""
        return self.text.partition(" (")[0]

    @property
    def tail(self) -> str:
        """What stands behind the number, with the space before it."""
        return self.text[len(self.head) :]


Inline = Text | Number


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text; `number` is how it is cited where paragraphs are numbered: 3.4."""

    parts: tuple[Inline, ...]
    place: Place | None = field(default=None, compare=False, repr=False)
    number: str = ""


@dataclass(frozen=True)
class BulletList:
    """A list of points."""

    items: tuple[tuple[Inline, ...], ...]
    places: tuple[Place, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True)
class Subheading:
    """A heading inside a section, which can be linked to. `level` is 2, or 3 for one below it."""

    id: str
    text: str
    level: int = 2


@dataclass(frozen=True)
class Terms:
    """Terms, each with what is said of it."""

    items: tuple[tuple[str, tuple[Inline, ...]], ...]


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, and whether it holds numbers."""

    heading: str
    numeric: bool = True


@dataclass(frozen=True)
class Row:
    """A row of a table: what it is about, its cells, and whether it is the total."""

    heading: str
    cells: tuple[Inline, ...]
    total: bool = False


SEVERAL_UNITS = "several, each in its row"
"""What a table counts that says in each row what it counts."""


@dataclass(frozen=True)
class Table:
    """A table of one unit. `columns` includes the first, which holds the headings of the rows.

    `also_units` are units that count the same things in this table, which its note explains. Its percentages are printed
    with so many `decimals`.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: str
    note: tuple[Inline, ...] = ()
    also_units: tuple[str, ...] = ()
    decimals: int = 1


@dataclass(frozen=True)
class Series:
    """A series of a chart: one value for each label, None where there is none to show.

    `kind` is line, least (lower bounds, where the line has no value), faint (a second line), target (a stepped line)
    or bar; or, after the line or bar they belong to, mean and limit (of the usual variation, one series for each side),
    or before (the same of the year before).
    """

    name: str
    kind: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """A chart with its message as the title, its words for those who cannot see it, and its table's id.

    `unit` is "share" (values from 0 to 1) or "count". The table stands after the chart in the same section.
    `note` stands under the drawing, and a small one is drawn lower. `layout` is months (side by side, single months),
    bars (one under the other, each with its own name), points (side by side, whatever their names) or tenths (ten
    figures for each share).
    """

    id: str
    title: tuple[Inline, ...]
    alt: str
    unit: str
    axis: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    table: str
    note: str = ""
    layout: str = "months"
    small: bool = False

    @property
    def shows_anything(self) -> bool:
        """Whether any value may be drawn; a target, or what could be judged, alone is none."""
        return any(
            value is not None for one in self.series if one.kind in ("line", "least", "bar") for value in one.values
        )


@dataclass(frozen=True)
class Approval:
    """Who approves the document, in words, and the roles that sign it, each with a line of its own."""

    parts: tuple[Inline, ...]
    roles: tuple[str, ...] = ()


Block = Paragraph | BulletList | Subheading | Terms | Table | Chart | Approval


@dataclass(frozen=True)
class Section:
    """A chapter; `number` is how it is cited where paragraphs are numbered.

    `lacks` is why it has not one of its numbers, where it says nothing else.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    lacks: str = ""

    @property
    def heading(self) -> str:
        """Its title with its number in front: 3. Recommendations."""
        return f"{self.number}. {self.title}" if self.number else self.title


@dataclass(frozen=True)
class Document:
    """A whole report.

    A short one has no first page and no contents, and its chapters follow each other on the page. A `large` one is
    set in larger type. `most_pages` is how many it may have (0: as many as it needs).
    """

    title: str
    subtitle: str
    authority: str
    period_from: date
    period_to: date
    accent: str
    sections: tuple[Section, ...]
    short: bool = False
    large: bool = False
    most_pages: int = 0

    @property
    def numbered(self) -> bool:
        """Whether its chapters and paragraphs are numbered."""
        return any(section.number for section in self.sections)

    def blocks(self) -> Iterator[Block]:
        """Every block, in reading order."""
        for section in self.sections:
            yield from section.blocks

    def numbers(self) -> Iterator[Number]:
        """Every number, in reading order."""
        for part in self.parts():
            if isinstance(part, Number):
                yield part

    def parts(self) -> Iterator[Inline]:
        """Every part of a paragraph, list, table or term, in reading order."""
        for block in self.blocks():
            yield from parts_of(block)

    def label_of(self, block_id: str) -> str:
        """ "Table 2" or "Chart 1", by the place the block has in the document."""
        counts = {Table: 0, Chart: 0}
        for block in self.blocks():
            if isinstance(block, Table | Chart):
                counts[type(block)] += 1
                if block.id == block_id:
                    return f"{type(block).__name__} {counts[type(block)]}"
        raise KeyError(block_id)


def plain(parts: tuple[Inline, ...]) -> str:
    """The words of these parts, with nothing of how they look."""
    return "".join(part.text for part in parts)


def parts_of(block: Block) -> Iterator[Inline]:
    """Every part of a block, in reading order."""
    match block:
        case Paragraph(parts) | Approval(parts):
            yield from parts
        case BulletList(items):
            for item in items:
                yield from item
        case Terms(items):
            for _, said in items:
                yield from said
        case Table():
            for row in block.rows:
                yield from row.cells
            yield from block.note
        case Chart():
            yield from block.title
        case _:
            return
