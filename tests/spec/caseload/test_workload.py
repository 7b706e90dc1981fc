"""By when a child has an officer, and what an officer carries."""

from datetime import date

import pytest

from handrail.caseload.waiting import named_by, says
from handrail.caseload.workload import Load, weighed
from handrail.profiles.allocation import Allocation


@pytest.mark.parametrize(
    ("began_on", "limit", "unit", "due_on"),
    [
        (date(2026, 4, 2), 48, "hour", date(2026, 4, 4)),
        (date(2026, 4, 2), 49, "hour", date(2026, 4, 5)),
        (date(2026, 4, 2), 5, "working_day", date(2026, 4, 13)),  # Good Friday and Easter Monday do not count
        (date(2026, 4, 13), 5, "working_day", date(2026, 4, 20)),
    ],
)
def test_the_limit_counts_hours_or_working_days(began_on: date, limit: int, unit: str, due_on: date) -> None:
    assert named_by(began_on, Allocation(limit=limit, unit=unit)) == due_on


def test_the_limit_is_said_in_words() -> None:
    assert says(Allocation(limit=48, unit="hour")) == "48 hours"
    assert says(Allocation(limit=1)) == "1 working day"


def test_half_hours_double_the_load_and_halve_the_guidance() -> None:
    load = Load(in_care=35, fte_percent=50)
    assert load.for_full_time(35) == 70
    assert load.guided == (25, 35)


def test_without_hours_nothing_is_said() -> None:
    assert Load(in_care=35).for_full_time(35) is None
    assert Load(in_care=35).guided is None


def test_the_authority_weighs_families_plans_and_distance_as_it_likes() -> None:
    load = Load(in_care=50, on_plan=20, siblings=10, far=4)
    assert weighed(load, Allocation()) == 70
    assert weighed(load, Allocation(weight_plan=50, weight_sibling=75, weight_far=25)) == 50 + 10 - 2.5 + 1
