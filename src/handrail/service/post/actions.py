"""Writing messages, in the transaction that is open: each leaves once that is committed."""

from dataclasses import dataclass
from datetime import datetime

from handrail.service.authorities.models import Authority
from handrail.service.background.actions import enqueue
from handrail.service.background.models import WAITING as RUN_WAITS
from handrail.service.background.models import Run
from handrail.service.post.models import GIVEN_UP, UNKNOWN, WAITING, Message

JOB = "post"


@dataclass(frozen=True)
class Letter:
    """What a message says, without the name of any child. `once` and `of_use_until` are as in Message."""

    kind: str
    subject: str
    text: str
    html: str = ""
    calendar: str = ""
    once: str = ""
    of_use_until: datetime | None = None


def write_to_account(authority: Authority, account: str, letter: Letter, now: datetime, by: str = "") -> bool:
    """Write to somebody who works here, by the key of the account; False where it was written before."""
    return _written(authority, Message(account=account, **_said(letter, now, by)))


def write_to_address(authority: Authority, address: str, letter: Letter, now: datetime, by: str = "") -> bool:
    """Write to an address that was confirmed; False where it was written before."""
    return _written(authority, Message(address=address, **_said(letter, now, by)))


def try_again(authority: Authority, message: Message, now: datetime) -> bool:
    """Send one that did not leave, or may not have; False where it is on its way or has left."""
    fresh = {"state": WAITING, "attempts": 0, "next_at": now, "of_use_until": None, "error": ""}
    waits = Message.objects.filter(pk=message.pk, state__in=(WAITING, UNKNOWN, GIVEN_UP))
    if not waits.update(**fresh):
        return False
    _wake(authority)
    return True


def _said(letter: Letter, now: datetime, by: str) -> dict[str, object]:
    return {**vars(letter), "asked_by": by, "asked_at": now, "next_at": now}


def _written(authority: Authority, message: Message) -> bool:
    if message.once and Message.objects.filter(once=message.once).exists():
        return False
    message.save()
    _wake(authority)
    return True


def _wake(authority: Authority) -> None:
    """Ask for the post to be sent, unless it is asked for: the lock keeps that run until this message can be seen."""
    if not list(Run.objects.select_for_update().filter(job=JOB, state=RUN_WAITS)):
        enqueue(authority, JOB)
