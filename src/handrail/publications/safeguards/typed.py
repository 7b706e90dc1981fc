"""Numbers typed by hand (G11): refused, but for years, laws, names and plain idioms."""

import re

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_EXCEPTED = re.compile(
    r"\b[A-Za-z]+\d+[A-Za-z0-9]*\b"  # a name: PN1, SSDA903, G11
    r"|\b(?:section|regulation|schedule|paragraph|rule|article|part|chapter)s? \d+[A-Z]?(?:\(\w+\))*"  # a place in the law
    rf"|(?:\b(?:in|since|of|by|from|to|until|during|year|and|for|before|after|{_MONTHS}|Act|Regulations|Order) )"
    r"(?:19|20)\d\d(?:[/–-](?:20)?\d\d)?\b(?! (?:of the )?(?:[a-z]+ )?(?:child|review|conference|plan|dispute|famil|people))"
    r"|^(?:19|20)\d\d(?:[/–-](?:20)?\d\d)?$",
    re.IGNORECASE,
)
_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_COUNTED = (
    r"children|reviews|conferences|plans|disputes|families|responses|forms|visits|meetings|officers|audits"
    r"|issues|complaints|young people|per cent|percent"
)
_SPELLED = re.compile(
    rf"\b(?:(?:{_WORDS}|hundred|thousand)[ -])+(?:of the )?(?:[a-z-]+ )?(?:{_COUNTED})\b", re.IGNORECASE
)
_IDIOM = re.compile(
    r"\b(?:the|these|those|both|first|last|next|every|other|any|all) (?:two|three|four)\b", re.IGNORECASE
)


def typed_number(words: str) -> str | None:
    """The first number here that somebody typed and nothing excepts; None where there is none.

    Excepted are a year where a year can stand ("in 2025", "March 2026", "Act 1989", "since 2018/19"), a place in the
    law ("section 47"), a name ("SSDA903"), and a small number in plain words where it counts nothing that a
    measure counts ("two weeks") or takes up what was said ("these two reviews").
    """
    digits = re.search(r"\d[\d,.]*%?", _EXCEPTED.sub("", words))
    if digits:
        return digits[0].rstrip(".,")
    spelled = _SPELLED.search(_IDIOM.sub("", words))
    return spelled[0] if spelled else None
