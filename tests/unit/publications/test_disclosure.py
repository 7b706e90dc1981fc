from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handrail.publications.disclosure import KEPT_BACK, SMALL, Counts, Key, Relation, hidden


def key(name: str) -> Key:
    return (name, "year", "numerator")


def a_table(parts: list[int]) -> Counts:
    """A column of counts with its total."""
    names = [key(f"row {place}") for place in range(len(parts))]
    values = dict(zip(names, parts, strict=True)) | {key("total"): sum(parts)}
    return Counts(values, set(values), (Relation.total(key("total"), names),), keep={key("total")})


def possible_tables(parts: list[int], how: dict[Key, str], threshold: int) -> Iterator[tuple[int, ...]]:
    """Every column of counts a reader who knows the rule cannot tell from the printed one."""
    total = None if key("total") in how else sum(parts)
    most = (total if total is not None else sum(parts)) + threshold + 2
    ranges = []
    for place, part in enumerate(parts):
        shown = how.get(key(f"row {place}"))
        small = range(1, threshold + 1) if threshold > 1 else range(most)
        ranges.append([part] if shown is None else small if shown == SMALL else range(most))
    for guess in product(*ranges):
        small_total = how.get(key("total")) == SMALL and threshold > 1
        if sum(guess) == total or (total is None and (not small_total or 1 <= sum(guess) <= threshold)):
            yield guess


@given(st.lists(st.integers(0, 9), min_size=2, max_size=4), st.integers(1, 5))
def test_no_small_number_can_be_worked_out_from_a_column_and_its_total(parts: list[int], threshold: int) -> None:
    how = hidden(a_table(parts), threshold)
    guesses = list(possible_tables(parts, how, threshold))
    assert tuple(parts) in guesses
    for place, part in enumerate(parts):
        if 1 <= part <= threshold:
            assert len({guess[place] for guess in guesses}) > 1, (parts, how)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=8), st.integers(1, 5))
def test_nothing_is_hidden_where_nothing_is_small(parts: list[int], threshold: int) -> None:
    large = [part + threshold + 1 if part else 0 for part in parts]
    assert hidden(a_table(large), threshold) == {}


Cell = tuple[int, int]


def a_share_table(rows: list[Cell]) -> Counts:
    """Rows of shares and their total: what is on time, what is late (never printed), what was judged."""
    values: dict[Key, int] = {}
    relations = []
    for name, (top, rest) in [*((str(n), row) for n, row in enumerate(rows)), ("year", sums(rows))]:
        values |= {("m", name, "numerator"): top, ("m", name, "rest"): rest}
        values["m", name, "denominator"] = top + rest
        whole = ("m", name, "denominator")
        relations.append(Relation.total(whole, [("m", name, part) for part in ("numerator", "rest")]))
    for part in ("numerator", "denominator"):
        relations.append(Relation.total(("m", "year", part), [("m", str(n), part) for n in range(len(rows))]))
    return Counts(values, {one for one in values if one[2] != "rest"}, tuple(relations))


def sums(rows: Sequence[Cell]) -> Cell:
    return sum(top for top, _ in rows), sum(rest for _, rest in rows)


def fits(cell: Cell, name: str, counts: Counts, how: dict[Key, str], threshold: int) -> bool:
    """Whether a reader who sees what is printed of a row could believe this of it."""
    for part, number in (("numerator", cell[0]), ("denominator", sum(cell))):
        shown = how.get(("m", name, part))
        if shown is None and number != counts.values["m", name, part]:
            return False
        if shown == SMALL and not 1 <= number <= threshold:
            return False
    return True


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=3), st.integers(2, 4))
def test_no_small_number_can_be_worked_out_from_a_table_of_shares(rows: list[Cell], threshold: int) -> None:
    counts = a_share_table(rows)
    how = hidden(counts, threshold)
    cells = list(product(range(7 + threshold), repeat=2))
    each = [[cell for cell in cells if fits(cell, str(n), counts, how, threshold)] for n in range(len(rows))]
    assume(prod(map(len, each)) < 200_000)
    guesses = [one for one in product(*each) if fits(sums(one), "year", counts, how, threshold)]
    assert tuple(rows) in guesses
    for place, row in enumerate(rows):
        for side in (0, 1):
            if 1 <= row[side] <= threshold:
                assert len({guess[place][side] for guess in guesses}) > 1, (rows, how)


@pytest.mark.parametrize(
    ("parts", "kept_back"),
    [
        ([3, 8, 20], ["row 1"]),  # the next smallest
        ([3, 2, 20], []),  # two small ones protect each other
        ([1, 1, 20], ["row 2"]),  # but not where both can only be one
        ([5, 5, 5], ["total"]),  # every part is small and the total tells: it goes
        ([3, 0, 0], []),  # a small total is small itself
        ([0, 0, 20], []),
    ],
)
def test_the_next_smallest_is_kept_back(parts: list[int], kept_back: list[str]) -> None:
    how = hidden(a_table(parts), 5)
    assert sorted(one[0] for one, why in how.items() if why == KEPT_BACK) == kept_back


def test_what_turned_out_needless_is_shown_again() -> None:
    """Hiding one of two equal numbers protects nothing: only a number that helps stays hidden."""
    values = {key("all"): 40, key("same"): 40, key("without"): 38, key("rest"): 2}
    relations = (
        Relation.total(key("all"), [key("without"), key("rest")]),
        Relation.total(key("all"), [key("same")]),
    )
    how = hidden(Counts(values, set(values) - {key("rest")}, relations), 5)
    assert how == {key("without"): KEPT_BACK}


def test_two_relations_together_are_seen_through() -> None:
    """a + b and a - b are known, so a and b are: no single relation says so."""
    values = {key("a"): 3, key("b"): 9, key("sum"): 12, key("gap"): 6}
    relations = (
        Relation.total(key("sum"), [key("a"), key("b")]),
        Relation.total(key("b"), [key("a"), key("gap")]),
    )
    how = hidden(Counts(values, set(values), relations), 5)
    assert how[key("a")] == SMALL
    assert len(how) == 3
