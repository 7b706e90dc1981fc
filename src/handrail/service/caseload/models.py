"""What the record does not hold of allocation: interests that were declared, and why a child was given to whom.

No row here is changed or deleted: what was declared or decided once stays to be seen.
"""

from typing import Any

from django.db import models

from handrail.caseload.ties import ADVISER, CASE, MANAGEMENT, RESOURCES, VISIT
from handrail.service.authorities.walls import Walled

KINDS = {
    CASE: "Prepared the care plan or managed the case",
    VISIT: "Visits the child as the authority's representative",
    ADVISER: "Is the child's personal adviser",
    MANAGEMENT: "Manages somebody who does any of these",
    RESOURCES: "Controls resources for the child",
}
"""The interests that regulation 46 names; the authority's own stand in its profile."""


class Written(Walled):
    """Something somebody put down: by whom (the key of the account), and when."""

    by = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        """Shared by what is written here."""

        abstract = True


class Interest(Written):
    """A worker's interest that the record does not show: in a child, or over another worker or a team.

    `kind` is one of `KINDS` or of the profile's `allocation_conflicts`. It holds unless it was withdrawn as a mistake.
    """

    worker_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    child_id = models.CharField(max_length=200, blank=True)
    of_worker = models.CharField(max_length=200, blank=True)
    of_team = models.CharField(max_length=100, blank=True)
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    words = models.TextField()

    class Meta:
        """Found by the child, or by the worker."""

        ordering = ("id",)
        indexes = (
            models.Index(fields=("authority", "child_id"), name="caseload_interest_of_child"),
            models.Index(fields=("authority", "worker_id"), name="caseload_interest_of_worker"),
        )

    @classmethod
    def holding(cls) -> "models.QuerySet[Any]":
        """Those that were not withdrawn."""
        return cls._default_manager.filter(withdrawal=None)


class Withdrawal(Written):
    """An interest was put down by mistake: why it is none. Both rows stay."""

    interest = models.OneToOneField(Interest, on_delete=models.PROTECT, related_name="withdrawal")
    why = models.TextField()


class Decision(Written):
    """Why a child was given to an officer: the reason of a change, and of a conflict that was known."""

    child_id = models.CharField(max_length=200)
    worker_id = models.CharField(max_length=200)
    former_id = models.CharField(max_length=200, blank=True)
    started_on = models.DateField()
    why = models.TextField(blank=True)
    conflicts = models.JSONField(default=list)
    conflict_reason = models.TextField(blank=True)

    class Meta:
        """Found by the child."""

        ordering = ("id",)
        indexes = (models.Index(fields=("authority", "child_id"), name="caseload_decision_of_child"),)
