"""The two sides of a comparison: the number it is about, and the number, or numbers, it is set beside."""

import re
from dataclasses import dataclass

from handrail.publications.document import Number
from handrail.publications.safeguards.clauses import MARK, Clause
from handrail.publications.safeguards.measures import names_of
from handrail.publications.safeguards.values import CHANGES
from handrail.publications.safeguards.words.bearing import Unclear, area_of, is_level, is_share

_EARLIER = re.compile(
    r"last year|last month|previous|(?:year|month|quarter) before|earlier|(?:year|month|quarter) ago|beginning|start"
    r"|opening",
    re.IGNORECASE,
)
_PHRASE = re.compile(rf"[^{MARK},;:()]*")
AREAS_NAMED = re.compile(r"\b(?:England|nation\w*|region\w*|neighbours?|average)\b")


@dataclass(frozen=True)
class Sides:
    """What a comparison is about, and what it is set beside."""

    subject: Number
    beside: tuple[Number, ...]


def sides(clause: Clause, start: int, at: int) -> Sides | None:
    """The sides of a comparison whose word starts at `start` and whose other side begins at `at`. Raises Unclear.

    The other side is the number that the words after "than" name, by its period, its area or its group; else the first
    number behind them. None where nothing is named and no number stands there.
    """
    phrase = (_PHRASE.match(clause.words, at) or [""])[0]
    pool = _comparable(clause.numbers or clause.borne_by)
    beside = _named(phrase, pool) or _behind(clause, at, pool, "both " in phrase)
    if not beside:
        if AREAS_NAMED.search(phrase) or _EARLIER.search(phrase):
            raise Unclear("compares with nothing that is bound here.", "Bind the number it is compared with.")
        return None
    subject = _subject(clause, at, pool, beside)
    if subject is None:
        raise Unclear("compares with nothing that is bound here.", "Bind the number it is compared with.")
    return Sides(subject, beside)


def _comparable(numbers: tuple[Number, ...]) -> tuple[Number, ...]:
    """The values; or, where there is but one, the changes."""
    levels = tuple(one for one in numbers if is_level(one))
    bound = tuple(one for one in numbers if one.shows in CHANGES)
    return bound if len(levels) < 2 <= len(bound) else levels


def _named(phrase: str, pool: tuple[Number, ...]) -> tuple[Number, ...]:
    ends = sorted({one.figure.period_to for one in pool if one.figure})
    if _EARLIER.search(phrase) and len(ends) > 1:
        return tuple(one for one in pool if one.figure and one.figure.period_to == ends[0])[:1]
    named = tuple(one for one in pool if any(name.lower() in phrase.lower() for name in _names(one)))
    return named or (_all_but_the_last(pool) if re.fullmatch(r" (?:both|either|all)\b.*", phrase) else ())


def _all_but_the_last(pool: tuple[Number, ...]) -> tuple[Number, ...]:
    """ "... we stand at 88%, higher than both": what was named before, and not the number it is about."""
    return pool[:-1]


def _names(number: Number) -> tuple[str, ...]:
    figure = number.figure
    if figure is None:
        return ()
    area = area_of(figure)
    return tuple(name for name in (*(names_of(area) if area else ()), *figure.group.values()) if name)


def _behind(clause: Clause, at: int, pool: tuple[Number, ...], both: bool) -> tuple[Number, ...]:
    """The first behind the word, or two where it says both; the second where the first is what it is about."""
    behind = [one for one in clause.between(at, len(clause.words)) if one in pool]
    first = 0 if any(one in pool for one in clause.between(0, at)) else 1
    return tuple(behind[first : first + (2 if both else 1)])


def _subject(clause: Clause, at: int, pool: tuple[Number, ...], beside: tuple[Number, ...]) -> Number | None:
    """The nearest number before the other side, ours before another area's; else the first that is left."""
    before = [one for one in clause.between(0, at)[::-1] if one in pool and one not in beside]
    left = [one for one in (*before, *pool) if one not in beside and is_share(one) == is_share(beside[0])]
    if area_of(beside[0].figure):
        left.sort(key=lambda one: bool(area_of(one.figure)))
    return left[0] if left else None
