"""Joiners, movers and leavers by a file, and one account by hand."""

import re
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from tests.service.access.conftest import PASSWORD
from tests.service.access.test_people_file import GOOD, file

from handrail.service import clock
from handrail.service.access.models import Account, Role
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall

TODAY = date(2027, 4, 6)
SAM = GOOD.replace("amina", "sam").replace("Amina Farrow", "Sam Lowe").replace("W1", "W2")


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def given(tmp_path: Path, fairlea: Authority) -> Callable[..., str]:
    """Runs the command on a file with these rows; gives what it says."""

    def run(*rows: str, authority: str = "fairlea", apply: bool = True) -> str:
        path, out = tmp_path / "people.csv", StringIO()
        path.write_bytes(file(*rows))
        try:
            call_command("accounts", authority, str(path), apply=apply, stdout=out)
        except CommandError as error:
            return f"{out.getvalue()}{error}"
        return out.getvalue()

    return run


def roles(authority: Authority, email: str) -> list[tuple[str, date, date | None]]:
    with wall(authority):
        held = Role.objects.filter(account__email=email).order_by("id")
        return [(one.role, one.holds_from, one.holds_until) for one in held]


def test_nothing_changes_until_it_is_asked_for(given: Callable[..., str]) -> None:
    said = given(GOOD, apply=False)
    assert (
        "Amina Farrow (amina@fairlea.example) joins: takes on reviewing officer (care and protection, team North)"
        in said
    )
    assert "from Monday 1 March 2027" in said
    assert "1 join, 0 move, 0 leave." in said
    assert "Nothing was changed" in said
    assert not Account.objects.exists()


def test_who_joins_holds_the_role_and_the_trail_says_so(given: Callable[..., str], fairlea: Authority) -> None:
    assert "Done." in given(GOOD, SAM)
    assert roles(fairlea, "amina@fairlea.example") == [("reviewing_officer", date(2027, 3, 1), None)]
    assert not Account.objects.get(email="amina@fairlea.example").has_usable_password()
    with wall(fairlea):
        entry = Entry.objects.order_by("id").first()
        assert entry
        assert (entry.action, entry.kind) == ("access_changed", "account")
        assert "Amina" not in entry.detail
    assert "0 join, 0 move, 0 leave." in given(GOOD, SAM), "the same file changes nothing"


def test_who_moves_gives_up_one_role_and_takes_on_another(given: Callable[..., str], fairlea: Authority) -> None:
    given(GOOD)
    said = given(GOOD.replace("reviewing_officer", "conference_chair").replace("01/03/2027", "2027-04-06"))
    assert "moves: takes on conference chair" in said
    assert "reviewing officer (care and protection, team North) ends on Monday 5 April 2027" in said
    assert roles(fairlea, "amina@fairlea.example") == [
        ("reviewing_officer", date(2027, 3, 1), date(2027, 4, 5)),
        ("conference_chair", TODAY, None),
    ]
    assert Account.objects.get().is_active


def test_a_last_day_and_another_name_are_moves(given: Callable[..., str], fairlea: Authority) -> None:
    given(GOOD)
    said = given(f"{GOOD}30/04/2027".replace("Amina Farrow", "Amina Farrow-Lee"))
    assert "Amina Farrow-Lee (amina@fairlea.example) moves" in said
    assert "ends on Friday 30 April 2027; is called so from now on" in said
    assert roles(fairlea, "amina@fairlea.example")[0][2] == date(2027, 4, 30)
    assert "has no last day any more" in given(GOOD)


