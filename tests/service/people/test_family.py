"""Brothers, sisters and households: from the record and written here; of whom one may not see, a number alone."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.service.conftest import SignedIn
from tests.service.people.conftest import Begun
from tests.service.people.filling import write

from handrail.service.audit.models import Entry
from handrail.service.authorities.walls import wall
from handrail.service.people.models import Particulars, Tie
from handrail.service.records.models import table


@pytest.fixture
def support(begun: Begun, signed_in: SignedIn) -> Client:
    return signed_in(begun.authority, "business_support")


def page_of(begun: Begun, page: str = "family/", child: str = "") -> str:
    return f"/fairlea/children/{child or begun.child}/{page}"


def another(begun: Begun, place: int = 0) -> Any:
    """A child in no family group who is not the officer's."""
    with wall(begun.authority):
        mine = table("allocations").filter(worker_id=begun.worker).values("child_id")
        grouped = table("family_groups").values("child_id")
        free = table("children").exclude(child_id__in=mine).exclude(child_id__in=grouped).exclude(key=begun.child)
        return free.order_by("child_id")[place]


def text_of(client: Client, address: str) -> str:
    return " ".join(html.fromstring(client.get(address).content.decode()).text_content().split())


def test_a_tie_is_written_once_and_stands_with_both(begun: Begun, support: Client) -> None:
    other = another(begun)
    assert write(support, page_of(begun, "family/tie/"), typed=other.child_id, kind="half_sibling").status_code == 302
    assert f"Leah {other.child_id} Half-brother or half-sister" in text_of(support, page_of(begun))
    with wall(begun.authority):
        own = Particulars.objects.get(child=begun.child).name
        last = Entry.objects.filter(action="write").order_by("id").first()
    assert f"{own} Half-brother or half-sister" in text_of(support, page_of(begun, child=other.key))
    assert {begun.child, other.key} <= set(last.children.replace('"', "").strip("[]").split(","))


def test_of_a_child_one_may_not_open_there_is_a_number_alone(begun: Begun, support: Client) -> None:
    other = another(begun)
    write(support, page_of(begun, "family/tie/"), typed=other.child_id, kind="sibling")
    for page in ("family/", ""):
        told = begun.officer.get(page_of(begun, page)).content.decode()
        assert "1 more whom you may not open" in told
        assert not any(word in told for word in (f"Leah {other.child_id}", other.key))
    with wall(begun.authority):
        written = Tie.objects.get()
    assert begun.officer.get(page_of(begun, f"family/tie/?tie={written.pk}")).status_code == 404


def test_the_family_groups_of_the_record_stand_with_what_is_written(begun: Begun, support: Client) -> None:
    with wall(begun.authority):
        row = table("family_groups").order_by("family_id", "child_id").first()
        others = table("family_groups").filter(family_id=row.family_id).exclude(child_id=row.child_id)
        key = table("children").get(child_id=row.child_id).key
        ids = list(others.values_list("child_id", flat=True))
    told = text_of(support, page_of(begun, child=key))
    assert ids
    assert all(f"Leah {one} Reviewed together as a family" in told for one in ids)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Leah", "More than one child has a name like that. Type the number."),
        ("Nobody at all", "No other child you may see has that name or number."),
        ("", "Type the other child's number or full name"),
    ],
)
def test_the_other_child_is_typed_so_that_it_is_one(typed: str, said: str, begun: Begun, support: Client) -> None:
    answer = write(support, page_of(begun, "family/tie/"), typed=typed, kind="sibling")
    assert said in html.fromstring(answer.content.decode()).text_content()


def test_a_child_does_not_belong_with_itself_or_twice(begun: Begun, support: Client) -> None:
    with wall(begun.authority):
        own = table("children").get(key=begun.child).child_id
    itself = write(support, page_of(begun, "family/tie/"), typed=own, kind="sibling")
    assert "No other child you may see" in itself.content.decode()
    other = another(begun)
    for _ in range(2):
        twice = write(support, page_of(begun, "family/tie/"), typed=other.child_id, kind="household")
    assert "This is written already." in twice.content.decode()


def test_what_ended_is_not_shown_and_a_mistake_is_taken_away(begun: Begun, support: Client) -> None:
    other = another(begun)
    write(support, page_of(begun, "family/tie/"), typed=other.child_id, kind="household")
    with wall(begun.authority):
        address = page_of(begun, f"family/tie/?tie={Tie.objects.get().pk}")
    until = {"holds_until_day": "1", "holds_until_month": "4", "holds_until_year": "2026"}
    write(support, address, kind="household", **until)
    assert f"Leah {other.child_id}" not in text_of(support, page_of(begun))
    write(support, address, mistaken="on")
    with wall(begun.authority):
        assert not Tie.objects.exists()
    assert support.get(address).status_code == 404


def test_a_page_asks_as_much_for_many_as_for_few(begun: Begun) -> None:
    asked = []
    for more in (1, 8):
        with wall(begun.authority):
            keys = table("children").exclude(key=begun.child).order_by("child_id").values_list("key", flat=True)[:more]
            Tie.objects.bulk_create(Tie(child=begun.child, other=key, kind="sibling") for key in keys)
        for page in ("family/", ""):
            begun.officer.get(page_of(begun, page))
            with CaptureQueriesContext(connection) as queries:
                begun.officer.get(page_of(begun, page))
            asked.append(len(queries))
    assert asked[:2] == asked[2:]
