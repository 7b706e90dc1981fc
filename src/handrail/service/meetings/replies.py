"""Answers to an invitation: by whoever holds its link, or written down for somebody who has told us."""

from datetime import date, datetime

from django.db import transaction

from handrail.service.audit.actions import INVITED, enter_for
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit
from handrail.service.meetings.entering import entered
from handrail.service.meetings.links import ROUTE, hash_of
from handrail.service.meetings.models import Invitation, Meeting, Reply
from handrail.service.meetings.queries import KIND
from handrail.service.meetings.standing import standing
from handrail.service.not_done import NotDone

_MOVED = "This meeting was changed while you were writing. Look at the day and time above, and answer again."


def found(secret: str, today: date) -> Invitation | None:
    """Whose link this is, inside the open wall; None where it leads nowhere, never did or does no longer."""
    there = Invitation.objects.filter(
        secret_hash=hash_of(secret), withdrawn_at=None, meeting__withdrawn_at=None, meeting__on__gte=today
    )
    return there.select_related("meeting").prefetch_related("replies").first()


def looked(authority: Authority, invitation: Invitation, now: datetime) -> None:
    """Take down that somebody has opened their link."""
    _enter(authority, invitation, "read", now)


def answer(authority: Authority, invitation: Invitation, choice: str, words: str, seen: int, now: datetime) -> None:
    """Keep what somebody answers by their link. `seen` is the meeting's sequence they saw; the same twice is kept once.

    Raises NotDone where the meeting has changed since.
    """
    with transaction.atomic():
        _hold(invitation, seen)
        _keep(invitation, Reply(choice=choice, words=words.strip(), sequence=seen, at=now))
        _enter(authority, invitation, "write", now, choice)


def write_down(visit: Visit, invitation: Invitation, choice: str, words: str, seen: int) -> None:
    """Keep what somebody has told us of whether they are coming. Raises NotDone where the meeting has changed since."""
    with transaction.atomic():
        _hold(invitation, seen)
        by = {"by": visit.viewer.account, "name": visit.name}
        _keep(invitation, Reply(choice=choice, words=words.strip(), sequence=seen, at=visit.now, **by))
        entered(visit, invitation.meeting, f"answer {choice}")


def _hold(invitation: Invitation, seen: int) -> None:
    held = Meeting.objects.select_for_update().get(pk=invitation.meeting_id)
    if held.sequence != seen:
        raise NotDone("", _MOVED)


def _keep(invitation: Invitation, reply: Reply) -> None:
    last = standing(invitation.replies.all(), reply.sequence)
    if last is None or (last.choice, last.words, last.by) != (reply.choice, reply.words, reply.by):
        reply.invitation = invitation
        reply.save()


def _enter(authority: Authority, invitation: Invitation, action: str, now: datetime, choice: str = "") -> None:
    detail = {"meeting": f"{invitation.meeting_id}", **({"what": f"answer {choice}"} if choice else {})}
    enter_for(
        authority, invitation.key, INVITED, action, at=now, kind=KIND, children=[invitation.meeting.child],
        route=ROUTE, detail=detail,
    )  # fmt: skip
