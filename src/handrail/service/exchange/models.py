"""What was handed in and not yet let take effect, with what was found in it."""

from typing import Any, ClassVar

from django.db import models

from handrail.record.problems import Problem
from handrail.service.authorities.walls import Walled

READING, READ, APPLYING, APPLIED, DROPPED, REFUSED = "reading", "read", "applying", "applied", "dropped", "refused"
OPEN = (READING, READ, APPLYING)
GRAVITIES = ("error", "query", "note")


class Proposal(Walled):
    """An import, or where `to` is given a way back to that version: worked out, then applied or dropped.

    Its files lie in the authority's data under `key` until then. `base` is the store's version it was worked out
    against, `version` the one it became. `counts` are the tables it changes, `sample` some of the rows; `found` counts
    the problems by gravity. `begun_by` is the key of an account, blank for the watched folder. `run` is its last run in
    the background. `why` says in plain words why it was refused, or why it is not applied.
    """

    key = models.CharField(max_length=32, unique=True)
    to = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, default=READING)
    begun_by = models.CharField(max_length=64, blank=True)
    begun_as = models.CharField(max_length=64, blank=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    covers = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    files = models.PositiveIntegerField(default=0)
    recognised = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=dict)
    counts = models.JSONField(default=list)
    sample = models.JSONField(default=list)
    has_effect = models.BooleanField(default=False)
    base = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(null=True)
    run = models.BigIntegerField(null=True)
    why = models.CharField(max_length=1000, blank=True)

    class Meta:
        """The latest first."""

        ordering = ("-id",)
        indexes: ClassVar[Any] = (models.Index(fields=("authority", "state"), name="exchange_proposal_state"),)


class Finding(Walled):
    """A problem found in what was handed in, in the order it was found: see `handrail.record.problems.Problem`."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="findings", db_index=False)
    rule = models.CharField(max_length=64)
    severity = models.CharField(max_length=10)
    file = models.TextField()
    row = models.BigIntegerField(null=True)
    child = models.TextField(null=True)
    field = models.TextField(null=True)
    value = models.TextField(null=True)
    message = models.TextField()
    what_to_do = models.TextField()

    class Meta:
        """By gravity of one proposal, in the order they were found."""

        ordering = ("id",)
        indexes: ClassVar[Any] = (
            models.Index(fields=("authority", "proposal", "severity", "id"), name="exchange_finding_gravity"),
        )

    @classmethod
    def of(cls, proposal: Proposal, problem: Problem) -> "Finding":
        """A problem as a row of this proposal."""
        return cls(proposal=proposal, **problem._asdict())


class DifferingDate(Walled):
    """A due date or flag of a source that is not ours, and why: see `handrail.timescales.twin.Difference`."""

    child_id = models.TextField()
    clock = models.TextField()
    triggered_on = models.DateField(null=True)
    held_on = models.DateField(null=True)
    our_due_on = models.DateField(null=True)
    their_due_on = models.DateField(null=True)
    days = models.IntegerField(null=True)
    flag = models.BooleanField(null=True)
    was_in_time = models.BooleanField(null=True)
    kind = models.CharField(max_length=40)
    what_to_do = models.TextField()
    law = models.TextField()
    source = models.TextField()
    read_from = models.TextField()

    class Meta:
        """By kind: hundreds of one kind are one fault of a system."""

        ordering = ("kind", "child_id", "id")
        indexes: ClassVar[Any] = (models.Index(fields=("authority", "child_id"), name="exchange_differing_child"),)
