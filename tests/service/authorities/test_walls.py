"""Two authorities on one deployment never see each other's rows: by the program, and again by the database."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from handrail.service.authorities.models import Authority, ProfileVersion
from handrail.service.authorities.walls import NoWall, wall

THEN = datetime(2026, 4, 2, tzinfo=UTC)


def a_version(text: str) -> ProfileVersion:
    return ProfileVersion.objects.create(text=text, set_at=THEN, set_by="a", why="test")


def test_what_is_written_inside_a_wall_is_seen_inside_it_only(fairlea: Authority, otherham: Authority) -> None:
    with wall(fairlea):
        a_version("ours")
    with wall(otherham):
        assert list(ProfileVersion.objects.all()) == []
        a_version("theirs")
    with wall(fairlea):
        assert [one.text for one in ProfileVersion.objects.all()] == ["ours"]


def test_without_a_wall_nothing_is_found_or_written(fairlea: Authority) -> None:
    with pytest.raises(NoWall):
        ProfileVersion.objects.all()
    with pytest.raises(NoWall):
        ProfileVersion(text="x", set_at=THEN, set_by="a", why="test")


def test_a_wall_does_not_open_inside_another(fairlea: Authority, otherham: Authority) -> None:
    with wall(fairlea), wall(fairlea):
        pass
    with wall(fairlea), pytest.raises(NoWall), wall(otherham):
        pass


def test_many_at_once_are_of_this_authority(fairlea: Authority, otherham: Authority) -> None:
    theirs = ProfileVersion(authority=otherham, text="x", set_at=THEN, set_by="a", why="test")
    with wall(fairlea), pytest.raises(NoWall):
        ProfileVersion.objects.bulk_create([theirs])


def test_a_failure_inside_leaves_nothing_and_closes_the_wall(fairlea: Authority) -> None:
    with suppress(ZeroDivisionError), wall(fairlea):
        a_version("half")
        raise ZeroDivisionError
    with pytest.raises(NoWall):
        ProfileVersion.objects.all()
    with wall(fairlea):
        assert not ProfileVersion.objects.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one wall only")
class TestSecondWall:
    """The query forgets the wall, and PostgreSQL holds it."""

    def test_a_query_that_forgets_the_wall_finds_nothing_of_others(
        self, fairlea: Authority, otherham: Authority
    ) -> None:
        with wall(otherham):
            a_version("theirs")
        assert not ProfileVersion._base_manager.exists()
        with wall(fairlea):
            assert not ProfileVersion._base_manager.exists()
        with wall(otherham):
            assert ProfileVersion._base_manager.exists()

    def test_a_row_cannot_be_written_through_it(self, fairlea: Authority, otherham: Authority) -> None:
        with wall(fairlea), pytest.raises(DatabaseError), transaction.atomic():
            ProfileVersion(authority=otherham, text="x", set_at=THEN, set_by="a", why="test").save()

    def test_every_table_with_an_authority_stands_behind_it(self, db: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AND count(p.polname) = 1 "
                "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'authority_id' "
                "LEFT JOIN pg_policy p ON p.polrelid = c.oid WHERE c.relkind IN ('r', 'p') GROUP BY c.oid"
            )
            found = dict(cursor.fetchall())
        assert found
        assert [table for table, held in found.items() if not held] == []
