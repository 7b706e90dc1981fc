"""The database as a release left it: made by that release's own code and migrations, then brought to this one.

A release is a tag `v…` of the repository. Its source is taken from there; it runs on the libraries that are installed.
"""

import io
import os
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from sqlalchemy.engine import make_url
from tests.conftest import ROOT

CHILDREN, YEARS = "6", "3"
_HANDRAIL = [sys.executable, "-c", "import sys; from handrail.cli.main import main; sys.exit(main())"]

Rows = dict[str, list[dict[str, Any]]]


def tags() -> list[str]:
    """Every release there was."""
    said = subprocess.run(["git", "tag", "--list", "v*"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return said.split()


@dataclass(frozen=True)
class Service:
    """The source of one release, at work on a database."""

    source: Path
    address: str
    data: Path

    def manage(self, *arguments: str) -> None:
        """Run one of its commands."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith(("HANDRAIL_", "DJANGO_"))}
        told = {"DEMO": "1", "TODAY": "2026-04-02", "DATABASE": self.address, "DATA": str(self.data)}
        environment = (
            kept | {f"HANDRAIL_{name}": text for name, text in told.items()} | {"PYTHONPATH": str(self.source)}
        )
        done = subprocess.run(
            [*_HANDRAIL, "manage", *arguments], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def fill(self) -> None:
        """Its tables, with its demonstration in them."""
        self.manage("migrate", "--verbosity", "0")
        self.manage("demo", "--children", CHILDREN, "--years", YEARS)


def source_of(tag: str, folder: Path) -> Path:
    """The source of a release."""
    packed = subprocess.run(["git", "archive", tag, "src"], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder / "src"


def rows(address: str) -> Rows:
    """All there is, table by table, as whoever may see every row sees it."""
    url = make_url(address)
    driver = {"postgresql": "postgresql+psycopg"}.get(url.drivername, url.drivername)
    engine, tables = sql.create_engine(url.set(drivername=driver), poolclass=sql.NullPool), sql.MetaData()
    with engine.connect() as connection:
        tables.reflect(connection)
        return {
            table.name: [dict(row) for row in connection.execute(table.select().order_by(*table.columns)).mappings()]
            for table in tables.sorted_tables
        }


def lost(before: Rows, after: Rows) -> list[str]:
    """What of the rows of a release is not there any more, or reads otherwise: tables, columns, rows.

    A column that came since is not looked at.
    """
    found = []
    for name, had in before.items():
        has = after.get(name)
        if has is None:
            found.append(f"{name}: the table is gone")
        elif not had or not has:
            found += [f"{name}: {len(had):,} rows were there"] if had else []
        else:
            gone = had[0].keys() - has[0].keys()
            found += [f"{name}.{column}: the column is gone" for column in sorted(gone)]
            kept = sorted(repr([row[column] for column in sorted(had[0].keys() - gone)]) for row in had)
            still = sorted(repr([row[column] for column in sorted(had[0].keys() - gone)]) for row in has)
            found += [f"{name}: rows differ"] if kept != still else []
    return found
