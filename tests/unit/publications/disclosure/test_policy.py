import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.publications.disclosure import AUDIENCES, Policy

ROUNDED = [(115, 5, 115), (112, 5, 110), (113, 5, 115), (115, 10, 120), (114, 10, 110), (-115, 10, -120), (0, 10, 0)]


@pytest.mark.parametrize(("value", "to", "nearest"), ROUNDED)
def test_a_count_is_rounded_half_away_from_zero(value: int, to: int, nearest: int) -> None:
    assert Policy("child", 5, to).rounded(value) == nearest


WORDS = [
    ("public", 0, "0"),
    ("public", 1, "5 or fewer"),
    ("public", 5, "5 or fewer"),
    ("public", 6, "6"),
    ("public", 1062, "1,062"),
    ("child", 0, "0"),
    ("child", 5, "5 or fewer"),
    ("child", 6, "about 10"),
    ("child", 1062, "about 1,060"),
    ("internal", 1, "1"),
]


@pytest.mark.parametrize(("audience", "value", "words"), WORDS)
def test_what_each_audience_is_told(audience: str, value: int, words: str) -> None:
    assert AUDIENCES[audience].shows(value).words == words


def test_one_or_fewer_would_give_the_count_away() -> None:
    assert Policy("public", 1).shows(1).words == "not shown"


def test_what_would_be_rounded_to_nothing_is_small() -> None:
    assert Policy("public", 2, 10).shows(4).words == "4 or fewer"


@given(st.integers(0, 3000), st.integers(0, 12), st.sampled_from([1, 5, 10]))
def test_a_count_lies_where_the_reader_is_told(value: int, threshold: int, to: int) -> None:
    shown = Policy("public", threshold, to).shows(value)
    assert (shown.least or 0) <= value
    assert shown.most is None or value <= shown.most


@given(st.integers(-300, 300), st.sampled_from([1, 5, 10]))
def test_a_change_lies_where_the_reader_is_told_and_no_nearer(value: int, to: int) -> None:
    policy = Policy("public", 5, to)
    shown = policy.shows_change(value)
    assert shown.least is not None
    assert shown.most is not None
    alike = [one for one in range(-330, 331) if policy.shows_change(one) == shown]
    assert alike == list(range(shown.least, shown.most + 1))


@pytest.mark.parametrize(("threshold", "to"), [(-1, 1), (5, 3)])
def test_a_policy_that_makes_no_sense_is_refused(threshold: int, to: int) -> None:
    with pytest.raises(ValueError, match="audience 'public'"):
        Policy("public", threshold, to)
