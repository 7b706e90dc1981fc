"""Signing in as people do it: by keyboard, on a phone, without scripts, with a passkey; axe looks at every page."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from tests.service.access.codes import code_at, code_now
from tests.service.browser import DESK, PHONE, Served, chromium, no_barrier, opened, served, static_files  # noqa: F401

pytestmark = pytest.mark.browser

PASSWORD = "otter kettle moon"
_MADE = """
from handrail.service.access.models import Account
Account.objects.create_user("{login}", "{name}", "{password}")
"""
BOTH = [pytest.param({"viewport": DESK}, id="desk"), pytest.param({"viewport": PHONE}, id="phone")]
BARE = [pytest.param({"viewport": PHONE, "java_script_enabled": False}, id="phone without scripts")]
LONG_NAME = "Maximilian-Alexander Fotheringham-Cholmondeley Featherstonehaugh-Wolfeschlegel"


@pytest.fixture(scope="module")
def demonstration(static_files: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
    with served(tmp_path_factory.mktemp("demonstration")) as service:
        yield service


@pytest.fixture(scope="module")
def real_work(static_files: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
    with served(tmp_path_factory.mktemp("real"), demo=False) as service:
        yield service


def newcomer(service: Served, name: str = "Amina Farrow") -> str:
    """An account of its own for one test."""
    login = f"worker{time.monotonic_ns()}@fairlea.example"
    service.run(_MADE.format(login=login, name=name, password=PASSWORD))
    return login


def sign_in(page: Any, service: Served, login: str) -> None:
    page.goto(f"{service.address}/sign-in/")
    page.get_by_label("E-mail address").fill(login)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def with_authenticator(page: Any) -> Any:
    """A platform authenticator that always finds the right finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    abilities = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    added = {"options": {**abilities, "isUserVerified": True, "automaticPresenceSimulation": True}}
    return session, session.send("WebAuthn.addVirtualAuthenticator", added)["authenticatorId"]


def heading(page: Any) -> str:
    no_barrier(page)
    return str(page.locator("h1").inner_text())


def password_again(page: Any) -> None:
    assert heading(page) == "Enter your password again"
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def second_step(page: Any, code: str) -> None:
    assert heading(page) == "One more step"
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()


def set_up_app(page: Any) -> str:
    """Sets up an app from the page of the choice; gives its key."""
    page.get_by_role("button", name="Set up an app").click()
    password_again(page)
    assert heading(page) == "Set up an app"
    page.get_by_text("I cannot scan it").click()
    key = str(page.locator("code").inner_text()).replace(" ", "")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Set up").click()
    assert "This did not match" in page.locator("main").inner_text()
    no_barrier(page)
    page.get_by_label("Code").fill(code_now(key))
    page.get_by_role("button", name="Set up").click()
    return key


def codes_shown(page: Any) -> list[str]:
    assert heading(page) == "Your recovery codes"
    return [str(text) for text in page.locator("code").all_inner_texts()]


@pytest.mark.parametrize("opened", BOTH, indirect=True)
def test_a_passkey_is_added_opens_the_account_and_is_removed(opened: Any, real_work: Served) -> None:  # noqa: F811
    with_authenticator(opened)
    login = newcomer(real_work)
    sign_in(opened, real_work, login)
    assert heading(opened) == "Set up a second step"
    opened.goto(f"{real_work.address}/")
    assert heading(opened) == "Set up a second step", "nothing comes before it"
    opened.get_by_role("button", name="Add a passkey").click()
    password_again(opened)
    assert heading(opened) == "Add a passkey"
    opened.get_by_label("Name").fill("Work laptop")
    opened.get_by_role("button", name="Add a passkey").click()
    opened.wait_for_url("**/recovery/")
    assert len(codes_shown(opened)) == 10
    opened.get_by_role("button", name="I have kept them").click()
    assert heading(opened) == "You have no role here now"
    opened.get_by_role("button", name="Sign out").click()
    assert heading(opened) == "Sign in"
    opened.get_by_role("button", name="Sign in with a passkey").click()
    opened.wait_for_url(f"{real_work.address}/")
    opened.goto(f"{real_work.address}/your-account/")
    assert heading(opened) == "Your account"
    opened.get_by_role("link", name="See and change").click()
    assert heading(opened) == "Your passkeys"
    opened.get_by_role("link", name="Rename Work laptop").click()
    assert heading(opened) == "Enter your password again", "the passkey opened the account some time ago"
    opened.get_by_role("link", name="use a passkey").click()
    assert heading(opened) == "Use your passkey"
    opened.get_by_role("button", name="Use your passkey").click()
    opened.wait_for_url("**/rename/")
    assert heading(opened) == "Rename a passkey"
    opened.get_by_label("Name").fill("Old laptop")
    opened.get_by_role("button", name="Save").click()
    opened.get_by_role("link", name="Remove Old laptop").click()
    assert heading(opened) == "Remove a passkey"
    opened.get_by_role("button", name="Remove it").click()
    assert "You have no passkey" in opened.locator("main").inner_text()
    no_barrier(opened)
    opened.goto(f"{real_work.address}/")
    assert heading(opened) == "Set up a second step", "the last one is gone"


