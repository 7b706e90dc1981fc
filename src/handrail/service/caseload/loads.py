"""What each worker carries on a day, in a handful of queries for all of them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, Q

from handrail.caseload.ties import CHAIR, OFFICER
from handrail.caseload.workload import Load
from handrail.service.records.models import table


def loads(workers: Collection[Any], profile: Any, today: date) -> dict[str, Load]:
    """What each of these workers of the record carries today."""
    ids = [one.worker_id for one in workers]
    held = table("allocations").filter(Q(ended_on=None) | Q(ended_on__gte=today), started_on__lte=today)
    pairs = held.filter(worker_id__in=[*ids, ""], role__in=(OFFICER, CHAIR)).exclude(child_id__in=_sealed())
    children: dict[tuple[str, str], set[str]] = defaultdict(set)
    for worker, role, child in pairs.values_list("worker_id", "role", "child_id"):
        children[worker, role].add(child)
    families, miles = _families(), _miles(today)
    far = profile.allocation.far_miles
    return {
        one.worker_id: _load(
            children[one.worker_id, OFFICER], children[one.worker_id, CHAIR], families, miles, far, one.fte_percent
        )
        for one in workers
    }


def _sealed() -> Any:
    """What is under seal is in no count: who holds how many would show that it is there."""
    return table("children").filter(sealed=True).values("child_id")


def _load(
    in_care: set[str],
    on_plan: set[str],
    families: dict[str, str],
    miles: dict[str, int | None],
    far: int,
    fte: int | None,
) -> Load:
    everybody = in_care | on_plan
    groups = {families.get(child, child) for child in everybody}
    known = [miles.get(child) for child in in_care]
    return Load(
        len(in_care),
        len(on_plan),
        len(groups),
        len(everybody) - len(groups),
        sum(one is not None and one >= far for one in known),
        sum(one is None for one in known),
        fte,
    )


def _families() -> dict[str, str]:
    return dict(table("family_groups").values_list("child_id", "family_id"))


def _miles(today: date) -> dict[str, int | None]:
    """How far from home each child in care lives today, where it is recorded."""
    here = table("episodes").filter(Q(ended_on=None) | Q(ended_on__gt=today), started_on__lte=today)
    return dict(here.order_by("started_on").values_list("child_id", "distance_miles"))


def chaired(workers: Collection[str], since: date, today: date) -> dict[str, int]:
    """How many children were considered at the conferences each of these chaired, from a day on."""
    own = table("conferences").filter(chair_id__in=[*workers, ""], held_on__gt=since, held_on__lte=today)
    there = table("conference_children").filter(conference_id__in=own.values("conference_id"))
    there = there.exclude(child_id__in=_sealed())
    of = dict(own.values_list("conference_id", "chair_id"))
    found: dict[str, int] = defaultdict(int)
    for conference, count in (
        there.values_list("conference_id").annotate(n=Count("id")).values_list("conference_id", "n")
    ):
        found[of[conference]] += count
    return found


def by_month(workers: Collection[str] | None, months: Collection[date]) -> dict[date, tuple[int, int]]:
    """Children in care and with a plan whom these workers held at the end of each of these days, in one query.

    None stands for whoever worked here then, also those who have left.
    """
    counts = {
        f"{role}_{number}": Count(
            "id", filter=Q(Q(ended_on=None) | Q(ended_on__gte=day), role=role, started_on__lte=day)
        )
        for number, day in enumerate(months)
        for role in (OFFICER, CHAIR)
    }
    held = table("allocations").exclude(child_id__in=_sealed())
    found = (held if workers is None else held.filter(worker_id__in=[*workers, ""])).aggregate(**counts)
    return {day: (found[f"{OFFICER}_{n}"], found[f"{CHAIR}_{n}"]) for n, day in enumerate(months)}
