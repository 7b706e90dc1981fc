"""Five wrong passwords from one address for one account, and nothing that tells whether the account exists."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse
from tests.service.access.conftest import PASSWORD

Sends = Callable[..., Any]


def _tried(signs_in: Sends, login: str) -> list[Any]:
    return [signs_in(login=login, password="wrong") for _ in range(6)]


def test_the_fifth_wrong_password_is_the_last(signs_in: Sends) -> None:
    answers = _tried(signs_in, "amina@fairlea.example")
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429, 429]
    assert "Wait 15 minutes" in answers[-1].content.decode()
    assert signs_in().status_code == 429, "nor does the right one open it now"


def test_an_address_nobody_has_is_locked_out_alike(signs_in: Sends) -> None:
    known, unknown = _tried(signs_in, "amina@fairlea.example"), _tried(signs_in, "nobody@fairlea.example")
    assert [one.status_code for one in known] == [one.status_code for one in unknown]
    assert known[-1].content == unknown[-1].content


def test_the_same_account_in_other_letters_is_the_same_account(signs_in: Sends) -> None:
    for login in ("amina@fairlea.example", "AMINA@fairlea.example", " amina@Fairlea.example", "Amina@fairlea.example"):
        assert signs_in(login=login, password="wrong").status_code == 200
    assert signs_in(login="aminA@fairlea.example", password="wrong").status_code == 429


def test_somebody_elsewhere_still_comes_in(signs_in: Sends, client: Client) -> None:
    _tried(signs_in, "amina@fairlea.example")
    sent = {"login": "amina@fairlea.example", "password": PASSWORD}
    assert client.post(reverse("account_login"), sent, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_coming_in_forgets_what_went_wrong_before(signs_in: Sends, client: Client) -> None:
    for _ in range(4):
        signs_in(password="wrong")
    assert signs_in().status_code == 302
    client.post(reverse("account_logout"))
    assert signs_in(password="wrong").status_code == 200
