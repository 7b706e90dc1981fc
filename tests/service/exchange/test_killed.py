"""A worker that is killed while an import is applied leaves it to another, who finishes: nothing half done, nothing twice."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.builders import write_set
from tests.integration.killable import Killable

from handrail.store.folder import Store

POINTS = (
    "after the version was made",
    "inside the load",
    "before it is written down",
    "while what is due is worked out",
)
CODES = ("PN1", "PN2")
_REVIEWS = "SELECT child_id, participation FROM record_reviews ORDER BY 1"
_STANDS = """SELECT state, proposal.version, records_coverage.version, due_stamp.record
    FROM exchange_proposal proposal, records_coverage, due_stamp ORDER BY proposal.id DESC LIMIT 1"""
_ENTERED = "SELECT COUNT(*) FROM audit_entry WHERE action = 'import'"
_RUN = "SELECT state, attempts FROM background_run WHERE job = 'apply_import' ORDER BY id DESC LIMIT 1"


class Runner(Killable):
    """Imports of one authority and the worker beside them, on a database in a file."""

    def __init__(self, folder: Path) -> None:
        self.database, self.data = folder / "handrail.sqlite3", folder / "data" / "fairlea"
        super().__init__("exchange_runner.py", folder, folder / "data")

    def __call__(self, *acts: str, **how: Any) -> None:
        for act in acts:
            assert self.ask(act=act, **how) == 0, self.said

    def found(self, query: str) -> list[Any]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()

    @property
    def versions(self) -> int:
        return len(Store(self.data / "store").all_versions())


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runner]:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.service.settings")
    monkeypatch.setenv("HANDRAIL_DATABASE", f"sqlite:///{tmp_path / 'handrail.sqlite3'}")
    monkeypatch.setenv("HANDRAIL_DATA", str(tmp_path / "data"))
    runner = Runner(tmp_path)
    runner("begin")
    yield runner
    runner.close()


@pytest.fixture
def two(tmp_path: Path) -> list[Path]:
    """The same year handed in twice, with other reviews on other days."""
    header = [f"{child},01/01/2015" for child in range(1, 4)]
    episodes = [f"{child},0{child}/04/2024,S,C2,U6,," for child in range(1, 4)]
    reviews = [
        [f"{child},01/01/2015,{day}/05/2024,{code}" for child in range(1, 4)]
        for day, code in zip((10, 20), CODES, strict=True)
    ]
    return [write_set(tmp_path / f"given-{number}", header, episodes, rows) for number, rows in enumerate(reviews)]


@pytest.mark.slow
def test_another_worker_finishes_an_import_that_was_cut_off(run: Runner, two: list[Path]) -> None:
    run("hand in", folder=str(two[0]))
    run("work", "apply", "work")
    before = run.found(_REVIEWS)
    assert before == [(f"{child}", CODES[0]) for child in range(1, 4)]
    for version, point in enumerate(POINTS, 2):
        code = (version - 1) % 2
        run("hand in", folder=str(two[code]))
        run("work", "apply")
        assert run.ask(act="work", kill=point, version=version) == -9, point
        after = [(child, CODES[code]) for child, _ in before]
        assert run.found(_REVIEWS) == (before if point in POINTS[:2] else after), point
        assert run.versions == version, point
        run("later", "work")
        assert run.found(_REVIEWS) == after, point
        assert run.versions == version, point
        assert run.found(_STANDS) == [("applied", version, version, version)], point
        assert run.found(_ENTERED) == [(version,)], point
        assert run.found(_RUN) == [("done", 2)], point
        assert list((run.data / "handed-in").iterdir()) == [], point
        before = after
