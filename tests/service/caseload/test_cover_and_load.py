"""Cover that begins and ends by itself, the pack handed over, and what an officer carries."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.service.caseload.conftest import allocated, small, visit_of, worker
from tests.service.conftest import TODAY, SignedIn
from tests.service.due.authority import load, made

from handrail.service import clock
from handrail.service.access.models import Cover
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.caseload import covering, load_pages
from handrail.service.caseload.covering import Standin
from handrail.service.due import recompute
from handrail.service.not_done import NotDone
from handrail.service.people.models import Absence, Contact, Undertaking
from handrail.service.records.models import table

WEEK = timedelta(days=7)


@pytest.fixture
def manager(fairlea: Authority, signed_in: SignedIn) -> Client:
    with wall(fairlea):
        small()
    return signed_in(fairlea, "service_manager")


def child_page(authority: Authority, child_id: str) -> str:
    with wall(authority):
        return f"/{authority.key}/children/{table('children').get(child_id=child_id).key}/"


def on(day: date, name: str) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_cover_opens_the_children_for_its_days_and_closes_by_itself(
    manager: Client, fairlea: Authority, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    standin, page = signed_in(fairlea, "reviewing_officer", worker_id="O2"), child_page(fairlea, "C2")
    sent = {"for_worker": "O1", "worker": "O2", **on(TODAY + WEEK, "first_on"), **on(TODAY + 2 * WEEK, "last_on")}
    assert manager.post("/fairlea/cover/arrange/", sent).status_code == 302
    answers = []
    for day in (TODAY, TODAY + WEEK, TODAY + 2 * WEEK, TODAY + 2 * WEEK + timedelta(days=1)):
        monkeypatch.setattr(clock, "today", lambda day=day: day)
        answers.append(standin.get(page).status_code)
    assert answers == [404, 200, 200, 404]


def test_cover_lasts_no_longer_than_the_officer_has_the_child(
    manager: Client, fairlea: Authority, signed_in: SignedIn
) -> None:
    standin, page = signed_in(fairlea, "reviewing_officer", worker_id="O2"), child_page(fairlea, "C2")
    with wall(fairlea):
        covering.arrange_cover(visit_of(fairlea), Standin("O1", "O2", TODAY, TODAY + WEEK))
    assert standin.get(page).status_code == 200
    with wall(fairlea):
        table("allocations").filter(child_id="C2", worker_id="O1").update(ended_on=TODAY - timedelta(days=1))
    assert standin.get(page).status_code == 404


def test_cover_brings_nothing_to_whoever_does_not_hold_the_role(
    manager: Client, fairlea: Authority, signed_in: SignedIn
) -> None:
    with wall(fairlea):
        covering.arrange_cover(visit_of(fairlea), Standin("O1", "O2", TODAY, TODAY + WEEK))
    other = signed_in(fairlea, "social_worker", worker_id="O2")
    assert other.get(child_page(fairlea, "C2")).status_code == 404


def test_cover_is_ended_and_access_with_it(manager: Client, fairlea: Authority, signed_in: SignedIn) -> None:
    standin, page = signed_in(fairlea, "reviewing_officer", worker_id="O2"), child_page(fairlea, "C2")
    with wall(fairlea):
        covering.arrange_cover(visit_of(fairlea), Standin("O1", "O2", TODAY - WEEK, TODAY + WEEK))
    assert "End<span" in manager.get("/fairlea/cover/").content.decode()
    manager.post("/fairlea/cover/end/", {"for_worker": "O1", "worker": "O2"})
    assert standin.get(page).status_code == 404


def test_whom_the_law_bars_is_named_with_the_why_when_cover_is_arranged(manager: Client, fairlea: Authority) -> None:
    with wall(fairlea):
        allocated("C2", "O2", "social_worker", date(2025, 1, 1), ended_on=date(2025, 2, 1))
    sent = {"for_worker": "O1", "worker": "O2", **on(TODAY, "first_on"), **on(TODAY + WEEK, "last_on")}
    said = manager.post("/fairlea/cover/arrange/", sent, follow=True).content.decode()
    assert "Children covered: 1. Not covered, because regulation 46 bars it: 1." in said
    assert "Leah C2</a>, whose officer is O1" in said
    assert "Leah C3</a>, whose officer" not in said
    with wall(fairlea):
        assert Cover.objects.count() == 1


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (Standin("O1", "O1", TODAY, TODAY), "worker"),
        (Standin("O1", "O2", TODAY, TODAY - WEEK), "last_on"),
        (Standin("O1", "O2", TODAY - 2 * WEEK, TODAY - WEEK), "last_on"),
        (Standin("O1", "W1", TODAY, TODAY), "worker"),
        (Standin("O3", "O2", TODAY, TODAY), "worker"),
    ],
)
def test_cover_that_cannot_be_is_refused(inside: Authority, few: dict[str, Any], asked: Standin, field: str) -> None:
    with pytest.raises(NotDone) as refused:
        covering.arrange_cover(visit_of(inside), asked)
    assert refused.value.field == field


def test_an_officer_away_without_cover_stands_on_top(manager: Client, fairlea: Authority) -> None:
    with wall(fairlea):
        Absence.objects.create(worker_id="O1", kind="leave", first_on=TODAY)
    assert "O1 is away today, and nobody covers for 2 children." in manager.get("/fairlea/cover/").content.decode()
    with wall(fairlea):
        covering.arrange_cover(visit_of(fairlea), Standin("O1", "O2", TODAY, TODAY))
    assert "nobody covers" not in manager.get("/fairlea/cover/").content.decode()


def test_the_pack_tells_what_is_open_and_never_what_must_not_be_disclosed(manager: Client, fairlea: Authority) -> None:
    page = child_page(fairlea, "C2")
    with wall(fairlea):
        key = table("children").get(child_id="C2").key
        table("reviews").create(child_id="C2", opened_on=date(2026, 3, 30), participation="PN1")
        table("disputes").create(dispute_id="D1", stream="care", raised_on=date(2026, 3, 31))
        table("dispute_children").create(dispute_id="D1", child_id="C2")
        seen = {"confirmed_on": TODAY, "confirmed_by": "x"}
        Contact.objects.create(child=key, name="Rosa Whitlock", role="mother", phone="0123", undisclosed=True, **seen)
        Contact.objects.create(child=key, name="Ann Bell", role="carer", phone="0456", **seen)
        Contact.objects.create(child=key, name="Tom Reid", role="father", phone="0789")
    said = manager.get(f"{page}hand-over/").content.decode()
    assert "A dispute raised on 31 Mar 2026, informal." in said
    assert "At the last review: " in said
    assert "0456" in said
    assert "0123" not in said
    assert "0789" not in said
    with wall(fairlea):
        entry = Entry.objects.latest("id")
    assert (entry.kind, entry.route) == ("case_pack", "hand-over")
    assert key in entry.children


def test_an_officers_whole_caseload_is_handed_over_as_far_as_it_is_reached(
    manager: Client, fairlea: Authority, signed_in: SignedIn
) -> None:
    address = "/fairlea/hand-over/?worker=O1"
    assert "2 children, as on" in manager.get(address).content.decode()
    own = signed_in(fairlea, "reviewing_officer", worker_id="O1").get(address).content.decode()
    other = signed_in(fairlea, "reviewing_officer", worker_id="O2").get(address).content.decode()
    assert "Leah C2" in own
    assert "Leah C2" not in other


def test_workload_stands_beside_the_guidance_for_the_hours_worked(manager: Client, fairlea: Authority) -> None:
    with wall(fairlea):
        table("workers").filter(worker_id="O1").update(fte_percent=50)
        allocated("C4", "O1", "conference_chair")
        table("episodes").create(child_id="C2", started_on=date(2026, 3, 20), distance_miles=40)
        Undertaking.objects.create(worker_id="O1", kind="panel", name="Fostering panel", first_on=TODAY)
    page = manager.get("/fairlea/workload/?worker=O1").content.decode()
    assert "2, as 4 at full-time hours" in page
    assert "25 to 35 looked-after children at these hours" in page
    assert "1; not recorded for 1" in page
    assert "Fostering panel" in page
    assert "<svg" in manager.get("/fairlea/workload/").content.decode()


def test_workload_comes_page_by_page_the_busiest_first(manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_pages, "PER_PAGE", 1)
    first, second = (manager.get(f"/fairlea/workload/?page={page}").content.decode() for page in (1, 2))
    assert ["worker=O1" in first, "worker=O2" in first] == [True, False]
    assert ["worker=O1" in second, "worker=O2" in second] == [False, True]


def test_an_officer_sees_their_own_workload_and_no_other(
    manager: Client, fairlea: Authority, signed_in: SignedIn
) -> None:
    officer = signed_in(fairlea, "reviewing_officer", worker_id="O1")
    page = officer.get("/fairlea/workload/").content.decode()
    assert "worker=O1" in page
    assert "worker=O2" not in page
    assert officer.get("/fairlea/workload/?worker=O1").status_code == 200
    assert officer.get("/fairlea/workload/?worker=O2").status_code == 404


def test_the_months_count_who_was_held_at_their_ends(inside: Authority) -> None:
    from handrail.service.caseload.loads import by_month

    worker("O1")
    allocated("C1", "O1", since=date(2026, 1, 10), ended_on=date(2026, 2, 28))
    allocated("C2", "O1", since=date(2026, 2, 28))
    allocated("C3", "O1", "conference_chair", since=date(2026, 3, 1))
    ends = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
    assert list(by_month(["O1"], ends).values()) == [(1, 0), (2, 0), (1, 1)]
    allocated("C4", "who has left", since=date(2025, 12, 1), ended_on=date(2026, 2, 1))
    assert list(by_month(["O1"], ends).values()) == [(1, 0), (2, 0), (1, 1)]
    assert list(by_month(None, ends).values()) == [(2, 0), (2, 0), (1, 1)]


def test_the_cost_of_a_page_does_not_grow(fairlea: Authority, otherham: Authority, signed_in: SignedIn) -> None:
    asked: dict[str, list[int]] = {}
    for authority, children in ((fairlea, 60), (otherham, 240)):
        load(authority, made(children))
        recompute.for_all(authority)
        with wall(authority):
            held = table("allocations").filter(role="reviewing_officer", ended_on=None).order_by("worker_id").first()
            child = table("children").get(child_id=held.child_id).key
        manager = signed_in(authority, "service_manager")
        for page in ("cover/", "workload/", f"workload/?worker={held.worker_id}", f"hand-over/?worker={held.worker_id}",
                     f"children/{child}/hand-over/"):  # fmt: skip
            manager.get(f"/{authority.key}/settings/")
            with CaptureQueriesContext(connection) as queries:
                assert manager.get(f"/{authority.key}/{page}").status_code == 200
            asked.setdefault(page.replace(held.worker_id, "W").replace(child, "CHILD"), []).append(len(queries))
    assert all(few == many for few, many in asked.values()), asked
    assert max(max(counts) for counts in asked.values()) <= 60, asked
