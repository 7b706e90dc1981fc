"""A service on PostgreSQL for the benches: its database, its data folder, its web server, all gone at the end."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import requests

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.postgres import execute, running

HANDRAIL = [sys.executable, "-c", "import sys; from handrail.cli.main import main; sys.exit(main())"]
PASSWORD = "a made-up authority"  # noqa: S105 - of a demonstration
_ROLE = "handrail_bench"
_PATIENCE = 60  # seconds


class Service:
    """A service whose commands run, and that answers while `answering` lasts."""

    def __init__(self, database: str, folder: Path) -> None:
        self.log = folder / "log.txt"
        said = {
            "DEMO": "1",
            "TODAY": "2026-04-01",
            "DATABASE": database,
            "DATA": str(folder / "data"),
            "LOG_LEVEL": "INFO",
        }
        self.environment = {**os.environ, **{f"HANDRAIL_{name}": text for name, text in said.items()}}

    def manage(self, *command: str) -> None:
        """Run one of its commands."""
        with self.log.open("a") as log:
            subprocess.run([*HANDRAIL, "manage", *command], env=self.environment, check=True, stdout=log, stderr=log)

    @contextmanager
    def answering(self, workers: int = 2) -> Iterator[str]:
        """The address where it answers."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            bind = f"127.0.0.1:{free.getsockname()[1]}"
        command = [*HANDRAIL, "serve", "--bind", bind, "--workers", str(workers)]
        with self.log.open("a") as log, subprocess.Popen(command, env=self.environment, stderr=log) as process:
            try:
                _wait_for(f"http://{bind}/health")
                yield f"http://{bind}"
            finally:
                process.terminate()

    def answered(self, route: str, since: int) -> list[int]:
        """The milliseconds each answer of a route took, of those logged after a place in the log."""
        with self.log.open("rb") as log:
            log.seek(since)
            lines = [json.loads(line) for line in log if line.startswith(b"{")]
        return [line["milliseconds"] for line in lines if line.get("route") == route]

    def place(self) -> int:
        """Where the log ends now."""
        return self.log.stat().st_size


@contextmanager
def service(folder: Path) -> Iterator[Service]:
    """A service with an empty, migrated database, signed in to it as a user who cannot pass through its walls."""
    password, name = uuid4().hex, f"handrail_bench_{uuid4().hex[:8]}"
    with running() as server:
        execute(server, f"DROP ROLE IF EXISTS {_ROLE}")
        execute(server, f"CREATE ROLE {_ROLE} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '{password}'")
        execute(server, f"CREATE DATABASE {name} OWNER {_ROLE}")
        own = server.set(drivername="postgresql", username=_ROLE, password=password, database=name)
        made = Service(own.render_as_string(hide_password=False), folder)
        made.manage("migrate", "--verbosity", "0")
        try:
            yield made
        finally:
            execute(server, f"DROP DATABASE {name} WITH (FORCE)")
            execute(server, f"DROP ROLE {_ROLE}")


def signed_in(address: str, role: str) -> requests.Session:
    """Somebody of the made-up authority, by the name of their role."""
    session, page = requests.Session(), f"{address}/sign-in/"
    form = session.get(page, timeout=_PATIENCE).text
    given = {"login": f"{role.replace('_', '.')}@fairlea.example", "password": PASSWORD}
    token = dict(re.findall(r'name="(csrfmiddlewaretoken)" value="(\w+)"', form))
    answer = session.post(page, data={**given, **token}, headers={"Referer": page}, timeout=_PATIENCE)
    if "/fairlea/" not in answer.url:
        raise SystemExit(f"{role} could not sign in: {answer.status_code} at {answer.url}")
    return session


def _wait_for(address: str) -> None:
    for _ in range(_PATIENCE * 5):
        try:
            if requests.get(address, timeout=5).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(0.2)
    raise SystemExit(f"Nothing answers at {address}.")
