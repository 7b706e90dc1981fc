"""Figures and a publication in a real browser: from a number to its children and back; a report made, read, published."""

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
        service.manage("work", "--once")
        yield service


def at(page: Any, service: Served, role: str, address: str) -> None:
    """Sign in anew, as somebody else, and go there."""
    signed_in(page, service, role, lands="")
    page.goto(f"{service.address}/fairlea/{address}")


@pytest.mark.parametrize("opened", TWO_WAYS, indirect=True)
def test_a_manager_goes_from_a_number_to_its_children_and_back(fairlea: Served, opened: Any) -> None:  # noqa: F811
    at(opened, fairlea, "service.manager", "scorecard/")
    no_barrier(opened)
    opened.get_by_label("Measures", exact=True).select_option("Where children are placed")
    opened.get_by_role("button", name="Show", exact=True).click()
    opened.get_by_role("link", name="Placed outside the area", exact=True).click()
    no_barrier(opened)
    opened.locator("dd").get_by_role("link").first.click()
    opened.get_by_text("What the number of March 2026 counts").wait_for()
    no_barrier(opened)
    opened.get_by_role("link", name="Other figures").first.click()
    opened.get_by_role("heading", name="Figures this child counts in").wait_for()
    no_barrier(opened)
    opened.get_by_role("link", name="Placed outside the area", exact=True).click()
    opened.get_by_role("link", name="Back", exact=True).click()
    assert opened.get_by_label("Measures", exact=True).input_value() == "placements"


@pytest.mark.parametrize("opened", TWO_WAYS, indirect=True)
def test_a_report_is_made_read_approved_published_and_taken_out(fairlea: Served, opened: Any) -> None:  # noqa: F811
    of = "Annual report" if opened.has_scripts else "Rating report"
    at(opened, fairlea, "performance.analyst", "publications/")
    opened.get_by_role("button", name="Make a publication").click()
    no_barrier(opened)
    opened.get_by_role("link", name=of, exact=True).click()
    no_barrier(opened)
    opened.get_by_label("Members of the board").check()
    opened.get_by_role("button", name="Make the draft").click()
    fairlea.manage("work", "--once")
    edition = found(opened, fairlea, of)
    assert opened.frame_locator("iframe").locator("h1").first.inner_text()
    no_barrier(opened)
    answer_all(opened)
    for role, button, state in (
        ("director", "It is right", "Checked"),
        ("service.manager", "I answer for it", "Approved"),
        ("service.manager", "Publish it for good", "Published"),
    ):
        at(opened, fairlea, role, edition)
        opened.get_by_role("button", name=button).click()
        opened.get_by_text(f"{state}, edition").wait_for()
    no_barrier(opened)
    at(opened, fairlea, "board.member", "publications/")
    no_barrier(opened)
    opened.get_by_role("link", name=of).first.click()
    with opened.expect_download() as taken:
        opened.get_by_role("link", name="PDF").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF")


def found(page: Any, service: Served, of: str) -> str:
    """Open the draft of this publication from the list; its address."""
    page.goto(f"{service.address}/fairlea/publications/")
    no_barrier(page)
    page.get_by_role("link", name=of).first.click()
    page.get_by_text("Draft, edition").wait_for()
    return str(page.url).partition("/fairlea/")[2]


def answer_all(page: Any) -> None:
    """Answer what the safeguards ask, one question after another."""
    while page.get_by_role("button", name="Answer", exact=True).count():
        page.get_by_label("Answer", exact=True).first.fill("It is so.")
        page.get_by_role("button", name="Answer", exact=True).first.click()
