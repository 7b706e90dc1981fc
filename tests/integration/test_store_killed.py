"""An import that is killed leaves the store as it was or as it would have been, and the next import completes."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.builders import write_set
from tests.integration.killable import Killable

from handrail.record.record import Record
from handrail.returns.load import load
from handrail.store.folder import Store
from handrail.store.importing import read

KILLS, AT_POINTS = 100, 60


class Runner(Killable):
    """Imports in processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.store = folder / "store"
        super().__init__("store_runner.py", folder, self.store)

    def __call__(self, returns: Path, **how: Any) -> int:
        return self.ask(arguments=["store", "import", str(self.store), str(returns), "--apply"], **how)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Runner]:
    runner = Runner(tmp_path)
    yield runner
    runner.close()


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """The same year handed in twice: the second time with a changed code, a review more and a review less."""
    reviews = [f"{child},01/01/2015,{day}/05/2024,PN1" for child in range(1, 6) for day in (10, 20)]
    header = [f"{child},01/01/2015" for child in range(1, 6)]
    episodes = [f"{child},0{child}/04/2024,S,C2,U6,," for child in range(1, 6)]
    first = write_set(tmp_path / "first", header, episodes, reviews)
    changed = ["1,01/01/2015,10/05/2024,PN2", *reviews[2:], "1,01/01/2015,30/08/2024,PN3"]
    return first, write_set(tmp_path / "second", header, episodes, changed)


def found_in(store: Path) -> Record:
    return read(store).record


def remains(store: Path) -> set[str]:
    """What lies in the folder and belongs to no version."""
    versions = Store(store).all_versions()
    needed = {f"{kept.object}.parquet" for version in versions for kept in version.objects()}
    needed |= {f"{version.number:06d}" for version in versions} | {"manifest.json"}
    needed |= {"store.json", "CURRENT", "lock", "current.duckdb", "objects", "versions"}
    return {path.name for path in store.rglob("*")} - needed


@pytest.mark.slow
def test_a_hundred_kills_leave_the_store_as_before_or_as_after(
    run: Runner, two: tuple[Path, Path], tmp_path: Path
) -> None:
    dice = random.Random(3)
    records = [load([folder]).record for folder in two]
    assert run(two[0]) == 0
    began = time.monotonic()
    assert run(two[1]) == 0
    acts, takes = run.acts, time.monotonic() - began
    points = [1 + index * (acts - 1) // (AT_POINTS - 1) for index in range(AT_POINTS)]
    killed, before_or_after, now = 0, [0, 0], 1
    for number in range(2 * KILLS):  # some end before they are killed
        if killed == KILLS:
            break
        kill = {"kill_at": points[number]} if number < AT_POINTS else {"after": dice.uniform(0, takes)}
        if number % 10 == 0:  # a store of many versions takes the test longer to look through
            run.store.rename(tmp_path / f"store-{number}")
            assert run(two[0]) == 0
            now = 0
        wanted = 1 - now
        killed += run(two[wanted], **kill) == -9
        found = found_in(run.store)
        assert found in (records[now], records[wanted])
        before_or_after[found == records[wanted]] += 1
        assert list(Store(run.store).damage()) == []
        assert run(two[wanted]) == 0, run.said
        assert found_in(run.store) == records[wanted]
        assert remains(run.store) == set()
        assert (run.store / "current.duckdb").exists()
        now = wanted
    assert killed == KILLS
    assert min(before_or_after) > 0


@pytest.mark.slow
def test_a_first_import_that_is_killed_leaves_nothing_and_the_next_completes(
    run: Runner, two: tuple[Path, Path], tmp_path: Path
) -> None:
    record = load([two[0]]).record
    for point in (1, 2, 3, 5, 8, 12, 20, 30):
        assert run(two[0], kill_at=point) == -9
        assert run(two[0]) == 0, run.said
        assert found_in(run.store) == record
        assert remains(run.store) == set()
        run.store.rename(tmp_path / f"done-{point}")


def test_no_room_on_the_disk_is_said_and_changes_nothing(run: Runner, two: tuple[Path, Path]) -> None:
    assert run(two[0]) == 0
    before = {path: path.stat().st_size for path in run.store.rglob("*")}
    for room in (400, 1_500):
        assert run(two[1], room=room) == 2
        assert "no room left on the disk" in run.said
        assert "Traceback" not in run.said
        assert found_in(run.store) == load([two[0]]).record
    assert {path for path in run.store.rglob("*") if path.is_file()} == {path for path in before if path.is_file()}
    assert run(two[1]) == 0


ON_A_SMALL_DISK = """
set -e
mount -t tmpfs -o size=800k none "$1"
mkdir "$1/store"
"$2" -m handrail.cli.main store import "$1/store" "$3" --apply
dd if=/dev/zero of="$1/filler" bs=1k 2> /dev/null || true
"$2" -m handrail.cli.main store import "$1/store" "$4" --apply && exit 9
"$2" -m handrail.cli.main store check "$1/store"
"$2" -m handrail.cli.main store show "$1/store" --format json | grep -c '"version": 2' && exit 8
rm "$1/filler"
"$2" -m handrail.cli.main store import "$1/store" "$4" --apply
"""


def _needs_mounts() -> None:
    if subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode:
        pytest.skip("This account may not mount a disk.")


@pytest.mark.slow
def test_a_disk_that_is_full_is_said_and_changes_nothing(two: tuple[Path, Path], tmp_path: Path) -> None:
    _needs_mounts()
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["unshare", "-m", "sh", "-c", ON_A_SMALL_DISK, "sh", str(disk), sys.executable, *map(str, two)]
    found = subprocess.run(command, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    assert "no room left on the disk" in found.stderr
    assert "Traceback" not in found.stderr


def test_a_folder_that_may_not_be_written_is_said_and_changes_nothing(
    run: Runner, two: tuple[Path, Path], tmp_path: Path
) -> None:
    assert run(two[0]) == 0
    command = [sys.executable, "-m", "handrail.cli.main", "store", "import", run.store, two[1], "--apply"]
    if os.geteuid() == 0:  # root may write anywhere but on what is mounted to be read
        _needs_mounts()
        mounts = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && "$@"'
        command = ["unshare", "-m", "sh", "-c", mounts, "sh", run.store, *command]
    else:
        for folder in (run.store, run.store / "objects", run.store / "versions"):
            folder.chmod(0o555)
        (run.store / "lock").chmod(0o444)
    found = subprocess.run(command, capture_output=True, text=True)
    assert found.returncode == 2, found.stderr
    assert "may not write there" in found.stderr
    assert "Traceback" not in found.stderr
    assert found_in(run.store) == load([two[0]]).record


def test_the_second_of_two_imports_at_once_is_refused_politely(run: Runner, two: tuple[Path, Path]) -> None:
    from datetime import UTC, datetime

    assert run(two[0]) == 0
    with Store(run.store).writing(datetime(2026, 11, 22, tzinfo=UTC)):
        assert run(two[1]) == 2
        assert f"Another import is at work on this store (process {os.getpid()}" in run.said
    assert run(two[1]) == 0


def test_the_lock_of_a_process_that_is_gone_holds_nobody_up(run: Runner, two: tuple[Path, Path]) -> None:
    assert run(two[0]) == 0
    (run.store / "lock").write_text('{"pid": 1, "host": "elsewhere", "since": "2026-11-22T07:00:00+00:00"}')
    assert run(two[1]) == 0
