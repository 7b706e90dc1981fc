"""What somebody who sees what is printed, and knows the rules, may believe of each count."""

from handrail.publications.disclosure.counts import Counts, Key
from handrail.publications.disclosure.policy import Policy
from handrail.publications.disclosure.shown import How, Shown
from handrail.publications.numbers import whole_percentage

NO_LIMIT = 1 << 60

# What a reader loses with a count, in the order of the weights. A step of the search weighs 1.
CHANGE, PLAIN, KEEP, ZERO, SAID_SMALL = 500, 1_000, 20_000, 50_000, 60_000


class Reader:
    """The beliefs of a reader, count by count; the counts are numbered, because the search is long.

    `at` finds the number of a key. `terms[relation]` and `relations[count]` are pairs of a count or relation with
    its sign.
    """

    def __init__(self, counts: Counts, policy: Policy, shown: dict[Key, Shown]) -> None:
        self.keys = sorted(counts.values)
        self.at = {key: number for number, key in enumerate(self.keys)}
        self.values = [counts.values[key] for key in self.keys]
        self.shown: list[Shown | None] = [shown.get(key) for key in self.keys]
        self._counts, self._threshold = counts, policy.small_up_to
        self._index_relations()
        self._index_shares()
        self._signed = [key in counts.signed for key in self.keys]
        self._is_small = [counts.is_small(key, self._threshold) for key in self.keys]
        self.weights = [self._weight(number) for number in range(len(self.keys))]
        self._not_small = [False] * len(self.keys)
        self._least, self._most = [0] * len(self.keys), [0] * len(self.keys)
        for number, one in enumerate(self.shown):
            self.show(number, one)

    def _index_relations(self) -> None:
        self.terms = [[(self.at[key], sign) for sign, key in one.terms] for one in self._counts.relations]
        self.relations: list[list[tuple[int, int]]] = [[] for _ in self.keys]
        for place, terms in enumerate(self.terms):
            for number, sign in terms:
                self.relations[number].append((place, sign))

    def _index_shares(self) -> None:
        """The shares printed of rounded counts: they tell more than the counts do."""
        self._partners: dict[int, list[tuple[int, int]]] = {}
        for keys in self._counts.shares:
            top, base = pair = (self.at[keys[0]], self.at[keys[1]])
            if any((one := self.shown[number]) and one.how is How.ROUNDED for number in pair):
                for number in pair:
                    self._partners.setdefault(number, []).append((top, base))

    def _weight(self, number: int) -> int | None:
        """What is lost where the count is kept back; None where it cannot be."""
        key, value, one = self.keys[number], self.values[number], self.shown[number]
        if one is None or one.how is How.KEPT_BACK or key in self._counts.open:
            return None
        if key in self._counts.signed:
            return CHANGE + min(abs(value), 499)
        if one.how is How.SMALL:
            return SAID_SMALL + value
        return (ZERO if value == 0 else KEEP if key in self._counts.keep else PLAIN) + min(value, 9_999)

    def show(self, number: int, one: Shown | None) -> None:
        """Print the count like this; None is not at all, and then a reader does not even know that it is not small."""
        believed = one or Shown.kept_back(self._signed[number])
        self.shown[number] = one
        self._least[number] = -NO_LIMIT if believed.least is None else believed.least
        self._most[number] = NO_LIMIT if believed.most is None else believed.most
        self._not_small[number] = one is not None and one.how is How.KEPT_BACK and self._is_said_large(number)

    def _is_said_large(self, number: int) -> bool:
        return not (self._is_small[number] or self._signed[number])

    def keep_back(self, number: int) -> None:
        """Print nothing of the count."""
        self.show(number, Shown.kept_back(self._signed[number]))

    def may_keep_back(self, number: int) -> bool:
        """Whether the count is printed and could be kept back."""
        one = self.shown[number]
        return self.weights[number] is not None and one is not None and one.how is not How.KEPT_BACK

    def allows(self, number: int, value: int) -> bool:
        """Whether the reader could believe this of the count, by itself.

        He may take "not shown" at its word, that the count is not small: so another set of counts must not rest on
        its being so. Only where it is small in truth, and kept back to protect another, may it be anything.
        """
        if not self._least[number] <= value <= self._most[number]:
            return False
        return not (self._not_small[number] and 1 <= value <= self._threshold)

    def price(self, number: int, value: int, may_hide: bool) -> int | None:
        """What it costs to have the reader believe this: 1 as it stands, more if the count must be kept back."""
        if self.allows(number, value):
            return 1
        if may_hide and self.may_keep_back(number) and self._would_allow(number, value):
            return self.weights[number]
        return None

    def _would_allow(self, number: int, value: int) -> bool:
        """Whether the reader could believe this if the count were kept back."""
        if self._is_said_large(number):
            return value == 0 or value > self._threshold
        return value >= 0 or self._signed[number]

    def broken_share(self, changes: dict[int, int]) -> tuple[int, int] | None:
        """A share that would read differently with these changes."""
        for number in changes if self._partners else ():
            for top, base in self._partners.get(number, ()):
                if self._prints_share(top, base, changes) and self._reads(top, base, changes) != self._reads(
                    top, base, {}
                ):
                    return top, base
        return None

    def _prints_share(self, top: int, base: int, changes: dict[int, int]) -> bool:
        """Whether both counts are printed, and these changes ask for neither to be kept back."""
        return all(
            (one := self.shown[number]) is not None
            and one.value is not None
            and self.allows(number, self.values[number] + changes.get(number, 0))
            for number in (top, base)
        )

    def _reads(self, top: int, base: int, changes: dict[int, int]) -> str:
        return whole_percentage(*(self.values[number] + changes.get(number, 0) for number in (top, base)))
