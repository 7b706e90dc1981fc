"""A whole report of made-up counts: monthly series of shares, and tables by group over three years.

Run as a script it prints how long it takes to decide what to hide in it.
"""

import time
from random import Random

from handrail.publications.disclosure import Counts, Key, Policy, Relation, protect

YEARS = ("year", "year-1", "year-2")
PARTS = ("numerator", "denominator", "rest")


class BigReport:
    """Counts as a report of a council of this size has them; `size` is about how many a month of a series counts."""

    def __init__(self, seed: int, size: int) -> None:
        self._random = Random(seed)
        self._size = size
        self.values: dict[Key, int] = {}
        self.relations: list[Relation] = []
        self.shares: dict[Key, tuple[Key, Key]] = {}
        self.keep: set[Key] = set()

    def add_share(self, figure: str, period: str, top: int, rest: int) -> None:
        """A share, with how many are not in it, which is not printed."""
        on_time, judged, late = (figure, period, "numerator"), (figure, period, "denominator"), (figure, period, "rest")
        self.values |= {on_time: top, judged: top + rest, late: rest}
        self.relations.append(Relation.total(judged, [on_time, late]))
        self.shares[figure, period, "share"] = (on_time, judged)

    def add_total(self, figure: str, period: str, parts: list[tuple[str, str]]) -> None:
        """The share of which these are the parts."""
        top, rest = (sum(self.values[(*one, part)] for one in parts) for part in ("numerator", "rest"))
        self.add_share(figure, period, top, rest)
        self.add_parts(figure, period, parts)
        self.keep |= {(figure, period, "numerator"), (figure, period, "denominator")}

    def add_parts(self, figure: str, period: str, parts: list[tuple[str, str]]) -> None:
        """What the parts of a share add up to."""
        for part in PARTS[:2]:
            self.relations.append(Relation.total((figure, period, part), [(*one, part) for one in parts]))

    def add_series(self, figure: str) -> None:
        """Twelve months and their year, nine in ten on time."""
        months = [(figure, f"2025-{month:02}") for month in range(1, 13)]
        for one in months:
            judged = max(0, round(self._random.gauss(self._size, self._size**0.5)))
            late = sum(self._random.random() < 0.1 for _ in range(judged))
            self.add_share(*one, judged - late, late)
        self.add_total(figure, "year", months)

    def add_group_table(self, figure: str, groups: int) -> None:
        """The same year split by group, and the two years before: many in the first groups, few in the last."""
        for period in YEARS:
            whole = self.values.get((figure, period, "denominator"), 12 * self._size)
            late = self.values.get((figure, period, "rest"), whole // 10)
            parts = self._split(whole - late, groups), self._split(late, groups)
            named = [(f"{figure} by {groups}: {place}", period) for place in range(groups)]
            for one, top, rest in zip(named, *parts, strict=True):
                self.add_share(*one, top, rest)
            if (figure, period, "denominator") in self.values:
                self.add_parts(figure, period, named)
            else:
                self.add_total(figure, period, named)

    def _split(self, whole: int, groups: int) -> list[int]:
        weights = [0.8**place for place in range(groups)]
        chosen = self._random.choices(range(groups), weights, k=whole)
        return [chosen.count(place) for place in range(groups)]

    def counts(self) -> Counts:
        """All of it."""
        printed = {key for key in self.values if key[2] != "rest"}
        return Counts(self.values, printed, tuple(self.relations), keep=self.keep, shares=self.shares)


def big_report(seed: int = 4, size: int = 60) -> Counts:
    """25 monthly series and 60 tables by group over three years: about 6,900 counts and 2,700 relations."""
    report = BigReport(seed, size)
    for place in range(25):
        report.add_series(f"series {place}")
    for place in range(60):
        report.add_group_table(f"series {place % 25}", 10 + place // 25)
    return report.counts()


def main() -> None:
    """Print how long it takes, in seconds of processor time, to decide what such a report hides."""
    counts = big_report()
    began = time.process_time()
    protect(counts, Policy("public", threshold=5))
    print(f"{time.process_time() - began:.3f}")


if __name__ == "__main__":
    main()
