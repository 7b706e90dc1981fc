"""The drill: all there is copied in one command and brought back in another, on each engine, and compared row by row."""

import hashlib
import os
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sql
from sqlalchemy.engine import URL, make_url
from tests.postgres import _binaries, execute, postgres  # noqa: F401 - the fixture

pytestmark = pytest.mark.slow

_HANDRAIL = [sys.executable, "-c", "import sys; from handrail.cli.main import main; sys.exit(main())"]


@dataclass(frozen=True)
class Address:
    """A database as the service signs in to it, and as somebody who may see every row."""

    service: str
    whole: str


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> "Iterator[Place]":
    """Makes an empty database; on PostgreSQL for a service that cannot pass through its walls."""
    if request.param == "sqlite":

        def file() -> Address:
            address = f"sqlite:///{tmp_path / uuid4().hex}.sqlite3"
            return Address(address, address)

        yield file
        return
    server: URL = request.getfixturevalue("postgres")
    role, password, made = f"drill_{uuid4().hex[:12]}", uuid4().hex, list[str]()
    execute(server, f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '{password}'")

    def make() -> Address:
        made.append(f"{role}_{len(made)}")
        execute(server, f'CREATE DATABASE "{made[-1]}" OWNER {role}')
        whole = server.set(database=made[-1])
        service = whole.set(username=role, password=password)
        return Address(*(each.render_as_string(hide_password=False) for each in (service, whole)))

    yield make
    for name in made:
        execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')
    execute(server, f"DROP ROLE {role}")


Place = Callable[[], Address]


class Deployment:
    """A service without its web server: its commands on a database and a data folder of its own."""

    def __init__(self, address: Address, folder: Path) -> None:
        folder.mkdir()
        self.address, self.data = address, folder / "data"
        kept = {name: text for name, text in os.environ.items() if not name.startswith("HANDRAIL_")}
        programs = _binaries()
        said = {
            "DEMO": "1",
            "TODAY": "2026-04-01",
            "DATABASE": address.service,
            "DATA": str(self.data),
            "LOG_LEVEL": "ERROR",
        }
        said["BACKUP_DATABASE"] = address.whole
        self._environment = {**kept, **{f"HANDRAIL_{name}": text for name, text in said.items()}}
        if programs:
            self._environment["PATH"] = f"{programs}{os.pathsep}{kept.get('PATH', '')}"

    def manage(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*_HANDRAIL, "manage", *command], env=self._environment, capture_output=True, text=True, check=False
        )

    def done(self, *command: str) -> str:
        ran = self.manage(*command)
        assert ran.returncode == 0, ran.stderr[-2000:]
        return ran.stdout

    def rows(self) -> dict[str, Counter[str]]:
        """Every row of every table."""
        engine = sql.create_engine(make_url(self.address.whole), poolclass=sql.NullPool)
        with engine.connect() as connection:
            names = sql.inspect(connection).get_table_names()
            return {name: Counter(map(repr, connection.exec_driver_sql(f'SELECT * FROM "{name}"'))) for name in names}

    def files(self) -> dict[str, str]:
        """The hash of everything that was handed in."""
        kept = (path for path in sorted(self.data.rglob("*")) if path.is_file() and path.suffix != ".lock")
        return {str(path.relative_to(self.data)): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


def test_everything_comes_back_as_it_was(place: Place, tmp_path: Path) -> None:
    before = Deployment(place(), tmp_path / "before")
    before.done("migrate", "--verbosity", "0")
    before.done("demo", "--children", "30")
    before.done("seal")
    backup = tmp_path / "handrail.backup"
    assert "is written" in before.done("backup", str(backup))
    assert backup.stat().st_mode & 0o077 == 0
    after = Deployment(place(), tmp_path / "after")
    said = after.done("restore", str(backup))
    assert "Every table is as it was" in said
    assert "Audit trail of fairlea" in said
    assert "sound" in said
    there = before.rows()
    assert sum(map(len, there.values())) > 1_000
    assert after.rows() == there
    assert before.files()
    assert after.files() == before.files()
    after.done("migrate", "--check")
    again = after.manage("restore", str(backup))
    assert again.returncode != 0
    assert "nothing is ever written over" in again.stderr
    assert "is there already" in before.manage("backup", str(backup)).stderr


def test_what_is_no_whole_backup_is_refused_and_nothing_is_written(place: Place, tmp_path: Path) -> None:
    here = Deployment(place(), tmp_path / "here")
    broken, other, absent = tmp_path / "broken", tmp_path / "other", tmp_path / "absent"
    broken.write_bytes(b"\x1f\x8b no backup")
    with tarfile.open(other, "w:gz") as archive:
        archive.add(broken, "manifest")
    for file in (broken, other, absent):
        ran = here.manage("restore", str(file))
        assert ran.returncode != 0
        assert "is no whole backup" in ran.stderr, ran.stderr[-500:]
    assert here.rows() == {}
    assert here.files() == {}
