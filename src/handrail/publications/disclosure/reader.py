"""What somebody who sees what is printed, and knows the rules, may believe of each count."""

from collections.abc import Collection, Mapping

from handrail.publications.disclosure.counts import Counts, Key, Range
from handrail.publications.disclosure.editions import Remembered
from handrail.publications.disclosure.policy import Policy
from handrail.publications.disclosure.shown import How, Shown
from handrail.publications.numbers import NONE_TO_COUNT, whole_percentage

# What a reader loses with a share or a count, the least first. One step of the search weighs STEP.
STEP, SHARE, CHANGE, PLAIN, KEEP, ZERO, SAID_SMALL, ITS_WORD = 20, 300, 500, 1_000, 20_000, 50_000, 60_000, 90_000


class Reader:
    """The beliefs of a reader, count by count; counts and shares are numbered, because the search is long.

    `terms[relation]` and `relations[count]` are pairs of a count or relation with its sign. `remembered` is what
    the reader knows from earlier editions.
    """

    def __init__(self, remembered: Remembered, policy: Policy, shown: Mapping[Key, Shown]) -> None:
        counts = remembered.counts
        self.keys = sorted(counts.values)
        self.values = [counts.values[key] for key in self.keys]
        self.shown: list[Shown | None] = [shown.get(key) for key in self.keys]
        self._threshold = policy.small_up_to
        self._signed = [key in counts.signed for key in self.keys]
        self._is_small = [counts.is_small(key, self._threshold) for key in self.keys]
        self._known = [remembered.range_of(key) for key in self.keys]
        self.weights = [self._weight(number, counts) for number in range(len(self.keys))]
        self._index(counts, {**(counts.shares if policy.rounds else {}), **remembered.shares})
        self._told = frozenset(remembered.shares)
        self._at_its_word = [not (small or signed) for small, signed in zip(self._is_small, self._signed, strict=True)]
        self._not_small = [False] * len(self.keys)
        self._least, self._most = [0] * len(self.keys), [0] * len(self.keys)
        for number, one in enumerate(self.shown):
            self.show(number, one)

    def _index(self, counts: Counts, shares: Mapping[Key, tuple[Key, Key]]) -> None:
        """Number everything. `shares` are those of rounded counts: of exact ones a share tells nothing more."""
        at = {key: number for number, key in enumerate(self.keys)}
        holding = [one for one in counts.relations if one.holds(counts.values)]
        self.terms = [[(at[key], sign) for sign, key in one.terms] for one in holding]
        self.relations: list[list[tuple[int, int]]] = [[] for _ in self.keys]
        for place, terms in enumerate(self.terms):
            for number, sign in terms:
                self.relations[number].append((place, sign))
        self.shares = {key: (at[top], at[base]) for key, (top, base) in shares.items()}
        self._said = {key: self._reads(*pair) for key, pair in self.shares.items()}
        self.unshared: set[Key] = set()
        self._shares_of: dict[int, list[Key]] = {}
        for key, pair in self.shares.items():
            for number in pair:
                self._shares_of.setdefault(number, []).append(key)

    def _reads(self, top: int, base: int) -> str:
        return whole_percentage(self.values[top], self.values[base])

    def _weight(self, number: int, counts: Counts) -> int:
        """What is lost where the count is kept back; 0 where it cannot be, or that would protect nothing."""
        key, value, one = self.keys[number], self.values[number], self.shown[number]
        if one is None or one.how is How.KEPT_BACK or key in counts.open or self.is_known(number):
            return 0
        if self._signed[number]:
            return CHANGE + min(abs(value), 499)
        if one.how is How.SMALL:
            return SAID_SMALL + value
        return (ZERO if value == 0 else KEEP if key in counts.keep else PLAIN) + min(value, 9_999)

    def is_known(self, number: int) -> bool:
        """Whether an earlier edition has printed the count."""
        return self._known[number][0] == self._known[number][1]

    def show(self, number: int, one: Shown | None) -> None:
        """Print the count like this; None is not at all, and then a reader does not even know that it is not small."""
        least, most = self._known[number]
        self.shown[number] = one
        self._least[number] = least if one is None or one.least is None else max(least, one.least)
        self._most[number] = most if one is None or one.most is None else min(most, one.most)
        self._not_small[number] = one is not None and one.how is How.KEPT_BACK and self._at_its_word[number]

    def keep_back(self, number: int, change: int = 0) -> None:
        """Print nothing of the count, so that the reader can believe it to differ by this."""
        self._at_its_word[number] &= not self._would_be_small(number, self.values[number] + change)
        self.show(number, Shown.kept_back(self._signed[number]))

    def _would_be_small(self, number: int, value: int) -> bool:
        return self._at_its_word[number] and 1 <= value <= self._threshold

    def may_keep_back(self, number: int) -> bool:
        """Whether the count is printed and could be kept back."""
        one = self.shown[number]
        return self.weights[number] > 0 and one is not None and one.how is not How.KEPT_BACK

    def allows(self, number: int, value: int) -> bool:
        """Whether the reader could believe this of the count, by itself.

        He may take "not shown" at its word, that the count is not small: so another set of counts does not rest on
        its being so. Only where it is small in truth, or nothing else would do, may it be anything.
        """
        if self._least[number] <= value <= self._most[number]:
            return not (self._not_small[number] and 1 <= value <= self._threshold)
        return False

    def range_of(self, number: int) -> Range:
        """Within what the count lies, as it is printed."""
        return self._least[number], self._most[number]

    def price(self, number: int, value: int, may_hide: bool) -> int:
        """What it costs to have the reader believe this: a step, more if the count must be kept back; 0 if he cannot."""
        if self.allows(number, value):
            return STEP
        least, most = self._known[number]
        if not may_hide or not least <= value <= most or not self.weights[number]:
            return 0
        return self.weights[number] + ITS_WORD * self._would_be_small(number, value)

    def broken_shares(self, number: int, changes: Mapping[int, int], unshared: Collection[Key]) -> list[Key]:
        """The printed shares of this count that would read differently with these changes."""
        return [
            share
            for share in self._shares_of.get(number, ())
            if share not in unshared and self.prints_share(share) and not self._reads_alike(share, changes)
        ]

    def prints_share(self, share: Key) -> bool:
        """Whether the share is printed, both its counts being so and it not kept back itself; or was printed before."""
        if share in self.unshared or share in self._told:
            return share in self._told
        top, base = (self.shown[number] for number in self.shares[share])
        return top is not None and base is not None and top.value is not None and base.value is not None

    def _reads_alike(self, share: Key, changes: Mapping[int, int]) -> bool:
        """Whether it reads the same; it is not printed where these changes ask for a count of it to be kept back."""
        at_top, at_base = self.shares[share]
        top, base = self.values[at_top] + changes.get(at_top, 0), self.values[at_base] + changes.get(at_base, 0)
        if share not in self._told and not (self.allows(at_top, top) and self.allows(at_base, base)):
            return True
        return whole_percentage(top, base) == self._said[share]

    def may_keep_share_back(self, share: Key) -> bool:
        """Whether it would help not to print the share: it was not printed before."""
        return share not in self._told

    def tells_too_much(self, share: Key) -> bool:
        """Whether the share by itself leaves one number for a rounded count of it, or for a small number left out."""
        (top, base), said = self.shares[share], self._said[share]
        if said in ("0%", "100%", NONE_TO_COUNT) or share in self._told or not self.prints_share(share):
            return False
        bases = range(self._least[base], self._most[base] + 1)
        pairs = [(one, other) for other in bases for one in self._tops(top, other, self.values[top], self.values[base])]
        pairs = [pair for pair in pairs if whole_percentage(*pair) == said]
        left_out = {other - one for one, other in pairs}
        tells = len(left_out) == 1 and max(left_out) <= self._threshold
        return tells or any(len(set(numbers)) == 1 for numbers in zip(*pairs, strict=True))

    def _tops(self, number: int, base: int, top_then: int, base_then: int) -> range:
        """The numerators that could make about this share of another denominator."""
        near = base * top_then // base_then
        reach = 1 + base // 100
        return range(max(self._least[number], near - reach), min(self._most[number], near + reach) + 1)
