"""From the desk to the case system in a real browser: chosen, taken out, filed; axe looks at every page."""

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


@pytest.fixture(scope="module")
def fairlea(static_files: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
    with served(tmp_path_factory.mktemp("fairlea"), TODAY="2026-04-01") as service:
        service.manage("demo", "--children", "60")
        yield service


@pytest.mark.parametrize("opened", TWO_WAYS, indirect=True)
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
