"""What programs read: pages of lists in a stable order, filters, and the same as the pages show."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.service.api.conftest import Program, Programs
from tests.service.conftest import TODAY
from tests.service.due.authority import load, made

from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due import recompute
from handrail.service.due.models import Duty
from handrail.service.records.models import table
from handrail.service.scorecard.count import count_all


def every(asks: Program, path: str, **query: Any) -> list[Any]:
    """All of a list, page by page."""
    found, after = [], None
    while True:
        answer = asks.get(path, **query, **({"after": after} if after else {})).json()
        found += answer["items"]
        after = answer["after"]
        if not after:
            return found


@pytest.fixture
def asks(recorded: Authority, program: Programs) -> Program:
    return program(recorded, "service_manager")


def test_a_list_page_by_page_is_the_whole_list_each_once(asks: Program, recorded: Authority) -> None:
    children = every(asks, "/children", limit=7)
    with wall(recorded):
        assert [one["key"] for one in children] == sorted(table("children").values_list("key", flat=True))
    for path, number in (("/due", "number"), ("/allocations", "number")):
        by_page = [one[number] for one in every(asks, path, limit=7)]
        assert by_page == [one[number] for one in every(asks, path, limit=200)]
        assert len(set(by_page)) == len(by_page) > 14


def test_what_is_due_is_narrowed(asks: Program) -> None:
    whole = every(asks, "/due", limit=200)
    assert [one["due_on"] or "" for one in whole] == sorted(one["due_on"] or "" for one in whole)
    late = every(asks, "/due", limit=200, state="late")
    assert late == [one for one in whole if one["state"] == "late"]
    assert all(one["days_late"] > 0 for one in late)
    some = every(asks, "/due", due_from=TODAY, due_to=TODAY.replace(day=30))
    assert some == [one for one in whole if "2026-04-02" <= (one["due_on"] or "") <= "2026-04-30"]
    clock = late[0]["clock"]
    assert every(asks, "/due", limit=200, clock=clock) == [one for one in whole if one["clock"] == clock]


def test_a_child_and_everything_that_was_due(asks: Program, recorded: Authority) -> None:
    with wall(recorded):
        child_id = Duty.objects.exclude(met_on=None).values_list("child_id", flat=True).first()
        child = table("children").get(child_id=child_id)
    told = asks.get(f"/children/{child.key}").json()
    assert (told["number"], told["born_on"]) == (child_id, child.born_on.isoformat() if child.born_on else None)
    assert any(one["met_on"] for one in every(asks, f"/children/{child.key}/due"))


def test_a_place_that_no_page_gave_is_not_there(asks: Program) -> None:
    assert asks.get("/due", after="2026-13-45.1").status_code == 404
    answer = asks.get("/due", after="tomorrow")
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["where"] == "query.after"


@pytest.mark.parametrize(("name", "value"), [("limit", 0), ("limit", 201), ("due_from", "0"), ("state", "good")])
def test_what_cannot_be_used_is_named(name: str, value: Any, asks: Program) -> None:
    answer = asks.get("/due", **{name: value})
    assert answer.status_code == 422
    assert [one["where"] for one in answer.json()["problems"]] == [f"query.{name}"]


def test_the_figures_are_those_that_were_counted(asks: Program, recorded: Authority) -> None:
    assert asks.get("/figures").json() == {"items": []}
    with wall(recorded):
        count_all(recorded)
    found = asks.get("/figures", month="2026-03").json()["items"]
    assert {(one["from_on"], one["to_on"]) for one in found} == {("2026-03-01", "2026-03-31")}
    one = next(each for each in found if each["denominator"])
    assert asks.get("/figures", month="2026-03", measure=one["measure"]).json() == {"items": [one]}
    year = asks.get("/figures", month="2026-03", measure=one["measure"], over="year").json()["items"]
    assert year[0]["from_on"] == "2025-04-01"
    assert asks.get("/figures", month="1999-01").json() == {"items": []}


def test_whose_figures_is_as_on_the_page(recorded: Authority, program: Programs) -> None:
    with wall(recorded):
        worker = table("allocations").filter(role="reviewing_officer").values_list("worker_id", flat=True).first()
    officer = program(recorded, "reviewing_officer", worker_id=worker)
    assert officer.get("/figures", officer=worker).status_code == 200
    assert officer.get("/figures", officer="somebody").status_code == 404
    assert program(recorded, "board_member").get("/figures").json() == {"items": []}


@pytest.mark.parametrize("path", ["/children", "/due", "/allocations", "/imports", "/corrections", "/figures"])
def test_a_list_costs_the_same_however_long(path: str, fairlea: Authority, program: Programs) -> None:
    asks = program(fairlea, "service_manager")
    told = []
    for children in (20, 60):
        load(fairlea, made(children), children)
        recompute.for_all(fairlea)
        with CaptureQueriesContext(connection) as queries:
            assert asks.get(path).status_code == 200
        told.append(len(queries))
    assert told[0] == told[1]
