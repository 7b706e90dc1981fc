"""Splitting a figure: each group is a figure of its own, a blank is a group, and the groups add up to the whole."""

from datetime import date

import pytest

from handrail.measures.definitions import all_measures, measure
from handrail.measures.engine import Engine, measure_all
from handrail.measures.groups import UnknownGroup, group, lists
from handrail.measures.periods import Period, cut
from handrail.measures.profiled import lists_of
from handrail.profiles import default, parse
from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.service_tables import Allocation
from handrail.record.tables import Child, Episode, Plan, Review

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))


def in_care(*children: Child, began: date = date(2024, 5, 1), placement: str | None = "U6") -> Record:
    record = Record(children=list(children), care_from=date(2023, 4, 1))
    for child in children:
        record.episodes.append(Episode(child.child_id, began, None, "S", "C2", "N1", placement, "PR1"))
    record.periods_of_care = periods_of_care(record.episodes)
    return record


def split(
    record: Record, name: str, *groups: str, period: Period = YEAR
) -> dict[tuple[str, ...], tuple[int | None, ...]]:
    """The figures of the year by the values of their groups; the whole stands under no value."""
    found = measure_all(record, [measure(name)], [period], {}, groups)
    return {tuple(figure.group.values()): (figure.numerator, figure.denominator) for figure in found}


def test_children_by_sex_and_a_blank_is_a_group_of_its_own() -> None:
    record = in_care(Child("1", sex="F"), Child("2", sex="M"), Child("3", sex="F"), Child("4"))
    assert split(record, "looked_after_children", "sex") == {
        (): (4, None), ("F",): (2, None), ("M",): (1, None), ("not recorded",): (1, None),
    }  # fmt: skip


def test_a_share_by_group_carries_both_counts() -> None:
    record = in_care(Child("1", sex="F"), Child("2", sex="M"), Child("3", sex="F"))
    record.reviews = [
        Review("1", date(2024, 5, 29), None, "PN1"),
        Review("2", date(2024, 6, 20), None, "PN1"),
        Review("3", date(2024, 6, 20), None, "PN1"),
    ]
    assert split(record, "reviews_held_on_time", "sex") == {(): (1, 3), ("F",): (1, 2), ("M",): (0, 1)}


def test_groups_given_together_are_crossed() -> None:
    record = in_care(Child("1", date(2020, 4, 1), sex="F"), Child("2", date(2010, 1, 1), sex="F"))
    assert split(record, "looked_after_children", "sex", "age_band") == {
        (): (2, None), ("F", "1 to 4"): (1, None), ("F", "10 to 15"): (1, None),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("born_on", "band"),
    [
        (date(2024, 4, 1), "under 1"),  # a year old tomorrow
        (date(2024, 3, 31), "1 to 4"),  # a birthday on the last day counts
        (date(2020, 4, 1), "1 to 4"),
        (date(2020, 3, 31), "5 to 9"),
        (date(2009, 4, 1), "10 to 15"),
        (date(2009, 3, 31), "16 and over"),
        (None, "not recorded"),
    ],
)
def test_age_is_that_of_the_last_day_of_the_period(born_on: date | None, band: str) -> None:
    assert set(split(in_care(Child("1", born_on)), "looked_after_children", "age_band")) == {(), (band,)}


def test_a_child_born_on_29_february_is_a_year_older_on_28_february() -> None:
    record = in_care(Child("1", date(2024, 2, 29)), began=date(2024, 3, 10))
    before, after = Period(date(2025, 2, 1), date(2025, 2, 27)), Period(date(2025, 2, 1), date(2025, 2, 28))
    assert set(split(record, "looked_after_children", "age_band", period=before)) == {(), ("under 1",)}
    assert set(split(record, "looked_after_children", "age_band", period=after)) == {(), ("1 to 4",)}


def test_age_on_starting_is_that_of_the_day_and_not_of_the_end_of_the_year() -> None:
    """Shropshire headed it 'as at 31 March' (SHR-A-19): here the two have two names."""
    record = in_care(Child("1", date(2014, 6, 1)))
    assert set(split(record, "periods_of_care_started", "age_band_on_the_day")) == {(), ("5 to 9",)}
    assert set(split(record, "looked_after_children", "age_band")) == {(), ("10 to 15",)}


def test_a_plan_made_before_birth_is_of_an_unborn_child() -> None:
    record = Record(
        children=[Child("1", date(2025, 5, 1)), Child("2", None, date(2025, 6, 1))],
        plans=[Plan("1", date(2025, 3, 1)), Plan("2", date(2025, 3, 1))],
    )
    assert split(record, "cp_plans_open", "age_band") == {(): (2, None), ("unborn",): (2, None)}


def test_legal_status_and_placement_are_those_of_the_last_day() -> None:
    """Sunderland's categories added to 467 of 486 children (SUN-A-01): a child without a status keeps a row."""
    record = in_care(Child("1"), Child("2"), placement=None)
    moved = date(2025, 1, 1)
    record.episodes[0] = record.episodes[0]._replace(ended_on=moved, end_reason="X1", placement_type="U6")
    record.episodes.append(Episode("1", moved, None, "B", "V2", "N1", "K2", "PR4"))
    record.periods_of_care = periods_of_care(sorted(record.episodes, key=lambda each: (each.child_id, each.started_on)))
    assert split(record, "looked_after_children", "legal_status", "placement_group") == {
        (): (2, None),
        ("Full care order", "not recorded"): (1, None),
        ("Accommodated under section 20", "Children's home"): (1, None),
    }
    assert split(record, "looked_after_under_section_20") == {(): (1, 2)}


