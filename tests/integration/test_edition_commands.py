"""The command `handrail edition`, through two years of a fictional authority: real reports, real files."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from handrail.cli.main import main

ROLE = ["--role", "manager"]
LAST_YEAR = """# What was held

In the year, {{ number reviews_held_on_time }} of reviews were held on time. In the year before, the share of reviews held on
time was {{ number reviews_held_on_time in last_year }}.
"""
CAUSE = "\nThe number of children is explained by {{ number looked_after_children }} who are looked after.\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an authority of 90 children, its own chapter, and its published edition of 2024/25."""
    folder = tmp_path_factory.mktemp("made")
    assert main(["fictional", "--children", "90", "--seed", "5", "--out", str(folder / "authority")]) == 0
    (folder / "text").mkdir()
    (folder / "text/08-held.md").write_text(LAST_YEAR, encoding="utf-8")
    assert drafted(folder, "2024-25", folder / "authority/record") == 0
    edition = str(folder / "editions/annual_report/2024-25/1")
    for act, who in (("check", "Ben"), ("approve", "Cai"), ("publish", "Dot")):
        assert main(["edition", act, edition, "--by", who, *ROLE]) == 0
    return folder


def drafted(folder: Path, year: str, record: Path, *more: str) -> int:
    where = ["edition", "draft", str(folder / "editions"), str(record), "--year", year, "--authority", "Fairlea"]
    return main([*where, "--text", str(folder / "text"), "--by", "Ada", *ROLE, *more])


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """The same to work on."""
    shutil.copytree(made, tmp_path / "made")
    return tmp_path / "made"


@pytest.fixture
def corrected(folder: Path) -> Path:
    """The record a year later: three reviews of 2024/25 that were held late have their true days."""
    record = folder / "record"
    shutil.copytree(folder / "authority/record", record)
    listed = subprocess.run(
        [sys.executable, "-m", "handrail.cli.main", "rows", "reviews_held_on_time", str(record), "--from", "2024-04-01",
         "--to", "2025-03-31", "--format", "json"], capture_output=True, text=True, check=True,
    )  # fmt: skip
    late = [row for row in json.loads(listed.stdout) if row["outcome"] == "not_met"][:3]
    assert len(late) == 3
    text = (record / "reviews.csv").read_text(encoding="utf-8")
    for row in late:
        text = text.replace(f"{row['child']},{row['event_on']},", f"{row['child']},{row['due_on']},")
    (record / "reviews.csv").write_text(text, encoding="utf-8")
    return record


@pytest.mark.slow
def test_a_report_is_the_same_to_the_last_byte_in_another_process(folder: Path, tmp_path: Path) -> None:
    edition = folder / "editions/annual_report/2024-25/1"
    again = subprocess.run(
        [sys.executable, "-m", "handrail.cli.main", "edition", "rebuild", edition, "--out", tmp_path / "again"],
        env={**os.environ, "PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert again.returncode == 0, again.stderr
    assert "Every byte is the same." in again.stderr
    outputs = {path.name for path in (tmp_path / "again/outputs").iterdir()}
    assert outputs == {"index.html", "report.docx", "report.pdf", "report.xlsx"}
    for name in outputs:
        assert (tmp_path / "again/outputs" / name).read_bytes() == (edition / "outputs" / name).read_bytes()


@pytest.mark.slow
def test_next_years_report_prints_what_was_published_and_shows_the_restatement(
    folder: Path, corrected: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = (folder / f"editions/annual_report/{year}/1" for year in ("2024-25", "2025-26"))
    published = shares(first, "2024-04-01")["reviews_held_on_time"]
    assert drafted(folder, "2025-26", corrected, "--audience", "internal") == 0
    assert "earlier figures are those published in annual_report/2024-25/1" in capsys.readouterr().err
    page = (second / "outputs/index.html").read_text(encoding="utf-8")
    assert shares(second, "2024-04-01")["reviews_held_on_time"] == published
    assert "What was published before" in page
    assert main(["edition", "compare", str(first), str(second), "--format", "json"]) == 0
    found = {row["figure"]: row for row in json.loads(capsys.readouterr().out)}
    held = found["reviews_held_on_time, 2024-04-01 to 2025-03-31"]
    assert held["published"] == f"{published[0]} of {published[1]}"
    assert held["now"] == f"{published[0] + 3} of {published[1]}"
    assert held["why"] == "The record was corrected."
    assert f"({published[0]} of {published[1]}" in page
    assert f"({published[0] + 3} of {published[1]}" in page


def shares(edition: Path, first_day: str) -> dict[str, tuple[int, int]]:
    rows = json.loads((edition / "figures.json").read_text())
    return {
        row["measure"]: (row["numerator"], row["denominator"])
        for row in rows
        if row["period"]["from"] == first_day and not row["group"] and row["denominator"]
    }


@pytest.mark.slow
def test_a_question_is_asked_shown_answered_and_then_approved(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "text/09-cause.md").write_text("# Why\n" + CAUSE, encoding="utf-8")
    assert drafted(folder, "2025-26", folder / "authority/record") == 0
    assert "waits for an answer" in capsys.readouterr().err
    edition = str(folder / "editions/annual_report/2025-26/1")
    assert main(["edition", "check", edition, "--by", "Ben", *ROLE]) == 0
    assert main(["edition", "approve", edition, "--by", "Cai", *ROLE]) == 2
    assert "Answer these questions" in capsys.readouterr().err
    assert main(["edition", "show", edition]) == 0
    assert "question  1." in capsys.readouterr().out
    answer = ["--question", "1", "--words", "The board's minutes of 3 May say so."]
    assert main(["edition", "answer", edition, *answer, "--by", "Ada", *ROLE]) == 0
    assert main(["edition", "approve", edition, "--by", "Cai", *ROLE]) == 0
    assert main(["edition", "send-back", edition, "--reason", "Leave it out.", "--by", "Dot", *ROLE]) == 0
    assert main(["edition", "publish", edition, "--by", "Dot", *ROLE]) == 2


def test_editions_are_listed_and_looked_at(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edition = folder / "editions/annual_report/2024-25/1"
    assert main(["edition", "list", str(folder / "editions"), "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["edition"], row["state"]) == ("annual_report/2024-25/1", "published")
    assert main(["edition", "verify", str(edition), "--seal", row["seal"]]) == 0
    capsys.readouterr()
    assert main(["edition", "show", str(edition), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "published"
    (edition / "outputs/report.pdf").chmod(0o644)
    (edition / "outputs/report.pdf").write_bytes(b"%PDF-1.7")
    assert main(["edition", "verify", str(edition), "--format", "json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)
    assert problem["file"] == "outputs/report.pdf"
    (edition / "figures.json").chmod(0o644)
    (edition / "figures.json").write_bytes(b"[]")
    assert main(["edition", "rebuild", str(edition)]) == 2
    assert "figures.json has changed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "nowhere/at/all/1", "--by", "Ben", *ROLE], "no folder of editions"),
        (["list", "nowhere"], "no folder of editions"),
        (["show", "nowhere"], "is no edition"),
        (["compare", "nowhere", "nowhere"], "is no edition"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["edition", *arguments]) == 2
    assert says in capsys.readouterr().err


def test_a_text_that_contradicts_its_numbers_makes_no_edition(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "text/08-held.md").write_text(
        "# Held\n\nThe share rose to {{ number reviews_held_on_time }}.\n", encoding="utf-8"
    )
    assert drafted(folder, "2025-26", folder / "authority/record") == 2
    assert "rose" in capsys.readouterr().err
    assert list((folder / "editions/annual_report").iterdir()) == [folder / "editions/annual_report/2024-25"]
