"""The service as it runs at a council, on a PostgreSQL server of its own: real processes that can be killed.

The web server answers at a socket in a folder. `begin_again` puts the database and the files back to where `prepared.py`
left them, while whatever runs goes on running.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from socket import AF_UNIX, socket
from typing import Any
from urllib.parse import urlencode

import psycopg
from tests.conftest import ROOT
from tests.postgres import Server, execute, service_user
from tests.service.browser import _HANDRAIL, _run

from handrail.service.backups.engines import Fingerprints, Postgres

PATIENCE = 180  # seconds
NOT_OF_THE_WORK = {"django_session", "django_tasks_database_dbtaskresult", "background_run", "counted"}
"""Tables that tell of the tries themselves."""
_SCRIPT = Path(__file__).with_name("prepared.py")
_TOKEN = "t" * 32


@dataclass(frozen=True)
class Answer:
    """What the service said."""

    status: int
    headers: dict[str, str]
    text: str


class Deployment:
    """One service: its database, its files, its processes."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self.folder, self._socket = server, folder, folder / "http"
        user = service_user(server.url)
        kept = {name: text for name, text in os.environ.items() if not name.startswith(("HANDRAIL_", "DJANGO_"))}
        told = {"DEMO": "1", "TODAY": "2026-04-02", "DATA": str(folder / "data"), "LOG_LEVEL": "ERROR"}
        told["DATABASE"] = user.set(database="service").render_as_string(hide_password=False)
        self.environment = kept | {f"HANDRAIL_{name}": text for name, text in told.items()}
        self.environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        execute(server.url, f"CREATE DATABASE service OWNER {user.username}")
        self.manage("migrate", "--verbosity", "0")
        self.session = self.act("make", str(folder / "handed-in")).split()[-1]
        self.keep("edits")
        self.act("ask")
        self.keep("work")

    def manage(self, *arguments: str) -> str:
        """Run one of the service's commands."""
        return _run(["manage", *arguments], self.environment)

    def act(self, name: str, *told: str) -> str:
        """Run a function of `prepared.py` inside the service."""
        call = f"{name}({', '.join(map(repr, told))})"
        return self.manage("shell", "--verbosity", "0", "-c", f"{_SCRIPT.read_text()}\n{call}")

    def keep(self, name: str) -> None:
        """Keep the database and the files as they are under a name."""
        execute(self.server.url, f"CREATE DATABASE {name} TEMPLATE service")
        shutil.copytree(self.folder / "data" / "fairlea", self.folder / name)

    def begin_again(self, name: str) -> None:
        """Put everything back to what was kept under a name.

        The checkpoint is for the counters of a copied database: without one PostgreSQL believes that the log has them
        already, and would count from the copy again after a crash.
        """
        execute(self.server.url, "DROP DATABASE service WITH (FORCE)")
        execute(self.server.url, f"CREATE DATABASE service TEMPLATE {name} OWNER handrail_service")
        execute(self.server.url, "CHECKPOINT")
        shutil.rmtree(self.folder / "data" / "fairlea")
        shutil.copytree(self.folder / name, self.folder / "data" / "fairlea")

    @contextmanager
    def connected(self) -> "Iterator[psycopg.Connection[Any]]":
        """A connection of somebody who sees every row."""
        address = self.server.url.set(drivername="postgresql", database="service")
        with psycopg.connect(address.render_as_string(hide_password=False)) as connection:
            yield connection

    def found(self, query: str) -> list[Any]:
        with self.connected() as connection:
            return connection.execute(query).fetchall()

    def fingerprints(self) -> Fingerprints:
        """Of every table but those that tell of the tries themselves."""
        found = Postgres(self.server.url.set(database="service")).fingerprints()
        return {name: mark for name, mark in found.items() if name not in NOT_OF_THE_WORK}

    @contextmanager
    def held(self, table: str) -> Iterator[None]:
        """Nobody writes to a table until the end of the block: whoever wants to waits in the middle of what they do."""
        try:
            with self.connected() as connection:
                connection.execute(f'LOCK TABLE "{table}" IN SHARE MODE')
                yield
        except psycopg.OperationalError:  # the server was killed meanwhile, which ends the lock
            pass

    def until_waits_for(self, table: str) -> None:
        """Until somebody waits in the middle of a write to a table."""
        asked = f"SELECT 1 FROM pg_locks WHERE NOT granted AND relation = '{table}'::regclass"
        self.until(lambda: bool(self.found(asked)), f"Nobody wrote to {table}.")

    def until(self, holds: Callable[[], bool], otherwise: str) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"{otherwise}\n{(self.folder / 'log').read_text()[-4000:]}"
            time.sleep(0.25)

    @contextmanager
    def process(self, *arguments: str) -> "Iterator[subprocess.Popen[bytes]]":
        """A process of the service, until the end of the block."""
        command = [*_HANDRAIL, *arguments]
        with (self.folder / "log").open("a") as log:
            started = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        try:
            yield started
        finally:
            started.terminate()
            started.wait(PATIENCE)

    @contextmanager
    def web(self) -> "Iterator[subprocess.Popen[bytes]]":
        """The web server, with one process that answers."""
        bound = f"unix:{self._socket}"
        with self.process("serve", "--bind", bound, "--workers", "1", "--threads", "2") as started:
            self.until(self._answers, "The web server did not come up.")
            yield started

    def ask(self, path: str, sent: dict[str, str] | None = None) -> Answer:
        """Ask as somebody who is signed in; `sent` is a form."""
        headers = {"Host": "localhost", "Cookie": f"session={self.session}; csrf={_TOKEN}"}
        connection = _AtSocket(self._socket)
        try:
            if sent is None:
                connection.request("GET", path, headers=headers)
            else:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                body = urlencode({**sent, "csrfmiddlewaretoken": _TOKEN})
                connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read().decode())
        finally:
            connection.close()

    def asked_meanwhile(self, path: str, sent: dict[str, str]) -> "Future[Answer]":
        """Ask, without waiting for the answer."""
        pool = ThreadPoolExecutor(1)
        future = pool.submit(self.ask, path, sent)
        pool.shutdown(wait=False)
        return future

    def _answers(self) -> bool:
        try:
            return self.ask("/health").status == 200
        except OSError:
            return False


class _AtSocket(HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=PATIENCE)
        self._path = path

    def connect(self) -> None:
        self.sock = socket(AF_UNIX)
        self.sock.settimeout(PATIENCE)
        self.sock.connect(str(self._path))


def child_of(process: "subprocess.Popen[bytes]") -> int:
    """The process that a process has begun."""
    found = subprocess.run(["pgrep", "-P", f"{process.pid}"], capture_output=True, text=True, check=True)
    return int(found.stdout.split()[0])
