"""The pages of background tasks: one's own or all, what failed and how to try it again, in a constant number of queries."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.service.conftest import MORNING, SignedIn

from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.models import DONE, FAILED, GIVEN_UP, RUNNING, Run

LIST = "/fairlea/tasks/"


def made(authority: Authority, count: int = 1, **how: Any) -> Run:
    with wall(authority):
        runs = [Run.objects.create(job="ledger", asked_at=MORNING, next_at=MORNING, **how) for _ in range(count)]
    return runs[-1]


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def account_of(client: Client) -> str:
    return str(client.get("/fairlea/tasks/").wsgi_request.user.key)


def test_an_analyst_sees_their_own_and_an_administrator_all(fairlea: Authority, signed_in: SignedIn) -> None:
    analyst, administrator = signed_in(fairlea, "performance_analyst"), signed_in(fairlea, "administrator", "common")
    own = made(fairlea, begun_by=account_of(analyst), state=DONE, said="7 dates came out otherwise.", ended_at=MORNING)
    nights = made(fairlea, state=DONE, ended_at=MORNING)
    there = [reverse("task", args=["fairlea", run.pk]) for run in (own, nights)]
    assert [one in words(analyst.get(LIST)) for one in there] == [True, False]
    assert [one in words(administrator.get(LIST)) for one in there] == [True, True]
    assert "the night" in words(administrator.get(LIST))
    assert analyst.get(there[1]).status_code == 302
    assert "7 dates came out otherwise." in words(analyst.get(there[0]))


def test_a_run_shows_how_far_it_is_and_shows_itself_anew_only_while_it_goes_on(
    fairlea: Authority, signed_in: SignedIn
) -> None:
    client = signed_in(fairlea, "administrator", "common")
    run = made(fairlea, state=RUNNING, done=500, of=3000, said="children")
    address = reverse("task", args=["fairlea", run.pk])
    shown = words(client.get(address))
    assert "500 of 3,000 children" in shown
    assert 'http-equiv="refresh"' in shown
    assert 'http-equiv="refresh"' not in words(client.get(f"{address}?still=1"))
    with wall(fairlea):
        Run.objects.update(state=DONE, ended_at=MORNING)
    assert 'http-equiv="refresh"' not in words(client.get(address))


def test_what_was_given_up_says_why_and_is_tried_again_by_who_may(fairlea: Authority, signed_in: SignedIn) -> None:
    manager = signed_in(fairlea, "service_manager")
    run = made(fairlea, state=GIVEN_UP, error="The file is gone.", begun_by=account_of(manager), ended_at=MORNING)
    again = reverse("task-again", args=["fairlea", run.pk])
    assert "The file is gone." in words(manager.get(LIST))
    assert "Try again" not in words(manager.get(LIST))
    assert manager.post(again).status_code == 404
    administrator = signed_in(fairlea, "administrator", "common")
    assert again in words(administrator.get(LIST))
    assert administrator.post(again).status_code == 302
    with wall(fairlea):
        assert Run.objects.get(pk=run.pk).state == "waiting"
    assert "done already, or was done meanwhile" in words(administrator.post(again, follow=True))


@pytest.mark.parametrize("role", ["administrator", "performance_analyst"])
def test_the_number_of_queries_does_not_grow(fairlea: Authority, signed_in: SignedIn, role: str) -> None:
    client = signed_in(fairlea, role, "common" if role == "administrator" else "care_and_protection")
    mine = account_of(client)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    for state in (DONE, FAILED, RUNNING):
        made(fairlea, 1, state=state, begun_by=mine, ended_at=MORNING)
    few = asked()
    for state in (DONE, FAILED, RUNNING):
        made(fairlea, 30, state=state, begun_by=mine, ended_at=MORNING)
    assert asked() == few
