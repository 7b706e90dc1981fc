"""Sentences: numbers as their figures say, of the right thing, unit and period (G02, G05, G06, G09, G11, G13, G20)."""

import itertools
import re
from collections.abc import Iterator

from handrail.measures.figures import Figure
from handrail.publications.document import Number, plain
from handrail.publications.safeguards.clauses import MARK, Clause
from handrail.publications.safeguards.findings import Finding, Spot, Standing
from handrail.publications.safeguards.headings import group_is_named
from handrail.publications.safeguards.measures import called, nouns
from handrail.publications.safeguards.passages import Passage, Reading
from handrail.publications.safeguards.periods import (
    length,
    name_of,
)
from handrail.publications.safeguards.printed import printed_as_it_is
from handrail.publications.safeguards.values import CHANGES, value_of
from handrail.publications.safeguards.when import periods_are_said
from handrail.publications.safeguards.words import speaks_of_change, words_are_borne
from handrail.publications.safeguards.words.bearing import is_level

_COMPARES = re.compile(
    rf"\b(?:than|against|compared|last year|previous year|year before|year earlier)\b|from {MARK}.* to {MARK}", re.I
)
_DIRECTLY = re.compile(rf"\bagainst {MARK}|\bcompared (?:with|to)\b|\bfrom {MARK}.* to {MARK}", re.IGNORECASE)
_EARLIER = re.compile(
    r"last year|last month|previous|year before|years? earlier|year ago|opening|before", re.IGNORECASE
)
_FROM_TO = re.compile(rf"\bfrom {MARK}.* to {MARK}")
_WHENCE = ("source", "edition", "area", "comparator")
_ABOUT_A_YEAR = 300  # days
_ALIKE_LENGTH = 0.1  # months and quarters differ by a few days


def sentences_hold(reading: Reading, standing: Standing) -> Iterator[Finding]:
    """Everything a sentence must satisfy."""
    for passage in reading.passages:
        for number in passage.numbers:
            yield from printed_as_it_is(passage.spot, number, _counts_beside(passage, number), standing)
            if number.figure:
                yield from group_is_named(passage.spot, passage.words, number.figure, standing)
        for clause in passage.clauses:
            yield from words_are_borne(passage.spot, clause)
            yield from _after_the_number(passage.spot, clause)
            yield from _one_kind_compared(passage.spot, clause)
        yield from _is_about_its_figure(passage)
        yield from periods_are_said(passage, reading, standing)


def _counts_beside(passage: Passage, number: Number) -> bool:
    beside = {one.shows for one in passage.numbers if one.figure == number.figure}
    return {"numerator", "denominator"} <= beside


def _after_the_number(spot: Spot, clause: Clause) -> Iterator[Finding]:
    """The noun after a number is its unit (G02); a difference of percentages is in points (G05)."""
    for place, number in enumerate(clause.numbers):
        after = clause.words[clause.places[place] + 1 :]
        noun = re.match(r"\s*(?:of the )?(?:\w+ )?(\w+)", after)
        words = re.match(r"\s*(\w+)(?: (\w+))?", after)
        said = [word for word in (words.groups() if words else ()) if word and word.lower() in nouns()]
        counts = number.figure and number.shows in ("numerator", "denominator", "difference")
        if noun and said and counts and number.figure and number.figure.unit not in nouns()[said[0].lower()]:
            wrong = f"{number.head} is followed by '{said[0]}', but counts {number.figure.unit}."
            yield spot.refuse("G02", wrong, f"Name the {number.figure.unit}, or bind the number of {said[0]}.")
        said_so = re.match(r"\s*(?:per cent|%|percent)", after)
        if number.shows == "points" and said_so:
            wrong = f"{number.head} is a difference of percentages, not a percentage."
            right = f"{number.head.split()[0].rstrip('%')} percentage points"
            yield spot.refuse("G05", wrong, f"Write {right}, and no per cent behind it.", (said_so[0], ""))
        elif said_so and value_of(number) is not None:
            wrong = f"{number.head} says what it is, and '{said_so[0].strip()}' is typed behind it."
            yield spot.refuse("G02", wrong, f"Leave '{said_so[0].strip()}' out.", (said_so[0], ""))


