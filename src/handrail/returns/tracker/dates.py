"""Dates as trackers write them. A form is read only where the mapping states it; no date is ever guessed."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

DAY_FIRST, DAY_FIRST_SHORT = "dd/mm/yyyy", "dd/mm/yy"
MONTH_FIRST, MONTH_FIRST_SHORT = "mm/dd/yyyy", "mm/dd/yy"
ISO, NAMED, SERIAL, SERIAL_1904 = "yyyy-mm-dd", "dd mmm yyyy", "excel serial", "excel serial 1904"
FORMS = {
    DAY_FIRST: "31/12/2025; also 31.12.2025 and 31-12-2025",
    DAY_FIRST_SHORT: "31/12/25; years 80 to 99 are 1980 to 1999, the rest 2000 to 2079",
    ISO: "2025-12-31; also 2025/12/31",
    NAMED: "31-Dec-25, 31 December 2025",
    SERIAL: "46022: days as Excel numbers them, counted from 1900",
    SERIAL_1904: "44560: the same, counted from 1904 as old Macintosh workbooks do",
    MONTH_FIRST: "12/31/2025: month first",
    MONTH_FIRST_SHORT: "12/31/25: month first",
}
_OPPOSITE = ((DAY_FIRST, MONTH_FIRST), (DAY_FIRST_SHORT, MONTH_FIRST_SHORT), (SERIAL, SERIAL_1904))
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_FIRST_SERIAL, _LAST_SERIAL = 18_000, 80_000  # 1949 to 2119: a smaller number is an age or a count
_MONTHS = {
    name: number
    for number, full in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
    for name in (full, full[:3], "sept" if number == 9 else full)
}
_TIME = re.compile(r"[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AaPp][Mm])?$")
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})([/-])(\d{1,2})\2(\d{1,2})")
_WITH_NAME = re.compile(r"(?:[A-Za-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[ -]?([A-Za-z]{3,9})\.?,?[ -]?(\d{4}|\d{2})")
_NUMBER = re.compile(r"\d{5}(?:\.\d+)?")


def opposed(forms: tuple[str, ...]) -> tuple[str, str] | None:
    """Two of these forms between which a date such as 03/04/2024 could not be told apart, or None."""
    return next((pair for pair in _OPPOSITE if set(pair) <= set(forms)), None)


@lru_cache(maxsize=100_000)
def readings(text: str) -> dict[str, date]:
    """Every form this text fits, with the date it then is."""
    text = _TIME.sub("", text.strip())
    found: dict[str, date | None] = {}
    if match := _NUMBERS.fullmatch(text):
        first, _, second, written = match.groups()
        year, short = _year(written), len(written) == 2
        found[DAY_FIRST_SHORT if short else DAY_FIRST] = _date(year, int(second), int(first))
        found[MONTH_FIRST_SHORT if short else MONTH_FIRST] = _date(year, int(first), int(second))
    elif match := _YEAR_FIRST.fullmatch(text):
        found[ISO] = _date(int(match[1]), int(match[3]), int(match[4]))
    elif match := _WITH_NAME.fullmatch(text):
        found[NAMED] = _date(_year(match[3]), _MONTHS.get(match[2].lower(), 0), int(match[1]))
    elif _NUMBER.fullmatch(text):
        found |= {SERIAL: _of_serial(float(text), False), SERIAL_1904: _of_serial(float(text), True)}
    return {form: day for form, day in found.items() if day is not None}


def read(text: str, forms: tuple[str, ...]) -> date | None:
    """The date this text is in one of the stated forms, or None."""
    found = readings(text)
    return next((found[form] for form in forms if form in found), None)


def in_range(value: date | datetime) -> date | None:
    """The day of a true date cell, or None for one outside the years Handrail knows."""
    day = value.date() if isinstance(value, datetime) else value
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _year(written: str) -> int:
    if len(written) == 4:
        return int(written)
    return int(written) + (1900 if int(written) >= 80 else 2000)


def _of_serial(number: float, from_1904: bool) -> date | None:
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    return (date(1904, 1, 1) if from_1904 else date(1899, 12, 30)) + timedelta(days=int(number))


def _date(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
