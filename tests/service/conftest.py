"""What the service's tests share: two authorities, one inside whose wall the test works."""

import os
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from handrail.service import clock
from handrail.service.access.models import Account, Role
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall

_ON_THE_DATABASE = {"db", "transactional_db", "migrated"}
"""Fixtures by which a test works on the database of the run, whichever that is."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what works on the database of the run is tried: all else was, and would be the same."""
    if "HANDRAIL_TEST_SERVICE" not in os.environ:
        return
    same = [one for one in items if not _is_on_the_database(one)]
    config.hook.pytest_deselected(items=same)
    items[:] = [one for one in items if _is_on_the_database(one)]


def _is_on_the_database(item: pytest.Item) -> bool:
    asked = _ON_THE_DATABASE & {*getattr(item, "fixturenames", ())}
    return bool(asked) or item.get_closest_marker("django_db") is not None


def account_of(client: Client) -> Account:
    """Whose account a client is signed in to."""
    return Account.objects.get(pk=client.session["_auth_user_id"])


@pytest.fixture
def fairlea(db: None) -> Authority:
    """The authority most tests work for."""
    return Authority.objects.create(key="fairlea", name="Fairlea", made_up=True)


@pytest.fixture
def otherham(db: None) -> Authority:
    """Another on the same deployment, of which the first may never see anything."""
    return Authority.objects.create(key="otherham", name="Otherham", made_up=True)


@pytest.fixture
def inside(fairlea: Authority) -> Iterator[Authority]:
    """The test itself works inside Fairlea's wall."""
    with wall(fairlea):
        yield fairlea


TODAY = date(2026, 4, 2)
MORNING = datetime(2026, 4, 2, 9, 30, tzinfo=clock.LONDON)


@pytest.fixture
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Thursday 2 April 2026, half past nine."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: MORNING)


SignedIn = Callable[..., Client]


@pytest.fixture
def signed_in(client: Client, on_the_day: None) -> SignedIn:
    """Somebody signed in who holds one role at an authority from a year ago: signed_in(fairlea, "service_manager")."""

    def enter(
        authority: Authority, role: str, stream: str = "care_and_protection", worker_id: str = "", **held: object
    ) -> Client:
        account = Account.objects.create_user(f"{uuid4().hex}@example.org", "Amara Osei")
        if role:
            given = {"holds_from": TODAY - timedelta(days=365), **held}
            with wall(authority):
                Role.objects.create(account=account, role=role, stream=stream, worker_id=worker_id, **given)
        found = Client()
        found.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return found

    return enter
