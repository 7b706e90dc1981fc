"""Who has looked at a child: in plain words, latest first, and nothing of a child the visitor does not reach."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.service.audit.conftest import MINE, NOW, OPENED, OTHERS, STREAM, Visiting

from handrail.service.audit import queries
from handrail.service.audit.actions import enter, enter_for
from handrail.service.audit.queries import A_PAGE, who_looked
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit
from handrail.service.clock import LONDON


@pytest.fixture
def officer(inside: Authority) -> str:
    account = get_user_model().objects.create_user("amara@example.org", "Amara Osei")
    return str(account.key)


@pytest.fixture
def asking(visiting: Visiting) -> Visit:
    return visiting(kind="audit_of_child")


def looked(authority: Authority, who: str, at: datetime, action: str = "read", **told: object) -> None:
    told = {"kind": "child", "children": [MINE], "through": "own_children", **told}
    enter_for(authority, who, "reviewing_officer", action, at=at, **told)  # type: ignore[arg-type]


def sentences(visit: Visit, child: str = MINE) -> list[str]:
    return [each.sentence for each in who_looked(visit, child).looks]


def test_it_is_told_in_plain_words_latest_first(inside: Authority, officer: str, asking: Visit) -> None:
    looked(inside, officer, NOW)
    looked(inside, officer, NOW + timedelta(hours=1), "write", kind="review_record")
    looked(inside, "", NOW + timedelta(hours=2), "import", kind="import")
    looked(inside, "gone", NOW + timedelta(hours=3), "refused", kind="")
    assert sentences(asking) == [
        "Somebody whose account is gone, reviewing officer, was refused the child's page "
        "on Wednesday 1 April 2026 at 17:05.",
        "Handrail itself, reviewing officer, took in “An import” from a file on Wednesday 1 April 2026 at 16:05.",
        "Amara Osei, reviewing officer, wrote or changed “Record of a review” on Wednesday 1 April 2026 at 15:05.",
        "Amara Osei, reviewing officer, opened the child's page on Wednesday 1 April 2026 at 14:05.",
    ]


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("list", "saw the child in a list"),
        ("export", "took out the child's data as a file"),
        ("broke_glass", "opened the child's page by emergency access"),
        ("merge", "put together or parted the child's data"),
        ("access_changed", "did “access_changed” with the child's page"),
    ],
)
def test_each_action_has_its_words(inside: Authority, officer: str, asking: Visit, action: str, words: str) -> None:
    looked(inside, officer, NOW, action, reason="Because")
    assert sentences(asking) == [f"Amara Osei, reviewing officer, {words} on Wednesday 1 April 2026 at 14:05."]


def test_it_shows_the_reason_and_what_is_unusual(inside: Authority, officer: str, asking: Visit) -> None:
    looked(inside, officer, NOW.replace(hour=23), through="emergency_access", reason="The duty officer was ill")
    (look,) = who_looked(asking, MINE).looks
    assert look.reason == "The duty officer was ill"
    assert look.marks == ("by emergency access", "at night")


def test_many_children_opened_within_minutes_are_marked_and_as_many_in_a_list_are_not(
    inside: Authority, officer: str, asking: Visit
) -> None:
    for number in range(14):
        looked(inside, officer, NOW + timedelta(seconds=20 * number), children=[f"c{number}"])
    looked(inside, officer, NOW + timedelta(minutes=5))
    looked(inside, officer, NOW + timedelta(hours=1))
    looked(inside, "another", NOW + timedelta(minutes=1))
    looked(inside, officer, NOW + timedelta(hours=2), "list", children=[MINE, *(f"c{each}" for each in range(40))])
    found = [each.marks for each in who_looked(asking, MINE).looks]
    assert found == [(), (), ("one of 15 children opened within minutes",), ()]


def test_pages_follow_one_another_without_gap_or_repeat(inside: Authority, officer: str, asking: Visit) -> None:
    for number in range(2 * A_PAGE + 3):
        looked(inside, officer, NOW + timedelta(minutes=number // 4), route=f"page-{number}")
    seen, page, sizes = list[str](), "", list[int]()
    while True:
        found = who_looked(asking, MINE, page)
        sizes.append(len(found.looks))
        seen += [each.sentence for each in found.looks]
        if not found.older:
            break
        page = found.older
    assert sizes == [A_PAGE, A_PAGE, 3]
    assert len(seen) == 2 * A_PAGE + 3
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize("page", ["x", "2026-04-01_1", "2026-04-01T00:00:00+00:00_x", "_", "9" * 500])
def test_a_page_that_is_none_is_the_latest(inside: Authority, officer: str, asking: Visit, page: str) -> None:
    looked(inside, officer, NOW)
    assert len(who_looked(asking, MINE, page).looks) == 1


def test_it_costs_two_queries_however_many_looked(inside: Authority, officer: str, asking: Visit) -> None:
    for number in range(40):
        looked(inside, f"account-{number}" if number % 2 else officer, NOW)
    with CaptureQueriesContext(connection) as asked:
        who_looked(asking, MINE)
    assert len(asked) == 2


def test_of_a_child_beyond_reach_nothing_is_shown(inside: Authority, officer: str, visiting: Visiting) -> None:
    looked(inside, officer, NOW, children=[MINE, OTHERS, OPENED])
    assert sentences(visiting(kind="audit_of_child"), OTHERS) == []
    assert sentences(visiting("advocate", kind="audit_of_child"), MINE) == []
    assert len(sentences(visiting("service_manager", kind="audit_of_child"), OTHERS)) == 1


def test_looking_at_who_looked_is_taken_down_too(asking: Visit) -> None:
    enter(asking, "read", children=[MINE])
    moment = NOW.astimezone(LONDON)
    assert STREAM in {each.stream for each in asking.viewer.roles}
    assert sentences(asking) == [
        "Somebody whose account is gone, reviewing officer, opened “Who looked at a child” "
        f"on Wednesday 1 April 2026 at {moment:%H:%M}."
    ]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan as SQLite tells it")
def test_no_table_is_read_from_end_to_end(inside: Authority) -> None:
    plan = queries._about(MINE, "").explain()
    assert "audit_entry_of_account" in plan
    assert "SCAN" not in plan
