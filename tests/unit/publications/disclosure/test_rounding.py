import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.publications.disclosure.attacker import Attack
from tests.unit.publications.disclosure.tables import any_table, column, key, shares

from handrail.publications.disclosure import Counts, How, Key, Policy, Shown, protect
from handrail.publications.numbers import whole_percentage


def child(threshold: int = 5, to: int = 10) -> Policy:
    return Policy("child", threshold, to)


def printed_of(rows: list[tuple[int, int]], to: int = 10) -> dict[Key, Shown]:
    return protect(shares(rows), child(to=to))


@given(any_table, st.integers(1, 5), st.sampled_from([5, 10]))
def test_no_rounded_or_small_count_can_be_worked_out(counts: Counts, threshold: int, to: int) -> None:
    policy = child(threshold, to)
    shown = protect(counts, policy)
    attack = Attack(counts, shown)
    for one in counts.values:
        rounded = one in shown and shown[one].how is How.ROUNDED and one not in counts.signed
        if rounded or counts.is_small(one, policy.small_up_to):
            assert not attack.pins(one), shown


def test_rounded_counts_say_that_they_are_about() -> None:
    shown = printed_of([(118, 9), (108, 12)])
    assert shown[key("m", "0")].words == "about 120"
    assert shown[key("m", "0", "denominator")].words == "about 130"
    assert shown[key("m", "0", "share")].words == "93%"


def test_rounded_parts_need_not_add_to_a_rounded_total() -> None:
    shown = protect(column([14, 14, 14]), child())
    assert [shown[one].words for one in sorted(shown)] == ["about 10", "about 10", "about 10", "about 40"]


def test_a_share_that_would_tell_the_counts_is_not_printed() -> None:
    """Of about 10 reviews, 78% are 7 of 9: no other counts that round to these make 78%."""
    shown = printed_of([(7, 2), (108, 12)])
    assert shown[key("m", "0")].words == "about 10"
    assert shown[key("m", "0", "share")].words == "not shown"


def test_a_share_that_would_tell_how_few_are_left_out_is_not_printed() -> None:
    """98% of about 120, with 3 late, could also be 2 late; 97% of about 60 can only be 2."""
    shown = printed_of([(117, 3), (60, 2), (112, 19)])
    assert shown[key("m", "0", "share")].words == "98%"
    assert shown[key("m", "1", "share")].words == "not shown"


def test_where_every_part_is_at_the_end_of_its_range_one_is_kept_back() -> None:
    """Four sevens: to the nearest 5 each is about 5 and the total about 30, which only four sevens make."""
    shown = protect(column([7] * 4), child(to=5))
    words = [shown[one].words for one in sorted(shown)]
    assert words.count("not shown") == 1


@pytest.mark.parametrize(
    ("top", "base", "words"),
    [
        (93, 100, "93%"),
        (1, 8, "13%"),
        (0, 40, "0%"),
        (1, 300, "less than 1%"),
        (299, 300, "more than 99%"),
        (40, 40, "100%"),
        (0, 0, "none to count"),
    ],
)
def test_a_whole_percentage_never_says_none_or_all_where_it_is_not(top: int, base: int, words: str) -> None:
    assert whole_percentage(top, base) == words
