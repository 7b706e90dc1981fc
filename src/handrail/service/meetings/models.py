"""Meetings planned for a child, who is asked to each, and what they answered. No row here is ever deleted."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q

from handrail.service.authorities.walls import Walled
from handrail.service.clock import LONDON

COMING, CANNOT, TELLS = "coming", "cannot", "tells"


def opaque_key() -> str:
    """A key that says nothing: what a calendar and the trail call a meeting, or somebody who is asked to one."""
    return uuid4().hex


class Meeting(Walled):
    """A meeting as it is planned now: it lasts so many `minutes`, in a place, by video link, or both.

    `kind` is one of `due.meetings`; `duty` the natural key of the thing due that it is to meet, blank where none was
    named. `place` is words, and never where a child lives (`places`). `sequence` rises with each change.
    """

    key = models.CharField(max_length=32, unique=True, default=opaque_key, editable=False)
    child = models.CharField(max_length=32)
    kind = models.CharField(max_length=20)
    duty = models.TextField(blank=True)
    on = models.DateField()
    begins = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200, blank=True)
    video = models.CharField(max_length=500, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    planned_by = models.CharField(max_length=64)
    planned_name = models.CharField(max_length=200)
    planned_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_name = models.CharField(max_length=200, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        """The soonest first; a child has one meeting of a kind at one time."""

        ordering = ("on", "begins", "id")
        indexes = (
            models.Index(fields=("authority", "child"), name="meetings_of_child"),
            models.Index(fields=("authority", "on"), name="meetings_on"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("authority", "child", "kind", "on", "begins"),
                condition=Q(withdrawn_at=None),
                name="meetings_once",
            ),
        )

    @property
    def begins_at(self) -> datetime:
        """The moment it begins."""
        return datetime.combine(self.on, self.begins, LONDON)

    @property
    def ends_at(self) -> datetime:
        """The moment it is planned to end."""
        return self.begins_at + timedelta(minutes=self.minutes)


class Before(Walled):
    """How a meeting stood before a change: `sequence` is the one that ended, `name` who changed it, and when."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="before", db_index=False)
    sequence = models.PositiveIntegerField()
    on = models.DateField()
    begins = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200, blank=True)
    video = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """In order, each once."""

        ordering = ("sequence",)
        constraints = (
            models.UniqueConstraint(fields=("authority", "meeting", "sequence"), name="meetings_before_once"),
        )


class Invitation(Walled):
    """Somebody is asked to a meeting. `person` says who of those around the child or of the workers (`asked`).

    `name` and `role` are as they were then; `care` is how they are reached safely, as whoever asked them had read it.
    Without `by_mail` they are told in person. Of the secret of their link only the hash is kept; `link` counts the
    links they were given, `mails` the messages, and `unsent` says why the last one was not written.
    """

    key = models.CharField(max_length=32, unique=True, default=opaque_key, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations", db_index=False)
    person = models.CharField(max_length=220)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=120)
    by_mail = models.BooleanField()
    care = models.TextField(blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    link = models.PositiveIntegerField(default=1)
    mails = models.PositiveIntegerField(default=0)
    unsent = models.CharField(max_length=200, blank=True)
    invited_by = models.CharField(max_length=64)
    invited_name = models.CharField(max_length=200)
    invited_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """In the order they were asked; nobody twice at a time."""

        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("authority", "meeting", "person"), condition=Q(withdrawn_at=None), name="meetings_asked_once"
            ),
        )


class Reply(Walled):
    """What somebody answered to a meeting as it stood at a `sequence`: by their link, or told to whoever is `by`."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="replies", db_index=False)
    choice = models.CharField(max_length=10)
    words = models.TextField(blank=True)
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        """Those of one invitation, in order."""

        ordering = ("id",)
        indexes = (models.Index(fields=("authority", "invitation"), name="meetings_reply_of"),)
