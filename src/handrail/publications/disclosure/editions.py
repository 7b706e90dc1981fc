"""What earlier editions have told a reader, so that a new one cannot reveal a small count by difference.

A count that stands as it did is known as far as it was printed. A count that has changed since is another count,
which stood in the same relations as this one with those that did not change: last year's total, as it was printed
then, still says what last year's months add up to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from handrail.publications.disclosure.counts import NO_LIMIT, Counts, Key, Range, Relation
from handrail.publications.disclosure.policy import Policy
from handrail.publications.disclosure.shown import How, Shown
from handrail.publications.numbers import whole_percentage


@dataclass(frozen=True)
class Edition:
    """What was printed before: for which audience, and how each count was shown.

    `values` are the counts as they stood then, printed or not. Without them only what was printed exactly is
    reckoned with where a count has changed since. `shares` are the numerator and denominator of each share.
    """

    audience: str
    shown: Mapping[Key, Shown]
    values: Mapping[Key, int] = field(default_factory=dict)
    shares: Mapping[Key, tuple[Key, Key]] = field(default_factory=dict)

    def value(self, key: Key) -> int | None:
        """The count as it stood then, as far as it is known here."""
        one = self.shown.get(key)
        return self.values.get(key, one.least if one and one.least == one.most else None)


@dataclass
class Remembered:
    """The counts of now and those of then that differ, and what a reader knows of them from what was printed.

    `ranges` says within what a count must lie; `shares` are the shares of rounded counts that were printed.
    """

    counts: Counts
    ranges: dict[Key, Range] = field(default_factory=dict)
    shares: dict[Key, tuple[Key, Key]] = field(default_factory=dict)

    @classmethod
    def of(cls, counts: Counts, policy: Policy, already: Iterable[Edition]) -> "Remembered":
        """The counts with what the editions tell that this audience may have read."""
        found = cls(counts)
        for edition in already:
            if policy.knows(edition.audience):
                found._add(edition)
        return found

    def range_of(self, key: Key) -> Range:
        """Within what a reader knows the count to lie, before anything is printed now."""
        return self.ranges.get(key, (self.counts.lowest(key), NO_LIMIT))

    def _add(self, edition: Edition) -> None:
        now = self.counts
        names = {key: self._name(key, edition) for key in (*edition.values, *edition.shown)}
        changed = {key: name for key, name in names.items() if name != key}
        then = {name: value for key, name in names.items() if (value := edition.value(key)) is not None}
        self.counts = replace(
            now,
            values={**then, **now.values},
            relations=(*now.relations, *_as_it_was(now.relations, changed)),
            signed={*now.signed, *(name for key, name in changed.items() if key in now.signed)},
            open={*now.open, *(name for key, name in changed.items() if key in now.open)},
        )
        for key, one in edition.shown.items():
            self._learn(names[key], one)
            top, base = (names.get(count, count) for count in edition.shares.get(key, (key, key)))
            if key in edition.shares and one.how is How.ROUNDED and self._reads(top, base) == one.words:
                self.shares[key[0], key[1], f"{key[2]}: {one.words}"] = (top, base)

    def _name(self, key: Key, edition: Edition) -> Key:
        """The count itself, or, where it has changed since, another of that name and value."""
        value = edition.value(key)
        if value is None or self.counts.values.get(key, value) == value:
            return key
        return (key[0], key[1], f"{key[2]}, once {value}")

    def _learn(self, key: Key, one: Shown) -> None:
        """Take in what was printed of a count that stands as it did, as far as can be seen."""
        value = self.counts.values.get(key)
        least, most = self.range_of(key)
        told = (least if one.least is None else one.least, most if one.most is None else one.most)
        if value is not None and told[0] <= value <= told[1]:
            self.ranges[key] = (max(least, told[0]), min(most, told[1]))

    def _reads(self, top: Key, base: Key) -> str:
        values = self.counts.values
        return whole_percentage(values[top], values[base]) if top in values and base in values else ""


def _as_it_was(relations: Iterable[Relation], changed: Mapping[Key, Key]) -> Iterable[Relation]:
    """The relations as they stood with the counts that have changed since."""
    for relation in relations:
        if any(key in changed for _, key in relation.terms):
            yield Relation(tuple((sign, changed.get(key, key)) for sign, key in relation.terms))
