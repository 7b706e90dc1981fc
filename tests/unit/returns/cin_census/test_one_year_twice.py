"""Two censuses of one year are told once, with both names; parts of one census are not."""

from datetime import date
from pathlib import Path

from tests.unit.returns.cin_census.made_up import child, details, message, plan

from handrail.returns.load import load


def written(folder: Path, name: str, child_id: str, day: str = "2025-03-31") -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(message(child(child_id, details(plan("2024-06-05"))), day))


def told(folder: Path) -> list[tuple[str, str]]:
    return [(each.severity, each.message) for each in load([folder]).problems if each.rule == "HR-CP-8"]


def test_two_censuses_of_one_year_are_told_once(tmp_path: Path) -> None:
    written(tmp_path, "draft/census.xml", "C1")
    written(tmp_path, "final/census.xml", "C2")
    written(tmp_path, "before/census.xml", "C1", "2024-03-31")
    ((severity, message),) = told(tmp_path)
    assert severity == "error"
    assert message.startswith("draft/census.xml and final/census.xml are all of the census year to 31/03/2025.")


def test_files_of_one_folder_complete_each_other_where_no_child_stands_twice(tmp_path: Path) -> None:
    written(tmp_path, "north.xml", "C1")
    written(tmp_path, "south.xml", "C2")
    assert told(tmp_path) == []
    written(tmp_path, "south.xml", "C1")
    assert len(told(tmp_path)) == 1


def test_the_last_day_of_the_censuses_is_known(tmp_path: Path) -> None:
    written(tmp_path, "2025.xml", "C1")
    written(tmp_path, "2024.xml", "C1", "2024-03-31")
    assert load([tmp_path]).record.protection_to == date(2025, 3, 31)
