"""Every page stands behind the gate: nobody passes unseen, and a refusal tells nothing."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from tests.service.conftest import SignedIn

from handrail.service.asking import asked_by
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall

PAGE = "/fairlea/settings/"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
"""The only part of a page that is another each time."""


def patterns(of: URLResolver, before: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for one in of.url_patterns:
        where = f"{before}{one.pattern}"
        found += patterns(one, where) if isinstance(one, URLResolver) else [(where, one)]
    return found


def test_every_page_says_what_it_asks_for_and_only_those_inside_an_authority_ask() -> None:
    for where, one in patterns(get_resolver()):
        asked = asked_by(one.callback)
        assert asked is None or "<slug:authority>" in where, where
        for_programs = "/api/" in where  # one address, several operations: tests/service/api holds each to the table
        assert asked is not None or for_programs or "<key:" not in where, where


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_back(fairlea: Authority, client: Client) -> None:
    assert client.get(PAGE)["Location"] == f"/sign-in/?next={PAGE}"
    assert client.get("/nowhere/settings/")["Location"] == "/sign-in/?next=/nowhere/settings/"


def test_a_role_at_another_authority_opens_nothing(
    fairlea: Authority, otherham: Authority, signed_in: SignedIn
) -> None:
    stranger = signed_in(otherham, "service_manager")
    assert stranger.get(PAGE).status_code == 404
    assert stranger.get("/otherham/settings/").status_code == 200


@pytest.mark.parametrize("held", [{"holds_until": "2026-04-01"}, {"holds_from": "2026-04-03"}])
def test_a_role_opens_nothing_before_its_first_day_or_after_its_last(
    fairlea: Authority, signed_in: SignedIn, held: dict[str, str]
) -> None:
    assert signed_in(fairlea, "service_manager", **held).get(PAGE).status_code == 404


def test_a_role_holds_through_its_last_day(fairlea: Authority, signed_in: SignedIn) -> None:
    assert signed_in(fairlea, "service_manager", holds_until="2026-04-02").get(PAGE).status_code == 200


def test_what_was_seen_and_what_was_refused_is_in_the_trail(fairlea: Authority, signed_in: SignedIn) -> None:
    signed_in(fairlea, "service_manager").get(PAGE)
    signed_in(fairlea, "").get(PAGE)
    with wall(fairlea):
        seen, refused = Entry.objects.order_by("id")
    assert (seen.action, seen.role, seen.kind, seen.route) == ("read", "service_manager", "profile", "profile")
    assert (refused.action, refused.role, refused.kind, refused.route) == ("refused", "", "profile", "profile")
    assert seen.who != refused.who


def test_refusals_are_one_like_the_other(fairlea: Authority, otherham: Authority, signed_in: SignedIn) -> None:
    """Whoever is refused a page learns the same from it, in the same time, and no more than a page that is not there."""
    told = []
    for client in (signed_in(fairlea, ""), signed_in(otherham, "service_manager"), signed_in(fairlea, "social_worker")):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get("/fairlea/settings/profile.toml")
        told.append((answer.status_code, TOKEN.sub(b"", answer.content), len(asked)))
    assert told[0][0] == 404
    assert len(set(told)) == 1
