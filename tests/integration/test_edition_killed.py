"""Whoever is killed in the middle leaves an edition as it was or as it would have been, and the next one completes."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.integration.killable import Killable
from tests.unit.editions.small import AT

from handrail.editions.folder import Editions, home, read
from handrail.editions.making import Frozen
from handrail.editions.verify import verify


class Runner(Killable):
    """Acts on editions in processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.root, self.hour = folder / "editions", count()
        super().__init__("edition_runner.py", folder, self.root)

    def __call__(self, act: str, children: int = 30, **how: Any) -> int:
        return self.ask(act=act, children=children, hour=next(self.hour), **how)

    @property
    def place(self) -> Path:
        return self.root / "annual_report/2023-24/1"

    def shown(self) -> tuple[str, int | None] | None:
        """The state of the edition and the number it prints; None where there is none. What there is, is whole."""
        if not home(self.place).exists():
            return None
        assert verify(self.place) == []
        manifest = read(self.place)
        return manifest.state, Frozen(manifest, home(self.place)).figures()[0].numerator

    def remains(self) -> list[str]:
        return [path.name for path in self.root.rglob(".*")]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Runner]:
    runner = Runner(tmp_path)
    yield runner
    runner.close()


def some(acts: int, number: int) -> list[int]:
    """So many points from the first act to the last, and every one of the last few, where things come to hold."""
    return sorted({1 + place * (acts - 1) // (number - 1) for place in range(number)} | set(range(acts - 6, acts + 1)))


@pytest.mark.slow
def test_a_first_draft_that_is_killed_is_there_whole_or_not_at_all(run: Runner, tmp_path: Path) -> None:
    assert run("draft") == 0
    seen = set()
    for number, point in enumerate(some(run.acts, 8)):
        run.root.rename(tmp_path / f"done-{number}")
        if run("draft", kill_at=point) == -9:
            seen.add(run.shown())
        assert run("draft", children=31) == 0, run.said
        assert (run.shown(), run.remains()) == (("draft", 31), [])
    assert seen == {None, ("draft", 30)}


@pytest.mark.slow
def test_a_new_draft_that_is_killed_leaves_the_old_one_or_the_new_one(run: Runner) -> None:
    assert run("draft", children=30) == 0
    assert run("draft", children=31) == 0
    now, other, seen = 31, 30, set()
    for point in some(run.acts, 14):
        if run("draft", children=other, kill_at=point) == -9:
            found = run.shown()
            assert found in (("draft", now), ("draft", other))
            seen.add(found == ("draft", other))
        assert run("draft", children=other) == 0, run.said
        assert (run.shown(), run.remains()) == (("draft", other), [])
        now, other = other, now
    assert seen == {True, False}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "act"),
    [((), "check"), (("check",), "approve"), (("check", "approve"), "publish"), (("check",), "send back")],
)
def test_a_step_that_is_killed_is_made_or_not(run: Runner, tmp_path: Path, before: tuple[str, ...], act: str) -> None:
    for each in ("draft", *before):
        assert run(each) == 0, run.said
    shutil.copytree(run.root, tmp_path / "prepared")
    start = run.shown()
    assert run(act) == 0
    end, points = run.shown(), some(run.acts, 6)
    for number, point in enumerate(points):
        run.root.rename(tmp_path / f"done-{number}")
        shutil.copytree(tmp_path / "prepared", run.root)
        if run(act, kill_at=point) == -9:
            assert run.shown() in (start, end)
        if run.shown() == start:
            assert run(act) == 0, run.said
        assert run.shown() == end
        assert [name for name in run.remains() if name.endswith((".new", ".old"))] == []


def test_the_second_of_two_at_once_is_refused_politely(run: Runner) -> None:
    assert run("draft") == 0
    with Editions(run.root).writing(AT):
        assert run("check") == 2
        assert "Somebody else is at work on these editions (process" in run.said
    assert run("check") == 0


def test_no_room_on_the_disk_is_said_and_changes_nothing(run: Runner) -> None:
    assert run("draft") == 0
    before = run.shown()
    for act in ("draft", "check"):
        assert run(act, children=31, room=900) == 2, run.said
        assert "no room left on the disk" in run.said
        assert "Traceback" not in run.said
        assert run.shown() == before
    assert run("draft", children=31) == 0
    assert run.remains() == []
