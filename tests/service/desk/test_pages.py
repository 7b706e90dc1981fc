"""The pages of the desk: what stands on them, whom they leave in the trail, and what they cost."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.service.conftest import TODAY, SignedIn
from tests.service.due.authority import load, made

from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.desk import pages
from handrail.service.due import recompute
from handrail.service.people.models import Contact, Particulars
from handrail.service.records.models import table


def begun(authority: Authority, children: int) -> Authority:
    load(authority, made(children))
    recompute.for_all(authority)
    with wall(authority):
        keys = table("children").values_list("child_id", "key")
        Particulars.objects.bulk_create(Particulars(child=key, name=f"Leah {child_id}") for child_id, key in keys)
    return authority


@pytest.fixture
def officer(fairlea: Authority, signed_in: SignedIn) -> Client:
    begun(fairlea, 60)
    return signed_in(fairlea, "reviewing_officer", worker_id=busiest(fairlea))


def busiest(authority: Authority) -> str:
    with wall(authority):
        held = table("allocations").filter(role="reviewing_officer", started_on__lte=TODAY, ended_on=None)
        workers = list(held.values_list("worker_id", flat=True))
    return max(sorted(set(workers)), key=workers.count)


def test_the_day_lists_own_children_only_and_the_trail_says_which(officer: Client, fairlea: Authority) -> None:
    page = officer.get("/fairlea/").content.decode()
    with wall(fairlea):
        own = set(
            table("allocations")
            .filter(role="reviewing_officer", worker_id=busiest(fairlea), started_on__lte=TODAY, ended_on=None)
            .values_list("child_id", flat=True)
        )
        entry = Entry.objects.latest("id")
        shown = set(table("children").filter(key__in=json.loads(entry.children)).values_list("child_id", flat=True))
    assert shown
    assert shown <= own
    assert all(f"Leah {child_id}" in page for child_id in shown)
    assert (entry.action, entry.kind, entry.route) == ("list", "due", "desk")


def test_the_board_counts_what_is_listed_by_officer(fairlea: Authority, signed_in: SignedIn) -> None:
    begun(fairlea, 60)
    manager = signed_in(fairlea, "service_manager")
    page = html.fromstring(manager.get("/fairlea/board/").content.decode())
    officers, teams = (
        [int(one.xpath("string(text() | a/text())")) for one in table.xpath(".//tbody//tr/td[1]")]
        for table in page.xpath("//table")
    )
    day = html.fromstring(manager.get("/fairlea/").content.decode())
    late = day.xpath("//section[@aria-labelledby='late']//li[@class='hr-duty']")
    assert sum(officers) == sum(teams) == len(late) > 0


def test_the_board_shows_who_owes_most_and_everybody_on_request(
    fairlea: Authority, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "OWED_SHOWN", 2)
    manager = signed_in(begun(fairlea, 60), "service_manager")
    most, everybody = (html.fromstring(manager.get(f"/fairlea/board/{query}").content) for query in ("", "?all=1"))
    first, all_of_them = (page.xpath("(//table)[1]//tbody/tr/th/text()") for page in (most, everybody))
    assert first == all_of_them[:2] != all_of_them
    assert f"The first 2 of {len(all_of_them)}." in most.text_content()


def test_the_board_and_the_day_lead_to_exactly_what_they_count(fairlea: Authority, signed_in: SignedIn) -> None:
    begun(fairlea, 60)
    with wall(fairlea):  # one who stands in for a chair nobody has, one child with nobody, one without a team
        ids = list(table("children").order_by("child_id").values_list("child_id", flat=True))
        table("allocations").filter(child_id__in=ids[::3], role="conference_chair").delete()
        table("allocations").filter(child_id__in=ids[::7]).delete()
    manager = signed_in(fairlea, "service_manager")
    page = html.fromstring(manager.get("/fairlea/board/").content.decode())
    counted = [(one.get("href"), int(one.text)) for one in page.xpath("//td/a")]
    wanted = ("officer=nobody", "team=nobody", "state=late", "from=2026-04-02&to=2026-04-30")
    assert all(any(one in href for href, _ in counted) for one in wanted), counted
    day = html.fromstring(manager.get("/fairlea/").content.decode())
    counted += [
        (part.xpath("./p/a/@href")[0], len(part.xpath(".//li[@class='hr-duty']")))
        for part in day.xpath("//section[@aria-labelledby!='others']")
    ]
    for href, count in counted:
        rows = html.fromstring(manager.get(href).content.decode()).xpath("//tbody/tr[@data-row]")
        assert len(rows) == count, href


def test_a_name_is_found_and_who_was_found_is_in_the_trail(officer: Client, fairlea: Authority) -> None:
    page = officer.get("/fairlea/children/").content.decode()
    name = page.split('class="govuk-link" href="/fairlea/children/')[1].split(">")[1].split("<")[0]
    answer = officer.post("/fairlea/find/", {"q": name.upper()})
    assert name in answer.content.decode()
    with wall(fairlea):
        assert len(json.loads(Entry.objects.latest("id").children)) == 1


def test_nobody_is_found_outside_ones_own_children(officer: Client, fairlea: Authority) -> None:
    with wall(fairlea):
        mine = table("allocations").filter(role="reviewing_officer", worker_id=busiest(fairlea)).values("child_id")
        other = table("children").exclude(child_id__in=mine).order_by("child_id").first()
    page = officer.post("/fairlea/find/", {"q": other.child_id}).content.decode()
    assert "Nobody you may see has a name or number like that." in page


def test_an_analyst_sees_no_name_anywhere_and_finds_nobody_by_one(fairlea: Authority, signed_in: SignedIn) -> None:
    begun(fairlea, 60)
    with wall(fairlea):
        child = table("children").order_by("child_id").first()
        Contact.objects.create(child=child.key, name="Rosa Whitlock", role="mother")
    analyst, manager = signed_in(fairlea, "performance_analyst"), signed_in(fairlea, "service_manager")
    page = f"/fairlea/children/{child.key}/"
    for address in ("/fairlea/", "/fairlea/children/", page):
        said = analyst.get(address).content.decode()
        assert "Leah" not in said, address
        assert "Rosa Whitlock" not in said
    assert f"Child {child.key[:6].upper()}" in said
    everything = analyst.get(f"{page}?all=1").content.decode()
    assert child.born_on.isoformat() not in everything
    assert "born" not in html.fromstring(said).xpath("string(//aside)")
    assert "Nobody you may see" in analyst.post("/fairlea/find/", {"q": "Leah"}).content.decode()
    assert f"Leah {child.child_id}" in (seen := manager.get(page).content.decode())
    assert "Rosa Whitlock" in seen


def test_the_cost_of_a_page_does_not_grow_with_what_it_shows(
    fairlea: Authority, otherham: Authority, signed_in: SignedIn
) -> None:
    asked = {}
    for authority, children in ((fairlea, 60), (otherham, 240)):
        begun(authority, children)
        manager = signed_in(authority, "service_manager")
        for page in ("", "board/", "children/", "settings/"):
            manager.get(f"/{authority.key}/settings/")
            with CaptureQueriesContext(connection) as queries:
                assert manager.get(f"/{authority.key}/{page}").status_code == 200
            asked.setdefault(page, []).append(len(queries))
    assert all(few == many for few, many in asked.values()), asked
    assert max(max(counts) for counts in asked.values()) <= 30, asked