def test_why_children_left() -> None:
    record = in_care(Child("1"), Child("2"), Child("3"))
    for number, reason in enumerate(("E4A", "E47", None)):
        record.periods_of_care[number] = record.periods_of_care[number]._replace(
            ended_on=date(2025, 1, 10), end_reason=reason
        )
    assert split(record, "periods_of_care_ceased", "end_reason") == {
        (): (3, None), ("Returned home, as planned",): (1, None), ("Special guardianship order",): (1, None),
        ("not recorded",): (1, None),
    }  # fmt: skip


def test_a_review_belongs_to_the_officer_of_that_day() -> None:
    record = in_care(Child("1"))
    record.reviews = [Review("1", date(2024, 5, 29), None, "PN1"), Review("1", date(2024, 8, 20), None, "PN1")]
    record.allocations = [
        Allocation("1", "anna", "reviewing_officer", date(2024, 5, 1), date(2024, 6, 30)),
        Allocation("1", "ben", "reviewing_officer", date(2024, 6, 30)),
        Allocation("1", "cara", "social_worker", date(2024, 5, 1)),
    ]
    assert split(record, "reviews_held", "officer") == {(): (2, None), ("anna",): (1, None), ("ben",): (1, None)}


def test_a_group_seen_in_one_month_has_a_figure_in_every_month() -> None:
    record = in_care(Child("1", sex="F"))
    record.reviews = [Review("1", date(2024, 5, 29), None, "PN1")]
    found = measure_all(record, [measure("reviews_held")], cut(YEAR, "month"), {}, ["sex"])
    assert [figure.numerator for figure in found if figure.group == {"sex": "F"}] == [0, 1, *[0] * 10]


def test_the_rows_of_one_group() -> None:
    record = in_care(Child("1", sex="F"), Child("2", sex="M"))
    name = measure("looked_after_children")
    engine = Engine(record, [YEAR], {}, [name], ["sex"])
    assert [row.child_id for row in engine.rows(name, {"sex": "F"})] == ["1"]
    assert [row.child_id for row in engine.rows(name)] == ["1", "2"]
    assert engine.rows(name, {"sex": "U"}) == []


def test_a_group_that_a_measure_does_not_have_is_refused_naming_those_it_has() -> None:
    with pytest.raises(UnknownGroup, match=r"audits_made has no group 'colour'. It has: sex, .*, theme, grade, "):
        measure_all(Record(), [measure("audits_made")], [YEAR], {}, ["colour"])


def test_bands_stand_in_their_order_and_what_is_not_recorded_last() -> None:
    values = ["not recorded", "10 to 15", "under 1", "5 to 9"]
    assert group("age_band").in_order(values) == ["under 1", "5 to 9", "10 to 15", "not recorded"]
    assert group("reason").in_order(["b", "not recorded", "a"]) == ["a", "b", "not recorded"]


def test_an_authority_may_split_by_bands_and_groups_of_its_own() -> None:
    profile = parse(
        """
        authority = "Fernshire"
        [groupings.age]
        kind = "years"
        entry = [{ name = "unborn" }, { name = "Under 15", from = 0 }, { name = "15", from = 15 }, { name = "16+", from = 16 }]
        [groupings.ethnic_group]
        kind = "codes"
        entry = [{ name = "White British", codes = ["WBRI"] }, { name = "All others", codes = ["WIRI", "BCRB"] }]
        [groupings.plan_length]
        kind = "days"
        entry = [{ name = "Up to a year", from = 0 }, { name = "Over a year", from = 366 }]
        """
    ).on()
    record = in_care(
        Child("1", date(2012, 1, 1), ethnicity="WIRI"),
        Child("2", date(2009, 6, 1), ethnicity="WBRI"),
        Child("3", date(2008, 1, 1), ethnicity="BCRB"),
        Child("4", date(2010, 3, 1), ethnicity="REFU"),
    )
    record.plans = [Plan("1", date(2023, 4, 1), date(2024, 6, 1)), Plan("2", date(2024, 4, 1), date(2024, 6, 1))]
    record.protection_from = date(2023, 4, 1)

    def of(name: str, group_name: str) -> list[tuple[str, int | None]]:
        found = measure_all(record, [measure(name)], [YEAR], {}, [group_name], lists_of(profile))
        return [(figure.group[group_name], figure.numerator) for figure in found if figure.group]

    assert of("looked_after_children", "age_band") == [("Under 15", 1), ("15", 2), ("16+", 1)]
    assert of("looked_after_children", "ethnic_group") == [("White British", 1), ("All others", 2), ("not recorded", 1)]
    assert of("cp_plans_ended", "length_band_ended") == [("Up to a year", 1), ("Over a year", 1)]
    assert set(lists_of(default("Fernshire"))) == set(lists())


def test_what_was_not_loaded_has_no_groups_and_says_why() -> None:
    (found,) = measure_all(in_care(Child("1")), [measure("disputes_raised")], [YEAR], {}, ["team"])
    assert (found.numerator, found.group) == (None, {})
    assert found.note == "Nothing that was loaded holds the service's own work. Load a record that does."


def test_a_group_that_rests_on_what_was_not_loaded_says_so() -> None:
    record = in_care(Child("1"))
    record.reviews = [Review("1", date(2024, 5, 29), None, "PN1")]
    whole, part = measure_all(record, [measure("reviews_held")], [YEAR], {}, ["officer"])
    assert (whole.note, part.group) == (None, {"officer": "not recorded"})
    assert part.note == (
        "officer cannot be told: Nothing that was loaded holds the service's own work. Load a record that does."
    )


@pytest.mark.parametrize("name", all_measures())
def test_the_same_children_and_periods_give_the_same_definition(name: str) -> None:
    assert measure(name).definition == measure(name).definition
    assert len({each.definition for each in all_measures().values()}) == len(all_measures())
