"""Calendar feeds, and how often each person wants a message of what is due."""

from django.db import models
from django.db.models import Q

from handrail.service.access.models import Account
from handrail.service.authorities.walls import Walled

OFF, DAILY, WEEKLY = "off", "daily", "weekly"


class Feed(Walled):
    """A secret address that shows one person's dates; only the hash of the secret is kept. Rows are never deleted.

    `etag` is that of what was shown last, and `changed_at` when it came to be so.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    etag = models.CharField(max_length=70, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        """One at a time for each person."""

        constraints = (
            models.UniqueConstraint(
                fields=("authority", "account"), condition=Q(ended_at=None), name="diary_one_feed_at_a_time"
            ),
        )


class MailChoice(Walled):
    """How often somebody wants a message of what is due; who has not chosen gets what is usual for the role."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    often = models.CharField(max_length=10)

    class Meta:
        """One for each person."""

        constraints = (models.UniqueConstraint(fields=("authority", "account"), name="diary_one_choice"),)
