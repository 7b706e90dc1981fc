"""Numbers typed by hand (G11): refused, but for years, ages, laws, names, plain idioms, and what the words test."""

import re

from handrail.publications.safeguards.periods import MONTHS
from handrail.publications.safeguards.words.numerals import COUNTED, SPELLED
from handrail.publications.safeguards.words.over_time import EACH, speaks_of_each
from handrail.publications.safeguards.words.proportions import proportions
from handrail.publications.safeguards.words.roundings import roundings

_EXCEPTED = re.compile(
    r"\b[A-Za-z]+\d+[A-Za-z0-9]*\b"  # a name: PN1, SSDA903, G11
    r"|\bparagraphs? \d+\.\d+\b"  # a place in guidance
    r"|\b(?:section|regulation|schedule|paragraph|rule|article|part|chapter)s? \d+[A-Z]?(?:\(\w+\))*"  # a place in the law
    rf"|(?:\b(?:in|since|of|by|from|to|with|than|against|on|until|during|year|and|for|before|after|{MONTHS}|Act|Regulations|Order|Handbook) )"
    r"(?:19|20)\d\d(?:[/–-](?:20)?\d\d)?\b(?! (?:of the )?(?:[a-z]+ )?(?:child|review|conference|plan|dispute|famil|people))"
    r"|^(?:19|20)\d\d(?:[/–-](?:20)?\d\d)?$"
    r"|\bage[ds]?(?: group)?(?: of| is| was| from| between| under| over)? \d{1,2}(?: (?:to|and|or) \d{1,2})?\b"  # an age
    r"|\b\d{1,2}(?= (?:and|or|years) (?:over|older|old|under|younger|above)\b)",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    rf"\b(?!one )(?:{SPELLED}) (?:of the )?(?:[a-z-]+ )?(?:{COUNTED}|per cent|percent)\b", re.IGNORECASE
)
_IDIOM = re.compile(
    r"\b(?:the|these|those|both|first|last|next|every|other|any|all) (?:two|three|four)\b", re.IGNORECASE
)


def typed_number(words: str) -> str | None:
    """The first number here that somebody typed and nothing excepts; None where there is none.

    Excepted are a year where a year can stand ("in 2025", "March 2026", "Act 1989", "since 2018/19"), an age ("aged 16",
    "16 or over"), a place in the law ("section 47"), a name ("SSDA903"), and a small number in plain words where it
    counts nothing that a measure counts ("two weeks") or takes up what was said ("these two reviews"). A part of the
    whole ("9 in 10") and a rounded number ("about 120") are let through here, because they are held against the bound
    number beside them, and refused where there is none.
    """
    tested = [(one.start, one.end) for one in proportions(words)] + [(one.start, one.end) for one in roundings(words)]
    months = [one.span() for one in EACH.finditer(words)] if speaks_of_each(words) else []
    left = _without(words, [*tested, *months])
    digits = re.search(r"\d[\d,.]*%?", _EXCEPTED.sub("", left))
    if digits:
        return digits[0].rstrip(".,")
    spelled = _SPELLED.search(_IDIOM.sub("", left))
    return spelled[0] if spelled else None


def _without(words: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        words = words[:start] + "·" * (end - start) + words[end:]
    return words
