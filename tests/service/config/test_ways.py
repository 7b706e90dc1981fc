"""The menu: what is opened daily stands in it, the rest behind "More", and nobody is shown a way that is shut to them."""

import pytest
from django.urls import reverse
from lxml import html
from tests.service.conftest import SignedIn

from handrail.service.authorities.models import Authority
from handrail.service.config.ways import WAYS

MENU, BEHIND = "//*[@id='navigation']", "//*[@class='hr-ways']"


def links(page: bytes, within: str) -> list[str]:
    return [one.text_content().strip() for one in html.fromstring(page.decode()).xpath(f"{within}//a")]


def test_a_manager_finds_what_is_opened_seldom_behind_more(fairlea: Authority, signed_in: SignedIn) -> None:
    client = signed_in(fairlea, "service_manager")
    page = client.get("/fairlea/more/").content
    assert links(page, MENU)[0] == "My day"
    assert links(page, MENU)[-1] == "More"
    assert {"Notices", "Settings"} <= set(links(page, BEHIND))
    assert not {"Notices", "Settings"} & set(links(page, MENU))


def test_a_page_behind_more_marks_more_as_where_one_is(fairlea: Authority, signed_in: SignedIn) -> None:
    page = html.fromstring(signed_in(fairlea, "service_manager").get("/fairlea/settings/").content.decode())
    assert [one.text_content().strip() for one in page.xpath(f"{MENU}//*[@aria-current]")] == ["More"]


@pytest.mark.parametrize("role", ["social_worker", "board_member", "reviewing_officer"])
def test_nobody_is_shown_a_way_that_is_shut(fairlea: Authority, signed_in: SignedIn, role: str) -> None:
    client = signed_in(fairlea, role)
    page = client.get("/fairlea/more/").content
    shown = {*links(page, MENU), *links(page, BEHIND)} - {"More"}
    opened = {way.text for way in WAYS if client.get(reverse(way.route, args=["fairlea"])).status_code == 200}
    assert opened == shown
