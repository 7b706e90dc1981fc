"""Cells of published tables: numbers, and the signs that stand where there is none. A sign is never read as zero."""

import re
from decimal import Decimal
from typing import NamedTuple

from handrail.comparators.rows import BLANK, GIVEN, LOW, NOT_APPLICABLE, NOT_AVAILABLE, SUPPRESSED, UNRELIABLE

# Government Statistical Service, "Symbols in tables", and the older signs the Department used; "-" is the Local Authority Interactive Tool's.
SYMBOLS = {
    "c": SUPPRESSED,
    "*": SUPPRESSED,
    "supp": SUPPRESSED,
    "z": NOT_APPLICABLE,
    ".": NOT_APPLICABLE,
    "n/a": NOT_APPLICABLE,
    "x": NOT_AVAILABLE,
    ":": NOT_AVAILABLE,
    "..": NOT_AVAILABLE,
    "-": NOT_AVAILABLE,
    "–": NOT_AVAILABLE,
    "u": UNRELIABLE,
    "k": LOW,
    "low": LOW,
    "~": LOW,
    "": BLANK,
}
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?|[0-9]{1,3}(,[0-9]{3}){1,3}(\.[0-9]{1,12})?")
_TWO_YEARS = re.compile(r"(20[0-9]{2})[-/–]?([0-9]{2}|20[0-9]{2})")
_ONE_YEAR = re.compile(r"20[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Reading(NamedTuple):
    """What a cell says: a number with status given, or the status its sign stands for."""

    number: Decimal | None
    status: str
    symbol: str


NOTHING = Reading(None, BLANK, "")


def read(cell: str) -> Reading | None:
    """The cell as a reading, or None where it is neither a number nor a known sign."""
    text = cell.strip()
    if _NUMBER.fullmatch(text):
        return Reading(Decimal(text.replace(",", "")), GIVEN, "")
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1].rstrip()):
        return Reading(Decimal(text[:-1].rstrip().replace(",", "")), GIVEN, "")
    status = SYMBOLS.get(text.lower())
    return None if status is None else Reading(None, status, text)


def year(cell: str) -> int | None:
    """The year a heading or time period ends in: 2025, 202425, 2024-25 and 2024/25 are all 2025."""
    text = cell.strip()
    if _ONE_YEAR.fullmatch(text):
        found = int(text)
    else:
        both = _TWO_YEARS.fullmatch(text)
        if both is None:
            return None
        found = int(both[1]) + 1
        if int(both[2]) % 100 != found % 100:
            return None
    return found if FIRST_YEAR <= found <= LAST_YEAR else None
