"""The page on which an officer sees who has looked at a child."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.service.conftest import MORNING, TODAY, SignedIn

from handrail.service.audit.actions import enter_for
from handrail.service.audit.models import Entry
from handrail.service.audit.queries import A_PAGE
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.records.models import table

YEAR = timedelta(days=365)


@pytest.fixture
def child(fairlea: Authority) -> str:
    """A child of whom worker w1 is the reviewing officer; another child has another."""
    with wall(fairlea):
        made = [_child(each) for each in ("c1", "c2")]
        _allocated("c1", "w1")
        _allocated("c2", "w2")
    return made[0]


def _child(child_id: str) -> str:
    return str(table("children").create(child_id=child_id).key)


def _allocated(child_id: str, worker_id: str) -> None:
    table("allocations").create(
        child_id=child_id, worker_id=worker_id, role="reviewing_officer", started_on=TODAY - YEAR
    )


@pytest.fixture
def officer(signed_in: SignedIn, fairlea: Authority) -> Client:
    return signed_in(fairlea, "reviewing_officer", worker_id="w1")


def address(child: str) -> str:
    return f"/fairlea/children/{child}/who-looked/"


def looked(authority: Authority, child: str, count: int = 1) -> None:
    with wall(authority):
        for number in range(count):
            at = MORNING - timedelta(minutes=number)
            told = {"kind": "child", "children": [child], "through": "emergency_access", "reason": "Z<b>oe</b>"}
            enter_for(authority, "gone", "social_worker", "read", at=at, **told)


def test_the_officer_of_a_child_sees_who_looked_and_is_seen(fairlea: Authority, child: str, officer: Client) -> None:
    looked(fairlea, child)
    page = officer.get(address(child))
    assert page.status_code == 200
    text = page.content.decode()
    assert "social worker, opened the child&#39;s page on Thursday 2 April 2026 at 09:30." in text
    assert "by emergency access" in text
    assert "Z&lt;b&gt;oe&lt;/b&gt;" in text
    assert (
        "Amara Osei, reviewing officer, opened “Who looked at a child”" in officer.get(address(child)).content.decode()
    )
    with wall(fairlea):
        entry = Entry.objects.latest("pk")
        assert (entry.kind, entry.route, entry.through) == ("audit_of_child", "who-looked", "own_children")


def test_nobody_else_learns_whether_the_child_is_there(fairlea: Authority, child: str, signed_in: SignedIn) -> None:
    other = signed_in(fairlea, "reviewing_officer", worker_id="w2")
    assert other.get(address(child)).status_code == other.get(address("0" * 32)).status_code == 404
    assert signed_in(fairlea, "social_worker", worker_id="w1").get(address(child)).status_code == 404
    assert signed_in(fairlea, "service_manager").get(address(child)).status_code == 200


def test_it_goes_back_page_by_page(fairlea: Authority, child: str, officer: Client) -> None:
    looked(fairlea, child, A_PAGE + 2)
    first = officer.get(address(child)).content.decode()
    assert first.count("Reason given") == A_PAGE
    assert "Back to the latest" not in first
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = officer.get(address(child) + older).content.decode()
    assert second.count("Reason given") == 2
    assert ("Back to the latest" in second, 'rel="next"' in second) == (True, False)


def test_it_costs_the_same_queries_however_often_it_was_looked_at(
    fairlea: Authority, child: str, officer: Client
) -> None:
    costs = []
    officer.get(address(child))  # the first page of a session costs more
    for count in (1, 30):
        looked(fairlea, child, count)
        with CaptureQueriesContext(connection) as asked:
            officer.get(address(child))
        costs.append(len(asked))
    assert costs[0] == costs[1]
