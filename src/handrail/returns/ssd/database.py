"""A dataset in a database: any SQLAlchemy URL, read only, one snapshot, streamed.

Only the columns that are used are asked for, a few thousand rows at a time, so memory does not grow with a table. On
PostgreSQL the whole reading is one transaction declared READ ONLY. SQL Server's statements are plain SELECTs.
"""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from urllib.parse import quote

import sqlalchemy as sql
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from handrail.record.problems import Problem
from handrail.returns.sources import file_problem
from handrail.returns.ssd.extract import BrokeOff, Cells, Extract, Place
from handrail.returns.ssd.layout import by_columns, by_name, tables

PASSWORD = "HANDRAIL_DATABASE_PASSWORD"  # noqa: S105 - the name of the variable, not its value
_ROWS_AT_ONCE = 5_000
_SECONDS_A_TABLE = 3_600.0
_OF_THE_SERVER = frozenset({"information_schema", "sys", "guest", "pg_catalog", "pg_toast"})
# What is said to a database before anything is read, and how it is connected to: nothing waits for ever.
_AT_FIRST = {
    "postgresql": (
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
        "SET LOCAL lock_timeout = '30s'",
        "SET LOCAL statement_timeout = '600s'",  # each fetch of rows is a statement
    ),
    "mssql": ("SET LOCK_TIMEOUT 30000",),
}
_CONNECT = {
    "postgresql+psycopg": {
        "connect_timeout": 15,
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 60_000,
    },
    "mssql+pyodbc": {"timeout": 15},
}
_LOOK = "Check the address, the name and the password, and that this machine may reach the database."


@dataclass(frozen=True)
class DatabaseTable:
    """A table or view of a database that holds a table of the dataset."""

    connection: Connection
    table: str
    schema: str | None
    columns: tuple[str, ...]
    seconds: float = _SECONDS_A_TABLE

    @property
    def name(self) -> str:
        """The table's name with its schema, as problems show it."""
        return f"{self.schema}.{self.table}" if self.schema else self.table

    def query(self, wanted: Sequence[str]) -> sql.Select[*tuple[object, ...]]:
        """The one statement that reads the wanted columns."""
        columns: list[sql.ColumnClause[object]] = [sql.column(name) for name in wanted]
        return sql.select(*columns).select_from(sql.table(self.table, schema=self.schema))

    def cells(self, wanted: Sequence[str], problems: list[Problem]) -> Iterator[Cells]:
        """The wanted cells of each row, as the database gives them."""
        until = time.monotonic() + self.seconds
        options = {"stream_results": True, "yield_per": _ROWS_AT_ONCE}
        try:
            # A statement the database refuses must not take the tables after it along.
            with (
                self.connection.begin_nested(),
                self.connection.execute(self.query(wanted), execution_options=options) as found,
            ):
                for rows in found.partitions():
                    for row in rows:
                        yield None, row
                    if time.monotonic() > until:
                        raise BrokeOff(f"it took longer than {self.seconds / 60:.0f} minutes")
        except SQLAlchemyError as error:
            gone = self.connection.invalidated or (isinstance(error, DBAPIError) and error.connection_invalidated)
            why = "the connection to the database was lost" if gone else _reason(error, self.connection.engine.url)
            raise BrokeOff(why, gone=gone) from error


