"""Planning a meeting, changing it, calling it off: each in one transaction, the child held, with its entry in the trail."""

from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any

from django.db import transaction
from django.db.models import F

from handrail.service.authorities.visits import Visit
from handrail.service.due.record import lock
from handrail.service.meetings import inviting, places
from handrail.service.meetings.entering import entered
from handrail.service.meetings.letters import MOVED, OFF
from handrail.service.meetings.models import Before, Meeting
from handrail.service.not_done import NotDone
from handrail.service.people.queries import contacts

_TWICE = "A meeting like this is planned for that time already. Open it from the child's meetings."
_HOME = (
    "These words tell where somebody around the child lives. Name a public building, or write “where you live”; "
    "those who are asked know where that is."
)
_SAME = "Nothing is different from how it is planned."
_OVERTAKEN = (
    "Somebody has changed this meeting meanwhile. This is how it stands now; change it again if you still want to."
)
_OFF = "Somebody has called off this meeting meanwhile."
_MAY_BE_TOLD = (
    "school",
    "health",
    "police",
    "solicitor",
    "guardian",
    "advocate",
    "independent_visitor",
    "personal_adviser",
)
"""Whose address is one of work, so that a meeting may be held there, unless it must not be disclosed."""


@dataclass(frozen=True)
class Plan:
    """When and where, as `Meeting` holds it."""

    on: date
    begins: time
    minutes: int
    place: str
    video: str
    phone: str

    @classmethod
    def of(cls, meeting: Meeting) -> "Plan":
        """How a meeting is planned now."""
        return cls(**{one.name: getattr(meeting, one.name) for one in fields(cls)})


def plan(visit: Visit, child: Any, kind: str, planned: Plan, duty: str = "") -> Meeting:
    """Plan a meeting of a child. Raises NotDone where it is planned already, or its place tells where somebody lives."""
    with transaction.atomic():
        lock([child.child_id])
        _refuse(child, kind, planned)
        meeting = Meeting.objects.create(
            child=child.key, kind=kind, duty=duty, planned_by=visit.viewer.account, planned_name=visit.name,
            planned_at=visit.now, **vars(planned),
        )  # fmt: skip
        entered(visit, meeting, "planned")
    return meeting


def change(visit: Visit, child: Any, meeting: Meeting, planned: Plan, seen: int) -> int:
    """Change when or where; whoever is asked is written to and answers again. How many messages were written.

    `seen` is the sequence that was looked at. Raises NotDone as `plan` does, and where somebody was sooner.
    """
    with transaction.atomic():
        lock([child.child_id])
        held = _held(meeting, seen)
        if Plan.of(held) == planned:
            raise NotDone("on", _SAME)
        _refuse(child, held.kind, planned, held.pk)
        _keep_before(visit, held)
        Meeting.objects.filter(pk=held.pk).update(**vars(planned), sequence=F("sequence") + 1)
        held.refresh_from_db()
        written = inviting.tell_all(visit, child, held, MOVED)
        entered(visit, held, "changed")
    return written


def call_off(visit: Visit, child: Any, meeting: Meeting, why: str, seen: int) -> int:
    """Call a meeting off: whoever is asked is told, and no link leads anywhere any more. How many messages were written.

    Raises NotDone where somebody was sooner.
    """
    with transaction.atomic():
        lock([child.child_id])
        held = _held(meeting, seen)
        held.sequence, held.withdrawn_at, held.withdrawn_name, held.withdrawn_why = (
            held.sequence + 1, visit.now, visit.name, why.strip(),
        )  # fmt: skip
        held.save(update_fields=["sequence", "withdrawn_at", "withdrawn_name", "withdrawn_why"])
        written = inviting.tell_all(visit, child, held, OFF)
        entered(visit, held, "called off")
    return written


def _held(meeting: Meeting, seen: int) -> Meeting:
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if held.withdrawn_at:
        raise NotDone("", _OFF)
    if held.sequence != seen:
        raise NotDone("", _OVERTAKEN)
    return held


def _refuse(child: Any, kind: str, planned: Plan, own: int = 0) -> None:
    at = {"child": child.key, "kind": kind, "on": planned.on, "begins": planned.begins, "withdrawn_at": None}
    if Meeting.objects.filter(**at).exclude(pk=own).exists():
        raise NotDone("begins", _TWICE)
    around = contacts(child.key)
    homes = [*around.exclude(role__in=_MAY_BE_TOLD), *around.filter(role__in=_MAY_BE_TOLD, undisclosed=True)]
    if places.tells(planned.place, (one.address for one in homes)):
        raise NotDone("place", _HOME)


def _keep_before(visit: Visit, held: Meeting) -> None:
    stood = {name: value for name, value in vars(Plan.of(held)).items() if name != "phone"}
    Before.objects.create(
        meeting=held, sequence=held.sequence, by=visit.viewer.account, name=visit.name, at=visit.now, **stood
    )
