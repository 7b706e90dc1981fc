"""Packs for inspectors: asking for one, finding those somebody may see, handing one over."""

from datetime import date
from typing import Any

from django.db import transaction

from handrail.service.audit.actions import enter
from handrail.service.authorities.visits import Visit
from handrail.service.background.actions import enqueue
from handrail.service.background.models import Run
from handrail.service.packs.jobs import JOB
from handrail.service.packs.models import MADE, RELEASED, InspectionPack


class NotReleased(ValueError):
    """Why a pack was not released, in words for whoever asked."""


def packs(visit: Visit) -> Any:
    """The packs the visit reaches, without their workbooks: an inspector those that were released."""
    found = InspectionPack.objects.defer("workbook")
    if visit.scope.whole:
        return found
    return found.filter(state=RELEASED) if visit.scope.published else found.none()


def ask(visit: Visit, snapshot: date) -> Run:
    """Have a pack made of how things stood on a day."""
    with transaction.atomic():
        made = InspectionPack.objects.create(
            snapshot=snapshot, asked_by=visit.viewer.account, asker=visit.name, asked_at=visit.now
        )
        run = enqueue(visit, JOB, number=made.pk)
        InspectionPack.objects.filter(pk=made.pk).update(run=run.pk)
        enter(visit, "write", kind="inspection_pack", detail={"what": "asked", "pack": str(made.pk)})
    return run


def release(visit: Visit, number: int, handed_to: str) -> None:
    """Release a pack to inspectors: from now on they see it as it is. Raises NotReleased."""
    with transaction.atomic():
        held = packs(visit).select_for_update().filter(pk=number).first()
        if held is None or held.state != MADE:
            raise NotReleased("It is released already." if held and held.state == RELEASED else "It is not made yet.")
        held.state, held.handed_to, held.released_at = RELEASED, handed_to.strip(), visit.now
        held.released_by, held.releaser = visit.viewer.account, visit.name
        held.save(update_fields=["state", "handed_to", "released_at", "released_by", "releaser"])
        enter(visit, "write", kind="inspection_pack", detail={"what": "released", "pack": str(held.pk)})
