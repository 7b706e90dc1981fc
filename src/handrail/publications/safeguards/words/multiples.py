"""So many times another number: twice as many as, half that, two to one, as many as, not as high as (G05)."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

from handrail.publications.numbers import tenths
from handrail.publications.safeguards.clauses import MARK, Clause
from handrail.publications.safeguards.values import value_of
from handrail.publications.safeguards.words import approximate
from handrail.publications.safeguards.words.bearing import Pair, Unclear, changes, is_level, pair_of
from handrail.publications.safeguards.words.comparisons import side_pair
from handrail.publications.safeguards.words.faults import Fault
from handrail.publications.safeguards.words.numerals import NUMBER, SPELLED, numeral
from handrail.publications.safeguards.words.sides import sides

_TIMES_AS = re.compile(
    rf"\b(?:(?P<about>{approximate.ANY}) )?(?P<times>half|twice|(?P<n>{NUMBER}) times) (?:as \w+|(?P<that>that))\b",
    re.IGNORECASE,
)
_TO_ONE = re.compile(rf"\b(?:(?P<about>{approximate.ANY}) )?(?P<n>{SPELLED}) to one\b", re.IGNORECASE)
_AS_MANY = re.compile(
    r"(?<!times )(?<!twice )(?<!half )(?<!just )\b(?P<not>not |nowhere near )?(?:quite )?as (?:many|high|large|often|big)\b"
    rf"(?! as {MARK})(?=[^;]* as\b)",
    re.IGNORECASE,
)


def multiples(clause: Clause) -> Iterator[tuple[str, Callable[[], Fault | None]]]:
    """What is said to be so many times another number, each with its test."""
    for pattern, test in ((_TIMES_AS, _is_times_as), (_TO_ONE, _is_to_one), (_AS_MANY, _is_as_many)):
        yield from ((said[0], partial(test, clause, said)) for said in pattern.finditer(clause.words))


def _is_times_as(clause: Clause, said: re.Match[str]) -> Fault | None:
    """Whether it is so many times as much. Raises Unclear."""
    pair = _that(clause, said) if said["that"] else _either(clause, said)
    if pair is None or not pair.old:
        return None
    times = said["times"].lower()
    factor = Decimal("0.5") if times == "half" else Decimal(2) if times == "twice" else numeral(said["n"])
    if approximate.times(said["about"] or "", pair.new / pair.old, factor):
        return None
    true = f"{tenths(pair.new / pair.old)} times as many"
    return Fault(f"it is {true}.", f"Write that it is {pair.size} {'more' if pair.way > 0 else 'fewer'}, or {true}.")


def _is_to_one(clause: Clause, said: re.Match[str]) -> Fault | None:
    """Whether the larger of the two numbers before it is so many times the smaller."""
    values = [value_of(one) or Decimal(0) for one in clause.between(0, said.start()) if is_level(one)][-2:]
    if len(values) < 2 or not min(values):
        raise Unclear("compares with nothing that is bound here.", "Bind both numbers in the same clause.")
    times = max(values) / min(values)
    if approximate.times(said["about"] or "", times, numeral(said["n"])):
        return None
    return Fault(f"it is {tenths(times)} to one.", f"Write that one is {tenths(times)} times the other.")


def _is_as_many(clause: Clause, said: re.Match[str]) -> Fault | None:
    """Whether it is at least as much as the other; or, with "not", less. Raises Unclear."""
    pair = _either(clause, said)
    if (pair.way < 0) == bool(said["not"]):
        return None
    right = {1: f"{pair.size} more", -1: f"{pair.size} fewer", 0: "the same"}[pair.way]
    return Fault(f"it is {right}.", f"Write {right}.")


def _either(clause: Clause, said: re.Match[str]) -> Pair:
    """The two sides of "as many ... as"; or, without the second "as", the later number with the earlier."""
    second = re.compile(r"\bas\b").search(clause.words, said.end())
    found = sides(clause, said.start(), second.end()) if second else None
    if found:
        return side_pair(found.beside[0], found.subject)
    steps = changes(clause, said.start(), said.end(), 0, len(clause.words))
    return Pair(steps[0].old, steps[-1].new, steps[0].is_share, steps[0].measure)


def _that(clause: Clause, said: re.Match[str]) -> Pair | None:
    """ "A year ago it was twice that, at 46": the number behind with the nearest one before it."""
    behind = [one for one in clause.between(said.end(), len(clause.words)) if is_level(one)]
    before = [one for one in (*clause.between(0, said.start())[::-1], *clause.nearest) if is_level(one)]
    return pair_of(before[0], behind[0]) if before and behind else None
