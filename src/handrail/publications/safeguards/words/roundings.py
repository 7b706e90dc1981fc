"""Rounded numbers: about 120, nearly 2,400, more than a thousand, over ninety per cent (G11)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from handrail.publications.document import Number
from handrail.publications.numbers import whole
from handrail.publications.safeguards.clauses import Clause
from handrail.publications.safeguards.values import value_of
from handrail.publications.safeguards.words import approximate
from handrail.publications.safeguards.words.bearing import is_level, is_share
from handrail.publications.safeguards.words.faults import Fault, as_said
from handrail.publications.safeguards.words.lexicon import without_idioms
from handrail.publications.safeguards.words.numerals import COUNTED, SPELLED, numeral

_TIME = r"(?:[\w-]+ )?(?:second|minute|hour|day|night|week|month|quarter|year|decade)s?\b|(?:am|pm|o'clock)\b"
_AGE = re.compile(r"\b(?:aged?|ages|under|over|above|below) $", re.IGNORECASE)
ROUNDED = re.compile(
    rf"(?<![\w-])(?P<about>{approximate.ANY}) (?P<number>\d[\d,]*(?:\.\d+)?(?![\d,]*\d)|{SPELLED})(?![\w-])"
    rf"(?P<percent>%| per cent| percent)?(?! (?:{_TIME})|-|/| times as\b)(?! (?:third|quarter|fifth|sixth|eighth|tenth|twentieth)s?\b)(?! (?:{COUNTED} )?(?:in|out of)(?: every| each)? \w+)",
    re.IGNORECASE,
)
_SPELLED_COUNTS = re.compile(
    rf" (?:of (?:the |these |our |your |all )?)?(?:[\w-]+ ){{0,2}}(?:{COUNTED}|times)\b| of (?:you|them|us)\b", re.I
)
_YOUNGEST_ADULT = 26


@dataclass(frozen=True)
class Rounded:
    """A rounded number in words or digits."""

    said: str
    start: int
    end: int
    about: str
    number: Decimal
    percent: bool

    def holds(self, value: Decimal) -> bool:
        """Whether it is true of a value: within a twentieth, "nearly" and "just over" within a tenth."""
        of = self.number / 100 if self.percent else self.number
        return approximate.holds(self.about, value, of, about=of / 20, near=of / 10)


def roundings(words: str) -> Iterator[Rounded]:
    """Every rounded number in these words. "Under 4" and "over 16" alone are ages, and "over two weeks" is a time."""
    plain = without_idioms(words)
    for found in ROUNDED.finditer(plain):
        number, digits = numeral(found["number"]), found["number"][0].isdigit()
        counts = bool(_SPELLED_COUNTS.match(plain[found.end() :]))
        is_age = (
            number < _YOUNGEST_ADULT and not counts and found["about"].lower() in ("under", "over", "above", "below")
        )
        if is_age or not (digits or counts or found["percent"]) or plain[: found.start()].endswith(("aged ", "age ")):
            continue
        yield Rounded(found[0], found.start(), found.end(), found["about"], number, bool(found["percent"]))


def rounding_holds(clause: Clause, one: Rounded) -> Fault | None:
    """Whether a rounded number is near the bound number beside it."""
    behind, ahead = clause.between(one.end, len(clause.words)), clause.between(0, one.start)[::-1]
    for numbers in ((*behind, *ahead), clause.near, clause.beside):
        fitting = [each for each in numbers if is_level(each) and is_share(each) == one.percent]
        if fitting:
            return None if one.holds(value_of(fitting[0]) or Decimal(0)) else _off(one, fitting[0])
    return Fault("no number here bears it.", "Bind the number it rounds: it stands beside it, or is printed as about.")


def _off(one: Rounded, number: Number) -> Fault:
    right = f"about {rounded(value_of(number) or Decimal(0), one.percent)}"
    return Fault(f"the number is {number.head}.", f"Write '{right}'.", (one.said, as_said(one.said, right)))


def rounded(value: Decimal, percent: bool = False) -> str:
    """A number rounded to two figures, half away from zero: 2,300; a share to whole per cent: 93%."""
    if percent:
        return f"{(100 * value).quantize(Decimal(1), rounding=ROUND_HALF_UP)}%"
    step = Decimal(10) ** max(0, len(str(int(value))) - 2)
    return whole(int((value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step))
