"""Sentences and clauses: the words, and the bound numbers that stand in the same clause.

A sentence ends at a full stop, an exclamation or a question mark. A clause ends at ; or :, at a comma or "and"
before a new verb of change, and at but, while, whereas, although, because, since then. What a word claims is tested
in its own clause, and where that holds no bound number, in its sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handrail.publications.document import Inline, Number, Text

MARK = "\uf8ff"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"" + MARK + r"])")
_CLAUSE = re.compile(r"[;]|,? (?:but|while|whereas|although|though|because) |, (?=and [a-z ]*(?:rose|fell|was|were))")


@dataclass(frozen=True)
class Clause:
    """Words in which each bound number is one mark, and those numbers in order; `near` are those of its sentence."""

    words: str
    numbers: tuple[Number, ...]
    near: tuple[Number, ...]
    sentence: str

    @property
    def borne_by(self) -> tuple[Number, ...]:
        """The numbers a claim in this clause rests on."""
        return self.numbers or self.near

    def place_of(self, number: int) -> int:
        """Where in the words the number with this place in `numbers` stands."""
        at = -1
        for _ in range(number + 1):
            at = self.words.index(MARK, at + 1)
        return at

    def readable(self) -> str:
        """The words with the numbers in place."""
        text = self.words
        for number in self.numbers:
            text = text.replace(MARK, number.text, 1)
        return " ".join(text.split())


def clauses(parts: tuple[Inline, ...]) -> Iterator[Clause]:
    """The clauses of a paragraph or a point of a list. What is typed with a reason is left out."""
    numbers = [part for part in parts if isinstance(part, Number)]
    said = "".join(MARK if isinstance(part, Number) else _words(part) for part in parts)
    at = 0
    for sentence in _SENTENCE.split(said):
        count = sentence.count(MARK)
        near = tuple(numbers[at : at + count])
        start = at
        for words in _CLAUSE.split(sentence):
            inside = words.count(MARK)
            yield Clause(words, tuple(numbers[start : start + inside]), near, sentence)
            start += inside
        at += count


def _words(part: Text) -> str:
    """What is typed with a reason, or is an identifier, makes no claim; a mark in the words themselves is none."""
    return "…" if part.typed or part.code else part.text.replace(MARK, "")
