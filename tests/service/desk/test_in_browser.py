"""An officer's morning in a real browser: sign in, what is due and why, a child's page, a search; axe looks at every page."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.service.browser import (  # noqa: F401
    THREE_WAYS,
    Served,
    chromium,
    no_barrier,
    opened,
    served,
    signed_in,
    static_files,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def fairlea(static_files: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
    with served(tmp_path_factory.mktemp("fairlea"), TODAY="2026-04-01") as service:
        service.manage("demo", "--children", "120")
        yield service


@pytest.mark.parametrize("opened", THREE_WAYS, indirect=True)
def test_an_officer_sees_the_day_asks_why_and_opens_a_child(fairlea: Served, opened: Any) -> None:  # noqa: F811
    signed_in(opened, fairlea, "reviewing.officer")
    no_barrier(opened)
    duty = opened.locator(".hr-duty", has_text="why?").first
    duty.get_by_text("why?").click()
    assert duty.locator(".hr-why__answer").inner_text().startswith("Due ")
    child = duty.get_by_role("link").first
    name = child.inner_text()
    child.click()
    opened.get_by_role("heading", name=name).wait_for()
    no_barrier(opened)
    assert name.replace(" ", "").lower() not in opened.url.lower()
    assert opened.get_by_role("heading", name="What happened").is_visible()
    opened.locator(".hr-duty__title").first.click()
    opened.get_by_role("heading", name="Notes").wait_for()
    no_barrier(opened)
    opened.get_by_label("Note", exact=True).fill("Asked the team.")
    opened.get_by_role("button", name="Keep the note").click()
    opened.get_by_text("The note is kept.").wait_for()
    no_barrier(opened)


@pytest.mark.parametrize("opened", THREE_WAYS, indirect=True)
def test_a_child_is_found_by_name_and_the_name_is_in_no_address(fairlea: Served, opened: Any) -> None:  # noqa: F811
    signed_in(opened, fairlea, "reviewing.officer")
    opened.goto(f"{fairlea.address}/fairlea/children/")
    no_barrier(opened)
    name = opened.locator("tbody a").first.inner_text()
    opened.get_by_role("searchbox").fill(name)
    opened.get_by_role("button", name="Search", exact=True).click()
    opened.get_by_role("link", name=name).first.wait_for()
    no_barrier(opened)
    assert opened.url == f"{fairlea.address}/fairlea/find/"


@pytest.mark.parametrize("opened", THREE_WAYS, indirect=True)
def test_a_manager_sees_the_board_and_changes_a_word(fairlea: Served, opened: Any) -> None:  # noqa: F811
    signed_in(opened, fairlea, "service.manager")
    opened.goto(f"{fairlea.address}/fairlea/board/")
    no_barrier(opened)
    opened.goto(f"{fairlea.address}/fairlea/settings/")
    no_barrier(opened)
    opened.get_by_label("Why").first.fill("Agreed with the children's council")
    opened.get_by_role("button", name="Change the settings").click()
    opened.get_by_text("The settings are changed.").wait_for()
    no_barrier(opened)


def test_by_keyboard_alone_a_child_is_reached(fairlea: Served, opened: Any) -> None:  # noqa: F811
    signed_in(opened, fairlea, "reviewing.officer")
    opened.get_by_role("link", name="Children", exact=True).focus()
    opened.keyboard.press("Enter")
    opened.get_by_role("heading", name="Children").wait_for()
    opened.locator("tbody a").first.focus()
    opened.keyboard.press("Enter")
    opened.get_by_role("heading", name="Next due").wait_for()


@pytest.mark.parametrize(
    ("role", "heading"),
    [("board.member", "Scorecard"), ("information.governance", "More"), ("carer.reviewing.officer", "More")],
)
def test_whoever_may_see_no_child_lands_where_they_may_be(
    fairlea: Served,
    opened: Any,  # noqa: F811
    role: str,
    heading: str,
) -> None:
    signed_in(opened, fairlea, role, lands=heading)
    no_barrier(opened)
    assert "Children" not in " ".join(opened.locator("nav").all_inner_texts())
