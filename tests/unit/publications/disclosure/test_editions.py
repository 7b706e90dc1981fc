from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.publications.disclosure.attacker import Attack
from tests.unit.publications.disclosure.tables import (
    any_table,
    column,
    counts_up_to,
    cross_table,
    cross_tables,
    key,
    shares,
)

from handrail.publications.disclosure import Counts, Edition, How, Key, Policy, Relation, Shown, given_away, protect

PUBLIC = Policy("public", threshold=5)


def only(counts: Counts, printed: set[Key]) -> Counts:
    """The same counts, of which only these are printed."""
    whole = {share: pair for share, pair in counts.shares.items() if set(pair) <= printed}
    return replace(counts, printed=printed, shares=whole)


def words(shown: dict[Key, Shown]) -> list[str]:
    return [shown[one].words for one in sorted(shown)]


@given(any_table, st.integers(1, 5), st.integers(0, 4), st.tuples(*[st.sampled_from([1, 5, 10])] * 2), st.data())
def test_two_tables_of_the_same_counts_tell_no_more_than_one(
    counts: Counts, threshold: int, more: int, rounding: tuple[int, int], data: st.DataObject
) -> None:
    """Whatever part of the counts each prints, and however each rounds them."""
    some = st.sets(st.sampled_from(sorted(counts.printed)))
    first_policy = Policy("public", threshold + more, rounding[0])
    policy = Policy("child", threshold, rounding[1])
    first = protect(only(counts, data.draw(some)), first_policy)
    second = protect(only(counts, data.draw(some)), policy, [Edition("public", first, shares=counts.shares)])
    attack = Attack(counts, first, second)
    for one in counts.values:
        if counts.is_small(one, min(first_policy.small_up_to, policy.small_up_to)):
            assert not attack.pins(one), (first, second)


def once(one: Key) -> Key:
    return (one[0], one[1], f"{one[2]} once")


def both(before: Counts, now: Counts) -> tuple[Counts, set[Key]]:
    """One system of the counts as they were and as they are: those that did not change are the same."""
    changed = {one for one in before.values if before.values[one] != now.values[one]}

    def then(one: Key) -> Key:
        return once(one) if one in changed else one

    values = {**now.values, **{then(one): value for one, value in before.values.items()}}
    earlier = [Relation(tuple((sign, then(one)) for sign, one in each.terms)) for each in before.relations]
    return Counts(values, now.printed, (*now.relations, *earlier)), changed


Rows = list[list[int]]


@given(
    cross_tables,
    st.lists(counts_up_to, min_size=9, max_size=9),
    st.sets(st.integers(0, 8), max_size=3),
    st.integers(1, 5),
)
def test_a_restated_table_gives_away_neither_the_old_nor_the_new_small_counts(
    rows: Rows, others: list[int], changed: set[int], threshold: int
) -> None:
    """The reader is taken to know which counts have changed."""
    restated = [
        [others[3 * r + c] if 3 * r + c in changed else old for c, old in enumerate(row)] for r, row in enumerate(rows)
    ]
    before, now = cross_table(rows), cross_table(restated)
    policy = Policy("public", threshold)
    first = protect(before, policy)
    second = protect(now, policy, [Edition("public", first, before.values)])
    joint, differing = both(before, now)
    earlier = {once(one) if one in differing else one: how for one, how in first.items()}
    attack = Attack(joint, earlier, second)
    for one in joint.values:
        if joint.is_small(one, threshold):
            assert not attack.pins(one), (first, second)


def test_the_next_edition_keeps_back_what_the_last_did() -> None:
    """The first kept back the 8 to protect the 3. The second has another small count and would choose otherwise."""
    first = protect(column([3, 8, 9, 20]), PUBLIC)
    assert words(first) == ["5 or fewer", "not shown", "9", "20", "40"]
    part = only(column([3, 8, 9, 20]), {key("row 1"), key("row 2")})
    assert words(protect(part, PUBLIC)) == ["8", "9"]
    assert words(protect(part, PUBLIC, [Edition("public", first)])) == ["not shown", "9"]


