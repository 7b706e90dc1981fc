"""Who is responsible for which child, and giving a child to a reviewing officer: regulation 46 stands before it, as on the page."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from django.db.models import Q
from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from handrail.permissions import CARE
from handrail.service.api.children import child_of
from handrail.service.api.lists import page_of
from handrail.service.api.once import once
from handrail.service.api.shapes import READS, USUAL, WRITES, After, ChildKey, Code, Day, Key, Limit, Page, Sent
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.caseload import actions
from handrail.service.caseload.actions import Given
from handrail.service.people import queries as people
from handrail.service.records.models import table
from handrail.service.records.within import within

router = Router(tags=["Allocations"])
Role = Annotated[str | None, Query(pattern="^[a-z_]{1,60}$", description="The role, as in `reviewing_officer`.")]
Worker = Annotated[
    str | None, Query(min_length=1, max_length=200, pattern=r"^[^\x00]+$", description="The worker's id.")
]
_SAID = Field("", max_length=1_000, pattern=r"^[^\x00]*$")


class Allocation(Schema):
    """Somebody has a child in a role, from a day through a day."""

    number: int
    child: str
    role: str
    worker: str
    worker_name: str
    started_on: date
    ended_on: date | None


class Allocations(Page):
    """A page of allocations."""

    items: list[Allocation]


class Officer(Sent):
    """A reviewing officer for a child, from a day on; why, where there was another; and why in spite of a conflict."""

    worker: Code
    first_on: Day
    why: str = _SAID
    conflict_reason: str = _SAID


@router.get("/allocations", response={200: Allocations, **READS}, summary="Who has which child today")
@asks("list", "allocation", CARE)
def allocations(
    request: Visited, role: Role = None, worker: Worker = None, limit: Limit = USUAL, after: After = None
) -> Any:
    """Those that hold today, of the children you reach."""
    visit = request.visit
    asked = {name: value for name, value in (("role", role), ("worker_id", worker)) if value is not None}
    children = within(visit.scope, visit.today).order_by().values("child_id")
    held = table("allocations").filter(child_id__in=children, started_on__lte=visit.today, **asked)
    found, more = page_of(held.filter(Q(ended_on=None) | Q(ended_on__gte=visit.today)), after, limit)
    return {"items": _shaped(visit, found), "after": more}


@router.post(
    "/children/{key:child}/allocations",
    response={201: Allocation, **WRITES},
    summary="Give a child to a reviewing officer",
)
@asks("write", "allocation", CARE)
def allocate(request: Visited, child: ChildKey, body: Officer, key: Key) -> HttpResponse:
    """Whoever had the child before has it until the day before. Whom regulation 46 bars is refused, whoever asks."""
    visit, child_id = request.visit, child_of(child).child_id

    def does() -> Schema:
        given = Given(child_id, body.worker, body.first_on, body.why, body.conflict_reason)
        actions.allocate(visit, [given])
        made = table("allocations").filter(child_id=child_id, worker_id=body.worker, started_on=body.first_on)
        return Allocation(**_shaped(visit, [made.latest("id")])[0])

    return once(request, key, does)


def _shaped(visit: Visit, found: Sequence[Any]) -> list[dict[str, Any]]:
    ids = sorted({one.child_id for one in found})
    keys = dict(table("children").filter(child_id__among=ids).values_list("child_id", "key"))
    visit.shows(keys.values())
    names = people.worker_names(one.worker_id for one in found)
    return [
        {
            "number": one.pk,
            "child": keys[one.child_id],
            "role": one.role,
            "worker": one.worker_id,
            "worker_name": names[one.worker_id],
            "started_on": one.started_on,
            "ended_on": one.ended_on,
        }
        for one in found
    ]
