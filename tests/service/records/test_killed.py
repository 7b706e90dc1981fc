"""An import that is killed leaves the database as it was or as it would have been; the next call completes it."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.builders import write_set
from tests.integration.killable import Killable

from handrail.store.folder import Store
from handrail.store.importing import read

POINTS = 16
State = tuple[int, list[tuple[str, str]]]


class Runner(Killable):
    """Imports of one authority, on a database in a file, in processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.data, self.database = folder / "data", folder / "handrail.sqlite3"
        super().__init__("records_runner.py", folder, self.data)

    def __call__(self, act: str, folder: Path | None = None, **how: Any) -> int:
        return self.ask(act=act, folder=str(folder), **how)

    @property
    def statements(self) -> int:
        """How many SQL statements the last job ran."""
        return int(self.said.rpartition("statements ")[2].split()[0])

    def held(self) -> State:
        """The version and the reviews that the database holds."""
        with closing(sqlite3.connect(self.database)) as connection:
            version = connection.execute("SELECT version FROM records_coverage").fetchone()
            reviews = connection.execute("SELECT child_id, participation FROM record_reviews ORDER BY 1").fetchall()
        return (version[0] if version else 0), reviews

    def stored(self) -> State:
        """The version and the reviews that the store holds."""
        store = Store(self.data / "fairlea" / "store")
        current = store.current()
        assert current is not None
        reviews = [(row.child_id, row.participation) for row in read(store.folder).record.reviews]
        return current.number, sorted(reviews)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runner]:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.service.settings")
    monkeypatch.setenv("HANDRAIL_DATABASE", f"sqlite:///{tmp_path / 'handrail.sqlite3'}")
    monkeypatch.setenv("HANDRAIL_DATA", str(tmp_path / "data"))
    runner = Runner(tmp_path)
    assert runner("begin") == 0, runner.said
    yield runner
    runner.close()


@pytest.fixture
def two(tmp_path: Path) -> list[Path]:
    """The same year handed in twice, with other reviews."""
    header = [f"{child},01/01/2015" for child in range(1, 6)]
    episodes = [f"{child},0{child}/04/2024,S,C2,U6,," for child in range(1, 6)]
    codes = [("PN1", range(1, 6)), ("PN2", range(3, 6))]
    reviews = [[f"{child},01/01/2015,10/05/2024,{code}" for child in children] for code, children in codes]
    return [write_set(tmp_path / f"given-{number}", header, episodes, rows) for number, rows in enumerate(reviews)]


@pytest.mark.slow
def test_kills_leave_the_database_as_before_or_as_after_and_the_next_call_completes(
    run: Runner, two: list[Path]
) -> None:
    dice = random.Random(5)
    assert run("import", two[0]) == 0, run.said
    assert run("import", two[1]) == 0, run.said
    last, acts = run.statements, run.acts
    at_statements = [{"kill_at_statement": last - number} for number in range(POINTS // 2)]
    spread = [{"kill_at_statement": 1 + number * (last - 1) // 9} for number in range(POINTS // 4)]
    in_the_store = [{"kill_at": dice.randint(1, acts)} for _ in range(POINTS // 4)]
    behind = 0
    for number, kill in enumerate([*at_statements, *spread, *in_the_store]):
        before = run.held()
        assert run("import", two[number % 2], **kill) == -9
        found, stored = run.held(), run.stored()
        assert found in (before, stored)
        behind += found != stored
        assert run("catch_up") == 0, run.said
        assert run.held() == run.stored()
        assert run("import", two[number % 2]) == 0, run.said
        assert run.held() == run.stored()
    assert behind > 0
