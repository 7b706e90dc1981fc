"""Sends what waits, each message at most once.

A message is marked `sending` and that is committed before its first byte leaves; what came of it is kept after. If the
program ends between the two, or the answer is lost, nobody can know whether it left: it is not sent again by itself.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F, QuerySet

from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.job import Later, Progress
from handrail.service.background.models import FAILED, Run
from handrail.service.post.actions import JOB
from handrail.service.post.delivery import deliver, leads_nowhere
from handrail.service.post.models import GIVEN_UP, SENDING, SENT, UNKNOWN, WAITING, Message
from handrail.service.post.outcomes import NotKnown, NotYet, Refused

AGAIN_AFTER = tuple(timedelta(minutes=one) for one in (1, 5, 30, 120, 360, 720))
"""How long after each failure a message is tried again; after one more it is given up, most of a day later."""
PATIENCE = timedelta(minutes=10)
"""How long a message may be on its way before nobody is believed to be at it."""

_LOST = "The program ended while it was being sent: it is not known whether it left."
_NOWHERE = "No way of sending mail is set (HANDRAIL_MAIL, or HANDRAIL_NOTIFY_KEY). {:,} messages wait."
_NOBODY = "The account is closed, so there is nobody to send it to."
_TOO_LATE = "It could not be sent while it was of use."

Became = dict[str, Any]
"""What of a message changes with an attempt."""


def send_waiting(authority: Authority, progress: Progress) -> str:
    """Send whatever's time has come; how many left. Raises Later where some must be tried again."""
    with wall(authority):
        _unknown_where_lost()
        if leads_nowhere():
            return _NOWHERE.format(Message.objects.filter(state=WAITING).count())
        numbers = list(_due().order_by("next_at", "pk").values_list("pk", flat=True))
    sent = 0
    for done, number in enumerate(numbers):
        progress(done, len(numbers), "messages")
        sent += _attempt(authority, number)
    with wall(authority):
        _go_on_later()
    return f"Messages sent: {sent:,}."


def _attempt(authority: Authority, number: int) -> bool:
    """Try one; whether it left."""
    with wall(authority):
        begun = {"state": SENDING, "began_at": clock.now(), "attempts": F("attempts") + 1}
        if not _due().filter(pk=number).update(**begun):
            return False
        message = Message.objects.get(pk=number)
        address = message.address or _address_of(message.account)
    became = _became(message, address)
    with wall(authority):
        Message.objects.filter(pk=number, state=SENDING).update(**became)
    return bool(became["state"] == SENT)


def _became(message: Message, address: str) -> Became:
    if not address:
        return _ended(GIVEN_UP, _NOBODY)
    if message.of_use_until and message.of_use_until < clock.now():
        return _ended(GIVEN_UP, _TOO_LATE)
    try:
        return _ended(SENT, "") | {"provider_id": deliver(message, address)[:200], "sent_at": clock.now()}
    except NotYet as error:
        return _again(message, str(error))
    except Refused as error:
        return _ended(GIVEN_UP, str(error))
    except NotKnown as error:
        return _ended(UNKNOWN, str(error))


def _ended(state: str, words: str) -> Became:
    return {"state": state, "error": words[:300]}


def _again(message: Message, words: str) -> Became:
    if message.attempts > len(AGAIN_AFTER):
        return _ended(GIVEN_UP, words)
    return _ended(WAITING, words) | {"next_at": clock.now() + AGAIN_AFTER[message.attempts - 1]}


def _due() -> "QuerySet[Message]":
    return Message.objects.filter(state=WAITING, next_at__lte=clock.now())


def _address_of(account: str) -> str:
    """Where somebody who works here is written to now; blank once the account is closed."""
    held = get_user_model()._default_manager.filter(key=account, is_active=True)
    return held.values_list("email", flat=True).first() or ""


def _unknown_where_lost() -> None:
    lost = Message.objects.filter(state=SENDING, began_at__lt=clock.now() - PATIENCE)
    lost.update(**_ended(UNKNOWN, _LOST))


def _go_on_later() -> None:
    """Raises Later where messages must be tried again and no other run is going to."""
    waits = Message.objects.filter(state=WAITING, attempts__gt=0).order_by("next_at")
    first = waits.first()
    if first and not Run.objects.filter(job=JOB, state=FAILED, next_at__lte=first.next_at).exists():
        raise Later(f"Messages that could not be sent yet: {waits.count():,}. {first.error}", first.next_at)
