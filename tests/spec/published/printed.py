"""How a value was printed: half away from zero, as many decimals as the report used, and its words."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from tests.spec.published.bindings import Item

_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def text(value: Fraction, item: Item) -> str:
    """The value as the cell prints it."""
    number = _rounded(value, item)
    if number == 0 and item.zero:
        return item.zero
    written = f"{number:+f}" if item.sign and number else f"{number:f}"
    if item.tenths:
        written = written.replace(".", "").removesuffix("0") if written.endswith(".0") else written.replace(".", "")
    if item.word:
        written = _WORDS[int(number)]
        return written.capitalize() if item.form == "Capital" else written
    return item.form.replace("{}", written) if item.form else written


def _rounded(value: Fraction, item: Item) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if item.decimals is None:
        return exact.quantize(Decimal(1), ROUND_HALF_UP) if value.denominator == 1 else exact.normalize()
    return exact.quantize(Decimal(1).scaleb(-item.decimals), ROUND_HALF_UP)
