"""What was answered to writes that may be sent again."""

from django.db import models

from handrail.service.authorities.walls import Walled


class Answered(Walled):
    """A write that was done: by which token, under which key, for what (`mark`), and what was answered.

    It is kept for a day, so that the same write sent again gives the same answer and has no second effect.
    """

    token = models.CharField(max_length=32)
    key = models.CharField(max_length=64)
    mark = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        """A key stands once for a token."""

        constraints = (models.UniqueConstraint(fields=("authority", "token", "key"), name="api_answered_once"),)
        indexes = (models.Index(fields=("authority", "at"), name="api_answered_at"),)
