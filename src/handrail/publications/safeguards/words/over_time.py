"""Words that speak of several months or years at once: "in four of the twelve months", "for the third year running"."""

import re

from handrail.publications.safeguards.words.numerals import SPELLED

_COUNT = rf"\d+|{SPELLED}"
MONTHS = re.compile(
    rf"\b(?:(?P<every>every|each|all)|(?P<most>most|the majority of)|(?P<none>no|none)|(?P<n>{_COUNT}))"
    rf"(?P<of> (?:out )?of(?: the)?(?: (?P<all>{_COUNT}))?)?(?: (?P<twelve>{_COUNT}))?(?: single| calendar)?"
    rf" months?\b(?: out of (?P<out_of>{_COUNT}))?",
    re.IGNORECASE,
)
"""How many of the months: it is asked of each month that the document prints."""

YEARS = re.compile(
    rf"\b(?:for the (?P<th>second|third|fourth|fifth) (?:consecutive |successive )?year(?P<row> running| in a row| in succession)?"
    rf"|(?:every|each) year since (?P<since>\d{{4}})(?:[/–-]\d\d)?"
    rf"|(?:in )?each of the (?:last|past) (?P<last>{_COUNT}) years)\b",
    re.IGNORECASE,
)
"""How many years one after another a change went one way."""


def speaks_of_each(words: str) -> bool:
    """Whether a word of change or share here is said of each of several months."""
    return any(_is_claim(found) for found in MONTHS.finditer(words))


def speaks_of_years(words: str) -> bool:
    """Whether a change is said to have gone on for several years."""
    return bool(YEARS.search(words))


def _is_claim(found: re.Match[str]) -> bool:
    return bool(found["every"] or found["most"] or found["none"] or found["of"] or found["out_of"])
