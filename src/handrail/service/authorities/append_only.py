"""Tables whose rows are written once: the database itself refuses to change or delete them."""

from collections.abc import Callable
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_REFUSE = """
CREATE OR REPLACE FUNCTION handrail_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'The rows of % are never changed or deleted.', TG_TABLE_NAME; END $$
"""


def append_only(*tables: str) -> migrations.RunPython:
    """The migration step after which rows of these tables can be added and read, and nothing else.

    On SQLite a later step that alters such a table makes it anew without its triggers: repeat this one after it.
    """
    return migrations.RunPython(_each(tables, _forbid), _each(tables, _allow))


def _each(tables: tuple[str, ...], act: Callable[[BaseDatabaseSchemaEditor, str], None]) -> Any:
    def run(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            act(editor, table)

    return run


def _forbid(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(_REFUSE, params=None)
        does = "FOR EACH STATEMENT EXECUTE FUNCTION handrail_append_only()"
        editor.execute(f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} {does}")
        return
    for act in ("UPDATE", "DELETE"):
        refuses = f"SELECT RAISE(ABORT, 'The rows of {table} are never changed or deleted.')"
        editor.execute(f"CREATE TRIGGER {table}_kept_{act.lower()} BEFORE {act} ON {table} BEGIN {refuses}; END")


def _allow(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER {table}_kept ON {table}")
        return
    for act in ("update", "delete"):
        editor.execute(f"DROP TRIGGER {table}_kept_{act}")
