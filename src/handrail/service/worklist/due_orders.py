"""How the list of what is due is sorted: each an `Order`, of the rows themselves or of what is joined to them once."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, IntegerField, Max, QuerySet, Value, When

from handrail.service.authorities.visits import Visit
from handrail.service.due import queries as due
from handrail.service.due.models import LatenessReason, Note
from handrail.service.due.queries import CHAIR, OFFICER, SOCIAL_WORKER
from handrail.service.due.state import Word
from handrail.service.people.models import Particulars, WorkerDetails
from handrail.service.records.models import table
from handrail.service.records.within import within
from handrail.service.worklist.grids import BY_CHILD, BY_ROW, Order

_WHO = """who.worker_id = CASE WHEN rows.chairs THEN COALESCE(chair.worker_id, officer.worker_id)
    ELSE COALESCE(officer.worker_id, chair.worker_id) END"""


def ranked(name: str, values: Sequence[str]) -> Order:
    """By a column whose values have an order of their own."""
    return Order("rows.place", {"place": rank(name, values)})


def rank(name: str, values: Sequence[str]) -> Case:
    """The place of a column's value among these, what is none of them last."""
    ranks = (When(**{name: value}, then=Value(place)) for place, value in enumerate(values))
    return Case(*ranks, default=Value(len(values)), output_field=IntegerField())


def lateness() -> Order:
    """By how late it is; what is not late last."""
    since = Case(When(word=Word.LATE, then=F("due_latest_on")))
    return Order("rows.since", {"since": since}, falling=True)


def name(visit: Visit) -> Order | None:
    """By name, for whoever sees any: of the others nothing is told, and they come last."""
    if not visit.by_name():
        return None
    seen = within(visit.by_name(), visit.today).values("child_id", "key")
    known = Particulars.objects.order_by().values("child", "name")
    joined = {"seen": (seen, _of("seen")), "known": (known, "known.child = seen.key")}
    return Order("LOWER(known.name)", joined=joined)


def officer(visit: Visit) -> Order:
    """By the name of whoever answers for it."""
    chair, officer = (_holder(role, visit) for role in (CHAIR, OFFICER))
    who = WorkerDetails.objects.order_by().values("worker_id", "name")
    joined = {"chair": (chair, _of("chair")), "officer": (officer, _of("officer")), "who": (who, _WHO)}
    return Order("LOWER(who.name)", {"chairs": due.is_chairs()}, joined)


def team(visit: Visit) -> Order:
    """By the social worker's team."""
    workers = table("workers").order_by().values("worker_id", "team")
    joined = {"held": (_holder(SOCIAL_WORKER, visit), _of("held")), "who": (workers, "who.worker_id = held.worker_id")}
    return Order("who.team", joined=joined)


def reason(codes: Sequence[str]) -> Order:
    """By the main reason, as the authority lists them."""
    given = LatenessReason.objects.filter(replaced_at=None, main=True).order_by()
    said = given.annotate(place=rank("reason", codes)).values("child_id", "duty", "place")
    return Order("said.place", joined={"said": (said, BY_ROW.format("said"))})


def note() -> Order:
    """By the latest note."""
    there = Note.objects.filter(taken_back_at=None).order_by()
    latest = there.values("child_id", "duty").annotate(last=Max("id")).values("last")
    noted = there.filter(pk__in=latest).values("child_id", "duty", "text")
    return Order("LOWER(noted.text)", joined={"noted": (noted, BY_ROW.format("noted"))})


def _holder(role: str, visit: Visit) -> "QuerySet[Any]":
    return due.held_now(role, visit.today).values("child_id", "worker_id")


def _of(name: str) -> str:
    return BY_CHILD.format(name)
