"""Tables whose rows are written once: the database itself refuses to change or delete them."""

from collections.abc import Callable
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_ALWAYS = """
CREATE OR REPLACE FUNCTION handrail_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'The rows of % are never changed or deleted.', TG_TABLE_NAME; END $$
"""
_UNLESS = """
CREATE FUNCTION {0}_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN IF {1} THEN RETURN NEW; END IF; RAISE EXCEPTION 'The rows of {0} are never changed or deleted.'; END $$
"""


def append_only(*tables: str, unless: str = "") -> migrations.RunPython:
    """The migration step after which rows of these tables can be added and read, and nothing else.

    `unless` is SQL over OLD and NEW, alike on both engines: the one change to a row that is let through. On SQLite a
    later step that alters such a table makes it anew without its triggers: repeat this one after it.
    """
    return migrations.RunPython(_each(tables, _forbid, unless), _each(tables, _allow, unless))


def unchanged(*columns: str) -> str:
    """The condition that these columns stay as they are; none of them may be null."""
    return f"({_of('NEW', columns)}) = ({_of('OLD', columns)})"


def _of(row: str, columns: tuple[str, ...]) -> str:
    return ", ".join(f"{row}.{column}" for column in columns)


def _each(tables: tuple[str, ...], act: Callable[[BaseDatabaseSchemaEditor, str, str], None], unless: str) -> Any:
    def run(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            act(editor, table, unless)

    return run


def _forbid(editor: BaseDatabaseSchemaEditor, table: str, unless: str) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(_ALWAYS, params=None)
        always = "DELETE OR TRUNCATE" if unless else "UPDATE OR DELETE OR TRUNCATE"
        does = "FOR EACH STATEMENT EXECUTE FUNCTION handrail_append_only()"
        editor.execute(f"CREATE TRIGGER {table}_kept BEFORE {always} ON {table} {does}")
        if unless:
            editor.execute(_UNLESS.format(table, unless), params=None)
            does = f"FOR EACH ROW EXECUTE FUNCTION {table}_kept()"
            editor.execute(f"CREATE TRIGGER {table}_kept_rows BEFORE UPDATE ON {table} {does}")
        return
    for act, when in (("UPDATE", f"WHEN NOT ifnull({unless}, 0)" if unless else ""), ("DELETE", "")):
        refuses = f"SELECT RAISE(ABORT, 'The rows of {table} are never changed or deleted.')"
        editor.execute(
            f"CREATE TRIGGER {table}_kept_{act.lower()} BEFORE {act} ON {table} {when} BEGIN {refuses}; END",
            params=None,
        )


def _allow(editor: BaseDatabaseSchemaEditor, table: str, unless: str) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER {table}_kept ON {table}")
        if unless:
            editor.execute(f"DROP TRIGGER {table}_kept_rows ON {table}")
            editor.execute(f"DROP FUNCTION {table}_kept()")
        return
    for act in ("update", "delete"):
        editor.execute(f"DROP TRIGGER {table}_kept_{act}")
