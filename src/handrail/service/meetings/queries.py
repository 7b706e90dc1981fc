"""Reads of planned meetings, from the children somebody reaches; each with who was asked and what they answered."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from handrail.service.authorities.visits import Visit
from handrail.service.design.addresses import row_number
from handrail.service.meetings.letters import once_of
from handrail.service.meetings.models import Invitation, Meeting
from handrail.service.people.queries import entries
from handrail.service.post.models import Message
from handrail.service.records.models import table
from handrail.service.records.within import within

KIND = "convening"


def whose(meeting: Meeting) -> str:
    """The key of the child it is for, also where the child's entry was merged into another since."""
    return getattr(meeting, "into", None) or meeting.child


def with_replies(meetings: "QuerySet[Meeting]") -> "QuerySet[Meeting]":
    """These with whoever is asked to each as `invited`, and all they answered; two more queries."""
    asked = Invitation.objects.filter(withdrawn_at=None).prefetch_related("replies")
    return meetings.prefetch_related(Prefetch("invitations", asked, to_attr="invited"))


def of_child(child: str) -> "QuerySet[Meeting]":
    """All that were ever planned for a child, the latest first."""
    there = _all().filter(child__in=entries(child).values("key"))
    return with_replies(there).order_by("-on", "-begins", "-id")


def ahead(child: str, today: date) -> "QuerySet[Meeting]":
    """What is planned for a child from today on, the soonest first."""
    return of_child(child).filter(withdrawn_at=None, on__gte=today).order_by("on", "begins", "id")


def planned(visit: Visit, children: Any, first: date, last: date) -> "QuerySet[Meeting]":
    """What is planned for these children between two days, both included, the soonest first."""
    return _of(children).filter(on__range=(first, last))


def reached(visit: Visit) -> "QuerySet[Meeting]":
    """What is planned from today on for the children the visit reaches."""
    return _of(within(visit.scope, visit.today)).filter(on__gte=visit.today)


def one(child: str, number: str) -> Meeting | None:
    """One meeting of this child by its number, as it was typed; None where there is none."""
    return of_child(child).filter(pk=row_number(number)).first()


def invitation(child: str, number: str) -> Invitation | None:
    """Somebody who is asked to a meeting of this child, by their number as it was typed; None where there is nobody."""
    there = Invitation.objects.filter(meeting__child__in=entries(child).values("key"), withdrawn_at=None)
    whole = there.select_related("meeting").prefetch_related("replies")
    found = whole.filter(pk=row_number(number)).first()
    if found:
        found.meeting.into = child  # type: ignore[attr-defined] # as `_all` says it
    return found


def messages(invitations: Collection[Invitation]) -> dict[str, Message]:
    """The last message to each of these, by what it is once; one query."""
    wanted = [*filter(None, (once_of(one) for one in invitations)), "-"]
    return {one.once: one for one in Message.objects.filter(once__in=wanted)}


def _all() -> "QuerySet[Any]":
    """All, each with the entry its child's was merged into."""
    own = table("children").filter(key=OuterRef("child"))
    return Meeting.objects.annotate(into=Subquery(own.values("merged_into")[:1]))


def _of(children: Any) -> "QuerySet[Any]":
    """Those of these children that still stand, also under an entry that was merged into a child's."""
    keys = children.order_by().values("key")
    theirs = table("children").filter(Q(key__in=keys) | Q(merged_into__in=keys))
    return _all().filter(child__in=theirs.values("key"), withdrawn_at=None)
