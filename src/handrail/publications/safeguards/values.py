"""What a bound number is worth, and how it is written."""

from decimal import Decimal

from handrail.measures.figures import SHARE, Figure
from handrail.publications.document import Number
from handrail.publications.numbers import percentage, quantity, rounded, tenths, whole

CHANGES = frozenset({"difference", "points", "relative"})
PLAIN, ABOUT, PUBLISHED = "plain", "about", "published"
_OF_THE_FIGURE = ("share", "mean", "value", "target", PLAIN, ABOUT, PUBLISHED)


def value_of(number: Number) -> Decimal | None:
    """The number itself, exactly: a share from 0 to 1, a count, a mean or a signed change; None where unknown."""
    figure = number.figure
    if figure is None:
        return None
    if number.shows in CHANGES:
        return change_of(number)
    if number.shows in _OF_THE_FIGURE:
        return exact(figure)
    count = getattr(figure, number.shows, None)
    return None if count is None else Decimal(count)


def exact(figure: Figure) -> Decimal | None:
    """A figure's value without the rounding of a float."""
    if figure.numerator is None or (figure.kind == SHARE and not figure.denominator):
        return None
    if figure.denominator:
        return Decimal(figure.numerator) / Decimal(figure.denominator)
    return Decimal(figure.numerator)


def change_of(number: Number) -> Decimal | None:
    """(new - old), or (new - old) / old, with its sign."""
    new = exact(number.figure) if number.figure else None
    old = exact(number.against) if number.against else None
    if new is None or old is None or (number.shows == "relative" and not old):
        return None
    return (new - old) / old if number.shows == "relative" else new - old


def change_in_words(old: Decimal, new: Decimal, is_share: bool) -> str:
    """The amount of a change without its sign: "22 (2.7%)" or "3.4 percentage points"."""
    size = abs(new - old)
    if is_share:
        return f"{tenths(100 * size)} percentage points"
    amount = whole(int(size)) if size == int(size) else tenths(size)
    return f"{amount} ({tenths(100 * size / abs(old))}%)" if old else amount


def as_level(figure: Figure) -> str:
    """A figure's own value as it is written: 93.3%, 1,062, 67.7."""
    value = exact(figure) or Decimal(0)
    if figure.kind == SHARE:
        return percentage(figure.numerator or 0, figure.denominator or 1)
    return quantity(int(value), figure.unit) if value == int(value) else tenths(value)


def as_printed(number: Number, decimals: int = 1) -> str | None:
    """The number as it must stand, its percentages with so many decimals; None where its figure does not say."""
    value, figure = value_of(number), number.figure
    if value is None or figure is None:
        return None
    if number.shows == "share":
        return percentage(figure.numerator or 0, figure.denominator or 1, decimals)
    if number.shows == "relative":
        return f"{rounded(abs(100 * value), decimals):,}%"
    if number.shows == "points" or (number.shows == "difference" and figure.kind == SHARE):
        return f"{rounded(abs(100 * value), decimals):,} percentage points"
    if value != int(value) or number.shows == "mean":
        return tenths(abs(value))
    return quantity(abs(int(value)), figure.unit)
