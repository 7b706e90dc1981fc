"""Matching headings to fields by their words alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from handrail.returns.tracker import vocabulary
from handrail.returns.tracker.headings import NUMBER, key, numbered
from handrail.returns.tracker.vocabulary import CHILD, CONFERENCES, ENTRIES, REVIEWS, Field

_LEAST = 0.34
_PROTECTION = {"conference", "protection", "strategy"}
_CARE = {"looked", "care", "participation", "iro"}


@dataclass(frozen=True)
class Column:
    """A heading, or a numbered series of them, taken for a field: how well it fits and by which words.

    `group` tells the entries of one row apart: the kind of conference the heading names, whether it is a series, and
    whether it speaks of the next meeting rather than this one.
    """

    heading: str
    at: tuple[int, ...]
    field: Field
    score: float
    phrase: str
    group: tuple[str | None, bool, bool]

    @property
    def asks_if_late(self) -> bool:
        """Whether yes under this heading means not in time."""
        return self.field.name == "in_time" and "late" in words(self.heading)


def columns(headings: list[str], sheet: str) -> list[Column]:
    """Every heading that reads like a field."""
    speaks_of = {word for heading in [*headings, sheet] for word in words(heading)}
    only_protection = bool(speaks_of & _PROTECTION) and not speaks_of & _CARE
    series = _series(headings)
    in_series = {at for columns in series.values() for at in columns}
    plain = {heading: (at,) for at, heading in enumerate(headings) if heading and at not in in_series}
    found = (_column(heading, at, only_protection, sheet) for heading, at in {**series, **plain}.items())
    return [column for column in found if column is not None]


def score(headings: list[str]) -> float:
    """How much a row of headings reads like a tracker's: 0 unless the child's id is among them."""
    found = [best for heading in headings if heading and (best := _best(_plain_words(heading))) is not None]
    if not any(field is not None and field.name == "child_id" for field, _, _ in found):
        return 0.0
    if sum(field is not None for field, _, _ in found) < 2:
        return 0.0
    return sum(score for _, score, _ in found)


def words(heading: str) -> frozenset[str]:
    """The telling words of a heading, each as the vocabulary calls it."""
    return frozenset(_words(key(heading.replace(NUMBER, " "))))


def _words(folded: str) -> Iterator[str]:
    for word in folded.split():
        for meant in vocabulary.same().get(word, word).split():
            if meant not in vocabulary.idle():
                yield meant


def _plain_words(heading: str) -> frozenset[str]:
    """The words of a heading without the number of a series."""
    return min((words(pattern) for pattern, _ in numbered(heading)), key=len, default=words(heading))


def _series(headings: list[str]) -> dict[str, tuple[int, ...]]:
    """Numbered headings by their pattern: those counted 1, 2 and on without a gap."""
    found: dict[str, dict[int, int]] = {}
    shown: dict[str, str] = {}
    for at, heading in enumerate(headings):
        for pattern, number in numbered(heading):
            folded = key(pattern)
            shown.setdefault(folded, pattern)
            found.setdefault(folded, {}).setdefault(number, at)
    whole = {
        shown[folded]: tuple(columns[number] for number in sorted(columns))
        for folded, columns in found.items()
        if len(columns) >= 2 and set(columns) == set(range(1, len(columns) + 1)) and _best(words(shown[folded]))
    }
    taken: set[int] = set()
    kept: dict[str, tuple[int, ...]] = {}
    for pattern, places in sorted(whole.items(), key=lambda item: -len(item[1])):
        if not taken & set(places):
            kept[pattern] = places
            taken |= set(places)
    return kept


def _column(heading: str, at: tuple[int, ...], only_protection: bool, sheet: str) -> Column | None:
    spoken = words(heading)
    best = _best(spoken)
    if best is None:
        return None
    field, score, phrase = best
    if field is None:
        return None
    repeated = NUMBER in heading
    if field.of == REVIEWS and (only_protection or "conference" in spoken):
        moved = vocabulary.fields(CONFERENCES).get(field.name)
        if moved is None:
            return None
        field = moved
    if field.of == CHILD and repeated:
        return None
    kind = _kind(spoken, repeated, sheet) if field.of == CONFERENCES else None
    return Column(heading, at, field, score, phrase, (kind, repeated, "next" in spoken))


def _kind(spoken: frozenset[str], repeated: bool, sheet: str) -> str | None:
    """The kind of conference a heading, or else the name of its sheet, speaks of."""
    named = words(sheet)
    for told in (spoken, named):
        if "transfer" in told:
            return "transfer_in"
        if "initial" in told or "strategy" in told or {"section", "47"} <= told:
            return "initial"
        if "review" in told or "next" in told:
            return "review"
    return "review" if repeated else None


@lru_cache(maxsize=10_000)
def _best(spoken: frozenset[str]) -> tuple[Field | None, float, str] | None:
    """The field whose words cover most of these; None for the field where the heading is to be left alone."""
    best: tuple[Field | None, float, str] | None = None
    for field, phrase, told in _phrases():
        if told <= spoken:
            covered = len(told) / len(spoken)
            if covered >= _LEAST and (best is None or covered > best[1]):
                best = field, covered, phrase
    return best


@cache
def _phrases() -> tuple[tuple[Field | None, str, frozenset[str]], ...]:
    """Every phrase of the vocabulary with its telling words; where two fit alike, the first wins."""
    fields = [field for of in (CHILD, *ENTRIES) for field in vocabulary.fields(of).values()]
    alone = [(None, phrase, words(phrase)) for phrase in vocabulary.left_alone()]
    known = [(field, phrase, words(phrase)) for field in fields for phrase in field.words]
    return tuple(each for each in [*alone, *known] if each[2])
