"""What an import brings and is news: each row once, nothing of what was there before, nothing told already."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.service.conftest import TODAY, SignedIn
from tests.service.due.authority import load
from tests.service.events.test_pages import record_of, told

from handrail.record.record import Record
from handrail.record.service_tables import Allocation, Worker
from handrail.record.tables import Enquiry, Episode, Event
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.events.from_record import DAYS, gather
from handrail.service.events.models import News

LAST_WEEK = TODAY - timedelta(days=7)


def news(authority: Authority) -> list[tuple[Any, ...]]:
    with wall(authority):
        return list(News.objects.order_by("kind", "on").values_list("kind", "on", "worker_id"))


def moved(record: Record, on: date = LAST_WEEK, reason: str = "P", **more: Any) -> Record:
    first = record.episodes[0]
    record.episodes[0] = first._replace(ended_on=on, end_reason="X1")
    more = {"placement_type": "U6", "legal_status": "C2"} | more
    record.episodes.append(Episode(first.child_id, on, start_reason=reason, **more))
    return record


@pytest.fixture
def loaded(fairlea: Authority, on_the_day: None) -> Authority:
    load(fairlea, moved(record_of(), on=TODAY - timedelta(days=20)))
    gather(fairlea, TODAY)
    return fairlea


def again(record: Record) -> Record:
    """The record as it was, and what came in since."""
    return moved(record, on=TODAY - timedelta(days=20))


def test_what_was_there_at_the_beginning_is_no_news(loaded: Authority) -> None:
    assert news(loaded) == []
    assert gather(loaded, TODAY) == 0


def test_each_row_that_comes_in_is_news_once(loaded: Authority) -> None:
    record = again(record_of())
    record.enquiries.append(Enquiry("a", LAST_WEEK))
    record.events.append(Event("b", "missing", TODAY))
    record.events.append(Event("b", "visit", TODAY))
    load(loaded, record, 2)
    assert gather(loaded, TODAY) == 2
    assert gather(loaded, TODAY) == 0
    load(loaded, again(record_of()), 3)
    gather(loaded, TODAY)
    load(loaded, record, 4)
    assert gather(loaded, TODAY) == 0, "gone and back again is no news"
    assert [one[0] for one in news(loaded)] == ["enquiry", "missing"]


@pytest.mark.parametrize(
    ("reason", "more", "kind"),
    [
        ("P", {}, "moved"),
        ("B", {"legal_status": "C1"}, "moved"),
        ("P", {"in_area": False, "distance_miles": 40}, "moved_away"),
        ("P", {"in_area": False, "distance_miles": 5}, "moved"),
        ("P", {"placement_type": "K3"}, "moved_to_other_arrangements"),
        ("L", {"legal_status": "C1"}, "new_order"),
    ],
)
def test_an_episode_is_told_as_what_it_is(loaded: Authority, reason: str, more: dict[str, Any], kind: str) -> None:
    load(loaded, moved(record_of(), reason=reason, **more), 2)
    gather(loaded, TODAY)
    assert news(loaded) == [(kind, LAST_WEEK, "")]


def test_what_comes_in_long_after_it_happened_is_a_correction_of_the_past(loaded: Authority) -> None:
    record = again(record_of())
    record.enquiries.append(Enquiry("a", TODAY - timedelta(days=DAYS)))
    load(loaded, record, 2)
    assert gather(loaded, TODAY) == 0


def test_what_a_person_has_told_is_not_told_again_by_the_import(loaded: Authority, signed_in: SignedIn) -> None:
    client: Client = signed_in(loaded, "social_worker", worker_id="S", team="north")
    told(client, loaded, "missing", TODAY)
    told(client, loaded, "enquiry", LAST_WEEK)
    record = again(record_of())
    record.enquiries.append(Enquiry("a", LAST_WEEK))
    record.events.append(Event("a", "missing", TODAY))
    load(loaded, record, 2)
    assert gather(loaded, TODAY) == 0
    assert [one[0] for one in news(loaded)] == ["enquiry", "missing"]


def test_another_social_worker_is_told_the_dates_and_offered_a_meeting(loaded: Authority, signed_in: SignedIn) -> None:
    record = again(record_of())
    record.workers.append(Worker("T", "social_worker", "north"))
    record.allocations = [
        one._replace(ended_on=LAST_WEEK) if one[:2] == ("a", "S") else one for one in record.allocations
    ]
    record.allocations.append(Allocation("a", "T", "social_worker", LAST_WEEK))
    load(loaded, record, 2)
    assert gather(loaded, TODAY) == 1
    assert news(loaded) == [("social_worker", LAST_WEEK, "T")]
    new = signed_in(loaded, "social_worker", worker_id="T", team="north")
    page = new.get("/fairlea/news/").content.decode()
    assert "A meeting is offered to you" in page


def test_two_authorities_begin_each_for_itself(loaded: Authority, otherham: Authority) -> None:
    record = record_of()
    record.enquiries.append(Enquiry("a", LAST_WEEK))
    load(otherham, record)
    assert gather(otherham, TODAY) == 0
    load(loaded, record, 2)
    assert gather(loaded, TODAY) == 1
