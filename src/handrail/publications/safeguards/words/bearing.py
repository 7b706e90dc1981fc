"""Which numbers a word rests on, and what they say of each other.

A word of change rests on numbers of one series: one measure and group, shown alike, of different periods. They are
looked for behind the word, then before it, as far as the next word of change; then in the clause, in the sentence and
beside it. The later is the new one.
"""

import itertools
import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from handrail.measures.figures import SHARE, Figure
from handrail.publications.document import Number
from handrail.publications.safeguards.clauses import MARK, Clause
from handrail.publications.safeguards.measures import called
from handrail.publications.safeguards.periods import is_short
from handrail.publications.safeguards.values import CHANGES, change_in_words, exact, value_of

ALIKE_POINTS = Decimal("0.02")  # two percentage points, for shares
ALIKE_PART = Decimal("0.05")  # a twentieth, for counts
GREAT_POINTS, GREAT_PART = Decimal("0.05"), Decimal("0.1")
_FROM, _TO = re.compile(r"\bfrom (?:[\w]+ \()?$"), re.compile(r"\bto (?:[\w]+ \()?$")
AREAS = ("area", "comparator")


@dataclass(frozen=True)
class Pair:
    """Two values of one thing, the earlier first; or of two things, that which is compared with first."""

    old: Decimal
    new: Decimal
    is_share: bool
    measure: str

    @property
    def way(self) -> int:
        """1 where the new is more, -1 where it is less, 0 where they are equal."""
        return (self.new > self.old) - (self.new < self.old)

    @property
    def alike(self) -> bool:
        """Whether a reader would call them the same."""
        return self.is_small(ALIKE_POINTS, ALIKE_PART)

    @property
    def great(self) -> bool:
        """Whether a reader would call the change great."""
        return not self.is_small(GREAT_POINTS, GREAT_PART)

    def is_small(self, points: Decimal, part: Decimal) -> bool:
        """Whether the change is no more than these points (of shares) or this part (of counts)."""
        size = abs(self.new - self.old)
        return size <= points if self.is_share else size <= part * abs(self.old)

    @property
    def size(self) -> str:
        """The change without its sign: "22 (2.7%)", "3.4 percentage points"."""
        return change_in_words(self.old, self.new, self.is_share)

    def said(self) -> str:
        """The true words: "fell by 22 (2.7%)"."""
        return {0: "did not change", 1: f"rose by {self.size}", -1: f"fell by {self.size}"}[self.way]


class Unclear(ValueError):
    """Why numbers do not bear a word; `is_question` where a person must say what is meant."""

    def __init__(self, why: str, remedy: str, is_question: bool = False) -> None:
        super().__init__(why)
        self.remedy, self.is_question = remedy, is_question


class NotYetKnown(Unclear):
    """Only the whole document can bear it, and so far a chapter is read alone."""

    def __init__(self) -> None:
        super().__init__("rests on the month before.", "Print the months.")


def nothing_bears_it() -> Unclear:
    """No number stands near."""
    return Unclear(
        "says how numbers compare, and nothing here has compared them.",
        "Bind both numbers in the same clause, or leave the word out.",
    )


def area_of(figure: Figure | None) -> str:
    """Whose figure it is where it is not ours: England, a region, the statistical neighbours."""
    if figure is None:
        return ""
    return next((str(one[name]) for one in (figure.group, figure.settings) for name in AREAS if one.get(name)), "")


def is_level(number: Number) -> bool:
    """Whether it is a value, and neither a change nor a target."""
    return number.shows not in (*CHANGES, "target") and number.figure is not None and value_of(number) is not None


def is_share(number: Number) -> bool:
    """Whether its value is a share from 0 to 1."""
    return number.shows in ("share", "plain", "points") or bool(
        number.shows in ("value", "published", *CHANGES) and number.figure and number.figure.kind == SHARE
    )


def changes(clause: Clause, start: int, end: int, low: int, high: int) -> tuple[Pair, ...]:
    """The steps, earliest first, that a word of change between `start` and `end` rests on. Raises Unclear."""
    subject = clause.words[low:start].lower()
    behind, ahead = _named_first(clause.between(end, high), subject), clause.between(low, start)[::-1]
    found = _steps(clause, behind, ahead) or _steps(clause, clause.between(0, high), ())
    found = found or _after_the_one_before(clause, (*behind, *ahead))
    for pool in (clause.near, (*clause.near, *clause.beside)):
        found = found or _steps(clause, _named_first(pool, subject), ())
    found = found or _as_written(clause)
    if found:
        return found
    raise _why_not(clause.borne_by)


