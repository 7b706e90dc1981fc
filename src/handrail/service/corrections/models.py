"""Corrections that somebody has proposed, and what was decided about each."""

from django.db import models
from django.db.models import Q

from handrail.service.authorities.walls import Walled


class Proposal(Walled):
    """An entry of the record that somebody says is wrong, with what they verified; kept for good, however it ends.

    `recorded` and `verified` are by column, or for `entry` itself, as `record.corrections` writes them. `stands` is None
    until it is decided; agreed to, its corrections are written and the ledger follows.
    """

    child = models.CharField(max_length=32)
    table = models.CharField(max_length=63)
    key = models.TextField()
    recorded = models.JSONField()
    verified = models.JSONField()
    why = models.TextField()
    by = models.CharField(max_length=64)
    author = models.CharField(max_length=200)
    at = models.DateTimeField()
    stands = models.BooleanField(null=True)
    decided_by = models.CharField(max_length=64, blank=True)
    decider = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        """Found by the child, and while it waits; two cannot wait for one entry."""

        ordering = ("-id",)
        indexes = (models.Index(fields=("authority", "child"), name="corrections_of_child"),)
        constraints = (
            models.UniqueConstraint(
                fields=("authority", "table", "key"), condition=Q(stands=None), name="corrections_one_waiting"
            ),
        )
