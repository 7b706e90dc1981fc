"""Tokens: what they end with, what is kept of them, how often they may ask, and what the trail keeps."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.service.api.conftest import Program, Programs
from tests.service.conftest import MORNING, TODAY, SignedIn

from handrail.service import clock
from handrail.service.access.models import Account, Role, Token
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.records.models import table


def _made(client: Client, **changes: Any) -> Any:
    day = TODAY + timedelta(days=30)
    given = {"name": "Hand-over", "may": ["list due"], "expires_on_day": day.day, "expires_on_month": day.month}
    return client.post("/fairlea/tokens/make/", given | {"expires_on_year": day.year} | changes)


def _secret(answer: Any) -> str:
    return str(answer.content.decode().split('value="handrail_')[1].split('"')[0])


def test_a_token_is_made_on_the_page_shown_once_and_kept_as_a_hash(recorded: Authority, signed_in: SignedIn) -> None:
    client = signed_in(recorded, "service_manager")
    answer = _made(client)
    secret = "handrail_" + _secret(answer)
    with wall(recorded):
        token = Token.objects.get()
    assert secret not in str(vars(token))
    assert token.may == ["list due"]
    assert Program(recorded, secret, token).get("/due").status_code == 200
    page = client.get("/fairlea/tokens/").content.decode()
    assert "Hand-over" in page
    assert secret not in page
    with wall(recorded):
        assert secret not in str(list(Entry.objects.values()))


def test_a_token_offers_only_what_its_owner_may(fairlea: Authority, signed_in: SignedIn) -> None:
    client = signed_in(fairlea, "performance_analyst")
    assert "write due" not in client.get("/fairlea/tokens/make/").content.decode()
    assert b"Select a valid choice" in _made(client, may=["write due"]).content
    with wall(fairlea):
        assert not Token.objects.exists()


@pytest.mark.parametrize("days", [0, 366, -1])
def test_a_token_lasts_a_year_at_most(days: int, fairlea: Authority, signed_in: SignedIn) -> None:
    day = TODAY + timedelta(days=days)
    given = {"expires_on_day": day.day, "expires_on_month": day.month, "expires_on_year": day.year}
    assert b"within a year" in _made(signed_in(fairlea, "service_manager"), **given).content
    with wall(fairlea):
        assert not Token.objects.exists()


def test_what_may_write_may_read(fairlea: Authority, signed_in: SignedIn) -> None:
    _made(signed_in(fairlea, "service_manager"), may=["write due"])
    with wall(fairlea):
        assert Token.objects.get().may == ["list due", "read due", "write due"]


def test_a_withdrawn_token_is_shut_out_at_once(recorded: Authority, signed_in: SignedIn, program: Programs) -> None:
    asks = program(recorded, "service_manager")
    assert asks.get("/due").status_code == 200
    signed_in(recorded, "administrator", "common").post("/fairlea/tokens/withdraw/", {"token": asks.token.key})
    assert asks.get("/due").status_code == 401


def test_nobody_withdraws_another_s_but_who_looks_after_access(
    fairlea: Authority, signed_in: SignedIn, program: Programs
) -> None:
    asks = program(fairlea, "service_manager")
    other = signed_in(fairlea, "service_manager")
    assert other.post("/fairlea/tokens/withdraw/", {"token": asks.token.key}).status_code == 404
    assert asks.get("/due").status_code == 200
    assert "A program" not in other.get("/fairlea/tokens/").content.decode()


def test_a_token_ends_with_its_last_day_with_the_account_and_with_the_roles(
    recorded: Authority, program: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_day, closed, moved = (program(recorded, "service_manager", expires_on=TODAY) for _ in range(3))
    assert to_day.get("/due").status_code == 200
    Account.objects.filter(pk=closed.token.account_id).update(is_active=False)
    assert closed.get("/due").status_code == 401
    with wall(recorded):
        roles = Role.objects.filter(account=moved.token.account_id)
        roles.filter(role="service_manager").update(holds_until=TODAY - timedelta(days=1))
        assert moved.get("/due").status_code == 404
        roles.filter(role="administrator").update(holds_until=TODAY - timedelta(days=1))
    assert moved.get("/due").status_code == 401
    monkeypatch.setattr(clock, "today", lambda: TODAY + timedelta(days=1))
    assert to_day.get("/due").status_code == 401


def test_access_to_a_child_ends_the_day_the_allocation_ends(recorded: Authority, program: Programs) -> None:
    with wall(recorded):
        held = table("allocations").filter(role="reviewing_officer", started_on__lte=TODAY, ended_on=None)
        one = held.order_by("worker_id").first()
        key = table("children").get(child_id=one.child_id).key
    asks = program(recorded, "reviewing_officer", worker_id=one.worker_id)
    assert asks.get(f"/children/{key}").status_code == 200
    with wall(recorded):
        held.filter(child_id=one.child_id).update(ended_on=TODAY - timedelta(days=1))
    assert asks.get(f"/children/{key}").status_code == 404


def test_whoever_may_hold_no_token_has_none(recorded: Authority, program: Programs) -> None:
    assert program(recorded, "reviewing_officer", beside="").get("/due").status_code == 401
    assert program(recorded, "performance_analyst", beside="").get("/due").status_code == 200


def test_without_a_token_nothing_is_given_and_nobody_is_led_to_sign_in(
    recorded: Authority, program: Programs, signed_in: SignedIn
) -> None:
    client = signed_in(recorded, "service_manager")
    for secret in ("", "handrail_wrong", "x" * 5000, "ü"):
        asks = program(recorded, "service_manager")
        asks.secret = secret
        answer = asks.get("/due")
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == "Bearer"
        assert answer.json().keys() == {"detail"}
    assert client.get("/fairlea/api/v1/due").status_code == 401, "a session opens nothing of the API"
    assert client.get("/nowhere/api/v1/due").status_code == 401


def test_what_is_not_there_is_said_in_json(recorded: Authority, program: Programs) -> None:
    asks = program(recorded, "service_manager")
    for path in ("/nothing", "/children/short", "/", "/imports/0x"):
        answer = asks.get(path)
        assert answer.status_code == 404
        assert answer["Content-Type"] == "application/json"
    answer = asks.post("/due", {})
    assert (answer.status_code, answer["Allow"]) == (405, "GET")


def test_a_token_that_asks_too_often_waits(
    recorded: Authority, program: Programs, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HANDRAIL = replace(settings.HANDRAIL, api_per_minute=3)
    asks = program(recorded, "service_manager")
    answers = [asks.get("/due") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[-1].json()["detail"].startswith("This token has asked for too much")
    assert int(answers[-1]["Retry-After"]) == 60 - MORNING.second
    monkeypatch.setattr(clock, "now", lambda: MORNING + timedelta(minutes=1))
    assert asks.get("/due").status_code == 200


def test_the_trail_has_route_and_token_and_the_children_that_were_told(recorded: Authority, program: Programs) -> None:
    asks = program(recorded, "service_manager")
    told = {one["child"] for one in asks.get("/due", limit=20).json()["items"]}
    assert asks.get(f"/children/{'0' * 32}").status_code == 404
    with wall(recorded):
        entries = list(Entry.objects.order_by("id"))[-2:]
    assert [(one.action, one.route, one.who) for one in entries] == [
        ("list", "api:due", asks.token.account.key),
        ("refused", "api:child", asks.token.account.key),
    ]
    assert all(asks.token.key in one.detail for one in entries)
    assert all(child in entries[0].children for child in told)
    with wall(recorded):
        assert Token.objects.get().used_at == MORNING
