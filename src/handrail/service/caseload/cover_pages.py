"""Puts the page of cover together: who is away without cover, who stands in for whom, and the form."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.urls import reverse

from handrail.caseload.independence import Standing
from handrail.caseload.ties import OFFICER
from handrail.service.access.models import Cover
from handrail.service.authorities.visits import Visit
from handrail.service.caseload import queries, words
from handrail.service.caseload.covering import Standin
from handrail.service.people import queries as people
from handrail.service.people.models import Absence
from handrail.service.records.models import table
from handrail.service.records.within import within


def cover(visit: Visit) -> dict[str, Any]:
    """Cover that holds or is to come, and officers who are away with children nobody covers."""
    standins = _standins(visit)
    away = _away(visit)
    names = people.worker_names([*away, *(who for one in standins for who in (one.for_worker, one.worker_id))])
    return {
        "title": "Cover",
        "back": reverse("allocation", args=[visit.authority.key]),
        "authority": visit.authority.key,
        "today": visit.today,
        "covers": [_row(one, count, names) for one, count in standins.items()],
        "left": _left(visit, standins, names),
        "uncovered": [{"name": names[one], "children": count} for one, count in away.items() if count],
    }


def _standins(visit: Visit) -> dict[Standin, int]:
    found: dict[Standin, int] = defaultdict(int)
    reached = within(visit.scope, visit.today).values("key")
    for one in Cover.objects.filter(last_on__gte=visit.today, child__in=reached):
        found[Standin(one.for_worker, one.worker_id, one.first_on, one.last_on)] += 1
    return dict(found)


def _row(one: Standin, count: int, names: dict[str, str]) -> dict[str, Any]:
    said = {"for_worker": one.for_worker, "worker": one.worker_id, "first_on": one.first_on, "last_on": one.last_on}
    return said | {"name": names[one.for_worker], "standin": names[one.worker_id], "children": count}


def _left(visit: Visit, standins: Collection[Standin], names: dict[str, str]) -> list[dict[str, Any]]:
    """The children of officers who are covered for whom nobody covers: somebody else must."""
    of = [*{one.for_worker for one in standins}]
    officers = {child: worker for worker, child in _held(visit, of)}
    keys = dict(table("children").filter(child_id__among=sorted(officers)).values_list("key", "child_id"))
    covered = set(Cover.objects.filter(last_on__gte=visit.today).values_list("child", "for_worker"))
    left = [key for key, child in keys.items() if (key, officers[child]) not in covered]
    visit.shows(left)
    called = people.names(visit, left)
    return [{"key": key, "name": called[key].name, "officer": names[officers[keys[key]]]} for key in left]


def _away(visit: Visit) -> dict[str, int]:
    """The officers away today, with how many of their children nobody covers."""
    today = visit.today
    away = Absence.objects.filter(first_on__lte=today).exclude(last_on__lt=today).values_list("worker_id", flat=True)
    pairs = _held(visit, away)
    keys = dict(table("children").filter(child_id__among=[child for _, child in pairs]).values_list("child_id", "key"))
    covered = set(Cover.objects.filter(first_on__lte=today, last_on__gte=today).values_list("for_worker", "child"))
    found: dict[str, int] = defaultdict(int)
    for worker, child in pairs:
        found[worker] += (worker, keys.get(child, "")) not in covered
    return dict(found)


def _held(visit: Visit, workers: Collection[str]) -> list[tuple[str, str]]:
    """The officers among these with the children they hold today, as far as the visit reaches them."""
    held = queries.open_on(table("allocations").filter(worker_id__in=[*workers, ""], role=OFFICER), visit.today)
    here = held.filter(child_id__in=within(visit.scope, visit.today).values("child_id"))
    return list(here.order_by("child_id").values_list("worker_id", "child_id"))


def workers(visit: Visit) -> dict[str, str]:
    """The officers in post, by name."""
    names = people.worker_names(one.worker_id for one in queries.officers(visit.today))
    return dict(sorted(names.items(), key=lambda one: one[1]))


def said(covered: int, barred: list[Standing]) -> str:
    """What came of arranging cover, with what is left to arrange and why."""
    done = f"Children covered: {covered}."
    if not barred:
        return done
    why = " ".join(dict.fromkeys(line for one in barred for line in words.why_barred(one)))
    return f"{done} Not covered, because regulation 46 bars it: {len(barred)}. {why} Arrange somebody else for them."
