"""Whether a published value can be what its indicator says: a number at all, whole where it counts, at most 100 where it is a share."""

from decimal import Decimal

from handrail.comparators import cells
from handrail.comparators.cells import Reading
from handrail.comparators.indicators import NUMBER, PER_CENT, Known, known
from handrail.comparators.rows import AUTHORITY, GIVEN, Comparator
from handrail.comparators.sheets import Found
from handrail.record.problems import QUERY

_ROUNDED_BY = Decimal(5)  # a count rounded to ten is off by five at most


class Fits:
    """Checks of values against what their indicators allow."""

    def __init__(self, found: Found) -> None:
        self.found = found

    def reading(self, cell: str, column: str, row: int, of: Known | None) -> Reading | None:
        """The cell as a reading; None, with a problem, where it can be no value of the indicator."""
        read = cells.read(cell)
        why = "is neither a number nor a sign that is known" if read is None else _impossible(read, of)
        if not why:
            return read
        what = f"Row {row}, {column}: {cell.strip()[:40]!r} {why}. It was left out."
        self.found.add("HR-CMP-CELL", row, column, cell, what)
        return None

    def counts(self, made: Comparator, row: int) -> None:
        """Ask about a share that its own counts, allowing for rounding, cannot give (safeguard G12)."""
        of = known()[made.indicator]
        numerator, denominator, value = made.numerator, made.denominator, made.value
        if made.status != GIVEN or of.indicator.measured_in != PER_CENT:
            return
        if value is None or numerator is None or not denominator:
            return
        half = Decimal(5) / 10 ** ((of.decimals or 0) + 1)
        share = 100 * numerator / denominator
        slack = (
            half
            if made.area_kind == AUTHORITY
            else half + 100 * _ROUNDED_BY * (1 + numerator / denominator) / denominator
        )
        if abs(share - value) > slack + Decimal("0.001"):
            what = f"Row {row}: {value} per cent is printed, but {numerator:,} of {denominator:,} is {share:.1f}. It was read as printed."
            todo = "Ask the publisher, or check that no column was moved."
            self.found.add("HR-CMP-PERCENT", row, made.source_indicator, str(value), what, todo, QUERY)


def _impossible(read: Reading, of: Known | None) -> str:
    if of is None or read.number is None:
        return ""
    if of.indicator.measured_in == PER_CENT and read.number > 100:
        return "is more than 100 per cent"
    if of.indicator.measured_in == NUMBER and read.number != read.number.to_integral_value():
        return f"is no whole number of {of.indicator.unit}s"
    return ""
