"""The commands as a person runs them: what they print, where, and with which exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.builders import write_set

HANDRAIL = str(Path(sys.executable).with_name("handrail"))
YEAR = ["--from", "2024-04-01", "--to", "2025-03-31"]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([HANDRAIL, *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    reviews = ["1,01/01/2015,31/05/2024,PN1", "1,01/01/2015,30/08/2024,PN1", "1,01/01/2015,28/02/2025,PN1"]
    return write_set(tmp_path / "set", ["1,01/01/2015"], ["1,01/05/2024,S,C2,U6,,"], reviews)


def test_due_prints_one_object() -> None:
    found = json.loads(run("due", "icpc", "--from", "2025-12-12", "--format", "json").stdout)
    assert (found["due"], found["latest_practical"]) == ("2026-01-07", "2026-01-07")
    assert set(found["because"]) >= {"rule", "counting", "law", "version", "days_skipped"}


@pytest.mark.parametrize(
    "wrong",
    [
        ["due", "nothing", "--from", "2025-12-12"],
        ["due", "icpc", "--from", "12/12/2025"],
        ["due", "icpc", "--from", "2040-01-01"],
        ["due", "icpc", "--from", "2025-12-12", "--set", "basis=lunar"],
        ["due", "icpc", "--from", "2025-12-12", "--set", "colour=red"],
        ["due", "icpc", "--from", "2025-12-12", "--set", "paused=²"],
        ["fictional", "--children", "²", "--out", "/nowhere/at/all"],
        ["measure", "/nowhere/at/all", *YEAR],
        ["report", ".", "--year", "9999-00", "--authority", "Fairlea", "--out", "/nowhere/at/all"],
        ["measure"],
    ],
)
def test_wrong_use_is_told_in_words_with_exit_code_2(wrong: list[str]) -> None:
    found = run(*wrong)
    assert found.returncode == 2
    assert found.stdout == ""
    assert "Traceback" not in found.stderr
    assert found.stderr


def test_check_exits_0_without_errors_and_1_with(small: Path) -> None:
    assert run("check", small).returncode == 0
    (small / "reviews.csv").write_text("CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/01/2015,31/02/2025,PN1\n")
    found = run("check", small, "--format", "json")
    assert found.returncode == 1
    told = json.loads(found.stdout)
    assert set(told[0]) == {"rule", "severity", "file", "row", "child", "field", "value", "message", "what_to_do"}
    assert ("903-166", "reviews.csv", 2, "31/02/2025") in {(p["rule"], p["file"], p["row"], p["value"]) for p in told}


def test_measure_prints_one_array_and_nothing_else_on_standard_output(small: Path) -> None:
    found = run("measure", small, *YEAR, "--format", "json")
    rows = json.loads(found.stdout)
    assert found.returncode == 0
    assert len(rows) == 18
    held = next(row for row in rows if row["measure"] == "reviews_held_on_time")
    assert (held["numerator"], held["denominator"], held["value"]) == (3, 3, 1.0)
    assert held["period"] == {"from": "2024-04-01", "to": "2025-03-31"}
    assert held["settings"]["basis"] == "statutory"


def test_measure_by_month_has_a_row_a_month(small: Path) -> None:
    found = run("measure", small, *YEAR, "--by", "month", "--only", "reviews_held", "--format", "json")
    assert [row["numerator"] for row in json.loads(found.stdout)] == [0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0]


def test_rows_lists_the_records_behind_a_figure(small: Path) -> None:
    rows = json.loads(run("rows", "reviews_held_on_time", small, *YEAR, "--format", "json").stdout)
    assert [(row["child"], row["event_on"], row["outcome"]) for row in rows] == [
        ("1", "2024-05-31", "met"),
        ("1", "2024-08-30", "met"),
        ("1", "2025-02-28", "met"),
    ]
    assert rows[0]["read_from"] == "reviews.csv:2"


def test_a_record_measures_as_the_returns_it_was_made_from(small: Path, tmp_path: Path) -> None:
    for format in ("csv", "parquet"):
        assert run("record", small, "--out", tmp_path / format, "--format", format).returncode == 0
        theirs = run("measure", tmp_path / format, *YEAR, "--format", "json").stdout
        assert theirs == run("measure", small, *YEAR, "--format", "json").stdout


def test_report_writes_its_files_and_rows_only_when_asked(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "report"
    report = ["report", small, "--year", "2024-25", "--authority", "Fairlea", "--out", out]
    assert run(*report).returncode == 0
    documents = ["index.html", "report.docx", "report.pdf", "report.xlsx"]
    assert sorted(path.name for path in out.iterdir()) == ["figures.json", *documents]
    assert not (tmp_path / "report-rows").exists()
    figures = json.loads((out / "figures.json").read_text())
    measured = {row["measure"]: row for row in json.loads(run("measure", small, *YEAR, "--format", "json").stdout)}
    of_the_year = [row for row in figures if row["period"] == {"from": "2024-04-01", "to": "2025-03-31"}]
    whole = [row for row in of_the_year if not row["group"] and row["measure"] in measured]
    bound = [row for row in whole if row["settings"] == measured[row["measure"]]["settings"]]
    assert bound
    assert all(row == measured[row["measure"]] for row in bound)
    assert run(*report, "--with-rows").returncode == 0
    rows = (tmp_path / "report-rows/reviews_held.csv").read_text().splitlines()
    assert len(rows) == 4
    assert "reviews.csv" not in rows[1]


REPORT = ["--year", "2024-25"]


def test_a_report_on_a_year_after_the_data_is_refused(small: Path, tmp_path: Path) -> None:
    found = run("report", small, "--year", "2025-26", "--authority", "Fairlea", "--out", tmp_path / "report")
    assert found.returncode == 2
    assert "end on 2025-03-31, before 2025-04-01 when the period begins" in found.stderr
    assert not (tmp_path / "report").exists()


def test_the_authority_is_named_once(small: Path, tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text('authority = "Fairlea"\n')
    report = ["report", small, *REPORT, "--out", tmp_path / "report"]
    assert "--authority is needed" in run(*report).stderr
    differs = run(*report, "--profile", profile, "--authority", "Elsewhere")
    assert differs.returncode == 2
    assert "profile.toml is the profile of 'Fairlea'" in differs.stderr
    assert not (tmp_path / "report").exists()
    assert run(*report, "--profile", profile).returncode == 0


def test_rows_lie_beside_a_report_written_to_the_folder_one_is_in(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    command = [HANDRAIL, "report", small, *REPORT, "--authority", "Fairlea", "--out", ".", "--with-rows"]
    found = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, cwd=folder)
    assert found.returncode == 0, found.stderr
    assert (tmp_path / "here-rows/reviews_held.csv").is_file()
    refused = run("report", small, *REPORT, "--authority", "Fairlea", "--out", "/", "--with-rows")
    assert refused.returncode == 2
    assert "Choose another --out" in refused.stderr


@pytest.mark.parametrize(
    "command",
    [["report", *REPORT, "--authority", "Fairlea"], ["record"], ["fictional", "--children", "5"]],
    ids=lambda command: command[0],
)
def test_what_cannot_be_written_is_told_in_words(small: Path, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "file").write_text("not a folder")
    paths = [] if command[0] == "fictional" else [small]
    found = run(*command, *paths, "--out", tmp_path / "file")
    assert found.returncode == 2
    assert f"cannot write to '{tmp_path / 'file'}" in found.stderr
    assert "Traceback" not in found.stderr


def test_text_says_once_what_the_data_do_not_reach(small: Path) -> None:
    found = run("measure", small, "--from", "2025-04-01", "--to", "2026-03-31")
    assert found.stderr.count("The data loaded end on 2025-03-31 (children looked after)") == 1
    assert "end on" not in found.stdout


def test_every_public_set_can_be_checked_and_measured(shared: Path) -> None:
    for folder in sorted(path for path in (shared / "data/public").iterdir() if path.is_dir()):
        for command in (["check", folder], ["measure", folder, *YEAR]):
            found = run(*command, "--format", "json")
            assert found.returncode in (0, 1), (folder.name, found.stderr)
            assert "Traceback" not in found.stderr
            assert isinstance(json.loads(found.stdout), list)
