"""What the record does not hold: names, how to speak with somebody, where they can be reached, and what must not be told.

The record knows a child by dates and codes. A child's row here is found by the child's opaque key.
"""

from django.db import models

from handrail.service.authorities.walls import Walled


class Particulars(Walled):
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


class Contact(Walled):
    """Somebody around a child, from a day through a day: who, where they can be reached, and to whom it must not be told.

    An address is used only once it was confirmed; `undisclosed` is one that nobody but the service may ever be told.
    """

    child = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    relation = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=32, blank=True)
    undisclosed = models.BooleanField(default=False)
    safe_contact = models.TextField(blank=True)
    language = models.CharField(max_length=60, blank=True)
    holds_from = models.DateField(null=True, blank=True)
    holds_until = models.DateField(null=True, blank=True)

    class Meta:
        """Found by the child."""

        ordering = ("id",)
        indexes = (models.Index(fields=("authority", "child"), name="people_contact_of_child"),)


class WorkerDetails(Walled):
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
    kind = models.CharField(max_length=40)
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)

    class Meta:
        """Found by the worker."""

        ordering = ("first_on", "id")
        indexes = (models.Index(fields=("authority", "worker_id"), name="people_absence_of_worker"),)


class Undertaking(Walled):
    """What a worker does besides a caseload: a panel or a group they belong to, from a day through a day."""

    worker_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=(("panel", "Panel"), ("group", "Group")))
    name = models.CharField(max_length=200)
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)

    class Meta:
        """Found by the worker."""

        ordering = ("first_on", "id")
        indexes = (models.Index(fields=("authority", "worker_id"), name="people_undertaking_of_worker"),)
