"""How long a session lasts, on a clock that the test moves."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from handrail.service import clock
from handrail.service.access.models import Account, Role
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall

Sends = Callable[..., Any]


class Moving:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)

    def goes_on(self, **by: int) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def moving(monkeypatch: pytest.MonkeyPatch) -> Moving:
    made = Moving()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    return made


def test_half_an_hour_away_ends_it_and_leads_back(signs_in: Sends, client: Client, moving: Moving) -> None:
    signs_in()
    there = f"{reverse('mfa_index')}?from=a%20list"
    assert client.get(there).status_code == 200
    moving.goes_on(minutes=31)
    answer = client.get(there, follow=True)
    assert answer.redirect_chain[0][0].startswith(reverse("account_login"))
    assert "nothing was done for 30 minutes" in answer.content.decode()
    assert f'name="next" value="{there}"' in unescape(answer.content.decode())
    assert signs_in(next=there).headers["Location"] == there


def test_every_sign_of_life_starts_the_half_hour_anew(signs_in: Sends, client: Client, moving: Moving) -> None:
    signs_in()
    for _ in range(6):
        moving.goes_on(minutes=29)
        assert client.get(reverse("mfa_index")).status_code == 200


def test_nobody_stays_in_for_more_than_twelve_hours(signs_in: Sends, client: Client, moving: Moving) -> None:
    signs_in()
    for _ in range(25):
        assert client.get(reverse("mfa_index")).status_code == 200
        moving.goes_on(minutes=29)
    answer = client.get(reverse("mfa_index"), follow=True)
    assert "signed in for 12 hours" in answer.content.decode()


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/your-account/", "http://testserver/your-account/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("", "/"),
    ],
)
def test_a_form_sent_too_late_leads_back_to_its_page(
    signs_in: Sends, client: Client, moving: Moving, came_from: str, back: str
) -> None:
    signs_in()
    client.get(reverse("mfa_index"))
    moving.goes_on(hours=1)
    answer = client.post(reverse("account_change_password"), {"oldpassword": "x"}, HTTP_REFERER=came_from)
    assert answer.headers["Location"] == f"{reverse('account_login')}?next={back}".replace("://", "%3A//")


def test_a_session_ends_when_the_account_is_closed(signs_in: Sends, client: Client, account: Account) -> None:
    signs_in()
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert client.get(reverse("mfa_index")).status_code == 302


def test_coming_and_going_stand_in_the_trail_of_where_one_works(
    signs_in: Sends, client: Client, account: Account, moving: Moving, fairlea: Authority, otherham: Authority
) -> None:
    with wall(fairlea):
        Role.objects.create(account=account, role="director", stream="homes", holds_from=date(2020, 1, 1))
    signs_in(password="wrong")
    signs_in()
    client.post(reverse("account_logout"))
    signs_in()
    client.get(reverse("mfa_index"))
    moving.goes_on(hours=1)
    client.get(reverse("mfa_index"))
    with wall(fairlea):
        found = [(one.who, one.action) for one in Entry.objects.order_by("id")]
    steps = ("sign_in_failed", "signed_in", "signed_out", "signed_in", "signed_out")
    assert found == [(account.key, action) for action in steps]
    with wall(otherham):
        assert not Entry.objects.exists()
