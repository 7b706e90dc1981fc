"""The page of components in a real browser: no barrier that axe finds, by keyboard, on a phone, without scripts."""

import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from tests.chromium import barriers
from whitenoise import WhiteNoise

pytestmark = pytest.mark.browser

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
WAYS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": DESK},
    "phone": {"viewport": PHONE},
    "zoomed": {"viewport": {"width": 320, "height": 500}},
    "forced colours": {"viewport": DESK, "forced_colors": "active"},
}


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingMixIn, WSGIServer):
    """Answers while a browser holds another connection open without asking anything."""

    daemon_threads = True


@pytest.fixture(scope="module")
def address(hashed: Path) -> Iterator[str]:
    """The page on the service itself, with the files as they are really served."""
    service = WhiteNoise(get_wsgi_application(), root=hashed, prefix="static/")
    with make_server("127.0.0.1", 0, service, Server, Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/design/"
        server.shutdown()


@pytest.fixture
def opened(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    page = browser.new_page(**getattr(request, "param", {"viewport": DESK}))
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("response", lambda answer: page.wrong.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda line: page.wrong.append(line.text) if "Content Security" in line.text else None)
    page.goto(address)
    yield page
    page.close()


@pytest.mark.parametrize("opened", WAYS.values(), ids=list(WAYS), indirect=True)
def test_axe_finds_no_barrier(opened: Any) -> None:
    assert barriers(opened) == ""
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "no scrolling sideways"
    assert opened.wrong == []


@pytest.mark.parametrize("opened", [{"viewport": PHONE, "java_script_enabled": False}], ids=["phone"], indirect=True)
def test_without_scripts_everything_is_there(opened: Any) -> None:
    assert opened.locator("#tab-next").is_visible()
    assert opened.locator("#tab-decisions").is_visible()
    assert opened.get_by_role("link", name="My children").first.is_visible()
    assert opened.get_by_text("You can enter up to 500 characters").is_visible()
    assert not opened.get_by_role("button", name="Show password").first.is_visible()
    opened.locator(".hr-why summary").first.click()
    assert opened.get_by_text("20 working days after coming into care").is_visible()


def test_the_keyboard_skips_to_the_page(opened: Any) -> None:
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.textContent") == "Skip to the page"
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.id") == "main"


def test_the_key_for_search_can_be_switched_off(opened: Any) -> None:
    def where() -> str:
        opened.locator("body").press("/")
        found: str = opened.evaluate("document.activeElement.id")
        opened.evaluate("document.activeElement.blur()")
        return found

    assert where() == "find"
    opened.get_by_role("button", name="Switch off the key").click()
    assert where() != "find"
    opened.locator("#id_called").fill("")
    opened.locator("#id_called").press_sequentially("a/b")
    assert opened.locator("#id_called").input_value() == "a/b"


def test_the_font_is_ours_and_the_count_counts(opened: Any) -> None:
    assert opened.evaluate("document.fonts.ready.then(() => document.fonts.check('19px Atkinson Hyperlegible'))")
    assert opened.evaluate("[...document.fonts].every((face) => face.status === 'loaded')")
    opened.locator("#id_said").fill("Mia")
    assert opened.get_by_text("You have 497 characters remaining").first.is_visible()


def test_on_paper_what_is_folded_is_open_and_what_is_pressed_is_gone(opened: Any) -> None:
    opened.emulate_media(media="print")
    assert opened.get_by_text("20 working days after coming into care").is_visible()
    assert not opened.get_by_role("button", name="Save").first.is_visible()


@pytest.mark.parametrize("what", ["error-summary", "notification-banner"])
def test_what_must_be_read_first_has_the_focus(browser: Any, address: str, what: str) -> None:
    def as_on_other_pages(route: Any) -> None:
        answer = route.fetch()
        held_back = f'data-module="govuk-{what}" data-disable-auto-focus="true"'
        assert held_back in answer.text()
        route.fulfill(response=answer, body=answer.text().replace(held_back, f'data-module="govuk-{what}"'))

    page = browser.new_page()
    page.route(address, as_on_other_pages)
    page.goto(address)
    assert f"govuk-{what}" in page.evaluate("document.activeElement.className")
    page.close()
