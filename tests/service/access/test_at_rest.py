"""What one-time codes are made from stands encrypted, by a key that can be changed without shutting anybody out."""

from dataclasses import replace
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from django.conf import settings
from django.core.management import call_command
from tests.service.access.test_sign_in import APP_KEY, code_now

from handrail.service.access.at_rest import opened
from handrail.service.access.models import Account

OLD, NEW = "old " * 20, "new " * 20


@pytest.fixture
def account(db: None) -> Account:
    return Account.objects.create_user("amara.osei@example.org", "Amara Osei")


def keys(monkeypatch: pytest.MonkeyPatch, *given: str) -> None:
    monkeypatch.setattr(settings, "HANDRAIL", replace(settings.HANDRAIL, codes_key=given))


def anew() -> str:
    out = StringIO()
    call_command("codes_key", stdout=out)
    return out.getvalue()


def everything() -> str:
    return "".join(str(data) for data in Authenticator.objects.values_list("data", flat=True))


def test_nothing_a_code_can_be_made_from_stands_in_the_database(account: Account) -> None:
    TOTP.activate(account, APP_KEY)
    codes = RecoveryCodes.activate(account)
    assert APP_KEY not in everything()
    seed = codes.instance.data["seed"]
    assert opened(seed) not in everything()
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code_now(APP_KEY))
    assert codes.validate_code(codes.get_unused_codes()[0])


def test_the_key_changes_and_nobody_is_shut_out(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    keys(monkeypatch, OLD)
    TOTP.activate(account, APP_KEY)
    unused = RecoveryCodes.activate(account).get_unused_codes()
    before = everything()
    keys(monkeypatch, NEW, OLD)
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code_now(APP_KEY))
    assert anew() == "Encrypted by the newest key: 2.\n"
    assert everything() != before
    keys(monkeypatch, NEW)
    app = Authenticator.objects.get(type="totp")
    assert validate_totp_code(opened(app.data["secret"]), code_now(APP_KEY))
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes() == unused


def test_without_its_key_no_code_matches_and_the_log_says_why(
    account: Account, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    keys(monkeypatch, OLD)
    app = TOTP.activate(account, APP_KEY)
    keys(monkeypatch, NEW)
    assert not app.validate_code(code_now(APP_KEY))
    assert opened(app.instance.data["secret"]) != opened(app.instance.data["secret"])
    assert "HANDRAIL_CODES_KEY" in caplog.text
    before = everything()
    assert "No key opens 1." in anew()
    assert everything() == before


def test_the_plain_text_is_not_believed(account: Account) -> None:
    app = Authenticator.objects.create(user=account, type="totp", data={"secret": APP_KEY})
    assert not TOTP(app).validate_code(code_now(APP_KEY))
