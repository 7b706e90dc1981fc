"""What was asked for in the background, and how far it is."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from handrail.service.authorities.walls import Walled

WAITING, RUNNING, DONE, FAILED, GIVEN_UP = "waiting", "running", "done", "failed", "given_up"


class Run(Walled):
    """One piece of work in the background, over all its attempts.

    `begun_by` is the key of the account it was asked for by, with the role it held then; blank for the night's work,
    of which `night` is the day it began on. `failed` will be tried again at `next_at`; `given_up` will not. `holder`
    marks the process that is at it, which says at `beat_at` that it lives. `said` are words of its progress, then of
    what came of it; neither these nor `error` hold personal data.
    """

    job = models.CharField(max_length=64)
    args = models.JSONField(default=dict)
    begun_by = models.CharField(max_length=64, blank=True)
    begun_as = models.CharField(max_length=64, blank=True)
    night = models.DateField(null=True)
    state = models.CharField(max_length=10, default=WAITING)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    said = models.CharField(max_length=300, blank=True)
    error = models.CharField(max_length=1000, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    next_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    holder = models.CharField(max_length=32, blank=True)
    beat_at = models.DateTimeField(null=True)

    class Meta:
        """The latest first; the work of a night is begun once."""

        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("authority", "job", "night"), condition=Q(night__isnull=False), name="background_once_a_night"
            ),
        )
        indexes: ClassVar[Any] = (models.Index(fields=("authority", "state", "next_at"), name="background_waiting"),)
