"""Puts into DuckDB what the wanted measures read, and nothing else: tables of the record, helpers, ledger, views."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from handrail.columnar import arrow_table
from handrail.measures.asked import Asked
from handrail.measures.definitions import tables_read, views
from handrail.measures.helpers import HELPERS
from handrail.measures.ledger_table import ledger_table
from handrail.record.schema import TABLE_BY_NAME, Field
from handrail.timescales.subjects import CONFERENCES, REVIEWS

_LEDGER = re.compile(r"\b(?:FROM|JOIN)\s+ledger\b")
_COLUMN = re.compile(r"\.([a-z_0-9]+)")
_SUBJECT_OF_VIEW = {
    "review_row": REVIEWS,
    "conference_row": CONFERENCES,
    "initial_conference": CONFERENCES,
    "review_conference": CONFERENCES,
}


def load(database: duckdb.DuckDBPyConnection, asked: Asked, wanted: Iterable[str]) -> None:
    """Make every table and view that these statements read."""
    statements = list(wanted)
    read = set().union(*map(tables_read, statements))
    needed = [sql for name, sql in views().items() if name in read]
    columns = set(_COLUMN.findall("\n".join([*statements, *needed])))
    for name, helper in HELPERS.items():
        if name in read:
            _adopt(database, name, arrow_table(helper.fields(asked), list(helper.rows(asked))))
    for name in sorted(read & set(TABLE_BY_NAME)):
        fields = TABLE_BY_NAME[name].fields
        _adopt(database, name, arrow_table(fields, getattr(asked.record, name), _only(fields, columns)))
    if "ledger" in read:
        _adopt(database, "ledger", ledger_table(asked.record, asked.settings["basis"], _subjects(statements, read)))
    for name, sql in views().items():
        if name in read:  # several measures read it: worked out once
            database.execute(f"CREATE TABLE {name} AS {sql}")


def _only(fields: Sequence[Field], columns: set[str]) -> list[str]:
    """The columns that are read; one at least, so that the rows can be counted."""
    return [field.name for field in fields if field.name in columns] or [fields[0].name]


def _subjects(statements: Iterable[str], read: set[str]) -> list[str]:
    """What part of the ledger is read: by way of a view, or straight, which only the snapshot of plans does."""
    found = {subject for view, subject in _SUBJECT_OF_VIEW.items() if view in read}
    if any(_LEDGER.search(sql) for sql in statements):
        found.add(CONFERENCES)
    return [subject for subject in (REVIEWS, CONFERENCES) if subject in found]


def _adopt(database: duckdb.DuckDBPyConnection, name: str, table: Any) -> None:
    database.register(f"{name}_rows", table)
    database.execute(f"CREATE TABLE {name} AS SELECT * FROM {name}_rows")  # noqa: S608 - a name of our own
    database.unregister(f"{name}_rows")
