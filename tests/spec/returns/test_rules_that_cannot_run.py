"""A rule that lacks what it looks at says so, and says nothing false instead."""

from pathlib import Path

from tests.builders import write, write_set

from handrail.record.problems import NotRun, Problem
from handrail.returns import record_folder
from handrail.returns.load import Loaded, check, load
from handrail.timescales import findings, subjects
from handrail.timescales.working_days import england

CARE = ["1,01/05/2024,S,C2,U6,,"]
BORN = ["1,01/01/2015"]
OF_REVIEWS = {"903-166", "903-167", "903-440", "903-441"}


def problems(loaded: Loaded) -> list[Problem]:
    rows = subjects.build(loaded.record)
    return [*loaded.problems, *check(loaded, england().before), *findings.find(loaded.record, rows, england())]


def not_run(folder: Path) -> set[str]:
    return {rule for problem in problems(load([folder])) if isinstance(problem, NotRun) for rule in problem.rules}


def test_an_empty_folder_is_no_clean_return(tmp_path: Path) -> None:
    found = problems(load([tmp_path]))
    assert [problem.rule for problem in found if problem.severity == "error"] == ["FILE-NONE"]
    assert not_run(tmp_path) >= OF_REVIEWS | {"903-399", "HR-LAC-1", "HR-LAC-5", "HR-LAC-11", "CIN-8841", "HR-CP-6"}


def test_without_reviews_each_rule_on_them_says_so_and_no_review_is_called_overdue(tmp_path: Path) -> None:
    write_set(tmp_path, BORN, CARE, None)
    found = problems(load([tmp_path]))
    assert {problem.rule for problem in found if problem.severity != "note"} == set()
    assert not_run(tmp_path) >= OF_REVIEWS | {"903-399", *(f"HR-LAC-{number}" for number in (1, 3, 4, 5, 6, 9))}
    assert "HR-LAC-10" not in not_run(tmp_path)


def test_without_episodes_no_review_is_called_outside_care(tmp_path: Path) -> None:
    write_set(tmp_path, BORN, None, ["1,01/01/2015,28/05/2024,PN1"])
    assert not_run(tmp_path) >= {"903-399", *(f"HR-LAC-{number}" for number in (1, 5, 6, 8, 9, 10, 11))}
    assert not_run(tmp_path).isdisjoint(OF_REVIEWS)
    assert {problem.rule for problem in problems(load([tmp_path])) if problem.severity != "note"} == set()


def test_a_whole_set_leaves_no_rule_of_its_own_unrun(tmp_path: Path) -> None:
    write_set(tmp_path, BORN, CARE, ["1,01/01/2015,28/05/2024,PN1"])
    assert not [rule for rule in not_run(tmp_path) if rule.startswith(("903-", "HR-LAC-"))]


def test_on_a_record_the_rules_of_the_returns_say_that_they_did_not_run(tmp_path: Path) -> None:
    returns = write_set(tmp_path / "returns", BORN, CARE, ["1,01/01/2015,28/05/2024,PN1"])
    record_folder.write(load([returns]).record, tmp_path / "record")
    assert not_run(tmp_path / "record") >= OF_REVIEWS | {"CIN-8841"}


def test_a_year_between_that_was_not_loaded_is_no_gap_over_the_limit(tmp_path: Path) -> None:
    """The reviews of 2024/25 may hold the one between; with them there and none in them, the gap is real."""
    care = ["1,01/05/2023,S,C2,U6,,"]
    reviews = ["1,01/01/2015,30/05/2023,PN1", "1,01/01/2015,30/08/2023,PN1", "1,01/01/2015,28/02/2024,PN1"]
    write_set(tmp_path / "2023", BORN, care, reviews)
    write_set(tmp_path / "2024", BORN, ["1,01/05/2023,S,C2,U7,,", "2,01/05/2024,S,C2,U6,01/06/2024,E4A"], None)
    write_set(tmp_path / "2025", BORN, [*care, "3,01/05/2025,S,C2,U6,02/05/2025,E4A"], ["1,01/01/2015,01/03/2026,PN1"])
    found = problems(load([tmp_path]))
    assert "HR-LAC-6" not in {problem.rule for problem in found if problem.severity == "query"}
    assert "HR-LAC-6" in not_run(tmp_path)
    (tmp_path / "2024/reviews.csv").write_text("CHILD,DOB,REVIEW,REVIEW_CODE\n")
    told = [problem for problem in problems(load([tmp_path])) if problem.rule == "HR-LAC-6"]
    assert [(problem.severity, problem.value) for problem in told] == [("query", "01/03/2026")]


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "reviews.csv", "CHILD,DOB,REVIEW,REVIEW_CODE,review", ["1,01/01/2015,28/05/2024,PN1,"])
    found = problems(load([tmp_path]))
    errors = [(problem.rule, problem.row, problem.field) for problem in found if problem.severity == "error"]
    assert ("FILE-HEADER", 1, "REVIEW") in errors
