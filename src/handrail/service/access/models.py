"""Accounts of this deployment, and the roles each holds at an authority."""

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from handrail.service.authorities.walls import Walled


def opaque_key() -> str:
    """A key that says nothing: what addresses and the audit trail call a person."""
    return uuid4().hex


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by e-mail address, in whatever letters it is typed."""

    def create_user(self, email: str, name: str, password: str | None = None) -> "Account":
        """A new account; without a password it can be opened only through the council's identity provider."""
        account = self.model(email=email.strip().lower(), name=name)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of this e-mail address."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A person who may sign in. What they may see stands in the roles they hold at each authority."""

    key = models.CharField(max_length=32, unique=True, default=opaque_key, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = Accounts()

    def __str__(self) -> str:
        return self.name


class Role(Walled):
    """A role somebody holds at an authority in one stream, from its first day through its last.

    `worker_id` is who they are in the authority's record: their allocations are found by it. Rows are never deleted:
    what somebody was is part of the trail.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=40)
    stream = models.CharField(max_length=40)
    team = models.CharField(max_length=100, blank=True)
    worker_id = models.CharField(max_length=200, blank=True)
    holds_from = models.DateField()
    holds_until = models.DateField(null=True, blank=True)

    class Meta:
        """Found by the person who holds it."""

        ordering = ("id",)
        indexes = (models.Index(fields=("authority", "account"), name="access_role_of_account"),)


class EmergencyAccess(Walled):
    """Somebody opened one child's record in an emergency: until when, and why. Rows are never changed or deleted."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="emergencies")
    child = models.CharField(max_length=32)
    stream = models.CharField(max_length=40)
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        """Found by the person who has it."""

        ordering = ("id",)
        indexes = (models.Index(fields=("authority", "account", "until"), name="access_emergency_of_account"),)


class Notice(Walled):
    """Tells a role that emergency access was used; who of them saw it first is taken down once, and nothing else changes."""

    to_role = models.CharField(max_length=40)
    emergency = models.ForeignKey(EmergencyAccess, on_delete=models.PROTECT, related_name="notices")
    seen_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        """Found by the role it is for."""

        ordering = ("id",)
        indexes = (models.Index(fields=("authority", "to_role", "seen_at"), name="access_notice_of_role"),)


class Cover(Walled):
    """Somebody stands in for a worker with one child, from a day through a day, for as long as the worker has the child.

    It brings the covering person the worker's access to the child in that role, and ends by itself.
    """

    child = models.CharField(max_length=32)
    role = models.CharField(max_length=40)
    for_worker = models.CharField(max_length=200)
    worker_id = models.CharField(max_length=200)
    first_on = models.DateField()
    last_on = models.DateField()
    arranged_by = models.CharField(max_length=32)
    arranged_at = models.DateTimeField()
    conflict_reason = models.TextField(blank=True)

    class Meta:
        """Found by who covers, and by who is covered."""

        ordering = ("first_on", "id")
        indexes = (
            models.Index(fields=("authority", "worker_id"), name="access_cover_of_worker"),
            models.Index(fields=("authority", "for_worker"), name="access_cover_for_worker"),
        )


class Token(Walled):
    """A key by which a program does a part of what its owner may do. Only its hash is kept; rows are never deleted.

    `may` are the actions with their kinds of record, each "action kind". `minute` and `in_minute` count what was asked
    for in the latest minute.
    """

    key = models.CharField(max_length=32, unique=True, default=opaque_key, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    hash = models.CharField(max_length=64)
    may = models.JSONField()
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=32, blank=True)
    used_at = models.DateTimeField(null=True)
    minute = models.DateTimeField(null=True)
    in_minute = models.PositiveIntegerField(default=0)

    class Meta:
        """The latest first; found by its hash."""

        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("authority", "hash"), name="access_token_hash"),)
