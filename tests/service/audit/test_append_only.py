"""What is in the trail stays as it was written, whatever is tried on the database."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction
from tests.service.audit.conftest import MINE, NOW, Visiting

from handrail.service.audit.actions import enter
from handrail.service.audit.models import Entry, EntryChild, Seal, Sealed, Waiting

KEPT = (Entry, EntryChild, Sealed, Seal)


@pytest.fixture
def kept(visiting: Visiting) -> None:
    enter(visiting(), "read", children=[MINE])
    enter(visiting(), "read", children=[MINE])
    Sealed.objects.create(entry=Entry.objects.all()[0], position=1, link="0" * 64)
    Seal.objects.create(batch=1, first=1, last=1, link="0" * 64, at=NOW, mark="0" * 64)
    connection.check_constraints()  # or PostgreSQL waits for them before it empties a table


def refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match=r"never changed or deleted|waits"),
        transaction.atomic(),
        connection.cursor() as c,
    ):
        c.execute(statement)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
class TestEveryTable:
    """Of the four that hold the trail."""

    def test_no_row_is_changed(self, model: Any) -> None:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            model.objects.update(authority_id=models.F("authority_id"))
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            model.objects.all()[0].save()
        refused(f"UPDATE {model._meta.db_table} SET authority_id = authority_id")

    def test_no_row_is_deleted(self, model: Any) -> None:
        before = model.objects.count()
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            model.objects.all()._raw_delete("default")
        refused(f"DELETE FROM {model._meta.db_table}")
        assert model.objects.count() == before > 0

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="a statement of SQLite")
    def test_no_row_is_replaced(self, model: Any) -> None:
        refused(f"INSERT OR REPLACE INTO {model._meta.db_table} SELECT * FROM {model._meta.db_table}")

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="a statement of PostgreSQL")
    def test_the_table_is_not_emptied(self, model: Any) -> None:
        refused(f"TRUNCATE {model._meta.db_table} CASCADE")


@pytest.mark.usefixtures("kept")
def test_what_waits_is_let_go_once_it_is_sealed_and_not_before() -> None:
    refused("DELETE FROM audit_waiting")
    refused("UPDATE audit_waiting SET authority_id = authority_id")
    assert Waiting.objects.filter(entry_id=Sealed.objects.get().entry_id).delete()[0] == 1
    assert Waiting.objects.count() == 1


@pytest.mark.usefixtures("kept")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a statement of PostgreSQL")
def test_what_waits_is_not_emptied() -> None:
    refused("TRUNCATE audit_waiting")


@pytest.mark.usefixtures("kept")
def test_an_entry_written_past_the_program_is_followed_all_the_same() -> None:
    Entry.objects.bulk_create([Entry(at=NOW, action="read", kind="child", children='["x1","x2"]')])
    assert Waiting.objects.count() == 3
    assert set(EntryChild.objects.values_list("child", flat=True)) == {MINE, "x1", "x2"}
