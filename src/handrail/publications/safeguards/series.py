"""The highest and the lowest: true of the figures the document shows, as far back as they say (G05)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from handrail.measures.figures import Figure
from handrail.publications.document import Number
from handrail.publications.safeguards.clauses import MARK, Clause
from handrail.publications.safeguards.findings import Finding, Spot
from handrail.publications.safeguards.measures import better
from handrail.publications.safeguards.passages import Passage, Reading
from handrail.publications.safeguards.periods import LONGEST_QUARTER, length, name_of
from handrail.publications.safeguards.values import as_level, exact, value_of
from handrail.publications.safeguards.words.lexicon import without_idioms
from handrail.publications.safeguards.words.numerals import COUNTED

_HIGH = (
    r"highest|largest|biggest|greatest|busiest|peak(?:ed)?|(?:all-time|record|new) high|commonest|most common|most frequent|main|key"
    rf"|the most(?= (?:[\w-]+ )?{COUNTED})"
)
_LOW = r"lowest|low point|trough|(?:all-time|record|new) low|smallest|fewest|quietest|rarest|least common"
_SUPERLATIVE = re.compile(
    rf"\b(?:(?P<rank>second|third|fourth|fifth)[ -])?(?:(?P<high>{_HIGH})|(?P<low>{_LOW})"
    r"|(?P<good>best|strongest)|(?P<bad>worst|weakest))\b"
    r"(?! court)(?: [^.;]*?since (?P<since>\d{4}))?"
    r"|\b(?:(?P<more>more|higher|greater|larger|better)|(?P<less>fewer|lower|less|smaller|worse))\b"
    r"(?P<other>[^.;]*?)\bthan (?:in |at )?(?:any|all|every) other\b",
    re.IGNORECASE,
)
_THEMES = re.compile(r"(?:key|main)\b(?! (?:reasons?|areas?|themes?|causes?|issues?)\b)", re.IGNORECASE)
_RANGED = re.compile(
    rf"\b(?:rang(?:e|ed|es|ing)|var(?:y|ied|ies|ying)) (?:from|between)\b(?=[^.;]*{MARK}[^.;]*{MARK})", re.I
)
_FOLLOWS = re.compile(rf"{MARK}(?: \w+)?,? (?:which (?:is|was) )?(?:an?|the|our|its) $")
_RANKS = {"": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_MONTHS_DIFFER, _LONGEST_MONTH = 4, 31  # days
_EVER = re.compile(r"\b(?:all-time|record|new)\b", re.IGNORECASE)


def superlatives_hold(passage: Passage, reading: Reading) -> Iterator[Finding]:
    """What is called the highest, the second lowest or the best is; a range runs from the least to the most."""
    for clause in passage.clauses:
        words = without_idioms(clause.words)
        for word in _SUPERLATIVE.finditer(words):
            if not _THEMES.match(words, word.start()):
                yield from _superlative(passage.spot, clause, word, reading)
        for said in _RANGED.finditer(words):
            yield from _range(passage.spot, clause, said, reading)


def _superlative(spot: Spot, clause: Clause, word: re.Match[str], reading: Reading) -> Iterator[Finding]:
    number = _about(clause, word)
    if number and number.figure:
        yield from _is_extreme(spot, word, number, number.figure, reading)
    elif not clause.numbers and word[0].lower() in ("key", "main", "most common", "most frequent", "commonest"):
        wrong = f"'{word[0]}' in '{clause.readable()}' rests on no number."
        yield spot.refuse("G18", wrong, "Bind the number it has, as the table prints it.")


def _about(clause: Clause, word: re.Match[str]) -> Number | None:
    """The number it is about: the one it follows closely, as in "93%, a record high"; else the first behind it."""
    inside = clause.between(word.start(), word.end())
    behind, ahead = clause.between(word.end(), len(clause.words)), clause.between(0, word.start())[::-1]
    before_first = word["other"] is not None or _FOLLOWS.search(clause.words[: word.start()])
    numbers = (*inside, *ahead, *behind) if before_first else (*behind, *ahead)
    return next((one for one in numbers if one.figure and value_of(one) is not None), None)


def _is_extreme(spot: Spot, word: re.Match[str], number: Number, figure: Figure, reading: Reading) -> Iterator[Finding]:
    said = " ".join(word[0].split())
    since, rank = word["since"], _RANKS[(word["rank"] or "").lower()]
    series = [_since(one, since) for one in _series(figure, reading)]
    if not since and not _EVER.search(said):
        series = [_of_its_year(one, figure, reading) for one in series]
    if since and min((one.period_to.year for one in series[0]), default=9999) > int(since) + 1:
        remedy = f"Print every year since {since}, or name the first year there is."
        yield spot.refuse("G05", f"'{said}' reaches back further than the numbers printed.", remedy)
    known = [one for one in series if len(one) > 1 or (one and figure.measure in reading.bounded)]
    high = bool(word["high"] or word["good"] or word["more"]) != _turned(word, figure)
    if not known:
        yield spot.refuse(
            "G05", f"'{said}' of {number.head} rests on no series.", f"Print '{figure.measure}' by {_by(figure)}."
        )
    elif all(_ranked(one, high, rank) != exact(figure) for one in known):
        right = " or ".join(dict.fromkeys(_at(one, _ranked(one, high, rank)) for one in known))
        yield spot.refuse("G05", f"'{said}' is not true of {number.head}.", f"It is {right}.")


def _by(figure: Figure) -> str:
    """What a series of such figures would be split by."""
    return " and ".join(figure.group) or ("year" if length(figure) > LONGEST_QUARTER else "month or quarter")


def _turned(word: re.Match[str], figure: Figure) -> bool:
    """Whether the best is the lowest."""
    return bool(word["good"] or word["bad"]) and better(figure.measure) == "lower"


def _series(figure: Figure, reading: Reading) -> list[list[Figure]]:
    """The figures shown beside it over time, and over each of its groups, the others being the same, in its own period."""
    alike = [one for one in reading.of(figure.measure) if one.settings == figure.settings]
    long = length(figure)
    over_time = [one for one in alike if one.group == figure.group and abs(length(one) - long) <= _MONTHS_DIFFER]
    now = [one for one in alike if (one.period_from, one.period_to) == (figure.period_from, figure.period_to)]
    among = [one for one in now if set(one.group) == set(figure.group)]
    return [over_time, *([one for one in among if _differ_in(name, one, figure)] for name in figure.group)]


def _differ_in(name: str, one: Figure, other: Figure) -> bool:
    """Whether two figures are of one group in everything but this."""
    return all(one.group[of] == other.group[of] for of in one.group if of != name)


def _of_its_year(series: list[Figure], figure: Figure, reading: Reading) -> list[Figure]:
    """In a report of a year, of one of its months: the months of that year, for the lowest month is the year's."""
    first, last = reading.document.period_from, reading.document.period_to
    is_of_the_year = (last - first).days > LONGEST_QUARTER and first <= figure.period_from <= figure.period_to <= last
    if length(figure) > _LONGEST_MONTH or not is_of_the_year:
        return series
    return [one for one in series if one.period_from >= first]


