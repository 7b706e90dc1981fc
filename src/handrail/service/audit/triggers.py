"""What follows from an entry, written by the database in the same breath: its children's rows, and that it waits.

One statement writes an entry, however many children it is about; the rows cannot disagree with it; and whatever wrote
it, the sealer finds it. The row that says an entry waits goes once the entry is sealed, and no other way.
"""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from handrail.service.authorities.append_only import unchanged

WORDS_ERASED = " AND ".join(
    (
        "OLD.erased = '' AND NEW.reason = '' AND NEW.detail = '{}' AND NEW.salt = ''",
        unchanged("id", "authority_id", "at", "who", "role", "through", "action", "kind", "children", "route"),
        "EXISTS (SELECT 1 FROM audit_erasure WHERE entry_id = OLD.id AND words = NEW.erased)",
    )
)
"""The one change to an entry: its words go where an erasure stands, and their hash takes their place."""

HOLD_LIFTED = "OLD.lifted_at IS NULL AND NEW.lifted_at IS NOT NULL AND NEW.lifted_by <> '' AND " + unchanged(
    "id", "authority_id", "child", "reason", "placed_by", "placed_at"
)
"""The one change to a legal hold."""

NEXT_STEP = (
    "OLD.destroyed_at IS NULL AND OLD.withdrawn_at IS NULL AND "
    + unchanged("id", "authority_id", "child", "entries", "why", "kept_until", "proposed_by", "proposed_at")
    + " AND (OLD.approved_at IS NULL OR NEW.approved_at = OLD.approved_at AND NEW.approved_by = OLD.approved_by)"
)
"""What may change of a destruction: steps that are not taken yet, until it is done or withdrawn."""

_CHILDREN = """
INSERT INTO audit_entrychild (authority_id, entry_id, child, at)
SELECT NEW.authority_id, NEW.id, named.value, NEW.at FROM {} AS named;
"""
_WAITS = "INSERT INTO audit_waiting (authority_id, entry_id) VALUES (NEW.authority_id, NEW.id);"
_IS_SEALED = "EXISTS (SELECT 1 FROM audit_sealed WHERE entry_id = OLD.entry_id)"
_WHY = "An entry waits until it is sealed."

_PUT_UP = {
    "postgresql": (
        f"CREATE FUNCTION audit_follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{_CHILDREN.format('jsonb_array_elements_text(NEW.children::jsonb)')} {_WAITS} RETURN NULL; END $$",
        f"CREATE FUNCTION audit_let_go() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' AND {_IS_SEALED} THEN RETURN OLD; END IF; RAISE EXCEPTION '{_WHY}'; END $$",
        f"CREATE FUNCTION audit_keep_waiting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_WHY}'; END $$",
        "CREATE TRIGGER audit_follows AFTER INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_follow()",
        "CREATE TRIGGER audit_lets_go BEFORE DELETE ON audit_waiting FOR EACH ROW EXECUTE FUNCTION audit_let_go()",
        "CREATE TRIGGER audit_waits BEFORE UPDATE OR TRUNCATE ON audit_waiting EXECUTE FUNCTION audit_keep_waiting()",
    ),
    "sqlite": (
        f"CREATE TRIGGER audit_follows AFTER INSERT ON audit_entry BEGIN "
        f"{_CHILDREN.format('json_each(NEW.children)')} {_WAITS} END",
        f"CREATE TRIGGER audit_lets_go BEFORE DELETE ON audit_waiting WHEN NOT {_IS_SEALED} "
        f"BEGIN SELECT RAISE(ABORT, '{_WHY}'); END",
        f"CREATE TRIGGER audit_waits BEFORE UPDATE ON audit_waiting BEGIN SELECT RAISE(ABORT, '{_WHY}'); END",
    ),
}
_TRIGGERS = {"audit_follows": "audit_entry", "audit_lets_go": "audit_waiting", "audit_waits": "audit_waiting"}
_FUNCTIONS = ("audit_follow", "audit_let_go", "audit_keep_waiting")


def entries_are_followed() -> migrations.RunPython:
    """The migration step after which the database writes what follows from an entry."""
    return migrations.RunPython(_put_up, _take_down)


def _put_up(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _PUT_UP[editor.connection.vendor]:
        editor.execute(statement)


def _take_down(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    postgres = editor.connection.vendor == "postgresql"
    for trigger, table in _TRIGGERS.items():
        editor.execute(f"DROP TRIGGER {trigger} ON {table}" if postgres else f"DROP TRIGGER {trigger}")
    for function in _FUNCTIONS if postgres else ():
        editor.execute(f"DROP FUNCTION {function}()")
