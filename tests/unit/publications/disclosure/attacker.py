"""An attacker, written apart from the program: what can be concluded from what is printed.

He knows every word printed, in every edition he could read, that counts are whole and not negative, what adds up
with what, and the rule by which counts are hidden. He narrows the range of each count by the others it adds up with
until nothing moves, and then tries values: an exact search over whole numbers.
"""

from collections.abc import Mapping
from itertools import product

from hypothesis import reject

from handrail.publications.disclosure import Counts, How, Key, Shown
from handrail.publications.numbers import NONE_TO_COUNT, whole_percentage

PATIENCE = 2_000  # sets of ranges tried for one count

Range = tuple[int, int]
Ranges = dict[Key, Range]
Printed = Mapping[Key, Shown]


class Attack:
    """The search for another set of counts than the true one, that prints alike.

    `holes` are numbers a count cannot be although within its range.
    """

    def __init__(self, counts: Counts, *printed: Printed, holes: Mapping[Key, Range] | None = None) -> None:
        self.counts, self.holes = counts, holes or {}
        # He thinks of no count further than this. To think of fewer possible numbers only makes him bolder.
        self.far = 2 * max(map(abs, counts.values.values())) + 30
        self.known = {key: self._known(key, printed) for key in counts.values}
        self.reads = {
            counts.shares[share]: one.words
            for each in printed
            for share, one in each.items()
            if share in counts.shares and one.how is How.ROUNDED
        }

    def _known(self, key: Key, printed: tuple[Printed, ...]) -> Range:
        told = [each[key] for each in printed if key in each]
        least = [one.least for one in told if one.least is not None]
        most = [one.most for one in told if one.most is not None]
        return max(least, default=-self.far if key in self.counts.signed else 0), min([*most, self.far])

    def pins(self, key: Key) -> bool:
        """Whether the attacker is left with one number for the count, and it is the true one."""
        low, high = self.known[key]
        value = self.counts.values[key]
        parts = [part for part in ((low, value - 1), (value + 1, high)) if part[0] <= part[1]]
        self._steps = 0
        return not any(self._is_possible(self.known | {key: part}) for part in parts)

    def _is_possible(self, ranges: Ranges) -> bool:
        """Whether any set of counts within these ranges adds up and prints alike."""
        self._steps += 1
        if self._steps > PATIENCE:
            reject()  # neither found nor refuted in time: this table shows nothing
        found = self._narrowed(ranges)
        if found is None or not self._may_read_alike(found):
            return False
        undecided = [key for key in found if self._is_open(key, found[key])]
        if not undecided:
            return True
        key = min(undecided, key=lambda one: found[one][1] - found[one][0])
        return any(self._is_possible(found | {key: part}) for part in self._parts(key, found[key]))

    def _narrowed(self, ranges: Ranges) -> Ranges | None:
        """The ranges that remain once nothing moves any more; None where nothing is possible."""
        ranges, before = dict(ranges), {}
        while ranges != before:
            before = dict(ranges)
            for relation in self.counts.relations:
                spans = [(key, sign, *_span(ranges[key], sign)) for sign, key in relation.terms]
                least, most = sum(span[2] for span in spans), sum(span[3] for span in spans)
                for key, sign, low, high in spans:
                    low, high = max(low, high - most), min(high, low - least)
                    if low > high:
                        return None
                    ranges[key] = _span((low, high), sign)
            for pair, said in self.reads.items():
                ranges |= _by_share(ranges, pair, said)
            if any(low > high for low, high in ranges.values()):
                return None
        return ranges

    def _may_read_alike(self, ranges: Ranges) -> bool:
        """Whether every share whose counts are known to a hundred pairs could still read as it is printed."""
        for pair, said in self.reads.items():
            tops, bases = (range(ranges[one][0], ranges[one][1] + 1) for one in pair)
            few = len(tops) * len(bases) <= 100
            if few and not any(whole_percentage(*numbers) == said for numbers in product(tops, bases)):
                return False
        return True

    def _is_open(self, key: Key, one: Range) -> bool:
        hole = self.holes.get(key)
        return one[0] < one[1] or (hole is not None and hole[0] <= one[0] <= hole[1])

    def _parts(self, key: Key, one: Range) -> list[Range]:
        """The range in pieces, the truth first: he guesses well, which saves time and nothing else."""
        hole = self.holes.get(key)
        if hole and one[0] <= hole[1] and one[1] >= hole[0]:
            parts = [(one[0], hole[0] - 1), (hole[1] + 1, one[1])]
        else:
            guess = min(max(self.counts.values[key], one[0]), one[1])
            parts = [(guess, guess), (one[0], guess - 1), (guess + 1, one[1])]
        return [part for part in parts if part[0] <= part[1]]


def _by_share(ranges: Ranges, pair: tuple[Key, Key], said: str) -> Ranges:
    """The ranges of a numerator and its denominator, that whole percents of them leave."""
    if said == NONE_TO_COUNT:
        return {pair[1]: (0, 0)}
    percent = {"less than 1%": 0, "more than 99%": 100}[said] if " " in said else int(said[:-1])
    (top, base), up, down = (ranges[one] for one in pair), 2 * percent + 1, 2 * percent - 1
    least, most = max(top[0], -(-down * base[0] // 200)), min(top[1], (up * base[1] - 1) // 200)
    highest = min(base[1], 200 * top[1] // down) if percent else base[1]
    return {pair[0]: (least, most), pair[1]: (max(base[0], 200 * top[0] // up + 1), highest)}


def _span(one: Range, sign: int) -> Range:
    return (one[0], one[1]) if sign > 0 else (-one[1], -one[0])


def at_its_word(counts: Counts, shown: Printed, threshold: int) -> dict[Key, Range]:
    """What "not shown" tells him who believes that a small count is always said to be small."""
    return {
        key: (1, threshold)
        for key, one in shown.items()
        if key in counts.values and one.how is How.KEPT_BACK
        if key not in counts.signed and not counts.is_small(key, threshold)
    }
