"""Cells of Annex A as councils fill them in: days, codes behind prefixes, yes and no, ids. None of them guesses.

Each reader gives None for a blank and raises `Unusable` for what cannot be understood.
"""

import re
import tomllib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from handrail.returns.values import either_date, is_nothing
from handrail.returns.workbook import Cell

# A bare number is a day of Excel's calendar only from 1950 to 2099: 2015 is a year, and 20240131 is no serial.
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 73_050
_FROM_1900, _FROM_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SERIAL = re.compile(r"\d{5}(\.0+)?")
_PREFIX = re.compile(r"[a-z0-9]{1,2}\s*(?:\)|:|\.|\s-)\s*(?=\S)", re.IGNORECASE)
_MASK = re.compile(r"[YN]{4}")
_MASK_ORDER = ("NEG", "PHY", "SAB", "EMO")  # neglect, physical, sexual, emotional
_LETTERS = {"a": "NEG", "b": "PHY", "c": "SAB", "d": "EMO", "e": "MUL"}
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})
_UNKNOWN = frozenset({"unknown", "not known", "not recorded", "u", "undecided"})


class Unusable(ValueError):
    """A cell holds what its column cannot hold."""


def text(cell: Cell) -> str:
    """The cell as plain text: one space where there were many or a non-breaking one, blank for #N/A and its like."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    plain = " ".join(str(cell).split())
    return "" if is_nothing(plain) else plain


def person_id(cell: Cell) -> str | None:
    """An id as text: a number without its decimals."""
    if isinstance(cell, bool | date | time | timedelta) or (isinstance(cell, float) and not cell.is_integer()):
        raise Unusable
    return text(cell) or None


def day(cell: Cell, from_1904: bool = False) -> date | None:
    """A true date, ISO or dd/mm/yyyy text, or the number Excel keeps for a day."""
    if isinstance(cell, datetime):
        return _credible(cell.date())
    if isinstance(cell, date):
        return _credible(cell)
    if isinstance(cell, bool | time | timedelta):
        raise Unusable
    if isinstance(cell, float):
        return _serial(cell, from_1904)
    written = text(cell)
    if not written:
        return None
    if _SERIAL.fullmatch(written):
        return _serial(float(written), from_1904)
    without_time = written.split(" ")[0].split("T")[0] if ":" in written else written
    found = either_date(without_time) or either_date(without_time.replace("-", "/").replace(".", "/"))
    if found is None:
        raise Unusable
    return found


def _credible(found: date) -> date:
    if not 1900 <= found.year <= 2200:
        raise Unusable
    return found


def _serial(number: float, from_1904: bool) -> date:
    epoch = _FROM_1904 if from_1904 else _FROM_1900
    days = number + (epoch - _FROM_1900).days
    if not _FIRST_SERIAL <= days < _LAST_SERIAL:
        raise Unusable
    return epoch + timedelta(days=int(number))


def yes_no(cell: Cell) -> bool | None:
    """Yes or no behind any prefix (`a) Yes`, `1 - Yes`); None for blank and for unknown."""
    word = _word(cell)
    if word in _YES:
        return True
    if word in _NO:
        return False
    if word and word not in _UNKNOWN:
        raise Unusable
    return None


def seen_alone(cell: Cell) -> str | None:
    """How a child was seen, as an event's outcome. Plain "child seen" does not say alone."""
    if _word(cell) in ("child seen", "seen"):
        return "seen"
    alone = yes_no(cell)
    return None if alone is None else "seen_alone" if alone else "not_seen_alone"


def whole_number(cell: Cell) -> int | None:
    """A count of nought or more."""
    written = text(cell)
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise Unusable
    return int(written)


def is_unborn(cell: Cell) -> bool:
    """Whether the age says that the child is not born yet: -1."""
    return text(cell) == "-1"


def sex(cell: Cell) -> str | None:
    """M, F, or U for not stated, neither and unborn."""
    word = _word(cell)
    for found, words in (("F", ("female", "f", "2", "girl")), ("M", ("male", "m", "1", "boy"))):
        if word in words:
            return found
    if word in ("not stated", "not stated/recorded", "neither", "unknown", "u", "unborn", "indeterminate", "0", "9"):
        return "U"
    if word.startswith("not stated"):
        return "U"
    if word:
        raise Unusable
    return None


def abuse(cell: Cell) -> str | None:
    """NEG, PHY, SAB, EMO or MUL; more than one category, as a list or a mask such as YNNN, is MUL."""
    written = text(cell)
    if not written:
        return None
    if _MASK.fullmatch(written.upper()):
        found = {code for code, flag in zip(_MASK_ORDER, written.upper(), strict=True) if flag == "Y"}
    else:
        found = {code for word, code in _wordings()["abuse"].items() if re.search(rf"\b{word}", written.lower())}
        if not found:
            found = {code for letter, code in _LETTERS.items() if written.lower().rstrip(")") == letter}
    if not found:
        raise Unusable
    return found.pop() if len(found) == 1 else "MUL"


def code(kind: str) -> Callable[[Cell], str | None]:
    """A reader of the codes of this kind: the one that stands in the text, whatever is before it, or its wording.

    "s) REFU" and "s) NOBT" share a letter, so a prefix is never the code.
    """

    def read(cell: Cell) -> str | None:
        written = text(cell)
        if not written:
            return None
        found = set(_tokens(kind).findall(written.upper()))
        if not found:
            wordings = _wordings().get(kind, {})
            found = {next((code for word, code in wordings.items() if word in written.lower()), "")} - {""}
        if len(found) != 1:
            raise Unusable
        return str(found.pop())

    return read


@cache
def _preferred() -> dict[str, dict[str, str]]:
    return _read("preferred_codes.toml")


@cache
def _wordings() -> dict[str, dict[str, Any]]:
    return _read("wordings.toml")


@cache
def _tokens(kind: str) -> re.Pattern[str]:
    codes = sorted([*_preferred()[kind], *_wordings()["also"].get(kind, ())], key=len, reverse=True)
    return re.compile(rf"(?<![A-Z0-9])({'|'.join(map(re.escape, codes))})(?![A-Z0-9])")


def _word(cell: Cell) -> str:
    written = text(cell).lower()
    return _PREFIX.sub("", written, count=1) if _PREFIX.match(written) else written


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
