"""The counts of a publication, and which of them add up with which."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

Key = tuple[str, str, str]
"""A count: the figure's name, its period, and which part of it."""


Range = tuple[int, int]
"""The least and the most a count can be."""

NO_LIMIT = 1 << 60


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

    `printed` are the ones that would be printed; the others exist only as differences, or stood in an earlier
    edition. `relations` that do not hold, or name a count that is not here, are left out. `keep` are the counts to
    hide last, such as the totals of a year. `open` are those that say how good the data are and nothing of a child, and
    those a table shows to be nought by leaving them out: they are seen as they are. `signed` are changes, which may be negative and are never small; a change is hidden
    before a count is. `shares` are the shares that would be printed, each with its numerator and denominator.
    """

    values: Mapping[Key, int]
    printed: Collection[Key]
    relations: tuple[Relation, ...] = ()
    keep: Collection[Key] = frozenset()
    open: Collection[Key] = frozenset()
    signed: Collection[Key] = frozenset()
    shares: Mapping[Key, tuple[Key, Key]] = field(default_factory=dict)

    def is_small(self, key: Key, threshold: int) -> bool:
        """Whether the count is one that must not become known."""
        return 1 <= self.values[key] <= threshold and key not in self.open and key not in self.signed

    def lowest(self, key: Key) -> int:
        """The least the count can be, as everybody knows: a change can be anything."""
        return -NO_LIMIT if key in self.signed else 0
