"""Two entries made one child and taken apart again: what follows, what is refused, and that all is as it was."""

from random import Random
from typing import Any

import pytest
from django.test import Client
from lxml import html
from tests.service.conftest import SignedIn
from tests.service.desk.test_pages import begun

from handrail.record.identity import ADOPTED
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due.models import Duty
from handrail.service.people.models import Contact
from handrail.service.records.models import table
from handrail.service.records.reading import as_written


@pytest.fixture
def manager(fairlea: Authority, signed_in: SignedIn) -> Client:
    begun(fairlea, 60)
    return signed_in(fairlea, "service_manager")


def ordinary(authority: Authority) -> list[Any]:
    """Children who were never adopted."""
    with wall(authority):
        adopted = table("periods_of_care").filter(end_reason__in=ADOPTED).values("child_id")
        return list(table("children").exclude(child_id__in=adopted).order_by("child_id"))


def page(child: Any, name: str = "merge") -> str:
    return f"/fairlea/children/{child.key}/{name}/"


def merge(client: Client, kept: Any, other: Any) -> Any:
    return client.post(page(kept), {"other": other.key, "reason": "The same birth certificate"})


def part(client: Client, kept: Any, other: Any) -> Any:
    return client.post(page(kept, "part"), {"apart": other.key, "reason": "Two certificates after all"})


def everything(authority: Authority) -> tuple[Any, ...]:
    """What is recorded but for the acts themselves, how every child stands, and what is due."""
    with wall(authority):
        record = as_written()
        record.merges = []
        stands = sorted(table("children").values_list("key", "sealed", "merged_into"))
        due = sorted(map(str, Duty.objects.values_list("child_id", "key", "due_on", "met_on", "basis")))
    return record, stands, due


def test_both_stand_beside_each_other_before_they_are_merged(manager: Client, fairlea: Authority) -> None:
    kept, other = ordinary(fairlea)[:2]
    shown = manager.post(page(kept), {"typed": other.child_id}).content.decode()
    text = html.fromstring(shown).text_content()
    assert kept.child_id in text
    assert other.child_id in text
    assert f'value="{other.key}"' in shown
    assert "Type the number" in manager.post(page(kept), {"typed": "Leah"}).content.decode()
    assert "Say how you know" in manager.post(page(kept), {"other": other.key, "reason": ""}).content.decode()


def test_a_merged_entry_is_listed_once_found_by_both_numbers_and_told_in_the_trail(
    manager: Client, fairlea: Authority
) -> None:
    kept, other = ordinary(fairlea)[:2]
    with wall(fairlea):
        Contact.objects.create(child=other.key, name="Dana Holt", role="mother")
    assert merge(manager, kept, other).status_code == 302
    assert manager.get(f"/fairlea/children/{other.key}/").status_code == 404
    for number in (kept.child_id, other.child_id):
        found = manager.post("/fairlea/find/", {"q": number}).content.decode()
        assert kept.key in found
        assert other.key not in found
    assert "Dana Holt" in manager.get(f"/fairlea/children/{kept.key}/around/").content.decode()
    with wall(fairlea):
        told = Entry.objects.get(action="merge")
        assert not Duty.objects.filter(child_id=other.child_id).exists()
    assert kept.key in told.children
    assert other.key in told.children
    assert told.reason == "The same birth certificate"


@pytest.mark.parametrize("seed", range(4))
def test_taking_apart_restores_exactly_what_was(seed: int, manager: Client, fairlea: Authority) -> None:
    random = Random(seed)
    kept, other, third = random.sample(ordinary(fairlea), 3)
    before = everything(fairlea)
    assert merge(manager, kept, other).status_code == 302
    if seed % 2:
        assert merge(manager, kept, third).status_code == 302
        assert part(manager, kept, third).status_code == 302
    assert everything(fairlea) != before
    assert part(manager, kept, other).status_code == 302
    assert everything(fairlea) == before
    assert merge(manager, kept, other).status_code == 302
    assert part(manager, kept, other).status_code == 302
    assert everything(fairlea) == before


def test_nothing_is_merged_across_an_adoption(manager: Client, fairlea: Authority) -> None:
    with wall(fairlea):
        adopted = table("periods_of_care").filter(end_reason__in=ADOPTED, ended_on__isnull=False)
        ended = adopted.order_by("-ended_on").first()
        child = table("children").get(child_id=ended.child_id)
        later = table("episodes").filter(started_on__gt=ended.ended_on).exclude(child_id=ended.child_id).first()
        other = table("children").get(child_id=later.child_id)
    before = everything(fairlea)
    refused = merge(manager, child, other)
    assert "An adopted child is a new person" in refused.content.decode()
    assert everything(fairlea) == before


def test_an_entry_is_not_merged_with_itself_or_with_one_that_is_not_there(manager: Client, fairlea: Authority) -> None:
    kept = ordinary(fairlea)[0]
    for key in (kept.key, "0" * 32):
        answer = manager.post(page(kept), {"other": key, "reason": "why"})
        assert "Look at both" in answer.content.decode()
    with wall(fairlea):
        assert not table("merges").exists()


def test_an_officer_of_the_merged_entry_reaches_the_child_that_stays(
    manager: Client, fairlea: Authority, signed_in: SignedIn
) -> None:
    kept, other = ordinary(fairlea)[:2]
    with wall(fairlea):
        table("allocations").filter(child_id__in=[kept.child_id, other.child_id]).delete()
        table("allocations").create(
            child_id=other.child_id, worker_id="OWN", role="reviewing_officer", started_on="2026-01-01"
        )
    officer = signed_in(fairlea, "reviewing_officer", worker_id="OWN")
    assert officer.get(f"/fairlea/children/{kept.key}/").status_code == 404
    merge(manager, kept, other)
    assert officer.get(f"/fairlea/children/{kept.key}/").status_code == 200


def test_who_is_around_the_merged_entry_is_around_the_child_that_stays(manager: Client, fairlea: Authority) -> None:
    kept, other = ordinary(fairlea)[:2]
    with wall(fairlea):
        Contact.objects.create(
            child=other.key, name="Ruth Bell", role="mother", phone="01632 960001", safe_contact="Ring before 3 pm"
        )
    merge(manager, kept, other)
    assert "Ruth Bell: no confirmed way to reach them (safe contact: Ring before 3 pm)" in packed(manager, kept)
    with wall(fairlea):
        Contact.objects.update(confirmed_on="2026-01-05")
    assert "Ruth Bell: 01632 960001 (safe contact: Ring before 3 pm)" in packed(manager, kept)


def packed(client: Client, child: Any) -> str:
    """The words of the child's hand-over pack."""
    return " ".join(html.fromstring(client.get(page(child, "hand-over")).content).text_content().split())
