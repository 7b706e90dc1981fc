"""What is under seal is, for whoever may not see it, as if it were not there: in every list, search, count and page."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.service.conftest import MORNING, TODAY, SignedIn, account_of
from tests.service.people.conftest import Begun
from tests.service.people.filling import write

from handrail.permissions import CARE
from handrail.record.identity import ADOPTED
from handrail.service.access.visiting import visit_of
from handrail.service.asking import Asked
from handrail.service.audit.models import Entry
from handrail.service.authorities.walls import wall
from handrail.service.due.correcting import Amended, correct
from handrail.service.people.models import Tie
from handrail.service.records.models import Seal, table
from handrail.service.records.standing import stand

PAGES = ("", "children/", "board/", "workers/")


@pytest.fixture
def manager(begun: Begun, signed_in: SignedIn) -> Client:
    return signed_in(begun.authority, "service_manager")


def everything(client: Client, begun: Begun, searched: str) -> str:
    """What somebody sees in every list and search; the key that guards a form is another each time."""
    pages = [client.get(f"/fairlea/{page}").content.decode() for page in PAGES]
    pages += [client.get("/fairlea/children/?page=2").content.decode()]
    pages += [client.post("/fairlea/find/", {"q": text}).content.decode() for text in (searched, f"Leah {searched}")]
    return "\n".join(pages)


def put_under_seal(manager: Client, child: str) -> None:
    assert write(manager, f"/fairlea/children/{child}/seal/", reason="A court ordered it").status_code == 302


def id_of(begun: Begun) -> str:
    with wall(begun.authority):
        return str(table("children").get(key=begun.child).child_id)


@pytest.mark.parametrize("role", ["reviewing_officer", "business_support", "performance_analyst", "director"])
def test_no_list_or_search_hints_at_a_sealed_child(
    role: str, begun: Begun, manager: Client, signed_in: SignedIn
) -> None:
    client = begun.officer if role == "reviewing_officer" else signed_in(begun.authority, role)
    child_id = id_of(begun)
    before = everything(client, begun, child_id)
    assert begun.child in before
    put_under_seal(manager, begun.child)
    after = everything(client, begun, child_id)
    assert begun.child not in after
    assert child_id not in after.replace(f'value="{child_id}"', "").replace(f'value="Leah {child_id}"', "")


def test_a_sealed_child_looks_as_one_that_never_was(begun: Begun, manager: Client, signed_in: SignedIn) -> None:
    support = signed_in(begun.authority, "business_support")
    support.get("/accessibility/")
    put_under_seal(manager, begun.child)
    told = []
    for key in (begun.child, "0" * 32):
        with CaptureQueriesContext(connection) as asked:
            answer = support.get(f"/fairlea/children/{key}/")
        told.append((answer.status_code, len(asked), answer.content.split(b"csrf")[0]))
    assert told[0] == told[1]
    assert told[0][0] == 404
    missing = [support.post("/fairlea/find/", {"q": text}).content.decode() for text in (id_of(begun), "no-such-child")]
    assert all("Nobody you may see has a name or number like that." in page for page in missing)


def test_the_manager_finds_it_sees_that_it_is_sealed_and_lifts_the_seal(begun: Begun, manager: Client) -> None:
    put_under_seal(manager, begun.child)
    assert begun.officer.get(f"/fairlea/children/{begun.child}/").status_code == 404
    assert "under seal" in manager.get(f"/fairlea/children/{begun.child}/").content.decode()
    write(manager, f"/fairlea/children/{begun.child}/seal/", reason="The order ended")
    assert begun.officer.get(f"/fairlea/children/{begun.child}/").status_code == 200
    with wall(begun.authority):
        lifted = Seal.objects.get()
        told = [json.loads(one.detail).get("what") for one in Entry.objects.filter(kind="sealed_history")]
    assert (lifted.reason, lifted.lifted_why) == ("A court ordered it", "The order ended")
    assert {"sealed", "seal_lifted"} <= set(told)


def test_only_who_may_seal_opens_the_page(begun: Begun) -> None:
    assert begun.officer.get(f"/fairlea/children/{begun.child}/seal/").status_code == 404


def adopted(begun: Begun) -> Any:
    with wall(begun.authority):
        ended = table("periods_of_care").filter(end_reason__in=ADOPTED, ended_on__isnull=False).values("child_id")
        return table("children").filter(child_id__in=ended).order_by("child_id").first()


def test_an_adoption_seals_what_was_before_it(begun: Begun, manager: Client, signed_in: SignedIn) -> None:
    child, support = adopted(begun), signed_in(begun.authority, "business_support")
    assert support.get(f"/fairlea/children/{child.key}/").status_code == 404
    assert manager.get(f"/fairlea/children/{child.key}/").status_code == 200
    page = manager.get(f"/fairlea/children/{child.key}/seal/").content.decode()
    assert "because the child was adopted. That is never lifted." in page
    put_under_seal(manager, child.key)
    write(manager, f"/fairlea/children/{child.key}/seal/", reason="Placed twice")
    assert support.get(f"/fairlea/children/{child.key}/").status_code == 404


def test_an_adoption_that_was_verified_seals_until_it_is_verified_otherwise(begun: Begun, manager: Client) -> None:
    account = account_of(manager)
    with wall(begun.authority):
        child = table("children").get(key=begun.child)
        ended = table("episodes").filter(child_id=child.child_id).order_by("started_on").last()
        visit = visit_of(account, begun.authority, Asked("approve", "correction", CARE), MORNING, TODAY)
        key, said = f"{child.child_id}|{ended.started_on}", {"ended_on": TODAY.isoformat(), "end_reason": "E11"}
        correct(visit, child, Amended("episodes", key, said, "The order", "Amara Osei"))
        assert table("children").get(key=begun.child).sealed
        later = table("corrections").get(key=key, field="end_reason")
        later.pk, later.verified, later.corrected_on = None, "E4A", TODAY + timedelta(1)
        later.save()
        stand()
        assert not table("children").get(key=begun.child).sealed


def test_a_brother_who_was_adopted_is_not_even_counted(begun: Begun, manager: Client) -> None:
    child = adopted(begun)
    with wall(begun.authority):
        Tie.objects.create(child=begun.child, other=child.key, kind="sibling")
    page = begun.officer.get(f"/fairlea/children/{begun.child}/family/").content.decode()
    assert "more whom you may not open" not in page
    assert child.key in manager.get(f"/fairlea/children/{begun.child}/family/").content.decode()


def test_a_seal_holds_for_a_child_of_ones_own_team_too(begun: Begun, manager: Client, signed_in: SignedIn) -> None:
    with wall(begun.authority):
        held = table("allocations").filter(role="social_worker", started_on__lte=TODAY, ended_on=None)
        row = held.order_by("child_id").first()
        team = table("workers").get(worker_id=row.worker_id).team
        key = table("children").get(child_id=row.child_id).key
    lead = signed_in(begun.authority, "team_manager", team=team)
    assert lead.get(f"/fairlea/children/{key}/").status_code == 200
    put_under_seal(manager, key)
    assert lead.get(f"/fairlea/children/{key}/").status_code == 404


def test_how_children_stand_is_the_same_worked_out_twice(begun: Begun) -> None:
    with wall(begun.authority):
        before = list(table("children").order_by("pk").values_list("key", "sealed", "merged_into"))
        stand()
        assert list(table("children").order_by("pk").values_list("key", "sealed", "merged_into")) == before
        assert any(sealed for _, sealed, _ in before)
