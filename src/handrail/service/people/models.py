"""What the record does not hold: names, how to speak with somebody, where they can be reached, and what must not be told.

The record knows a child by dates and codes. A child's row here is found by the child's opaque key.
"""

from django.db import models

from handrail.service.authorities.versions import Versioned
from handrail.service.authorities.walls import Walled
from handrail.service.people.words import ABSENCES, ROLES, TIES, UNDERTAKINGS


class Particulars(Versioned):
    """Who a child is, to those who may know it: their name and how they like to be called and spoken with."""

    child = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    known_as = models.CharField(max_length=100, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=60, blank=True)
    interpreter = models.BooleanField(null=True)
    communication = models.TextField(blank=True)

    class Meta:
        """One a child."""

        constraints = (models.UniqueConstraint(fields=("authority", "child"), name="people_particulars_one"),)

    @property
    def called(self) -> str:
        """What the child likes to be called; otherwise the first of their names."""
        return self.known_as or self.name.split(" ")[0]


class Contact(Versioned):
    """Somebody around a child, from a day through a day: who, where they can be reached, and to whom it must not be told.

    An address is used only once it was confirmed, by a named person on a day; a change of it takes that away.
    `undisclosed` is one that nobody but the service may ever be told.
    """

    child = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=40, choices=[*ROLES.items()])
    parental_responsibility = models.BooleanField(null=True)
    relation = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_how = models.CharField(max_length=100, blank=True)
    undisclosed = models.BooleanField(default=False)
    safe_contact = models.TextField(blank=True)
    language = models.CharField(max_length=60, blank=True)
    holds_from = models.DateField(null=True, blank=True)
    holds_until = models.DateField(null=True, blank=True)

    class Meta:
        """Found by the child."""

        ordering = ("id",)
        indexes = (models.Index(fields=("authority", "child"), name="people_contact_of_child"),)

    @property
    def known_as_role(self) -> str:
        """Who they are to the child, in words."""
        return self.relation or ROLES.get(self.role, self.role)

    def reached_by(self, way: str) -> str:
        """A way to reach them as lists say it, always with what makes it safe to use."""
        return f"{way} (safe contact: {self.safe_contact})" if self.safe_contact else way


class Tie(Walled):
    """Two children who belong together, from a day through a day: brothers and sisters, or one household.

    It is written once for both; which of the two stands first means nothing.
    """

    child = models.CharField(max_length=32)
    other = models.CharField(max_length=32)
    kind = models.CharField(max_length=20, choices=[*TIES.items()])
    holds_from = models.DateField(null=True, blank=True)
    holds_until = models.DateField(null=True, blank=True)

    class Meta:
        """Found by either child."""

        ordering = ("id",)
        indexes = (
            models.Index(fields=("authority", "child"), name="people_tie_of_child"),
            models.Index(fields=("authority", "other"), name="people_tie_of_other"),
        )


class WorkerDetails(Versioned):
    """Who a worker of the record is: name, how to reach them, and the registration they work by."""

    worker_id = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    registration = models.CharField(max_length=40, blank=True)
    registered_until = models.DateField(null=True, blank=True)

    class Meta:
        """One a worker."""

        constraints = (models.UniqueConstraint(fields=("authority", "worker_id"), name="people_worker_one"),)


class Absence(Walled):
    """A worker is away, from a day through a day."""

    worker_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, choices=[*ABSENCES.items()])
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)

    class Meta:
        """Found by the worker."""

        ordering = ("first_on", "id")
        indexes = (models.Index(fields=("authority", "worker_id"), name="people_absence_of_worker"),)


class Undertaking(Walled):
    """What a worker does besides a caseload: a panel or a group they belong to, from a day through a day."""

    worker_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=[*UNDERTAKINGS.items()])
    name = models.CharField(max_length=200)
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)

    class Meta:
        """Found by the worker."""

        ordering = ("first_on", "id")
        indexes = (models.Index(fields=("authority", "worker_id"), name="people_undertaking_of_worker"),)


class HandedIn(Walled):
    """A file of people that somebody handed in and has not applied yet: its good rows, and what is wrong in the others.

    There is one at a time of a kind and a person. It goes when it is applied or dropped, and at the latest in the night.
    """

    kind = models.CharField(max_length=10)
    owner = models.CharField(max_length=64)
    at = models.DateTimeField()
    file = models.CharField(max_length=200)
    lines = models.JSONField(default=list)
    wrong = models.JSONField(default=list)

    class Meta:
        """One of a kind and a person."""

        constraints = (models.UniqueConstraint(fields=("authority", "kind", "owner"), name="people_handed_in_one"),)
