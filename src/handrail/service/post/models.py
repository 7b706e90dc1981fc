"""Messages on their way to people, and what became of each."""

from typing import Any, ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from handrail.service.authorities.walls import Walled

WAITING, SENDING, SENT, UNKNOWN, GIVEN_UP = "waiting", "sending", "sent", "unknown", "given_up"


def fresh_mark() -> str:
    """What tells a message from every other, also to a mailbox that is handed it twice."""
    return uuid4().hex


class Message(Walled):
    """One message to one person, without the name of any child, over all attempts to send it.

    It is for an account (its key), whose address is looked up when it is sent, or for a confirmed `address`. `once` is
    blank, or says what it is about so that it is written once. It is `sending` from before the first byte leaves until
    the answer is kept: one that stays so, or whose answer was lost, is `unknown`, and goes again only if a person says so.
    After `of_use_until` it is not sent any more. `provider_id` is what the way it left by calls it.
    """

    account = models.CharField(max_length=32, blank=True)
    address = models.EmailField(blank=True)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    once = models.CharField(max_length=120, blank=True)
    mark = models.CharField(max_length=32, unique=True, default=fresh_mark, editable=False)
    state = models.CharField(max_length=10, default=WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_by = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    next_at = models.DateTimeField()
    of_use_until = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    provider_id = models.CharField(max_length=200, blank=True)

    class Meta:
        """The latest first; what is to be written once stands once."""

        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("authority", "once"), condition=~Q(once=""), name="post_written_once"),
        )
        indexes: ClassVar[Any] = (models.Index(fields=("authority", "state", "next_at"), name="post_waiting"),)
