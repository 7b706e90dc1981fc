"""People in a real browser: a contact is added and confirmed, a family is seen, a worker's registration warns."""

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
        service.manage("demo", "--children", "120")
        yield service


@pytest.mark.parametrize("opened", TWO_WAYS, indirect=True)
def test_an_officer_writes_who_is_around_a_child(fairlea: Served, opened: Any) -> None:  # noqa: F811
    signed_in(opened, fairlea, "reviewing.officer")
    opened.goto(f"{fairlea.address}/fairlea/children/")
    opened.locator("tbody a").first.click()
    no_barrier(opened)
    opened.get_by_role("link", name="Change who").click()
    no_barrier(opened)
    opened.get_by_label("Likes to be called").fill("Zed")
    opened.get_by_role("button", name="Save").click()
    opened.get_by_role("heading", name="About Zed").wait_for()
    opened.get_by_role("link", name="People and addresses").click()
    no_barrier(opened)
    opened.get_by_role("button", name="Add somebody").click()
    opened.get_by_role("button", name="Save").click()
    opened.get_by_role("link", name="Enter the name").wait_for()
    no_barrier(opened)
    name = f"Nan Holt {opened.viewport_size['width']}"
    opened.get_by_label("Full name").fill(name)
    opened.get_by_label("Who they are to the child").select_option("relative")
    opened.get_by_label("Address", exact=False).last.fill("9 Oak Road")
    opened.get_by_label("Do not disclose").check()
    opened.get_by_role("button", name="Save").click()
    opened.get_by_text(f"Tell nobody outside the service where {name} is.").wait_for()
    opened.get_by_role("link", name=f"Confirm the address of {name}").click()
    no_barrier(opened)
    opened.get_by_label("How it was confirmed").fill("Seen at a visit")
    opened.get_by_role("button", name="Confirm").click()
    opened.get_by_text("The address is confirmed.").wait_for()
    no_barrier(opened)


@pytest.mark.parametrize("opened", TWO_WAYS, indirect=True)
def test_a_manager_sees_a_family_and_those_who_work_here(fairlea: Served, opened: Any) -> None:  # noqa: F811
    signed_in(opened, fairlea, "service.manager")
    opened.goto(f"{fairlea.address}/fairlea/workers/")
    no_barrier(opened)
    opened.locator("tbody a").first.click()
    no_barrier(opened)
    opened.get_by_role("link", name="Add No time away").click()
    no_barrier(opened)
    opened.goto(f"{fairlea.address}/fairlea/posts/")
    no_barrier(opened)
    opened.goto(f"{fairlea.address}/fairlea/children/")
    opened.locator("tbody a").first.click()
    opened.get_by_role("link", name="Brothers, sisters and household").click()
    no_barrier(opened)
    opened.get_by_role("button", name="Add a child").click()
    no_barrier(opened)
