"""The share that a part of the whole rests on: a bound share, a change as a part of what was, or one count of another."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from handrail.measures.figures import SHARE
from handrail.publications.document import Number
from handrail.publications.numbers import percentage, tenths, whole
from handrail.publications.safeguards.clauses import Clause
from handrail.publications.safeguards.values import exact, value_of
from handrail.publications.safeguards.words.bearing import Unclear, changes, is_level
from handrail.publications.safeguards.words.lexicon import MOVE, lexed

_EARLIER = re.compile(r"(?:last|previous) year|year before|year ago|(?:its|their) level|what it was", re.IGNORECASE)
_SHARES = ("share", "plain", "value", "published", "numerator", "denominator")


class Ratio(NamedTuple):
    """A share from 0 to 1, and how it is written with both counts."""

    share: Decimal
    said: str


def ratio(clause: Clause, start: int, end: int, beside: tuple[Number, ...], wide: bool) -> Ratio | None:
    """The share that words between `start` and `end` rest on, looked for beyond their clause where `wide`.

    `beside` are the numbers beside the words, nearest first.
    """
    pools = (beside, clause.numbers, *((clause.near, clause.beside) if wide else ()))
    return next(_ratios(clause, start, end, pools), None)


def _ratios(clause: Clause, start: int, end: int, pools: tuple[tuple[Number, ...], ...]) -> Iterator[Ratio]:
    yield from _changed(clause, start)
    for numbers in pools:
        yield from (share for one in numbers if (share := share_of(one)))
        if numbers is not pools[0]:
            yield from _one_of_another(numbers, clause.words[end:])


def share_of(number: Number) -> Ratio | None:
    """The share a number is of, where its figure is one."""
    figure = number.figure
    value = exact(figure) if figure and number.shows in _SHARES else None
    if figure is None or value is None or figure.kind != SHARE:
        return None
    top, base = figure.numerator or 0, figure.denominator or 1
    return Ratio(value, f"{percentage(top, base)} ({whole(top)} of {whole(base)})")


def _changed(clause: Clause, start: int) -> Iterator[Ratio]:
    """ "Rose by almost half": the change as a part of what was before."""
    words = clause.words[:start]
    moves = [one for one in lexed(words) if one.kind == MOVE]
    if not moves or not re.fullmatch(r" (?:\w+ ){0,3}(?:by|of) ", words[moves[-1].end :]):
        return
    try:
        steps = changes(clause, moves[-1].start, start, 0, len(clause.words))
    except Unclear:
        return
    old, new = steps[0].old, steps[-1].new
    if old:
        yield Ratio(abs(new - old) / old, f"{tenths(100 * abs(new - old) / old)}%")


def _one_of_another(numbers: tuple[Number, ...], behind: str) -> Iterator[Ratio]:
    """A count as a part of last year's, where the words say so; else as a part of the count it is a group of."""
    counts = [one for one in numbers if is_level(one) and one.figure and one.figure.kind != SHARE]
    if len(counts) < 2:
        return
    ordered = sorted(counts, key=lambda one: one.figure.period_to if one.figure else 0)
    if _EARLIER.search(behind):
        yield _of(ordered[-1], ordered[0])
        return
    base = max(counts, key=lambda one: value_of(one) or Decimal(0))
    parts = [one for one in counts if one.figure and base.figure and _is_part(one, base)]
    named = [one for one in parts if any(name.lower() in behind.lower() for name in _group(one))]
    yield from (_of(one, base) for one in (named or parts)[:1])


def _is_part(one: Number, base: Number) -> bool:
    if one.figure is None or base.figure is None or one is base:
        return False
    return one.figure.unit == base.figure.unit and one.figure.period_to == base.figure.period_to


def _group(number: Number) -> tuple[str, ...]:
    return tuple(number.figure.group.values()) if number.figure else ()


def _of(top: Number, base: Number) -> Ratio:
    one, other = value_of(top) or Decimal(0), value_of(base) or Decimal(1)
    return Ratio(one / other, f"{tenths(100 * one / other)}% ({top.head} of {base.head})")
