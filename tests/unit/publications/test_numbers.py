from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.publications.numbers import counted, long_date, percentage, percentage_of, small, target_in_words, whole


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [
        (111, 119, "93.3%"),
        (1, 8, "12.5%"),
        (1, 16, "6.3%"),  # 6.25 is rounded away from zero
        (1, 2000, "0.1%"),  # 0.05 is too
        (0, 40, "0.0%"),
        (40, 40, "100.0%"),
    ],
)
def test_a_half_is_rounded_away_from_zero(numerator: int, denominator: int, text: str) -> None:
    assert percentage(numerator, denominator) == text


@given(st.integers(1, 10**6).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_a_printed_share_is_within_half_a_tenth_of_the_true_one(counts: tuple[int, int]) -> None:
    printed = Fraction(percentage(*counts).rstrip("%"))
    assert abs(printed - Fraction(100 * counts[0], counts[1])) <= Fraction(1, 20)


def test_other_numbers() -> None:
    assert whole(1062) == "1,062"
    assert (percentage_of(0.95), percentage_of(0.925), percentage_of(1)) == ("95%", "92.5%", "100%")
    assert small(5) == "5 or fewer"
    assert small(1) == "not shown"
    assert long_date(date(2026, 3, 1)) == "1 March 2026"


def test_what_is_counted_is_said_in_the_words_it_is_printed_in() -> None:
    assert counted(["review"]) == "review"
    assert counted(["post", "percent of a full-time post", "person", "post"]) == "post, full-time post and person"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.943, "share", "94.3%"),
        (1.0, "share", "100%"),
        (18, "count", "18"),
        (1200, "count", "1,200"),
        (10, "days", "10 days"),
    ],
)
def test_a_target_is_written_in_its_own_unit(value: float, unit: str, text: str) -> None:
    assert target_in_words(value, unit) == text