def _since(series: list[Figure], year: str | None) -> list[Figure]:
    return [one for one in series if not year or one.period_to.year >= int(year)]


def _ranked(series: list[Figure], high: bool, rank: int) -> Decimal | None:
    """The value that stands at this rank; equal values share one."""
    values = sorted({exact(one) or Decimal(0) for one in series}, reverse=high)
    return values[rank - 1] if rank <= len(values) else None


def _at(series: list[Figure], value: Decimal | None) -> str:
    """A value with its period and group: 300 in 2016/17."""
    one = next((each for each in series if exact(each) == value), None)
    if one is None:
        return "none: the series is not so long"
    return f"{as_level(one)} in {name_of(one)}" + "".join(f", {group}" for group in one.group.values())


def _range(spot: Spot, clause: Clause, said: re.Match[str], reading: Reading) -> Iterator[Finding]:
    ends = [one for one in clause.between(said.end(), len(clause.words)) if one.figure and value_of(one) is not None][
        :2
    ]
    if (
        len(ends) < 2
        or ends[0].figure is None
        or ends[1].figure is None
        or ends[0].figure.measure != ends[1].figure.measure
    ):
        return
    known = [one for one in _series(ends[0].figure, reading) if ends[0].figure in one and ends[1].figure in one]
    found = {value_of(one) for one in ends}
    if known and all({_ranked(one, True, 1), _ranked(one, False, 1)} != found for one in known):
        low, high = (_at(known[0], _ranked(known[0], which, 1)) for which in (False, True))
        wrong = f"'{said[0]}' in '{clause.readable()}' is not the whole range."
        yield spot.refuse("G05", wrong, f"Write from {low} to {high}.")
