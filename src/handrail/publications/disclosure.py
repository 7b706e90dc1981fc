"""Which counts must not be printed, so that no small one can be worked out from those that are.

A count from 1 to the threshold is small. It is hidden; and where the other counts it adds up with would give
it away, one more of them is hidden too, the next smallest first, until none can be worked out.

A small count is safe when there is another set of counts, with another number in its place, that a reader
could not tell from the true one: what is printed is the same, everything still adds up, a count said to be
small lies between 1 and the threshold, and no count is negative. The search for that other set either finds
it, which proves the count safe, or gives up, and then more is hidden.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

Key = tuple[str, str, str]
"""A count: the figure's name, its period, and which part of it."""

SMALL = "small"
KEPT_BACK = "kept back"

_STEPS = 4000  # how long to look for another set of counts before a count is held to be given away


@dataclass(frozen=True)
class Relation:
    """Counts that add up: with their signs they make nought."""

    terms: tuple[tuple[int, Key], ...]

    @classmethod
    def total(cls, total: Key, parts: Iterable[Key]) -> "Relation":
        """The parts add up to the total."""
        return cls(((-1, total), *((1, part) for part in parts)))

    def holds(self, values: Mapping[Key, int]) -> bool:
        """Whether the counts add up, all of them being there."""
        return all(key in values for _, key in self.terms) and not sum(sign * values[key] for sign, key in self.terms)


@dataclass(frozen=True)
class Counts:
    """Counts that a reader may see, or work out from those seen.

    `printed` are the ones that would be printed; the others exist only as differences. `keep` are those to
    hide last, such as the totals of a year. `open` are those that say how good the data are and nothing of a
    child: they are never hidden.
    """

    values: Mapping[Key, int]
    printed: Collection[Key]
    relations: tuple[Relation, ...]
    keep: Collection[Key] = ()
    open: Collection[Key] = ()

    @cached_property
    def by_key(self) -> dict[Key, list[Relation]]:
        """The relations each count stands in."""
        found: dict[Key, list[Relation]] = {key: [] for key in self.values}
        for relation in self.relations:
            for _, key in relation.terms:
                found[key].append(relation)
        return found

    def cost(self, key: Key) -> tuple[bool, bool, int, Key]:
        """How much a reader loses with a count: zeros and totals most, then the larger ones."""
        value = self.values[key]
        return (value == 0, key in self.keep, value, key)


def hidden(counts: Counts, threshold: int) -> dict[Key, str]:
    """The printed counts to hide, each SMALL or KEPT_BACK. Nothing small can be worked out from the rest."""
    small = sorted(key for key, value in counts.values.items() if 1 <= value <= threshold and key not in counts.open)
    found = {key: SMALL for key in small if key in counts.printed}
    for key in small:
        while not _is_safe(key, counts, found, threshold):
            choice = _next_to_hide(key, counts, found, threshold)
            if choice is None:
                break
            found[choice] = KEPT_BACK
    return _without_needless(small, counts, found, threshold)


def _without_needless(small: list[Key], counts: Counts, found: dict[Key, str], threshold: int) -> dict[Key, str]:
    """The same, less what turned out not to protect anything: the most useful numbers are tried first."""
    kept_back = [key for key in found if found[key] == KEPT_BACK]
    for key in sorted(kept_back, key=counts.cost, reverse=True):
        fewer = {one: how for one, how in found.items() if one != key}
        if key in small:
            fewer[key] = SMALL
        if all(_is_safe(one, counts, fewer, threshold) for one in small):
            found = fewer
    return found


def _next_to_hide(key: Key, counts: Counts, found: Mapping[Key, str], threshold: int) -> Key | None:
    """What to keep back so that this count is safe: the one of least cost that does it alone, if one does.

    Where all around it is hidden already, it is the words "5 or fewer" that tell too much: five counts of at
    least one that add up to at most five are five ones. Then one of them is only said to be not shown.
    """
    near, far = _around(key, counts, found)
    for keys in (near, far):
        visible = sorted((one for one in keys if _may_hide(one, counts) and one not in found), key=counts.cost)
        said_small = sorted((one for one in keys if found.get(one) == SMALL), key=counts.cost, reverse=True)
        for one in (*visible, *said_small):
            if _is_safe(key, counts, {**found, one: KEPT_BACK}, threshold):
                return one
    left = [one for one in (*near, *far) if _may_hide(one, counts) and found.get(one) != KEPT_BACK]
    return min(left, key=counts.cost, default=None)


def _may_hide(key: Key, counts: Counts) -> bool:
    return key in counts.printed and key not in counts.open


def _around(key: Key, counts: Counts, found: Mapping[Key, str]) -> tuple[set[Key], set[Key]]:
    """The counts in a relation with this one, and those further off, reached through what is not printed."""
    near = {other for relation in counts.by_key[key] for _, other in relation.terms} | {key}
    reached, edge = set(near), list(near)
    while edge:
        one = edge.pop()
        if one in found or one not in counts.printed:
            more = {other for relation in counts.by_key[one] for _, other in relation.terms} - reached
            reached |= more
            edge += more
    return near, reached - near


def _is_safe(key: Key, counts: Counts, found: Mapping[Key, str], threshold: int) -> bool:
    """Whether a reader cannot tell this count: another set of counts looks the same and differs in it."""
    if key in counts.printed and key not in found:
        return False
    reader = _Reader(counts, found, threshold)
    return any(reader.could_believe({key: change}) for change in (1, -1))


class _Reader:
    """What somebody who sees the printed counts, and knows the rule, could believe of the others."""

    def __init__(self, counts: Counts, found: Mapping[Key, str], threshold: int) -> None:
        self._counts = counts
        self._found = found
        self._threshold = threshold
        self._steps = 0

    def could_believe(self, changes: dict[Key, int]) -> bool:
        """Whether these changes to the true counts can be completed so that everything adds up again."""
        self._steps += 1
        if self._steps > _STEPS or not all(self._is_possible(key, changes[key]) for key in changes):
            return False
        broken = self._broken(changes)
        if broken is None:
            return True
        relation, excess = broken
        return any(
            self.could_believe({**changes, key: -sign * excess})
            for sign, key in self._by_ease(relation)
            if key not in changes
        )

    def _broken(self, changes: Mapping[Key, int]) -> tuple[Relation, int] | None:
        """A relation that no longer adds up, and by how much it is over."""
        for relation in (one for key in changes for one in self._counts.by_key[key]):
            excess = sum(sign * changes.get(key, 0) for sign, key in relation.terms)
            if excess:
                return relation, excess
        return None

    def _by_ease(self, relation: Relation) -> Iterator[tuple[int, Key]]:
        """The counts of a relation a reader does not know, those in the fewest relations first."""
        unknown = (term for term in relation.terms if self._is_unknown(term[1]))
        yield from sorted(unknown, key=lambda term: len(self._counts.by_key[term[1]]))

    def _is_unknown(self, key: Key) -> bool:
        return key in self._found or key not in self._counts.printed

    def _is_possible(self, key: Key, change: int) -> bool:
        value = self._counts.values[key] + change
        # Of a threshold of 1 a reader would know the count: such a count is only "not shown".
        said_small = self._found.get(key) == SMALL and self._threshold > 1
        return 1 <= value <= self._threshold if said_small else value >= 0
