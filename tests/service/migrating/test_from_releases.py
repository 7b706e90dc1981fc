"""The database of each release there was is brought to this version with nothing in it lost.

Until there is one, the last commit stands for it. What a migration means to change stands here, by release.
"""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.service.migrating.releases import Service, lost, rows, source_of, tags

BOOKS = {"django_migrations", "django_content_type", "django_session", "counted"}
"""Tables in which the service keeps its own books."""
MEANT: dict[str, Collection[str]] = {}
"""By release, what `lost` finds there because a migration means it."""


@pytest.mark.slow
@pytest.mark.parametrize("release", tags() or ["HEAD"])
def test_nothing_of_a_release_is_lost(release: str, tmp_path: Path) -> None:
    address, data = f"sqlite:///{tmp_path}/handrail.sqlite3", tmp_path / "data"
    Service(source_of(release, tmp_path), address, data).fill()
    before, now = rows(address), Service(ROOT / "src", address, data)
    assert sum(map(len, before.values())) > 1_000, "the demonstration fills the tables"
    now.manage("migrate", "--verbosity", "0")
    now.manage("migrate", "--check")
    found = lost({name: had for name, had in before.items() if name not in BOOKS}, rows(address))
    assert set(found) == set(MEANT.get(release, ()))


def test_what_is_lost_is_named(tmp_path: Path) -> None:
    file = tmp_path / "handrail.sqlite3"

    def run(*statements: str) -> None:
        with closing(sqlite3.connect(file)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    made = [f"CREATE TABLE {name} (a INTEGER, b TEXT)" for name in ("kept", "gone", "emptied", "narrowed", "changed")]
    filled = [
        f"INSERT INTO {name} VALUES (1, 'x'), (2, 'y')" for name in ("kept", "gone", "emptied", "narrowed", "changed")
    ]
    run(*made, *filled)
    before = rows(f"sqlite:///{file}")
    run("DROP TABLE gone", "DELETE FROM emptied", "ALTER TABLE narrowed DROP COLUMN b", "UPDATE changed SET b = 'z'")
    run("ALTER TABLE kept ADD COLUMN c TEXT")
    assert sorted(lost(before, rows(f"sqlite:///{file}"))) == [
        "changed: rows differ",
        "emptied: 2 rows were there",
        "gone: the table is gone",
        "narrowed.b: the column is gone",
    ]
