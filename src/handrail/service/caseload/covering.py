"""Cover: somebody stands in with an officer's children for some days. Whom regulation 46 bars from a child is left out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from handrail.caseload.independence import Barred, Standing
from handrail.caseload.ties import OFFICER, Facts
from handrail.service.access.models import Cover
from handrail.service.audit.actions import enter
from handrail.service.authorities.visits import Visit
from handrail.service.caseload.facts import facts_of
from handrail.service.caseload.queries import held_by
from handrail.service.caseload.refusing import reached, refuse, refuse_post
from handrail.service.due.record import lock
from handrail.service.not_done import NotDone
from handrail.service.records.within import within

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Standin:
    """Somebody to stand in for an officer, from a day through a day."""

    for_worker: str
    worker_id: str
    first_on: date
    last_on: date
    conflict_reason: str = ""


def arrange_cover(visit: Visit, asked: Standin) -> tuple[int, list[Standing]]:
    """Have somebody stand in with an officer's children: how many are covered now, and how they stand to those barred.

    A child whom somebody covers in these days already is left with them. Raises NotDone.
    """
    _refuse_standin(asked, visit.today)
    with transaction.atomic():
        held = held_by(asked.for_worker, max(asked.first_on, visit.today)).values("child_id")
        here = within(visit.scope, visit.today).filter(child_id__in=held)
        ids = sorted(here.values_list("child_id", flat=True))
        lock(ids)
        keys, facts = reached(visit, ids), facts_of(ids, visit.today)
        taken = set(_overlapping(asked).values_list("child", flat=True))
        free = [one for one in ids if keys[one] not in taken]
        if not free:
            raise NotDone("worker", "There is no child left to cover in these days.")
        barred = _cover(visit, asked, {keys[one]: facts[one] for one in free})
    return len(free) - len(barred), barred


def _cover(visit: Visit, asked: Standin, facts: Mapping[str, Facts]) -> list[Standing]:
    """Write the cover of these children but those barred; how the worker stands to these. Raises NotDone."""
    covered, barred = [], []
    for key, told in facts.items():
        try:
            refuse(asked.worker_id, told, asked.conflict_reason)
            covered.append(key)
        except Barred as found:
            barred.append(found.standing)
    if covered:
        _write_cover(visit, asked, covered)
    return barred


def _write_cover(visit: Visit, asked: Standin, keys: Collection[str]) -> None:
    Cover.objects.bulk_create(
        Cover(
            child=key,
            role=OFFICER,
            for_worker=asked.for_worker,
            worker_id=asked.worker_id,
            first_on=asked.first_on,
            last_on=asked.last_on,
            arranged_by=visit.viewer.account,
            arranged_at=visit.now,
            conflict_reason=asked.conflict_reason.strip(),
        )
        for key in keys
    )
    enter(visit, "write", kind="allocation", children=keys, detail={"what": "cover", "children": len(keys)})


def extend_cover(visit: Visit, given: Mapping[str, str], facts: Mapping[str, Facts]) -> None:
    """Children given to somebody who is covered for are covered too, by whoever may: `given` is the officer of each key."""
    now = Cover.objects.filter(for_worker__in={*given.values()}, last_on__gte=visit.today)
    standins = {Standin(one.for_worker, one.worker_id, one.first_on, one.last_on, one.conflict_reason) for one in now}
    for standin in sorted(standins, key=lambda one: (one.first_on, one.worker_id)):
        taken = set(_overlapping(standin).values_list("child", flat=True))
        theirs = [key for key, officer in given.items() if officer == standin.for_worker and key not in taken]
        _cover(visit, standin, {key: facts[key] for key in theirs})


def end_cover(visit: Visit, for_worker: str, worker_id: str) -> int:
    """End a cover with yesterday, or take back one that has not begun; for how many children."""
    with transaction.atomic():
        theirs = Cover.objects.filter(for_worker=for_worker, worker_id=worker_id, last_on__gte=visit.today)
        keys = sorted(theirs.values_list("child", flat=True))
        theirs.filter(first_on__gte=visit.today).delete()
        theirs.update(last_on=visit.today - _ONE_DAY)
        enter(visit, "write", kind="allocation", children=keys, detail={"what": "cover_ended", "children": len(keys)})
    return len(keys)


def _overlapping(asked: Standin) -> Any:
    return Cover.objects.filter(
        for_worker=asked.for_worker, first_on__lte=asked.last_on, last_on__gte=asked.first_on, role=OFFICER
    )


def _refuse_standin(asked: Standin, today: date) -> None:
    if asked.worker_id == asked.for_worker:
        raise NotDone("worker", "Nobody covers for themselves. Choose somebody else.")
    if asked.last_on < asked.first_on:
        raise NotDone("last_on", "The last day is before the first. Choose the first day or a later one.")
    if asked.last_on < today:
        raise NotDone("last_on", "These days are over. Choose a last day from today on.")
    refuse_post(asked.worker_id, max(asked.first_on, today))
