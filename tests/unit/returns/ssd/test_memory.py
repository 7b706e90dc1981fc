"""Tables of millions of rows are streamed: memory holds what the record keeps of them, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sql
from tests.unit.returns.ssd.made_up import write_database

_MEASURE = """
import gc, resource, sys
gc.disable()  # as the command does
from handrail.returns.ssd.to_record import from_database
part = from_database(sys.argv[1], None, [])
print(len(part.record.events), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
_STATUSES = """CREATE VIEW ssd_legal_status AS SELECT n::text AS lega_legal_status_id, '101' AS lega_person_id,
    'Supervision order' AS lega_legal_status, timestamp '2020-01-01' AS lega_legal_status_start_date,
    NULL::timestamp AS lega_legal_status_end_date FROM generate_series(1, {rows}) AS n"""
_VISITS = """CREATE VIEW ssd_cla_visits AS SELECT n::text AS clav_cla_visit_id, '101' AS clav_person_id,
    timestamp '2020-01-01' + mod(n, 2000) * interval '1 day' AS clav_cla_visit_date, 'Y' AS clav_cla_visit_seen,
    'N' AS clav_cla_visit_seen_alone FROM generate_series(1, {rows}) AS n"""


@pytest.mark.slow
@pytest.mark.parametrize(("table", "view"), [("ssd_legal_status", _STATUSES), ("ssd_cla_visits", _VISITS)])
def test_memory_does_not_grow_with_rows_that_are_not_kept(database: str, table: str, view: str) -> None:
    """Fifty times the rows, the same few kept, and not 25 MiB more."""
    write_database(database)
    used = []
    for rows in (20_000, 1_000_000):
        engine = sql.create_engine(database, poolclass=sql.NullPool)
        with engine.begin() as connection:
            kind = "VIEW" if used else "TABLE"
            connection.exec_driver_sql(f"DROP {kind} {table}")
            connection.exec_driver_sql(view.format(rows=rows))
        done = subprocess.run(
            [sys.executable, "-c", _MEASURE, database], capture_output=True, text=True, check=True, timeout=300
        )
        events, mebibytes = map(int, done.stdout.split())
        assert events <= 2_010
        used.append(mebibytes)
    assert used[1] - used[0] < 25


@pytest.mark.slow
def test_memory_does_not_grow_with_the_rows_of_a_file(tmp_path: Path) -> None:
    import tracemalloc

    from handrail.returns.load import load

    with (tmp_path / "visits.csv").open("w", encoding="utf-8") as file:
        file.write("clav_cla_visit_id,clav_person_id,clav_cla_visit_date,clav_cla_visit_seen\n")
        file.writelines(f"{n},101,2024-{n % 12 + 1:02}-{n % 28 + 1:02},Y\n" for n in range(150_000))
    tracemalloc.start()
    (part,) = load([tmp_path]).parts
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(part.record.events) == 84
    assert peak < 20 * 2**20
