"""The document as the safeguards read it: passages of words, and every number with where it stands."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property

from handrail.measures.figures import Figure
from handrail.publications.document import (
    BulletList,
    Chart,
    Document,
    Inline,
    Number,
    Paragraph,
    Row,
    Table,
    Text,
    plain,
)
from handrail.publications.numbers import ABSENT
from handrail.publications.safeguards.clauses import Clause, Earlier, clauses
from handrail.publications.safeguards.findings import Spot
from handrail.publications.safeguards.values import exact, value_of


@dataclass(frozen=True)
class Passage:
    """A paragraph, a point, the title of a chart or the note of a table. Terms are definitions, which claim nothing."""

    spot: Spot
    parts: tuple[Inline, ...]
    printed_before: Earlier | None = field(default=None, compare=False, repr=False)

    @cached_property
    def words(self) -> str:
        """The words as they are read, less what is typed with a reason."""
        return plain(tuple(part for part in self.parts if not (isinstance(part, Text) and part.typed)))

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Its clauses."""
        return tuple(clauses(self.parts, self.printed_before))

    @cached_property
    def numbers(self) -> list[Number]:
        """The bound numbers in it."""
        return [part for part in self.parts if isinstance(part, Number)]


@dataclass(frozen=True)
class Reading:
    """A document read once for all checks."""

    document: Document

    @cached_property
    def passages(self) -> list[Passage]:
        """Every passage, in reading order."""
        found = (
            one for section in self.document.sections for block in section.blocks for one in _of(section.title, block)
        )
        return [replace(one, printed_before=self.before) for one in found]

    @cached_property
    def tables(self) -> list[Table]:
        """Every table, in reading order."""
        return [block for block in self.document.blocks() if isinstance(block, Table)]

    @cached_property
    def numbers(self) -> list[tuple[Spot, Number]]:
        """Every number with where it stands, those in cells too."""
        said = [(one.spot, number) for one in self.passages for number in one.numbers]
        cells = [
            (Spot(f"Table '{table.caption}', row '{row.heading}'"), cell)
            for table in self.tables
            for row in table.rows
            for cell in row.cells
            if isinstance(cell, Number)
        ]
        return said + cells

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures that are shown: a hidden one bears nothing."""
        shown = (number for _, number in self.numbers if is_shown(number))
        return [number.figure for number in shown if number.figure is not None]

    @cached_property
    def values(self) -> list[Figure]:
        """The figures whose own value is shown, and not only what it is out of or what was left out of it."""
        shown = (number for _, number in self.numbers if is_shown(number) and value_of(number) is not None)
        return [one.figure for one in shown if one.figure is not None and value_of(one) == exact(one.figure)]

    @cached_property
    def bounded(self) -> frozenset[str]:
        """The measures of which some figure is shown only as so much or more, or as a small number."""
        hidden = (number.figure for _, number in self.numbers if not is_shown(number) and number.head not in ABSENT)
        return frozenset(one.measure for one in hidden if one is not None)

    @cached_property
    def _of_measure(self) -> dict[str, list[Figure]]:
        found: dict[str, dict[object, Figure]] = defaultdict(dict)
        for one in self.values:
            of = (one.period_from, one.period_to, tuple(one.group.items()), tuple(one.settings.items()))
            found[one.measure].setdefault(of, one)
        return {measure: list(figures.values()) for measure, figures in found.items()}

    def of(self, measure: str) -> list[Figure]:
        """The figures of a measure whose own value is shown."""
        return self._of_measure.get(measure, [])

    def before(self, figure: Figure) -> Figure | None:
        """The figure of the month, quarter or year right before this one that is shown."""
        ends = figure.period_from - timedelta(days=1)
        alike = (one for one in self.of(figure.measure) if (one.group, one.settings) == (figure.group, figure.settings))
        return next((one for one in alike if one.period_to == ends and one.period_from < one.period_to), None)


def numbers_of(table: Table) -> Iterator[tuple[Row, Number]]:
    """The numbers in the cells of a table, each with its row."""
    for row in table.rows:
        yield from ((row, cell) for cell in row.cells if isinstance(cell, Number))


def is_shown(number: Number) -> bool:
    """Whether the number itself can be read, and not only that it is small, hidden or absent."""
    text = number.head
    return text.partition(":")[0] not in ABSENT and "or more" not in text and "or fewer" not in text


def _of(title: str, block: object) -> Iterator[Passage]:
    match block:
        case Paragraph():
            yield Passage(Spot(f"Section '{title}'", block.place), block.parts)
        case BulletList():
            for at, item in enumerate(block.items):
                yield Passage(Spot(f"Section '{title}'", block.places[at] if at < len(block.places) else None), item)
        case Chart():
            yield Passage(Spot(f"Chart '{block.id}'"), block.title)
        case Table() if block.note:
            yield Passage(Spot(f"Table '{block.caption}'"), block.note)
        case _:
            return
