"""What the tests of access share: an account, ways to sign in, and a service that is no demonstration."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from handrail.service.access.models import Account

PASSWORD = "otter kettle moon"


@pytest.fixture
def commits_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the end of a transaction happens inside the request, as it does in the service.

    The transaction of a test never ends, and the audit trail cannot be emptied between tests that end theirs.
    """
    monkeypatch.setattr(transaction, "on_commit", lambda then, *_, **__: then())


@pytest.fixture
def account(db: None) -> Account:
    return Account.objects.create_user("amina@fairlea.example", "Amina Farrow", PASSWORD)


@pytest.fixture
def signs_in(client: Client, account: Account) -> Callable[..., Any]:
    """Sends the sign-in form."""

    def send(password: str = PASSWORD, login: str = account.email, **more: str) -> Any:
        return client.post(reverse("account_login"), {"login": login, "password": password, **more})

    return send


@pytest.fixture
def for_real(settings_of_real_work: None) -> None:
    """The service is no demonstration: it asks for a second step."""


@pytest.fixture
def settings_of_real_work() -> Any:
    with override_settings(HANDRAIL=replace(settings.HANDRAIL, demo=False)):
        yield
