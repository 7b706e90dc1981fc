"""Fingerprints of tables tell apart what differs, whatever the order of the rows."""

import sqlite3
from contextlib import closing
from pathlib import Path

from handrail.service.backups.engines import Sqlite


def made(path: Path, *rows: tuple[int, str]) -> Sqlite:
    with closing(sqlite3.connect(path)) as here, here:
        here.execute("CREATE TABLE t (a INTEGER, b TEXT)")
        here.executemany("INSERT INTO t VALUES (?, ?)", rows)
    return Sqlite(path)


def test_a_row_more_less_or_other_is_another_fingerprint(tmp_path: Path) -> None:
    one = made(tmp_path / "one", (1, "x"), (2, "y"))
    assert made(tmp_path / "same", (2, "y"), (1, "x")).fingerprints() == one.fingerprints()
    for number, rows in enumerate([((1, "x"),), ((1, "x"), (2, "z")), ((1, "x"), (2, "y"), (2, "y")), ()]):
        assert made(tmp_path / f"other{number}", *rows).fingerprints() != one.fingerprints()


def test_the_copy_is_what_was_there_and_an_absent_database_has_no_tables(tmp_path: Path) -> None:
    one = made(tmp_path / "one", (1, "x"))
    assert one.copy(tmp_path / "copy") == one.fingerprints() == Sqlite(tmp_path / "copy").fingerprints()
    assert Sqlite(tmp_path / "nothing").fingerprints() == {}
