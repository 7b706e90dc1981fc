"""Two children, each with a review held late, of two officers; and people who write about them."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.service.conftest import MORNING, SignedIn
from tests.service.due.authority import load

from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.service_tables import Allocation, Worker
from handrail.record.tables import Child, Episode, Review
from handrail.service.authorities.models import Authority
from handrail.service.authorities.profiles import keep
from handrail.service.authorities.walls import wall
from handrail.service.demo.build import PROFILE
from handrail.service.due import recompute
from handrail.service.due.models import Duty
from handrail.service.people.models import Particulars
from handrail.service.records.models import table

CAME, LATE = date(2025, 9, 1), date(2025, 10, 15)
CASE_SYSTEM = "/fairlea/case-system/"


@pytest.fixture
def loaded(fairlea: Authority) -> Authority:
    record = Record(
        care_from=date(2025, 4, 1),
        care_to=date(2026, 3, 31),
        children=[Child("C1", date(2014, 1, 1)), Child("C2", date(2015, 1, 1))],
        episodes=[Episode(one, CAME, start_reason="S", legal_status="C2") for one in ("C1", "C2")],
        reviews=[Review(one, LATE, None, "PN1") for one in ("C1", "C2")],
        workers=[Worker("W1", "reviewing_officer", "irs"), Worker("W2", "reviewing_officer", "irs")],
        allocations=[
            Allocation(one, worker, "reviewing_officer", CAME) for one, worker in (("C1", "W1"), ("C2", "W2"))
        ],
    )
    record.periods_of_care = periods_of_care(record.episodes)
    load(fairlea, record)
    recompute.for_all(fairlea)
    with wall(fairlea):
        keep(PROFILE.read_text(encoding="utf-8"), "", MORNING, "test")
        for one in table("children"):
            Particulars.objects.create(child=one.key, name=f"Leah Turner {one.child_id}")
    return fairlea


@pytest.fixture
def officer(loaded: Authority, signed_in: SignedIn) -> Client:
    return signed_in(loaded, "reviewing_officer", worker_id="W1")


@pytest.fixture
def support(loaded: Authority, signed_in: SignedIn) -> Client:
    return signed_in(loaded, "business_support")


@pytest.fixture
def manager(loaded: Authority, signed_in: SignedIn) -> Client:
    return signed_in(loaded, "service_manager")


def key_of(authority: Authority, child_id: str = "C1") -> str:
    with wall(authority):
        return str(table("children").get(child_id=child_id).key)


def late_review(authority: Authority, child_id: str = "C1") -> str:
    """The address of the review that was held late."""
    with wall(authority):
        number = Duty.objects.get(child_id=child_id, clock="lac_review_1", as_verified=True).pk
    return f"/fairlea/children/{key_of(authority, child_id)}/due/{number}/"


def notes(client: Client, authority: Authority, text: str, child_id: str = "C1") -> Any:
    """Somebody notes something about the review."""
    return client.post(late_review(authority, child_id) + "note/", {"note-text": text})
