"""What a machine cannot decide: named questions to the author before release (G22)."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from handrail.measures.figures import COUNT
from handrail.publications.document import Number, Text
from handrail.publications.safeguards.findings import Finding, Spot
from handrail.publications.safeguards.measures import are_related
from handrail.publications.safeguards.passages import Passage, Reading, is_shown
from handrail.publications.safeguards.periods import is_whole_year, months
from handrail.publications.safeguards.repeats import repeats

_LEAST = 100  # smaller numbers are often equal by chance


class Claim(NamedTuple):
    """Words that no number can bear, and what their author is asked."""

    of: str
    code: str
    words: re.Pattern[str]
    asks: str


def questions(reading: Reading) -> Iterator[Finding]:
    """Every question a person must answer before release."""
    yield from _equal_in_unrelated_places(reading)
    for table in reading.tables:
        yield from repeats(table)
    for passage in reading.passages:
        yield from _claims(passage)
        yield from _typed(passage)
        yield from _months_outside(passage, reading)
        yield from _years_of_priorities(passage)
        yield from _days_of_two_kinds(passage)
        yield from _people_and_posts(passage)


@cache
def claims() -> tuple[Claim, ...]:
    """The claims of questions.toml."""
    listed = tomllib.loads(Path(__file__).with_name("questions.toml").read_text(encoding="utf-8"))["claim"]
    return tuple(Claim(one["of"], one["code"], _any_of(one["words"]), one["asks"]) for one in listed)


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def _claims(passage: Passage) -> Iterator[Finding]:
    for one in claims():
        found = one.words.search(passage.words)
        if found:
            wrong = f"'{found[0]}' states {one.of}, which no number here can bear."
            yield passage.spot.ask(one.code, wrong, one.asks)


def _typed(passage: Passage) -> Iterator[Finding]:
    for part in passage.parts:
        if isinstance(part, Text) and part.typed:
            wrong = f"'{part.text}' is typed and bound to nothing: {part.typed}."
            yield passage.spot.ask("G11", wrong, "Is it right, and does the reason still hold?")


def _equal_in_unrelated_places(reading: Reading) -> Iterator[Finding]:
    """One number for two measures that count the same kind of thing may be a copy (G22)."""
    found: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for spot, number in reading.numbers:
        if _is_a_total(number, reading) and number.figure:
            of = (number.figure.unit, number.figure.numerator or 0)
            found[of].setdefault(number.figure.measure, spot.where)
    for (_, count), measures in found.items():
        if len(measures) > 1 and not are_related(set(measures)):
            names = " and ".join(f"'{name}' ({where})" for name, where in sorted(measures.items()))
            wrong = f"{count} is printed for {names}."
            yield Spot("The report").ask("G22", wrong, "Is one a copy of the other? Look both up in their own records.")


def _is_a_total(number: Number, reading: Reading) -> bool:
    figure = number.figure
    return (
        figure is not None
        and is_shown(number)
        and number.shows in ("numerator", "value")
        and (figure.kind, figure.group) == (COUNT, {})
        and bool(figure.definition)
        and is_whole_year(figure, reading.document)
        and (figure.numerator or 0) >= _LEAST
    )


def _months_outside(passage: Passage, reading: Reading) -> Iterator[Finding]:
    document = reading.document
    for first in months(passage.words):
        inside = document.period_from.replace(day=1) <= first <= document.period_to
        if not inside and not passage.numbers and "target" not in passage.words:
            wrong = f"{first:%B %Y} lies outside the period of the report."
            yield passage.spot.ask("G09", wrong, "Is it the month you mean, or should it say next year or last year?")


def _years_of_priorities(passage: Passage) -> Iterator[Finding]:
    for sentence in re.split(r"(?<=[.!?])\s+", passage.words):
        years = re.findall(r"\b20\d\d[/-]\d\d\b", sentence)
        if len(set(years)) == len(years):
            continue
        wrong = f"{years[0]} stands twice in one sentence."
        yield passage.spot.ask("G09", wrong, "Did the report of one year set the priorities of the same year?")


def _days_of_two_kinds(passage: Passage) -> Iterator[Finding]:
    plain_days = re.search(r"(?<!working )(?<!calendar )(?<!clear )\bdays\b", passage.words)
    if "working days" in passage.words and plain_days:
        asks = "Are the days working or calendar days, and does the shorter limit fit inside the longer? Say which."
        yield passage.spot.ask("G13", "Working days and days stand side by side.", asks)


def _people_and_posts(passage: Passage) -> Iterator[Finding]:
    units = {number.figure.unit for number in passage.numbers if number.figure}
    if {"person", "post"} <= units:
        asks = "Who is counted: people in post, those who cover, or posts? Say so beside each number."
        yield passage.spot.ask("G02", "People and posts stand side by side.", asks)
