"""Many rows at once, inside the open wall.

PostgreSQL copies them into a table of the transaction's own and takes them from there, because its COPY is closed to
tables behind row-level security; SQLite runs one prepared statement over them. Django's own bulk methods take several
times as long.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from handrail.service.authorities.walls import open_wall

_Rows = Sequence[tuple[Any, ...]]
_Model = type[models.Model]
_BROUGHT = "record_brought"


def insert(model: _Model, columns: Sequence[str], rows: _Rows) -> None:
    """Add rows of these columns to the open wall's authority. Raises NoWall."""
    authority, names = open_wall(), ", ".join(map(_quoted, columns))
    into = f"INSERT INTO {_table(model)} ({names}, authority_id)"
    _run(
        model,
        columns,
        rows,
        copied=f"{into} SELECT {names}, {authority} FROM {_BROUGHT}",
        each=f"{into} VALUES ({', '.join(['%s'] * len(columns))}, {authority})",
    )


def update(model: _Model, columns: Sequence[str], rows: _Rows) -> None:
    """Set these columns of rows, each row given as the new values and then its id. Raises NoWall."""
    names = [_quoted(name) for name in columns]
    begin, inside = f"UPDATE {_table(model)} AS held SET", f"held.authority_id = {open_wall()}"
    sets = ", ".join(f"{name} = new.{name}" for name in names)
    _run(
        model,
        (*columns, "id"),
        rows,
        copied=f"{begin} {sets} FROM {_BROUGHT} AS new WHERE held.id = new.id AND {inside}",
        each=f"{begin} {', '.join(f'{name} = %s' for name in names)} WHERE held.id = %s AND {inside}",
    )


def delete(model: _Model, ids: Sequence[int]) -> None:
    """Delete the rows of these ids. Raises NoWall."""
    begin = f"DELETE FROM {_table(model)} WHERE authority_id = {open_wall()} AND id"
    copied, each = f"{begin} IN (SELECT id FROM {_BROUGHT})", f"{begin} = %s"
    _run(model, ("id",), [(one,) for one in ids], copied, each)


def _run(model: _Model, columns: Sequence[str], rows: _Rows, copied: str, each: str) -> None:
    """Run what takes all rows from where they were copied to, or what takes one after the other."""
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(each, rows)
            return
        like = f"SELECT {', '.join(map(_quoted, columns))} FROM {_table(model)} WITH NO DATA"
        cursor.execute(f"CREATE TEMPORARY TABLE {_BROUGHT} ON COMMIT DROP AS {like}")
        with cursor.copy(f"COPY {_BROUGHT} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(copied)
        cursor.execute(f"DROP TABLE {_BROUGHT}")


def _table(model: _Model) -> str:
    return _quoted(model._meta.db_table)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
