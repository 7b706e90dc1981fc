"""What a page of planned meetings shows, as plain values."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from handrail.service.audit.sentences import moment
from handrail.service.authorities.visits import Visit
from handrail.service.meetings.letters import once_of
from handrail.service.meetings.models import Before, Invitation, Meeting, Reply
from handrail.service.meetings.queries import whose
from handrail.service.meetings.standing import Counts, counted, standing
from handrail.service.meetings.words import ANSWERED, KINDS, OPEN, hours
from handrail.service.post.models import GIVEN_UP, SENT, UNKNOWN, Message
from handrail.service.post.words import STATES


def invited(meeting: Meeting) -> list[Invitation]:
    """Whoever is asked, as `queries.with_replies` has read them."""
    return list(meeting.invited)  # type: ignore[attr-defined]


def one_address(visit: Visit, meeting: Meeting) -> str:
    """Where the page of a meeting is."""
    return f"{address(visit, 'one-meeting', whose(meeting))}?n={meeting.pk}"


def counts(meeting: Meeting) -> Counts:
    """The answers to a meeting, counted."""
    return counted(standing(one.replies.all(), meeting.sequence) for one in invited(meeting))


def listed(visit: Visit, meeting: Meeting, sent: Mapping[str, Message]) -> dict[str, Any]:
    """A meeting as it stands in a list."""
    wrong = sum(_went_wrong(one, sent.get(once_of(one))) for one in invited(meeting))
    return {
        "href": one_address(visit, meeting),
        "title": KINDS[meeting.kind],
        "on": meeting.on,
        "hours": hours(meeting),
        "counts": counts(meeting),
        "wrong": wrong,
        "called_off": bool(meeting.withdrawn_at),
    }


def _went_wrong(invitation: Invitation, message: Message | None) -> bool:
    """Whether somebody who should have got a message has not."""
    missing = invitation.by_mail and bool(invitation.unsent)
    return missing or (message is not None and message.state in (UNKNOWN, GIVEN_UP))


def told(visit: Visit, meeting: Meeting, invitation: Invitation, sent: Mapping[str, Message]) -> dict[str, Any]:
    """Somebody who is asked: what became of their message, and what they answered."""
    message = sent.get(once_of(invitation))
    last = standing(invitation.replies.all(), meeting.sequence)
    earlier = next(reversed(invitation.replies.all()), None) if last is None else None
    return {
        "number": invitation.pk,
        "href": f"{address(visit, 'asked-to-meeting', whose(meeting))}?n={invitation.pk}",
        "name": invitation.name,
        "role": invitation.role,
        "asked": f"{invitation.invited_name}, {moment(invitation.invited_at)}",
        "by_mail": invitation.by_mail,
        "mail": _mailed(invitation, message),
        "wrong": _went_wrong(invitation, message),
        "answer": ANSWERED[last.choice] if last else OPEN,
        "has_answered": last is not None,
        "said": said(last, meeting.sequence) if last else None,
        "earlier": f"{ANSWERED[earlier.choice]}, said before it was changed" if earlier else "",
    }


def _mailed(invitation: Invitation, message: Message | None) -> str:
    """What became of the last message to somebody, in words."""
    if invitation.unsent or message is None:
        return f"Not written to: {invitation.unsent}" if invitation.by_mail else "None: told in person"
    if message.state == SENT and message.sent_at:
        return f"Left on {moment(message.sent_at)}"
    return " ".join(filter(None, (f"{STATES[message.state]}.", message.error)))


def said(reply: Reply, sequence: int) -> dict[str, Any]:
    """One answer, with when it was given, and to whom if it was told to somebody."""
    told = f", told to {reply.name}" if reply.by else ""
    since = "" if reply.sequence == sequence else " (before it was changed)"
    return {"title": f"{ANSWERED[reply.choice]}{since}", "words": reply.words, "at": f"{moment(reply.at)}{told}"}


def group(form: Any, name: str, those: Sequence[Any]) -> dict[str, Any]:
    """One group of those who may be asked, as a field of boxes."""
    options = [
        {"value": one.person, "text": f"{one.name}, {one.role}", "hint": one.why_not or one.care} for one in those
    ]
    return {
        "name": name,
        "legend": form.fields[name].label,
        "options": options,
        "chosen": form.data.getlist(name) if form.is_bound else [],
        "errors": form.errors.get(name, ()),
    }


def stood(before: Before) -> dict[str, Any]:
    """How it stood before a change, and who changed it."""
    return {
        "on": before.on,
        "begins": f"{before.begins:%H:%M}",
        "place": before.place or "by video",
        "changed": f"{before.name}, {moment(before.at)}",
    }


def address(visit: Visit, route: str, child: str) -> str:
    """Where a page of a child is."""
    return reverse(route, args=[visit.authority.key, child])
