"""The figures of the scorecard, as they were last counted."""

from typing import Any

from django.db import models

from handrail.service.authorities.walls import Walled, open_wall

WHOLE, TEAM, OFFICER = "", "team", "officer"


def _authority() -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        "authorities.Authority",
        on_delete=models.PROTECT,
        default=open_wall,
        editable=False,
        related_name="+",
        db_index=False,
    )


class Counted(Walled):
    """A family of measures counted: when, from which version of record, ledger and profile, and by which definitions.

    `changes` is how often the record had been written to in the service since that version was loaded.
    """

    authority = _authority()
    family = models.TextField()
    basis = models.TextField()
    record = models.PositiveIntegerField(null=True)
    changes = models.PositiveIntegerField()
    profile = models.BigIntegerField(null=True)
    due_at = models.DateTimeField(null=True)
    definitions = models.CharField(max_length=64)
    until = models.DateField()
    counted_at = models.DateTimeField()

    class Meta:
        """One of each family and view of the record."""

        constraints = (models.UniqueConstraint(fields=("authority", "family", "basis"), name="scorecard_counted_one"),)


class Figure(Walled):
    """One measure over one period: of the whole service, of one team or of one officer.

    `basis` is the view of the record it was counted from, `definition` and `record` which definition and version. Where
    it could not be counted no number stands and `note` says why.
    """

    authority = _authority()
    measure = models.TextField()
    basis = models.TextField()
    by = models.TextField(default=WHOLE)
    of = models.TextField(default="")
    from_on = models.DateField()
    to_on = models.DateField()
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    not_assessable = models.BigIntegerField(null=True)
    not_recorded = models.BigIntegerField(null=True)
    note = models.TextField()
    definition = models.CharField(max_length=16)
    record = models.PositiveIntegerField(null=True)

    class Meta:
        """A figure stands once; a page asks for those of one view and one team or officer, or of one measure."""

        constraints = (
            models.UniqueConstraint(
                fields=("authority", "basis", "by", "of", "measure", "to_on", "from_on"), name="scorecard_figure_one"
            ),
        )
        indexes = (models.Index(fields=("authority", "measure", "basis", "by"), name="scorecard_of_measure"),)
