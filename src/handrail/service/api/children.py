"""Children, as far as the owner of the token reaches them; by name and number only where the owner sees them so."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.http import Http404
from ninja import Router, Schema

from handrail.permissions import CARE
from handrail.service.api.lists import page_of
from handrail.service.api.shapes import READS, USUAL, AfterKey, ChildKey, Limit, Page
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.people import queries as people
from handrail.service.records.models import table
from handrail.service.records.within import within

router = Router(tags=["Children"])


class Child(Schema):
    """A child. `key` stands for the child in every address; `number` is the council's own, with `name` for who sees both."""

    key: str
    name: str
    by_name: bool
    number: str | None
    born_on: date | None


class Children(Page):
    """A page of children."""

    items: list[Child]


@router.get("/children", response={200: Children, **READS}, summary="The children you reach")
@asks("list", "child", CARE)
def children(request: Visited, limit: Limit = USUAL, after: AfterKey = None) -> Any:
    """In the order of their keys."""
    visit = request.visit
    found, more = page_of(within(visit.scope, visit.today), after, limit, "key")
    return {"items": _shaped(visit, found), "after": more}


@router.get("/children/{key:child}", response={200: Child, **READS}, summary="One child")
@asks("read", "child", CARE)
def child(request: Visited, child: ChildKey) -> Any:
    """Who it is."""
    return _shaped(request.visit, [child_of(child)])[0]


def child_of(key: str) -> Any:
    """The row of a child by key. Raises Http404."""
    found = table("children").filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _shaped(visit: Visit, found: Collection[Any]) -> list[dict[str, Any]]:
    keys = [one.key for one in found]
    visit.shows(keys)
    called = people.names(visit, keys)
    by_name = set(within(visit.by_name(), visit.today).filter(key__in=[*keys, ""]).values_list("key", flat=True))
    return [
        {
            "key": one.key,
            "name": called[one.key].name,
            "by_name": one.key in by_name,
            "number": one.child_id if one.key in by_name else None,
            "born_on": one.born_on if one.key in by_name else None,
        }
        for one in found
    ]
