"""Work in the list in a real browser: narrow, save the filter, edit by keyboard, paste, undo; axe looks at every page."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.service.browser import DESK, PHONE, Served, chromium, no_barrier, opened, served, static_files  # noqa: F401
from tests.service.desk.test_in_browser import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SETTINGS = [pytest.param({"viewport": DESK}, id="desk"), pytest.param({"viewport": PHONE}, id="phone")]
WITHOUT_SCRIPTS = [pytest.param({"viewport": PHONE, "java_script_enabled": False}, id="phone without scripts")]


@pytest.fixture(scope="module")
def fairlea(static_files: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
    with served(tmp_path_factory.mktemp("fairlea"), TODAY="2026-04-01") as service:
        service.manage("demo", "--children", "120")
        yield service


def in_list(page: Any, service: Served) -> None:
    signed_in(page, service, "reviewing.officer")
    page.goto(f"{service.address}/fairlea/list/due/")
    page.get_by_role("heading", name="Due list").wait_for()


def notes(page: Any) -> list[str]:
    place = page.locator("thead th").evaluate_all("all => all.findIndex(one => one.dataset.key === 'note')")
    found: list[str] = page.locator(f"tbody tr > :nth-child({place + 1})").all_inner_texts()
    return [one.strip() for one in found]


def note_cell(page: Any, row: int) -> Any:
    place = page.locator("thead th").evaluate_all("all => all.findIndex(one => one.dataset.key === 'note')")
    return page.locator("tbody tr").nth(row).locator(f":scope > :nth-child({place + 1})")


@pytest.mark.parametrize("opened", SETTINGS, indirect=True)
def test_an_officer_works_in_the_list_by_keyboard(fairlea: Served, opened: Any) -> None:  # noqa: F811
    in_list(opened, fairlea)
    no_barrier(opened)
    opened.get_by_text("Show only some").click()
    opened.get_by_label("State").select_option("On time")
    opened.get_by_role("button", name="Show", exact=True).click()
    opened.get_by_text("State: On time").first.wait_for()
    opened.get_by_role("link", name="Save this filter").click()
    no_barrier(opened)
    opened.get_by_label("What to call it").fill(f"On time {opened.viewport_size['width']}")
    opened.get_by_role("button", name="Save the filter").click()
    opened.get_by_text("is saved.").wait_for()
    before = notes(opened)
    note_cell(opened, 0).focus()
    opened.keyboard.type("Rang")
    opened.keyboard.press("Enter")
    opened.get_by_text("Kept.").wait_for()
    assert notes(opened)[0] == "Rang"
    opened.keyboard.press("ArrowUp")
    opened.evaluate(
        """() => { const data = new DataTransfer(); data.setData("text/plain", "One\\nTwo");
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true })); }"""
    )
    opened.get_by_role("heading", name="What would change").wait_for()
    no_barrier(opened)
    opened.get_by_role("button", name="Change 2 cells").click()
    opened.get_by_text("2 cells are changed.").wait_for()
    opened.get_by_role("button", name="Undo: 2 cells").click()
    opened.get_by_text("2 cells are as before.").wait_for()
    opened.get_by_role("button", name="Undo: 1 cell").click()
    opened.get_by_text("1 cell is as before.").wait_for()
    opened.goto(f"{fairlea.address}/fairlea/list/due/?state=on+time")
    assert notes(opened) == before


@pytest.mark.parametrize("opened", WITHOUT_SCRIPTS, indirect=True)
def test_without_scripts_a_row_is_changed_by_a_form(fairlea: Served, opened: Any) -> None:  # noqa: F811
    in_list(opened, fairlea)
    no_barrier(opened)
    opened.get_by_role("link", name="Change").first.click()
    opened.get_by_label("Note", exact=True).fill("Asked the team.")
    no_barrier(opened)
    opened.get_by_role("button", name="Keep the row").click()
    opened.get_by_text("The row is kept.").wait_for()
    assert "Asked the team." in notes(opened)
