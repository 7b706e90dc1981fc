"""Corrections on pages: who may say that the record is wrong, who agrees, and what follows from it at once."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.service.conftest import SignedIn
from tests.service.due.authority import load

from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.service_tables import Allocation, Worker
from handrail.record.tables import Child, Episode, Review
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.corrections.models import Proposal
from handrail.service.due import recompute
from handrail.service.due.models import Duty
from handrail.service.records import changes
from handrail.service.records.models import table

CAME, LATE, REALLY = date(2025, 9, 1), date(2025, 10, 15), date(2025, 9, 24)
"""Twenty working days after 1 September 2025 are over on the 29th."""
"""A review that the record has on 15 October, and the minutes on 24 September."""


@pytest.fixture
def loaded(fairlea: Authority) -> Authority:
    record = Record(
        care_from=date(2025, 4, 1),
        care_to=date(2026, 3, 31),
        children=[Child("a", date(2014, 1, 1)), Child("b", date(2015, 1, 1))],
        episodes=[Episode(one, CAME, start_reason="S", legal_status="C2") for one in "ab"],
        reviews=[Review(one, LATE, None, "PN1") for one in "ab"],
        workers=[Worker("W", "reviewing_officer", "irs")],
        allocations=[Allocation(one, "W", "reviewing_officer", CAME) for one in "ab"],
    )
    record.periods_of_care = periods_of_care(record.episodes)
    load(fairlea, record)
    recompute.for_all(fairlea)
    return fairlea


@pytest.fixture
def officer(loaded: Authority, signed_in: SignedIn) -> Client:
    return signed_in(loaded, "reviewing_officer", worker_id="W")


@pytest.fixture
def manager(loaded: Authority, signed_in: SignedIn) -> Client:
    return signed_in(loaded, "service_manager")


def key_of(authority: Authority, child_id: str = "a") -> str:
    with wall(authority):
        return str(table("children").get(child_id=child_id).key)


def met_on(authority: Authority, **view: bool) -> date | None:
    with wall(authority):
        return Duty.objects.get(child_id="a", clock="lac_review_1", **view).met_on


def links(page: str, text: str) -> list[str]:
    return [str(one.get("href")) for one in html.fromstring(page).iter("a") if text in (one.text_content() or "")]


def filled(client: Client, address: str) -> dict[str, Any]:
    """What the form of a page holds as it is first seen."""
    form = next(
        one
        for one in html.fromstring(client.get(address).content.decode()).forms
        if one.method == "POST" and "why" in one.fields
    )
    return {name: value or "" for name, value in form.form_values()}


def review_address(client: Client, authority: Authority) -> str:
    page = client.get(f"/fairlea/children/{key_of(authority)}/recorded/").content.decode()
    return next(one for one in links(page, "say what is wrong") if "table=reviews" in one)


def proposed(client: Client, authority: Authority, day: date = REALLY) -> Any:
    address = review_address(client, authority)
    said = {"opened_on_day": day.day, "opened_on_month": day.month, "opened_on_year": day.year, "why": "The minutes"}
    return client.post(address, filled(client, address) | said, follow=True)


def decided(client: Client, authority: Authority, stands: str = "yes", answer: str = "") -> Any:
    with wall(authority):
        number = Proposal.objects.latest("id").pk
    return client.post(
        "/fairlea/corrections/decide/", {"proposal": number, "stands": stands, "answer": answer}, follow=True
    )


def test_a_correction_takes_effect_once_a_second_person_agrees(
    loaded: Authority, officer: Client, manager: Client
) -> None:
    page = proposed(officer, loaded).content.decode()
    assert "waits for a manager" in page
    assert "recorded 15 Oct 2025" in page
    assert met_on(loaded, as_verified=True) == LATE, "nothing changes while it waits"
    waiting = manager.get("/fairlea/corrections/").content.decode()
    assert "The minutes" in waiting
    assert "The correction stands." in decided(manager, loaded).content.decode()
    assert (met_on(loaded, as_verified=True), met_on(loaded, as_recorded=True)) == (REALLY, LATE)
    with wall(loaded):
        correction = table("corrections").get()
        kinds = list(Entry.objects.filter(action="write", kind="correction").values_list("kind", flat=True))
        assert changes.since_loaded() == 1, "figures counted before are known to be behind"
    assert (correction.author, correction.verified, correction.reason) == ("Amara Osei", "2025-09-24", "The minutes")
    assert len(kinds) >= 2


def test_a_no_has_its_reason_and_changes_nothing(loaded: Authority, officer: Client, manager: Client) -> None:
    proposed(officer, loaded)
    assert "Say why the record stays as it is" in decided(manager, loaded, "no").content.decode()
    decided(manager, loaded, "no", "The register says the 15th.")
    with wall(loaded):
        assert Proposal.objects.get().stands is False
        assert not table("corrections").exists()
    assert met_on(loaded, as_verified=True) == LATE


def test_whoever_proposed_it_does_not_agree_to_it(loaded: Authority, officer: Client) -> None:
    proposed(officer, loaded)
    assert decided(officer, loaded).status_code == 404
    with wall(loaded):
        assert Proposal.objects.get().stands is None


def test_it_is_decided_once(loaded: Authority, officer: Client, manager: Client) -> None:
    proposed(officer, loaded)
    decided(manager, loaded)
    assert "has decided this already" in decided(manager, loaded, "no", "Changed my mind").content.decode()


def test_what_changed_at_its_source_meanwhile_is_not_corrected_blindly(
    loaded: Authority, officer: Client, manager: Client
) -> None:
    proposed(officer, loaded)
    with wall(loaded):
        table("reviews").filter(child_id="a").update(participation="PN3")
        table("reviews").filter(child_id="a").update(opened_on=REALLY)
    page = decided(manager, loaded).content.decode()
    assert "There is a problem" in page
    with wall(loaded):
        assert Proposal.objects.get().stands is None


def test_one_correction_of_an_entry_waits_at_a_time(loaded: Authority, officer: Client) -> None:
    proposed(officer, loaded)
    assert "waits to be decided already" in proposed(officer, loaded, date(2025, 9, 25)).content.decode()


def test_what_differs_in_nothing_or_cannot_be_is_said(loaded: Authority, officer: Client) -> None:
    address = review_address(officer, loaded)
    as_it_is = filled(officer, address) | {"why": "The minutes"}
    assert "Nothing differs from what is recorded" in officer.post(address, as_it_is).content.decode()
    wrong = as_it_is | {"opened_on_day": "31", "opened_on_month": "2"}
    assert "31/2/2025 is not a date" in officer.post(address, wrong).content.decode()
    assert "Say how you know" in officer.post(address, wrong | {"why": ""}).content.decode()
    with wall(loaded):
        assert not Proposal.objects.exists()


def test_a_review_that_never_was_and_one_that_is_missing(loaded: Authority, officer: Client, manager: Client) -> None:
    address = review_address(officer, loaded)
    officer.post(address, filled(officer, address) | {"never": "on", "why": "Stood down"})
    decided(manager, loaded)
    assert met_on(loaded, as_verified=True) is None
    address = re.sub(r"entry=.*$", "", address)
    said = {"opened_on_day": 24, "opened_on_month": 9, "opened_on_year": 2025, "participation": "PN2", "why": "Minutes"}
    officer.post(address, said)
    decided(manager, loaded)
    assert met_on(loaded, as_verified=True) == REALLY


def test_an_entry_of_another_child_is_not_found(loaded: Authority, officer: Client) -> None:
    address = review_address(officer, loaded).replace(key_of(loaded), key_of(loaded, "b"))
    assert officer.get(address).status_code == 404
    for wrong in ("table=merges", "table=nothing", "table=reviews&entry=0000000000000000"):
        assert officer.get(f"/fairlea/children/{key_of(loaded)}/recorded/entry/?{wrong}").status_code == 404


def test_the_list_costs_the_same_however_many_wait(loaded: Authority, officer: Client, manager: Client) -> None:
    def queries() -> int:
        manager.get("/fairlea/corrections/")
        with CaptureQueriesContext(connection) as found:
            assert manager.get("/fairlea/corrections/").status_code == 200
        return len(found)

    proposed(officer, loaded)
    one = queries()
    with wall(loaded):
        first = Proposal.objects.get()
        for number in range(20):
            first.pk, first.key, first.child = None, f"b|{number}", key_of(loaded, "b")
            first.save()
    assert queries() == one
