"""A broken or hostile edition gives a named problem, and nothing of it is used."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.editions.small import drafted, make, published

from handrail.editions import manifest_file
from handrail.editions.earlier import earlier_figures
from handrail.editions.folder import read, seal
from handrail.editions.rebuild import rebuild
from handrail.editions.refused import EditionRefused
from handrail.editions.verify import verify


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A published edition that somebody has made writable again."""
    found = published(tmp_path / "editions")
    for path in [found, *found.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o200)
    return found


def flip(path: Path, at: int = -1) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def rewrite(place: Path, old: str, new: str) -> None:
    text = (place / "edition.toml").read_text()
    assert old in text
    (place / "edition.toml").write_text(text.replace(old, new, 1))


def link(path: Path, to: str) -> None:
    path.unlink()
    path.symlink_to(to)


def link_folder(path: Path, to: Path) -> None:
    path.rename(to)
    path.symlink_to(to)


def huge(path: Path) -> None:
    path.unlink()
    with path.open("wb") as file:
        file.truncate(2**42)  # sparse: 4 TiB that nobody may read


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a flipped byte of a record": (lambda place: flip(place / "record/reviews.parquet"), "reviews.parquet has changed"),
    "a flipped byte of a report": (lambda place: flip(place / "outputs/report.xlsx"), "report.xlsx has changed"),
    "a missing file": (lambda place: (place / "figures.json").unlink(), "figures.json is missing"),
    "a missing folder": (lambda place: shutil.rmtree(place / "record"), "record/children.parquet is missing"),
    "a file more": (lambda place: (place / "record/extra.csv").write_text("x"), "not part of the edition"),
    "a link": (lambda place: link(place / "profile.toml", "/etc/passwd"), "profile.toml is a link"),
    "a link that leads nowhere": (lambda place: link(place / "profile.toml", "nowhere"), "profile.toml is a link"),
    "a link for a folder": (lambda place: link_folder(place / "record", place.parents[3] / "r"), "is a link"),
    "a huge file": (lambda place: huge(place / "figures.json"), "4,398,046,511,104 bytes"),
    "a pipe": (lambda place: pipe(place / "figures.json"), "figures.json is missing"),
    "another approver": (lambda place: rewrite(place, "Cai Approver", "Eve Approver"), "has changed since"),
    "no seal": (lambda place: (place / "SHA256SUMS").unlink(), "SHA256SUMS is missing"),
    "another seal": (lambda place: flip(place / "SHA256SUMS", 3), "has changed since"),
    "a comment": (lambda place: rewrite(place, "number = 1", "number = 1 # note"), "has changed since"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found_and_named(place: Path, name: str) -> None:
    break_it, says = DAMAGE[name]
    break_it(place)
    found = verify(place)
    assert any(says in problem.message for problem in found), found
    assert all(problem.rule == "RECORD-DAMAGED" for problem in found)


USED = {name: entry for name, entry in DAMAGE.items() if "record" in name or "figures" in entry[1] or "link" in name}


@pytest.mark.parametrize("name", USED)
def test_what_is_damaged_is_not_used(place: Path, name: str) -> None:
    DAMAGE[name][0](place)
    with pytest.raises(EditionRefused, match=r"damaged|link"):
        rebuild(place, make)


FORGED = {
    "a way out": ("profile.toml", "../../../../etc/passwd", "is no file of an edition"),
    "an absolute path": ("profile.toml", "/etc/passwd", "is no file of an edition"),
    "a path of another system": ("profile.toml", "C:\\\\Windows\\\\win.ini", "is no file of an edition"),
    "a hidden file": ("profile.toml", "record/.ssh", "is no file of an edition"),
    "a file twice": ("profile.toml", "figures.json", "lists a file twice"),
    "a name that differs by case": ("profile.toml", "record/CHILDREN.parquet", "lists a file twice"),
    "a checker who is the author": ("Ben Checker", "Ada Author", "drafted this edition"),
    "an approver who is the checker": ("Cai Approver", "ben checker", "checked this edition"),
    "a move nobody knows": ('move = "approve"', 'move = "wave through"', "has no move"),
    "a step that is missing": ('move = "check"', 'move = "answer"', "has no move|in words"),
    "a time of another day": ("2026-11-22T12:30:00", "2026-11-20T12:30:00", "before the step before it"),
    "a time without a zone": ("2026-11-22T09:30:00+00:00", "2026-11-22T09:30:00", "time zone"),
    "a period that ends first": ("to = 2024-03-31", "to = 2023-03-31", "ends before it begins"),
    "a day no edition is of": ("to = 2024-03-31", "to = 9999-12-31", "a day no edition is of"),
    "a number that is none": ("number = 1", 'number = "one"', "'number' is missing"),
    "a number below one": ("number = 1", "number = 0", "which cannot be"),
    "a newer form": ("handrail_edition = 1", "handrail_edition = 2", "newer version"),
    "another thing": ("handrail_edition = 1", "x = 1", "no edition of Handrail"),
    "no TOML": ("handrail_edition = 1", "handrail_edition = ", "not the TOML"),
    "a name that is a path": ('publication = "annual_report"', 'publication = "../x"', "no name of a publication"),
    "a hash that is none": ('code = "', 'code = "x', "is no SHA-256"),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_manifest_is_refused_in_words(place: Path, name: str) -> None:
    old, new, says = FORGED[name]
    rewrite(place, old, new)
    with pytest.raises(EditionRefused, match=says):
        read(place)
    (found,) = verify(place)
    assert found.file == "edition.toml"
    with pytest.raises(EditionRefused):
        earlier_figures(place)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"a = [" * 50_000, b"x" * 2**24 + b"y"])
