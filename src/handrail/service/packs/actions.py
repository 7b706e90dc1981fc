"""Keeping receipts: what was filed in the case system, by whom, when and where. One transaction with its entry."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from handrail.service.audit.actions import enter
from handrail.service.authorities.visits import Visit
from handrail.service.packs import queries
from handrail.service.packs.models import TYPED, Receipt
from handrail.service.packs.queries import Standing
from handrail.service.records.models import table

CHANGED = "It has changed since you opened it. Make the pack anew, and file that."
NOT_THERE = "It is none of the items you may file."
ALREADY = "It is filed already."


@dataclass(frozen=True)
class Filed:
    """What somebody says was filed: the item as it was then, the day, and where it stands in the case system."""

    id: str
    on: date
    place: str = ""


@dataclass(frozen=True)
class Kept:
    """How many receipts were kept; and of the rest, by their place among what was given, why not."""

    number: int
    refused: Mapping[int, str]


def keep_receipts(visit: Visit, given: Sequence[Filed], source: str = TYPED) -> Kept:
    """Keep that items were filed: all that can be, with why each of the others cannot."""
    with transaction.atomic():
        here = {one.mark.item: one for one in queries.standings(queries.reached(visit))}
        refused = {at: why for at, one in enumerate(given) if (why := _why_not(one, here))}
        good = {one.id: one for at, one in enumerate(given) if at not in refused}
        marks = [here[one.partition("-")[0]].mark for one in good]
        keys = _keys({mark.child_id for mark in marks})
        said = {"by": visit.viewer.account, "author": visit.name, "at": visit.now, "source": source}
        made = [
            Receipt(
                child=keys[mark.child_id], kind=mark.kind, item=mark.item, version=mark.id.partition("-")[2],
                filed_on=good[mark.id].on, place=good[mark.id].place.strip(), **said,
            )
            for mark in marks
        ]  # fmt: skip
        Receipt.objects.bulk_create(made, ignore_conflicts=True)
        if made:
            detail = {"what": "filed", "items": str(len(made))}
            enter(visit, "write", children=keys.values(), kind="case_pack", detail=detail)
    return Kept(len(made), refused)


def take_back(visit: Visit, number: int) -> bool:
    """Take back a receipt that was kept by mistake, so that the item waits again; False where there is none to take."""
    with transaction.atomic():
        found = queries.receipts(visit).filter(pk=number).first()
        if found is None:
            return False
        found.taken_back_by, found.taken_back_at = visit.viewer.account, visit.now
        found.save(update_fields=["taken_back_by", "taken_back_at"])
        enter(visit, "write", children=[found.child], kind="case_pack", detail={"what": "filed_taken_back"})
    return True


def _why_not(one: Filed, here: Mapping[str, Standing]) -> str:
    found = here.get(one.id.partition("-")[0])
    if found is None or not found.is_shown:
        return NOT_THERE
    if found.mark.id != one.id:
        return CHANGED
    return ALREADY if found.receipt else ""


def _keys(child_ids: Collection[str]) -> dict[str, str]:
    return dict(table("children").filter(child_id__among=sorted(child_ids)).values_list("child_id", "key"))
