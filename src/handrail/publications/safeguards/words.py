"""Words of change and share, tested against the numbers bound in the same clause (G05).

The grammar, and how much each word needs, stands in docs/reference/safeguards.md. A word rests on the numbers between
it and the next word of change, else on those before it, else on those of its sentence. What no bound number bears is
refused; what the numbers can be read as in two ways is a question.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from handrail.measures.figures import SHARE
from handrail.publications.document import Number
from handrail.publications.numbers import percentage
from handrail.publications.safeguards.clauses import MARK, Clause
from handrail.publications.safeguards.findings import Finding, Spot
from handrail.publications.safeguards.measures import better
from handrail.publications.safeguards.values import CHANGES, change_in_words, exact, value_of

ALIKE_POINTS = Decimal("0.02")  # two percentage points, for shares
ALIKE_PART = Decimal("0.05")  # a twentieth, for counts
SLIGHT_POINTS, SLIGHT_PART = Decimal("0.02"), Decimal("0.05")
GREAT_POINTS, GREAT_PART = Decimal("0.05"), Decimal("0.1")
LEAST_POINTS = Decimal("0.005")  # half a percentage point: less is no news
NEAR = Decimal("0.05")

_UP = r"rose|risen|rise|rises|rising|grew|grown|growth|climb\w*|went up|gone up|increas\w+|higher than"
_DOWN = (
    r"(?:fell|fallen|falls?|falling)(?! due| to be| within| outside)|dropped|decline\w*|decreas\w+|reduc(?:ed|tion)"
    r"|shrank|shrunk|went down|gone down|lower than"
)
_BETTER, _WORSE = r"improv\w*|(?<!no )better than", r"worsen\w*|deteriorat\w*|worse than"
_ALIKE = r"stable|steady|similar|unchanged|in line with|consistent\w*|much the same|the same as|level with"
_TIMES = r"doubl(?:ed|e|ing)|halv(?:ed|ing)|trebled|tripled"
_MOVES = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<better>{_BETTER})|(?P<worse>{_WORSE})|(?P<alike>{_ALIKE})"
    rf"|(?P<times>{_TIMES}))\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?P<word>more|fewer|less|greater|larger|smaller)\b(?P<between>[^.;]*?)\bthan\b(?! (?:half|a third|a quarter|two thirds|three quarters|once|twice)\b)",
    re.IGNORECASE,
)
_COUNTED = (
    r"(?:child\w*|reviews?|conferences?|plans?|disputes?|responses?|people|families|forms?|issues?|meetings?|visits?)"
)
_SHARES = re.compile(
    rf"\b(?P<word>majority|minority|most(?= of (?:the|these|all)\b| (?:[\w-]+ )?{_COUNTED}\b)"
    rf"|(?:(?P<than>more than|over|less than|under|fewer than|nearly|almost|about|around) )?"
    rf"(?P<part>half(?!-| year| day| hour)(?= of|…|,| |$)|two thirds|three quarters|a third of|a quarter of)"
    rf"|(?<!not )(?P<all>all|every|none)(?= (?:of the )?(?:[\w-]+ )?{_COUNTED} (?:was|were|had|took|in)\b))",
    re.IGNORECASE,
)
_DEGREE = re.compile(r"\b(?P<word>slight\w*|marginal\w*|significant\w*|sharp\w*|substantial\w*|dramatic\w*)\b", re.I)
_AMOUNT = re.compile(
    rf"(?:rise|increase|fall|decrease|drop|reduction|rose|fell|increased|decreased) (?:of|by) {MARK}", re.I
)
_PARTS = {
    "half": Decimal("0.5"),
    "two thirds": Decimal(2) / 3,
    "three quarters": Decimal("0.75"),
    "a third of": Decimal(1) / 3,
    "a quarter of": Decimal("0.25"),
}
_OPPOSITES = {
    "rose": "fell", "risen": "fallen", "rise": "fall", "rises": "falls", "rising": "falling", "grew": "shrank",
    "grown": "shrunk", "growth": "decline", "went up": "went down", "gone up": "gone down", "increase": "decrease",
    "increased": "decreased", "increases": "decreases", "increasing": "decreasing", "higher than": "lower than",
    "improved": "worsened", "improve": "worsen", "improves": "worsens", "improving": "worsening",
    "improvement": "worsening", "better than": "worse than", "more": "fewer", "greater": "smaller",
    "larger": "smaller", "climbed": "fell", "dropped": "rose", "declined": "rose", "decline": "rise",
    "reduced": "increased", "reduction": "increase",
}  # fmt: skip
OPPOSITE = {b: a for a, b in reversed(_OPPOSITES.items())} | _OPPOSITES | {"less": "more", "deteriorated": "improved"}


@dataclass(frozen=True)
class Pair:
    """Two values of one thing, the earlier first."""

    old: Decimal
    new: Decimal
    is_share: bool
    measure: str

    @property
    def alike(self) -> bool:
        """Whether a reader would call them the same."""
        return self.is_small(ALIKE_POINTS, ALIKE_PART)

    def is_small(self, points: Decimal, part: Decimal) -> bool:
        """Whether the change is no more than these points (of shares) or this part (of counts)."""
        size = abs(self.new - self.old)
        return size <= points if self.is_share else size <= part * abs(self.old)

    def said(self) -> str:
        """The true words: "fell by 22 (2.7%)"."""
        if self.new == self.old:
            return "did not change"
        verb = "rose" if self.new > self.old else "fell"
        return f"{verb} by {change_in_words(self.old, self.new, self.is_share)}"


class Unclear(ValueError):
    """Why two numbers do not make a pair; `is_question` where a person must say what is meant."""

    def __init__(self, why: str, remedy: str, is_question: bool = False) -> None:
        super().__init__(why)
        self.remedy, self.is_question = remedy, is_question


def words_are_borne(spot: Spot, clause: Clause) -> Iterator[Finding]:
    """Every word of change and share in the clause says what its numbers say (G05)."""
    found = list(_MOVES.finditer(clause.words))
    for place, word in enumerate(found):
        before = found[place - 1].end() if place else 0
        after = found[place + 1].start() if place + 1 < len(found) else len(clause.words)
        yield from _tested(spot, clause, word[0], partial(_move, clause, word, before, after))
    for word in _COMPARED.finditer(clause.words):
        if clause.borne_by or re.search(_COUNTED, word["between"]):
            yield from _tested(spot, clause, word["word"], partial(_compared, clause, word))
    for word in _SHARES.finditer(clause.words):
        if clause.borne_by or not word["part"]:
            yield from _tested(spot, clause, word["word"], partial(_share, clause, word))
    degree = _DEGREE.search(clause.words)
    if degree and not found:
        yield from _tested(spot, clause, degree[0], _nothing)
    yield from _amounts(spot, clause)


def speaks_of_change(words: str) -> bool:
    """Whether these words compare one number with another."""
    return bool(_MOVES.search(words) or _COMPARED.search(words))


def _tested(spot: Spot, clause: Clause, word: str, test: Callable[[], tuple[str, str] | None]) -> Iterator[Finding]:
    try:
        fault = test()
    except Unclear as unclear:
        make = spot.ask if unclear.is_question else spot.refuse
        yield make("G05", f"'{word}' in '{clause.readable()}' {unclear}", unclear.remedy)
        return
    if fault:
        yield spot.refuse("G05", f"'{word}' in '{clause.readable()}' is not true: {fault[0]}", fault[1])


def _nothing() -> tuple[str, str] | None:
    raise Unclear(
        "says how numbers compare, and nothing here has compared them.",
        "Bind both numbers in the same clause, or leave the word out.",
    )


def _move(clause: Clause, word: re.Match[str], before: int, after: int) -> tuple[str, str] | None:
    numbers = _numbers_of(clause, word, before, after)
    said = word[0].lower()
    if word["alike"]:
        return _is_alike(numbers, said)
    pair = pair_of(clause, numbers)
    if word["times"]:
        return _times(pair, said)
    if word["better"] or word["worse"]:
        good = better(pair.measure)
        if good is None:
            raise Unclear(
                f"judges '{pair.measure}', and no measure says whether more of it is better.",
                f"Say what happened: {pair.said()}.",
                is_question=True,
            )
        up = (good == "higher") == bool(word["better"])
    else:
        up = bool(word["up"])
    return _direction(pair, said, up, bool(word["better"] or word["worse"])) or _degree(clause, pair)


def _numbers_of(clause: Clause, word: re.Match[str], before: int, after: int) -> tuple[Number, ...]:
    places = [(clause.place_of(one), number) for one, number in enumerate(clause.numbers)]
    following = tuple(number for place, number in places if word.end() <= place < after)
    if len(following) > 1 or any(number.shows in CHANGES for number in following):
        return following
    around = tuple(number for place, number in places if before <= place < after)
    return around if len(around) > 1 or any(one.shows in CHANGES for one in around) else clause.near


def pair_of(clause: Clause, numbers: tuple[Number, ...]) -> Pair:
    """The earlier and the later value. Raises Unclear."""
    for number in numbers:
        if number.shows in CHANGES and number.figure and number.against:
            old, new = exact(number.against), exact(number.figure)
            if old is not None and new is not None:
                return Pair(old, new, number.figure.kind == SHARE, number.figure.measure)
    levels = [(number, value) for number in numbers if (value := value_of(number)) is not None and number.figure]
    levels = [one for one in levels if one[0].shows != "target"]
    if len(levels) < 2:
        if levels:
            raise Unclear("has nothing to compare with: one number is no change.", "Bind the earlier number too.")
        _nothing()
    figures = [number.figure for number, _ in levels if number.figure]
    if len({(one.measure, number.shows) for one, (number, _) in zip(figures, levels, strict=True)}) > 1:
        raise Unclear("stands between numbers of different things.", "Bind the earlier number of the same measure.")
    is_share = levels[0][0].shows == "share"
    if len({one.period_to for one in figures}) == len(figures):
        _follows_the_periods(clause, levels[0][0], levels[1][0])
        levels = sorted(levels, key=lambda one: one[0].figure.period_to)  # type: ignore[union-attr]
    elif re.search(rf"\bto {MARK}.*\bfrom {MARK}", clause.words):
        levels.reverse()
    elif not re.search(rf"\bfrom {MARK}.*\bto {MARK}", clause.words):
        why = "can be read in two ways: the numbers are of one period."
        raise Unclear(why, "Write 'from ... to ...', or bind numbers of two periods.", is_question=True)
    return Pair(levels[0][1], levels[-1][1], is_share, figures[0].measure)


def _follows_the_periods(clause: Clause, first: Number, second: Number) -> None:
    """'From A to B' goes forward in time."""
    if first.figure is None or second.figure is None:
        return
    later_first = first.figure.period_to > second.figure.period_to
    backward = re.search(rf"\bto {MARK}.*\bfrom {MARK}", clause.words)
    forward = re.search(rf"\bfrom {MARK}.*\bto {MARK}", clause.words)
    if (forward and later_first) or (backward and not later_first):
        raise Unclear("goes back in time.", f"Write from {second.head} to {first.head}, or the other way about.")


def _direction(pair: Pair, said: str, up: bool, judges: bool) -> tuple[str, str] | None:
    if pair.new == pair.old or (pair.new > pair.old) != up:
        other = OPPOSITE.get(said, "")
        right = f"'{other}': it {pair.said()}" if other and pair.new != pair.old else f"it {pair.said()}"
        return f"it {pair.said()}.", f"Write {right}."
    if judges and pair.is_share and abs(pair.new - pair.old) < LEAST_POINTS:
        return f"it {pair.said()}, which is no news.", f"Write 'was much the same': it {pair.said()}."
    return None


def _degree(clause: Clause, pair: Pair) -> tuple[str, str] | None:
    degree = _DEGREE.search(clause.words)
    if not degree:
        return None
    is_slight = degree["word"].lower().startswith(("slight", "marginal"))
    if is_slight and not pair.is_small(SLIGHT_POINTS, SLIGHT_PART):
        return f"'{degree['word']}' over a change that is not: it {pair.said()}.", f"Write that it {pair.said()}."
    if not is_slight and pair.is_small(GREAT_POINTS, GREAT_PART):
        return f"'{degree['word']}' over a change that is not: it {pair.said()}.", f"Write that it {pair.said()}."
    return None


def _is_alike(numbers: tuple[Number, ...], said: str) -> tuple[str, str] | None:
    changes = [one for one in numbers if one.shows in CHANGES and one.figure and one.against]
    values = [value for one in numbers if one.shows not in CHANGES and (value := value_of(one)) is not None]
    shown = [one for one in numbers if one.shows not in CHANGES and value_of(one) is not None]
    if changes and len(values) < 2:
        values = [exact(changes[0].against), exact(changes[0].figure)]  # type: ignore[arg-type, list-item]
        shown = [changes[0]]
    if len(values) < 2:
        _nothing()
    first, *others = values
    share = shown[0].shows == "share" or bool(shown[0].figure and shown[0].figure.kind == SHARE)
    for place, value in enumerate(others, 1):
        pair = Pair(first, value, share, shown[0].figure.measure if shown[0].figure else "")
        exactly = said in ("unchanged", "the same as") and first != value
        if not pair.alike or exactly:
            beside = shown[place].head if place < len(shown) else "the other"
            size = change_in_words(first, value, share)
            way = "above" if first > value else "below"
            return (
                f"{shown[0].head} and {beside} differ by {size}.",
                f"Write that it {pair.said()}, or is {size} {way} {beside}.",
            )
    return None


def _times(pair: Pair, said: str) -> tuple[str, str] | None:
    wanted = {"d": Decimal(2), "h": Decimal("0.5"), "t": Decimal(3)}[said[0]]
    if pair.old and abs(pair.new / pair.old - wanted) <= wanted * NEAR:
        return None
    return f"it {pair.said()}.", f"Write that it {pair.said()}."


def _compared(clause: Clause, word: re.Match[str]) -> tuple[str, str] | None:
    """ "More ... than": the first number is more than the second; with a period for each, the later than the earlier."""
    numbers = [one for one in clause.borne_by if one.shows != "target"]
    levels = [one for one in numbers if one.shows not in CHANGES and value_of(one) is not None]
    more = word["word"].lower() in ("more", "greater", "larger")
    changes = [one for one in numbers if one.shows in CHANGES]
    if changes:
        pair = pair_of(clause, tuple(changes[:1]))
    elif len(levels) == 1 and re.match(rf"\s*{MARK}", clause.words[word.end() :]) and not word["between"].strip():
        return f"the number is {levels[0].head} exactly.", f"Write {levels[0].head}."
    elif len(levels) < 2:
        raise Unclear("compares with nothing that is bound here.", "Bind the number it is compared with.")
    else:
        first, second = levels[0], levels[1]
        one, other = value_of(first), value_of(second)
        if one is None or other is None or first.figure is None:
            return None
        pair = Pair(other, one, first.shows == "share", first.figure.measure)
    if pair.new == pair.old or (pair.new > pair.old) != more:
        size = change_in_words(pair.old, pair.new, pair.is_share)
        right = "the same" if pair.new == pair.old else f"{size} {'more' if pair.new > pair.old else 'fewer'}"
        return f"it is {right}.", f"Write {right}."
    return None


def _share(clause: Clause, word: re.Match[str]) -> tuple[str, str] | None:
    said = word["word"].lower()
    shares = [one for one in clause.borne_by if one.shows == "share" and value_of(one) is not None]
    if not shares:
        if clause.borne_by:
            raise Unclear(
                "is said of a number that is no share.",
                "Bind the share, with both counts: an average or a count is none.",
            )
        _nothing()
    figure = shares[0].figure
    value = value_of(shares[0])
    if figure is None or value is None:
        return None
    right = f"{percentage(figure.numerator or 0, figure.denominator or 1)} ({figure.numerator} of {figure.denominator})"
    if _holds(said, word, value):
        return None
    group = " or 'the largest group'" if said in ("majority", "most") else ""
    return f"the share is {right}.", f"Write {right}{group}."


def _holds(said: str, word: re.Match[str], value: Decimal) -> bool:
    if word["all"]:
        return value == (0 if said == "none" else 1)
    if not word["part"]:
        return value > Decimal("0.5") if said in ("majority", "most") else value < Decimal("0.5")
    part, than = _PARTS[word["part"].lower()], (word["than"] or "about").lower()
    if than in ("more than", "over"):
        return value > part
    if than in ("less than", "under", "fewer than"):
        return value < part
    if than in ("nearly", "almost"):
        return part - NEAR <= value < part
    return abs(value - part) <= NEAR / 2


def _amounts(spot: Spot, clause: Clause) -> Iterator[Finding]:
    """The number in 'a rise of ...' is a change, not this year's level (G05)."""
    for said in _AMOUNT.finditer(clause.words):
        number = clause.numbers[clause.words[: said.end() - 1].count(MARK)]
        if number.shows in CHANGES:
            continue
        try:
            right = f"Write that it {pair_of(clause, clause.borne_by).said()}."
        except Unclear:
            right = "Bind the change: this year's number less last year's."
        wrong = f"{number.head} in '{clause.readable()}' is a level, not a change."
        yield spot.refuse("G05", wrong, right)
