"""The tables of the ledger: the things due, what people said about them, and what they were worked out from.

A row of `Duty` is a row of the lower floors' ledger and holds nothing that follows from a date: how it stands is worked
out when it is asked (`state`). The ledger as recorded and as verified live in one table: nearly every row is the same
in both and stands once, with both marks; where corrections make a difference, each view has a row of its own.

Reasons and notes hang on the natural key of a row (`child_id` and `duty`) and not on the row, so that they outlive it.
"""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce

from handrail.service.authorities.walls import Walled, open_wall
from handrail.timescales.ledger import LedgerRow

RECORDED, VERIFIED = "recorded", "verified"
VIEWS = (RECORDED, VERIFIED)
"""The two ledgers that stand side by side; named as the measures' `basis_of_record` names them."""
NEVER = date.max
_TOLD_APART = (
    "open_until", "due_latest_on", "child_id", "clock", "due_on", "leads", "as_verified", "triggered_on", "stopped_on",
    "stop_reason", "id",
)  # fmt: skip
"""What lists and counts of open things ask for: few of all rows are open, and they lie far apart in the table."""
_SUPERSEDED = Q(as_recorded=False, as_verified=False)


def _authority() -> "models.ForeignKey[Any, Any]":
    """The authority, without an index of its own: every index here begins with it."""
    return models.ForeignKey(
        "authorities.Authority",
        on_delete=models.PROTECT,
        default=open_wall,
        editable=False,
        related_name="+",
        db_index=False,
    )


def _day() -> "models.DateField[Any, Any]":
    return models.DateField(null=True)


class Duty(Walled):
    """One thing that was due for a child: a row of the ledger, in one view or in both.

    `key` is its natural key within the child (see `keys`). Without either mark it is superseded: the ledger no longer
    has it, and it is kept because something hangs on it. `open_until` is the day it was met or stopped, far away where
    neither has come.
    """

    authority = _authority()
    child_id = models.TextField()
    key = models.TextField()
    subject_on = models.DateField()
    clock = models.TextField()
    basis = models.TextField()
    version = _day()
    triggered_on = _day()
    due_on = _day()
    due_earliest_on = _day()
    due_latest_on = _day()
    latest_practical_on = _day()
    met_on = _day()
    stopped_on = _day()
    stop_reason = models.TextField(null=True)
    not_assessable = models.TextField(null=True)
    leads = models.BooleanField(default=True)
    as_recorded = models.BooleanField()
    as_verified = models.BooleanField()
    open_until = models.GeneratedField(
        expression=Coalesce(
            F("met_on"),
            F("stopped_on"),
            Case(When(stop_reason__isnull=False, then=F("subject_on")), default=Value(NEVER)),
        ),
        output_field=models.DateField(),
        db_persist=True,
    )

    class Meta:
        """A key stands once in each view; what is open is found by its last day, and told apart in the index itself."""

        verbose_name_plural = "duties"
        constraints = (
            models.UniqueConstraint(
                fields=("authority", "child_id", "key"), condition=Q(as_verified=True), name="due_one_as_verified"
            ),
            models.UniqueConstraint(
                fields=("authority", "child_id", "key"), condition=Q(as_recorded=True), name="due_one_as_recorded"
            ),
            models.UniqueConstraint(
                fields=("authority", "child_id", "key"), condition=_SUPERSEDED, name="due_one_superseded"
            ),
        )
        indexes = (models.Index(fields=("authority", *_TOLD_APART), name="due_open"),)

    def __str__(self) -> str:
        return f"{self.clock} of {self.subject_on}"

    @property
    def row(self) -> LedgerRow:
        """The row as the ledger has it."""
        return LedgerRow(*(getattr(self, name) for name in LedgerRow._fields))

    @property
    def superseded(self) -> bool:
        """Whether the ledger no longer has it."""
        return not (self.as_recorded or self.as_verified)


class Hanging(Walled):
    """What hangs on a thing due, by its natural key. Every such table is looked at before a row is taken away."""

    authority = _authority()
    child_id = models.TextField()
    duty = models.TextField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Shared by all that hangs."""

        abstract = True
        ordering = ("id",)


class LatenessReason(Hanging):
    """A reason why it was late: a code of the authority's list; one main, others contributing.

    Reasons are not overwritten: those given anew replace the earlier, which keep the moment they were replaced.
    """

    reason = models.CharField(max_length=100)
    main = models.BooleanField()
    note = models.TextField(blank=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta(Hanging.Meta):
        """Of those that stand, one is the main one, and none stands twice."""

        constraints = (
            models.UniqueConstraint(
                fields=("authority", "child_id", "duty", "reason"),
                condition=Q(replaced_at=None),
                name="due_reason_stands_once",
            ),
            models.UniqueConstraint(
                fields=("authority", "child_id", "duty"),
                condition=Q(replaced_at=None, main=True),
                name="due_reason_one_main",
            ),
        )
        indexes: ClassVar[Any] = (models.Index(fields=("authority", "child_id", "duty"), name="due_reason_of_duty"),)


class Note(Hanging):
    """What somebody noted about a thing due. Never changed; one taken back keeps the moment it was."""

    text = models.TextField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta(Hanging.Meta):
        """Found by what it is about."""

        indexes: ClassVar[Any] = (models.Index(fields=("authority", "child_id", "duty"), name="due_note_of_duty"),)


class Stamp(Walled):
    """What the ledger of an authority was last worked out from, whole: one an authority.

    `kinds` are the kinds of event that some source records, in each view: they decide which sequences run at all.
    `overtaken` says that a change to one child since then has changed them for all.
    """

    record = models.PositiveIntegerField(null=True)
    law = models.CharField(max_length=64)
    calendar = models.CharField(max_length=64)
    profile = models.BigIntegerField(null=True)
    kinds = models.JSONField()
    overtaken = models.BooleanField(default=False)
    computed_at = models.DateTimeField()

    class Meta:
        """One an authority."""

        constraints = (models.UniqueConstraint(fields=("authority",), name="due_stamp_one"),)
