"""The page of messages: what did not leave, to nobody by address, in a constant number of queries."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.service.conftest import MORNING, SignedIn

from handrail.service.access.models import Account
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.models import Run
from handrail.service.post.models import GIVEN_UP, SENT, WAITING, Message

PAGE = "/fairlea/messages/"
NO_WAY = "The mail server refuses this address (550)."


def made(authority: Authority, count: int = 1, **how: Any) -> Message:
    given = {"kind": "digest", "subject": "s", "text": "secret words", "asked_at": MORNING, "next_at": MORNING, **how}
    with wall(authority):
        return [Message.objects.create(**given) for _ in range(count)][-1]


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_what_did_not_leave_says_why_and_to_whom_but_no_address(
    fairlea: Authority, signed_in: SignedIn, worker: Account
) -> None:
    outside = made(fairlea, address="mother@example.org", kind="invitation", state=GIVEN_UP, error=NO_WAY)
    made(fairlea, account=worker.key, state=SENT, sent_at=MORNING)
    administrator = signed_in(fairlea, "administrator", "common")
    shown = words(administrator.get(PAGE))
    assert all(one in shown for one in (NO_WAY, "Invitation to somebody outside the service", "Amara Osei"))
    assert "mother@example.org" not in shown
    assert "secret words" not in shown
    again = reverse("message-again", args=["fairlea", outside.pk])
    assert "It waits to be sent again" in words(administrator.post(again, follow=True))
    with wall(fairlea):
        assert Message.objects.get(pk=outside.pk).state == WAITING
        assert Run.objects.filter(job="post").count() == 1
    manager = signed_in(fairlea, "service_manager")
    assert NO_WAY not in words(manager.get(PAGE))
    assert manager.post(again).status_code == 404


def test_the_number_of_queries_does_not_grow(fairlea: Authority, signed_in: SignedIn, worker: Account) -> None:
    administrator = signed_in(fairlea, "administrator", "common")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert administrator.get(PAGE).status_code == 200
        return len(queries)

    def fill(count: int) -> None:
        for state in (GIVEN_UP, SENT, WAITING):
            made(fairlea, count, account=worker.key, state=state, sent_at=MORNING)

    asked()  # the first page of a session takes down when it began
    fill(1)
    few = asked()
    fill(20)
    assert asked() == few


@pytest.mark.usefixtures("on_the_day")
def test_without_a_way_of_sending_the_page_says_so(fairlea: Authority, signed_in: SignedIn, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert "No way of sending mail is set" in words(signed_in(fairlea, "administrator", "common").get(PAGE))
