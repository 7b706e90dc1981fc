"""What lists keep of their own: extra columns and what stands in them, filters, and what was changed in one step.

Extra values and changes hang on the natural key of a row within its child, as reasons and notes do: they outlive the row.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from handrail.service.authorities.walls import Walled
from handrail.service.due.models import Hanging
from handrail.service.worklist.values import CHOICE, DATE, TEXT, YES_NO

KINDS = ((TEXT, "Text"), (DATE, "A date"), (YES_NO, "Yes or no"), (CHOICE, "One of a list"))


class LocalColumn(Walled):
    """A column that an authority added to a list, from a day on. It is never deleted; a closed one keeps what stood in it."""

    grid = models.CharField(max_length=40)
    heading = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=KINDS)
    choices = models.JSONField(default=list)
    about = models.CharField(max_length=200, blank=True)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    closed_by = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """Of those that are open, each heading stands once."""

        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("authority", "grid", "heading"), condition=Q(closed_at=None), name="worklist_heading_once"
            ),
        )

    def __str__(self) -> str:
        return self.heading

    @property
    def key(self) -> str:
        """What it is called among the columns of its list."""
        return f"local-{self.pk}"


class LocalValue(Hanging):
    """What stands in an extra column. Never changed: one written anew replaces it, and it keeps the moment it was replaced."""

    column = models.ForeignKey(LocalColumn, on_delete=models.PROTECT, related_name="values")
    value = models.TextField()
    replaced_at = models.DateTimeField(null=True)

    class Meta(Hanging.Meta):
        """One stands in each cell."""

        constraints = (
            models.UniqueConstraint(
                fields=("authority", "child_id", "duty", "column"),
                condition=Q(replaced_at=None),
                name="worklist_value_stands_once",
            ),
        )


class SavedFilter(Walled):
    """How somebody likes to see a list: its filters and order. A shared one is there for all who see the list."""

    grid = models.CharField(max_length=40)
    account = models.CharField(max_length=64)
    title = models.CharField(max_length=80)
    query = models.JSONField()
    words = models.CharField(max_length=200, blank=True)
    shared = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        """Named once by each person."""

        ordering = ("title", "id")
        constraints = (
            models.UniqueConstraint(fields=("authority", "grid", "account", "title"), name="worklist_filter_once"),
        )


class Step(Walled):
    """Changes made in one step: shown first, applied together, taken back together.

    `problems` says in words what of a file could not be read; `undoes` is the step it took back.
    """

    grid = models.CharField(max_length=40)
    by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    how = models.CharField(max_length=10)
    problems = models.JSONField(default=list)
    applied_at = models.DateTimeField(null=True)
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        """Found by whoever made it."""

        ordering = ("id",)
        indexes: ClassVar[Any] = (models.Index(fields=("authority", "by", "grid"), name="worklist_step_of"),)


class Change(Hanging):
    """One cell of a step: what was seen there, what was asked for, and once it is done what stood before and stands now.

    `row` says where it came from where it came from a file: the row as a person counts it.
    """

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="changes")
    column = models.CharField(max_length=40)
    seen = models.CharField(max_length=12, blank=True)
    wanted = models.TextField(blank=True)
    row = models.PositiveIntegerField(null=True)
    done = models.BooleanField(default=False)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta(Hanging.Meta):
        """Found by what it is about."""

        indexes: ClassVar[Any] = (
            models.Index(fields=("authority", "child_id", "duty"), name="worklist_change_of_row"),
        )
