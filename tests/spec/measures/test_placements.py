"""Placement stability, worked through (data standards 5.7): what is a new placement, and what is not."""

from datetime import date

import pytest

from handrail.measures.definitions import measure
from handrail.measures.engine import measure_all
from handrail.measures.periods import Period
from handrail.measures.profiled import lists_of
from handrail.profiles import parse
from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.tables import Child, Episode

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))
Step = tuple[date, str, str]  # day, reason for the new episode (RNE), placement type


def moves(*steps: Step, born_on: date = date(2014, 1, 1)) -> Record:
    """A child whose episodes follow on one another without a gap, the last still open."""
    ends = [*(day for day, _, _ in steps[1:]), None]
    record = Record(children=[Child("1", born_on)], care_from=date(2020, 4, 1))
    for (day, reason, place), end in zip(steps, ends, strict=True):
        record.episodes.append(Episode("1", day, end, reason, "C2", "N1", place, "PR1", "X1" if end else None))
    record.periods_of_care = periods_of_care(record.episodes)
    return record


def counts(record: Record, name: str, **settings: str) -> tuple[int | None, ...]:
    found = measure_all(record, [measure(name)], [YEAR], settings)[0]
    return found.numerator, found.denominator, found.not_assessable


START = (date(2022, 5, 1), "S", "U6")
JUNE, AUGUST, OCTOBER = date(2024, 6, 1), date(2024, 8, 1), date(2024, 10, 1)


@pytest.mark.parametrize(
    ("steps", "three"),
    [
        ([START], 0),
        ([START, (JUNE, "P", "U6")], 0),
        ([START, (JUNE, "P", "U6"), (AUGUST, "P", "K2")], 1),
        ([START, (JUNE, "B", "U6"), (AUGUST, "B", "K2")], 1),
        ([START, (JUNE, "L", "U6"), (AUGUST, "L", "U6")], 0),  # legal status only
        ([START, (JUNE, "T", "U6"), (AUGUST, "U", "U6")], 0),  # the same carer
        ([START, (JUNE, "P", "T1"), (AUGUST, "P", "U6"), (OCTOBER, "P", "K2")], 0),  # hospital, and back
        ([START, (JUNE, "P", "K2"), (AUGUST, "B", "A5")], 0),  # adoption by the present carer
        ([(date(2022, 5, 1), "S", "U6"), (date(2023, 6, 1), "P", "U6"), (date(2023, 8, 1), "P", "U6")], 0),
    ],
)
def test_three_or_more_placements_in_the_year(steps: list[Step], three: int) -> None:
    assert counts(moves(*steps), "three_or_more_placements") == (three, 1, 0)


def test_moves_with_the_same_carer_count_where_the_setting_says_so() -> None:
    record = moves(START, (JUNE, "T", "U6"), (AUGUST, "U", "U6"))
    assert counts(record, "three_or_more_placements", same_carer_moves="count") == (1, 1, 0)


def test_a_child_whose_year_began_before_the_data_cannot_be_judged() -> None:
    record = moves((JUNE, "P", "U6"))
    record.care_from = JUNE
    record.periods_of_care = periods_of_care(record.episodes)
    assert counts(record, "three_or_more_placements") == (0, 0, 1)


@pytest.mark.parametrize(
    ("steps", "born_on", "expected"),
    [
        ([START], date(2014, 1, 1), (1, 1, 0)),
        ([START, (JUNE, "P", "U6")], date(2014, 1, 1), (0, 1, 0)),
        ([START, (JUNE, "L", "U6")], date(2014, 1, 1), (1, 1, 0)),
        ([START, (JUNE, "P", "T3"), (AUGUST, "P", "U6")], date(2014, 1, 1), (1, 1, 0)),
        ([START, (JUNE, "P", "A6")], date(2014, 1, 1), (1, 1, 0)),  # with the placement before
        ([START, (date(2024, 4, 1), "P", "U6"), (JUNE, "P", "A6")], date(2014, 1, 1), (0, 1, 0)),
        ([START], date(2009, 3, 31), (0, 0, 0)),  # sixteen
        ([(date(2022, 10, 1), "S", "U6")], date(2014, 1, 1), (1, 1, 0)),  # two years and a half to the day
        ([(date(2022, 10, 2), "S", "U6")], date(2014, 1, 1), (0, 0, 0)),
        ([(date(2021, 5, 1), "S", "U6"), (date(2023, 4, 1), "P", "U6")], date(2014, 1, 1), (1, 1, 0)),
        ([(date(2021, 5, 1), "S", "U6"), (date(2023, 4, 2), "P", "U6")], date(2014, 1, 1), (0, 1, 0)),
    ],
)
def test_the_same_placement_for_two_years(steps: list[Step], born_on: date, expected: tuple[int, ...]) -> None:
    assert counts(moves(*steps, born_on=born_on), "same_placement_two_years") == expected


def test_more_than_twenty_miles_and_outside_the_area() -> None:
    """Both, either, neither and not known are five children.

    | child | miles | area | |
    |---|---|---|---|
    | 1 | 20 | in | near |
    | 2 | 21 | in | far |
    | 3 | 5 | out | out |
    | 4 | 60 | out | far and out |
    | 5 | blank | out | only the area is known |
    """
    places = [(20, True), (21, True), (5, False), (60, False), (None, False)]
    record = Record(children=[Child(str(number)) for number in range(1, 6)], care_from=date(2020, 4, 1))
    for number, (miles, within) in enumerate(places, start=1):
        record.episodes.append(
            Episode(
                str(number), date(2024, 5, 1), None, "S", "C2", "N1", "U6", "PR1",
                distance_miles=miles, in_area=within,
            )
        )  # fmt: skip
    record.periods_of_care = periods_of_care(record.episodes)
    assert shares(record, "placed_more_than_20_miles") == (2, 4, 1)
    assert shares(record, "placed_out_of_area") == (3, 5, 0)
    assert shares(record, "placed_far_and_out_of_area") == (1, 4, 1)
    groups = ["distance_band", "in_area"]
    found = measure_all(record, [measure("looked_after_children")], [YEAR], {}, groups)[1:]
    assert {", ".join(each.group.values()): each.numerator for each in found} == {
        "20 miles or less, in the area": 1, "20 miles or less, outside the area": 1, "more than 20 miles, in the area": 1,
        "more than 20 miles, outside the area": 1, "not recorded, outside the area": 1,
    }  # fmt: skip


def test_an_authority_may_have_bands_of_miles_of_its_own() -> None:
    profile = parse(
        """
        authority = "Fernshire"
        [groupings.distance]
        kind = "miles"
        entry = [{ name = "Under 10", from = 0 }, { name = "10 to 50", from = 10 }, { name = "Over 50", from = 51 }]
        """
    ).on()
    record = Record(children=[Child("1")], care_from=date(2020, 4, 1))
    record.episodes = [Episode("1", date(2024, 5, 1), None, "S", "C2", distance_miles=50)]
    record.periods_of_care = periods_of_care(record.episodes)
    wanted = [measure("periods_of_care_started")]
    found = measure_all(record, wanted, [YEAR], {}, ["distance_band_at_start"], lists_of(profile))
    assert [each.group for each in found[1:]] == [{"distance_band_at_start": "10 to 50"}]


def shares(record: Record, name: str) -> tuple[int | None, int | None, int | None]:
    (found,) = measure_all(record, [measure(name)], [YEAR], {})
    return found.numerator, found.denominator, found.not_recorded
