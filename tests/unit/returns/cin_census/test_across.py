from pathlib import Path

from tests.unit.returns.cin_census.made_up import child, details, message, plan, read_well, reviews

from handrail.returns.cin_census import across
from handrail.returns.cin_census.rows import REVIEWS


def found(folder: Path, before: str, after: str, first_year: str = "2024", second_year: str = "2025") -> list[str]:
    """What is wrong between two censuses that hold these plans of one child."""
    texts = [(before, first_year), (after, second_year)]
    censuses = [
        read_well(folder, message(child("C1", details(plans)), f"{year}-03-31"), f"{year}.xml") for plans, year in texts
    ]
    return [f"{each.file}: {each.message.partition(': ')[2]}" for each in across.check(censuses[::-1])]


OPEN = plan("2024-01-24", "", reviews("2024-03-20"))


def test_a_plan_carried_on_joins(tmp_path: Path) -> None:
    assert found(tmp_path, OPEN, plan("2024-01-24", "2024-12-11")) == []
    assert found(tmp_path, plan("2024-01-24", "2024-03-30"), plan("2024-06-05", "")) == []


def test_an_open_plan_that_is_gone_does_not(tmp_path: Path) -> None:
    assert found(tmp_path, OPEN, plan("2024-06-05", "")) == [
        "2024.xml: the plan of 24/01/2024 is open at the end of the year but not in the next census (2025.xml)."
    ]


def test_an_older_plan_that_is_new_does_not(tmp_path: Path) -> None:
    assert found(tmp_path, plan("2023-06-07", "2023-09-06"), OPEN) == [
        "2025.xml: the plan of 24/01/2024 began in an earlier year but is not in that year's census (2024.xml)."
    ]


def test_a_year_between_is_missed_once(tmp_path: Path) -> None:
    assert found(tmp_path, OPEN, plan("2025-06-04", ""), second_year="2026") == [
        "2026.xml: between 2024.xml (31/03/2024) and this census a year is missing."
    ]


def test_one_year_given_twice_and_a_census_without_plans_say_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, OPEN, plan("2023-06-07", "2023-09-06"), second_year="2024") == []
    census = read_well(tmp_path, message(child("C1", details(OPEN)), "2024-03-31"), "a.xml")
    census.tables = frozenset({REVIEWS})
    later = read_well(tmp_path, message(child("C1", details(plan("2024-06-05", ""))), "2025-03-31"), "b.xml")
    assert list(across.check([census, later])) == []
