"""The words of vocabulary.toml as they stand in a clause: each with its kind, its way, and its opposite."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

MOVE, JUDGEMENT, COMPARATIVE, BETTER = "move", "judgement", "comparative", "better"
RELATION, JUDGED = "relation", "judged"
ALIKE, TIMES, DEGREE, IDIOM = "alike", "times", "degree", "idiom"
EXACTLY, SLIGHT = "exactly", "slight"
_PAIRED = (MOVE, JUDGEMENT, COMPARATIVE, BETTER, RELATION, JUDGED)


@dataclass(frozen=True)
class Word:
    """A word of the vocabulary where it stands.

    `way` is 1 for more and better, -1 for less and worse. `sort` parts a kind: near or exactly alike, slight or great,
    or how many times.
    """

    said: str
    kind: str
    way: int = 0
    opposite: str = ""
    sort: str = ""
    start: int = 0
    end: int = 0

    @property
    def judges(self) -> bool:
        """Whether it says that something is better or worse, and not only more or less."""
        return self.kind in (JUDGEMENT, BETTER, JUDGED)


@lru_cache(maxsize=8192)
def lexed(words: str) -> tuple[Word, ...]:
    """The words of the vocabulary in these words, in order. None is part of another; an idiom hides what is in it."""
    known, pattern = _vocabulary()
    found = (
        replace(known[one[0].lower()], said=one[0], start=one.start(), end=one.end()) for one in pattern.finditer(words)
    )
    return tuple(one for one in found if one.kind != IDIOM)


@lru_cache(maxsize=8192)
def without_idioms(words: str) -> str:
    """These words with every idiom blotted out, letter for letter."""
    known, pattern = _vocabulary()
    return pattern.sub(lambda one: "·" * len(one[0]) if known[one[0].lower()].kind == IDIOM else one[0], words)


@cache
def _vocabulary() -> tuple[dict[str, Word], re.Pattern[str]]:
    listed: dict[str, Any] = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))
    known = {word.said: word for word in _words(listed)}
    longest_first = sorted(known, key=len, reverse=True)
    return known, re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


def _words(listed: dict[str, Any]) -> Iterator[Word]:
    for kind in _PAIRED:
        ways = {1: listed[kind].get("up", {}), -1: listed[kind].get("down", {})}
        for way, pairs in ways.items():
            yield from (Word(opposite, kind, -way, one) for one, opposite in reversed(pairs.items()))
        for way, pairs in ways.items():
            yield from (Word(one, kind, way, opposite) for one, opposite in pairs.items())
    for kind in (ALIKE, DEGREE):
        yield from (Word(one, kind, sort=sort) for sort, of in listed[kind].items() for one in of["words"])
    yield from (Word(one, TIMES, sort=str(factor)) for one, factor in listed[TIMES].items())
    yield from (Word(one, IDIOM) for idioms in listed["idioms"].values() for one in idioms)


@cache
def shares() -> dict[str, tuple[str, float]]:
    """Words for how much of the whole: each with over, under or exactly, and the share."""
    listed = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))
    return {word: (how, of) for how, words in listed["share"].items() for word, of in words.items()}
