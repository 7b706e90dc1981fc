"""Dates, months and years as they stand in words, against the period of a figure or a document."""

import contextlib
import re
from collections.abc import Iterator
from datetime import date

from handrail.measures.figures import Figure
from handrail.publications.document import Document
from handrail.publications.numbers import long_date

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH_NUMBERS = {name: at for at, name in enumerate(MONTHS.split("|"), 1)}
_DATE = re.compile(rf"\b(\d{{1,2}}) ({MONTHS}) (\d{{4}})\b")
_MONTH = re.compile(rf"(?<!\d )\b({MONTHS}) (\d{{4}})\b")
_SHORTEST_QUARTER, LONGEST_QUARTER = 90, 92  # days
_YEAR = re.compile(r"\b(?:20)?(\d\d)[/–-](?:20)?(\d\d)\b(?![/–-]\d)")


def dates(words: str) -> Iterator[date]:
    """Every full date: 31 March 2026. What is no day of the calendar is left out."""
    for found in _DATE.finditer(words):
        with contextlib.suppress(ValueError):
            yield date(int(found[3]), _MONTH_NUMBERS[found[2]], int(found[1]))


def months(words: str) -> Iterator[date]:
    """The first day of every month that is named with its year: August 2025."""
    for found in _MONTH.finditer(words):
        yield date(int(found[2]), _MONTH_NUMBERS[found[1]], 1)


def wrong_years(words: str, period_to: date) -> Iterator[tuple[str, str]]:
    """Every label of a statistical year (2018/19, 18/19) that is not the year of this day, with the true one."""
    last = period_to.year if (period_to.month, period_to.day) <= (3, 31) else period_to.year + 1
    for found in _YEAR.finditer(words):
        first, second = int(found[1]), int(found[2])
        if second == (first + 1) % 100 and second != last % 100:
            yield found[0], f"{last - 1}/{last % 100:02}"


_NAMES = ("one", "two", "three", "four")
_ORDINALS = ("first", "second", "third", "fourth")


def quarter_of(figure: Figure, document: Document) -> int | None:
    """Which quarter of the document's year the figure is of, from 0; None where it is of no quarter."""
    begins = document.period_from
    months = 12 * (figure.period_from.year - begins.year) + figure.period_from.month - begins.month
    is_quarter = figure.period_from.day == begins.day and _SHORTEST_QUARTER <= length(figure) <= LONGEST_QUARTER
    return months // 3 if is_quarter and months in (0, 3, 6, 9) else None


def quarter_names(quarter: int) -> tuple[str, ...]:
    """What a quarter may be called: the fourth, the last, Q4."""
    last = ("last", "final") if quarter == len(_ORDINALS) - 1 else ()
    return (_ORDINALS[quarter], f"Q{quarter + 1}", f"quarter {_NAMES[quarter]}", *last)


def length(figure: Figure) -> int:
    """The days of a figure's period."""
    return (figure.period_to - figure.period_from).days + 1


def is_short(figure: Figure) -> bool:
    """Whether the figure is of more than a day and of no more than a quarter."""
    return 1 < length(figure) <= LONGEST_QUARTER


def is_whole_year(figure: Figure, document: Document) -> bool:
    """Whether the figure is of the document's own period."""
    return (figure.period_from, figure.period_to) == (document.period_from, document.period_to)


def name_of(figure: Figure) -> str:
    """The period in words: a month, a statistical year, or its first and last day."""
    first, last = figure.period_from, figure.period_to
    if (first.year, first.month) == (last.year, last.month):
        return f"{last:%B %Y}"
    if (first.month, first.day, last.month, last.day) == (4, 1, 3, 31) and last.year == first.year + 1:
        return f"{first.year}/{last.year % 100:02}"
    return f"{long_date(first)} to {long_date(last)}"