@pytest.mark.parametrize("opened", [*BOTH, *BARE], indirect=True)
def test_an_app_is_set_up_asked_for_and_removed(opened: Any, real_work: Served) -> None:  # noqa: F811
    login = newcomer(real_work, LONG_NAME)
    sign_in(opened, real_work, login)
    assert heading(opened) == "Set up a second step"
    key = set_up_app(opened)
    recovery = codes_shown(opened)
    opened.get_by_role("button", name="Sign out").click()
    sign_in(opened, real_work, login)
    second_step(opened, "123456")
    second_step(opened, code_at(key, time.time() + 30))
    assert heading(opened) == "You have no role here now"
    for code, let_in in ((recovery[0], True), (recovery[0], False), (recovery[1], True)):
        if opened.locator("h1").inner_text() != "One more step":
            opened.get_by_role("button", name="Sign out").click()
            sign_in(opened, real_work, login)
        second_step(opened, code)
        assert (heading(opened) == "You have no role here now") is let_in
    opened.get_by_role("link", name=LONG_NAME).click()
    assert "8 left" in opened.locator("main").inner_text()
    opened.get_by_role("link", name="Make new").click()
    password_again(opened)
    assert heading(opened) == "Make new recovery codes"
    opened.get_by_role("button", name="Make new recovery codes").click()
    assert not set(codes_shown(opened)) & set(recovery)
    opened.reload()
    assert "cannot be shown again" in opened.locator("main").inner_text()
    no_barrier(opened)
    opened.get_by_role("link", name=LONG_NAME).click()
    opened.get_by_role("link", name="Remove").click()
    assert heading(opened) == "Remove the app"
    opened.get_by_role("button", name="Remove the app").click()
    assert heading(opened) == "Set up a second step"


def test_the_keyboard_alone_signs_in(opened: Any, demonstration: Served) -> None:  # noqa: F811
    login = newcomer(demonstration)
    opened.goto(f"{demonstration.address}/sign-in/")
    for _ in range(20):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.name") == "login":
            break
    opened.keyboard.type(login)
    opened.keyboard.press("Tab")
    opened.keyboard.type(PASSWORD)
    opened.keyboard.press("Enter")
    opened.wait_for_url(f"{demonstration.address}/")
    assert heading(opened) == "You have no role here now", "a demonstration asks for no second step"


def test_a_wrong_password_is_said_and_announced(opened: Any, demonstration: Served) -> None:  # noqa: F811
    opened.goto(f"{demonstration.address}/sign-in/")
    opened.get_by_label("E-mail address").fill("nobody@fairlea.example")
    opened.get_by_label("Password", exact=True).fill("wrong")
    opened.get_by_role("button", name="Sign in", exact=True).click()
    no_barrier(opened)
    assert "do not belong together" in opened.get_by_role("alert").first.inner_text()
    assert opened.get_by_label("E-mail address").input_value() == "nobody@fairlea.example"
    for _ in range(4):
        opened.get_by_label("Password", exact=True).fill("wrong")
        opened.get_by_role("button", name="Sign in", exact=True).click()
    assert heading(opened) == "Too many tries"


def test_a_passkey_that_is_not_given_is_said_in_words(opened: Any, demonstration: Served) -> None:  # noqa: F811
    session, number = with_authenticator(opened)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    opened.goto(f"{demonstration.address}/sign-in/")
    opened.get_by_role("button", name="Sign in with a passkey").click()
    opened.get_by_text("No passkey was given").wait_for()
    no_barrier(opened)


@pytest.mark.parametrize("opened", BOTH, indirect=True)
def test_a_link_sets_a_password_once_and_it_can_be_changed(opened: Any, demonstration: Served) -> None:  # noqa: F811
    login = f"worker{time.monotonic_ns()}@fairlea.example"
    said = demonstration.manage("account", login, "--name", LONG_NAME, "--site", demonstration.address)
    link = said.split()[-1]
    opened.goto(link)
    assert heading(opened) == "Set your password"
    opened.get_by_label("New password", exact=True).fill("short")
    opened.get_by_label("New password again").fill("shore")
    opened.get_by_role("button", name="Set password").click()
    assert "are not the same" in opened.get_by_role("alert").first.inner_text()
    no_barrier(opened)
    opened.get_by_label("New password", exact=True).fill(PASSWORD)
    opened.get_by_label("New password again").fill(PASSWORD)
    opened.get_by_role("button", name="Set password").click()
    assert "Your password is set" in opened.get_by_role("alert").inner_text()
    opened.goto(link)
    assert heading(opened) == "This link does not work any more"
    sign_in(opened, demonstration, login)
    opened.get_by_role("link", name=LONG_NAME).click()
    opened.get_by_role("link", name="Change Password").click()
    assert heading(opened) == "Change your password"
    opened.get_by_label("Password now").fill(PASSWORD)
    opened.get_by_label("New password", exact=True).fill("lamp river spoon")
    opened.get_by_label("New password again").fill("lamp river spoon")
    opened.get_by_role("button", name="Change password").click()
    assert "Your password is changed" in opened.get_by_role("alert").inner_text()
    opened.goto(f"{demonstration.address}/sign-out/")
    assert heading(opened) == "Sign out"
    opened.get_by_role("button", name="Sign out").last.click()
    demonstration.run(
        f"from handrail.service.access.models import Account\n"
        f"Account.objects.filter(email='{login}').update(is_active=False)"
    )
    opened.get_by_label("E-mail address").fill(login)
    opened.get_by_label("Password", exact=True).fill("lamp river spoon")
    opened.get_by_role("button", name="Sign in", exact=True).click()
    assert heading(opened) == "This account is closed"
