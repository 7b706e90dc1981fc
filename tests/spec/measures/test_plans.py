"""Child protection plans by length and return, worked through (data standards 5.8)."""

from datetime import date, timedelta

import pytest

from handrail.measures.definitions import measure
from handrail.measures.engine import measure_all
from handrail.measures.periods import Period
from handrail.record.record import Record
from handrail.record.tables import Child, Plan

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))


def counts(name: str, *plans: Plan) -> tuple[int | None, ...]:
    record = Record(children=[Child("1", date(2015, 1, 1))], plans=list(plans))
    found = measure_all(record, [measure(name)], [YEAR], {})[0]
    return found.numerator, found.denominator, found.not_assessable, found.not_recorded


def bands(name: str, group: str, *plans: Plan) -> dict[str, int | None]:
    found = measure_all(Record(plans=list(plans)), [measure(name)], [YEAR], {}, [group])
    return {figure.group[group]: figure.numerator for figure in found if figure.group}


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (91, "3 months or less"),
        (92, "more than 3 months to 6 months"),
        (183, "more than 3 months to 6 months"),
        (184, "more than 6 months, less than 1 year"),
        (365, "1 year, less than 2 years"),
        (729, "1 year, less than 2 years"),
        (730, "2 years or more"),
    ],
)
def test_open_plans_by_length(days: int, band: str) -> None:
    assert bands("cp_plans_open", "length_band", Plan("1", YEAR.last - timedelta(days=days))) == {band: 1}


def test_ended_plans_count_their_last_day() -> None:
    """The national figure on plans of two years says more than 729 days, the day of cessation counted (LAIT 98)."""
    began = date(2023, 1, 10)
    for days, long in ((728, 0), (729, 1)):
        plan = Plan("1", began, began + timedelta(days=days))
        assert counts("cp_plans_ended_2_years", plan)[:2] == (long, 1)
        band = "2 years or more" if long else "1 year, less than 2 years"
        assert bands("cp_plans_ended", "length_band_ended", plan) == {band: 1}


@pytest.mark.parametrize(
    ("name", "last_day_in"),
    [
        ("cp_plans_open_9_months", date(2024, 6, 30)),  # 31 March is the last day of nine months from 30 June
        ("cp_plans_open_12_months", date(2024, 3, 31)),
        ("cp_plans_open_15_months", date(2023, 12, 31)),
        ("cp_plans_open_2_years", date(2023, 4, 1)),
    ],
)
def test_plans_that_drift(name: str, last_day_in: date) -> None:
    assert counts(name, Plan("1", last_day_in))[:2] == (1, 1)
    assert counts(name, Plan("1", last_day_in + timedelta(days=1)))[:2] == (0, 1)


def test_second_or_subsequent_plans() -> None:
    started = date(2024, 6, 1)
    earlier = Plan("1", date(2020, 1, 1), date(2020, 6, 1))
    name = "cp_plans_second_or_subsequent"
    assert counts(name, Plan("1", started, previous_plans=0)) == (0, 1, 0, 0)
    assert counts(name, Plan("1", started, previous_plans=2)) == (1, 1, 0, 0)
    assert counts(name, earlier, Plan("1", started)) == (1, 1, 0, 0), "as the data show, where the census does not say"
    assert counts(name, Plan("1", started)) == (0, 0, 0, 1)


def test_plans_within_two_years_of_the_one_before() -> None:
    name, before = "cp_plans_again_within_2_years", Plan("1", date(2021, 1, 1), date(2022, 6, 1))
    assert counts(name, before, Plan("1", date(2024, 6, 1))) == (1, 1, 0, 0)
    assert counts(name, before, Plan("1", date(2024, 6, 2))) == (0, 1, 0, 0)
    assert counts(name, Plan("1", date(2024, 6, 1), previous_plans=0)) == (0, 1, 0, 0)
    assert counts(name, Plan("1", date(2024, 6, 1), previous_plans=1)) == (0, 0, 1, 0), "the earlier one is not here"
    assert counts(name, Plan("1", date(2024, 6, 1))) == (0, 0, 0, 1)


def test_what_starts_and_ends_reconciles_with_what_is_open() -> None:
    plans = [
        Plan("1", date(2024, 3, 31), date(2024, 4, 1)),
        Plan("2", date(2024, 4, 1)),
        Plan("3", date(2025, 3, 31), date(2025, 3, 31)),
    ]
    record = Record(plans=plans)
    before = Period(date(2024, 3, 31), date(2024, 3, 31))
    started, ended, opened, closing = (
        measure_all(record, [measure(name)], [period], {})[0].numerator or 0
        for name, period in (
            ("cp_plans_started", YEAR), ("cp_plans_ended", YEAR), ("cp_plans_open", before), ("cp_plans_open", YEAR),
        )
    )  # fmt: skip
    assert (opened, started, ended, closing) == (1, 2, 2, 1)
    assert opened + started - ended == closing
