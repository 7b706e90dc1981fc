"""Giving a child to an officer: what is ended, written, opened and closed with it, and what stands on the pages."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.service.caseload.conftest import allocated, small, visit_of
from tests.service.conftest import TODAY, SignedIn
from tests.service.due.authority import load, made

from handrail.caseload.independence import Barred
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.caseload import actions, pages
from handrail.service.caseload.actions import Given
from handrail.service.caseload.models import Decision, Interest, Withdrawal
from handrail.service.not_done import NotDone
from handrail.service.people.models import Absence, Tie
from handrail.service.records.models import LOADED, WRITTEN, table

YESTERDAY = TODAY - timedelta(days=1)
DAY = {"first_on_day": TODAY.day, "first_on_month": TODAY.month, "first_on_year": TODAY.year}


def held(child_id: str) -> list[tuple[str, date, date | None, str]]:
    rows = table("allocations").filter(child_id=child_id, role="reviewing_officer").order_by("started_on")
    return list(rows.values_list("worker_id", "started_on", "ended_on", "origin"))


def test_the_officer_before_has_the_child_until_the_day_before(inside: Authority, few: dict[str, Any]) -> None:
    table("allocations").update(origin=LOADED)
    actions.allocate(visit_of(inside), [Given("C4", "O1", TODAY, "Brothers together")])
    assert held("C4") == [("O2", date(2026, 3, 20), YESTERDAY, WRITTEN), ("O1", TODAY, None, WRITTEN)]
    decided = Decision.objects.get()
    assert (decided.worker_id, decided.former_id, decided.why) == ("O1", "O2", "Brothers together")
    entry = Entry.objects.latest("id")
    assert (entry.kind, json.loads(entry.children)) == ("allocation", [few["C4"].key])


def test_one_of_the_same_day_makes_way(inside: Authority, few: dict[str, Any]) -> None:
    actions.allocate(visit_of(inside), [Given("C1", "O1", TODAY)])
    actions.allocate(visit_of(inside), [Given("C1", "O2", TODAY, "Typed wrongly")])
    assert held("C1") == [("O2", TODAY, None, WRITTEN)]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Given("C4", "O1", TODAY), "why"),
        (Given("C4", "O2", TODAY, "Again"), "worker"),
        (Given("C4", "W1", TODAY, "Why not"), "worker"),
        (Given("C1", "W1", TODAY), "barred"),
        (Given("C1", "O1", TODAY + timedelta(days=29)), "first_on"),
        (Given("C1", "O1", TODAY - timedelta(days=29)), "first_on"),
        (Given("C4", "O1", date(2026, 3, 19), "Earlier"), "first_on"),
        (Given("C8", "O1", TODAY), "child"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    inside: Authority, few: dict[str, Any], given: Given, field: str
) -> None:
    before = list(table("allocations").values_list())
    with pytest.raises((NotDone, Barred)) as refused:
        actions.allocate(visit_of(inside), [given])
    assert getattr(refused.value, "field", "barred") == field
    assert list(table("allocations").values_list()) == before


def test_a_looked_after_parent_and_their_child_stay_apart_unless_a_reason_is_given(
    inside: Authority, few: dict[str, Any]
) -> None:
    Tie.objects.create(child=few["C1"].key, other=few["C4"].key, kind="parent")
    with pytest.raises(NotDone) as refused:
        actions.allocate(visit_of(inside), [Given("C1", "O2", TODAY)])
    assert refused.value.field == "conflict_reason"
    actions.allocate(visit_of(inside), [Given("C1", "O2", TODAY, conflict_reason="One officer is left in post")])
    assert Decision.objects.get().conflicts == ["apart"]


def test_a_declared_conflict_takes_a_reason_and_keeps_it(inside: Authority, few: dict[str, Any]) -> None:
    actions.declare(visit_of(inside), "C1", "O1", "home_visitor", "Visited the home until May")
    with pytest.raises(NotDone):
        actions.allocate(visit_of(inside), [Given("C1", "O1", TODAY)])
    actions.allocate(visit_of(inside), [Given("C1", "O1", TODAY, conflict_reason="The visits are over")])
    assert (Decision.objects.get().conflicts, Decision.objects.get().conflict_reason) == (
        ["home_visitor"], "The visits are over",
    )  # fmt: skip


def test_what_was_put_down_by_mistake_is_withdrawn_and_stays_to_be_seen(inside: Authority, few: dict[str, Any]) -> None:
    put_down = actions.declare(visit_of(inside), "C1", "O1", "case", "Helped write the plan")
    with pytest.raises(Barred):
        actions.allocate(visit_of(inside), [Given("C1", "O1", TODAY)])
    for child_id, number, why in (("C1", put_down.pk, " "), ("C4", put_down.pk, "x"), ("C1", put_down.pk + 1, "x")):
        with pytest.raises(NotDone):
            actions.withdraw(visit_of(inside), child_id, number, why)
    actions.withdraw(visit_of(inside), "C1", put_down.pk, "It was a namesake")
    told = json.loads(Entry.objects.latest("id").detail)
    assert told == {"kind": "case", "what": "interest withdrawn"}
    with pytest.raises(NotDone, match="withdrawn already"):
        actions.withdraw(visit_of(inside), "C1", put_down.pk, "Again")
    actions.allocate(visit_of(inside), [Given("C1", "O1", TODAY)])
    assert Interest.objects.get().withdrawal.why == "It was a namesake"
    for table_of in (Interest, Withdrawal):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            table_of.objects.all()._raw_delete("default")


def test_whom_the_record_bars_stays_barred(inside: Authority, few: dict[str, Any]) -> None:
    put_down = actions.declare(visit_of(inside), "C1", "O3", "case", "Was the social worker")
    actions.withdraw(visit_of(inside), "C1", put_down.pk, "It stands in the record")
    with pytest.raises(Barred):
        actions.allocate(visit_of(inside), [Given("C1", "O3", TODAY)])


@pytest.fixture
def manager(fairlea: Authority, signed_in: SignedIn) -> Client:
    with wall(fairlea):
        small()
    return signed_in(fairlea, "service_manager")


def key_of(authority: Authority, child_id: str) -> str:
    with wall(authority):
        return str(table("children").get(child_id=child_id).key)


def test_who_waits_stands_with_the_limit_and_how_it_stands(manager: Client) -> None:
    page = manager.get("/fairlea/allocation/").content.decode()
    assert "1 in care without an officer today. The limit here is 5 working days" in page
    assert "Leah C1" in page
    assert "Late by 6 days" in page  # in care since Friday 20 March: by Friday 27 March
    assert "Leah C2" not in page
    assert "To be put right today" not in page


def test_the_best_stands_first_and_the_barred_cannot_be_chosen(manager: Client, fairlea: Authority) -> None:
    page = manager.get(f"/fairlea/children/{key_of(fairlea, 'C1')}/allocation/").content.decode()
    assert page.index('value="O1"') < page.index('value="O2"')
    assert "O1 (suggested)" in page
    assert "Officer of 2 brothers and sisters of the child" in page
    assert 'value="O3" ' not in page.split("Who may not be chosen")[0]
    assert "The child&#39;s social worker from 1 Jan 2025 to 1 Jun 2025." in page


def test_access_opens_with_the_allocation_and_closes_with_the_next(
    manager: Client, fairlea: Authority, signed_in: SignedIn
) -> None:
    officers = {one: signed_in(fairlea, "reviewing_officer", worker_id=one) for one in ("O1", "O2")}
    child = f"/fairlea/children/{key_of(fairlea, 'C1')}/"
    assert officers["O1"].get(child).status_code == 404
    assert manager.post(f"{child}allocation/give/", {"worker": "O1", **DAY}).status_code == 302
    assert officers["O1"].get(child).status_code == 200
    given = {"worker": "O2", "why": "Balance", **DAY, "first_on_day": TODAY.day}
    assert manager.post(f"{child}allocation/give/", given).status_code == 302
    assert [officers[one].get(child).status_code for one in ("O1", "O2")] == [404, 200]


def test_a_barred_officer_typed_into_the_form_is_refused_in_words(manager: Client, fairlea: Authority) -> None:
    child = f"/fairlea/children/{key_of(fairlea, 'C1')}/allocation/give/"
    answer = manager.post(child, {"worker": "O3", "conflict_reason": "The director says so", **DAY})
    assert answer.status_code == 200
    assert "Choose one of the officers listed" in answer.content.decode()


def test_a_leaving_officers_children_are_spread_with_siblings_together(manager: Client, fairlea: Authority) -> None:
    page = manager.get("/fairlea/allocation/leaving/?worker=O1").content.decode()
    assert page.count("<select") == 3  # the officer, and one for each child
    keys = {one: key_of(fairlea, one) for one in ("C2", "C3")}
    sent = {f"to-{keys['C2']}": "O2", f"to-{keys['C3']}": "O2", "worker": "O1", "why": "Leaves", **DAY}
    assert manager.post("/fairlea/allocation/leaving/give/", sent).status_code == 302
    with wall(fairlea):
        assert [held(one)[-1][0] for one in ("C2", "C3")] == ["O2", "O2"]


def test_a_leaver_s_child_is_offered_the_officers_who_suit_it_best(
    manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "OFFERED", 1)
    page = html.fromstring(manager.get("/fairlea/allocation/leaving/?worker=O1").content)
    offered = [select.xpath("./option/@value") for select in page.xpath("//select[starts-with(@name, 'to-')]")]
    assert offered == [["", "O3"], ["", "O3"]]


def test_nothing_of_a_bulk_change_is_done_where_one_is_barred(manager: Client, fairlea: Authority) -> None:
    with wall(fairlea):
        allocated("C2", "O2", "social_worker", TODAY)
    keys = {one: key_of(fairlea, one) for one in ("C2", "C3")}
    sent = {f"to-{keys['C3']}": "O2", f"to-{keys['C2']}": "O2", "worker": "O1", "why": "Leaves", **DAY}
    page = manager.post("/fairlea/allocation/leaving/give/", sent).content.decode()
    assert "Nothing was changed." in page
    assert "regulation 46" in page
    with wall(fairlea):
        assert [held(one)[-1][0] for one in ("C2", "C3")] == ["O1", "O1"]


def test_an_officer_away_is_said_to_be(manager: Client, fairlea: Authority) -> None:
    with wall(fairlea):
        Absence.objects.create(worker_id="O1", kind="sickness", first_on=TODAY, last_on=date(2026, 4, 20))
    page = manager.get(f"/fairlea/children/{key_of(fairlea, 'C1')}/allocation/").content.decode()
    assert "Away until 20 April 2026" in page
    assert page.index('value="O2"') < page.index('value="O1"')


def test_the_cost_of_a_page_does_not_grow(fairlea: Authority, otherham: Authority, signed_in: SignedIn) -> None:
    asked: dict[str, list[int]] = {}
    for authority, children in ((fairlea, 60), (otherham, 240)):
        load(authority, made(children))
        with wall(authority):
            now = table("allocations").filter(role="reviewing_officer", ended_on=None).order_by("worker_id")
            busiest = now.values_list("worker_id", flat=True).first()
            child = table("children").get(child_id=now.first().child_id).key
            now.filter(child_id__in=list(now.values_list("child_id", flat=True)[:5])).delete()
        manager = signed_in(authority, "service_manager")
        for page in ("allocation/", f"allocation/leaving/?worker={busiest}", f"children/{child}/allocation/"):
            manager.get(f"/{authority.key}/settings/")
            with CaptureQueriesContext(connection) as queries:
                assert manager.get(f"/{authority.key}/{page}").status_code == 200
            asked.setdefault(page.split("?")[0].replace(child, "CHILD"), []).append(len(queries))
    assert all(few == many for few, many in asked.values()), asked
    assert max(max(counts) for counts in asked.values()) <= 60, asked


def test_a_mistake_is_withdrawn_on_the_page(manager: Client, fairlea: Authority) -> None:
    page = f"/fairlea/children/{key_of(fairlea, 'C1')}/allocation/"
    given = {"interest-worker": "O1", "interest-kind": "case", "interest-words": "Helped write the plan"}
    manager.post(f"{page}interest/", given)
    shown = manager.get(page).content.decode()
    assert "Prepared the care plan or managed the case. Helped write the plan" in shown
    with wall(fairlea):
        number = Interest.objects.get().pk
    wrong = manager.post(f"{page}interest/withdraw/", {"interest": number, "why": ""}).content.decode()
    assert "Write why it was a mistake" in wrong
    said = manager.post(f"{page}interest/withdraw/", {"interest": number, "why": "A namesake"}, follow=True)
    shown = said.content.decode()
    assert "It is withdrawn" in shown
    assert "Withdrawn (A namesake) by Amara Osei" in shown
    assert "Withdraw it" not in shown
    again = manager.post(f"{page}interest/withdraw/", {"interest": number, "why": "A namesake"}).content.decode()
    assert "was withdrawn already" in again
