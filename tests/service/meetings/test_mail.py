"""Invitations sent to a real mail server: what each person gets, and what the page says of it."""

import re
from collections.abc import Callable
from email import message_from_string
from email.message import EmailMessage
from email.policy import default as policy
from typing import Any

import pytest
from django.test import Client
from tests.service.conftest import SignedIn, account_of
from tests.service.diary.test_feed import made, of, unfolded
from tests.service.meetings.conftest import NAME, Sends, World, answered
from tests.service.post.sinks import Sink

Leads = Callable[[str], Sink]


def taken(sink: Sink) -> dict[str, EmailMessage]:
    """What was sent, by whom it went to; the last of each."""
    mails = [message_from_string(one, policy=policy) for one in sink.took]
    return {str(one["To"]): one for one in mails}


def parts_of(mail: Any) -> dict[str, str]:
    return {one.get_content_type(): one.get_content() for one in mail.iter_parts()}


def test_each_gets_a_message_of_their_own_with_a_part_for_the_calendar(
    asked: World,
    sent_to: Leads,
    send: Sends,
) -> None:
    sink = sent_to("takes")
    assert send() == "Messages sent: 2."
    mails = taken(sink)
    assert set(mails) == {"mia@home.example", "s@fairlea.example"}
    mail = mails["mia@home.example"]
    assert mail["Subject"] == "Invitation to a meeting on Thursday 9 April 2026"
    parts = parts_of(mail)
    assert list(parts) == ["text/plain", "text/html", "text/calendar"]
    (link,) = set(re.findall(r"http://localhost:8000(/fairlea/reply/[\w-]{43}/)", parts["text/plain"]))
    assert link == asked.link("Mia Marchetti")
    assert link in parts["text/html"]
    assert "When: Thursday 9 April 2026, 10:00 to 11:30" in parts["text/plain"]
    assert "your answer is kept" in answered(link, "coming").content.decode().lower()
    assert not [one for one in (NAME, "Leah", asked.child, "Sam Ito", "s@fairlea.example") if one in str(mail)]
    calendar = next(one for one in mail.iter_parts() if one.get_content_type() == "text/calendar")
    assert calendar.get_param("method") == "REQUEST"
    lines = parts["text/calendar"].replace("\r\n", "\n").replace("\n ", "").split("\n")
    wanted = {
        "METHOD": "REQUEST", "UID": f"{asked.meeting().key}@handrail", "SEQUENCE": "0", "DTSTART": "20260409T090000Z",
        "DTEND": "20260409T103000Z", "SUMMARY": "Meeting (Fairlea)", "LOCATION": r"Civic Centre\, room 2",
        "STATUS": "CONFIRMED", "CLASS": "PRIVATE",
    }  # fmt: skip
    assert {name: of(lines, name) for name in wanted} == {name: [value] for name, value in wanted.items()}
    assert of(lines, "ATTENDEE")[0].endswith("mailto:mia@home.example")
    assert len(of(lines, "ORGANIZER")) == 1


def test_the_page_says_when_mail_left(asked: World, sent_to: Leads, send: Sends) -> None:
    assert "Waiting." in asked.page()
    sent_to("takes")
    send()
    assert asked.page().count("Left on Thursday 2 April 2026 at 09:30") == 2


def test_the_page_says_whose_mail_was_refused(asked: World, sent_to: Leads, send: Sends) -> None:
    sent_to("refuses")
    send()
    assert "<strong>Not sent. The mail server refuses this address (550).</strong>" in asked.page()
    assert "<strong>2 not sent</strong>" in asked.officer.get("/fairlea/meetings/").content.decode()


def test_a_move_and_a_calling_off_follow_in_the_same_calendar_entry(
    asked: World,
    sent_to: Leads,
    send: Sends,
) -> None:
    sink = sent_to("takes")
    send()
    first = parts_of(taken(sink)["mia@home.example"])["text/calendar"]
    asked.change(begins="14:00")
    send()
    moved = parts_of(taken(sink)["mia@home.example"])["text/calendar"]
    asked.officer.post(f"{asked.pages}call-off/?n={asked.meeting().pk}", {"seen": 1, "why": "Ill"})
    send()
    off = parts_of(taken(sink)["mia@home.example"])["text/calendar"]
    assert len({re.findall("UID:(.+)", one)[0].strip() for one in (first, moved, off)}) == 1
    assert [re.findall(r"SEQUENCE:(\d)", one)[0] for one in (first, moved, off)] == ["0", "1", "2"]
    assert [re.findall(r"METHOD:(\w+)", one)[0] for one in (first, moved, off)] == ["REQUEST", "REQUEST", "CANCEL"]
    assert "DTSTART:20260409T130000Z" in moved
    assert "STATUS:CANCELLED" in off


def test_whoever_signs_in_here_gets_it_where_their_account_is(
    world: World,
    signed_in: SignedIn,
    sent_to: Leads,
    send: Sends,
) -> None:
    client = signed_in(world.authority, "social_worker", worker_id="S")
    address = account_of(client).email
    world.plan()
    world.ask("Sam Ito")
    sink = sent_to("takes")
    send()
    (mail,) = taken(sink).values()
    assert mail["To"] == address
    assert f"mailto:{address}" in parts_of(mail)["text/calendar"].replace("\n ", "").replace("\r", "")


@pytest.mark.usefixtures("on_the_day")
def test_planned_meetings_stand_in_the_officers_feed_without_name_or_place(asked: World) -> None:
    address = made(asked.officer)
    lines = unfolded(Client().get(address))
    at = lines.index("DTSTART:20260409T090000Z")
    event = "\n".join(lines[at - 2 : at + 9])
    assert f"SUMMARY:Review · {asked.child[:6].upper()}" in event
    assert not [one for one in (NAME, "Civic", "Mia", "LOCATION") if one in "\n".join(lines)]
    asked.change(begins="14:00")
    moved = unfolded(Client().get(address))
    assert "DTSTART:20260409T130000Z" in moved
    assert moved[moved.index("DTSTART:20260409T130000Z") - 2] == lines[at - 2]
    asked.officer.post(f"{asked.pages}call-off/?n={asked.meeting().pk}", {"seen": 1, "why": "Ill"})
    assert "DTSTART:20260409T130000Z" not in unfolded(Client().get(address))
