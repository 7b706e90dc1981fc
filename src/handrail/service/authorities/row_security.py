"""The second wall: PostgreSQL's row-level security over every table with rows of an authority."""

from typing import Any

from django.db import connection, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from handrail.service.authorities.walls import SETTING

_POLICY = "handrail_wall"


def walled(*tables: str) -> migrations.RunPython:
    """The migration step that puts these tables behind the wall; on SQLite there is nothing to do."""
    return migrations.RunPython(_each(tables, _put_up), _each(tables, _take_down))


def _each(tables: tuple[str, ...], act: Any) -> Any:
    def run(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            for table in tables:
                act(editor, editor.quote_name(table))

    return run


def _put_up(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    mine = f"authority_id = nullif(current_setting('{SETTING}', true), '')::bigint"
    editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    editor.execute(f"CREATE POLICY {_POLICY} ON {table} USING ({mine}) WITH CHECK ({mine})")


def _take_down(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    editor.execute(f"DROP POLICY {_POLICY} ON {table}")
    editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def why_no_second_wall() -> str | None:
    """Why row-level security does not hold for whoever is signed in to the database; None where it does."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            return (
                "The database user passes through the walls between authorities: it is a superuser or has BYPASSRLS. "
                "Make one that is neither: CREATE ROLE handrail LOGIN NOSUPERUSER NOBYPASSRLS."
            )
    return None
