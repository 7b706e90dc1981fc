"""`handrail store` as a person runs it."""

import json
from pathlib import Path

import pytest
from tests.builders import write_set
from tests.integration.test_commands import YEAR, run


@pytest.fixture
def small(tmp_path: Path) -> Path:
    reviews = ["=1,01/01/2015,31/05/2024,PN1", "=1,01/01/2015,30/08/2024,PN1", "=1,01/01/2015,31/02/2025,PN1"]
    return write_set(tmp_path / "set", ["=1,01/01/2015"], ["=1,01/05/2024,S,C2,U6,,"], reviews)


def test_nothing_is_written_until_it_is_asked_for(small: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    found = run("store", "import", store, small, "--format", "json")
    counts = {row["table"]: row for row in json.loads(found.stdout)}
    assert counts["reviews"] == {
        "table": "reviews", "new": 2, "changed": 0, "vanished": 0, "refused": 1, "unchanged": 0,
    }  # fmt: skip
    assert "--apply" in found.stderr
    assert not store.exists()


def test_import_show_go_back_and_check(small: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert run("store", "import", store, small, "--apply", "--author", "Ada", "--note", "year end").returncode == 0
    assert "Nothing to do" in run("store", "import", store, small, "--apply").stderr
    (small / "reviews.csv").write_text("CHILD,DOB,REVIEW,REVIEW_CODE\n=1,01/01/2015,31/05/2024,PN2\n")
    rows = run("store", "import", store, small, "--rows", "--format", "csv").stdout.splitlines()
    assert rows[1:] == [
        "reviews,changed,'=1|2024-05-31,participation,PN1,PN2,reviews.csv:2",
        "reviews,vanished,'=1|2024-08-30,,participation=PN1,,reviews.csv:3",
    ]
    assert run("store", "import", store, small, "--apply").returncode == 0
    versions = json.loads(run("store", "show", store, "--format", "json").stdout)
    assert (versions[0]["version"], versions[0]["author"], versions[0]["note"]) == (1, "Ada", "year end")
    assert run("store", "rollback", store, "--to", "1").returncode == 0
    assert "rollback to 1" in run("store", "show", store).stdout
    assert run("store", "check", store).returncode == 0
    next((store / "objects").iterdir()).write_bytes(b"")
    assert run("store", "check", store).returncode == 1


def test_a_store_is_read_as_the_files_that_went_into_it(small: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run("store", "import", store, small, "--apply")
    theirs = run("measure", store, *YEAR, "--format", "json")
    assert theirs.stdout == run("measure", small, *YEAR, "--format", "json").stdout
    assert len(json.loads(run("rows", "reviews_held", store, *YEAR, "--format", "json").stdout)) == 2
    assert run("record", store, "--out", tmp_path / "record").returncode == 0
    assert run("check", store).returncode == 0
    report = ["report", store, "--year", "2024-25", "--authority", "Fairlea", "--out", tmp_path / "report"]
    assert run(*report).returncode == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ["store"],
        ["store", "show", "/nowhere"],
        ["store", "rollback", "/nowhere", "--to", "1"],
        ["store", "check", "/nowhere"],
        ["store", "import", "/proc/store", "src", "--apply"],
    ],
)
def test_wrong_use_is_told_in_words(wrong: list[str], small: Path) -> None:
    found = run(*(str(small) if word == "src" else word for word in wrong))
    assert found.returncode == 2
    assert found.stdout == "" or wrong[-1] == "--apply"
    assert "Traceback" not in found.stderr
    assert found.stderr
