"""One number beside another: more than, above, ahead of, outnumber, twice as many as, no fewer than (G05)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from handrail.publications.document import Number
from handrail.publications.safeguards.clauses import MARK, Clause
from handrail.publications.safeguards.measures import better
from handrail.publications.safeguards.values import CHANGES, tenths, value_of
from handrail.publications.safeguards.words import approximate
from handrail.publications.safeguards.words.bearing import Pair, Unclear, area_of, change_of, changes, is_level, pair_of
from handrail.publications.safeguards.words.faults import Fault, as_said
from handrail.publications.safeguards.words.lexicon import BETTER, COMPARATIVE, RELATION, Word
from handrail.publications.safeguards.words.moves import degree, is_denied
from handrail.publications.safeguards.words.numerals import COUNTED, NUMBER, PROPORTION, numeral
from handrail.publications.safeguards.words.sides import Sides, sides

KINDS = (COMPARATIVE, BETTER, RELATION)
_THAN = re.compile(r"\bthan\b")
_ELSEWHERE = re.compile(
    rf"^ (?:(?:in |at )?(?:any other|all other|every other)\b|once\b|one\b|twice\b|(?:the |its |our |their )?target"
    rf"|(?:the )?(?:{PROPORTION})|(?:{NUMBER})\b)",
    re.IGNORECASE,
)
_TIMES_AS = re.compile(
    rf"\b(?:(?P<about>{approximate.ANY}) )?(?P<times>half|twice|(?P<n>{NUMBER}) times) as (?:\w+)\b", re.IGNORECASE
)
_AS_MANY = re.compile(
    r"(?<!times )(?<!twice )(?<!half )(?<!just )\b(?P<not>not |nowhere near )?(?:quite )?as (?:many|high|large|often|big)\b"
    rf"(?! as {MARK})(?=[^;]* as\b)",
    re.IGNORECASE,
)
_SAYS_OF = re.compile(rf"^ (?:of (?:you|them|us|our|your|the)|(?:[\w-]+ )?{COUNTED}\b)", re.IGNORECASE)


def compared(clause: Clause, word: Word, end: int) -> Fault | None:
    """Whether what is called more than the other is. `end` is where the next such word begins. Raises Unclear."""
    amount = _amount(clause, word, end)
    if amount:
        return _is_so(clause, word, amount, MARK)
    at = word.end if word.kind == RELATION else _than(clause.words, word, end)
    if at is None:
        return _without_than(clause, word, end)
    if _ELSEWHERE.match(clause.words[at:]):
        return None
    exact = _exact(clause, word, at)
    if exact:
        return exact
    found = sides(clause, word.start, at)
    if found is None:
        if word.kind != RELATION and re.search(rf"\b{COUNTED}\b", clause.words[word.end : at]):
            raise Unclear("compares with nothing that is bound here.", "Bind the number it is compared with.")
        return None
    return next((fault for pair in _pairs(found) if (fault := _is_so(clause, word, pair, ""))), None)


def _than(words: str, word: Word, end: int) -> int | None:
    found = _THAN.search(words, word.end, end)
    return found.end() if found else None


def _amount(clause: Clause, word: Word, end: int) -> Pair | None:
    """The change that says by how much: "22 more than", "above England by 3.4 percentage points"."""
    before = clause.between(max(0, word.start - 2), word.start)
    by = re.search(rf"\bby {MARK}", clause.words[word.end : end])
    behind = clause.between(word.end + by.start(), word.end + by.end()) if by else ()
    bound = [one for one in clause.numbers if one.shows in CHANGES]
    return next((pair for one in (*before, *behind) if len(bound) == 1 and (pair := change_of(one))), None)


def _exact(clause: Clause, word: Word, at: int) -> Fault | None:
    """ "Fewer than 812" where it is 812; "no fewer than 812" is so."""
    alone = re.match(rf" {MARK}", clause.words[at:]) and not clause.words[word.end : at].removesuffix("than").strip()
    levels = [one for one in clause.numbers if is_level(one)]
    if not alone or len(levels) != 1 or word.kind == RELATION or is_denied(clause, word):
        return None
    said = clause.words[word.start : at + 1]
    return Fault(f"the number is {levels[0].head} exactly.", f"Write {levels[0].head}.", (said, ""))


def _without_than(clause: Clause, word: Word, end: int) -> Fault | None:
    """ "Higher, at 24 after 22": tested where the clause has both numbers, and no claim where it has not."""
    counts_things = word.said.lower() in ("more", "fewer", "less", "longer")
    if counts_things and not _SAYS_OF.match(clause.words[word.end :]):
        return None
    levels = [one for one in clause.numbers if is_level(one)]
    theirs = [one for one in levels if area_of(one.figure)]
    ours = [one for one in levels if not area_of(one.figure)]
    try:
        pairs = (
            [pair_of(theirs[0], ours[0])] if theirs and ours else list(changes(clause, word.start, word.end, 0, end))
        )
    except Unclear:
        return None
    return _is_so(clause, word, pairs[-1], "") if clause.numbers else None


def _pairs(found: Sides) -> list[Pair]:
    return [_pair(one, found.subject) for one in found.beside]


def _pair(other: Number, subject: Number) -> Pair:
    """Two values; or the sizes of two changes."""
    pair = pair_of(other, subject)
    if subject.shows in CHANGES:
        size, of = abs(value_of(subject) or Decimal(0)), abs(value_of(other) or Decimal(0))
        return Pair(of, size, True, pair.measure)
    return pair


def _is_so(clause: Clause, word: Word, pair: Pair, shown: str) -> Fault | None:
    way = word.way
    if word.kind == BETTER:
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


def times_as(clause: Clause) -> Iterator[re.Match[str]]:
    """Every "twice as many" in the clause."""
    return _TIMES_AS.finditer(clause.words)


def is_times_as(clause: Clause, said: re.Match[str]) -> Fault | None:
    """Whether it is so many times as much. Raises Unclear."""
    pair = _either(clause, said)
    if not pair.old:
        return None
    times = said["times"].lower()
    factor = Decimal("0.5") if times == "half" else Decimal(2) if times == "twice" else numeral(said["n"])
    if approximate.times(said["about"] or "", pair.new / pair.old, factor):
        return None
    true = f"{tenths(pair.new / pair.old)} times as many"
    return Fault(f"it is {true}.", f"Write that it is {pair.size} {'more' if pair.way > 0 else 'fewer'}, or {true}.")


def as_many(clause: Clause) -> Iterator[re.Match[str]]:
    """Every "as many ... as" and "not as high as" in the clause."""
    return _AS_MANY.finditer(clause.words)


def is_as_many(clause: Clause, said: re.Match[str]) -> Fault | None:
    """Whether it is at least as much as the other; or, with "not", less. Raises Unclear."""
    pair = _either(clause, said)
    if (pair.way < 0) == bool(said["not"]):
        return None
    right = {1: f"{pair.size} more", -1: f"{pair.size} fewer", 0: "the same"}[pair.way]
    return Fault(f"it is {right}.", f"Write {right}.")


def _either(clause: Clause, said: re.Match[str]) -> Pair:
    """The two sides of "as many ... as"; or, without the second "as", the later number with the earlier."""
    second = re.compile(r"\bas\b").search(clause.words, said.end())
    found = sides(clause, said.start(), second.end()) if second else None
    if found:
        return _pair(found.beside[0], found.subject)
    steps = changes(clause, said.start(), said.end(), 0, len(clause.words))
    return Pair(steps[0].old, steps[-1].new, steps[0].is_share, steps[0].measure)
