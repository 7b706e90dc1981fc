"""The page in a real browser: no barrier axe can find, no request, no script, and room on a telephone."""

from pathlib import Path
from typing import Any

import pytest
from tests.chromium import barriers
from tests.unit.publications.made_up import build, inputs, only_cin, small_council

from handrail.publications.writers import html

pytestmark = pytest.mark.browser

WIDTHS = {"desk": 1280, "telephone": 390, "zoomed": 320}


@pytest.fixture(scope="module", params=["inputs", "only_cin", "small_council"])
def page_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = {"inputs": inputs, "only_cin": only_cin, "small_council": small_council}[request.param]
    path = tmp_path_factory.mktemp("page") / "index.html"
    path.write_text(html.render(build(made())), encoding="utf-8")
    return path


def opened(browser: Any, path: Path, width: int, **settings: Any) -> Any:
    page = browser.new_page(viewport={"width": width, "height": 900}, **settings)
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("width", WIDTHS.values(), ids=list(WIDTHS))
def test_axe_finds_no_barrier(browser: Any, page_file: Path, width: int) -> None:
    page = opened(browser, page_file, width)
    found = barriers(page)
    page.close()
    assert found == ""


def test_it_asks_nobody_for_anything_and_its_font_is_there(browser: Any, page_file: Path) -> None:
    page = browser.new_page(java_script_enabled=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('19px Atkinson Hyperlegible'))")
    page.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("width", WIDTHS.values(), ids=list(WIDTHS))
def test_the_page_never_scrolls_sideways(browser: Any, page_file: Path, width: int) -> None:
    page = opened(browser, page_file, width)
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert wide <= width


def test_the_keyboard_reaches_the_report_first(browser: Any, page_file: Path) -> None:
    page = opened(browser, page_file, 1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()
