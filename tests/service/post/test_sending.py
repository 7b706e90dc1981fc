"""Messages sent to real servers: taken once, tried again, refused, lost on the way, never sent twice."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from email import message_from_string
from email.policy import default as policy
from typing import Any

import pytest
from tests.service.conftest import MORNING
from tests.service.post.conftest import SECRET, SERVICE
from tests.service.post.sinks import Sink

from handrail.service import clock
from handrail.service.access.models import Account
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.job import Later
from handrail.service.background.models import FAILED, Run
from handrail.service.background.working import work
from handrail.service.post.actions import Letter, try_again, write_to_account, write_to_address
from handrail.service.post.models import GIVEN_UP, SENDING, SENT, UNKNOWN, WAITING, Message
from handrail.service.post.sending import AGAIN_AFTER, PATIENCE

LETTER = Letter(
    "digest", "Three dates – late", "Three reviews are late.\nWeek of 6 April.", "<p>Three reviews are late.</p>"
)
pytestmark = pytest.mark.usefixtures("on_the_day")
Leads, Finds, Sends = Callable[[str], Sink], Callable[[], Message], Callable[[], str]


@pytest.fixture
def written(on_the_day: None, fairlea: Authority, worker: Account) -> None:
    with wall(fairlea):
        assert write_to_account(fairlea, worker.key, LETTER, MORNING)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    return lambda by: monkeypatch.setattr(clock, "now", lambda: MORNING + by)


@pytest.mark.usefixtures("written")
def test_a_message_leaves_once_with_its_mark_and_both_its_forms(sent_to: Leads, send: Sends, message: Finds) -> None:
    sink = sent_to("takes")
    assert send() == "Messages sent: 1."
    assert send() == "Messages sent: 0."
    (took,) = sink.took
    mail = message_from_string(took, policy=policy)
    assert (mail["To"], mail["Subject"]) == ("amara.osei@fairlea.example", "Three dates – late")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    kept = message()
    assert (kept.state, kept.sent_at, kept.provider_id) == (SENT, MORNING, mail["Message-ID"])
    assert kept.mark in kept.provider_id


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("manner", ["hangs", "busy", "nobody listens"])
def test_what_certainly_did_not_leave_is_tried_again_later_and_given_up_in_the_end(
    manner: str, sent_to: Leads, send: Sends, message: Finds, later: Callable[[timedelta], None], settings: Any
) -> None:
    sink = sent_to("takes" if manner == "nobody listens" else manner)
    if manner == "nobody listens":
        settings.EMAIL_PORT = 1
    passed = timedelta()
    for wait in AGAIN_AFTER:
        with pytest.raises(Later, match="could not be sent yet: 1") as told:
            send()
        assert told.value.at == MORNING + passed + wait
        assert message().state == WAITING
        passed += wait
        later(passed)
    send()
    assert message().state == GIVEN_UP
    assert message().error
    assert sink.took == []


@pytest.mark.usefixtures("written")
def test_an_address_that_is_refused_is_not_tried_again(sent_to: Leads, send: Sends, message: Finds) -> None:
    sent_to("refuses")
    assert send() == "Messages sent: 0."
    assert (message().state, message().error) == (GIVEN_UP, "The mail server refuses this address (550).")


@pytest.mark.usefixtures("written")
def test_what_may_have_left_goes_again_only_if_somebody_says_so(
    sent_to: Leads, send: Sends, message: Finds, fairlea: Authority, later: Callable[[timedelta], None]
) -> None:
    sent_to("drops")
    send()
    assert message().state == UNKNOWN
    later(timedelta(days=2))
    sink = sent_to("takes")
    assert send() == "Messages sent: 0."
    with wall(fairlea):
        assert try_again(fairlea, message(), clock.now())
        assert send() == "Messages sent: 1."
        assert not try_again(fairlea, message(), clock.now())
    assert f"<{message().mark}@" in sink.took[0]


@pytest.mark.usefixtures("written")
def test_one_whose_program_was_killed_is_never_sent_again_by_itself(
    sent_to: Leads, send: Sends, message: Finds, fairlea: Authority, later: Callable[[timedelta], None]
) -> None:
    sink = sent_to("takes")
    with wall(fairlea):
        Message.objects.update(state=SENDING, began_at=MORNING, attempts=1)
    send()
    assert message().state == SENDING
    later(PATIENCE + timedelta(seconds=1))
    send()
    assert message().state == UNKNOWN
    assert sink.took == []


def test_nobody_is_written_to_after_their_account_or_the_use_of_it_ended(
    sent_to: Leads, send: Sends, fairlea: Authority, worker: Account
) -> None:
    sink = sent_to("takes")
    over = Letter("digest", "Yesterday", "Old news.", of_use_until=MORNING - timedelta(hours=1))
    with wall(fairlea):
        write_to_address(fairlea, "mother@example.org", over, MORNING)
        write_to_account(fairlea, worker.key, LETTER, MORNING)
    worker.is_active = False
    worker.save()
    send()
    with wall(fairlea):
        assert {one.error for one in Message.objects.filter(state=GIVEN_UP)} == {
            "The account is closed, so there is nobody to send it to.",
            "It could not be sent while it was of use.",
        }
    assert sink.took == []


def test_what_is_to_be_written_once_is_written_once_and_asks_for_one_run(fairlea: Authority, worker: Account) -> None:
    once = Letter("digest", "Today", "News.", once="digest:2026-04-02")
    with wall(fairlea):
        assert [write_to_account(fairlea, worker.key, once, MORNING) for _ in range(2)] == [True, False]
        write_to_account(fairlea, worker.key, LETTER, MORNING)
        assert (Message.objects.count(), Run.objects.filter(job="post").count()) == (2, 1)


@pytest.mark.usefixtures("written")
def test_without_a_way_of_sending_messages_wait_and_the_run_says_so(settings: Any, send: Sends, message: Finds) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert "1 messages wait" in send()
    assert message().state == WAITING


@pytest.mark.usefixtures("written")
def test_the_run_says_when_it_goes_on_and_keeps_its_tries(sent_to: Leads, fairlea: Authority) -> None:
    sent_to("busy")
    with wall(fairlea):
        run = Run.objects.get(job="post")
        work(fairlea.pk, run.pk)
        run.refresh_from_db()
    assert (run.state, run.attempts, run.next_at) == (FAILED, 0, MORNING + AGAIN_AFTER[0])
    assert run.error == "Messages that could not be sent yet: 1. The mail server refuses this address (451)."


@pytest.mark.usefixtures("written")
def test_govuk_notify_takes_it_signed_and_gives_its_id(notified: Leads, send: Sends, message: Finds) -> None:
    sink = notified("takes")
    assert send() == "Messages sent: 1."
    said = json.loads(sink.took[0])
    assert (said["email_address"], said["template_id"]) == ("amara.osei@fairlea.example", "a template")
    assert said["personalisation"] == {"subject": LETTER.subject, "text": LETTER.text}
    assert sink.asked[0]["line"] == "POST /v2/notifications/email HTTP/1.1"
    head, claims, mark = sink.asked[0]["Authorization"].removeprefix("Bearer ").split(".")
    wanted = hmac.digest(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256)
    assert base64.urlsafe_b64decode(mark + "=") == wanted
    assert json.loads(base64.urlsafe_b64decode(claims + "=="))["iss"] == SERVICE
    assert (message().state, message().provider_id) == (SENT, "740e5834-3a29-46b4-9a6f-16142fde533a")


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    ("manner", "state"), [("400", GIVEN_UP), ("429", WAITING), ("500", WAITING), ("drops", UNKNOWN)]
)
def test_govuk_notify_may_refuse_be_busy_or_hang_up(
    manner: str, state: str, notified: Leads, send: Sends, message: Finds
) -> None:
    notified(manner)
    with pytest.raises(Later, match="does not take messages from us now") if state == WAITING else nullcontext():
        send()
    assert message().state == state
    assert "amara" not in message().error
