"""Numbers and parts in words: two hundred, three quarters, nine in ten; and the nouns that are counted."""

import re
from decimal import Decimal

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPELLED = {name: at for at, name in enumerate(_UNITS)} | {name: 10 * at for at, name in enumerate(_TENS, 2)} | {"a": 1}
_LARGE = {"hundred": 100, "thousand": 1000}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10, "twentieth": 20}
_ONE_WORD = "|".join((*_UNITS, *_TENS))
_SMALL = rf"\d{{1,3}}|{_ONE_WORD}|twenty-five"

SPELLED = rf"(?:{_ONE_WORD}|a(?= hundred| thousand))(?:[ -](?:and )?(?:{_ONE_WORD}|hundred|thousand))*"
NUMBER = rf"\d[\d,]*(?:\.\d+)?|{SPELLED}"
COUNTED = (
    r"(?:child(?:ren)?|reviews?|conferences?|plans?|disputes?|challenges?|responses?|people|persons?|families|famil(?:y|ies)"
    r"|forms?|issues?|meetings?|visits?|contacts?|officers?|chairs|fathers?|mothers?|parents?|carers?|boys?|girls?|referrals?"
    r"|complaints?|questionnaires?|answers?|audits?|statements?|reasons?|allocations?|assessments?|young people)"
)
PROPORTION = (
    r"half(?!-| year| day| hour| term| as (?:many|much|often|high|large))"
    rf"|(?:a|one|two|three|four|five|seven|nine) (?:third|quarter|fifth|sixth|eighth|tenth|twentieth)s?"
    rf"|(?:{_SMALL})(?: {COUNTED})? (?:in|out of)(?: every| each)? (?:{_SMALL})\b(?!\d|,\d|[ -](?:day|week|month|year|working))"
    rf"|(?:{SPELLED}) per cent"
)
"""A part of a whole, as a pattern."""


def numeral(said: str) -> Decimal:
    """The number these digits or words say: 1,062; two hundred and five."""
    plain = said.lower().replace(",", "").rstrip(".")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return Decimal(plain)
    total, current = 0, 0
    for word in re.split(r"[ -]", plain):
        if word in _LARGE:
            current = max(current, 1) * _LARGE[word]
            total, current = (total + current, 0) if word == "thousand" else (total, current)
        else:
            current += _SPELLED.get(word, 0)
    return Decimal(total + current)


def part(said: str) -> tuple[Decimal, Decimal]:
    """The share that these words say, from 0 to 1, and how far off a plain "half" or "nine in ten" may be."""
    plain = said.lower()
    top, of = _fraction(plain)
    return top / of, Decimal("0.025") if of <= 4 else Decimal("0.05") if of <= 10 else Decimal("0.5") / of


def _fraction(said: str) -> tuple[Decimal, Decimal]:
    found = re.match(r"(.+?)(?: \w+)?(?: \w+)? (?:in|out of)(?: every| each)? (.+)$", said)
    if found:
        return numeral(found[1]), numeral(found[2])
    if said.endswith("per cent"):
        return numeral(said.removesuffix(" per cent")), Decimal(100)
    first, _, name = said.rpartition(" ")
    return numeral(first or "one"), Decimal(_PARTS[re.sub(r"s$", "", name)])
