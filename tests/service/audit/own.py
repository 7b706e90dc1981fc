"""A database of a test's own, with processes at work on it: what several of them do at once is seen only there."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy.engine import make_url
from tests.postgres import execute

_WORK = "import django; django.setup(); from tests.service.audit import at_work; at_work.do()"

Process = subprocess.Popen[str]


@dataclass(frozen=True)
class Own:
    """Its address, and how to work on it."""

    address: str

    def start(self, *command: str) -> Process:
        """Begin a command of `handrail`."""
        return self._begin("-m", "handrail.cli.main", *command)

    def work(self, name: str, *arguments: str) -> Process:
        """Begin one of the works of `tests.service.audit.at_work`."""
        return self._begin("-c", _WORK, name, *arguments)

    def _begin(self, *command: str) -> Process:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("HANDRAIL_")},
            "HANDRAIL_DEMO": "1",
            "HANDRAIL_DATABASE": self.address,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "DJANGO_SETTINGS_MODULE": "handrail.service.config.settings",
        }
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [sys.executable, *command], env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True
        )


def done(*processes: Process, code: int = 0) -> list[str]:
    """What they printed, once all have ended as they should."""
    said = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [code] * len(processes), said
    return [out if code == 0 else error for out, error in said]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], Own]]:
    """Makes a database with Handrail's tables: on PostgreSQL if the service's tests are, else on SQLite."""
    server = os.environ.get("HANDRAIL_TEST_SERVICE")
    folder = tmp_path_factory.mktemp("own")
    pattern = _make(server) if server else f"sqlite:///{folder}/made.sqlite3"
    done(Own(pattern).start("manage", "migrate", "--verbosity", "0"))
    made = [pattern]

    def another(path: Path) -> Own:
        if server:
            made.append(_make(server, like=pattern))
            return Own(made[-1])
        (path / "own.sqlite3").write_bytes((folder / "made.sqlite3").read_bytes())
        return Own(f"sqlite:///{path}/own.sqlite3")

    yield another
    for address in made if server else ():
        execute(make_url(server or ""), f'DROP DATABASE "{make_url(address).database}" WITH (FORCE)')


@pytest.fixture
def own(migrated: Callable[[Path], Own], tmp_path: Path) -> Own:
    """An empty database with Handrail's tables."""
    return migrated(tmp_path)


def _make(server: str, like: str = "") -> str:
    name = f"handrail_own_{uuid4().hex[:12]}"
    template = f' TEMPLATE "{make_url(like).database}"' if like else ""
    execute(make_url(server), f'CREATE DATABASE "{name}"{template}')
    return make_url(server).set(database=name).render_as_string(hide_password=False)
