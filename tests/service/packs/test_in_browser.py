"""From the desk to the case system in a real browser: chosen, taken out, filed; axe looks at every page."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.service.browser import DESK, PHONE, Served, chromium, no_barrier, opened, served, static_files  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SETTINGS = [
    pytest.param({"viewport": DESK}, id="desk"),
    pytest.param({"viewport": PHONE, "java_script_enabled": False}, id="phone without scripts"),
]


@pytest.fixture(scope="module")
def fairlea(static_files: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
    with served(tmp_path_factory.mktemp("fairlea"), TODAY="2026-04-01") as service:
        service.manage("demo", "--children", "60")
        yield service


def signed_in(page: Any, service: Served, role: str) -> None:
    page.goto(f"{service.address}/sign-in/")
    page.get_by_label("E-mail address").fill(f"{role}@fairlea.example")
    page.get_by_label("Password", exact=True).fill("a made-up authority")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="My day").wait_for()


@pytest.mark.parametrize("opened", SETTINGS, indirect=True)
def test_what_was_written_is_taken_out_and_filed(fairlea: Served, opened: Any) -> None:  # noqa: F811
    signed_in(opened, fairlea, "reviewing.officer")
    opened.goto(f"{fairlea.address}/fairlea/case-system/")
    opened.get_by_role("heading", name="To file in the case system").wait_for()
    no_barrier(opened)
    opened.get_by_role("button", name="Keep as filed").click()
    opened.get_by_role("link", name="Choose what was filed").or_(opened.get_by_text("Choose what was filed")).wait_for()
    no_barrier(opened)
    opened.get_by_role("checkbox").first.check()
    with opened.expect_download() as downloaded:
        opened.get_by_role("button", name="Make the pack").click()
    assert downloaded.value.suggested_filename.startswith("fairlea-case-pack-2026-04-01-")
    opened.get_by_label("Where in the case system").fill("CN-17")
    opened.get_by_role("button", name="Keep as filed").click()
    opened.get_by_text("1 item is filed.", exact=True).wait_for()
    no_barrier(opened)
    opened.locator("main table a").first.click()
    opened.get_by_role("heading", name="For the case system").wait_for()
    no_barrier(opened)
    opened.get_by_role("link", name="Back", exact=True).click()
    opened.get_by_role("link", name="Printable pack").click()
    opened.get_by_role("heading", name="What happened").wait_for()
    no_barrier(opened)