@contextmanager
def opened(address: str, problems: list[Problem]) -> Iterator[Extract | None]:
    """The dataset at this URL, while the block lasts; None with a problem where there is none to read."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        problems.append(_problem("the database", "The address of the database cannot be read.", _HOW_TO_WRITE))
        yield None
        return
    name = shown(url)
    engine = _engine(url, name, problems)
    if engine is None:
        yield None
        return
    try:
        with _connected(engine, name, problems) as connection:
            yield _extract(connection, url, name, problems) if connection is not None else None
    finally:
        engine.dispose()


def shown(url: URL) -> str:
    """The URL as problems show it: no password and no further options, which may hold one too."""
    return url.set(query={}).render_as_string(hide_password=True)


_HOW_TO_WRITE = (
    "Write it as postgresql+psycopg://user@host/database, mssql+pyodbc://user@host/database?driver=... or "
    "sqlite:///file.db."
)


def _engine(url: URL, name: str, problems: list[Problem]) -> Engine | None:
    url = url.difference_update_query(["schema"])
    password = os.environ.get(PASSWORD)
    if password and url.username and not url.password:
        url = url.set(password=password)
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        if not url.database or not os.path.isfile(url.database):
            what = f"There is no SQLite file at {url.database or 'this address'}."
            problems.append(_problem(name, what, "Check the path: three slashes, then the path."))
            return None
        file = f"file:{quote(url.database)}"
        url = url.set(drivername="sqlite", database=file, query={"mode": "ro", "uri": "true"})
    options = {"connect_args": _CONNECT.get(url.drivername, {})}
    try:
        return sql.create_engine(url, poolclass=sql.NullPool, hide_parameters=True, **options)
    except NoSuchModuleError:
        problems.append(_problem(name, f"There is no kind of database '{url.drivername}'.", _HOW_TO_WRITE))
    except ImportError as error:
        what = f"The driver for {url.drivername} is not installed ({error.name or 'unknown'})."
        problems.append(_problem(name, what, f"Install the Python package {error.name or 'it needs'} beside Handrail."))
    return None


@contextmanager
def _connected(engine: Engine, name: str, problems: list[Problem]) -> Iterator[Connection | None]:
    connection = None
    try:
        connection = engine.connect()
        for statement in _AT_FIRST.get(engine.dialect.name, ()):
            connection.exec_driver_sql(statement)
    except (SQLAlchemyError, OSError, TypeError, ValueError) as error:  # drivers check what they are given themselves
        what = f"The database could not be opened: {_reason(error, engine.url)}."
        problems.append(_problem(name, what, _LOOK))
        if connection is not None:
            connection.close()
        yield None
        return
    try:
        yield connection
    finally:
        connection.close()


def _extract(connection: Connection, url: URL, name: str, problems: list[Problem]) -> Extract | None:
    wanted = url.query.get("schema")
    try:
        found = {schema: places for schema, places in _schemas(connection, wanted) if places}
    except SQLAlchemyError as error:
        what = f"The tables of the database could not be listed: {_reason(error, connection.engine.url)}."
        problems.append(_problem(name, what, _LOOK))
        return None
    if not found:
        where = f" in the schema {wanted}" if wanted else ""
        what = f"No table of the Standard Safeguarding Dataset (ssd_person, ssd_cla_episodes, ...) was found{where}."
        problems.append(_problem(name, what, "Check the database, the schema and the right to read it."))
        return None
    if len(found) > 1:
        names = ", ".join(sorted(str(schema) for schema in found))
        what = f"The dataset stands in more than one schema: {names}. None was read."
        problems.append(_problem(name, what, "Say which, at the end of the address: ?schema=NAME"))
        return None
    return Extract(name, next(iter(found.values())), problems)


def _schemas(connection: Connection, wanted: object) -> Iterator[tuple[str | None, dict[str, list[Place]]]]:
    """Each schema, or the wanted one, with the tables of the dataset in it; a table goes before a view of it."""
    inspector = sql.inspect(connection)
    for schema in inspector.get_schema_names():
        if schema.lower() in _OF_THE_SERVER or schema.startswith("pg_") or wanted not in (None, schema):
            continue
        places: dict[str, list[Place]] = {}
        listed = [inspector.get_table_names(schema), inspector.get_view_names(schema)]
        if connection.dialect.name == "postgresql":
            listed.append(inspector.get_materialized_view_names(schema))
        for called in sorted(chain.from_iterable(listed), key=lambda each: (each.lower() not in _usual(), each)):
            table = by_name(called)
            if table is None or table.name in places:
                continue
            columns = tuple(str(column["name"]) for column in inspector.get_columns(called, schema))
            if by_columns(columns) is table:
                places[table.name] = [DatabaseTable(connection, called, schema, columns)]
        yield schema, places


def _usual() -> frozenset[str]:
    return frozenset(name for table in tables().values() for name in table.names)


def _reason(error: BaseException, url: URL) -> str:
    """The first line of what the driver says, without the password."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines() or ["no reason was given"]
    line = said[0].strip().rstrip(".")
    return line.replace(url.password, "***") if url.password else line


def _problem(name: str, what: str, remedy: str) -> Problem:
    return file_problem("HR-SSD-DATABASE", name, f"{name}: {what}", remedy)
