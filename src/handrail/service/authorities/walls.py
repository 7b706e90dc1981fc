"""The wall around one authority: whatever is read or written lies inside the one that is open.

    with wall(authority):
        Child.objects.all()  # this authority's, and no other's

On PostgreSQL the database holds the same wall by row-level security (`row_security`), should a query ever forget it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection, models, transaction

SETTING = "handrail.authority"
"""The setting of a PostgreSQL transaction that names the authority whose rows may be seen."""

_open: ContextVar[int | None] = ContextVar("handrail_wall", default=None)
_Model = TypeVar("_Model", bound=models.Model)


class NoWall(RuntimeError):
    """Rows of an authority were asked for while no wall was open: a mistake in the program."""


@contextmanager
def wall(authority: models.Model) -> Iterator[None]:
    """Work inside one authority, in one transaction. Raises NoWall inside the wall of another."""
    key = int(authority.pk)
    if _open.get() is not None:
        if _open.get() != key:
            raise NoWall("A wall is open already, and it is another authority's.")
        yield
        return
    try:
        with transaction.atomic():
            _tell_database(f"{key}")
            token = _open.set(key)
            try:
                yield
            finally:
                _open.reset(token)
    finally:
        if connection.in_atomic_block and not connection.needs_rollback:
            _tell_database("")


def open_wall() -> int:
    """The authority whose wall is open, by its number. Raises NoWall."""
    key = _open.get()
    if key is None:
        raise NoWall("No wall is open: work on an authority's rows inside `with wall(authority)`.")
    return key


def _tell_database(key: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, key])


class Inside(models.Manager[_Model]):
    """Finds what lies inside the open wall."""

    def get_queryset(self) -> models.QuerySet[_Model]:
        """Rows of the authority whose wall is open. Raises NoWall."""
        return super().get_queryset().filter(authority_id=open_wall())

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[_Model]:
        """Many at once, each inside the open wall. Raises NoWall also for one of another authority."""
        objs, key = list(objs), open_wall()
        if any(one.authority_id != key for one in objs):
            raise NoWall("A row of another authority was to be written.")
        return super().bulk_create(objs, *args, **kwargs)


class Walled(models.Model):
    """A row that belongs to one authority: the one whose wall is open when it is made."""

    authority = models.ForeignKey(
        "authorities.Authority", on_delete=models.PROTECT, default=open_wall, editable=False, related_name="+"
    )

    objects = Inside()

    class Meta:
        """Shared by every walled model."""

        abstract = True
