"""`handrail profile` as a person runs it."""

from pathlib import Path

import pytest
from tests.integration.test_commands import run

from handrail.profiles import parse, shipped_names, written


def test_the_shipped_profiles_are_listed() -> None:
    lines = run("profile", "list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == shipped_names()
    assert "Together for Children Sunderland" in lines[shipped_names().index("sunderland")]


def test_a_profile_is_shown_as_it_was_written() -> None:
    shown = run("profile", "show", "sunderland")
    assert parse(shown.stdout).on().authority == "Together for Children Sunderland"
    assert "[disputes.2018-04-01]" in shown.stdout


def test_a_sound_profile_is_said_to_be_sound(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(run("profile", "show", "dudley").stdout, encoding="utf-8")
    assert written(path).on().authority == "Dudley Metropolitan Borough Council"
    checked = run("profile", "check", path)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout == "Sound: the profile of Dudley Metropolitan Borough Council.\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[words]\nkid = 'x'", "there is no setting 'words.kid'"),
        ("[settings]\nbasis = 'lunar'", "settings.basis is 'lunar'"),
    ],
)
def test_what_is_wrong_is_said_with_the_file(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(f"authority = 'Fernshire'\n{text}\n", encoding="utf-8")
    checked = run("profile", "check", path)
    assert checked.returncode == 1
    assert checked.stdout.startswith("own.toml: ")
    assert said in checked.stdout


def test_a_profile_that_is_not_there_cannot_be_shown() -> None:
    shown = run("profile", "show", "atlantis")
    assert shown.returncode == 2
    assert "There are: dudley, middlesbrough" in shown.stderr
