"""Views and tables that last as long as a `with`, and are nobody else's: both engines keep them with the connection.

A name that a temporary table or view has hides one of the database's own.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection, transaction

from handrail.record.schema import Field

_TYPES = {"string": "text", "date": "date", "boolean": "boolean", "integer": "bigint"}


class Temporaries:
    """What was made, in the order it was made."""

    def __init__(self) -> None:
        self._made: list[tuple[str, str]] = []

    def view(self, name: str, sql: str) -> None:
        """A view of this name."""
        self._make("VIEW", name, f" AS {sql}")

    def worked_out(self, name: str, sql: str) -> None:
        """A table of what a statement gives now: for what many will read."""
        self._make("TABLE", name, f" AS {sql}")
        self._look_over(name)

    def table(self, name: str, fields: Sequence[Field], rows: Iterable[Sequence[Any]]) -> None:
        """A table of these rows."""
        columns = ", ".join(f'"{field.name}" {_type(field)}' for field in fields)
        self._make("TABLE", name, f" ({columns})")
        _fill(name, len(fields), rows)
        self._look_over(name)

    def drop(self) -> None:
        """Take all away, the latest first: some were made from others."""
        while self._made:
            kind, name = self._made.pop()
            run(f'DROP {kind} "{name}"')

    def _make(self, kind: str, name: str, what: str) -> None:
        run(f'CREATE TEMPORARY {kind} "{name}"{what}')
        self._made.append((kind, name))

    @staticmethod
    def _look_over(name: str) -> None:
        """Tell the database how many rows there are, so that it joins them sensibly."""
        if connection.vendor == "postgresql":
            run(f'ANALYZE "{name}"')


@contextmanager
def temporaries() -> Iterator[Temporaries]:
    """Make what is needed and leave nothing behind, whatever happens."""
    with transaction.atomic():
        _for_long_questions()
        made = Temporaries()
        yield made
        made.drop()


def _for_long_questions() -> None:
    """Until the transaction ends: compiling a statement takes PostgreSQL longer than any of these runs."""
    if connection.vendor == "postgresql":
        run("SET LOCAL jit = off")
        run("SET LOCAL work_mem = '64MB'")


def run(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of one statement of ours, `?` standing for each value."""
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("?", "%s") if values else sql, list(values) or None)
        return list(cursor.fetchall()) if cursor.description else []


def column(field: Field) -> str:
    """A column of the record as the measures read it: texts in the same order on every engine."""
    name = f't."{field.name}"'
    if field.type == "string" and connection.vendor == "postgresql":
        return f'{name} COLLATE "C" AS "{field.name}"'
    return name


def as_read(fields: Sequence[Field], rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows with their values as the program has them: SQLite has neither days nor yes and no."""
    read = {place: _READ[field.type] for place, field in enumerate(fields) if field.type in _READ}
    if connection.vendor == "postgresql" or not read:
        return rows
    return [tuple(read[place](value) if place in read else value for place, value in enumerate(row)) for row in rows]


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _yes_or_no(value: Any) -> Any:
    return None if value is None else bool(value)


_READ = {"date": _day, "boolean": _yes_or_no}


def _type(field: Field) -> str:
    kind = _TYPES[field.type]
    return f'{kind} COLLATE "C"' if kind == "text" and connection.vendor == "postgresql" else kind


def _fill(name: str, width: int, rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            marks = ", ".join(["%s"] * width)
            cursor.executemany(f'INSERT INTO "{name}" VALUES ({marks})', list(rows))
            return
        with cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
