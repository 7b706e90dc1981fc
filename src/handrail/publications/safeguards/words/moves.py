"""Words of change: rose and fell, improved and worsened, stable, doubled, and how much (G05)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from handrail.publications.safeguards.clauses import Clause
from handrail.publications.safeguards.measures import better
from handrail.publications.safeguards.words import approximate
from handrail.publications.safeguards.words.bearing import (
    Pair,
    Unclear,
    area_of,
    changes,
    is_level,
    pair_of,
)
from handrail.publications.safeguards.words.faults import Fault, as_said, it_did_otherwise
from handrail.publications.safeguards.words.lexicon import (
    ALIKE,
    DEGREE,
    EXACTLY,
    JUDGEMENT,
    MOVE,
    SLIGHT,
    TIMES,
    Word,
    lexed,
)

LEAST_POINTS = Decimal("0.005")  # half a percentage point: less is no news
KINDS = (MOVE, JUDGEMENT, ALIKE, TIMES)
_NOT = re.compile(r"\b(?:not|n't|no|never|neither|nor|without|no longer|rather than|instead of)(?: \w+){0,2} $", re.I)
_HOPED = re.compile(
    r"\b(?:to|will|would|should|could|can|may|might|must|shall|cannot|helps?|helped|lets?)(?: be)?(?: \w+ly)? $", re.I
)
_BEGAN = re.compile(
    r"\b(?:continu|began|begun|start|seem|appear|tend|ceas|came|went on|going on)\w* to(?: be)? $", re.I
)
_PAST = re.compile(r"(?:ed|ing|s|rose|fell|grew|risen|fallen|grown|shrunk|shrank|ion|th|ment|went.*|gone.*)$")
_PARTICIPLE = re.compile(r"(?:ed|en|wn|ing|unk)$")
_ATTRIBUTE = re.compile(
    r"(?:^|\b(?:an?|the|in|of|with|their|our|its|your|more|into|for|from|and|these|those|such|very|provid\w*|need\w*"
    r"|ha(?:s|ve|d)|found) )$",
    re.IGNORECASE,
)
_MODIFIED = re.compile(rf"(?:{approximate.ANY}) $", re.IGNORECASE)


def is_denied(clause: Clause, word: Word) -> bool:
    """Whether a "not" or "no" stands before the word."""
    return bool(_NOT.search(clause.words[: word.start].replace("not only ", "")))


def is_hoped_for(clause: Clause, word: Word) -> bool:
    """Whether the word says what may or should be, and not what was: "to improve", "would fall", "must be reduced"."""
    before, said = clause.words[: word.start], word.said.lower()
    found = _HOPED.search(before)
    if not found or _BEGAN.search(before):
        return False
    return bool(_PARTICIPLE.search(said)) if " be" in found[0] else not _PAST.search(said)


def moved(clause: Clause, word: Word, low: int, high: int) -> Fault | None:
    """Whether what rose rose, and improved improved, by as much as is said. Raises Unclear."""
    steps = changes(clause, word.start, word.end, low, high)
    way = word.way if word.kind == MOVE else word.way * _which_is_better(steps[0])
    denied = is_denied(clause, word)
    for step in steps:
        if (step.way == way) == denied:
            return it_did_otherwise(step, word.said, None if denied else word.opposite)
        if word.kind == JUDGEMENT and not denied and step.is_share and abs(step.new - step.old) < LEAST_POINTS:
            so = f"it {step.said()}, which is no news."
            return Fault(so, f"Write 'was much the same': it {step.said()}.")
    return None if denied else degree(clause, word, steps[-1], low, high)


def _which_is_better(pair: Pair) -> int:
    good = better(pair.measure)
    if good is None:
        raise Unclear(
            f"judges '{pair.measure}', and no measure says whether more of it is better.",
            f"Say what happened: it {pair.said()}.",
            is_question=True,
        )
    return 1 if good == "higher" else -1


def degree(clause: Clause, word: Word, pair: Pair, low: int, high: int) -> Fault | None:
    """Whether a slight change is slight, and a sharp one great."""
    for one in _degrees(clause, word, low, high):
        if (one.sort == SLIGHT and not pair.alike) or (one.sort != SLIGHT and not pair.great):
            right = "marked" if pair.great else "slight" if pair.alike else ""
            right += "ly" if right and one.said.endswith("ly") else ""
            so = f"'{one.said}' over a change that is not: it {pair.said()}."
            return Fault(so, f"Write that it {pair.said()}.", (one.said, as_said(one.said, right)))
    return None


def _degrees(clause: Clause, word: Word, low: int, high: int) -> Iterator[Word]:
    """The words of degree that stand beside the word, with two others between at most."""
    for one in lexed(clause.words):
        if one.kind == DEGREE and low <= one.start < high:
            between = clause.words[min(one.end, word.end) : max(one.start, word.start)]
            if re.fullmatch(r" ?(?:\w+ ){0,2}", between):
                yield one


def alike(clause: Clause, word: Word, low: int, high: int) -> Fault | None:
    """Whether what is called steady, or in line with another, is. Raises Unclear."""
    try:
        pairs = _set_beside(clause, word, low, high)
    except Unclear:
        if " " not in word.said and _ATTRIBUTE.search(clause.words[: word.start]):
            return None  # "a stable home": said of somebody, and not of a number
        raise
    denied = is_denied(clause, word)
    for pair in pairs:
        same = pair.way == 0 if word.sort == EXACTLY else pair.alike
        if same == denied:
            beside = {1: "above the other", -1: "below the other", 0: "the same"}[pair.way]
            so = f"the numbers differ by {pair.size}." if pair.way else "the numbers are the same."
            return Fault(so, f"Write that it {pair.said()}, or is {pair.size} {beside}.")
    return None


def _set_beside(clause: Clause, word: Word, low: int, high: int) -> list[Pair]:
    """Each number the word holds together with the first: ours with another area's, else the later with the first."""
    levels = [one for one in clause.borne_by if is_level(one)]
    ours = [one for one in levels if not area_of(one.figure)]
    theirs = [one for one in levels if area_of(one.figure)]
    if ours and theirs:
        return [pair_of(one, ours[0]) for one in theirs if one.shows == ours[0].shows]
    try:
        steps = changes(clause, word.start, word.end, low, high)
        return [Pair(steps[0].old, one.new, one.is_share, one.measure) for one in steps]
    except Unclear:
        if len(levels) < 2 or len({one.shows for one in levels}) > 1:
            raise
        return [pair_of(levels[0], one) for one in levels[1:]]


def multiplied(clause: Clause, word: Word, low: int, high: int) -> Fault | None:
    """Whether what doubled did, and more than doubled did more. Raises Unclear."""
    steps = changes(clause, word.start, word.end, low, high)
    pair = Pair(steps[0].old, steps[-1].new, steps[0].is_share, steps[0].measure)
    modified = _MODIFIED.search(clause.words[: word.start])
    said, factor = modified[0] if modified else "", Decimal(word.sort)
    true = bool(pair.old) and approximate.times(said, pair.new / pair.old, factor)
    if true != is_denied(clause, word):
        return None
    verb = {1: "rose", -1: "fell", 0: None}[pair.way]
    return it_did_otherwise(pair, f"{said}{word.said}", verb if word.said.endswith("ed") else None)
