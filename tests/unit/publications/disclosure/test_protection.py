import time

import pytest
from bench.big_report import big_report
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.publications.disclosure.attacker import Attack, at_its_word
from tests.unit.publications.disclosure.tables import any_table, column, key

from handrail.publications.disclosure import Counts, How, Key, Policy, Relation, Shown, protect, worlds

PUBLIC = Policy("public", threshold=5)


def kept_back(shown: dict[Key, Shown]) -> list[str]:
    return sorted(one[0] for one, how in shown.items() if how.how is How.KEPT_BACK)


def how_each(counts: Counts, threshold: int = 5) -> dict[Key, Shown]:
    return protect(counts, Policy("public", threshold))


def kept_back_counts(counts: Counts, shown: dict[Key, Shown]) -> list[Key]:
    return [one for one in counts.printed if shown[one].how is How.KEPT_BACK]


def pinned_small(counts: Counts, threshold: int, attack: Attack) -> list[Key]:
    return [one for one in counts.values if counts.is_small(one, threshold) and attack.pins(one)]


@given(any_table, st.integers(1, 5))
def test_no_small_count_can_be_worked_out(counts: Counts, threshold: int) -> None:
    shown = how_each(counts, threshold)
    assert pinned_small(counts, threshold, Attack(counts, shown)) == []


@given(any_table, st.integers(1, 5))
def test_nor_by_a_reader_who_takes_not_shown_at_its_word(counts: Counts, threshold: int) -> None:
    shown = how_each(counts, threshold)
    attack = Attack(counts, shown, holes=at_its_word(counts, shown, threshold))
    assert pinned_small(counts, threshold, attack) == []


@pytest.mark.parametrize("trials", [1, 5])
@given(counts=any_table, threshold=st.integers(1, 5))
def test_a_search_that_gives_up_hides_more_and_never_less(trials: int, counts: Counts, threshold: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worlds, "TRIALS", trials)
        shown = how_each(counts, threshold)
    assert pinned_small(counts, threshold, Attack(counts, shown)) == []


@given(any_table)
def test_without_protection_the_attacker_would_find_small_counts(counts: Counts) -> None:
    """He is worth being safe from: where protection kept something back, printing it gives a small count away."""
    shown = how_each(counts)
    plain = protect(counts, Policy("public", threshold=5, secondary=False))
    if any(how.how is How.KEPT_BACK for one, how in shown.items() if one in counts.values):
        assert pinned_small(counts, 5, Attack(counts, plain))


@given(any_table, st.integers(1, 5))
def test_everything_else_is_printed_as_it_is(counts: Counts, threshold: int) -> None:
    shown = how_each(counts, threshold)
    assert set(shown) == {*counts.printed, *counts.shares}
    for one in counts.printed:
        how = shown[one]
        assert how.least is None or how.least <= counts.values[one]
        assert how.most is None or how.most >= counts.values[one]
        assert how.how in (How.EXACT, How.SMALL, How.KEPT_BACK)
        assert not (how.how is How.EXACT and counts.is_small(one, threshold))


@given(any_table)
def test_every_count_kept_back_is_needed(counts: Counts) -> None:
    """Printed after all, each would tell a reader who takes "not shown" at its word."""
    shown = how_each(counts)
    for one in kept_back_counts(counts, shown):
        more = {**shown, one: Shown.exact(counts.values[one])}
        attack = Attack(counts, more, holes=at_its_word(counts, more, 5))
        assert pinned_small(counts, 5, attack) or counts.is_small(one, 5), (one, shown)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=8), st.integers(1, 5))
def test_nothing_is_hidden_where_nothing_is_small(parts: list[int], threshold: int) -> None:
    large = column([part + threshold + 1 if part else 0 for part in parts])
    assert {how.how for how in how_each(large, threshold).values()} == {How.EXACT}


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ([3, 8, 20], ["row 1"]),  # the next smallest
        ([3, 2, 20], []),  # two small ones protect each other
        ([1, 1, 20], ["row 2"]),  # but not where both can only be one
        ([5, 5, 5], ["total"]),  # every part is small and the total tells: it goes
        ([3, 0, 0], []),  # a small total is small itself
        ([0, 0, 20], []),
        ([1, 6, 20], ["row 2"]),  # 7 less a number that is not small could only be 1
    ],
)
def test_the_next_smallest_is_kept_back(parts: list[int], hidden: list[str]) -> None:
    assert kept_back(how_each(column(parts))) == hidden


def test_what_turned_out_needless_is_shown_again() -> None:
    """Hiding one of two equal numbers protects nothing: only a number that helps stays hidden."""
    values = {key("all"): 40, key("same"): 40, key("without"): 38, key("rest"): 2}
    relations = (
        Relation.total(key("all"), [key("without"), key("rest")]),
        Relation.total(key("all"), [key("same")]),
    )
    assert kept_back(how_each(Counts(values, set(values) - {key("rest")}, relations))) == ["without"]


def test_two_relations_together_are_seen_through() -> None:
    """a + b and a - b are known, so a and b are: no single relation says so."""
    values = {key("a"): 3, key("b"): 9, key("sum"): 12, key("gap"): 6}
    relations = (
        Relation.total(key("sum"), [key("a"), key("b")]),
        Relation.total(key("b"), [key("a"), key("gap")]),
    )
    shown = how_each(Counts(values, set(values), relations))
    assert shown[key("a")].how is How.SMALL
    assert len(kept_back(shown)) == 2


def test_a_change_is_hidden_before_a_count() -> None:
    values = {key("now"): 3, key("before"): 12, key("change"): -9}
    relation = Relation.total(key("now"), [key("before"), key("change")])
    shown = how_each(Counts(values, set(values), (relation,), signed={key("change")}))
    assert kept_back(shown) == ["change"]
    assert shown[key("before")].words == "12"


def test_what_is_open_is_never_hidden() -> None:
    values = {key("held"): 115, key("judged"): 112, key("unknown"): 3}
    relation = Relation.total(key("held"), [key("judged"), key("unknown")])
    shown = how_each(Counts(values, set(values), (relation,), open={key("unknown")}))
    assert [one.words for one in shown.values()] == ["115", "112", "3"]


def test_without_secondary_only_the_small_ones_are_hidden() -> None:
    shown = protect(column([3, 8, 20]), Policy("board", threshold=5, secondary=False))
    assert [shown[one].words for one in sorted(shown)] == ["5 or fewer", "8", "20", "31"]


@given(any_table)
def test_within_the_service_everything_is_as_recorded(counts: Counts) -> None:
    shown = protect(counts, Policy("internal", threshold=0, secondary=False))
    assert {one: shown[one].value for one in counts.printed} == {one: counts.values[one] for one in counts.printed}
    assert not any(how.how is How.KEPT_BACK for how in shown.values())


@pytest.mark.parametrize("size", [200, 60, 15, 3])
def test_a_whole_report_hides_little_more_than_it_must(size: int) -> None:
    """A small number left out of a share takes two others: its numerator, and another of the same column."""
    counts = big_report(size=size)
    began = time.process_time()
    shown = protect(counts, PUBLIC)
    assert time.process_time() - began < 4
    small = sum(counts.is_small(one, 5) for one in counts.values)
    assert len(kept_back_counts(counts, shown)) <= 2 * small
