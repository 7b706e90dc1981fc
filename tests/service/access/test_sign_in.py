"""Signing in with a password and a code, as a browser without scripts does it."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.service.access.codes import code_at, code_now
from tests.service.access.conftest import PASSWORD

from handrail.service.access.models import Account, Role
from handrail.service.access.second_step import BY_PROVIDER
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall

Sends = Callable[..., Any]
APP_KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def text_of(answer: Any) -> str:
    """What a person reads on a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_the_code_of_the_rfc_is_worked_out_right() -> None:
    assert code_at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59) == "287082"


def test_the_sign_in_page_says_how_and_whom_to_ask(client: Client, db: None) -> None:
    said = text_of(client.get(reverse("account_login")))
    assert "E-mail address" in said
    assert "Passkeys need JavaScript" in said
    assert "Ask the people who look after accounts" in said
    assert "Sign in with a passkey" in said


def test_a_password_opens_a_demonstration(signs_in: Sends, client: Client) -> None:
    answer = signs_in(login=" Amina@Fairlea.example ")
    assert answer.headers["Location"] == reverse("home")
    said = text_of(client.get(reverse("home")))
    assert "You have no role here now" in said
    assert "Amina Farrow" in said


def test_what_is_missing_is_asked_for_at_its_field(signs_in: Sends) -> None:
    said = text_of(signs_in(login="", password=""))
    assert "Enter your e-mail address" in said
    assert "Enter your password" in said


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(signs_in: Sends) -> None:
    def shown(answer: Any, login: str) -> str:
        page = answer.content.decode().replace(login, "ADDRESS")
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)

    wrong = signs_in(password="not the password")
    unknown = signs_in(login="nobody@fairlea.example")
    assert wrong.status_code == unknown.status_code == 200
    assert shown(wrong, "amina@fairlea.example") == shown(unknown, "nobody@fairlea.example")
    assert "do not belong together" in text_of(wrong)


def test_a_closed_account_is_told_so_only_with_its_password(signs_in: Sends, account: Account, client: Client) -> None:
    account.is_active = False
    account.save()
    assert "do not belong together" in text_of(signs_in(password="wrong one entirely"))
    answer = signs_in()
    assert answer.headers["Location"] == reverse("account_inactive")
    assert "This account is closed" in text_of(client.get(answer.headers["Location"]))


def test_the_page_asked_for_comes_after_signing_in_and_no_other_site(signs_in: Sends, client: Client) -> None:
    there = reverse("mfa_index")
    assert client.get(reverse("home")).headers["Location"] == f"{reverse('account_login')}?next=/"
    assert signs_in(next=there).headers["Location"] == there
    client.post(reverse("account_logout"))
    assert signs_in(next="https://elsewhere.example/").headers["Location"] == reverse("home")


def test_who_works_for_several_councils_chooses(
    signs_in: Sends, client: Client, account: Account, fairlea: Authority, otherham: Authority
) -> None:
    for authority in (fairlea, otherham):
        with wall(authority):
            Role.objects.create(account=account, role="director", stream="homes", holds_from=date(2020, 1, 1))
    signs_in()
    page = client.get(reverse("home"))
    assert "Where do you want to work?" in text_of(page)
    assert re.findall(r'<li><a class="govuk-link" href="([^"]+)">(\w+)</a>', page.content.decode()) == [
        ("/fairlea/start/", "Fairlea"),
        ("/otherham/start/", "Otherham"),
    ]
    with wall(otherham):
        Role.objects.update(holds_until=date(2020, 12, 31))
    assert client.get(reverse("home")).headers["Location"] == "/fairlea/start/"


def test_signing_out_asks_first_and_says_so(signs_in: Sends, client: Client) -> None:
    signs_in()
    assert "What you saved is kept" in text_of(client.get(reverse("account_logout")))
    answer = client.post(reverse("account_logout"), follow=True)
    assert "You have signed out" in text_of(answer)
    assert client.get(reverse("home")).status_code == 302


