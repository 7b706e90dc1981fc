"""The chapters of a publication in a folder of one's own."""

import subprocess
import sys
from pathlib import Path

HANDRAIL = str(Path(sys.executable).with_name("handrail"))


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([HANDRAIL, "text", *map(str, arguments)], capture_output=True, text=True, check=False)


def test_the_chapters_are_written_and_what_is_there_stays(tmp_path: Path) -> None:
    assert run(tmp_path / "text").returncode == 0
    written = sorted(path.name for path in (tmp_path / "text").iterdir())
    assert written[0].startswith("01-")
    assert any(name.endswith("-reviews.md") for name in written)
    reviews = next((tmp_path / "text").glob("*-reviews.md"))
    reviews.write_text("# Our own\n")
    again = run(tmp_path / "text")
    assert f"Left as it is: {reviews}" in again.stderr
    assert reviews.read_text() == "# Our own\n"


def test_a_profile_says_which_and_in_what_order(tmp_path: Path) -> None:
    profile = tmp_path / "own.toml"
    profile.write_text(
        'authority = "Fairlea"\n[outline.annual_report]\ntitle = "Report"\ncalled = "report"\naudience = "public"\n'
        'chapters = [{ name = "reviews" }, { name = "summary" }]\n'
    )
    assert run(tmp_path / "text", "--profile", profile).returncode == 0
    assert sorted(path.name for path in (tmp_path / "text").iterdir()) == ["01-reviews.md", "02-summary.md"]


def test_an_unknown_publication_or_edition_is_named(tmp_path: Path) -> None:
    found = run(tmp_path / "text", "--publication", "poster")
    assert found.returncode == 2
    assert "There is no publication 'poster'" in found.stderr
    assert run(tmp_path / "text", "--edition", tmp_path / "none").returncode == 2
