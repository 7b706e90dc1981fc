"""A review planned, people asked, and one of them answering on a phone without an account; axe looks at every page."""

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

LAST_LINK = """
import re
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.post.models import Message
with wall(Authority.objects.get(key="fairlea")):
    text = Message.objects.filter(kind="invitation", text__contains="/reply/").order_by("id").last().text
print(re.findall("/fairlea/reply/[^ ]+/", text)[0])
"""


@pytest.fixture(scope="module")
def fairlea(static_files: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
    with served(tmp_path_factory.mktemp("fairlea"), TODAY="2026-04-01") as service:
        service.manage("demo", "--children", "60")
        yield service


def fill_day(page: Any, day: str) -> None:
    for label, value in (("Day", day), ("Month", "4"), ("Year", "2026")):
        page.get_by_label(label, exact=True).fill(value)


@pytest.mark.parametrize("opened", TWO_WAYS, indirect=True)
def test_a_review_is_planned_and_somebody_answers(fairlea: Served, opened: Any) -> None:  # noqa: F811
    signed_in(opened, fairlea, "reviewing.officer")
    opened.goto(f"{fairlea.address}/fairlea/meetings/")
    no_barrier(opened)
    opened.goto(f"{fairlea.address}/fairlea/children/")
    opened.locator("main table a").last.click()
    opened.get_by_role("link", name="Planned meetings, and who is coming").click()
    no_barrier(opened)
    opened.get_by_role("button", name="Plan a meeting").click()
    opened.get_by_role("button", name="Plan the meeting").click()
    opened.get_by_text("There is a problem").wait_for()
    no_barrier(opened)
    opened.get_by_label("Review", exact=True).check()
    fill_day(opened, "16" if opened.has_scripts else "17")
    opened.get_by_label("Begins at").fill("10:00")
    opened.get_by_label("Where").fill("Civic Centre, room 2")
    opened.get_by_role("button", name="Plan the meeting").click()
    opened.get_by_text("The meeting is planned. Now ask people to come.").wait_for()
    meeting = opened.url
    opened.get_by_role("button", name="Ask people to come").click()
    no_barrier(opened)
    opened.locator("input[name=by_mail]").first.check()
    opened.get_by_role("button", name="Ask them").click()
    opened.get_by_text("They are asked. Messages written: 1.").wait_for()
    no_barrier(opened)

    link = f"{fairlea.address}{fairlea.run(LAST_LINK).strip()}"
    opened.context.clear_cookies()
    opened.goto(link)
    opened.get_by_role("heading", name="Are you coming to a child's review?").wait_for()
    no_barrier(opened)
    opened.get_by_label("I do not know yet").check()
    opened.get_by_role("button", name="Send my answer").click()
    opened.get_by_text("Write what you want to tell").first.wait_for()
    no_barrier(opened)
    opened.get_by_label("Anything you want to tell").fill("I am in court until eleven.")
    opened.get_by_role("button", name="Send my answer").click()
    opened.get_by_text("Your answer is kept.").wait_for()
    no_barrier(opened)
    opened.get_by_label("I am coming").check()
    opened.get_by_role("button", name="Change my answer").click()
    opened.get_by_text("Is coming").wait_for()

    signed_in(opened, fairlea, "reviewing.officer")
    opened.goto(meeting)
    opened.get_by_text("“I am in court until eleven.”").wait_for()
    no_barrier(opened)
    opened.get_by_role("button", name="Change when or where").click()
    no_barrier(opened)
    opened.get_by_label("Begins at").fill("14:00")
    opened.get_by_role("button", name="Change it and tell everybody").click()
    opened.get_by_text("It is changed. Messages written: 1.").wait_for()
    opened.locator("main table a").first.click()
    no_barrier(opened)
    opened.goto(meeting)
    opened.get_by_role("link", name="Call it off").click()
    opened.get_by_label("Why is it called off?").fill("The child is ill.")
    no_barrier(opened)
    opened.get_by_role("button", name="Call it off").click()
    opened.get_by_text("It is called off. Messages written: 1.").wait_for()
    no_barrier(opened)
    opened.context.clear_cookies()
    opened.goto(link)
    opened.get_by_role("heading", name="This link does not lead anywhere").wait_for()
    no_barrier(opened)
