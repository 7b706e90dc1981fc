"""A meeting planned, changed and called off from pages; whom one may ask; who sees it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.service.conftest import TODAY, SignedIn
from tests.service.meetings.conftest import NAME, NEXT_WEEK, World, answered, planned, words

from handrail.service.audit.models import Entry
from handrail.service.authorities.walls import wall
from handrail.service.due.meetings import meeting_of
from handrail.service.due.models import Duty
from handrail.service.meetings.models import Before, Invitation, Meeting
from handrail.service.people.models import Contact
from handrail.service.post.models import Message


def messages(world: World) -> list[Message]:
    with wall(world.authority):
        return list(Message.objects.order_by("id"))


def test_a_review_is_planned_from_its_date_and_stands_beside_it(world: World) -> None:
    with wall(world.authority):
        duty = next(one for one in Duty.objects.filter(child_id="a", open_until__gt=TODAY) if meeting_of(one.clock))
    page = f"/fairlea/children/{world.child}/due/{duty.pk}/"
    (there,) = re.findall(r'href="([^"]+/meetings/plan/\?duty=\d+)"', world.officer.get(page).content.decode())
    chosen = html.fromstring(world.officer.get(there).content).xpath("//input[@name='kind'][@checked]/@value")
    assert chosen == ["review"]
    shown = words(world.officer.post(there, planned(), follow=True))
    assert "The meeting is planned for after it." in shown
    assert "Nobody is asked yet" in shown
    assert world.meeting().duty == duty.key
    assert "Nobody is asked yet" in words(world.officer.get(page))
    assert "10:00 to 11:30" in words(world.officer.get(f"/fairlea/children/{world.child}/"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"on": TODAY - timedelta(days=1)}, "That day has passed"),
        ({"on": TODAY, "begins": "9:29"}, "That time has passed"),
        ({"begins": "25:00"}, "Enter a time such as 9:30 or 14:00"),
        ({"minutes": "0"}, "greater than or equal to 10"),
        ({"place": ""}, "Say where it is, or give a video link"),
        ({"video": "http://meet.example/1"}, "begins with https://"),
        ({"place": "14, Mill lane"}, "These words tell where somebody around the child lives"),
        ({"place": "Near fl12ab"}, "These words tell where somebody around the child lives"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(world: World, given: dict[str, Any], said: str) -> None:
    shown = words(world.plan(phone="01632 960 123", **given))
    assert said in shown
    assert "01632 960 123" in shown
    with wall(world.authority):
        assert not Meeting.objects.exists()


def test_a_meeting_may_be_at_the_school_or_by_video_alone(world: World) -> None:
    assert "The meeting is planned" in words(world.plan(place="Hill School, 1 Hill Road"))
    assert "The meeting is planned" in words(world.plan(begins="15.30", place="", video="meet.example/abc"))
    assert world.meeting().video == "https://meet.example/abc"


def test_the_same_meeting_is_planned_once(world: World) -> None:
    world.plan()
    assert "is planned for that time already" in words(world.plan())
    with wall(world.authority):
        assert Meeting.objects.count() == 1


def test_whom_one_may_ask_stands_in_three_groups(world: World) -> None:
    world.plan()
    shown = words(world.officer.get(f"{world.pages}ask/?n={world.meeting().pk}"))
    by_mail, _, rest = shown.partition("once you have read how to reach them safely")
    with_care, _, in_person = rest.partition("By you, in person")
    assert [name for name in world.people if name in by_mail] == [
        "Mia Marchetti", "Hill School", "Sam Ito", "Mo Adeyemi",
    ]  # fmt: skip
    assert [name for name in world.people if name in with_care] == ["Cass Doyle"]
    assert "By day only" in with_care
    assert [name for name in world.people if name in in_person] == ["Leo Marchetti", "Ada Moss"]
    assert "Nobody has confirmed their address." in in_person
    assert "Their address must not be disclosed" in in_person
    assert "@home.example" not in shown


def test_nothing_is_sent_to_whom_nothing_may_be_sent(world: World) -> None:
    world.plan()
    assert "not one of the available choices" in words(world.ask("Leo Marchetti", "Ada Moss"))
    world.ask("Leo Marchetti", "Ada Moss", group="in_person")
    world.ask("Cass Doyle", group="with_care")
    assert [one.address for one in messages(world)] == ["cass@home.example"]
    assert "None: told in person" in world.page()


def test_asking_twice_asks_once(asked: World) -> None:
    asked.ask("Mia Marchetti", "Sam Ito")
    with wall(asked.authority):
        assert Invitation.objects.count() == 2
        assert Message.objects.count() == 2


def test_a_change_is_told_to_all_and_asks_again(asked: World) -> None:
    answered(asked.link("Mia Marchetti"), "coming")
    assert "1 coming, <strong>1 not answered</strong>" in asked.page()
    before = asked.link("Mia Marchetti")
    shown = words(asked.change(on=NEXT_WEEK + timedelta(days=1)))
    assert "It is changed. Messages written: 2." in shown
    assert "0 coming, <strong>2 not answered</strong>" in shown
    assert "Is coming, said before it was changed" in shown
    assert "How it was planned before" in shown
    assert asked.link("Mia Marchetti") == before
    told = messages(asked)[-1]
    assert told.subject.startswith("Changed: a meeting on Friday 10 April 2026")
    assert "SEQUENCE:1\r\n" in told.calendar
    with wall(asked.authority):
        assert Before.objects.get().on == NEXT_WEEK


def test_a_change_reaches_nobody_whose_address_does_not_hold_any_more(world: World) -> None:
    world.plan()
    world.ask("Mia Marchetti", "Hill School")
    world.ask("Cass Doyle", group="with_care")
    with wall(world.authority):
        Contact.objects.filter(role="mother").update(undisclosed=True)
        Contact.objects.filter(role="carer").update(safe_contact="Never by e-mail")
        Contact.objects.filter(role="school").update(email="new@school.example")
    shown = words(world.change(begins="11:00"))
    assert "Messages written: 1." in shown
    assert messages(world)[-1].address == "new@school.example"
    assert "Not written to: Their address must not be disclosed" in shown
    assert "How to reach them safely has changed" in shown


def test_whoever_comes_second_sees_that_somebody_was_sooner(asked: World) -> None:
    asked.change(begins="11:00")
    assert "Somebody has changed this meeting meanwhile" in words(asked.change(begins="12:00", seen=0))
    assert "Nothing is different" in words(asked.change(begins="11:00"))
    assert asked.meeting().sequence == 1


def test_calling_off_tells_all_and_ends_every_link(asked: World) -> None:
    link, number = asked.link("Mia Marchetti"), asked.meeting().pk
    there = f"{asked.pages}call-off/?n={number}"
    assert "Say why it is called off" in words(asked.officer.post(there, {"seen": 0, "why": ""}))
    shown = words(asked.officer.post(there, {"seen": 0, "why": "The child is ill."}, follow=True))
    assert "It is called off. Messages written: 2." in shown
    assert "The child is ill." in shown
    told = messages(asked)[-1]
    assert "METHOD:CANCEL" in told.calendar
    assert "The child is ill" not in told.text
    assert "/reply/" not in told.text
    assert Client().get(link).status_code == 404
    assert asked.officer.post(there, {"seen": 1, "why": "Again"}, follow=True).redirect_chain
    assert "The meeting is planned" in words(asked.plan())


def test_somebody_is_no_longer_asked_with_or_without_a_word(asked: World) -> None:
    for name, told in (("Mia Marchetti", {"tell": "on"}), ("Sam Ito", {})):
        link, there = asked.link(name), f"{asked.pages}asked/?n={asked.invitation(name).pk}"
        asked.officer.post(there, {"do": "no_longer", **told})
        asked.officer.post(there, {"do": "no_longer", **told})
        assert Client().get(link).status_code == 404
    assert [one.address for one in messages(asked)[2:]] == ["mia@home.example"]
    assert "METHOD:CANCEL" in messages(asked)[-1].calendar
    assert "Nobody is asked yet" in asked.page()


def test_a_new_link_ends_the_one_before(asked: World) -> None:
    first, there = asked.link("Mia Marchetti"), f"{asked.pages}asked/?n={asked.invitation('Mia Marchetti').pk}"
    asked.officer.post(there, {"do": "again"})
    assert asked.link("Mia Marchetti") == first
    shown = words(asked.officer.post(there, {"do": "new_link"}, follow=True))
    assert "The link before has ended. A message is written to them." in shown
    assert [Client().get(one).status_code for one in (first, asked.link("Mia Marchetti"))] == [404, 200]
    assert asked.link("Mia Marchetti") in messages(asked)[-1].text


def test_others_see_as_far_as_they_may_and_cannot_plan(asked: World, signed_in: SignedIn) -> None:
    manager = signed_in(asked.authority, "service_manager")
    shown = asked.page(manager)
    assert "Mia Marchetti" in shown
    assert "Call it off" not in shown
    assert asked.plan(manager).status_code == 404
    support = signed_in(asked.authority, "business_support")
    assert "1 planned from today on" in words(support.get("/fairlea/meetings/"))
    assert NAME in words(support.get("/fairlea/meetings/"))
    chair = signed_in(asked.authority, "conference_chair", worker_id="X")
    assert "No meeting is planned" in words(chair.get("/fairlea/meetings/"))


def test_a_meeting_of_another_child_is_not_found_under_this_one(asked: World) -> None:
    number, person = asked.meeting().pk, asked.invitation("Sam Ito").pk
    other = f"/fairlea/children/{asked.other}/meetings/"
    for page in (f"one/?n={number}", f"change/?n={number}", f"ask/?n={number}", f"asked/?n={person}", "one/?n=x"):
        assert asked.officer.get(f"{other}{page}").status_code == 302, page


def test_what_was_done_stands_in_the_trail(asked: World) -> None:
    asked.change(begins="11:00")
    with wall(asked.authority):
        written = Entry.objects.filter(kind="convening", action="write").exclude(detail="{}")
        told = list(written.values_list("detail", "children"))
    assert [re.findall(r'"what":"([a-z ]+)"', one)[0] for one, _ in told] == ["planned", "asked", "changed"]
    assert {children for _, children in told} == {f'["{asked.child}"]'}
    assert not any("Marchetti" in one for one, _ in told)


def test_pages_ask_the_same_however_much_there_is(asked: World) -> None:
    pages = (
        f"{asked.pages}one/?n={asked.meeting().pk}",
        asked.pages,
        "/fairlea/meetings/",
        f"{asked.pages}ask/?n={asked.meeting().pk}",
    )

    def counts() -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert asked.officer.get(page).status_code == 200
            found.append(len(queries))
        return found

    counts()  # the first page of a session takes down when it began
    few = counts()
    answered(asked.link("Mia Marchetti"), "coming", "I shall be there")
    answered(asked.link("Sam Ito"), "cannot")
    for hour in range(11, 17):
        asked.plan(begins=f"{hour}:00")
        asked.ask("Mia Marchetti", "Sam Ito", "Hill School")
    assert counts() == few
