"""What is said of several months or years: met in four of the twelve months, risen for the third year running (G05)."""

import itertools
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from handrail.measures.figures import Figure
from handrail.publications.document import Number
from handrail.publications.safeguards.clauses import Clause
from handrail.publications.safeguards.findings import Finding, Spot, Standing
from handrail.publications.safeguards.measures import better
from handrail.publications.safeguards.passages import Passage, Reading
from handrail.publications.safeguards.periods import length, name_of
from handrail.publications.safeguards.targets import target_of
from handrail.publications.safeguards.values import as_level, exact
from handrail.publications.safeguards.words import approximate
from handrail.publications.safeguards.words.aims import aims
from handrail.publications.safeguards.words.bearing import is_level
from handrail.publications.safeguards.words.lexicon import MOVE, lexed
from handrail.publications.safeguards.words.moves import is_denied
from handrail.publications.safeguards.words.numerals import numeral
from handrail.publications.safeguards.words.over_time import EACH, YEARS, speaks_of_each
from handrail.publications.safeguards.words.proportions import proportions

Test = Callable[[Figure], bool | None]
_LONGEST = {"month": 31, "quarter": 92}
_MONTHS_DIFFER = 4  # days
_YEARS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}


def times_hold(passage: Passage, reading: Reading, standing: Standing) -> Iterator[Finding]:
    """What is said of each, most, some or none of the months, and of years one after another."""
    for clause in passage.clauses:
        levels = [one for one in (*clause.numbers, *clause.near, *clause.beside) if is_level(one)]
        if levels and levels[0].figure:
            for said in EACH.finditer(clause.words) if speaks_of_each(clause.words) else ():
                yield from _of_each(passage.spot, clause, said, levels[0].figure, reading, standing)
            for said in YEARS.finditer(clause.words):
                yield from _of_years(passage.spot, clause, said, levels[0], reading)


def _of_each(
    spot: Spot, clause: Clause, said: re.Match[str], figure: Figure, reading: Reading, standing: Standing
) -> Iterator[Finding]:
    test, what = _test(clause, standing), said["what"].lower()
    if test is None:
        return
    shown = {one.period_from: one for one in reading.of(figure.measure)
             if not one.group and _LONGEST[what] - 4 < length(one) <= _LONGEST[what]}  # fmt: skip
    results = [test(one) for one in shown.values()]
    true, words = sum(bool(one) for one in results), f"'{said[0]}' in '{clause.readable()}'"
    if not results or None in results:
        yield spot.refuse(
            "G05", f"{words} rests on no {what}s.", f"Print the {what}s of '{figure.measure}', or leave it out."
        )
    elif not _so_many(said, true, len(results)):
        right = f"{true} of {len(results)}"
        yield spot.refuse("G05", f"{words} is not true: it is so in {right}.", f"Write {right} {what}s.")


def _so_many(said: re.Match[str], true: int, of: int) -> bool:
    out_of = said["all"] or said["out_of"]
    if out_of and numeral(out_of) != of:
        return False
    if said["most"]:
        return 2 * true > of
    if said["but"]:
        return true == of - numeral(said["but"])
    if said["n"]:
        return approximate.holds(said["about"] or "", Decimal(true), numeral(said["n"]), Decimal(0), Decimal(1))
    return true == (0 if said["none"] else of)


def _test(clause: Clause, standing: Standing) -> Test | None:
    """What is asked of each month: that it met its target, or that so large a part was so."""
    claimed = aims(clause.words)
    if claimed:
        aim = claimed[0]

        def met(figure: Figure) -> bool | None:
            target, value = target_of(figure, clause.near, standing), exact(figure)
            lower = better(figure.measure) == "lower"
            return None if target is None or value is None else aim.holds(value, target, lower)

        return met
    parts = [one for one in proportions(clause.words) if not EACH.search(one.said)]
    parts = [one for one in parts if not EACH.match(clause.words, one.start)]
    if not parts:
        return None
    return lambda figure: None if (value := exact(figure)) is None else parts[0].holds(value)


def _of_years(spot: Spot, clause: Clause, said: re.Match[str], number: Number, reading: Reading) -> Iterator[Finding]:
    figure, moves = number.figure, [one for one in lexed(clause.words) if one.kind == MOVE]
    if figure is None or not moves:
        return
    years = _years(figure, clause.borne_by, reading)
    wanted = _how_many(said, years)
    shown = years[-wanted - 1 :]
    values = [exact(one) or Decimal(0) for one in shown]
    way = -moves[0].way if is_denied(clause, moves[0]) else moves[0].way
    words = f"'{said[0]}' in '{clause.readable()}'"
    if len(values) <= wanted:
        remedy = f"Print '{figure.measure}' of {wanted + 1} years, or leave it out."
        yield spot.refuse("G05", f"{words} rests on years that are not printed.", remedy)
    elif not all((new > old) - (new < old) == way for old, new in itertools.pairwise(values)):
        right = ", ".join(f"{as_level(one)} in {name_of(one)}" for one in shown)
        yield spot.refuse("G05", f"{words} is not true.", f"Write what it was: {right}.")


def _years(figure: Figure, numbers: tuple[Number, ...], reading: Reading) -> list[Figure]:
    """The years shown, up to the last of those the clause speaks of."""
    spoken = [one.figure.period_to for one in numbers if one.figure and one.figure.measure == figure.measure]
    alike = [one for one in reading.of(figure.measure) if one.group == figure.group]
    shown = {one.period_to: one for one in alike if abs(length(one) - length(figure)) <= _MONTHS_DIFFER}
    return [shown[day] for day in sorted(shown) if day <= max(spoken, default=figure.period_to)]


def _how_many(said: re.Match[str], years: list[Figure]) -> int:
    """How many changes one after another are spoken of."""
    if said["th"]:
        return _YEARS[said["th"].lower()]
    if said["last"] or said["n"]:
        return int(numeral(said["last"] or said["n"]))
    return max(1, sum(one.period_to.year > int(said["since"]) for one in years) - 1)