def test_with_an_app_the_password_is_not_enough(signs_in: Sends, account: Account, client: Client) -> None:
    TOTP.activate(account, APP_KEY)
    assert signs_in().headers["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("home")).status_code == 302
    assert "One more step" in text_of(client.get(reverse("mfa_authenticate")))
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "This did not match" in text_of(wrong)
    code = code_now(APP_KEY)
    answer = client.post(reverse("mfa_authenticate"), {"code": f"{code[:3]} {code[3:]}"})
    assert answer.headers["Location"] == reverse("home")


def test_a_code_of_the_app_opens_once_whichever_process_answers(
    signs_in: Sends, account: Account, client: Client
) -> None:
    TOTP.activate(account, APP_KEY)
    code = code_now(APP_KEY)
    signs_in()
    assert client.post(reverse("mfa_authenticate"), {"code": code}).headers["Location"] == reverse("home")
    client.post(reverse("account_logout"))
    signs_in()
    assert "This did not match" in text_of(client.post(reverse("mfa_authenticate"), {"code": code}))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM counted")
        assert cursor.fetchone()[0] > 0, "it is kept where every process looks"


def test_codes_cannot_be_guessed_for_long(signs_in: Sends, account: Account, client: Client) -> None:
    TOTP.activate(account, APP_KEY)
    signs_in()
    said = [text_of(client.post(reverse("mfa_authenticate"), {"code": f"{number:06d}"})) for number in range(6)]
    assert "Too many tries" in said[-1]
    assert "Too many tries" in text_of(client.post(reverse("mfa_authenticate"), {"code": code_now(APP_KEY)}))


def test_a_recovery_code_opens_once(signs_in: Sends, account: Account, client: Client) -> None:
    TOTP.activate(account, APP_KEY)
    code = RecoveryCodes.activate(account).get_unused_codes()[0]
    signs_in()
    assert client.post(reverse("mfa_authenticate"), {"code": code}).headers["Location"] == reverse("home")
    client.post(reverse("account_logout"))
    signs_in()
    assert "This did not match" in text_of(client.post(reverse("mfa_authenticate"), {"code": code}))


def test_in_real_work_a_second_step_comes_before_anything_else(for_real: None, signs_in: Sends, client: Client) -> None:
    assert signs_in(next=reverse("home")).status_code == 302
    assert client.get(reverse("home")).headers["Location"] == reverse("mfa_index")
    said = text_of(client.get(reverse("mfa_index")))
    assert "Set up a second step" in said
    assert "A passkey" in said
    assert "An app on your phone" in said


def test_what_the_provider_left_in_a_session_spares_no_password_its_second_step(
    for_real: None, signs_in: Sends, client: Client
) -> None:
    session = client.session
    session[BY_PROVIDER] = True
    session.save()
    signs_in()
    assert client.get(reverse("home")).headers["Location"] == reverse("mfa_index")


def set_up_app(client: Client) -> Any:
    """The app is set up as a person does it: the password again, the key from the page, the first code."""
    page = client.get(reverse("mfa_activate_totp"))
    if page.status_code == 302:
        there = reverse("mfa_activate_totp")
        client.post(page.headers["Location"], {"password": PASSWORD, "next": there})
        page = client.get(there)
    found = re.search(r'class="hr-key">([A-Z2-7 ]+)<', page.content.decode())
    assert found
    return client.post(reverse("mfa_activate_totp"), {"code": code_now(found[1].replace(" ", ""))}, follow=True)


@pytest.mark.usefixtures("commits_at_once")
def test_the_app_is_set_up_and_recovery_codes_are_shown_once(for_real: None, signs_in: Sends, client: Client) -> None:
    signs_in()
    shown = set_up_app(client)
    codes = re.findall(r'class="hr-key">(\w+)<', shown.content.decode())
    assert len(set(codes)) == 10
    assert "They are shown only now" in text_of(shown)
    again = client.get(reverse("mfa_view_recovery_codes"))
    assert not any(code in again.content.decode() for code in codes)
    assert "cannot be shown again" in text_of(again)
    assert "You have no role here now" in text_of(client.get(reverse("home")))
    assert [one.subject for one in mail.outbox] == ["Handrail: An app was set up"]
    assert mail.outbox[0].to == ["amina@fairlea.example"]
    assert "Amina" not in mail.outbox[0].body


@pytest.mark.usefixtures("commits_at_once")
def test_a_mail_server_that_is_away_undoes_nothing(
    signs_in: Sends,
    client: Client,
    account: Account,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    signs_in()
    assert set_up_app(client).status_code == 200
    assert account.authenticator_set.filter(type="totp").exists()  # type: ignore[attr-defined]


def test_a_password_is_changed_only_with_the_old_one(signs_in: Sends, client: Client, account: Account) -> None:
    signs_in()
    new = {"password1": "lamp river spoon", "password2": "lamp river spoon"}
    wrong = client.post(reverse("account_change_password"), {"oldpassword": "wrong", **new})
    assert "not the password you have now" in text_of(wrong)
    short = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "a", "password2": "a"}
    )
    assert "too short" in text_of(short)
    done = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new}, follow=True)
    assert "Your password is changed" in text_of(done)
    account.refresh_from_db()
    assert account.check_password("lamp river spoon")


def test_an_account_without_a_password_has_none_to_change(client: Client, db: None) -> None:
    client.force_login(
        Account.objects.create_user("sam@fairlea.example", "Sam Lowe"),
        "allauth.account.auth_backends.AuthenticationBackend",
    )
    assert client.get(reverse("account_change_password")).headers["Location"] == reverse("mfa_index")
    said = text_of(client.get(reverse("mfa_index")))
    assert "None: you sign in with" in said
    assert "Passkeys" not in said, "nothing is offered that would then be refused"


def test_recovery_codes_can_be_kept_as_a_file_once(signs_in: Sends, client: Client, account: Account) -> None:
    signs_in()
    TOTP.activate(account, APP_KEY)
    codes = RecoveryCodes.activate(account).get_unused_codes()
    there = reverse("mfa_download_recovery_codes")
    asked_again = client.get(there).headers["Location"]
    client.post(asked_again, {"password": PASSWORD, "next": there})
    kept = client.get(there)
    assert kept.headers["Content-Type"].startswith("text/plain")
    assert kept.content.decode().split()[-10:] == list(codes)
    assert "cannot be shown again" in text_of(client.get(reverse("mfa_view_recovery_codes")))
    assert client.get(there).status_code == 404
