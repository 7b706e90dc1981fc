"""The tables that the migrations make are those of the models, and the same on both engines."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sql
from django.apps import apps
from django.core.management import call_command
from sqlalchemy.engine import make_url
from tests.service.audit.own import Own, done, migrated

__all__ = ["migrated"]


def test_no_model_has_changed_without_a_migration(db: None) -> None:
    ours = [one.label for one in apps.get_app_configs() if one.name.startswith("handrail.")]
    call_command("makemigrations", *ours, check=True, dry_run=True, verbosity=0)


@pytest.mark.slow
@pytest.mark.skipif("HANDRAIL_TEST_SERVICE" not in os.environ, reason="needs both engines")
def test_both_engines_hold_the_same_tables(migrated: Callable[[Path], Own], tmp_path: Path) -> None:
    on_postgresql, on_sqlite = migrated(tmp_path), Own(f"sqlite:///{tmp_path}/zero.sqlite3")
    done(on_sqlite.start("manage", "migrate", "--verbosity", "0"))
    here, there = shape(on_sqlite.address), shape(on_postgresql.address)
    assert {name: (here.get(name), there.get(name)) for name in here | there if here.get(name) != there.get(name)} == {}


def shape(address: str) -> dict[str, Any]:
    """Of each table its columns and whether they may be empty, its key, its links, and what may stand in it once only."""
    url = make_url(address)
    driver = {"postgresql": "postgresql+psycopg"}.get(url.drivername, url.drivername)
    inspector = sql.inspect(sql.create_engine(url.set(drivername=driver), poolclass=sql.NullPool))
    return {
        name: {
            "columns": {(one["name"], one["nullable"]) for one in inspector.get_columns(name)},
            "key": inspector.get_pk_constraint(name)["constrained_columns"],
            "links": {(*one["constrained_columns"], one["referred_table"]) for one in inspector.get_foreign_keys(name)},
            "once": _once(inspector, name),
        }
        for name in inspector.get_table_names()
    }


def _once(inspector: Any, table: str) -> set[frozenset[str]]:
    indexes = [one["column_names"] for one in inspector.get_indexes(table, include_auto_indexes=True) if one["unique"]]
    constraints = [one["column_names"] for one in inspector.get_unique_constraints(table)]
    key = frozenset(inspector.get_pk_constraint(table)["constrained_columns"])
    return {frozenset(one) for one in (*indexes, *constraints)} - {key}
