"""The page for a database that is away keeps what a form of ours sent, and nothing else."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from lxml import html

from handrail.service.config.away import away

TOKEN = "t" * 32
CELL, SIGN_IN, NOWHERE = "/fairlea/list/due/cell/", "/sign-in/", "/nowhere/at/all/"
WROTE = {"text": "Rang the school.\nThey ring back.", "row": "7", "opened": '{"version": 3}'}


def sent(path: str, token: str = TOKEN) -> HttpRequest:
    made = RequestFactory(headers={"host": "localhost"}).post(path, WROTE | {"csrfmiddlewaretoken": token})
    made.COOKIES["csrf"] = TOKEN
    made.META["CSRF_COOKIE"] = TOKEN
    return made


def kept(request: HttpRequest) -> dict[str, str]:
    answer = away(request)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    forms = html.fromstring(answer.content.decode()).xpath("//main//form")
    return {one.name: one.value for form in forms for one in form.inputs if one.name and one.name in WROTE}


def test_what_was_written_stands_in_the_page_and_goes_to_where_it_was_sent() -> None:
    assert kept(sent(CELL)) == WROTE
    page = html.fromstring(away(sent(CELL)).content.decode())
    assert page.xpath("//main//form/@action") == [CELL]
    assert "Rang the school" in page.xpath("string(//div[@class='govuk-inset-text'])")
    assert len(page.xpath("//div[@class='govuk-inset-text']")) == 1


@pytest.mark.parametrize(
    "request_", [sent(CELL, "x" * 32), sent(SIGN_IN), sent(NOWHERE), RequestFactory().get(CELL)], ids=str
)
def test_what_another_site_sent_a_password_and_what_is_nowhere_are_not_kept(request_: HttpRequest) -> None:
    assert kept(request_) == {}


def test_a_program_is_told_in_its_own_way() -> None:
    answer = away(RequestFactory().get("/fairlea/api/v1/due"))
    assert (answer.status_code, answer["Retry-After"], answer["Content-Type"]) == (503, "30", "application/json")
