"""Periods of care out of episodes."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handrail.record.care import periods_of_care
from handrail.record.tables import Episode

D = date.fromisoformat


def episode(start: str, end: str | None, rne: str, rec: str | None, status: str = "C2") -> Episode:
    return Episode("1", D(start), D(end) if end else None, rne, status, None, "U6", None, rec)


def test_episodes_joined_by_x1_are_one_period() -> None:
    found = periods_of_care([episode("2024-05-01", "2024-06-01", "S", "X1"), episode("2024-06-01", None, "P", None)])
    assert [(period.began_on, period.began_known, period.ended_on) for period in found] == [
        (D("2024-05-01"), True, None)
    ]


def test_leaving_and_returning_the_same_day_are_two_periods() -> None:
    found = periods_of_care([episode("2024-05-01", "2024-06-01", "S", "E4A"), episode("2024-06-01", None, "S", None)])
    assert len(found) == 2


def test_a_gap_after_x1_ends_the_period_without_a_known_end() -> None:
    found = periods_of_care([episode("2024-05-01", "2024-06-01", "S", "X1"), episode("2024-07-01", None, "P", None)])
    assert [(period.began_known, period.end_known) for period in found] == [(True, False), (False, True)]


def test_care_after_short_breaks_begins_with_a_known_start() -> None:
    found = periods_of_care(
        [episode("2024-05-01", "2024-06-01", "S", "X1", "V4"), episode("2024-06-01", None, "L", None)]
    )
    assert [(period.began_on, period.began_known) for period in found] == [(D("2024-06-01"), True)]


def test_short_breaks_after_care_end_the_period() -> None:
    found = periods_of_care(
        [episode("2024-05-01", "2024-06-01", "S", "X1"), episode("2024-06-01", None, "L", None, "V4")]
    )
    assert [(period.ended_on, period.end_known) for period in found] == [(D("2024-06-01"), True)]


CHAIN = st.lists(
    st.tuples(st.integers(1, 90), st.sampled_from(["X1", "E4A"]), st.sampled_from(["C2", "V2", "V4"])),
    max_size=8,
)


@given(CHAIN)
def test_periods_cover_each_day_in_ordinary_care_once_and_no_other(steps: list[tuple[int, str, str]]) -> None:
    start, episodes, days = date(2024, 1, 1), [], set()
    for length, reason, status in steps:
        end = start + timedelta(days=length)
        episodes.append(Episode("1", start, end, "S", status, end_reason=reason))
        if status != "V4":
            days |= {start + timedelta(days=n) for n in range(length)}
        start = end if reason == "X1" else end + timedelta(days=2)
    found = periods_of_care(episodes)
    covered = [
        period.began_on + timedelta(days=n)
        for period in found
        for n in range(((period.ended_on or start) - period.began_on).days)
    ]
    assert len(covered) == len(set(covered))
    assert set(covered) == days
