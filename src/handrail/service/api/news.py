"""News of the children: what waits for an answer, telling, and the officer's view or decision."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django.http import Http404, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from handrail.permissions import CARE
from handrail.service.api.children import child_of
from handrail.service.api.lists import page_of
from handrail.service.api.once import once
from handrail.service.api.shapes import (
    LARGEST,
    READS,
    USUAL,
    WRITES,
    After,
    ChildKey,
    Day,
    Key,
    Limit,
    Moment,
    Number,
    Page,
    Sent,
    Words,
)
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.events import actions, queries
from handrail.service.events.actions import Said
from handrail.service.events.models import DECISION, VIEW, News
from handrail.service.events.standing import standing
from handrail.workflows.news import DECISIONS, VIEWS, news_kinds

router = Router(tags=["News"])
NewsKind = StrEnum("NewsKind", {key.upper(): key for key in news_kinds()})  # type: ignore[misc] # they are data
OfficersView = StrEnum("OfficersView", {key.upper(): key for key in VIEWS})  # type: ignore[misc] # they are data
OfficersDecision = StrEnum("OfficersDecision", {key.upper(): key for key in DECISIONS})  # type: ignore[misc] # they are data


class Waits(StrEnum):
    """Whether somebody is waited for."""

    OPEN = "open"
    ANSWERED = "answered"


class Listed(Schema):
    """A change that is planned for a day (`proposed`), or what happened on one, and how it stands.

    `waits_for` is `officer`, `teller` or blank; `last_answer` is what an answer to it follows, 0 where there is none.
    """

    number: int
    child: str
    kind: str
    title: str
    proposed: bool
    on: date
    told_on: date
    answer_by: date
    waits_for: str
    days_late: int
    view: str | None
    decision: str | None
    withdrawn_on: date | None
    last_answer: int


class NewsPage(Page):
    """A page of news."""

    items: list[Listed]


class Answered(Schema):
    """An answer: about what, which choice, in which words, by whom."""

    number: int
    about: str
    choice: str
    words: str
    by: str
    at: Moment


class Whole(Listed):
    """A piece of news with its words and its answers, in their order."""

    words: str
    told_by: str
    answers: list[Answered]


class NewsOfChild(Page):
    """A page of the news of one child."""

    items: list[Whole]


class Told(Sent):
    """What there is to tell: of which kind, on or for which day."""

    kind: NewsKind
    on: Day
    words: Words


class Viewed(Sent):
    """The officer's view; `last_answer` as it was read, so that an answer nobody saw is not passed over."""

    choice: OfficersView
    words: Words
    last_answer: int = Field(ge=0, le=LARGEST)


class Decided(Sent):
    """The officer's decision; `last_answer` as it was read, so that an answer nobody saw is not passed over."""

    choice: OfficersDecision
    words: Words
    last_answer: int = Field(ge=0, le=LARGEST)


@router.get("/news", response={200: NewsPage, **READS}, summary="News of the children you reach")
@asks("list", "event", CARE)
def news(request: Visited, waits: Waits | None = None, limit: Limit = USUAL, after: After = None) -> Any:
    """What was told last stands first; without the words. `waits` narrows it to what waits for an answer, or does not."""
    reads = {None: queries.reached, Waits.OPEN: queries.waiting, Waits.ANSWERED: queries.answered}
    found, more = page_of(reads[waits](request.visit), after, limit, "-pk")
    return {"items": _listed(request.visit, found), "after": more}


@router.get("/children/{key:child}/news", response={200: NewsOfChild, **READS}, summary="Everything told of a child")
@asks("read", "event", CARE)
def child_news(request: Visited, child: ChildKey, limit: Limit = USUAL, after: After = None) -> Any:
    """What was told last stands first."""
    found, more = page_of(queries.of_child(child), after, limit, "-pk")
    return {"items": [_whole(request.visit, one) for one in found], "after": more}


@router.post("/children/{key:child}/news", response={201: Whole, **WRITES}, summary="Tell the officer of something")
@asks("write", "event", CARE)
def tell_news(request: Visited, child: ChildKey, body: Told, key: Key) -> HttpResponse:
    """A change that is planned, or what has happened. The same of the same day is told once."""
    visit, of = request.visit, child_of(child)
    return once(request, key, lambda: _as_schema(visit, actions.tell(visit, of, body.kind, body.on, body.words)))


@router.post(
    "/children/{key:child}/news/{int:number}/views",
    response={201: Whole, **WRITES},
    summary="Give the officer's view of a change that is planned",
)
@asks("approve", "event", CARE)
def give_view(request: Visited, child: ChildKey, number: Number, body: Viewed, key: Key) -> HttpResponse:
    """A view that is given later stands in the place of the one before, which stays to be seen."""
    return once(request, key, lambda: _answered(request.visit, child, number, VIEW, body))


@router.post(
    "/children/{key:child}/news/{int:number}/decisions",
    response={201: Whole, **WRITES},
    summary="Give the officer's decision",
)
@asks("approve", "event", CARE)
def decide_news(request: Visited, child: ChildKey, number: Number, body: Decided, key: Key) -> HttpResponse:
    """Review now, note, or challenge. A review that is asked for stands in the record at once."""
    return once(request, key, lambda: _answered(request.visit, child, number, DECISION, body))


def _answered(visit: Visit, child: str, number: int, about: str, body: Viewed | Decided) -> Schema:
    actions.answer(visit, child_of(child), _one(child, number), Said(about, body.choice, body.words, body.last_answer))
    return _as_schema(visit, _one(child, number))


def _one(child: str, number: int) -> News:
    found = queries.one(child, f"{number}")
    if found is None:
        raise Http404
    return found


def _as_schema(visit: Visit, told: News) -> Schema:
    return Whole(**_whole(visit, told))


def _listed(visit: Visit, found: Sequence[News]) -> list[dict[str, Any]]:
    visit.shows(one.child for one in found)
    return [_stands(visit, one) for one in found]


def _whole(visit: Visit, told: News) -> dict[str, Any]:
    said = ("about", "choice", "words", "at")
    answers = [
        {"number": one.pk, "by": one.name, **{name: getattr(one, name) for name in said}} for one in told.answers.all()
    ]
    return _stands(visit, told) | {"words": told.words, "told_by": told.teller_name, "answers": answers}


def _stands(visit: Visit, told: News) -> dict[str, Any]:
    answers = list(told.answers.all())
    stands = standing(told, answers, visit.today)
    as_kept = ("child", "kind", "on", "told_on", "answer_by", "withdrawn_on")
    return {
        "number": told.pk,
        "title": stands.kind.title,
        "proposed": stands.kind.is_proposed,
        "waits_for": stands.waits_for,
        "days_late": stands.days_late,
        "view": stands.view.choice if stands.view else None,
        "decision": stands.decision.choice if stands.decision else None,
        "last_answer": answers[-1].pk if answers else 0,
        **{name: getattr(told, name) for name in as_kept},
    }
