"""Reads of messages: those one asked for, or the whole authority's, as far as the visit reaches."""

from django.db.models import QuerySet

from handrail.service.authorities.visits import Visit
from handrail.service.post.models import GIVEN_UP, SENDING, SENT, UNKNOWN, WAITING, Message

MOST_SHOWN = 50


def messages(visit: Visit) -> "QuerySet[Message]":
    """The messages the visit reaches, latest first."""
    if visit.scope.whole:
        return Message.objects.all()
    return Message.objects.filter(asked_by=visit.scope.owner or "-")


def message_of(visit: Visit, number: int) -> Message | None:
    """One of them; None where it does not reach it, or there is none."""
    return messages(visit).filter(pk=number).first()


def to_look_at(visit: Visit) -> list[Message]:
    """What did not leave, or may not have."""
    return list(messages(visit).filter(state__in=(UNKNOWN, GIVEN_UP))[:MOST_SHOWN])


def on_the_way(visit: Visit) -> list[Message]:
    """What waits, and what is being sent."""
    return list(messages(visit).filter(state__in=(WAITING, SENDING))[:MOST_SHOWN])


def sent(visit: Visit) -> list[Message]:
    """What left last."""
    return list(messages(visit).filter(state=SENT).order_by("-sent_at")[:MOST_SHOWN])
