"""A wrong day put right in a real browser: the officer says so, the manager agrees; axe looks at every page."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.service.browser import (  # noqa: F401
    TWO_WAYS,
    Served,
    chromium,
    no_barrier,
    opened,
    served,
    signed_in,
    static_files,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def fairlea(static_files: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
    with served(tmp_path_factory.mktemp("fairlea"), TODAY="2026-04-01") as service:
        service.manage("demo", "--children", "60")
        yield service


@pytest.mark.parametrize("opened", TWO_WAYS, indirect=True)
def test_a_wrong_day_is_put_right_by_two(fairlea: Served, opened: Any) -> None:  # noqa: F811
    signed_in(opened, fairlea, "reviewing.officer")
    opened.goto(f"{fairlea.address}/fairlea/children/")
    opened.locator("main table a").first.click()
    opened.get_by_role("link", name="What is recorded").click()
    opened.get_by_role("heading", name="What is recorded").wait_for()
    no_barrier(opened)
    opened.locator("#reviews a, #plans a").first.click()
    opened.get_by_role("button", name="Propose the correction").click()
    opened.get_by_text("There is a problem").wait_for()
    no_barrier(opened)
    opened.get_by_label("Day", exact=True).first.fill("1")
    opened.get_by_label("How do you know?").fill("The minutes of the meeting.")
    opened.get_by_role("button", name="Propose the correction").click()
    opened.get_by_text("This is proposed.").wait_for()
    no_barrier(opened)
    signed_in(opened, fairlea, "service.manager")
    opened.goto(f"{fairlea.address}/fairlea/corrections/")
    no_barrier(opened)
    mine = opened.locator("[id^=proposal]", has_text="The minutes of the meeting.")
    mine.get_by_label("Yes, the record is wrong").check()
    mine.get_by_role("button", name="Keep the decision").click()
    opened.get_by_text("The correction stands.", exact=True).wait_for()
    no_barrier(opened)
