"""Each rule of the looked-after return that touches reviews: an example where it speaks and one where it is silent."""

from pathlib import Path

import pytest
from tests.builders import write_set

from handrail.record.problems import Problem
from handrail.returns.load import check, load
from handrail.timescales import findings, subjects
from handrail.timescales.working_days import england

CARE = ["1,01/05/2024,S,C2,U6,,"]
BORN = ["1,01/01/2015"]


def problems(folder: Path) -> list[Problem]:
    loaded = load([folder])
    rows = subjects.build(loaded.record)
    return [
        *loaded.problems,
        *check(loaded, england().before),
        *findings.find(loaded.record, rows, england()),
    ]


def rules(folder: Path) -> list[tuple[str, int | None]]:
    return [(problem.rule, problem.row) for problem in problems(folder)]


RULES = [
    ("903-166", "1,01/01/2015,31/02/2025,PN1", "1,01/01/2015,28/05/2024,PN1"),
    ("903-166", "1,01/01/2015,28/05/24,PN1", "1,01/01/2015,28/05/2024,PN1"),
    ("903-166", "1,01/01/2015,,", "1,01/01/2015,28/05/2024,PN1"),
    ("903-167", "1,01/01/2015,28/05/2024,PN9", "1,01/01/2015,28/05/2024,PN7"),
    ("903-167", "1,01/01/2015,28/05/2024,", "1,01/01/2015,28/05/2024,pn1"),
    ("903-167", "1,01/01/2015,,PN1", "1,01/01/2015,,"),
    ("903-440", "1,01/01/2015,28/05/2024,PN0", "1,28/05/2020,28/05/2024,PN0"),
    ("903-441", "1,29/05/2020,28/05/2024,PN1", "1,28/05/2020,28/05/2024,PN1"),
    ("HR-LAC-1", "1,01/01/2015,30/04/2024,PN1", "1,01/01/2015,01/05/2024,PN1"),
    ("HR-LAC-4", "1,01/01/2015,,PN1", "1,01/01/2015,28/05/2024,PN1"),
    ("HR-LAC-6", "1,01/01/2015,03/06/2024,PN1", "1,01/01/2015,31/05/2024,PN1"),
    ("HR-LAC-9", "1,01/01/2015,28/05/2023,PN1", "1,01/01/2015,28/05/2024,PN1"),
]


@pytest.mark.parametrize(("rule", "speaks", "silent"), RULES)
def test_the_rule_speaks_for_the_one_row_and_not_for_the_other(
    tmp_path: Path, rule: str, speaks: str, silent: str
) -> None:
    write_set(tmp_path / "a", BORN, CARE, [speaks])
    write_set(tmp_path / "b", [], CARE, [silent])
    assert (rule, 2) in rules(tmp_path / "a")
    assert rule not in [found for found, _ in rules(tmp_path / "b")]


def test_a_child_only_in_short_breaks_has_no_reviews_to_report(tmp_path: Path) -> None:
    write_set(tmp_path / "a", BORN, ["1,01/05/2024,S,V4,U6,,"], ["1,01/01/2015,28/05/2024,PN1"])
    care_after = ["1,01/05/2024,S,V4,U6,01/06/2024,X1", "1,01/06/2024,L,C2,U6,,"]
    write_set(tmp_path / "b", BORN, care_after, ["1,01/01/2015,28/06/2024,PN1"])
    assert ("903-399", 2) in rules(tmp_path / "a")
    assert "903-399" not in [found for found, _ in rules(tmp_path / "b")]


def test_the_same_review_twice_is_told_and_counted_once(tmp_path: Path) -> None:
    write_set(tmp_path, BORN, CARE, ["1,01/01/2015,28/05/2024,PN1", "1,01/01/2015,28/05/2024,PN5"])
    assert ("HR-LAC-2", 3) in rules(tmp_path)
    reviews = load([tmp_path]).record.reviews
    assert [(review.opened_on.isoformat(), review.participation) for review in reviews] == [("2024-05-28", None)]


def test_reviews_crowded_into_20_working_days_are_queried(tmp_path: Path) -> None:
    write_set(tmp_path / "a", BORN, CARE, ["1,01/01/2015,28/05/2024,PN1", "1,01/01/2015,25/06/2024,PN1"])
    write_set(tmp_path / "b", BORN, CARE, ["1,01/01/2015,28/05/2024,PN1", "1,01/01/2015,26/06/2024,PN1"])
    assert ("HR-LAC-3", 3) in rules(tmp_path / "a")
    assert "HR-LAC-3" not in [found for found, _ in rules(tmp_path / "b")]


def test_what_is_overdue_at_the_end_of_the_year_is_queried_at_the_review_it_runs_from(tmp_path: Path) -> None:
    write_set(tmp_path, BORN, CARE, ["1,01/01/2015,28/05/2024,PN1"])
    assert ("HR-LAC-5", 2) in rules(tmp_path)


def test_one_child_with_two_birth_dates_is_told_once(tmp_path: Path) -> None:
    reviews = ["1,02/01/2015,28/05/2024,PN1", "1,02/01/2015,28/08/2024,PN1"]
    write_set(tmp_path, BORN, CARE, reviews)
    assert [found for found, _ in rules(tmp_path)].count("HR-LAC-7") == 1


def test_years_that_do_not_join_are_told_in_both_directions(tmp_path: Path) -> None:
    write_set(tmp_path / "2024", BORN, ["1,01/05/2023,S,C2,U6,,", "9,01/02/2024,S,C2,U6,,"], [])
    write_set(
        tmp_path / "2025",
        BORN,
        ["1,01/05/2023,S,C2,U6,,", "8,01/02/2024,S,C2,U6,,", "1,02/05/2024,P,C2,U6,,"],
        [],
    )
    told = {(problem.rule, problem.file, problem.child) for problem in problems(tmp_path)}
    assert ("HR-LAC-8", "2024/episodes.csv", "9") in told
    assert ("HR-LAC-8", "2025/episodes.csv", "8") in told
    assert ("HR-LAC-8", "2024/episodes.csv", "1") not in told


def test_a_missing_year_between_two_is_told(tmp_path: Path) -> None:
    write_set(tmp_path / "2023", BORN, ["1,01/05/2022,S,C2,U6,,"], [])
    write_set(tmp_path / "2025", BORN, ["1,01/05/2024,S,C2,U6,,"], [])
    assert any("a year is missing" in problem.message for problem in problems(tmp_path))


def test_a_code_of_another_year_is_told(tmp_path: Path) -> None:
    write_set(tmp_path, BORN, ["1,01/05/2025,S,C2,H5,,", "2,01/05/2025,S,C2,K3,,"], [])
    assert [
        (problem.row, problem.field, problem.value) for problem in problems(tmp_path) if problem.rule == "HR-LAC-10"
    ] == [(2, "PLACE", "H5")]


def test_a_rule_that_cannot_run_says_so(tmp_path: Path) -> None:
    write_set(tmp_path, None, None, ["1,,28/05/2024,PN1"])
    notes = [problem.message for problem in problems(tmp_path) if problem.severity == "note"]
    assert any("903-399 could not run" in note for note in notes)
    assert any("903-440 could not run" in note for note in notes)


def test_counts_on_the_public_set(shared: Path, tmp_path: Path) -> None:
    public = shared / "data/public/d2i-csc-validator-be-903"
    loaded = load(sorted(public.glob("*.csv")))
    found = [problem.rule for problem in check(loaded, england().before)]
    expected = {"903-166": 0, "903-167": 0, "903-399": 967, "903-440": 1435, "903-441": 663}
    assert {rule: found.count(rule) for rule in expected} == expected
