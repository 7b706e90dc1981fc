"""News for programs: told, answered and listed as on the pages, once, by whoever may."""

import json
from datetime import timedelta
from typing import Any

import pytest
from tests.service.api.conftest import Program, Programs
from tests.service.conftest import TODAY

from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.events.models import News
from handrail.service.records.models import table

SOON = (TODAY + timedelta(days=10)).isoformat()


@pytest.fixture
def held(recorded: Authority) -> tuple[str, str, str]:
    """A child by key, with the reviewing officer and the social worker who have it."""
    with wall(recorded):
        today = table("allocations").filter(started_on__lte=TODAY, ended_on=None)
        one = today.filter(role="reviewing_officer").order_by("child_id").first()
        worker = today.filter(role="social_worker", child_id=one.child_id).first().worker_id
        return str(table("children").get(child_id=one.child_id).key), one.worker_id, worker


@pytest.fixture
def child(held: tuple[str, str, str]) -> str:
    return held[0]


@pytest.fixture
def decider(recorded: Authority, program: Programs, held: tuple[str, str, str]) -> Program:
    return program(recorded, "reviewing_officer", worker_id=held[1])


@pytest.fixture
def teller(recorded: Authority, program: Programs, held: tuple[str, str, str]) -> Program:
    return program(recorded, "social_worker", worker_id=held[2])


def tell(asks: Program, child: str, key: str = "", **body: str) -> Any:
    told = {"kind": "move_proposed", "on": SOON, "words": "The carers retire."}
    return asks.post(f"/children/{child}/news", told | body, key)


def test_what_is_told_is_told_once_and_waits_for_the_officer(decider: Program, child: str) -> None:
    first, again = tell(decider, child, "told-once"), tell(decider, child, "told-once")
    assert first.status_code == again.status_code == 201, first.content
    told = first.json()
    assert again.json() == told
    assert (told["waits_for"], told["proposed"], told["answers"], told["last_answer"]) == ("officer", True, [], 0)
    assert tell(decider, child).status_code == 409, "of the same day it was told already"
    listed = decider.get("/news", waits="open").json()["items"]
    assert listed == [{name: value for name, value in told.items() if name not in ("words", "told_by", "answers")}]
    assert decider.get("/news", waits="answered").json()["items"] == []
    assert decider.get(f"/children/{child}/news").json()["items"] == [told]
    with wall(decider.authority):
        assert News.objects.count() == 1


def test_a_day_that_cannot_be_is_refused_in_words(decider: Program, child: str) -> None:
    answer = tell(decider, child, on=(TODAY - timedelta(days=1)).isoformat())
    assert answer.status_code == 409
    assert answer.json()["problems"] == [
        {"where": "body.on", "what": "That day has passed. Tell it as something that has happened."}
    ]
    assert tell(decider, child, kind="holiday").status_code == 422


def test_the_officer_answers_and_nobody_is_passed_over(decider: Program, child: str) -> None:
    told = tell(decider, child).json()
    path, body = (
        f"/children/{child}/news/{told['number']}",
        {"choice": "disagree", "words": "Too far.", "last_answer": 0},
    )
    viewed = decider.post(f"{path}/views", body)
    assert viewed.status_code == 201, viewed.content
    assert (viewed.json()["view"], viewed.json()["answers"][0]["words"]) == ("disagree", "Too far.")
    decision = {"choice": "review", "words": "A review first.", "last_answer": 0}
    assert decider.post(f"{path}/decisions", decision).status_code == 409, "somebody has answered meanwhile"
    decided = decider.post(f"{path}/decisions", decision | {"last_answer": viewed.json()["last_answer"]}).json()
    assert (decided["decision"], decided["waits_for"]) == ("review", "")
    assert decider.post(f"/children/{child}/news/999/views", body).status_code == 404
    with wall(decider.authority):
        entered = Entry.objects.filter(kind="event", action="write", children__contains=child)
        details = [json.loads(one.detail) for one in entered.order_by("pk")]
        assert {one["token"] for one in details} == {decider.token.key}
        assert [one["what"] for one in details if "what" in one] == ["told", "view disagree", "decision review"]
        asked = table("events").get(kind="early_review_asked")
        assert asked.child_id == table("children").get(key=child).child_id


def test_telling_is_not_deciding(teller: Program, child: str) -> None:
    told = tell(teller, child).json()
    body = {"choice": "agree", "words": "Yes.", "last_answer": 0}
    assert teller.post(f"/children/{child}/news/{told['number']}/views", body).status_code == 404