def test_who_leaves_is_out_at_once_and_nothing_is_deleted(
    given: Callable[..., str], fairlea: Authority, client: Client
) -> None:
    given(GOOD, SAM)
    client.force_login(
        Account.objects.get(email="sam@fairlea.example"), "allauth.account.auth_backends.AuthenticationBackend"
    )
    other = Client()
    other.force_login(
        Account.objects.get(email="amina@fairlea.example"), "allauth.account.auth_backends.AuthenticationBackend"
    )
    said = given(GOOD)
    assert "Sam Lowe (sam@fairlea.example) leaves" in said
    assert client.get(reverse("mfa_index")).status_code == 302
    assert other.get(reverse("mfa_index")).status_code == 200
    assert roles(fairlea, "sam@fairlea.example") == [("reviewing_officer", date(2027, 3, 1), date(2027, 4, 5))]
    assert not Account.objects.get(email="sam@fairlea.example").is_active
    given(GOOD, SAM.replace("01/03/2027", "06/04/2027"))
    assert Account.objects.get(email="sam@fairlea.example").is_active
    assert len(roles(fairlea, "sam@fairlea.example")) == 2


def test_who_leaves_one_council_stays_at_another(
    given: Callable[..., str], fairlea: Authority, otherham: Authority
) -> None:
    given(GOOD, SAM)
    given(SAM, authority="otherham")
    given(GOOD)
    assert Account.objects.get(email="sam@fairlea.example").is_active
    assert roles(otherham, "sam@fairlea.example")[0][2] is None


def test_a_bad_row_takes_nobody_away(given: Callable[..., str], fairlea: Authority) -> None:
    given(GOOD, SAM)
    said = given(GOOD, SAM.replace("reviewing_officer", "iroo"))
    assert "Left out: Row 3, role: There is no role 'iroo'" in said
    assert "nobody they name was taken to have left" in said
    assert roles(fairlea, "sam@fairlea.example")[0][2] is None


def test_an_authority_or_a_file_that_is_not_there(given: Callable[..., str]) -> None:
    assert "There is no authority 'nowhere'. There are: fairlea" in given(GOOD, authority="nowhere")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("accounts", "fairlea", "/nowhere/people.csv")


def one(*arguments: str) -> str:
    out = StringIO()
    call_command("account", *arguments, stdout=out)
    return out.getvalue()


def link_in(said: str) -> str:
    found = re.search(r"http://localhost:8000(\S+)", said)
    assert found
    return found[1]


def test_the_first_account_is_made_and_its_link_works_once(fairlea: Authority, client: Client) -> None:
    role = ("--authority", "fairlea", "--role", "service_manager")
    link = link_in(one("Ada@Fairlea.example", "--name", "Ada Pryce", *role))
    assert roles(fairlea, "ada@fairlea.example") == [("service_manager", TODAY, None)]
    assert "For the account of Ada Pryce" in client.get(link).content.decode()
    unlike = client.post(link, {"new_password1": PASSWORD, "new_password2": "another one here"})
    assert "not the same" in unlike.content.decode()
    done = client.post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD}, follow=True)
    assert "Your password is set" in done.content.decode()
    assert client.get(link).status_code == 410
    sent = {"login": "ada@fairlea.example", "password": PASSWORD}
    assert client.post(reverse("account_login"), sent).status_code == 302


def test_a_link_that_was_changed_or_is_too_old_opens_nothing(fairlea: Authority, client: Client, settings: Any) -> None:
    link = link_in(one("ada@fairlea.example", "--name", "Ada Pryce"))
    another = f"{link[:-2]}{'0' if link[-2] != '0' else '1'}/"
    assert client.get(another).status_code == 410
    assert client.get(reverse("first_password", args=("nobody", "made-up"))).status_code == 410
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Add --name"),
        (("--name", "Ada", "--role", "service_manager"), "--authority"),
        (("--name", "Ada", "--authority", "fairlea", "--role", "boss"), "There is no role 'boss'. There are"),
        (("--name", "Ada", "--authority", "elsewhere", "--role", "service_manager"), "There is no authority"),
    ],
)
def test_what_is_missing_or_unknown_is_said(fairlea: Authority, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        one("ada@fairlea.example", *arguments)
    assert not Account.objects.exists()


def test_who_lost_every_second_step_sets_up_another(account: Account) -> None:
    TOTP.activate(account, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    one(account.email, "--forget-second-step")
    assert not account.authenticator_set.exists()  # type: ignore[attr-defined]
