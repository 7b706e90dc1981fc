"""Figures told before and told otherwise now: both are shown, with the reason (G20).

Two figures are of one thing where measure, period and group are the same and their settings do not contradict each
other. A setting that only one of them names came with another release.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from handrail.measures.figures import Figure
from handrail.publications.document import Column, Inline, Row, Table, Text

DEFINITION = "the definition changed"
RULES = "the rules behind it changed, though its definition did not"
CORRECTED = "the record was corrected"
LATER_DATA = "later data came in"
RECORD = "the record changed"
UNKNOWN = "the reason cannot be told"

REASONS = (DEFINITION, RULES, CORRECTED, LATER_DATA, RECORD, UNKNOWN)


@dataclass(frozen=True)
class Restatement:
    """A figure as an earlier edition published it, and as it is now; the reasons, and what the record did."""

    then: Figure
    now: Figure
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        """The reasons as a sentence."""
        said = " and ".join(self.reasons)
        return said[:1].upper() + said[1:] + "."


Cells = tuple[str, Inline, Inline]
"""How a restatement is printed: what the figure is of, what was published, and what is counted now."""

Why = Callable[[Figure, Figure], tuple[str, ...]]
"""Says why a figure (published, now) differs, from what the edition knows of both records."""


def by_definition(then: Figure, now: Figure) -> tuple[str, ...]:
    """The reason where only the two figures are known."""
    return (DEFINITION,) if then.definition != now.definition else (RECORD,)


def restatements(earlier: Iterable[Figure], now: Iterable[Figure], why: Why = by_definition) -> list[Restatement]:
    """Every figure that both give, for the same period, with other numbers; in the order of the earlier."""
    told_twice = ((one, other) for one, other in pairs(earlier, now) if one and other)
    return [Restatement(one, other, why(one, other)) for one, other in told_twice if numbers(one) != numbers(other)]


def tables(found: Iterable[Restatement], cells: Callable[[Restatement], Cells]) -> list[Table]:
    """The restatements as tables, one for each unit (G02). `cells` prints one as far as it may be published."""
    by_unit = groupby(sorted(found, key=_unit), key=_unit)
    return [_table(unit, list(of_unit), cells) for unit, of_unit in by_unit]


def identity(figure: Figure) -> tuple[object, ...]:
    """What a figure is of, settings included, whatever it says and however it is defined."""
    return *_of(figure), tuple(sorted(figure.settings.items()))


def numbers(figure: Figure) -> tuple[object, ...]:
    """What a figure says, and of what."""
    return figure.kind, figure.unit, figure.numerator, figure.denominator


def pairs(
    then: Iterable[Figure], now: Iterable[Figure]
) -> Iterator[tuple[Figure, Figure] | tuple[Figure, None] | tuple[None, Figure]]:
    """Each figure with the one of the same thing in the other list, or with None; each is used once."""
    left: dict[tuple[object, ...], list[Figure]] = {}
    for figure in now:
        left.setdefault(_of(figure), []).append(figure)
    for figure in then:
        candidates = [other for other in left.get(_of(figure), []) if _agree(figure.settings, other.settings)]
        same = next((other for other in candidates if other.settings == figure.settings), None)
        other = same or next(iter(candidates), None)
        if other is None:
            yield figure, None
        else:
            left[_of(figure)].remove(other)
            yield figure, other
    for figures in left.values():
        yield from ((None, figure) for figure in figures)


def _of(figure: Figure) -> tuple[object, ...]:
    return figure.measure, figure.period_from, figure.period_to, tuple(sorted(figure.group.items()))


def _agree(one: dict[str, str], other: dict[str, str]) -> bool:
    return all(one[name] == other[name] for name in one.keys() & other.keys())


def _unit(restatement: Restatement) -> str:
    return restatement.now.unit


def _table(unit: str, found: list[Restatement], cells: Callable[[Restatement], Cells]) -> Table:
    rows = ((cells(each), each.why) for each in found)
    return Table(
        id=f"table-restated-{unit.replace(' ', '-')}",
        caption=f"Figures published before that are different now (counted: {unit})",
        columns=(Column("Figure", False), Column("As published"), Column("As counted now"), Column("Why", False)),
        rows=tuple(Row(heading, (then, now, Text(why))) for (heading, then, now), why in rows),
        unit=unit,
    )
