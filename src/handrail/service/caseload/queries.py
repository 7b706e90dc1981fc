"""Reads of the caseload, always from the children somebody reaches; a page costs the same however many there are."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from handrail.caseload.independence import Standing, standing, standings
from handrail.caseload.suggesting import Candidate
from handrail.caseload.ties import CHAIR, OFFICER, Facts, charges_of
from handrail.caseload.workload import Load, weighed
from handrail.record.schema import TABLE_BY_NAME
from handrail.service.access.models import Cover, Role
from handrail.service.authorities.visits import Visit
from handrail.service.caseload.facts import facts_of, same_child, siblings
from handrail.service.caseload.loads import loads
from handrail.service.caseload.models import Interest
from handrail.service.people.models import Absence
from handrail.service.records.models import table
from handrail.service.records.reading import rows
from handrail.service.records.within import within

_WORK_OF_OTHERS = (OFFICER, CHAIR, "advocate", "independent_visitor", "minute_taker")


def open_on(held: "QuerySet[Any]", day: date) -> "QuerySet[Any]":
    """Of these allocations those that hold on a day."""
    return held.filter(Q(ended_on=None) | Q(ended_on__gte=day), started_on__lte=day)


def held_by(worker_id: str, day: date) -> "QuerySet[Any]":
    """The allocations a worker holds on a day as reviewing officer."""
    return open_on(table("allocations").filter(worker_id=worker_id, role=OFFICER), day)


def reached_of(visit: Visit, workers: Collection[str]) -> list[str]:
    """The ids of the children these officers hold today, as far as the visit reaches them."""
    held = open_on(table("allocations").filter(worker_id__in=[*workers, ""], role=OFFICER), visit.today)
    here = within(visit.scope, visit.today).filter(child_id__in=held.values("child_id"))
    return list(here.order_by("child_id").values_list("child_id", flat=True))


def in_care(day: date) -> "QuerySet[Any]":
    """The periods of care that go on, on a day."""
    return table("periods_of_care").filter(Q(ended_on=None) | Q(ended_on__gt=day), began_on__lte=day)


def waiting(children: "QuerySet[Any]", today: date) -> "QuerySet[Any]":
    """The periods of care of children of these who have no reviewing officer today, whoever waits longest first.

    `since` is the day they came into care, or the last of the officer they had in this period.
    """
    held = table("allocations").filter(child_id=OuterRef("child_id"), role=OFFICER)
    here: Any = in_care(today).filter(
        ~Exists(open_on(held, today)), child_id__in=children.order_by().values("child_id")
    )
    over = held.filter(ended_on__gte=OuterRef("began_on"), ended_on__lt=today).order_by("-ended_on")
    since = Coalesce(Subquery(over.values("ended_on")[:1]), "began_on")
    found: QuerySet[Any] = here.annotate(since=since).order_by("since", "child_id")
    return found


def officers(day: date) -> list[Any]:
    """The workers in a reviewing officer's post on a day, as rows of the record."""
    here = table("workers").filter(Q(ended_on=None) | Q(ended_on__gte=day), role=OFFICER)
    return rows(TABLE_BY_NAME["workers"], here.exclude(started_on__gt=day))


@dataclass(frozen=True)
class Bench:
    """The officers of a day with what each carries and whether they are away: asked once for however many children."""

    workers: list[Any]
    loads: dict[str, Load]
    away: dict[str, Absence]
    today: date


def bench(profile: Any, today: date) -> Bench:
    """Who could take a child today."""
    workers = officers(today)
    ids = [one.worker_id for one in workers]
    away = Absence.objects.filter(
        Q(last_on=None) | Q(last_on__gte=today), first_on__lte=today, worker_id__in=[*ids, ""]
    )
    return Bench(workers, loads(workers, profile, today), {one.worker_id: one for one in away}, today)


@dataclass(frozen=True)
class Known:
    """What of several children bears on who should be their officer."""

    facts: dict[str, Facts]
    siblings: dict[str, set[str]]
    officers: dict[str, str]
    earlier: dict[str, dict[str, date]]


def known(child_ids: Collection[str], today: date) -> Known:
    """What bears on these children's allocation: facts, brothers and sisters with their officers, earlier officers."""
    kin = siblings(child_ids, today)
    everybody = sorted({*child_ids, *(one for of in kin.values() for one in of)})
    now = dict(
        open_on(table("allocations").filter(child_id__among=everybody, role=OFFICER), today)
        .order_by("started_on")
        .values_list("child_id", "worker_id")
    )
    facts = facts_of(child_ids, today)
    earlier = {child: _earlier(told, today) for child, told in facts.items()}
    return Known(facts, kin, now, earlier)


