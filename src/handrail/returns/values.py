"""Single values as the returns write them: dates, codes, yes and no, and text that only means "nothing"."""

from datetime import date
from decimal import ROUND_CEILING, Decimal, InvalidOperation

_NOTHING = frozenset({"", "NULL", "NAN", "NONE", "N/A", "#N/A"})
# No one in a return lived or will live outside these years: such a date is a slip and is refused as one.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
LAST_CREDIBLE = date(2035, 12, 31)  # a later date is a slip of the pen and says nothing about the year of a return
_UNKNOWN_MILES = 999
_TRUE, _FALSE = frozenset({"1", "TRUE", "YES", "Y"}), frozenset({"0", "FALSE", "NO", "N"})


def is_nothing(text: str) -> bool:
    """Whether the text stands for a blank: empty, or the literal NULL and its like that home-made extracts hold."""
    return text.upper() in _NOTHING


def uk_date(text: str) -> date | None:
    """The date written dd/mm/yyyy, or None: two-digit years, other forms and days that do not exist are refused."""
    parts = text.split("/")
    if len(parts) != 3 or len(parts[2]) != 4 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if len(parts[0]) > 2 or len(parts[1]) > 2:
        return None
    return _date(int(parts[2]), int(parts[1]), int(parts[0]))


def iso_date(text: str) -> date | None:
    """The date written yyyy-mm-dd, a time of day after it allowed, or None."""
    day, rest = text[:10], text[10:]
    if rest and rest[0] not in "T Z+":
        return None
    parts = day.split("-")
    if [len(part) for part in parts] != [4, 2, 2] or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    return _date(int(parts[0]), int(parts[1]), int(parts[2]))


def either_date(text: str) -> date | None:
    """The date written in either form, or None."""
    return iso_date(text) or uk_date(text)


def yes_no(text: str) -> bool | None:
    """True for 1, true, yes or y in any case; False for 0, false, no or n; None for anything else."""
    word = text.strip().upper()
    if word in _TRUE:
        return True
    return False if word in _FALSE else None


def whole_miles(text: str) -> int | None:
    """The distance in miles, rounded up; None for 999.9, which stands for unknown. Raises ValueError for no distance."""
    try:
        miles = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if not miles.is_finite() or miles < 0:
        raise ValueError(text)
    return None if miles >= _UNKNOWN_MILES else int(miles.to_integral_value(ROUND_CEILING))


def statistical_year(day: date) -> int:
    """The year in which the statistical year of this day ends: 1 April 2025 to 31 March 2026 is 2026."""
    return day.year + 1 if (day.month, day.day) >= (4, 1) else day.year


def year_start(year: int) -> date:
    """The first day of the statistical year that ends in this year."""
    return date(year - 1, 4, 1)


def year_end(year: int) -> date:
    """The last day of the statistical year that ends in this year."""
    return date(year, 3, 31)


def _date(year: int, month: int, day: int) -> date | None:
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
