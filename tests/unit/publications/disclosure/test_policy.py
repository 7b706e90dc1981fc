import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.profiles import ProfileError, default
from handrail.publications.disclosure import Policy

ROUNDED = [(115, 5, 115), (112, 5, 110), (113, 5, 115), (115, 10, 120), (114, 10, 110), (-115, 10, -120), (0, 10, 0)]


@pytest.mark.parametrize(("value", "to", "nearest"), ROUNDED)
def test_a_count_is_rounded_half_away_from_zero(value: int, to: int, nearest: int) -> None:
    assert Policy("child", 5, to).rounded(value) == nearest


PUBLIC, CHILD, INTERNAL = Policy("public", 5), Policy("child", 5, round_to=10), Policy("internal", 0, secondary=False)
WORDS = [
    (PUBLIC, 0, "0"),
    (PUBLIC, 1, "5 or fewer"),
    (PUBLIC, 5, "5 or fewer"),
    (PUBLIC, 6, "6"),
    (PUBLIC, 1062, "1,062"),
    (CHILD, 0, "0"),
    (CHILD, 5, "5 or fewer"),
    (CHILD, 6, "about 10"),
    (CHILD, 1062, "about 1,060"),
    (INTERNAL, 1, "1"),
]


@pytest.mark.parametrize(("policy", "value", "words"), WORDS)
def test_what_each_audience_is_told(policy: Policy, value: int, words: str) -> None:
    assert policy.shows(value).words == words


def test_a_policy_is_what_the_authority_decided() -> None:
    profile = default("Fernshire County Council")
    assert Policy.of(profile, "public") == Policy("public", threshold=5)
    assert Policy.of(profile, "internal") == Policy("internal", threshold=0, secondary=False)
    with pytest.raises(ProfileError, match="neighbours"):
        Policy.of(profile, "neighbours")


@pytest.mark.parametrize(
    ("reader", "printed_for", "knows"),
    [
        ("public", "public", True),
        ("public", "child", True),
        ("child", "public", True),
        ("public", "board", False),  # who holds the board's version is not the public
        ("public", "internal", False),
        ("board", "public", True),
        ("board", "internal", False),
        ("internal", "board", True),
    ],
)
def test_a_reader_knows_what_is_at_least_as_open(reader: str, printed_for: str, knows: bool) -> None:
    assert Policy(reader, 5).knows(printed_for) is knows


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
