"""How a number is written: one rounding rule, half away from zero, applied once, at print (G08)."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from handrail.measures.figures import SHARE, Figure
from handrail.publications.document import Number, Row

NOT_LOADED = "not loaded"
NOT_SHOWN = "not shown"
_SMALL, _TWENTIETH = 20, Decimal("0.05")
VERY_FEW, NEARLY_ALL = float(_TWENTIETH), float(1 - _TWENTIETH)
NONE_TO_COUNT = "none to count"
DOES_NOT_APPLY = "does not apply"


def whole(number: int) -> str:
    """A count with its thousands marked: 1,062."""
    return f"{number:,}"


def percentage(numerator: int, denominator: int, decimals: int = 1) -> str:
    """A share, half rounded away from zero: 93.3%."""
    return f"{rounded(Decimal(100 * numerator) / Decimal(denominator), decimals)}%"


def rounded(exact: Decimal, decimals: int = 1) -> Decimal:
    """With so many decimals, half rounded away from zero."""
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def whole_percentage(numerator: int, denominator: int) -> str:
    """A share of rounded counts, as a whole number, half rounded away from zero: 93%.

    "0%" is none and "100%" is all; what only rounds to them is said to be less than 1% and more than 99%.
    """
    if denominator == 0:
        return NONE_TO_COUNT
    nearest = nearest_percent(numerator, denominator)
    if nearest == 0 and numerator:
        return "less than 1%"
    return "more than 99%" if nearest == 100 and numerator != denominator else f"{nearest}%"


def nearest_percent(numerator: int, denominator: int) -> int:
    """A share in whole percents, half rounded away from zero."""
    return (200 * numerator + denominator) // (2 * denominator)


def at_least(numerator: int, denominator: int) -> str:
    """A share known only to be this or more, rounded down so that it stays true: 97.9% or more."""
    exact = Decimal(100 * numerator) / Decimal(denominator)
    return f"{exact.quantize(Decimal('0.1'), rounding=ROUND_DOWN)}% or more"


def percentage_of(share: float) -> str:
    """A share given as a value from 0 to 1, as a target is, with no more decimals than it has: 95%."""
    exact = (Decimal(str(share)) * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{exact:f}%".replace(".0%", "%")


def target_in_words(value: float, unit: str) -> str:
    """A target in its own unit: 95% of a share, 18 of a count, 10 days."""
    if unit == SHARE:
        return percentage_of(value)
    return f"{value:,g}{' days' if unit == 'days' else ''}"


def about(number: int) -> str:
    """A count rounded to two figures, for a reader who wants no more: about 810. A count below 20 stays as it is."""
    step = 10 ** max(0, len(str(number)) - 2)
    rounded = int((Decimal(number) / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)) * step
    return whole(number) if number < _SMALL or rounded == number else f"about {whole(rounded)}"


def in_plain_words(numerator: int, denominator: int) -> str:
    """A share as a child would be told it: all, nearly all, about 9 in 10, about half, very few, none."""
    return tenths_in_words(nearest_tenth(numerator, denominator))


def nearest_tenth(numerator: int, denominator: int) -> float:
    """A share to the nearest tenth; but where it is all but a twentieth NEARLY_ALL, and where it is that little VERY_FEW."""
    share = Decimal(numerator) / Decimal(denominator)
    if share in (0, 1):
        return float(share)
    if share >= 1 - _TWENTIETH or share <= _TWENTIETH:
        return NEARLY_ALL if share > _TWENTIETH else VERY_FEW
    return float(share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def tenths_in_words(share: float) -> str:
    """A share to the nearest tenth, in words."""
    words = {0.0: "none", VERY_FEW: "very few", 0.5: "about half", NEARLY_ALL: "nearly all", 1.0: "all"}
    return words.get(share) or f"about {round(10 * share)} in 10"


def small(threshold: int) -> str:
    """What stands in place of a small count."""
    return f"{threshold} or fewer" if threshold > 1 else NOT_SHOWN


def capital(words: str) -> str:
    """The words with a capital in front, and whatever capitals they had: CLA reviews stay CLA reviews."""
    return words[:1].upper() + words[1:]


def long_date(day: date) -> str:
    """31 March 2026."""
    return f"{day.day} {day:%B %Y}"


def short_date(day: date) -> str:
    """20 Jan 2027, in one piece."""
    return f"{day.day} {day:%b %Y}".replace(" ", "\u00a0")


def month_name(day: date) -> str:
    """March 2026."""
    return f"{day:%B %Y}"


ABSENT = frozenset({NOT_LOADED, NOT_SHOWN, NONE_TO_COUNT, DOES_NOT_APPLY})
"""What stands in a cell that has no number."""

_HUNDREDTHS = frozenset({"percent of a full-time post", "percent of a full-time post at a month end"})


def scale(unit: str) -> int:
    """How many of what is counted make one of what is printed: a post is counted in its hundredths."""
    return 100 if unit in _HUNDREDTHS else 1


def counted(units: Sequence[str]) -> str:
    """Units in the words of what is printed: post, full-time post and person."""
    said = [one.removeprefix("percent of a ") if one in _HUNDREDTHS else one for one in dict.fromkeys(units)]
    return " and ".join(filter(None, (", ".join(said[:-1]), said[-1])))


def quantity(number: int, unit: str) -> str:
    """A count in the unit it is printed in: 1,062 reviews; 13.5 full-time posts, counted as 1,350 percent."""
    if scale(unit) == 1:
        return whole(number)
    exact = Decimal(number) / scale(unit)
    return f"{exact:,.2f}".rstrip("0").rstrip(".")


def tenths(number: Fraction | Decimal) -> str:
    """One decimal, half away from zero: 82.7."""
    exact = Decimal(number.numerator) / Decimal(number.denominator) if isinstance(number, Fraction) else number
    return f"{exact.quantize(Decimal('0.1'), rounding=ROUND_HALF_UP):,}"


def signed_change(now: Figure, then: Figure, shows: str) -> str:
    """A change with its sign: +46, −2.8 percentage points (between shares), +47.2% (`relative`: of the earlier)."""
    new, old = (Fraction(one.numerator or 0, (one.denominator if one.kind == SHARE else 1) or 1) for one in (now, then))
    size = abs(new - old)
    sign = "+" if new > old else "−" if new < old else ""
    if shows == "relative":
        return f"{sign}{tenths(100 * size / old)}%"
    if now.kind == SHARE:
        return f"{sign}{tenths(100 * size)} percentage points"
    return f"{sign}{quantity(int(size), now.unit)}"


def rounded_sum(rows: Sequence[Row]) -> list[str]:
    """What the printed shares of a column, all of one base, add to where that is not the 100% of its total (G08)."""
    totals = [row for row in rows if row.total]
    found = []
    for place in range(len(rows[0].cells)) if len(totals) == 1 else ():
        printed = [row.cells[place].text for row in rows if not row.total]
        figures = [cell.figure for cell in (row.cells[place] for row in rows) if isinstance(cell, Number)]
        if len({one.denominator for one in figures if one}) > 1:
            continue  # shares of several bases: nobody would add them
        if re.fullmatch(r"100(?:\.0+)?%", totals[0].cells[place].text) and all(text.endswith("%") for text in printed):
            added = sum((Decimal(text.rstrip("%")) for text in printed), Decimal(0))
            found += [f"{added}"] if added != 100 else []
    return list(dict.fromkeys(found))
