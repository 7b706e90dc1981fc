"""Sentences and clauses: the words, and the bound numbers that stand in the same clause.

A sentence ends at a full stop, an exclamation or a question mark. A clause ends at a semicolon, at but, while,
whereas, although, though, because, and at a comma where "and" begins a new statement. What a word claims is tested in
its own clause; where that holds no bound number, in its sentence; and where the sentence has none, in the one before
or after it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from handrail.measures.figures import Figure
from handrail.publications.document import Inline, Number, Text

Earlier = Callable[[Figure], Figure | None]
MARK = "\uf8ff"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"" + MARK + r"])")
_CLAUSE = re.compile(r"[;]|,? (?:but|while|whereas|although|though|because) |, (?=and [a-z ]*(?:rose|fell|was|were))")


@dataclass(frozen=True)
class Clause:
    """Words in which each bound number is one mark, and those numbers in order.

    `near` are the numbers of its sentence, of which its own begin at `place`, and `beside` those of the sentences next
    to it. `printed_before` finds the figure of the period before that the document prints; it is not known while a
    chapter is read alone.
    """

    words: str
    numbers: tuple[Number, ...]
    near: tuple[Number, ...]
    sentence: str
    beside: tuple[Number, ...] = ()
    place: int = 0
    printed_before: Earlier | None = field(default=None, compare=False, repr=False)

    @property
    def borne_by(self) -> tuple[Number, ...]:
        """The numbers a claim in this clause rests on."""
        return self.numbers or self.near or self.beside

    @property
    def nearest(self) -> tuple[Number, ...]:
        """The other numbers of its sentence, those before it from the nearest on, then those behind it."""
        return (*self.near[: self.place][::-1], *self.near[self.place + len(self.numbers) :])

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where in the words each of the numbers stands."""
        return tuple(one.start() for one in re.finditer(MARK, self.words))

    def between(self, start: int, end: int) -> tuple[Number, ...]:
        """The numbers that stand in this stretch of the words."""
        return tuple(number for at, number in zip(self.places, self.numbers, strict=True) if start <= at < end)

    def readable(self) -> str:
        """The words with the numbers in place."""
        text = self.words
        for number in self.numbers:
            text = text.replace(MARK, number.text, 1)
        return " ".join(text.split())


def clauses(parts: tuple[Inline, ...], printed_before: Earlier | None = None) -> Iterator[Clause]:
    """The clauses of a paragraph or a point of a list. What is typed with a reason is left out."""
    numbers = tuple(part for part in parts if isinstance(part, Number))
    said = "".join(MARK if isinstance(part, Number) else _words(part) for part in parts)
    sentences = _SENTENCE.split(said)
    ends = [0]
    for sentence in sentences:
        ends.append(ends[-1] + sentence.count(MARK))
    for place, sentence in enumerate(sentences):
        near = numbers[ends[place] : ends[place + 1]]
        before = numbers[ends[max(0, place - 1)] : ends[place]]
        after = numbers[ends[place + 1] : ends[min(place + 2, len(sentences))]]
        at = 0
        for words in _CLAUSE.split(sentence):
            inside = words.count(MARK)
            yield Clause(words, near[at : at + inside], near, sentence, (*before, *after), at, printed_before)
            at += inside


def _words(part: Text) -> str:
    """What is typed with a reason, or is an identifier, makes no claim; a mark in the words themselves is none."""
    return "…" if part.typed or part.code else part.text.replace(MARK, "")
