"""What a machine cannot decide: named questions to the author before release (G22)."""

import re
from collections import defaultdict
from collections.abc import Iterator

from handrail.measures.figures import COUNT, Figure
from handrail.publications.document import Text
from handrail.publications.safeguards.findings import Finding, Spot
from handrail.publications.safeguards.measures import are_related
from handrail.publications.safeguards.passages import Reading, is_shown
from handrail.publications.safeguards.periods import is_whole_year, months

_LEAST = 20  # smaller numbers are often equal by chance
_CLAIMS = {
    "a cause": (r"put down to|explained by|attributed to|could have been|thanks to|as a result of", "G05"),
    "a judgement": (r"strong sign|clear evidence|demonstrates that|testament", "G05"),
    "a claim about others": (r"unique to|unique in|only authority|the first in", "G11"),
    "no risk": (r"no risks?\b", "G17"),
    "a gap in the record": (r"cannot be recorded|no way to measure|cannot be measured", "G21"),
}


def questions(reading: Reading) -> Iterator[Finding]:
    """Every question a person must answer before release."""
    yield from _equal_in_unrelated_places(reading)
    for passage in reading.passages:
        for name, (pattern, code) in _CLAIMS.items():
            found = re.search(rf"\b(?:{pattern})", passage.words, re.IGNORECASE)
            if found:
                remedy = "Which records bear it? Say so, link to them, or leave it out."
                yield passage.spot.ask(code, f"'{found[0]}' states {name}, which no number here can bear.", remedy)
        for part in passage.parts:
            if isinstance(part, Text) and part.typed:
                wrong = f"'{part.text}' is typed and bound to nothing: {part.typed}."
                yield passage.spot.ask("G11", wrong, "Is it right, and does the reason still hold?")
        yield from _months_outside(passage.spot, passage.words, reading, bool(passage.numbers))
        yield from _years_of_priorities(passage.spot, passage.words)
        yield from _days_of_two_kinds(passage.spot, passage.words)
        units = {number.figure.unit for number in passage.numbers if number.figure}
        if {"person", "post"} <= units:
            remedy = "Who is counted: people in post, cover, or posts? Say so."
            yield passage.spot.ask("G02", "People and posts stand side by side.", remedy)


def _equal_in_unrelated_places(reading: Reading) -> Iterator[Finding]:
    """One number for two measures may be a copy (G22)."""
    found: dict[int, dict[str, Figure]] = defaultdict(dict)
    for _, number in reading.numbers:
        figure = number.figure
        if (
            figure
            and is_shown(number)
            and number.shows in ("numerator", "value")
            and figure.kind == COUNT
            and figure.definition
            and is_whole_year(figure, reading.document)
            and (figure.numerator or 0) >= _LEAST
        ):
            found[figure.numerator or 0].setdefault(figure.measure, figure)
    for count, measures in found.items():
        if len(measures) > 1 and not are_related(set(measures)):
            names = " and ".join(sorted(measures))
            yield Spot("The report").ask("G22", f"{count} is printed for {names}.", "Is one a copy of the other?")


def _months_outside(spot: Spot, words: str, reading: Reading, has_numbers: bool) -> Iterator[Finding]:
    document = reading.document
    for first in months(words):
        inside = document.period_from.replace(day=1) <= first <= document.period_to
        if not inside and not has_numbers and "target" not in words:
            yield spot.ask("G09", f"{first:%B %Y} lies outside the period of the report.", "Is it the month you mean?")


def _years_of_priorities(spot: Spot, words: str) -> Iterator[Finding]:
    years = re.findall(r"\b20\d\d[/-]\d\d\b", words)
    if len(years) > 1 and len(set(years)) < len(years):
        wrong = f"{years[0]} stands twice in one sentence."
        yield spot.ask("G09", wrong, "Did the report of one year set the priorities of the same year?")


def _days_of_two_kinds(spot: Spot, words: str) -> Iterator[Finding]:
    plain_days = re.search(r"(?<!working )(?<!calendar )(?<!clear )\bdays\b", words)
    if "working days" in words and plain_days:
        yield spot.ask("G13", "Working days and days stand side by side.", "Are the days working or calendar days?")
