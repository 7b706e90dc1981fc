"""What can be concluded by arithmetic alone: the range of a count, narrowed by the others it adds up with."""

from collections.abc import Collection

from handrail.publications.disclosure.counts import Range
from handrail.publications.disclosure.reader import Reader

_ROUNDS = 100  # each looks at every relation once; what is not certain by then is taken to be uncertain


def is_certain(reader: Reader, number: int, among: Collection[int]) -> bool:
    """Whether these counts, with what is printed of them now, leave one number for this one."""
    ranges = {one: reader.range_of(one) for one in among}
    relations = sorted({relation for one in among for relation, _ in reader.relations[one]})
    for _ in range(_ROUNDS):
        before = dict(ranges)
        for relation in relations:
            _narrow(reader.terms[relation], ranges)
        if ranges == before:
            break
    least, most = ranges[number]
    return least == most


def _narrow(terms: list[tuple[int, int]], ranges: dict[int, Range]) -> None:
    """Narrow each count of a relation by what the others leave of it."""
    spans = {one: sorted((sign * ranges[one][0], sign * ranges[one][1])) for one, sign in terms}
    least, most = (sum(span[end] for span in spans.values()) for end in (0, 1))
    for one, sign in terms:
        low, high = spans[one]
        ends = sign * max(low, high - most), sign * min(high, low - least)
        ranges[one] = (min(ends), max(ends))
