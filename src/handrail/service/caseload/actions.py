"""Writes of the caseload, each one transaction with an entry in the trail.

Whatever makes somebody a child's reviewing officer, or has them cover for one, goes through `refusing.refuse` and so through
regulation 46: there is no other way to write such a row in the service, and nothing to pass by it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from handrail.caseload.ties import OFFICER, Facts
from handrail.service.audit.actions import enter
from handrail.service.authorities.visits import Visit
from handrail.service.caseload.covering import extend_cover
from handrail.service.caseload.facts import facts_of
from handrail.service.caseload.models import KINDS, Decision, Interest, Withdrawal
from handrail.service.caseload.queries import put_down
from handrail.service.caseload.refusing import reached, refuse, refuse_post
from handrail.service.due.record import lock
from handrail.service.not_done import NotDone
from handrail.service.records import changes
from handrail.service.records.models import WRITTEN, table

AHEAD = timedelta(days=28)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Given:
    """A child given to an officer from a day on: why, where they had another, and why in spite of a conflict."""

    child_id: str
    worker_id: str
    first_on: date
    why: str = ""
    conflict_reason: str = ""


def allocate(visit: Visit, given: Collection[Given]) -> None:
    """Give children to officers, all of them or none; whoever had a child before has it until the day before.

    Access follows: it is read from the allocations. Raises NotDone, and Barred where regulation 46 forbids one.
    """
    with transaction.atomic():
        lock([one.child_id for one in given])
        keys, facts = (
            reached(visit, [one.child_id for one in given]),
            facts_of({one.child_id for one in given}, visit.today),
        )
        for one in given:
            _give(visit, one, facts[one.child_id])
        changes.written()
        enter(visit, "write", kind="allocation", children=keys.values(), detail={"what": "allocation", "role": OFFICER})
        extend_cover(
            visit, {keys[one.child_id]: one.worker_id for one in given}, {keys[one]: facts[one] for one in keys}
        )


def _give(visit: Visit, one: Given, facts: Facts) -> None:
    stands = refuse(one.worker_id, facts, one.conflict_reason)
    refuse_post(one.worker_id, one.first_on)
    _refuse_day(one.first_on, visit.today)
    former = _end_former(one)
    if former and not one.why.strip():
        raise NotDone("why", "Say why the child's officer changes.")
    table("allocations").update_or_create(
        child_id=one.child_id,
        role=OFFICER,
        started_on=one.first_on,
        defaults={"worker_id": one.worker_id, "ended_on": None, "read_from": "", "origin": WRITTEN},
    )
    Decision.objects.create(
        child_id=one.child_id,
        worker_id=one.worker_id,
        former_id=former,
        started_on=one.first_on,
        why=one.why.strip(),
        conflicts=[tie.kind for tie in stands.conflicts],
        conflict_reason=one.conflict_reason.strip(),
        by=visit.viewer.account,
        at=visit.now,
    )


def _end_former(one: Given) -> str:
    """End what holds on the day with the day before; one of the same day makes way. Whoever had the child, if anybody."""
    held = table("allocations").filter(child_id=one.child_id, role=OFFICER)
    here = list(held.filter(Q(ended_on=None) | Q(ended_on__gte=one.first_on)).order_by("started_on"))
    later = [each for each in here if each.started_on > one.first_on]
    if later:
        day = later[0].started_on
        raise NotDone(
            "first_on", f"Another allocation begins on {day.day} {day:%B %Y}. Choose that day or a later one."
        )
    if any(each.worker_id == one.worker_id for each in here):
        raise NotDone("worker", "This is the child's officer already.")
    for each in here:
        if each.started_on < one.first_on:
            each.ended_on, each.origin = one.first_on - _ONE_DAY, WRITTEN
            each.save(update_fields=["ended_on", "origin"])
    return here[-1].worker_id if here else ""


def _refuse_day(first_on: date, today: date) -> None:
    if not today - AHEAD <= first_on <= today + AHEAD:
        raise NotDone("first_on", "Choose a day not more than four weeks from today.")


def declare(visit: Visit, child_id: str, worker_id: str, kind: str, words: str) -> Interest:
    """Put down an interest of a worker in a child that the record does not show; it stands unless it is withdrawn. Raises NotDone."""
    if kind not in KINDS and kind not in visit.profile.codes["allocation_conflicts"]:
        raise NotDone("kind", "Choose what it is.")
    if not words.strip():
        raise NotDone("words", "Say what it is and since when, without a name.")
    with transaction.atomic():
        keys = reached(visit, [child_id])
        found = Interest.objects.create(
            worker_id=worker_id,
            kind=kind,
            child_id=child_id,
            words=words.strip(),
            by=visit.viewer.account,
            at=visit.now,
        )
        enter(visit, "write", kind="allocation", children=keys.values(), detail={"what": "interest", "kind": kind})
    return found


def withdraw(visit: Visit, child_id: str, number: int, why: str) -> None:
    """Say that an interest was put down by mistake; what the record shows bars as before. Raises NotDone."""
    if not why.strip():
        raise NotDone("why", "Say why it was a mistake, without a name.")
    with transaction.atomic():
        lock([child_id])
        keys = reached(visit, [child_id])
        found = next((one for one in put_down(child_id) if one.pk == number), None)
        if found is None or hasattr(found, "withdrawal"):
            raise NotDone("", "This is not put down here, or was withdrawn already.")
        Withdrawal.objects.create(interest=found, why=why.strip(), by=visit.viewer.account, at=visit.now)
        told = {"what": "interest withdrawn", "kind": found.kind}
        enter(visit, "write", kind="allocation", children=keys.values(), detail=told)
