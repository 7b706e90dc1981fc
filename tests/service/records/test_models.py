"""The tables of the database are those of the schema, and cannot drift from them."""

import pytest
from django.core.management import call_command
from django.db import connection, models

from handrail.record.schema import TABLES, Table
from handrail.service.authorities.models import Authority
from handrail.service.records.models import Child, model_of, new_key

KINDS = {"string": "TextField", "date": "DateField", "boolean": "BooleanField", "integer": "BigIntegerField"}
OWN = {"id", "authority", "origin"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_model_has_the_columns_the_schema_has(table: Table) -> None:
    model = model_of(table.name)
    more = {"key", "gone", "sealed", "merged_into"} if table.name == "children" else set()
    assert {field.name for field in model._meta.fields} == {field.name for field in table.fields} | OWN | more
    for field in table.fields:
        column = model._meta.get_field(field.name)
        assert (column.get_internal_type(), column.null) == (KINDS[field.type], not field.required)
    keys = [set(one.fields) for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    assert keys == [{"authority", *table.key}]
    assert all(field.required for field in table.fields if field.name in table.key)


def test_there_is_no_other_table_of_the_record(db: None) -> None:
    there = {name for name in connection.introspection.table_names() if name.startswith("record_")}
    assert there == {f"record_{table.name}" for table in TABLES}


def test_the_migrations_make_these_models(db: None) -> None:
    call_command("makemigrations", "records", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_is_asked_of_a_child_has_an_index(table: Table, db: None) -> None:
    if any(field.name == "child_id" for field in table.fields):
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, f"record_{table.name}")
        assert any(one["columns"][:2] == ["authority_id", "child_id"] for one in found.values())


def test_a_key_tells_nothing_of_the_child(inside: Authority) -> None:
    child = Child.objects.create(child_id="0001")
    assert len(child.key) == 32
    assert child.key != Child.objects.create(child_id="0002").key
    assert new_key() != new_key()
