"""Natural process limits of a monthly series (XmR chart), so that noise is not told as news.

A series goes up and down without a cause worth telling. How far it usually does is read from the series itself: from
the mean of the steps between neighbouring months (the moving ranges). A month within the limits is no news.

Source: W. A. Shewhart's chart of individual values, in the form of D. J. Wheeler, *Understanding Variation* (1993):
limits at the mean ± 2.66 × the mean moving range. 2.66 is 3 / 1.128, where 1.128 is the mean range of two values of a
normal distribution in standard deviations. Every value is an exact fraction: a month on a limit is not outside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise

LEAST_POINTS = 8
"""The fewest values that limits are drawn from: fewer tell too little of the usual variation."""

RUN = 8
"""So many values in a row on one side of the mean are a signal, though each lies within the limits."""

_SCALING = Fraction(266, 100)


@dataclass(frozen=True)
class Limits:
    """The mean of a series, and the limits between which it usually varies."""

    mean: Fraction
    lower: Fraction
    upper: Fraction


def limits_of_counts(counts: Sequence[int]) -> Limits | None:
    """The limits of a series of counts, never below nought; None where `usual_variation` finds none to draw."""
    if not counts:
        return None
    limits = _around(Fraction(sum(counts), len(counts)), [Fraction(count) for count in counts])
    return limits and Limits(limits.mean, max(limits.lower, Fraction(0)), limits.upper)


def limits_of_shares(pairs: Sequence[tuple[int, int]]) -> Limits | None:
    """The limits of a series of shares, each (of these, of all), within 0 and 1; None as for counts.

    The mean is the share of the pooled counts, not the mean of the months' shares: a month of few weighs little.
    """
    base = sum(of_all for _, of_all in pairs)
    if not all(of_all for _, of_all in pairs) or not base:
        return None
    limits = _around(Fraction(sum(top for top, _ in pairs), base), shares(pairs))
    return limits and Limits(limits.mean, max(limits.lower, Fraction(0)), min(limits.upper, Fraction(1)))


def shares(pairs: Iterable[tuple[int, int]]) -> list[Fraction]:
    """The share of each pair of counts."""
    return [Fraction(top, of_all) for top, of_all in pairs]


def usual_variation(values: Sequence[Fraction]) -> Fraction | None:
    """The mean moving range; None for fewer than eight values, and for values that are all the same."""
    if len(values) < LEAST_POINTS:
        return None
    moving_ranges = [abs(later - earlier) for earlier, later in pairwise(values)]
    return sum(moving_ranges, Fraction(0)) / len(moving_ranges) or None


def outside(values: Iterable[Fraction | int], limits: Limits) -> list[int]:
    """The places of the values outside the limits. A value on a limit is not outside."""
    return [place for place, value in enumerate(values) if not limits.lower <= value <= limits.upper]


def runs(values: Iterable[Fraction | int], limits: Limits) -> list[range]:
    """The places of each eight or more values in a row on one side of the mean. A value on the mean ends a run."""
    sided = groupby(enumerate(values), key=lambda pair: _side(pair[1], limits.mean))
    found = [(side, [place for place, _ in pairs]) for side, pairs in sided]
    return [range(places[0], places[-1] + 1) for side, places in found if side and len(places) >= RUN]


def _side(value: Fraction | int, mean: Fraction) -> int:
    return (value > mean) - (value < mean)


def _around(mean: Fraction, values: Sequence[Fraction]) -> Limits | None:
    usual = usual_variation(values)
    return None if usual is None else Limits(mean, mean - _SCALING * usual, mean + _SCALING * usual)
