from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handrail.publications.disclosure import Key, Relation
from handrail.publications.over_time import over_time

FIRST = date(2025, 4, 1)


def key(first: int, last: int, part: str = "numerator") -> Key:
    """The count of some days, by their numbers from 1 April."""
    return ("reviews", f"{FIRST + timedelta(first)}..{FIRST + timedelta(last)}", part)


def said(keys: list[Key]) -> list[set[tuple[int, Key]]]:
    return [set(one.terms) for one in over_time(keys)]


def test_two_months_make_both_together() -> None:
    assert said([key(0, 29), key(30, 60), key(0, 60)]) == [{(1, key(0, 29)), (1, key(30, 60)), (-1, key(0, 60))}]


def test_the_year_less_the_year_to_date_is_what_came_after() -> None:
    year, to_date, last = key(0, 364), key(0, 333), key(334, 364)
    assert said([year, to_date, last]) == [{(1, to_date), (1, last), (-1, year)}]


def test_periods_that_leave_a_gap_tell_nothing() -> None:
    assert said([key(0, 29), key(31, 60), key(0, 60)]) == []


def test_parts_and_figures_are_not_mixed() -> None:
    assert said([key(0, 29), key(30, 60, "denominator"), key(0, 60)]) == []


@given(
    st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12),
    st.lists(st.integers(0, 5), min_size=10, max_size=10),
)
def test_every_relation_holds_and_nothing_that_adds_up_is_missed(spans: set[tuple[int, int]], days: list[int]) -> None:
    """Rings of days: as many as there are periods beyond those that join the days to each other."""
    keys = {key(*span): sum(days[span[0] : span[1] + 1]) for span in spans if span[0] <= span[1]}
    found = list(over_time(keys))
    assert all(isinstance(one, Relation) and one.holds(keys) for one in found)
    joined = list(range(11))
    needless = 0
    for first, last in ((span[0], span[1] + 1) for span in spans if span[0] <= span[1]):
        if joined[first] == joined[last]:
            needless += 1
        joined = [joined[first] if one == joined[last] else one for one in joined]
    assert len(found) == needless
