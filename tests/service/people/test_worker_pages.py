"""Those who work for the children: who is listed, whose registration runs out, who is away, and who is told why."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.service.conftest import TODAY, SignedIn
from tests.service.people.conftest import Begun
from tests.service.people.filling import sent_form, write

from handrail.service.audit.models import Entry
from handrail.service.authorities.walls import wall
from handrail.service.people.models import Absence, Undertaking, WorkerDetails
from handrail.service.people.workers import EXPIRED, EXPIRES_SOON, IN_DATE, NO_DAY, Worker
from handrail.service.records.models import table


@pytest.fixture
def manager(begun: Begun, signed_in: SignedIn) -> Client:
    return signed_in(begun.authority, "service_manager")


def at(page: str, **query: object) -> str:
    return f"/fairlea/workers/{page}?{urlencode(query)}"


def known(begun: Begun, **told: object) -> None:
    with wall(begun.authority):
        WorkerDetails.objects.create(worker_id=begun.worker, name="Amina Chaudhry", **told)


def text_of(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return " ".join(html.fromstring(answer.content.decode()).xpath("//main")[0].text_content().split())


@pytest.mark.parametrize(
    ("until", "stands"),
    [
        (None, NO_DAY),
        (TODAY - timedelta(days=1), EXPIRED),
        (TODAY, EXPIRES_SOON),
        (TODAY + timedelta(days=60), EXPIRES_SOON),
        (TODAY + timedelta(days=61), IN_DATE),
    ],
)
def test_a_registration_stands_by_its_last_day(until: date | None, stands: str) -> None:
    assert Worker(None, WorkerDetails(authority_id=1, registered_until=until), None).registration_on(TODAY) == stands


def test_a_registration_that_ran_out_is_said_on_the_list_and_on_the_workers_page(begun: Begun, manager: Client) -> None:
    known(begun, registration="SW1", registered_until=date(2026, 3, 31))
    assert "1 registration has run out." in text_of(manager, at(""))
    told = text_of(manager, at("worker/", worker=begun.worker))
    assert "The registration ran out on Tuesday 31 March 2026." in told


def test_a_manager_writes_who_a_worker_is_and_the_second_to_save_is_told(begun: Begun, manager: Client) -> None:
    known(begun)
    page = at("write/", worker=begun.worker)
    late = sent_form(manager, page, phone="2")
    assert write(manager, page, phone="1", registration="SW7").status_code == 302
    told = manager.post(page, late).content.decode()
    assert "Somebody else changed this to “1” while you were writing" in told
    with wall(begun.authority):
        kept = WorkerDetails.objects.get()
        assert Entry.objects.filter(action="write", detail__contains="worker").exists()
    assert (kept.phone, kept.registration) == ("1", "SW7")


def test_a_worker_who_was_handed_in_keeps_the_post_the_files_say(begun: Begun, manager: Client) -> None:
    form = sent_form(manager, at("write/", worker=begun.worker), name="Amina")
    assert "role" not in form
    manager.post(at("write/", worker=begun.worker), {**form, "role": "manager", "team": "else"})
    with wall(begun.authority):
        assert table("workers").get(worker_id=begun.worker).role == "reviewing_officer"


def test_a_worker_is_added_here_and_may_be_changed_here(begun: Begun, manager: Client) -> None:
    new = {"worker_id": "N1", "name": "Bo Lind", "role": "reviewing_officer", "contract": "agency", "fte_percent": "60"}
    assert write(manager, at("write/"), **new).status_code == 302
    assert "Somebody has this number already" in write(manager, at("write/"), **new).content.decode()
    missing = write(manager, at("write/", worker="N1"), post_id="none").content.decode()
    assert "There is no post of this number" in missing
    write(manager, at("write/", worker="N1"), team="west")
    with wall(begun.authority):
        row = table("workers").get(worker_id="N1")
    assert (row.origin, row.team, row.contract, row.fte_percent) == ("written", "west", "agency", 60)
    assert "60% of full time" in text_of(manager, at("worker/", worker="N1"))


def test_who_is_away_is_listed_and_only_the_person_and_the_manager_are_told_why(
    begun: Begun, manager: Client, signed_in: SignedIn
) -> None:
    known(begun)
    page = at("absence/", worker=begun.worker)
    until = {"last_on_day": "9", "last_on_month": "4", "last_on_year": "2026"}
    assert write(begun.officer, page, kind="sickness", **until).status_code == 302
    own = at("worker/", worker=begun.worker)
    for told in (manager, begun.officer):
        assert "Sickness, from Thursday 2 April 2026 until Thursday 9 April 2026" in text_of(told, own)
    support = signed_in(begun.authority, "business_support")
    assert "Away until Thursday 9 April 2026" in text_of(support, at(""))
    theirs = text_of(support, own)
    assert "Away, from Thursday 2 April 2026" in theirs
    assert "Sickness" not in theirs
    analyst = signed_in(begun.authority, "performance_analyst")
    assert "Away" not in text_of(analyst, at("")) + text_of(analyst, own)


def test_an_officer_writes_their_own_absence_and_nobody_elses(begun: Begun) -> None:
    with wall(begun.authority):
        other = table("workers").exclude(worker_id=begun.worker).order_by("worker_id").first().worker_id
        row = Absence.objects.create(worker_id=other, kind="leave", first_on=TODAY)
    assert begun.officer.get(at("absence/", worker=other)).status_code == 404
    assert begun.officer.get(at("absence/", worker=begun.worker, row=row.pk)).status_code == 404
    assert "Leave" not in text_of(begun.officer, at("worker/", worker=other))


def test_a_panel_is_written_ended_and_taken_away(begun: Begun, manager: Client) -> None:
    page = at("undertaking/", worker=begun.worker)
    write(manager, page, kind="panel", name="Fostering panel")
    assert "Panel: Fostering panel, from Thursday 2 April 2026" in text_of(manager, at("worker/", worker=begun.worker))
    with wall(begun.authority):
        row = Undertaking.objects.get()
    before = {"last_on_day": "1", "last_on_month": "4", "last_on_year": "2026"}
    page = at("undertaking/", worker=begun.worker, row=row.pk)
    assert "The last day is before the first" in write(manager, page, kind="panel", **before).content.decode()
    write(manager, page, kind="panel", mistaken="on")
    with wall(begun.authority):
        assert not Undertaking.objects.exists()


def test_a_post_is_added_held_and_vacant(begun: Begun, manager: Client) -> None:
    new = {"post_id": "P-NEW", "role": "reviewing_officer", "fte_percent": "50"}
    assert write(manager, "/fairlea/posts/post/", **new).status_code == 302
    assert "P-NEW" in text_of(manager, "/fairlea/posts/")
    assert "There is a post of this number already" in write(manager, "/fairlea/posts/post/", **new).content.decode()
    write(manager, "/fairlea/posts/post/?post=P-NEW", fte_percent="80")
    with wall(begun.authority):
        assert table("posts").get(post_id="P-NEW").fte_percent == 80
        handed_in = table("posts").filter(origin="loaded").order_by("post_id").first()
    assert manager.get(f"/fairlea/posts/post/?post={handed_in.post_id}").status_code == 404
    row = html.fromstring(manager.get("/fairlea/posts/").content.decode()).xpath("//tr[th[contains(., 'P-NEW')]]")[0]
    assert row.xpath("td")[2].text_content() == "Vacant"


def test_a_team_is_listed_with_those_who_lead_it_and_opens_those_in_it(begun: Begun, manager: Client) -> None:
    page = html.fromstring(manager.get(at("")).content.decode())
    team = page.xpath("//table[caption='Teams']//tbody//a")[0]
    people = int(team.xpath("ancestor::tr/td")[1].text_content())
    inside = html.fromstring(manager.get(team.get("href")).content.decode())
    assert len(inside.xpath("//table//tbody/tr")) == min(people, 50) > 0


def test_the_list_asks_as_much_for_many_as_for_few(begun: Begun, manager: Client) -> None:
    asked = []
    for more in (0, 40):
        with wall(begun.authority):
            table("workers").model.objects.bulk_create(
                table("workers").model(worker_id=f"N{number}", role="social_worker", team="east")
                for number in range(more)
            )
        manager.get(at(""))
        with CaptureQueriesContext(connection) as queries:
            manager.get(at(""))
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_two_at_one_post_lose_no_word_of_each_other(begun: Begun, manager: Client) -> None:
    there = "/fairlea/posts/post/?post=P-NEW"
    write(manager, "/fairlea/posts/post/", post_id="P-NEW", role="reviewing_officer", fte_percent="50")
    mine = sent_form(manager, there)
    write(manager, there, fte_percent="80")
    beside = manager.post(there, {**mine, "fte_percent": "60", "role": "conference_chair"})
    assert "Somebody else changed this to “80” while you were writing" in beside.content.decode()
    with wall(begun.authority):
        assert table("posts").get(post_id="P-NEW").fte_percent == 80
    shown = html.fromstring(beside.content.decode()).xpath("//main//form[@method='post']")[-1]
    again = {name: value or "" for name, value in shown.form_values()}
    assert (again["fte_percent"], again["role"]) == ("60", "conference_chair")
    assert manager.post(there, again).status_code == 302
    with wall(begun.authority):
        found = table("posts").get(post_id="P-NEW")
        assert (found.fte_percent, found.role) == (60, "conference_chair")
