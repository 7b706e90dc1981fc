"""A calendar's address made, opened, withdrawn in a real browser; axe looks at every page."""

from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

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


def read(address: str) -> int:
    try:
        with urlopen(address) as answer:  # noqa: S310 - our own
            return int(answer.status) if answer.read().startswith(b"BEGIN:VCALENDAR\r\n") else 0
    except HTTPError as error:
        with error:
            return error.code


@pytest.mark.parametrize("opened", TWO_WAYS, indirect=True)
def test_an_address_is_made_and_withdrawn_and_mail_chosen(fairlea: Served, opened: Any) -> None:  # noqa: F811
    signed_in(opened, fairlea, "reviewing.officer", lands="")
    opened.goto(f"{fairlea.address}/fairlea/more/")
    opened.get_by_role("link", name="Calendar and mail").click()
    opened.get_by_role("heading", name="Calendar and mail", level=1).wait_for()
    no_barrier(opened)
    opened.get_by_role("button", name="Make an address").click()
    opened.get_by_role("heading", name="Your calendar's address").wait_for()
    no_barrier(opened)
    path = opened.locator("code").inner_text().partition(":8000")[2]
    assert read(f"{fairlea.address}{path}") == 200
    opened.get_by_role("link", name="I have copied it").click()
    opened.get_by_text("It was last read on").wait_for()
    opened.get_by_label("Each working day").check()
    opened.get_by_role("button", name="Keep it so").click()
    opened.get_by_text("Your choice is kept.").wait_for()
    no_barrier(opened)
    opened.get_by_role("button", name="Withdraw the address").click()
    opened.get_by_text("The address is withdrawn").wait_for()
    assert read(f"{fairlea.address}{path}") == 404


def test_messages_that_did_not_leave_are_tried_again(fairlea: Served, opened: Any) -> None:  # noqa: F811
    fairlea.run(WRITTEN)
    signed_in(opened, fairlea, "administrator", lands="")
    opened.goto(f"{fairlea.address}/fairlea/messages/")
    opened.get_by_text("No way of sending mail is set").wait_for()
    no_barrier(opened)
    opened.get_by_role("button", name="Try again").first.click()
    opened.get_by_text("It waits to be sent again").wait_for()
    no_barrier(opened)


WRITTEN = """
from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.diary.digests import write_all
from handrail.service.post.models import Message
fairlea = Authority.objects.get()
write_all(fairlea, lambda *_: None)
with wall(fairlea):
    first, second = Message.objects.all()[:2]
    Message.objects.filter(pk=first.pk).update(state="unknown", attempts=1, error="The mail server was cut off before it answered: it is not known whether it left.")
    Message.objects.filter(pk=second.pk).update(state="sent", sent_at=clock.now())
"""
