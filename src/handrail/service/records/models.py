"""The tables of the record in the database: one model for each table of the schema, made from it.

A row is known by its natural key, inside its authority. There is no link between these tables that the database would
hold: a source may name what it does not tell of. What stands elsewhere in the service and is about a child points to
the child's row, which is never deleted: a child that has vanished from the sources is marked `gone` and keeps its key.
"""

from typing import Any, ClassVar, cast
from uuid import uuid4

from django.db import models

from handrail.record.schema import TABLES, Field, Table
from handrail.service.authorities.walls import Inside, Walled, open_wall

LOADED, WRITTEN = "loaded", "written"
CHILDREN = "children"
_KINDS: "dict[str, type[models.Field[Any, Any]]]" = {
    "string": models.TextField,
    "date": models.DateField,
    "boolean": models.BooleanField,
    "integer": models.BigIntegerField,
}


def new_key() -> str:
    """A key that tells nothing."""
    return uuid4().hex


class Recorded(Walled):
    """A row of the record: loaded from what was handed in, or written in the service."""

    authority = models.ForeignKey(  # the key's index, which begins with the authority, serves
        "authorities.Authority",
        on_delete=models.PROTECT,
        default=open_wall,
        editable=False,
        related_name="+",
        db_index=False,
    )
    origin = models.CharField(max_length=7, choices=((LOADED, "Handed in"), (WRITTEN, "Written here")), default=WRITTEN)

    class Meta:
        """Shared by every table of the record."""

        abstract = True


class Present(Inside["Known"]):
    """Finds the children of the open wall that the sources or the service know now."""

    def get_queryset(self) -> "models.QuerySet[Known]":
        """Without those that are gone. Raises NoWall."""
        return super().get_queryset().filter(gone=False)


class Known(Recorded):
    """A child: its row stays for good. `key` stands for it in addresses and in the trail, where its ids may not.

    `sealed` and `merged_into` (the key of the entry that stays) follow from what is recorded: see `standing`.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    gone = models.BooleanField(default=False, editable=False)
    sealed = models.BooleanField(default=False, editable=False)
    merged_into = models.CharField(max_length=32, default="", blank=True, editable=False)

    objects: ClassVar[Present] = Present()
    ever = Inside["Known"]()

    class Meta:
        """What the table of children has besides the schema."""

        abstract = True


class Coverage(Walled):
    """What the loaded rows of an authority cover: the days, what is missing and why, and the store's version they are."""

    care_from = models.DateField(null=True)
    care_to = models.DateField(null=True)
    protection_from = models.DateField(null=True)
    protection_to = models.DateField(null=True)
    missing = models.JSONField(default=list)
    version = models.PositiveIntegerField()
    loaded_at = models.DateTimeField()

    class Meta:
        """One an authority."""

        constraints = (models.UniqueConstraint(fields=("authority",), name="record_coverage_one"),)


class Change(Walled):
    """The record was written to in the service since it was last loaded. A row each time: nobody waits for another."""

    authority = models.ForeignKey(
        "authorities.Authority", on_delete=models.PROTECT, default=open_wall, editable=False, related_name="+"
    )


class Seal(Walled):
    """A child's record was put under seal by hand: why, by whom (an account's key) and when; and when that was lifted.

    What an adoption seals has no row here: it follows from the record.
    """

    child = models.CharField(max_length=32)
    reason = models.TextField()
    placed_by = models.CharField(max_length=64)
    placed_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=64, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_why = models.TextField(blank=True)

    class Meta:
        """Found by the child; one at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=("authority", "child"), condition=models.Q(lifted_at=None), name="records_seal_one"
            ),
        )


def ever(model: type[Recorded]) -> "Inside[Any]":
    """The manager that finds every row of a table in the open wall, children that are gone among them."""
    return Child.ever if model is Child else model.objects


def model_of(table_name: str) -> type[Recorded]:
    """The model of a table of the schema. Raises KeyError where there is none."""
    return _MODELS[table_name]


def table(table_name: str) -> "models.QuerySet[Any]":
    """The rows of a table of the schema, inside the open wall; of children those who are known now. Raises NoWall."""
    return model_of(table_name).objects.all()


def _made(table: Table) -> type[Recorded]:
    base = Known if table.name == CHILDREN else Recorded
    named = {"__module__": __name__, "__doc__": table.description, "Meta": _meta(table), **_columns(table)}
    return type(table.row.__name__, (base,), named)


def _columns(table: Table) -> "dict[str, models.Field[Any, Any]]":
    otherwise = table.row._field_defaults  # type: ignore[attr-defined]
    return {field.name: _column(field, otherwise.get(field.name)) for field in table.fields}


def _column(field: Field, otherwise: Any) -> "models.Field[Any, Any]":
    kind, blank = _KINDS[field.type], not field.required or (field.type == "string" and otherwise is not None)
    return kind(null=not field.required, blank=blank, default=models.NOT_PROVIDED if otherwise is None else otherwise)


def _meta(table: Table) -> type:
    child = ("authority", "child_id")
    named: dict[str, Any] = {
        "db_table": f"record_{table.name}",
        "constraints": (models.UniqueConstraint(fields=("authority", *table.key), name=f"record_{table.name}_key"),),
    }
    if table.key[0] != "child_id" and any(field.name == "child_id" for field in table.fields):
        named["indexes"] = (models.Index(fields=child, name=f"rec_{table.name}_child"),)
    return type("Meta", (), named)


_MODELS = {table.name: _made(table) for table in TABLES}
Child = cast("type[Known]", _MODELS[CHILDREN])
