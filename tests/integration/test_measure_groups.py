"""Splitting figures and choosing families at the keyboard."""

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


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    children = ["1,01/01/2015", "2,01/01/2022"]
    episodes = ["1,01/05/2024,S,C2,U6,,", "2,01/05/2024,S,V2,K2,,"]
    return write_set(tmp_path_factory.mktemp("set"), children, episodes, ["1,01/01/2015,31/05/2024,PN1"])


def test_a_split_figure_follows_the_whole(small: Path) -> None:
    found = run(
        "measure", small, *YEAR, "--only", "looked_after_children", "--group", "legal_status", "--format", "json"
    )
    assert [(row["group"], row["numerator"]) for row in json.loads(found.stdout)] == [
        ({}, 2),
        ({"legal_status": "Full care order"}, 1),
        ({"legal_status": "Accommodated under section 20"}, 1),
    ]


def test_text_sets_the_groups_under_the_measure(small: Path) -> None:
    found = run("measure", small, *YEAR, "--only", "looked_after_children", "--group", "age_band")
    assert [line.split("  2024")[0].rstrip() for line in found.stdout.splitlines()] == [
        "looked_after_children", "  age_band: 1 to 4", "  age_band: 10 to 15",
    ]  # fmt: skip


def test_where_lists_the_records_of_one_group_and_names_the_groups_there_are(small: Path) -> None:
    asked = ["rows", "looked_after_children", small, *YEAR]
    assert run(*asked, "--where", "age_band=1 to 4").stdout.split()[0] == "2"
    nothing = run(*asked, "--where", "age_band=old")
    assert (nothing.returncode, nothing.stdout) == (0, "")
    assert "There is no age_band 'old' among the records. There are: 1 to 4, 10 to 15." in nothing.stderr


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["--only", "reviews_held", "--group", "theme"], "reviews_held has no group 'theme'. It has: sex"),
        (["--group", "theme"], "None of these measures has the group 'theme'."),
        (["--family", "nothing"], "There is no family of measures 'nothing'. There are: review_timeliness"),
        (["--only", "nothing"], "There is no measure 'nothing'."),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(small: Path, wrong: list[str], told: str) -> None:
    found = run("measure", small, *YEAR, *wrong)
    assert (found.returncode, found.stdout) == (2, "")
    assert told in found.stderr
    assert "Traceback" not in found.stderr


def test_where_without_a_value_is_refused(small: Path) -> None:
    found = run("rows", "looked_after_children", small, *YEAR, "--where", "sex")
    assert found.returncode == 2
    assert "'sex' is no group; write GROUP=VALUE" in found.stderr


def test_returns_alone_say_nothing_of_the_service_s_own_work(small: Path) -> None:
    found = run("measure", small, *YEAR, "--family", "disputes", "--format", "json")
    rows = json.loads(found.stdout)
    assert {row["numerator"] for row in rows} == {None}
    assert {row["note"] for row in rows} == {
        "Nothing that was loaded holds the service's own work. Load a record that does."
    }
