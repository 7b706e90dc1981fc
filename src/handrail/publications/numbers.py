"""How a number is written: one rounding rule, half away from zero, applied once, at print (G08)."""

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

NOT_LOADED = "not loaded"
NOT_SHOWN = "not shown"
_SMALL, _HALF, _NEARLY_ALL = 20, 5, Decimal("0.95")
NONE_TO_COUNT = "none to count"
DOES_NOT_APPLY = "does not apply"


def whole(number: int) -> str:
    """A count with its thousands marked: 1,062."""
    return f"{number:,}"


def percentage(numerator: int, denominator: int) -> str:
    """A share with one decimal, half rounded away from zero: 93.3%."""
    exact = Decimal(100 * numerator) / Decimal(denominator)
    return f"{exact.quantize(Decimal('0.1'), rounding=ROUND_HALF_UP)}%"


def whole_percentage(numerator: int, denominator: int) -> str:
    """A share of rounded counts, as a whole number, half rounded away from zero: 93%.

    "0%" is none and "100%" is all; what only rounds to them is said to be less than 1% and more than 99%.
    """
    if denominator == 0:
        return NONE_TO_COUNT
    nearest = (200 * numerator + denominator) // (2 * denominator)
    if nearest == 0 and numerator:
        return "less than 1%"
    return "more than 99%" if nearest == 100 and numerator != denominator else f"{nearest}%"


def at_least(numerator: int, denominator: int) -> str:
    """A share known only to be this or more, rounded down so that it stays true: 97.9% or more."""
    exact = Decimal(100 * numerator) / Decimal(denominator)
    return f"{exact.quantize(Decimal('0.1'), rounding=ROUND_DOWN)}% or more"


def percentage_of(share: float) -> str:
    """A share given as a value from 0 to 1, as a target is, with no more decimals than it has: 95%."""
    exact = (Decimal(str(share)) * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{exact:f}%".replace(".0%", "%")


def about(number: int) -> str:
    """A count rounded to two figures, for a reader who wants no more: about 810. A count below 20 stays as it is."""
    step = 10 ** max(0, len(str(number)) - 2)
    rounded = int((Decimal(number) / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)) * step
    return whole(number) if number < _SMALL or rounded == number else f"about {whole(rounded)}"


def in_plain_words(numerator: int, denominator: int) -> str:
    """A share as a child would be told it: all, nearly all, about 9 in 10, about half, very few, none."""
    share = Decimal(numerator) / Decimal(denominator)
    if share in (0, 1):
        return "all" if share else "none"
    if share > _NEARLY_ALL or share < 1 - _NEARLY_ALL:
        return "nearly all" if share > _NEARLY_ALL else "very few"
    tenths = int((10 * share).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return "about half" if tenths == _HALF else f"about {tenths} in 10"


def small(threshold: int) -> str:
    """What stands in place of a small count."""
    return f"{threshold} or fewer" if threshold > 1 else NOT_SHOWN


def capital(words: str) -> str:
    """The words with a capital in front, and whatever capitals they had: CLA reviews stay CLA reviews."""
    return words[:1].upper() + words[1:]


def long_date(day: date) -> str:
    """31 March 2026."""
    return f"{day.day} {day:%B %Y}"


def month_name(day: date) -> str:
    """March 2026."""
    return f"{day:%B %Y}"


ABSENT = frozenset({NOT_LOADED, NOT_SHOWN, NONE_TO_COUNT, DOES_NOT_APPLY})
"""What stands in a cell that has no number."""
