"""What was told of a child, what was answered, and which rows of the record have been looked at for news.

No row here is deleted, and of what was told only its withdrawal is added: a decision that is changed is another answer.
"""

from django.db import models

from handrail.service.authorities.walls import Walled

VIEW, MORE_TOLD, DECISION, MEETING = "view", "told", "decision", "meeting"


class News(Walled):
    """A change that is planned for a day, or something that happened on one; told by a person or found in an import.

    `kind` is one of `handrail.workflows.news`. `teller` is the key of an account, blank for an import;
    `answer_by` is the last day for the officer's answer: whether it is late follows from it and a day. `worker_id` is the
    new social worker where that is the news: they are offered a meeting with the officer by it.
    """

    child = models.CharField(max_length=32)
    kind = models.CharField(max_length=40)
    on = models.DateField()
    words = models.TextField()
    teller = models.CharField(max_length=64, blank=True)
    teller_name = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField()
    told_on = models.DateField()
    answer_by = models.DateField()
    worker_id = models.CharField(max_length=200, blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        """Found by the child; what is to be answered soonest stands first."""

        ordering = ("answer_by", "id")
        indexes = (
            models.Index(fields=("authority", "child"), name="events_news_of_child"),
            models.Index(fields=("authority", "answer_by"), name="events_news_answer_by"),
        )


class Answer(Walled):
    """What somebody said to it: the officer's view of a change or decision, what the teller added, the worker's yes or no
    to the meeting.

    The last of each kind stands; those before it are how it came about.
    """

    news = models.ForeignKey(News, on_delete=models.PROTECT, related_name="answers", db_index=False)
    about = models.CharField(max_length=10, choices=[(one, one) for one in (VIEW, MORE_TOLD, DECISION, MEETING)])
    choice = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    by = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    at = models.DateTimeField()
    on = models.DateField()

    class Meta:
        """Those of one piece of news, in order."""

        ordering = ("id",)
        indexes = (models.Index(fields=("authority", "news", "about"), name="events_answer_of_news"),)


class Row(Walled):
    """A row of the record that was looked at: it becomes news once at most, `news` is which; None where it was there before.

    `key` is the table, the child's id and the row's day and kind.
    """

    key = models.CharField(max_length=400)
    news = models.ForeignKey(News, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        """Each once."""

        constraints = (models.UniqueConstraint(fields=("authority", "key"), name="events_row_once"),)


class Watch(Walled):
    """Since when imports are looked at for news: what was in the record on that day is no news."""

    began_at = models.DateTimeField()

    class Meta:
        """One an authority."""

        constraints = (models.UniqueConstraint(fields=("authority",), name="events_watch_one"),)
