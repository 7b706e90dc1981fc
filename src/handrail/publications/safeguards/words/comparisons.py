"""One number beside another: more than, above, ahead of, outnumber, twice as many as, no fewer than (G05)."""

import re
from decimal import Decimal

from handrail.publications.document import Number
from handrail.publications.safeguards.clauses import MARK, Clause
from handrail.publications.safeguards.measures import better
from handrail.publications.safeguards.values import CHANGES, value_of
from handrail.publications.safeguards.words.bearing import Pair, Unclear, area_of, change_of, changes, is_level, pair_of
from handrail.publications.safeguards.words.faults import Fault, as_said
from handrail.publications.safeguards.words.lexicon import (
    BETTER,
    COMPARATIVE,
    JUDGED,
    RELATION,
    TIMES,
    Word,
    lexed,
)
from handrail.publications.safeguards.words.moves import degree, is_denied
from handrail.publications.safeguards.words.numerals import COUNTED, NUMBER, PROPORTION
from handrail.publications.safeguards.words.sides import Sides, sides

KINDS = (COMPARATIVE, BETTER, RELATION, JUDGED)
_BETWEEN = (RELATION, JUDGED)
_THAN = re.compile(r"\bthan\b")
_ELSEWHERE = re.compile(
    rf"^ (?:(?:in |at )?(?:any other|all other|every other)\b|once\b|one\b|twice\b|it\b|them\b|(?:the |its |our |their )?target"
    rf"|(?:the )?(?:{PROPORTION})|(?:{NUMBER})\b)",
    re.IGNORECASE,
)
_SAYS_OF = re.compile(
    rf"^ (?:of (?:you|them|us|our|your|the)|(?:[\w-]+ )?{COUNTED}\b|(?:came|were|had|took|went|did|chose|spoke|wrote|\w+ed)\b)",
    re.IGNORECASE,
)


def compared(clause: Clause, word: Word, end: int) -> Fault | None:
    """Whether what is called more than the other is. `end` is where the next such word begins. Raises Unclear."""
    amount = _amount(clause, word, end)
    if amount:
        return _is_so(clause, word, amount, MARK)
    at = word.end if word.kind in _BETWEEN else _than(clause.words, word, end)
    if at is None:
        return _without_than(clause, word, end)
    if _ELSEWHERE.match(clause.words[at:]) or any(
        one.kind == TIMES and one.start == at + 1 for one in lexed(clause.words)
    ):
        return None
    if _stands_alone(clause, word, at):
        return None if is_denied(clause, word) else _exactly(clause, word, at)
    found = sides(clause, word.start, at)
    if found is None:
        if word.kind not in _BETWEEN and re.search(rf"\b{COUNTED}\b", clause.words[word.end : at]):
            raise Unclear("compares with nothing that is bound here.", "Bind the number it is compared with.")
        return None
    return next((fault for pair in _pairs(found) if (fault := _is_so(clause, word, pair, ""))), None)


def compares(words: str, word: Word) -> bool:
    """Whether a word says "more than", and not "more than half" or "more than once"."""
    at = _than(words, word, len(words)) if word.kind in (COMPARATIVE, BETTER) else None
    return at is not None and not _ELSEWHERE.match(words[at:])


def _than(words: str, word: Word, end: int) -> int | None:
    found = _THAN.search(words, word.end, end)
    return found.end() if found else None


def _amount(clause: Clause, word: Word, end: int) -> Pair | None:
    """The change that says by how much: "22 more than", "above England by 3.4 percentage points"."""
    before = clause.between(max(0, word.start - 2), word.start)
    by = re.search(rf"\bby {MARK}", clause.words[word.end : end])
    behind = clause.between(word.end + by.start(), word.end + by.end()) if by else ()
    bound = [one for one in clause.numbers if one.shows in CHANGES]
    said = (*before, *(behind if len(bound) == 1 else ()))
    return next((pair for one in said if (pair := change_of(one))), None)


def _stands_alone(clause: Clause, word: Word, at: int) -> bool:
    """ "Fewer than 812", with no other number in the clause."""
    follows = re.match(rf" {MARK}", clause.words[at:]) and not clause.words[word.end : at].removesuffix("than").strip()
    return bool(follows) and word.kind not in _BETWEEN and sum(is_level(one) for one in clause.numbers) == 1


def _exactly(clause: Clause, word: Word, at: int) -> Fault:
    head = next(one.head for one in clause.numbers if is_level(one))
    return Fault(f"the number is {head} exactly.", f"Write {head}.", (clause.words[word.start : at + 1], ""))


def _without_than(clause: Clause, word: Word, end: int) -> Fault | None:
    """ "Higher, at 24 after 22": tested where the clause has both numbers, and no claim where it has not."""
    counts_things = word.said.lower() in ("more", "fewer", "less", "longer")
    if counts_things and not _SAYS_OF.match(clause.words[word.end :]):
        return None
    levels = [one for one in clause.numbers if is_level(one)]
    theirs = [one for one in levels if area_of(one.figure)]
    ours = [one for one in levels if not area_of(one.figure)]
    try:
        pairs = [pair_of(theirs[0], ours[0])] if theirs and ours else [*changes(clause, word.start, word.end, 0, end)]
    except Unclear:
        pairs = _with_the_one_before(clause, word)
    return _is_so(clause, word, pairs[-1], "") if clause.numbers and pairs else None


def _with_the_one_before(clause: Clause, word: Word) -> list[Pair]:
    """ "Most took part (93%), although fewer came (58%)": the number behind with the one of its kind before."""
    behind, before = (
        clause.between(word.end, len(clause.words)),
        [*clause.between(0, word.start)[::-1], *clause.nearest],
    )
    for one in (one for one in behind if is_level(one)):
        alike = [other for other in before if is_level(other) and _is_alike(one, other)]
        return [pair_of(alike[0], one)] if alike else []
    return []


def _is_alike(one: Number, other: Number) -> bool:
    """Whether two numbers are of one unit, period and kind, and of different things."""
    if one.figure is None or other.figure is None or one.figure == other.figure:
        return False
    kinds = [(each.unit, each.kind, each.period_from, each.period_to) for each in (one.figure, other.figure)]
    return kinds[0] == kinds[1] and one.shows == other.shows


def _pairs(found: Sides) -> list[Pair]:
    return [side_pair(one, found.subject) for one in found.beside]


def side_pair(other: Number, subject: Number) -> Pair:
    """Two values; or the sizes of two changes."""
    pair = pair_of(other, subject)
    if subject.shows in CHANGES:
        size, of = abs(value_of(subject) or Decimal(0)), abs(value_of(other) or Decimal(0))
        return Pair(of, size, True, pair.measure)
    return pair


def _is_so(clause: Clause, word: Word, pair: Pair, shown: str) -> Fault | None:
    way = word.way
    if word.judges:
        good = better(pair.measure)
        if good is None:
            why = f"judges '{pair.measure}', and no measure says whether more of it is better."
            raise Unclear(why, "Say which is higher.", is_question=True)
        way = way if good == "higher" else -way
    denied = is_denied(clause, word)
    if (pair.way == way) == denied:
        more = {1: f"{pair.size} more", -1: f"{pair.size} fewer", 0: "the same"}[pair.way]
        other = as_said(word.said, word.opposite)
        instead = (word.said, other) if pair.way and not denied else None
        so = f"it is {more}."
        return Fault(so, f"Write {more}.", instead)
    return None if denied else degree(clause, word, pair, 0, len(clause.words))
