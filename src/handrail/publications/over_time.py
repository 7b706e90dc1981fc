"""What of one figure adds up over time: months to quarters, to the year and to the year to date.

Every count of days is a step from the day it begins to the day after it ends. Two ways from one day to another count
the same; all such pairs follow from one for each step that closes a ring.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from datetime import date

from handrail.publications.disclosure import Key, Relation

Step = tuple[int, int, Key]
"""The day it leads to, 1 forward or -1 back, and the count."""


def over_time(keys: Iterable[Key]) -> Iterator[Relation]:
    """The relations between counts of the same figure in different periods, whether they hold or not."""
    figures: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for name, period, part in keys:
        figures[name, part].append((name, period, part))
    for of in figures.values():
        if len(of) > 2:
            yield from _rings(of)


def _rings(keys: list[Key]) -> Iterator[Relation]:
    """One ring for each count that other counts lead around, the shorter periods first."""
    steps: dict[int, list[Step]] = defaultdict(list)
    for key in sorted(keys, key=lambda one: (_length(one), one)):
        first, end = _days(key)
        way = _way(steps, first, end)
        if way:
            yield Relation(((-1, key), *way))
        else:
            steps[first].append((end, 1, key))
            steps[end].append((first, -1, key))


def _days(key: Key) -> tuple[int, int]:
    first, last = (date.fromisoformat(day).toordinal() for day in key[1].split(".."))
    return first, last + 1


def _length(key: Key) -> int:
    first, end = _days(key)
    return end - first


def _way(steps: dict[int, list[Step]], first: int, end: int) -> list[tuple[int, Key]]:
    """The steps from one day to another, each with its sign; none where there is no way."""
    ways: dict[int, list[tuple[int, Key]]] = {first: []}
    days = deque([first])
    while days and end not in ways:
        day = days.popleft()
        for to, sign, key in steps.get(day, ()):
            if to not in ways:
                ways[to] = [*ways[day], (sign, key)]
                days.append(to)
    return ways.get(end, [])
