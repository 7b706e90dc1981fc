"""A worker that is killed leaves its run to another, who finishes it: nothing half done, and nothing done twice."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.integration.killable import Killable

POINTS = 6
_RUNS = "SELECT state, attempts FROM background_run WHERE night IS NULL ORDER BY id DESC LIMIT 1"
_DUTIES = "SELECT child_id, key, due_on, met_on, as_recorded, as_verified FROM due_duty ORDER BY 1, 2, 3, 4"


class Runner(Killable):
    """Processes that work in the background on a database in a file."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "handrail.sqlite3"
        super().__init__("background_runner.py", folder, folder / "data")

    def __call__(self, act: str, **how: Any) -> int:
        return self.ask(act=act, **how)

    def found(self, query: str) -> list[Any]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()

    @property
    def statements(self) -> int:
        """How many SQL statements the last job ran."""
        return int(self.said.rpartition("statements ")[2].split()[0])


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runner]:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.service.settings")
    monkeypatch.setenv("HANDRAIL_DATABASE", f"sqlite:///{tmp_path / 'handrail.sqlite3'}")
    monkeypatch.setenv("HANDRAIL_DATA", str(tmp_path / "data"))
    runner = Runner(tmp_path)
    assert runner("begin") == 0, runner.said
    yield runner
    runner.close()


@pytest.mark.slow
def test_another_worker_finishes_what_a_killed_one_left(run: Runner) -> None:
    whole = run.found(_DUTIES)
    assert run("ask") == 0, run.said
    assert run("work") == 0, run.said
    assert run.found(_DUTIES) == whole
    statements, taken_up = run.statements, 0
    for point in range(1, POINTS + 1):
        assert run("ask") == 0, run.said
        assert run("work", kill_at_statement=point * statements // (POINTS + 1)) == -9
        state = run.found(_RUNS)[0][0]
        assert run.found(_DUTIES) in ([], whole), "60 children are one transaction"
        if state == "running":
            assert run("work") == 0, run.said
            assert run.found(_RUNS)[0][0] == "running", "nobody takes up what was heard of a moment ago"
        assert run("an hour later") == 0
        assert run("work") == 0, run.said
        assert run.found(_DUTIES) == whole
        assert run.found(_RUNS)[0][0] == "done"
        taken_up += run.found(_RUNS)[0][1] == 2
    assert taken_up > 0