def test_may_s_scorecard_does_not_give_april_away() -> None:
    """April's scorecard said 5 or fewer. With May and both months together, April is a subtraction."""
    april, may, both_months = (key("reviews", one) for one in ("2025-04", "2025-05", "2025-04 to 2025-05"))
    values = {april: 4, may: 11, both_months: 15}
    counts = Counts(values, {may, both_months}, (Relation.total(both_months, [april, may]),), keep={both_months})
    scorecard = protect(Counts({april: 4}, {april}), PUBLIC)
    assert scorecard[april].words == "5 or fewer"
    shown = protect(counts, PUBLIC, [Edition("public", scorecard)])
    assert (shown[may].words, shown[both_months].words) == ("not shown", "15")


def test_the_public_does_not_know_what_the_board_was_told() -> None:
    """The board was told every count but the small one; a public edition protects the small one all the same."""
    board = protect(column([3, 8, 20]), Policy("board", threshold=5, secondary=False))
    public = protect(column([3, 8, 20]), PUBLIC, [Edition("board", board)])
    assert words(public) == ["5 or fewer", "not shown", "20", "31"]


def test_what_the_public_was_told_the_board_knows() -> None:
    """The public edition printed the 8. The board's total alone would now give the 3 away."""
    public = protect(only(column([3, 8, 20]), {key("row 1"), key("row 2")}), PUBLIC)
    board = protect(only(column([3, 8, 20]), {key("total")}), Policy("board", 5), [Edition("public", public)])
    assert words(board) == ["not shown"]


def test_a_count_that_is_no_longer_small_does_not_give_away_what_it_was() -> None:
    """Three became seven. The old total less the 8 is what it was; and the 8 is the new total less the 7."""
    before, now = column([3, 8, 20]), column([7, 8, 20])
    first = protect(before, PUBLIC)
    assert words(first) == ["5 or fewer", "not shown", "20", "31"]
    assert words(protect(now, PUBLIC)) == ["7", "8", "20", "35"]
    assert words(protect(now, PUBLIC, [Edition("public", first, before.values)])) == [
        "not shown",
        "not shown",
        "20",
        "35",
    ]


def test_a_count_known_already_needs_nothing_hidden() -> None:
    counts = column([3, 8, 20])
    earlier = {key("row 0"): Shown.exact(3)}
    assert words(protect(counts, PUBLIC, [Edition("public", earlier)])) == ["5 or fewer", "8", "20", "31"]


def test_a_small_count_that_was_given_away_is_named() -> None:
    """An earlier edition printed the other rows and the total: nothing that is hidden now can mend that."""
    counts = column([3, 8, 20])
    earlier = {key(name): Shown.exact(counts.values[key(name)]) for name in ("row 1", "row 2", "total")}
    editions = [Edition("public", earlier)]
    assert given_away(counts, PUBLIC, editions) == [key("row 0")]
    assert given_away(counts, PUBLIC, []) == []
    assert words(protect(counts, PUBLIC, editions)) == ["5 or fewer", "8", "20", "31"]


def test_a_share_told_to_whole_percents_is_remembered() -> None:
    """An edition for children gave the share of about 10 reviews; with the denominator, it would give the count."""
    counts = shares([(7, 2), (108, 12)])
    month = {key("m", "0", part) for part in ("numerator", "denominator")}
    rounded = {
        key("m", "0"): Shown.rounded(10, 10, above=5),
        key("m", "0", "denominator"): Shown.rounded(10, 10, above=5),
        key("m", "0", "share"): Shown.share(7, 9, rounded=True),
    }
    shown = protect(only(counts, month), PUBLIC, [Edition("child", rounded, shares=counts.shares)])
    assert shown[key("m", "0", "denominator")].how is not How.EXACT
