"""The trail of an authority: entries, the children each is about, and how entries were sealed.

The database refuses to change or delete any of it (`append_only`), but what the law erases from an entry. Beside it
stand the legal holds and the destructions, of which each step is taken once.
"""

from django.db import models

from handrail.service.authorities.walls import Walled


class Entry(Walled):
    """Somebody did something: `handrail.trail.Entry` as a row. Its number is its `id`.

    `who` is the key of an account, or of an invitation in the role `invited`. `through` is how far that person's role
    reached: a scope of the permission table, or `emergency_access`. `children` and `detail` are JSON text: sorted keys, and a few plain values. `erased` is the
    hash that stands for reason, detail and salt where these were erased by law.
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
    salt = models.CharField(max_length=32, blank=True)
    erased = models.CharField(max_length=64, blank=True)

    class Meta:
        """In the order they were written; found by whoever made them."""

        ordering = ("id",)
        indexes = (models.Index(fields=("authority", "who", "at"), name="audit_entry_of_account"),)
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


class Erasure(Walled):
    """The words of an entry were erased by law; `words` is their hash, and `told` the entry that says so."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="erasure")
    words = models.CharField(max_length=64)
    told = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")


class LegalHold(Walled):
    """Whatever is kept about a child stays, until the hold is lifted. Accounts stand in it by their keys."""

    child = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    placed_by = models.CharField(max_length=64)
    placed_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=64, blank=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        """Found by the child."""

        ordering = ("id",)
        indexes = (models.Index(fields=("authority", "child"), name="audit_hold_of_child"),)


class Destruction(Walled):
    """Something proposed for destruction, approved by somebody else, and destroyed. This is what stays of it.

    It is a child's record, or where `child` is blank the words of the entries whose numbers stand in `entries`, as JSON
    text. `why` is the class of retention or the law; `kept_until` the last day that the class asked for, or the day of
    the proposal. It is withdrawn too where it is refused: `why_not` says why then. `destroyed` says in JSON text how many rows of what there were.
    """

    child = models.CharField(max_length=64, blank=True)
    entries = models.TextField(default="[]")
    why = models.CharField(max_length=300)
    kept_until = models.DateField()
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    approved_by = models.CharField(max_length=64, blank=True)
    approved_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    why_not = models.CharField(max_length=300, blank=True)
    destroyed_at = models.DateTimeField(null=True)
    destroyed = models.TextField(default="{}")

    STANDS = models.Q(destroyed_at=None, withdrawn_at=None)
    """It is neither done nor taken back."""

    class Meta:
        """Two people stand behind it, and a child's record is proposed once at a time."""

        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(approved_by=models.F("proposed_by")), name="audit_destruction_by_two"
            ),
            models.CheckConstraint(
                condition=models.Q(destroyed_at=None) | models.Q(approved_at__isnull=False, withdrawn_at=None),
                name="audit_destruction_approved",
            ),
            models.UniqueConstraint(
                fields=("authority", "child"),
                condition=models.Q(destroyed_at=None, withdrawn_at=None) & ~models.Q(child=""),
                name="audit_destruction_once",
            ),
        )

    @property
    def stands(self) -> bool:
        """Whether it is neither done nor taken back."""
        return self.destroyed_at is None and self.withdrawn_at is None
