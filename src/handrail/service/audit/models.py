"""The trail of an authority: entries, the children each is about, and how entries were sealed.

The database refuses to change or delete any of it (`append_only`).
"""

from django.db import models

from handrail.service.authorities.walls import Walled


class Entry(Walled):
    """Somebody did something: `handrail.trail.Entry` as a row. Its number is its `id`.

    `who` is the key of an account. `through` is how far that person's role reached: a scope of the permission table,
    or `emergency_access`. `children` and `detail` are JSON text: sorted keys, and a few plain values.
    """

    at = models.DateTimeField()
    who = models.CharField(max_length=64, blank=True)
    role = models.CharField(max_length=64, blank=True)
    through = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=64)
    kind = models.CharField(max_length=64, blank=True)
    children = models.TextField(default="[]")
    route = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    detail = models.TextField(default="{}")

    class Meta:
        """In the order they were written."""

        ordering = ("id",)
        verbose_name_plural = "entries"


class EntryChild(Walled):
    """A child an entry is about, so that who looked at one is found at once. The database writes it with the entry."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_index=False)
    child = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Found by the child, latest first."""

        indexes = (models.Index(fields=("authority", "child", "at", "entry"), name="audit_who_looked"),)


class Waiting(Walled):
    """An entry that is not sealed yet. The database writes it with the entry, and lets it go once that is sealed."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="waiting")

    class Meta:
        """Oldest first."""

        ordering = ("entry",)


class Sealed(Walled):
    """The place of an entry in the chain: its position, from 1, and its link."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="sealed")
    position = models.PositiveBigIntegerField()
    link = models.CharField(max_length=64)

    class Meta:
        """In the order of the chain, which cannot fork."""

        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("authority", "position"), name="audit_sealed_once"),)


class Seal(Walled):
    """The seal of a batch: its first and last position, the link at its end, when it was made, and its mark."""

    batch = models.PositiveBigIntegerField()
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    link = models.CharField(max_length=64)
    at = models.DateTimeField()
    mark = models.CharField(max_length=64)

    class Meta:
        """In the order of the chain, which cannot fork."""

        ordering = ("batch",)
        constraints = (models.UniqueConstraint(fields=("authority", "batch"), name="audit_seal_once"),)
