"""Sign-ins that do not succeed stand in the trail: who and when, and never what was typed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests.service.access.conftest import PASSWORD

from handrail.service import clock
from handrail.service.access.models import Account, Role
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.job import named
from handrail.trail.canonical import canonical_json

Sends = Callable[..., Any]
WRONG = "tulip anchor seven"


@pytest.fixture
def works_here(account: Account, fairlea: Authority) -> Authority:
    with wall(fairlea):
        Role.objects.create(account=account, role="director", stream="homes", holds_from=date(2020, 1, 1))
    return fairlea


def failed(authority: Authority) -> list[tuple[str, str]]:
    with wall(authority):
        return list(Entry.objects.filter(action="sign_in_failed").order_by("pk").values_list("who", "detail"))


def told(**detail: Any) -> str:
    return canonical_json(detail).decode()


def test_each_try_is_entered_until_the_account_is_locked(
    signs_in: Sends, account: Account, works_here: Authority, otherham: Authority
) -> None:
    for _ in range(7):
        signs_in(password=WRONG, login="AMINA@fairlea.example")
    tries = [(account.key, told(step="password", locked=number == 5)) for number in range(1, 6)]
    assert failed(works_here) == tries
    assert failed(otherham) == []
    with wall(works_here):
        assert WRONG not in str(list(Entry.objects.values()))
    assert WRONG not in str(list(AccessAttempt.objects.values()))


def test_what_nobody_has_is_in_no_trail(signs_in: Sends, works_here: Authority) -> None:
    assert signs_in(login="nobody@fairlea.example", password=WRONG).status_code == 200
    assert failed(works_here) == []


def test_a_wrong_code_is_entered(
    signs_in: Sends, client: Client, account: Account, works_here: Authority, for_real: None
) -> None:
    TOTP.activate(account, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert signs_in(password=PASSWORD).status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert failed(works_here) == [(account.key, told(step="second_step", locked=False))]


def test_the_night_lets_go_of_what_locks_nothing_any_more(signs_in: Sends, works_here: Authority) -> None:
    for login in ("amina@fairlea.example", "nobody@fairlea.example"):
        signs_in(login=login, password=WRONG)
    AccessAttempt.objects.filter(username="amina@fairlea.example").update(
        attempt_time=clock.now() - timedelta(minutes=16)
    )
    assert "tries" in settings.NIGHTLY_JOBS
    named("tries").does(works_here, lambda *_: None)
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["nobody@fairlea.example"]
    assert signs_in().status_code == 302
    assert not AccessLog.objects.exists()
    with wall(works_here):
        assert Entry.objects.filter(action="signed_in").count() == 1
