"""A share in plain words tells no more than is printed of its counts, and a count in round figures hides as it did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.publications.made_up import figure, missing
from tests.unit.publications.test_shown import ON_TIME, Printed, on_time, published

from handrail.publications.document import Number
from handrail.publications.plainly import about, in_plain_words, in_tenths


def said(printed: Printed) -> tuple[str, float | None]:
    binding = printed.of(ON_TIME)
    return in_plain_words(printed.shown, binding).text, in_tenths(printed.shown, binding)


@pytest.mark.parametrize(
    ("top", "base", "words", "drawn"),
    [
        (200, 200, "all", 1.0),
        (190, 200, "nearly all", 0.95),
        (189, 200, "about 9 in 10", 0.9),
        (130, 200, "about 7 in 10", 0.7),
        (100, 200, "about half", 0.5),
        (11, 200, "about 1 in 10", 0.1),
        (10, 200, "very few", 0.05),
        (0, 200, "none", 0.0),
    ],
)
def test_a_share_in_words_is_drawn_as_it_is_said(top: int, base: int, words: str, drawn: float) -> None:
    assert said(published(figures=on_time(top, base))) == (words, drawn)


def test_the_words_are_bound_to_the_figure() -> None:
    printed = published(figures=on_time(130, 200))
    words = in_plain_words(printed.shown, printed.of(ON_TIME))
    assert isinstance(words, Number)
    assert words.figure is not None
    assert (words.figure.numerator, words.figure.denominator) == (130, 200)


@given(few=st.integers(1, 5), base=st.integers(51, 300))
def test_what_is_hidden_is_said_the_same_whatever_it_is(few: int, base: int) -> None:
    assert said(published(figures=on_time(base - few, base))) == ("nearly all", 0.95)
    assert said(published(figures=on_time(few, base))) == ("very few", 0.05)


@given(few=st.integers(1, 5), base=st.integers(12, 49))
def test_where_a_bound_says_little_nothing_is_said(few: int, base: int) -> None:
    assert said(published(figures=on_time(base - few, base))) == ("we cannot say", None)
    assert said(published(figures=on_time(few, base))) == ("we cannot say", None)


def test_of_nothing_nothing_can_be_said() -> None:
    assert said(published(figures=on_time(0, 0))) == ("we cannot say", None)


def test_what_was_not_loaded_is_said_with_its_reason() -> None:
    assert said(published(figures=[missing(ON_TIME, "No set was loaded.")])) == ("not loaded (No set was loaded)", None)


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0"), (5, "5 or fewer"), (6, "6"), (19, "19"), (23, "23"), (812, "about 810"), (1062, "about 1,100")],
)
def test_a_count_in_round_figures(count: int, words: str) -> None:
    printed = published(figures=[figure("reviews_overdue", count)])
    assert about(printed.shown, printed.of("reviews_overdue")).text == words
