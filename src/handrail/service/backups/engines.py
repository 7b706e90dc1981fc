"""The database as a file and back, by the engine's own tools; and a fingerprint of each table, to compare by.

A fingerprint is how many rows a table has and the sum of the hashes of its rows, whatever their order.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

Fingerprint = tuple[int, str]
"""Rows, and the sum of their hashes."""
Fingerprints = dict[str, Fingerprint]


class NotCopied(RuntimeError):
    """Why a copy was not made, or not brought back, and what to do."""


class Engine(Protocol):
    """A database that is copied to a file and brought back from one."""

    def copy(self, to: Path) -> Fingerprints:
        """Write all there is at one moment to a file, and give the fingerprint of every table then. Raises NotCopied."""

    def bring_back(self, copied: Path) -> None:
        """Make an empty database what a file holds. Raises NotCopied."""

    def fingerprints(self) -> Fingerprints:
        """The fingerprint of every table; of none where the database is empty. Raises NotCopied."""


def engine_of(address: str) -> Engine:
    """The engine of a database, by its address."""
    url = make_url(address)
    return Sqlite(Path(url.database or "")) if url.get_backend_name() == "sqlite" else Postgres(url)


class Sqlite:
    """A file, copied by SQLite itself while others go on writing to it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def copy(self, to: Path) -> Fingerprints:
        """See Engine."""
        with closing(sqlite3.connect(self._path)) as here, closing(sqlite3.connect(to)) as there:
            here.backup(there)
        return Sqlite(to).fingerprints()

    def bring_back(self, copied: Path) -> None:
        """See Engine."""
        with closing(sqlite3.connect(copied)) as there, closing(sqlite3.connect(self._path)) as here:
            there.backup(here)

    def fingerprints(self) -> Fingerprints:
        """See Engine."""
        if not self._path.exists():
            return {}
        with closing(sqlite3.connect(self._path)) as here:
            rows_of = 'SELECT * FROM "{}"'.format  # the names are those of our own tables
            return {name: _summed(here.execute(rows_of(name))) for name in _tables_of(here)}


def _tables_of(here: sqlite3.Connection) -> list[str]:
    found = here.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return sorted(name for (name,) in found)


def _summed(rows: Iterator[tuple[Any, ...]]) -> Fingerprint:
    number, total = 0, 0
    for row in rows:
        number += 1
        total += int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=8).digest())
    return number, f"{total:x}"


class Postgres:
    """A database of a server, copied by pg_dump and brought back by pg_restore.

    The user must pass through row-level security, as the service's own may not.
    """

    def __init__(self, url: URL) -> None:
        self._url = url

    def copy(self, to: Path) -> Fingerprints:
        """See Engine."""
        with self._moment() as (connection, moment):
            self._run("pg_dump", "--format=custom", f"--snapshot={moment}", f"--file={to}")
            return _of_tables(connection)

    def bring_back(self, copied: Path) -> None:
        """See Engine."""
        self._run(
            "pg_restore", "--exit-on-error", "--single-transaction", f"--dbname={self._url.database}", str(copied)
        )

    def fingerprints(self) -> Fingerprints:
        """See Engine."""
        with self._moment() as (connection, _):
            return _of_tables(connection)

    @contextmanager
    def _moment(self) -> Iterator[tuple["psycopg.Connection[Any]", str]]:
        """One moment of the database, which pg_dump can look at too."""
        address = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        try:
            with psycopg.connect(address, options="-c timezone=UTC -c datestyle=ISO -c row_security=off") as connection:
                connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                found = connection.execute("SELECT pg_export_snapshot()").fetchone()
                yield connection, found[0] if found else ""
        except psycopg.errors.InsufficientPrivilege:
            raise NotCopied(_NOT_THROUGH) from None
        except psycopg.OperationalError as error:
            raise NotCopied(f"The database does not answer: {str(error).splitlines()[0]}") from None

    def _run(self, program: str, *arguments: str) -> None:
        if shutil.which(program) is None:
            raise NotCopied(
                f"There is no {program} here. Install PostgreSQL's client programs, of the server's version."
            )
        told = {name: value for name, value in _told(self._url).items() if value}
        done = subprocess.run(  # noqa: S603 - PostgreSQL's own program, its arguments ours
            [program, *arguments], env={**os.environ, **told}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise NotCopied(f"{program} stopped: {done.stderr.strip()[:500]}")


_NOT_THROUGH = (
    "The database's user may not see every row. Name one who may in HANDRAIL_BACKUP_DATABASE: "
    "docs/how-to/operate-the-service.md says how to make it."
)


def _told(url: URL) -> Mapping[str, str]:
    """The address as PostgreSQL's programs read it from their environment, where nobody else sees the password."""
    host = url.host or url.query.get("host", "")
    return {
        "PGHOST": host if isinstance(host, str) else host[0],
        "PGPORT": str(url.port or ""),
        "PGUSER": url.username or "",
        "PGPASSWORD": str(url.password or ""),
        "PGDATABASE": url.database or "",
    }


def _of_tables(connection: "psycopg.Connection[Any]") -> Fingerprints:
    named = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
    return {name: _fingerprint(connection, name) for (name,) in named.fetchall()}


def _fingerprint(connection: "psycopg.Connection[Any]", table: str) -> Fingerprint:
    of_row = sql.SQL("('x' || substr(md5(each::text), 1, 16))::bit(64)::bigint::numeric")
    asked = sql.SQL("SELECT count(*), coalesce(sum({}), 0) FROM {} AS each").format(of_row, sql.Identifier(table))
    number, total = connection.execute(asked).fetchone() or (0, 0)
    return number, str(total)
