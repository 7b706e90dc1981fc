"""A record into the service's database and out of it, on SQLite and on PostgreSQL: seconds by the clock, as JSON lines.

Run for one database by itself (`--engine`), or as a whole, which starts a PostgreSQL of the tests' for the second.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

HERE = Path(__file__).resolve().parent
SQLITE, POSTGRESQL = "sqlite", "postgresql"


def main() -> None:
    """Time one database, or both in processes of their own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("--engine", choices=(SQLITE, POSTGRESQL))
    chosen = parser.parse_args()
    if chosen.engine:
        print(json.dumps({"engine": chosen.engine, **times(chosen.record, chosen.engine)}))
        return
    for engine, begin in ((SQLITE, []), (POSTGRESQL, ["-m", "tests.postgres", sys.executable])):
        command = [sys.executable, *begin, str(HERE / Path(__file__).name), str(chosen.record), "--engine", engine]
        paths = os.pathsep.join([str(HERE.parent), os.environ.get("PYTHONPATH", "")])
        subprocess.run(command, check=True, cwd=HERE.parent, env={**os.environ, "PYTHONPATH": paths})


def times(record: Path, engine: str) -> dict[str, Any]:
    """Seconds to load, to load the same again, and to read whole and of thirty children."""
    with tempfile.TemporaryDirectory(prefix="handrail-bench-") as name:
        set_up(Path(name), engine)
        from handrail.returns.load import load
        from handrail.service.authorities.models import Authority
        from handrail.service.authorities.walls import wall
        from handrail.service.records import loading, reading

        given = load([record]).before_merges
        some = [child.child_id for child in given.children[:30]]
        found: dict[str, Any] = {"children": len(given.children)}
        with wall(Authority.objects.create(key="bench", name="Bench")):
            with timed(found, "in"):
                made = loading.apply(given, 1)
            with timed(found, "again"):
                loading.apply(given, 1)
            with timed(found, "out"):
                reading.record()
            with timed(found, "thirty"):
                reading.record(some)
        return found | {"rows": sum(count.added for count in made.counts)}


def set_up(folder: Path, engine: str) -> None:
    """Make an empty database with the service's tables."""
    database = _new_database() if engine == POSTGRESQL else f"sqlite:///{folder / 'bench.sqlite3'}"
    settings = {"DEMO": "1", "DATA": str(folder), "DATABASE": database}
    os.environ |= {f"HANDRAIL_{name}": value for name, value in settings.items()}
    os.environ["DJANGO_SETTINGS_MODULE"] = "handrail.service.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _new_database() -> str:
    import sqlalchemy as sql

    server = sql.make_url(os.environ["HANDRAIL_TEST_SERVICE"])
    name = f"bench_{uuid4().hex[:12]}"
    engine = sql.create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    return server.set(database=name).render_as_string(hide_password=False)


@contextmanager
def timed(found: dict[str, Any], what: str) -> Iterator[None]:
    """Take the time of something."""
    began = time.perf_counter()
    yield
    found[what] = round(time.perf_counter() - began, 2)


if __name__ == "__main__":
    main()
