"""Asking people to a meeting, writing to them again, and no longer asking them; each with its entry in the trail."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import F

from handrail.service.authorities.visits import Visit
from handrail.service.due.record import lock
from handrail.service.meetings.asked import Person, people_of, why_not
from handrail.service.meetings.entering import entered
from handrail.service.meetings.letters import AGAIN, ASKS, NOT_ASKED, Says, letter
from handrail.service.meetings.links import hash_of, secret_of
from handrail.service.meetings.models import Invitation, Meeting
from handrail.service.not_done import NotDone
from handrail.service.post.actions import write_to_account, write_to_address

_OFF = "This meeting has passed or was called off: nobody can be asked to it."


def invite(visit: Visit, child: Any, meeting: Meeting, by_mail: Collection[str], in_person: Collection[str]) -> int:
    """Ask people, by what `asked.Person` calls them; who is asked already is left. How many messages were written.

    Whoever may not be written to is asked in person, whatever was chosen. Raises NotDone where the meeting is no more.
    """
    with transaction.atomic():
        held = _open(visit, child, meeting)
        known, written = people_of(visit, child), 0
        there = set(held.invitations.filter(withdrawn_at=None).values_list("person", flat=True))
        for person in (one for key, one in known.items() if key in {*by_mail, *in_person} - there):
            mailed = person.person in by_mail and not person.why_not
            written += _tell(visit, _asked(visit, held, person, mailed), person, ASKS)
        entered(visit, held, "asked")
    return written


def again(visit: Visit, child: Any, invitation: Invitation, *, new_link: bool) -> bool:
    """Write to somebody once more, with the link they have or with a new one that ends it; False where none may go."""
    with transaction.atomic():
        held = _open(visit, child, invitation.meeting)
        invitation = held.invitations.get(pk=invitation.pk)
        if new_link:
            invitation.link += 1
            invitation.secret_hash = hash_of(secret_of(visit.authority.key, invitation))
            invitation.save(update_fields=["link", "secret_hash"])
        entered(visit, held, "new link" if new_link else "asked again")
        return _tell(visit, invitation, people_of(visit, child).get(invitation.person), AGAIN)


def no_longer(visit: Visit, child: Any, invitation: Invitation, *, tell: bool) -> None:
    """No longer ask somebody: their link ends at once; they are told of it by mail only if that is wanted."""
    with transaction.atomic():
        lock([child.child_id])
        if not Invitation.objects.filter(pk=invitation.pk, withdrawn_at=None).update(withdrawn_at=visit.now):
            return
        if tell:
            _tell(visit, invitation, people_of(visit, child).get(invitation.person), NOT_ASKED)
        entered(visit, invitation.meeting, "no longer asked")


def tell_all(visit: Visit, child: Any, meeting: Meeting, says: Says) -> int:
    """Write to everybody who is asked to a meeting, as far as they may be written to now; how many messages."""
    known = people_of(visit, child)
    return sum(_tell(visit, one, known.get(one.person), says) for one in meeting.invitations.filter(withdrawn_at=None))


def _open(visit: Visit, child: Any, meeting: Meeting) -> Meeting:
    lock([child.child_id])
    held = Meeting.objects.get(pk=meeting.pk)
    if held.withdrawn_at or held.on < visit.today:
        raise NotDone("", _OFF)
    return held


def _asked(visit: Visit, meeting: Meeting, person: Person, by_mail: bool) -> Invitation:
    made = Invitation(
        meeting=meeting, person=person.person, name=person.name, role=person.role[:120], by_mail=by_mail,
        care=person.care, invited_by=visit.viewer.account, invited_name=visit.name, invited_at=visit.now,
    )  # fmt: skip
    made.secret_hash = hash_of(secret_of(visit.authority.key, made))
    made.save()
    return made


def _tell(visit: Visit, invitation: Invitation, person: Person | None, says: Says) -> bool:
    """Write one message, or keep why none was."""
    invitation.unsent = why_not(invitation, person)
    if person is None or invitation.unsent:
        Invitation.objects.filter(pk=invitation.pk).update(unsent=invitation.unsent)
        return False
    invitation.mails += 1
    Invitation.objects.filter(pk=invitation.pk).update(mails=F("mails") + 1, unsent="")
    made, by = letter(visit, invitation, person, says), visit.viewer.account
    if person.account:
        return write_to_account(visit.authority, person.account, made, visit.now, by)
    return write_to_address(visit.authority, person.email, made, visit.now, by)