def test_a_manifest_that_is_none_is_refused(place: Path, data: bytes) -> None:
    (place / "edition.toml").write_bytes(data)
    with pytest.raises(EditionRefused, match=r"edition\.toml"):
        read(place)


def test_an_edition_forged_whole_is_found_by_the_seal_written_down(place: Path) -> None:
    was = seal(place)
    rewrite(place, "Cai Approver", "Eve Approver")
    data = (place / "edition.toml").read_bytes()
    from handrail.editions.folder import seal_text

    (place / "SHA256SUMS").write_bytes(seal_text(manifest_file.read(data), data))
    assert verify(place) == []
    (found,) = verify(place, was)
    assert "not the edition published" in found.message


def test_a_later_edition_notices_that_an_earlier_one_is_another(tmp_path: Path) -> None:
    from tests.unit.editions.small import NEXT_YEAR

    root = tmp_path / "editions"
    first = published(root)
    second = published(root, earlier=(first,), period=NEXT_YEAR)
    assert verify(second) == []
    first.rename(first.with_name("7"))
    (found,) = verify(second)
    assert "The earlier edition annual_report/2023-24/1 is not there" in found.message
    shutil.copytree(published(root), first)
    (found,) = verify(second)
    assert "is not the one that was compared with" in found.message


def test_nothing_is_drafted_beside_an_edition_that_nobody_can_read(place: Path) -> None:
    (place / "edition.toml").write_bytes(b"number = ")
    with pytest.raises(EditionRefused, match="may have been published, and what it printed must be reckoned with"):
        drafted(place.parents[2], publication="scorecard")
    assert not (place.parents[2] / "scorecard").exists()
    shutil.move(place, place.parents[3] / "away")
    assert read(drafted(place.parents[2], publication="scorecard")).state == "draft"


def test_an_edition_moved_to_another_place_is_named_and_a_copy_elsewhere_is_whole(tmp_path: Path) -> None:
    place = published(tmp_path / "editions")
    shutil.copytree(place, tmp_path / "for-the-auditor")
    assert verify(tmp_path / "for-the-auditor", seal(place)) == []
    place.rename(place.with_name("2"))
    (found,) = verify(place.with_name("2"))
    assert "stands in another place" in found.message


def test_an_edition_reached_through_a_link_is_refused(tmp_path: Path) -> None:
    place = published(tmp_path / "editions")
    (tmp_path / "editions/annual_report/2023-24/2").symlink_to(place)
    with pytest.raises(EditionRefused, match="is a link"):
        read(tmp_path / "editions/annual_report/2023-24/2")


@pytest.mark.parametrize("content", ["[]", '{"a": 1}', '[{"measure": 1}]', "[" * 100_000, '["x"]'])
def test_figures_that_are_none_are_refused_even_with_the_right_hash(tmp_path: Path, content: str) -> None:
    from handrail.measures import figures_file

    if content == "[]":
        assert figures_file.read(b"[]") == ()
    else:
        with pytest.raises(ValueError, match=r"figure|JSON|Expecting"):
            figures_file.read(content.encode())
