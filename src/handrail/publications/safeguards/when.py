"""When the numbers of a sentence are of, as its words say: dates, months, quarters and years (G09)."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from handrail.measures.figures import Figure
from handrail.publications.document import Document
from handrail.publications.numbers import long_date
from handrail.publications.safeguards.clauses import MARK, Clause
from handrail.publications.safeguards.findings import Finding, Spot, Standing
from handrail.publications.safeguards.passages import Passage, Reading
from handrail.publications.safeguards.periods import (
    MONTHS,
    dates,
    is_whole_year,
    length,
    months,
    name_of,
    quarter_names,
    quarter_of,
    wrong_years,
)
from handrail.publications.safeguards.words import speaks_of_change
from handrail.publications.safeguards.words.bearing import is_level

_EARLIER = re.compile(
    r"last year|last month|previous|year before|years? earlier|year ago|opening|before", re.IGNORECASE
)
_FROM_TO = re.compile(rf"\bfrom {MARK}.* to {MARK}")
_ABOUT_A_MONTH, _ABOUT_A_YEAR = 31, 300  # days
_QUARTER = r"(?:first|second|third|fourth|last|final) quarter"
_LAST_YEAR = r"last year|the year before|a year (?:earlier|ago|before)|the previous year"
_WHEN = rf"(?P<month>{MONTHS})(?! \d)|(?P<quarter>{_QUARTER})|(?P<label>20\d\d[/–-]\d\d)"
_YEAR = rf"(?:(?P<last>{_LAST_YEAR})|(?P<this>this year))"
_BESIDE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{MARK}(?: \w+){{0,2}}? (?:in|for|during|at the end of|of)(?: the)? (?:{_WHEN})\b",
        rf"{MARK} (?:{_YEAR}\b|\((?:{_WHEN})\))",
        rf"(?:(?:{_WHEN}),? \({MARK}|{_YEAR} \({MARK}\))",
        rf"(?<!{MARK} )\b(?:in|at the end of)(?: the)? (?:{_WHEN}),? (?:\w+ ){{0,3}}{MARK}",
        rf"(?:^|[.;] )(?P<last>last year),? (?:\w+ ){{0,3}}{MARK}",
    )
)


def periods_are_said(passage: Passage, reading: Reading, standing: Standing) -> Iterator[Finding]:
    """Dates and months are those of the report and of the numbers beside them, and numbers of other periods say so."""
    if "target" not in passage.words.lower():
        yield from _dates(passage, reading.document, standing)
        yield from _months(passage)
    for clause in passage.clauses:
        yield from _beside(passage.spot, clause, reading.document)
        yield from _unsaid(passage.spot, clause, reading.document)


def _dates(passage: Passage, document: Document, standing: Standing) -> Iterator[Finding]:
    allowed = {document.period_from, document.period_to, document.period_from - timedelta(days=1), *standing.other_days}
    allowed |= {day for one in _figures(passage) for day in (one.period_from, one.period_to)}
    for day in dates(passage.words):
        if day not in allowed:
            right = " or ".join(long_date(one) for one in sorted(allowed)[:4])
            near = min(allowed, key=lambda one: abs((one - day).days))
            instead = (long_date(day), long_date(near))
            yield passage.spot.refuse("G09", f"{long_date(day)} is no date of this report.", f"Write {right}.", instead)


def _months(passage: Passage) -> Iterator[Finding]:
    figures = _figures(passage)
    of_figures = {_month(one.period_from) for one in figures}
    of_figures |= {_month(one.period_to) for one in figures if length(one) > _ABOUT_A_YEAR}
    for first in months(passage.words):
        if figures and _month(first) not in of_figures:
            right = " or ".join(sorted({f"{one.period_from:%B %Y}" for one in figures}))
            wrong = f"{first:%B %Y} is not the month of a number here."
            yield passage.spot.refuse("G09", wrong, f"Write {right}.", (f"{first:%B %Y}", right))


def _figures(passage: Passage) -> list[Figure]:
    return [one for number in passage.numbers for one in (number.figure, number.against) if one]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _beside(spot: Spot, clause: Clause, document: Document) -> Iterator[Finding]:
    """The month, quarter or year right beside a number is its own."""
    for found in (one for pattern in _BESIDE for one in pattern.finditer(clause.words)):
        number = clause.numbers[clause.words[: found.end()].count(MARK) - 1]
        said = {name: text for name, text in found.groupdict().items() if text}
        (kind, text), figure = next(iter(said.items())), number.figure
        if figure is None or not is_level(number) or _is_when(kind, text, figure, document):
            continue
        wrong = f"{number.head} is of {name_of(figure)}, and the words beside it say '{text}'."
        yield spot.refuse(
            "G09",
            wrong,
            f"Say '{_when(figure, document)}', or bind the number you mean.",
            (text, _when(figure, document)),
        )


def _is_when(kind: str, said: str, figure: Figure, document: Document) -> bool:
    if kind == "last":
        return figure.period_to < document.period_to
    if kind == "this":
        return figure.period_to == document.period_to or figure.period_from >= document.period_from
    if kind == "label":
        return not any(wrong_years(said, figure.period_to))
    if kind == "quarter":
        quarter = quarter_of(figure, document)
        return quarter is not None and said.split()[0].lower() in quarter_names(quarter)
    return said.capitalize() in (f"{figure.period_from:%B}", f"{figure.period_to:%B}")


def _when(figure: Figure, document: Document) -> str:
    """The words for its period: August, the fourth quarter's, this year."""
    quarter = quarter_of(figure, document)
    if quarter is not None:
        return f"{quarter_names(quarter)[0]} quarter"
    return f"{figure.period_from:%B}" if length(figure) <= _ABOUT_A_MONTH else name_of(figure)


def _unsaid(spot: Spot, clause: Clause, document: Document) -> Iterator[Finding]:
    """A number of another period than the report's says so."""
    for number in clause.numbers:
        figure = number.figure
        if figure and not _is_of_the_report(figure, document) and not _says_when(clause, figure, document):
            wrong = f"{number.head} is of {name_of(figure)}, and the words do not say so."
            yield spot.refuse("G09", wrong, f"Say so: 'in {name_of(figure)}'; or bind the number of {_span(document)}.")


def _is_of_the_report(figure: Figure, document: Document) -> bool:
    return is_whole_year(figure, document) or figure.period_from == figure.period_to == document.period_to


def _says_when(clause: Clause, figure: Figure, document: Document) -> bool:
    """Whether the sentence names the figure's month or quarter, or says that it is another period's."""
    sentence, around = clause.sentence, (*clause.near, *clause.beside)
    if (
        name_of(figure) in sentence
        or _EARLIER.search(sentence)
        or _FROM_TO.search(sentence)
        or (len(around) > 1 and speaks_of_change(sentence))
    ):
        return True
    quarter = quarter_of(figure, document)
    names = quarter_names(quarter) if quarter is not None else ()
    if any(re.search(rf"\b{name}\b", sentence, re.IGNORECASE) for name in names):
        return True
    is_a_day = figure.period_from == figure.period_to
    return f"{figure.period_to:%B %Y}" in sentence or (not is_a_day and f"{figure.period_from:%B}" in sentence)


def _span(document: Document) -> str:
    return f"{long_date(document.period_from)} to {long_date(document.period_to)}"
