"""An attacker, written apart from the program: what can be concluded from what is printed.

He knows every word printed, that counts are whole and not negative, what adds up with what, and the rule by which
counts are hidden. He narrows the range of each count by the others it adds up with until nothing moves, and then
tries values: an exact search over whole numbers.
"""

from collections.abc import Iterable, Iterator, Mapping

from handrail.publications.disclosure import Counts, How, Key, Shown
from handrail.publications.numbers import whole_percentage

FAR = 200  # further than any count of the tests; to think of fewer possible numbers only makes him bolder

Range = tuple[int, int]
Ranges = dict[Key, Range]


def known(counts: Counts, shown: Mapping[Key, Shown]) -> Ranges:
    """The range of each count by itself."""
    ranges = {}
    for key in counts.values:
        one = shown.get(key)
        lowest = -FAR if key in counts.signed else 0
        least = lowest if one is None or one.least is None else one.least
        ranges[key] = (least, FAR if one is None or one.most is None else one.most)
    return ranges


def narrowed(ranges: Ranges, counts: Counts) -> Ranges | None:
    """The ranges that remain when every relation is looked at until nothing moves; None where nothing is possible."""
    ranges = dict(ranges)
    moved = True
    while moved:
        moved = False
        for relation in counts.relations:
            spans = [
                (key, sign, *sorted((sign * ranges[key][0], sign * ranges[key][1]))) for sign, key in relation.terms
            ]
            least, most = sum(span[2] for span in spans), sum(span[3] for span in spans)
            for key, sign, low, high in spans:
                ends = sorted((sign * max(low, high - most), sign * min(high, low - least)))
                if max(low, high - most) > min(high, low - least):
                    return None
                if (ends[0], ends[1]) != ranges[key]:
                    ranges[key], moved = (ends[0], ends[1]), True
    return ranges


def worlds(ranges: Ranges, counts: Counts, holes: Mapping[Key, Range]) -> Iterator[Ranges]:
    """Every set of counts that is possible; `holes` are the numbers a count cannot be although within its range."""
    found = narrowed(ranges, counts)
    if found is None:
        return
    key = min(
        (one for one in found if _is_open(found[one], holes.get(one))), key=lambda one: _span(found[one]), default=None
    )
    if key is None:
        yield found
        return
    for part in _parts(found[key], holes.get(key), counts.values[key]):
        yield from worlds(found | {key: part}, counts, holes)


def _span(one: Range) -> int:
    return one[1] - one[0]


def _is_open(one: Range, hole: Range | None) -> bool:
    return one[0] < one[1] or (hole is not None and hole[0] <= one[0] <= hole[1])


def _parts(one: Range, hole: Range | None, truth: int) -> Iterable[Range]:
    """The range in pieces, what is nearest to the truth first: he guesses well, which saves time and nothing else."""
    if hole and one[0] <= hole[1] and one[1] >= hole[0]:
        parts = [(one[0], hole[0] - 1), (hole[1] + 1, one[1])]
    else:
        guess = min(max(truth, one[0]), one[1])
        parts = [(guess, guess), (one[0], guess - 1), (guess + 1, one[1])]
    return [part for part in parts if part[0] <= part[1]]


def is_pinned(key: Key, counts: Counts, shown: Mapping[Key, Shown], holes: Mapping[Key, Range] | None = None) -> bool:
    """Whether the attacker is left with one number for the count, and it is the true one."""
    ranges = known(counts, shown)
    low, high = ranges[key]
    value = counts.values[key]
    others = [part for part in ((low, value - 1), (value + 1, high)) if part[0] <= part[1]]
    reads = shares_read(counts, shown)
    for part in others:
        for world in worlds(ranges | {key: part}, counts, holes or {}):
            if all(whole_percentage(world[top][0], world[base][0]) == said for (top, base), said in reads.items()):
                return False
    return True


def shares_read(counts: Counts, shown: Mapping[Key, Shown]) -> dict[tuple[Key, Key], str]:
    """The shares printed beside rounded counts."""
    return {
        pair: whole_percentage(*(counts.values[key] for key in pair))
        for pair in counts.shares
        if all(key in shown and shown[key].value is not None for key in pair)
    }


def at_its_word(counts: Counts, shown: Mapping[Key, Shown], threshold: int) -> dict[Key, Range]:
    """What "not shown" tells him who believes that a small count is always said to be small."""
    return {
        key: (1, threshold)
        for key, one in shown.items()
        if one.how is How.KEPT_BACK and key not in counts.signed and not counts.is_small(key, threshold)
    }
