"""Runs every test of words over a clause."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from handrail.publications.safeguards.clauses import MARK, Clause
from handrail.publications.safeguards.findings import Finding, Spot
from handrail.publications.safeguards.values import CHANGES
from handrail.publications.safeguards.words import comparisons, moves
from handrail.publications.safeguards.words.bearing import NotYetKnown, Unclear, changes
from handrail.publications.safeguards.words.faults import Fault
from handrail.publications.safeguards.words.lexicon import ALIKE, JUDGEMENT, MOVE, TIMES, Word, lexed
from handrail.publications.safeguards.words.multiples import multiples
from handrail.publications.safeguards.words.over_time import speaks_of_each, speaks_of_years
from handrail.publications.safeguards.words.proportions import proportion_holds, proportions
from handrail.publications.safeguards.words.roundings import rounding_holds, roundings

_TESTS = {MOVE: moves.moved, JUDGEMENT: moves.moved, ALIKE: moves.alike, TIMES: moves.multiplied}
_AMOUNT = re.compile(
    rf"\b(?:rise|increase|fall|decrease|drop|reduction|growth|rose|fell|increased|decreased|grew|dropped) (?:of|by) {MARK}",
    re.IGNORECASE,
)


def words_are_borne(spot: Spot, clause: Clause) -> Iterator[Finding]:
    """Every word of change, comparison and share in the clause says what its numbers say (G05)."""
    for rounded in roundings(clause.words):
        yield from _tested(spot, clause, rounded.said, partial(rounding_holds, clause, rounded), "G11")
    if not speaks_of_each(clause.words):  # what is said of each month only the whole document can bear: see series
        yield from _of_change(spot, clause)
        yield from _of_comparison(spot, clause)
        yield from _of_share(spot, clause)
        yield from _amounts(spot, clause)


def speaks_of_change(words: str) -> bool:
    """Whether these words compare one number with another."""
    found = lexed(words)
    return any(one.kind in moves.KINDS or comparisons.compares(words, one) for one in found)


def _of_change(spot: Spot, clause: Clause) -> Iterator[Finding]:
    found = [one for one in lexed(clause.words) if one.kind in moves.KINDS]
    for place, word in enumerate(found):
        low = found[place - 1].end if place else 0
        high = found[place + 1].start if place + 1 < len(found) else len(clause.words)
        if moves.is_hoped_for(clause, word) and not _bears(clause, word, low, high):
            continue
        if speaks_of_years(clause.words) and not _bears(clause, word, low, high):
            continue
        yield from _tested(spot, clause, word.said, partial(_TESTS[word.kind], clause, word, low, high))


def _bears(clause: Clause, word: Word, low: int, high: int) -> bool:
    """Whether the clause itself holds numbers for this word."""
    try:
        changes(clause, word.start, word.end, low, high)
    except Unclear:
        return False
    return bool(clause.numbers)


def _of_comparison(spot: Spot, clause: Clause) -> Iterator[Finding]:
    found = [one for one in lexed(clause.words) if one.kind in comparisons.KINDS]
    for place, word in enumerate(found):
        end = found[place + 1].start if place + 1 < len(found) else len(clause.words)
        yield from _tested(spot, clause, word.said, partial(comparisons.compared, clause, word, end))
    for said, test in multiples(clause):
        yield from _tested(spot, clause, said, test)


def _of_share(spot: Spot, clause: Clause) -> Iterator[Finding]:
    found = proportions(clause.words)
    for place, claim in enumerate(found):
        low = found[place - 1].end if place else 0
        high = found[place + 1].start if place + 1 < len(found) else len(clause.words)
        yield from _tested(spot, clause, claim.said, partial(proportion_holds, clause, claim, low, high))


def _amounts(spot: Spot, clause: Clause) -> Iterator[Finding]:
    """The number in 'a rise of ...' is a change, not this year's level (G05)."""
    for said in _AMOUNT.finditer(clause.words):
        number = clause.numbers[clause.words[: said.end() - 1].count(MARK)]
        if number.shows in CHANGES:
            continue
        try:
            steps = changes(clause, said.start(), said.end() - 1, 0, len(clause.words))
            right = f"Write that it {steps[-1].said()}."
        except Unclear:
            right = "Bind the change: this year's number less last year's."
        wrong = f"{number.head} in '{clause.readable()}' is a level, not a change."
        yield spot.refuse("G05", wrong, right)


def _tested(
    spot: Spot, clause: Clause, word: str, test: Callable[[], Fault | None], code: str = "G05"
) -> Iterator[Finding]:
    try:
        fault = test()
    except NotYetKnown:
        return
    except Unclear as unclear:
        make = spot.ask if unclear.is_question else spot.refuse
        yield make(code, f"'{word}' in '{clause.readable()}' {unclear}", unclear.remedy)
        return
    if fault:
        wrong = f"'{word}' in '{clause.readable()}' is not true: {fault.so}"
        yield spot.refuse(code, wrong, fault.remedy, fault.instead)
