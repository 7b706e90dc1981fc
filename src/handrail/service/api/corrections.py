"""Corrections: what somebody says is recorded wrongly. A second person decides, on the page."""

from collections.abc import Sequence
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from handrail.permissions import CARE
from handrail.service.api.children import child_of
from handrail.service.api.lists import page_of
from handrail.service.api.once import once
from handrail.service.api.shapes import READS, USUAL, WRITES, After, ChildKey, Key, Limit, Moment, Page, Sent, Words
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.corrections import actions, queries
from handrail.service.corrections.models import Proposal

router = Router(tags=["Corrections"])
Column = Annotated[str, Field(pattern="^[a-z_]{1,60}$")]
Value = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]


class Correction(Schema):
    """A correction that was proposed: of which entry, what is right, and what became of it (`stands`: null while it waits)."""

    number: int
    child: str
    table: str
    verified: dict[str, str | None]
    why: str
    author: str
    at: Moment
    stands: bool | None
    answer: str


class Corrections(Page):
    """A page of corrections."""

    items: list[Correction]


class Proposed(Sent):
    """An entry of the record by table and key, with what was verified by column, as the data dictionary names them."""

    table: Column
    key: Value
    verified: dict[str, Value] = Field(min_length=1, max_length=30)
    why: Words


@router.get("/corrections", response={200: Corrections, **READS}, summary="Corrections that were proposed")
@asks("list", "correction", CARE)
def corrections(request: Visited, limit: Limit = USUAL, after: After = None) -> Any:
    """Those about the children you reach, the latest first."""
    found, more = page_of(queries.proposals(request.visit), after, limit, "-pk")
    return {"items": _shaped(request.visit, found), "after": more}


@router.post("/children/{key:child}/corrections", response={201: Correction, **WRITES}, summary="Propose a correction")
@asks("write", "correction", CARE)
def propose(request: Visited, child: ChildKey, body: Proposed, key: Key) -> HttpResponse:
    """Nothing changes until a second person agrees."""
    visit, of = request.visit, child_of(child)

    def does() -> Schema:
        made = actions.propose(visit, of, body.table, body.key, body.verified, body.why)
        return Correction(**_shaped(visit, [made])[0])

    return once(request, key, does)


def _shaped(visit: Visit, found: Sequence[Proposal]) -> list[dict[str, Any]]:
    visit.shows(one.child for one in found)
    said = ("child", "table", "verified", "why", "author", "at", "stands", "answer")
    return [{"number": one.pk, **{name: getattr(one, name) for name in said}} for one in found]
