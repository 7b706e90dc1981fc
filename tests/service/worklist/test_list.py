"""The list of what is due: what stands in it, for whom, narrowed and sorted how, and what it costs."""

import json
import re
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.service.conftest import TODAY, SignedIn
from tests.service.desk.test_pages import busiest
from tests.service.worklist.conftest import rows_of

from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due import queries as due
from handrail.service.due.queries import Listing
from handrail.service.people.models import Particulars
from handrail.service.records.models import table

LIST = "/fairlea/list/due/"


def narrowed(client: Client, **given: str) -> list[dict[str, str]]:
    answer = client.post(f"{LIST}narrow/", given)
    assert answer.status_code == 302
    return rows_of(client.get(answer["Location"]))


def all_rows(client: Client, **query: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for page in range(1, 10):
        rows = rows_of(client.get(LIST, {**query, "page": f"{page}"}))
        found += rows
        if len(rows) < 200:
            break
    return found


def test_everything_open_stands_in_it_and_nothing_else(manager: Client, fairlea: Authority) -> None:
    rows = all_rows(manager)
    with wall(fairlea):
        still_open = set(due.open_now(table("children"), Listing(TODAY)).values_list("pk", flat=True))
    assert {int(one["number"]) for one in rows} == still_open
    assert len(rows) == len(still_open) > 200


def test_an_officer_sees_own_children_only_and_the_trail_says_which(officer: Client, fairlea: Authority) -> None:
    rows = rows_of(officer.get(LIST))
    with wall(fairlea):
        own = table("allocations").filter(worker_id=busiest(fairlea), ended_on=None).values("child_id")
        keys = set(table("children").filter(child_id__in=own).values_list("key", flat=True))
        entry = Entry.objects.latest("id")
    assert set(json.loads(entry.children)) <= keys
    assert (entry.action, entry.kind, entry.route) == ("list", "due", "due-list")
    assert rows


def test_who_may_not_see_names_sees_pseudonyms_and_cannot_sort_by_name(listed: Authority, signed_in: SignedIn) -> None:
    analyst = signed_in(listed, "performance_analyst")
    page = analyst.get(LIST)
    if page.status_code == 404:
        pytest.skip("An analyst does not see what is due.")
    assert all(one["child"].startswith("Child ") for one in rows_of(page))
    assert "sort=child" not in page.content.decode()
    with wall(listed):
        name = Particulars.objects.order_by("id")[0].name
    assert narrowed(analyst, words=name) == []


@pytest.mark.parametrize("column", ["child", "what", "due", "state", "late", "officer", "team", "main", "note"])
def test_it_is_sorted_by_any_column_both_ways_over_all_pages(manager: Client, column: str) -> None:
    key = {"due": day, "late": number, "state": state, "child": str.casefold, "officer": str.casefold}.get(column, str)
    for sort in (column, f"-{column}"):
        rows = all_rows(manager, sort=sort)
        values = [key(one[column]) for one in rows if one[column]]
        assert values == sorted(values, reverse=sort.startswith("-"))
        blank = [index for index, one in enumerate(rows) if not one[column]]
        assert blank == list(range(len(values), len(rows))), "what has no value is last"


def day(text: str) -> date:
    return datetime.strptime(text, "%d %b %Y").date()


def number(text: str) -> int:
    return int(text)


def state(text: str) -> int:
    return ["Late", "Due soon", "On time", "Cannot be judged"].index(text)


def test_filters_narrow_it_and_stand_in_the_address(manager: Client) -> None:
    everything = all_rows(manager)
    late = all_rows(manager, state="late")
    assert {one["number"] for one in late} == {one["number"] for one in everything if one["state"] == "Late"}
    officer = next(one["officer"] for one in everything if one["officer"])
    theirs = all_rows(manager, officer=officer.removeprefix("Worker "))
    assert {one["number"] for one in theirs} == {one["number"] for one in everything if one["officer"] == officer}
    nobodys = all_rows(manager, officer="nobody")
    assert {one["number"] for one in nobodys} == {one["number"] for one in everything if not one["officer"]}
    team = next(one["team"] for one in everything if one["team"])
    code = html.fromstring(manager.get(LIST).content.decode()).xpath(
        f"//select[@name='team']/option[.='{team}']/@value"
    )
    teams = all_rows(manager, team=code[0])
    assert {one["number"] for one in teams} == {one["number"] for one in everything if one["team"] == team}
    soon = all_rows(manager, **{"from": "2026-04-02", "to": "2026-04-30"})
    assert soon
    assert all(date(2026, 4, 2) <= day(one["due"]) <= date(2026, 4, 30) for one in soon)


def test_a_name_that_was_searched_for_stands_in_no_address(manager: Client) -> None:
    name = rows_of(manager.get(LIST))[0]["child"]
    answer = manager.post(f"{LIST}narrow/", {"words": name.upper(), "state": "", "sort": "-due"})
    address = answer["Location"]
    assert re.fullmatch(rf"{LIST}\?sort=-due&words=[0-9a-f]{{12}}", address)
    found = rows_of(manager.get(address))
    assert {one["child"] for one in found} == {name}


def test_a_name_outside_ones_reach_finds_nothing(officer: Client, fairlea: Authority) -> None:
    with wall(fairlea):
        own = table("allocations").filter(worker_id=busiest(fairlea)).values("child_id")
        other = table("children").exclude(child_id__in=own).values_list("key", flat=True)[0]
        name = Particulars.objects.get(child=other).name
    assert narrowed(officer, words=name) == []


def test_words_that_are_gone_and_odd_filters_are_said_in_words(manager: Client) -> None:
    page = manager.get(LIST, {"words": "0" * 12, "state": "purple", "from": "yesterday"}).content.decode()
    assert "The words searched for are gone. Type them again." in page
    assert "State: what was chosen is not there any more" in page
    assert "“yesterday” is no date" in page


@pytest.mark.parametrize("query", [{}, {"sort": "officer", "state": "late"}, {"sort": "note", "page": "2"}])
def test_the_number_of_queries_is_constant(manager: Client, query: dict[str, str]) -> None:
    manager.get(LIST)
    with CaptureQueriesContext(connection) as asked:
        manager.get(LIST, query)
    assert len(asked) <= QUERIES


QUERIES = 36


def test_a_page_of_two_hundred_rows_is_light(manager: Client) -> None:
    answer: Any = manager.get(LIST)
    assert len(rows_of(answer)) == 200
    assert len(answer.content) < 150_000
