"""Jobs that only tests declare, and a worker that does what waits."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background import job as jobs
from handrail.service.background.beat import stopping
from handrail.service.background.management.commands.work import _worker
from handrail.service.background.models import Run


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Declares a job until the end of the test: declared("count", does)."""
    monkeypatch.setattr(jobs, "_JOBS", dict(jobs._JOBS))

    def declare(name: str, does: Any, page: str = "") -> None:
        jobs.job(name, name.capitalize(), page)(does)

    yield declare
    stopping.clear()


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker keeps the connection: a test is one transaction on it, which the library takes for a broken one."""
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)


@pytest.fixture
def worked() -> Callable[[], None]:
    """Does what waits, as the worker does."""
    return lambda: _worker(max_tasks=None).run()


@pytest.fixture
def run_now(fairlea: Authority) -> Callable[[int], Run]:
    """A run as it stands in the database."""

    def find(number: int) -> Run:
        with wall(fairlea):
            return Run.objects.get(pk=number)

    return find
