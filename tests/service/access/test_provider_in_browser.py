"""Signing in through the council's identity provider: a real OpenID Connect provider as a process of its own."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.service.browser import (  # noqa: F401
    DESK,
    PHONE,
    Served,
    chromium,
    free_port,
    no_barrier,
    opened,
    served,
    static_files,
    wait_for,
)

pytestmark = pytest.mark.browser

PEOPLE = [
    {"sub": "amina", "email": "Amina@Fairlea.example", "email_verified": True},
    {"sub": "impostor", "email": "sam@fairlea.example", "email_verified": False},
    {"sub": "stranger", "email": "stranger@elsewhere.example", "email_verified": True},
]
_MADE = """
from handrail.service.access.models import Account
Account.objects.create_user("amina@fairlea.example", "Amina Farrow", "otter kettle moon")
Account.objects.create_user("sam@fairlea.example", "Sam Lowe", "otter kettle moon")
"""
BOTH = [pytest.param({"viewport": DESK}, id="desk"), pytest.param({"viewport": PHONE}, id="phone")]


@contextmanager
def provider(port: int, folder: Path) -> Iterator[None]:
    """The identity provider, until the end of the block."""
    known = [part for person in PEOPLE for part in ("--user-claims", json.dumps(person))]
    log = folder / "provider.txt"
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *known]
    with log.open("w") as kept, subprocess.Popen(command, stdout=kept, stderr=kept) as process:
        try:
            wait_for(f"http://localhost:{port}/.well-known/openid-configuration", process, log)
            yield
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def council(static_files: None, port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
    """The service of a council that has a provider."""
    told = {"OIDC_ISSUER": f"http://localhost:{port}", "OIDC_CLIENT_ID": "handrail", "OIDC_CLIENT_SECRET": "ours"}
    with served(tmp_path_factory.mktemp("council"), **told, OIDC_NAME="your Fairlea account") as service:
        service.run(_MADE)
        yield service


@pytest.fixture
def there(port: int, tmp_path: Path, opened: Any) -> Iterator[str]:  # noqa: F811
    """The provider runs; its address. Its own pages ask for things elsewhere, which they do not get."""
    opened.not_ours.append(f"http://localhost:{port}/")
    with provider(port, tmp_path):
        yield f"http://localhost:{port}/"


def begin(page: Any, council: Served, then: str = "") -> None:
    page.goto(f"{council.address}/sign-in/{then}")
    page.get_by_role("button", name="Sign in with your Fairlea account").click()


def says_they_are(page: Any, who: str, there: str) -> None:
    assert page.url.startswith(there), "the policy lets the form lead to the provider"
    page.get_by_role("button", name=who, exact=True).click()


@pytest.mark.parametrize("opened", BOTH, indirect=True)
def test_the_account_with_that_address_is_opened(opened: Any, council: Served, there: str) -> None:  # noqa: F811
    opened.goto(f"{council.address}/sign-in/")
    no_barrier(opened)
    buttons = opened.locator("main button:visible").all_inner_texts()
    assert buttons[0] == "Sign in with your Fairlea account"
    begin(opened, council, "?next=/your-account/")
    says_they_are(opened, "amina", there)
    opened.wait_for_url(f"{council.address}/your-account/")
    no_barrier(opened)
    said = opened.locator("main").inner_text()
    assert "Amina Farrow" in said
    assert "None: you sign in with your Fairlea account" in said


@pytest.mark.parametrize("who", ["stranger", "impostor"])
def test_whoever_has_no_account_here_is_told_so(opened: Any, council: Served, there: str, who: str) -> None:  # noqa: F811
    begin(opened, council)
    says_they_are(opened, who, there)
    opened.get_by_role("heading", name="You have no account here").wait_for()
    no_barrier(opened)
    opened.goto(f"{council.address}/your-account/")
    assert opened.locator("h1").inner_text() == "Sign in"


def test_stopping_at_the_provider_changes_nothing(opened: Any, council: Served, there: str) -> None:  # noqa: F811
    begin(opened, council)
    state = parse_qs(urlsplit(opened.url).query)["state"][0]  # which the provider of the tests forgets to give back
    opened.goto(f"{council.address}/by/council/back/?error=access_denied&state={state}")
    assert opened.locator("h1").inner_text() == "You did not sign in"
    no_barrier(opened)


def test_a_provider_that_is_away_is_said_in_words(opened: Any, council: Served) -> None:  # noqa: F811
    began = time.monotonic()
    begin(opened, council)
    opened.get_by_role("heading", name="Your council's sign-in did not answer").wait_for()
    no_barrier(opened)
    assert time.monotonic() - began < 20


def test_an_answer_nobody_asked_for_is_refused(opened: Any, council: Served, there: str) -> None:  # noqa: F811
    opened.goto(f"{council.address}/by/council/back/?code=made-up&state=made-up")
    assert "did not answer as it should" in opened.locator("h1").inner_text()


def test_its_address_typed_by_hand_asks_first(opened: Any, council: Served, there: str) -> None:  # noqa: F811
    opened.goto(f"{council.address}/by/council/")
    no_barrier(opened)
    opened.get_by_role("button", name="Go on").click()
    says_they_are(opened, "amina", there)
    opened.wait_for_url(f"{council.address}/")