def _one_kind_compared(spot: Spot, clause: Clause) -> Iterator[Finding]:
    """What is compared has one unit, one definition and periods of one length (G02, G06, G20)."""
    numbers = clause.numbers or clause.near
    for one in numbers:
        if one.figure and one.against:
            yield from _comparable(spot, clause, one.figure, one.against)
    levels = [one for one in numbers if is_level(one) or (one.figure and one.shows not in (*CHANGES, "target"))]
    for first, second in _set_side_by_side(clause, levels):
        if first.figure == second.figure and first.shows == second.shows:
            wrong = f"'{clause.readable()}' compares {first.head} with itself."
            when = name_of(first.figure) if first.figure else "one period"
            yield spot.refuse("G09", wrong, f"Both are of {when}: bind the number of the other period.")
        elif first.figure and second.figure:
            yield from _comparable(spot, clause, first.figure, second.figure)


def _set_side_by_side(clause: Clause, levels: list[Number]) -> Iterator[tuple[Number, Number]]:
    """Two numbers of one measure; or, where no two are, the only two of a clause that compares."""
    if len(levels) < 2 or not (_COMPARES.search(clause.words) or speaks_of_change(clause.words)):
        return
    same = [(one, other) for one, other in itertools.combinations(levels, 2) if _one_measure(one, other)]
    yield from same[:1]
    if not same and len(levels) == 2 and (_DIRECTLY.search(clause.words) or speaks_of_change(clause.words)):
        yield levels[0], levels[1]


def _one_measure(one: Number, other: Number) -> bool:
    return bool(one.figure and other.figure and one.figure.measure == other.figure.measure and one.shows == other.shows)


def _comparable(spot: Spot, clause: Clause, new: Figure, old: Figure) -> Iterator[Finding]:
    said = clause.readable()
    over_time = new.period_to != old.period_to
    if new.unit != old.unit:
        wrong = f"'{said}' compares {new.unit} with {old.unit}."
        yield spot.refuse("G20", wrong, f"Compare two numbers of one unit: {new.unit} or {old.unit}.")
    elif over_time and new.measure != old.measure:
        wrong = f"'{said}' compares '{new.measure}' with '{old.measure}' of another period."
        yield spot.refuse("G20", wrong, "Compare the same measure in both periods.")
    elif new.measure == old.measure and _definition(new) != _definition(old):
        wrong = f"'{said}' compares two definitions of '{new.measure}'."
        yield spot.refuse("G20", wrong, "Count both periods by one definition, or leave the comparison out.")
    elif over_time and abs(length(new) - length(old)) > _ALIKE_LENGTH * max(length(new), length(old)):
        wrong = f"'{said}' compares {length(new)} days with {length(old)} days."
        yield spot.refuse("G06", wrong, "Compare single months with single months, and years with years.")


def _definition(figure: Figure) -> tuple[str, dict[str, str]]:
    """How it was counted; which table of whom a published figure comes from is no part of that."""
    return figure.definition, {name: value for name, value in figure.settings.items() if name not in _WHENCE}


def _is_about_its_figure(passage: Passage) -> Iterator[Finding]:
    """The words around a number name what it counts (G11)."""
    others = {number.figure.measure for number in passage.numbers if number.figure}
    seen = plain(passage.parts).lower()
    for number, around in _with_words_around(passage):
        wanted = called(number.figure.measure) if number.figure else ()
        if number.figure and wanted and not any(word in around for word in wanted):
            swapped = any(word in around for other in others - {number.figure.measure} for word in called(other))
            if swapped or not any(word in seen for word in wanted):
                wrong = f"{number.head} is '{number.figure.measure}', and the words speak of something else."
                yield passage.spot.refuse("G11", wrong, f"Say '{wanted[0]}', or bind the measure you mean.")


def _with_words_around(passage: Passage) -> Iterator[tuple[Number, str]]:
    """Every number with the words from the number before it to the one behind it."""
    words = [""]
    for part in passage.parts:
        if isinstance(part, Number):
            words.append("")
        else:
            words[-1] += part.text.lower()
    for place, number in enumerate(passage.numbers):
        yield number, words[place] + re.split(r"[,;:.]", words[place + 1])[0]
