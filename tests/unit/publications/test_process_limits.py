"""Natural process limits: worked examples, and what holds for every series."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from handrail.publications.process_limits import (
    LEAST_POINTS,
    RUN,
    Limits,
    limits_of_counts,
    limits_of_shares,
    outside,
    runs,
    shares,
    usual_variation,
)

CONFERENCES = [30, 34, 28, 33, 31, 29, 35, 30, 32, 28]
"""Ten months with a mean of 31; the steps between them are 4, 6, 5, 2, 2, 6, 5, 2 and 4, 36 in nine steps."""


def a_level(mean: int, lower: int, upper: int) -> Limits:
    return Limits(Fraction(mean), Fraction(lower), Fraction(upper))


def test_limits_lie_2_66_mean_steps_on_both_sides_of_the_mean() -> None:
    assert limits_of_counts(CONFERENCES) == Limits(Fraction(31), Fraction("20.36"), Fraction("41.64"))


def test_a_month_within_the_limits_is_no_news() -> None:
    limits = limits_of_counts(CONFERENCES)
    assert limits is not None
    assert outside(CONFERENCES, limits) == []
    assert runs(CONFERENCES, limits) == []


def test_a_month_outside_the_limits_stands_out() -> None:
    """One month of 62 among months near 31: its own two steps widen the limits, and it still stands out."""
    months = [30, 32, 31, 30, 32, 31, 62, 31, 30, 32, 31, 30]
    limits = limits_of_counts(months)
    assert limits is not None
    assert outside(months, limits) == [6]


def test_a_month_on_a_limit_does_not_stand_out() -> None:
    assert outside([10, 20, 30], a_level(20, 10, 30)) == []
    assert outside([9, 20, 31], a_level(20, 10, 30)) == [0, 2]


def test_eight_months_in_a_row_on_one_side_are_a_signal() -> None:
    level = a_level(20, 10, 30)
    assert runs([21] * 8, level) == [range(8)]
    assert runs([21] * 7, level) == []
    assert runs([18, *[21] * 9, 19], level) == [range(1, 10)]
    assert runs([19] * 8 + [21] * 8, level) == [range(8), range(8, 16)]


def test_a_month_on_the_mean_ends_a_run() -> None:
    assert runs([21] * 4 + [20] + [21] * 4, a_level(20, 10, 30)) == []


def test_seven_months_are_too_few() -> None:
    assert limits_of_counts(CONFERENCES[:7]) is None
    assert limits_of_counts(CONFERENCES[:8]) is not None
    assert limits_of_counts([]) is None
    assert limits_of_shares([]) is None


def test_months_that_are_all_the_same_have_no_variation() -> None:
    assert limits_of_counts([12] * 12) is None
    assert limits_of_shares([(9, 10), (18, 20)] * 6) is None


def test_counts_have_no_limit_below_nought() -> None:
    limits = limits_of_counts([1, 9, 2, 8, 1, 9, 2, 8])
    assert limits is not None
    assert limits.lower == 0


def test_the_mean_of_shares_is_pooled() -> None:
    """Nine of ten in one month and 50 of 100 in the next are 59 of 110, not the mean of 90% and 50%."""
    limits = limits_of_shares([(9, 10), (50, 100)] * 4)
    assert limits is not None
    assert limits.mean == Fraction(59, 110)
    assert (limits.lower, limits.upper) == (0, 1)


def test_a_share_of_none_has_no_limits() -> None:
    assert limits_of_shares([(9, 10), (8, 10)] * 5 + [(0, 0)]) is None


counts = st.lists(st.integers(0, 400), min_size=LEAST_POINTS, max_size=24)
pairs = st.lists(
    st.integers(1, 400).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))),
    min_size=LEAST_POINTS,
    max_size=24,
)


@given(counts)
def test_the_mean_of_counts_lies_between_the_limits(months: list[int]) -> None:
    limits = limits_of_counts(months)
    assert (limits is None) == (len(set(months)) == 1)
    if limits:
        assert 0 <= limits.lower <= limits.mean <= limits.upper


@given(pairs)
def test_the_limits_of_shares_are_shares(months: list[tuple[int, int]]) -> None:
    limits = limits_of_shares(months)
    assert (limits is None) == (len(set(shares(months))) == 1)
    if limits:
        assert 0 <= limits.lower <= limits.mean <= limits.upper <= 1


@given(counts)
def test_read_backwards_a_series_has_the_same_limits(months: list[int]) -> None:
    assert limits_of_counts(months) == limits_of_counts(months[::-1])


@given(counts, st.integers(2, 9))
def test_another_measure_of_the_same_thing_gives_the_same_signals(months: list[int], times: int) -> None:
    limits, scaled = limits_of_counts(months), limits_of_counts([month * times for month in months])
    if limits and scaled:
        more = [month * times for month in months]
        assert outside(more, scaled) == outside(months, limits)
        assert runs(more, scaled) == runs(months, limits)


@given(counts, st.integers(0, 400), st.integers(0, 400))
def test_a_run_is_long_whole_and_on_one_side(months: list[int], mean: int, wide: int) -> None:
    found = runs(months, a_level(mean, mean - wide, mean + wide))
    for run in found:
        assert len(run) >= RUN
        assert len({months[place] > mean for place in run}) == 1
        assert all(months[place] != mean for place in run)
    assert not any(left.stop > right.start for left, right in pairwise(found))


@given(st.lists(st.integers(0, 400), max_size=LEAST_POINTS - 1))
def test_fewer_than_eight_never_have_limits(months: list[int]) -> None:
    assert usual_variation([Fraction(month) for month in months]) is None
