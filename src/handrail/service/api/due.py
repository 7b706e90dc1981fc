"""What is due, and what people say about it: reasons for lateness, notes."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from handrail.permissions import CARE
from handrail.service.api.children import child_of
from handrail.service.api.once import once
from handrail.service.api.shapes import READS, USUAL, WRITES, ChildKey, Code, Day, Key, Limit, Number, Page, Sent, Words
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.due import actions, queries
from handrail.service.due.models import Duty, Note
from handrail.service.due.queries import Listing, NoSuchPlace
from handrail.service.due.state import standing
from handrail.service.people import queries as people
from handrail.service.records.models import table
from handrail.service.records.within import within
from handrail.timescales.clocks import clock as clock_of

router = Router(tags=["What is due"])
Place = Annotated[
    str | None,
    Query(pattern=r"^\d{4}-\d{2}-\d{2}\.\d{1,18}$", description="Where the page before ended: its `after`."),
]
Clock = Annotated[str | None, Query(pattern="^[a-z0-9_]{1,60}$", description="The clock by which it is due.")]
DayAsked = Annotated[Day | None, Query(description="A day, written 2026-04-02; itself included.")]


class State(StrEnum):
    """How an open thing due stands."""

    LATE = "late"
    DUE_SOON = "due soon"
    ON_TIME = "on time"
    UNJUDGED = "cannot be judged"


class Due(Schema):
    """One thing due. `number` names it in addresses; `due_on` is the last day on which it is in time."""

    number: int
    child: str
    child_name: str
    clock: str
    title: str
    triggered_on: date | None
    due_on: date | None
    met_on: date | None
    state: str | None
    days_late: int
    officer: str | None
    main_reason: str | None
    contributing_reasons: list[str]


class DueList(Page):
    """A page of what is due."""

    items: list[Due]


class Reasons(Sent):
    """Why something was late: codes of the authority's own lists."""

    main: Code
    contributing: list[Code] = Field([], max_length=20)
    note: str = Field("", max_length=1_000, pattern=r"^[^\x00]*$")


class NoteSent(Sent):
    """A note about something due."""

    text: Words


class NoteKept(Schema):
    """A note as it is kept."""

    number: int
    due: int
    text: str


@router.get("/due", response={200: DueList, **READS}, summary="What is due and open")
@asks("list", "due", CARE)
def due(
    request: Visited,
    state: State | None = None,
    clock: Clock = None,
    due_from: DayAsked = None,
    due_to: DayAsked = None,
    limit: Limit = USUAL,
    after: Place = None,
) -> Any:
    """Of all the children you reach, the earliest due date first."""
    asked = {"word": state, "clock": clock, "due_latest_on__gte": due_from, "due_latest_on__lte": due_to}
    narrowed = Q(**{name: value for name, value in asked.items() if value is not None})
    visit = request.visit
    children, listing = within(visit.scope, visit.today), _listing(visit, limit, after)
    return _page(visit, lambda: queries.listed(children, listing, narrowed))


@router.get("/children/{key:child}/due", response={200: DueList, **READS}, summary="What is or was due for a child")
@asks("read", "due", CARE)
def due_of_child(request: Visited, child: ChildKey, limit: Limit = USUAL, after: Place = None) -> Any:
    """Everything, also what was met; the earliest first."""
    visit, of = request.visit, child_of(child)
    return _page(visit, lambda: queries.of_child(of, _listing(visit, limit, after)))


@router.post(
    "/children/{key:child}/due/{int:duty}/reasons", response={201: Due, **WRITES}, summary="Say why something was late"
)
@asks("write", "due", CARE)
def give_reasons(request: Visited, child: ChildKey, duty: Number, body: Reasons, key: Key) -> HttpResponse:
    """Earlier reasons are replaced, and stay to be seen."""
    found, visit = _duty(child, duty), request.visit

    def does() -> Schema:
        actions.give_reason(visit, found, body.main, body.contributing, body.note)
        return Due(**_shaped(visit, [found])[0])

    return once(request, key, does)


@router.post(
    "/children/{key:child}/due/{int:duty}/notes", response={201: NoteKept, **WRITES}, summary="Note something about it"
)
@asks("write", "due", CARE)
def write_note(request: Visited, child: ChildKey, duty: Number, body: NoteSent, key: Key) -> HttpResponse:
    """Notes are never changed."""
    found = _duty(child, duty)

    def does() -> Schema:
        actions.write_note(request.visit, found, body.text)
        kept = Note.objects.filter(child_id=found.child_id, duty=found.key).latest("id")
        return NoteKept(number=kept.pk, due=found.pk, text=kept.text)

    return once(request, key, does)


def _listing(visit: Visit, limit: int, after: str | None) -> Listing:
    return Listing(visit.today, after=after, size=limit)


def _page(visit: Visit, asked: Callable[[], queries.Page]) -> dict[str, Any]:
    try:
        found = asked()
    except NoSuchPlace:
        raise Http404 from None
    return {"items": _shaped(visit, found.duties), "after": found.after}


def _duty(child: str, number: int) -> Duty:
    """The thing due, if it is this child's. Raises Http404."""
    own = table("children").filter(key=child).values("child_id")
    found = Duty.objects.filter(pk=number, child_id__in=own).first()
    if found is None:
        raise Http404
    return found


def _shaped(visit: Visit, duties: Sequence[Any]) -> list[dict[str, Any]]:
    """Things due as they are told, in a constant number of queries."""
    child_ids = sorted({one.child_id for one in duties})
    keys = dict(table("children").filter(child_id__among=child_ids).values_list("child_id", "key"))
    visit.shows(keys.values())
    names, who = people.names(visit, list(keys.values())), queries.answering(duties, visit.today)
    reasons = queries.reasons(duties)
    return [
        _one(each, keys[each.child_id], visit.today)
        | {"child_name": names[keys[each.child_id]].name, "officer": who.get(each.pk)}
        | _said([one.reason for one in reasons[each.child_id, each.key]])
        for each in duties
    ]


def _one(duty: Any, child: str, today: date) -> dict[str, Any]:
    stands = standing(duty.row, today)
    return {
        "number": duty.pk,
        "child": child,
        "clock": duty.clock,
        "title": clock_of(duty.clock).title,
        "triggered_on": duty.triggered_on,
        "due_on": duty.due_on or duty.due_latest_on,
        "met_on": duty.met_on,
        "state": str(stands.word) if stands else None,
        "days_late": stands.days_late if stands else 0,
    }


def _said(codes: Sequence[str]) -> dict[str, Any]:
    return {"main_reason": next(iter(codes), None), "contributing_reasons": list(codes[1:])}
