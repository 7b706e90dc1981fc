"""The commands: figures of either record, the report of both, and the correction list of the twin ledger."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.builders import write, write_set

HANDRAIL = str(Path(sys.executable).with_name("handrail"))
YEAR = ["--from", "2024-04-01", "--to", "2025-03-31"]
CORRECTIONS = "table,key,field,recorded,verified,reason,author,corrected_on"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([HANDRAIL, *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    """Sixty first reviews, the first twenty recorded on 3 June, after the due date of 30 May; ten of these set right."""
    numbers = range(10, 70)
    folder = write_set(
        tmp_path / "set",
        [f"{number},01/01/2015" for number in numbers],
        [f"{number},01/05/2024,S,C2,U6,30/09/2024,E13" for number in numbers],
        [f"{number},01/01/2015,{'03/06/2024' if number < 30 else '29/05/2024'},PN1" for number in numbers],
    )
    lines = [
        f"reviews,{number}|2024-06-03,opened_on,2024-06-03,2024-05-29,Day of the form,A. Manager,2025-05-01"
        for number in range(10, 20)
    ]
    write(folder / "corrections.csv", CORRECTIONS, lines)
    return folder


@pytest.mark.parametrize(("chosen", "in_time"), [("recorded", 40), ("verified", 50)])
def test_a_figure_of_either_record(returns: Path, chosen: str, in_time: int) -> None:
    only = ["--only", "reviews_held_on_time", "--format", "json", "--set", f"basis_of_record={chosen}"]
    found = run("measure", returns, *YEAR, *only)
    (row,) = json.loads(found.stdout)
    assert (row["numerator"], row["denominator"]) == (in_time, 60)
    assert row["settings"]["basis_of_record"] == chosen


def test_a_report_prints_both_with_the_corrections_between(returns: Path, tmp_path: Path) -> None:
    options = ["--year", "2024-25", "--authority", "Fairlea", "--both-records", "--out", tmp_path / "report"]
    found = run("report", returns, *options)
    assert found.returncode == 0, found.stderr
    page = (tmp_path / "report/index.html").read_text(encoding="utf-8")
    assert "As recorded and as verified" in page
    assert "two views of the record is 10" in " ".join(page.replace("<strong>", "").split())
    assert "66.7%" in page
    assert "83.3%" in page
    figures = json.loads((tmp_path / "report/figures.json").read_text(encoding="utf-8"))
    views = {
        row["settings"]["basis_of_record"]: row["numerator"]
        for row in figures
        if row["measure"] == "reviews_held_on_time" and row["period"] == {"from": "2024-04-01", "to": "2025-03-31"}
    }
    assert views == {"recorded": 40, "verified": 50}


def test_where_one_record_hides_a_small_number_the_other_does_not_give_it_away(returns: Path, tmp_path: Path) -> None:
    with (returns / "corrections.csv").open("a", encoding="utf-8") as file:
        for number in range(20, 28):  # leaves two late reviews in the verified record
            file.write(
                f"reviews,{number}|2024-06-03,opened_on,2024-06-03,2024-05-29,Day of the form,A. Manager,2025-05-01\n"
            )
    options = ["--year", "2024-25", "--authority", "Fairlea", "--both-records", "--out", tmp_path / "report"]
    assert run("report", returns, *options).returncode == 0
    page = (tmp_path / "report/index.html").read_text(encoding="utf-8")
    table = page.partition('id="table-reviews-in-both-records"')[2].partition("</table>")[0]
    assert table.count("not shown") == 1
    assert "91.6% or more" in table
    assert ">58<" not in page
    assert "96.7%" not in page


def test_a_report_of_one_record_says_nothing_of_the_other(returns: Path, tmp_path: Path) -> None:
    run("report", returns, "--year", "2024-25", "--authority", "Fairlea", "--out", tmp_path / "report")
    assert "as verified" not in (tmp_path / "report/index.html").read_text(encoding="utf-8")


CIN = {
    "header.csv": ("Collection,Year,ReferenceDate,LEA", ["CIN,2025,2025-03-31,999"]),
    "ChildIdentifiers.csv": ("LAchildID,UPN,PersonBirthDate,Sex", [f"{n},UN1,2015-01-01,M" for n in (1, 2, 3)]),
    "CINdetails.csv": (
        "LAchildID,CINdetailsID,CINreferralDate,DateOfInitialCPC,ReferralNFA",
        [f"{n},1,2025-01-02,,0" for n in (1, 2, 3)],
    ),
    "Section47.csv": (
        "LAchildID,CINdetailsID,S47ActualStartDate,InitialCPCtarget,DateOfInitialCPC,ICPCnotRequired",
        # Due on 27 January; on 24 January counted inclusively; and something else.
        ["1,1,2025-01-06,2025-01-27,2025-01-20,0", "2,1,2025-01-06,2025-01-24,2025-01-20,0", "3,1,2025-01-06,2025-02-28,2025-01-20,0"],
    ),
}  # fmt: skip


@pytest.fixture
def census(tmp_path: Path) -> Path:
    folder = tmp_path / "cin"
    folder.mkdir()
    for name, (header, rows) in CIN.items():
        write(folder / name, header, rows)
    return folder


def test_reconcile_hands_back_a_correction_list(census: Path) -> None:
    found = run("reconcile", census, "--format", "json")
    assert found.returncode == 0
    lines = json.loads(found.stdout)
    assert [
        (line["child_id"], line["our_due_on"], line["their_due_on"], line["days"], line["kind"]) for line in lines
    ] == [
        ("2", "2025-01-27", "2025-01-24", -3, "inclusive_count"),
        ("3", "2025-01-27", "2025-02-28", 32, "unknown"),
    ]
    assert lines[0]["law"]
    assert "1 agree, 2 differ." in found.stderr
    as_csv = list(csv.DictReader(io.StringIO(run("reconcile", census, "--format", "csv").stdout)))
    assert [row["what_to_do"] for row in as_csv] == [line["what_to_do"] for line in lines]
    text = run("reconcile", census).stdout
    assert text.count("\n") == 2
    assert "ours 2025-01-27  theirs 2025-01-24 (-3 days)" in text
