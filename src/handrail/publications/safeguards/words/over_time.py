"""Words that speak of several months or years at once: "in four of the twelve months", "for the third year running"."""

import re

from handrail.publications.safeguards.words import approximate
from handrail.publications.safeguards.words.aims import aims
from handrail.publications.safeguards.words.numerals import SPELLED

_NOUNS = re.compile(r"month|quarter", re.IGNORECASE)  # most words have neither, and are passed over fast
_COUNT = rf"\d+|{SPELLED}"
_NOUN = r"(?:single |calendar )?(?P<what>month|quarter)s?\b"
EACH = re.compile(
    rf"\b(?:(?P<but_all>all but (?P<but>{_COUNT})(?: of the (?:{_COUNT}))?)"
    r"|(?P<most>most|the majority of)(?: of the)?|(?P<none>no|none of the|any)|(?P<every>every|each|all)(?: of the)?"
    rf"|(?:(?P<about>{approximate.ANY}) )?(?P<n>{_COUNT})(?: (?:out )?of(?: the)?(?: (?P<all>{_COUNT}))?)?)"
    rf" {_NOUN}(?: out of (?P<out_of>{_COUNT}))?",
    re.IGNORECASE,
)
"""How many of the months: what is said is asked of each that the document prints."""

YEARS = re.compile(
    r"\b(?:(?:for )?the (?P<th>second|third|fourth|fifth) (?:(?:consecutive|successive) year|year (?:running|in a row))"
    rf"|for (?:the )?(?P<n>{_COUNT}) (?:(?:consecutive|successive) years|years (?:running|in a row|in succession))"
    rf"|(?:every|each) year since (?P<since>\d{{4}})(?:[/–-]\d\d)?"
    rf"|(?:in )?each of the (?:last|past) (?P<last>{_COUNT}) years)\b",
    re.IGNORECASE,
)
"""How many years one after another a change went one way."""


def speaks_of_each(words: str) -> bool:
    """Whether what is said here is said of each, most or none of the months, or of so many of them."""
    return bool(_NOUNS.search(words)) and any(_is_said_of_each(words, one) for one in EACH.finditer(words))


def _is_said_of_each(words: str, found: re.Match[str]) -> bool:
    if found["none"] and found["none"].lower() == "any":
        return bool(re.search(r"\b(?:not|never|nor)\b", words[: found.start()], re.IGNORECASE))
    if found["n"] and not (found["all"] or found["out_of"]):
        spans = re.search(r"\b(?:within|every|after|before|than|for|last|next|first|another) $", words[: found.start()])
        return bool(aims(words)) and not spans
    return True


def speaks_of_years(words: str) -> bool:
    """Whether a change is said to have gone on for several years."""
    return bool(YEARS.search(words))