def _earlier(told: Facts, today: date) -> dict[str, date]:
    """Who was the child's officer before, and until when."""
    own = [one for one in told.allocations if one.role == OFFICER]
    over = sorted((one.ended_on, one.worker_id) for one in own if one.ended_on and one.ended_on < today)
    return {worker: day for day, worker in over}


def candidates(
    child_id: str, told: Known, among: Bench, profile: Any, more: Counter[str] | None = None
) -> list[Candidate]:
    """The officers as they stand to a child; `more` are children about to be given, by officer."""
    ids = [one.worker_id for one in among.workers]
    stands, kin = standings(ids, told.facts[child_id]), told.siblings[child_id]
    with_kin = Counter(told.officers[one] for one in kin if one in told.officers)
    return [
        _candidate(one, stands[one.worker_id], with_kin, told.earlier[child_id], among, profile, more or Counter())
        for one in among.workers
    ]


def _candidate(
    one: Any,
    stands: Standing,
    kin: Counter[str],
    earlier: dict[str, date],
    among: Bench,
    profile: Any,
    more: Counter[str],
) -> Candidate:
    load, absence = among.loads[one.worker_id], among.away.get(one.worker_id)
    return Candidate(
        one.worker_id,
        stands,
        load.for_full_time(weighed(load, profile.allocation) + more[one.worker_id]),
        load.in_care + more[one.worker_id],
        siblings=kin[one.worker_id],
        earlier_until=earlier.get(one.worker_id),
        is_away=absence is not None,
        away_until=absence.last_on if absence else None,
        leaves_on=one.ended_on,
    )


@dataclass(frozen=True)
class Breach:
    """A child whose officer, or whoever covers for the officer, may not be that by regulation 46."""

    child_id: str
    standing: Standing
    covers: bool


def breaches(children: "QuerySet[Any]", today: date) -> list[Breach]:
    """Where regulation 46 is broken among these children now, whatever brought it about; known the day the fact is."""
    held = list(_suspect(children, today).values_list("child_id", "worker_id"))
    keys = dict(table("children").values_list("key", "child_id").filter(key__in=_covered_now(today).values("child")))
    reached = set(children.filter(key__in=[*keys, ""]).values_list("key", flat=True))
    covers = [(keys[one.child], one.worker_id) for one in _covered_now(today) if one.child in reached]
    facts = facts_of({child for child, _ in (*held, *covers)}, today)
    found = [(child, standing(worker, facts[child]), False) for child, worker in held]
    found += [(child, standing(worker, facts[child]), True) for child, worker in covers]
    return [Breach(*one) for one in sorted(found, key=lambda one: (one[0], one[1].worker_id)) if one[1].is_barred]


def put_down(child_id: str) -> list[Any]:
    """The interests that were put down in a child, under any of their entries, with what was withdrawn; oldest first."""
    group = same_child([child_id])[child_id]
    return list(Interest.objects.filter(child_id__in=sorted(group)).select_related("withdrawal"))


def _covered_now(today: date) -> "QuerySet[Any]":
    return Cover.objects.filter(last_on__gte=today)


def _suspect(children: "QuerySet[Any]", today: date) -> "QuerySet[Any]":
    """The allocations as officer that anything could forbid: few, so that the rule itself is asked of these alone."""
    held = table("allocations").filter(Q(ended_on=None) | Q(ended_on__gte=today), role=OFFICER)
    held = held.filter(child_id__in=children.order_by().values("child_id"))
    same = {"child_id": OuterRef("child_id"), "worker_id": OuterRef("worker_id")}
    works = table("allocations").filter(**same).exclude(role__in=_WORK_OF_OTHERS)
    visits = table("contacts").filter(**same, purpose="statutory_visit")
    declared = [*Interest.holding().values_list("worker_id", flat=True)]
    merged = [one for pair in table("merges").values_list("kept_id", "other_id") for one in pair]
    suspect = Q(worker_id__in=[*declared, *_in_charge(), ""]) | Q(child_id__among=sorted(merged))
    return held.filter(Exists(works) | Exists(visits) | suspect)


def _in_charge() -> Iterable[str]:
    """Whoever manages others or controls resources, by their post or by how they sign in."""
    posts = [one.worker_id for one in charges_of(rows(TABLE_BY_NAME["workers"], table("workers")))]
    roles = Role.objects.filter(role__in=("team_manager", "director")).exclude(worker_id="")
    return {*posts, *roles.values_list("worker_id", flat=True)}