def _named_first(numbers: tuple[Number, ...], subject: str) -> tuple[Number, ...]:
    """Those that the words before a word of change speak of first: "reviews held are up, plans are down: ..."."""
    return tuple(
        sorted(
            numbers, key=lambda one: not (one.figure and any(name in subject for name in called(one.figure.measure)))
        )
    )


def _steps(clause: Clause, first: tuple[Number, ...], then: tuple[Number, ...]) -> tuple[Pair, ...]:
    for number in (*first, *then):
        bound = change_of(number)
        if bound:
            return (bound,)
        run = _series(number, first)
        if len(run) < 2:
            run = _series(number, (*first, *then))[:2]
        if len(run) > 1:
            _follows_the_periods(clause, run)
            ordered = sorted(run, key=_end)
            return tuple(pair_of(one, other) for one, other in itertools.pairwise(ordered))
    return ()


def change_of(number: Number) -> Pair | None:
    """The two values behind a bound change."""
    if number.shows not in CHANGES or number.figure is None or number.against is None:
        return None
    old, new = exact(number.against), exact(number.figure)
    if old is None or new is None:
        return None
    return Pair(old, new, number.figure.kind == SHARE, number.figure.measure)


def pair_of(old: Number, new: Number) -> Pair:
    """Two levels as a pair."""
    measure = new.figure.measure if new.figure else ""
    return Pair(value_of(old) or Decimal(0), value_of(new) or Decimal(0), is_share(new), measure)


def _series(number: Number, pool: tuple[Number, ...]) -> list[Number]:
    """The numbers of its series in the pool, one for each period, in the order of the pool."""
    found: dict[object, Number] = {}
    for one in pool if is_level(number) else ():
        if is_level(one) and _kind(one) == _kind(number):
            found.setdefault(_end(one), one)
    return list(found.values())


def _kind(number: Number) -> object:
    figure = number.figure
    return figure and (figure.measure, number.shows, sorted(figure.group.items()), area_of(figure))


def _end(number: Number) -> date:
    return number.figure.period_to if number.figure else date.min


def _follows_the_periods(clause: Clause, run: list[Number]) -> None:
    """'From A to B' goes forward in time."""
    first, second = run[0], run[1]
    before, between = _words_before(clause, first), _words_before(clause, second)
    forward = _FROM.search(before) and _TO.search(between)
    backward = _TO.search(before) and _FROM.search(between)
    if (forward and _end(first) > _end(second)) or (backward and _end(first) < _end(second)):
        raise Unclear("goes back in time.", f"Write from {second.head} to {first.head}, or the other way about.")


def _words_before(clause: Clause, number: Number) -> str:
    places = [at for at, one in zip(clause.places, clause.numbers, strict=True) if one is number]
    return clause.words[: places[0]] if places else ""


def _after_the_one_before(clause: Clause, numbers: tuple[Number, ...]) -> tuple[Pair, ...]:
    """A month or quarter rests on the one before it, where the document prints that."""
    short = [one for one in numbers if is_level(one) and one.figure and is_short(one.figure)]
    if not short or short[0].figure is None:
        return ()
    if clause.printed_before is None:
        raise NotYetKnown
    earlier = clause.printed_before(short[0].figure)
    return (pair_of(replace(short[0], figure=earlier), short[0]),) if earlier else ()


def _as_written(clause: Clause) -> tuple[Pair, ...]:
    """'From A to B' where both are of one period: the words themselves say which is the earlier."""
    levels = [one for one in clause.numbers if is_level(one)]
    if len(levels) != 2 or levels[0].shows != levels[1].shows or levels[0].figure is None or levels[1].figure is None:
        return ()
    if levels[0].figure.measure == levels[1].figure.measure and re.search(rf"from {MARK}.* to {MARK}", clause.words):
        return (pair_of(*levels),)
    return ()


def _why_not(numbers: tuple[Number, ...]) -> Unclear:
    levels = [one for one in numbers if is_level(one)]
    if not levels:
        return nothing_bears_it()
    if len(levels) < 2:
        return Unclear("has nothing to compare with: one number is no change.", "Bind the earlier number too.")
    if len({(one.figure.measure, one.shows) for one in levels if one.figure}) > 1:
        return Unclear("stands between numbers of different things.", "Bind the earlier number of the same measure.")
    why = "can be read in two ways: the numbers are of one period."
    return Unclear(why, "Write 'from ... to ...', or bind numbers of two periods.", is_question=True)
