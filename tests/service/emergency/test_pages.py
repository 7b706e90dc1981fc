"""Emergency access: whom it opens to whom, for how long, who is told, and what a wrong entry tells."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.service.conftest import MORNING, TODAY, SignedIn
from tests.service.due.authority import load, made

from handrail.permissions import may_break_glass, scope_of
from handrail.record.identity import ADOPTED
from handrail.service import clock
from handrail.service.access.models import Account, EmergencyAccess, Notice
from handrail.service.access.viewers import viewer_of
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.people.models import Particulars
from handrail.service.post.models import Message
from handrail.service.records.models import table

REASON = "The police rang: somebody at the address was arrested tonight."
CARE = "care_and_protection"


@pytest.fixture
def children(fairlea: Authority) -> dict[str, Any]:
    """A record with names; a child of nobody's who may be opened, and one whose record was sealed by adoption."""
    load(fairlea, made(60))
    with wall(fairlea):
        sealed = table("periods_of_care").filter(end_reason__in=ADOPTED, ended_on__isnull=False).values("child_id")
        found = {
            "open": table("children").exclude(child_id__in=sealed).exclude(born_on=None).order_by("child_id").first(),
            "sealed": table("children").filter(child_id__in=sealed).order_by("child_id").first(),
        }
        for child in found.values():
            Particulars.objects.create(child=child.key, name=f"Leah Anne {child.child_id}")
    return found


@pytest.fixture
def worker(fairlea: Authority, children: dict[str, Any], signed_in: SignedIn) -> Client:
    """A social worker to whom nobody is allocated."""
    return signed_in(fairlea, "social_worker")


def opens(client: Client, **typed: str) -> Any:
    return client.post("/fairlea/emergency/open/", {"reason": REASON, **typed})


def it_is(now: datetime, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    """Move the clock; the session is over by then, so sign in again."""
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: now.date())
    client.logout()
    client.force_login(Account.objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")


def by_name(child: Any) -> dict[str, str]:
    day: date = child.born_on
    parts = {"born_on_day": day.day, "born_on_month": day.month, "born_on_year": day.year}
    return {"name": f"leah  anne {child.child_id}", **{name: str(value) for name, value in parts.items()}}


@pytest.mark.parametrize("way", ["number", "name"])
def test_one_child_opens_for_eight_hours_and_the_page_says_so(
    way: str, worker: Client, children: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    child = children["open"]
    address = f"/fairlea/children/{child.key}/"
    assert worker.get(address).status_code == 404
    answer = opens(worker, **({"child_id": child.child_id} if way == "number" else by_name(child)))
    assert (answer.status_code, answer["Location"]) == (302, address)
    page = worker.get(address).content.decode()
    assert "emergency access until Thursday 2 April 2026 at 17:30" in page
    assert "Who has looked" not in page
    assert worker.get(f"/fairlea/children/{children['sealed'].key}/").status_code == 404
    it_is(MORNING + timedelta(hours=7, minutes=59), monkeypatch, worker)
    assert worker.get(address).status_code == 200
    it_is(MORNING + timedelta(hours=8), monkeypatch, worker)
    assert worker.get(address).status_code == 404


def test_it_is_in_the_trail_with_the_child_and_the_reason(
    worker: Client, fairlea: Authority, children: dict[str, Any]
) -> None:
    child = children["open"]
    opens(worker, child_id=child.child_id)
    worker.get(f"/fairlea/children/{child.key}/")
    with wall(fairlea):
        told = Entry.objects.get(action="broke_glass")
        look = Entry.objects.latest("id")
        row = EmergencyAccess.objects.get()
    assert (json.loads(told.children), told.reason, told.kind) == ([child.key], REASON, "child")
    assert (json.loads(look.children), look.action, look.through) == ([child.key], "read", "emergency_access")
    assert (row.child, row.reason, row.until) == (child.key, REASON, MORNING + timedelta(hours=8))


def test_a_wrong_entry_and_one_that_may_not_be_opened_are_answered_alike(
    worker: Client, fairlea: Authority, children: dict[str, Any]
) -> None:
    worker.get("/fairlea/emergency/")
    told = set()
    for child_id in (children["sealed"].child_id, "no such child"):
        with CaptureQueriesContext(connection) as asked:
            answer = opens(worker, child_id=child_id)
        page = answer.content.decode().replace(child_id, "…")
        told.add((answer.status_code, page.split("<main")[1].split("csrfmiddlewaretoken")[0], len(asked)))
        assert "This could not be opened." in page
    assert len(told) == 1
    with wall(fairlea):
        assert not EmergencyAccess.objects.exists()
        assert not Notice.objects.exists()
        assert Entry.objects.filter(action="refused", kind="child").count() == 2


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"reason": "too short"}, "at least 20 characters"),
        ({"child_id": ""}, "Enter the child&#39;s number, or the full name and the date of birth"),
        ({"child_id": "", "name": "Leah Anne Moss"}, "Enter the child&#39;s number"),
        ({"reason": "The police rang about number X17."}, "Leave the child&#39;s name and number out"),
    ],
)
def test_what_is_missing_is_said_and_nothing_opens(
    worker: Client, fairlea: Authority, typed: dict[str, str], says: str
) -> None:
    page = opens(worker, **{"child_id": "X17", **typed}).content.decode()
    assert says in page
    with wall(fairlea):
        assert not EmergencyAccess.objects.exists()


def test_nobody_is_told_of_a_child_who_is_open_anyway(
    worker: Client, fairlea: Authority, children: dict[str, Any]
) -> None:
    for _ in range(2):
        assert opens(worker, child_id=children["open"].child_id).status_code == 302
    with wall(fairlea):
        assert EmergencyAccess.objects.count() == 1


@pytest.mark.parametrize("role", ["service_manager", "business_support", "advocate", "director"])
def test_whoever_the_table_does_not_name_cannot_use_it(role: str, fairlea: Authority, signed_in: SignedIn) -> None:
    client = signed_in(fairlea, role)
    assert client.get("/fairlea/emergency/").status_code == 404
    assert opens(client, child_id="X17").status_code == 404


def test_every_refusal_names_the_same_way(fairlea: Authority, signed_in: SignedIn) -> None:
    client = signed_in(fairlea, "social_worker")
    for address in ("/nowhere/settings/", "/fairlea/settings/", "/no/such/page"):
        assert (
            'href="/emergency/">emergency access</a>; your reason will be seen.' in client.get(address).content.decode()
        )
    assert client.get("/emergency/")["Location"] == "/fairlea/emergency/"


def test_those_who_are_told_see_it_once_and_that_is_kept(
    worker: Client, fairlea: Authority, children: dict[str, Any], signed_in: SignedIn
) -> None:
    child = children["open"]
    opens(worker, child_id=child.child_id)
    manager, governance = signed_in(fairlea, "service_manager"), signed_in(fairlea, "information_governance", "common")
    page = manager.get("/fairlea/notices/").content.decode()
    assert f"Leah Anne {child.child_id}" in page
    assert REASON in page
    theirs = governance.get("/fairlea/notices/").content.decode()
    assert child.key in theirs
    assert "Leah" not in theirs
    with wall(fairlea):
        assert json.loads(Entry.objects.latest("id").children) == [child.key]
        notice = Notice.objects.get(to_role="service_manager")
    assert governance.post("/fairlea/notices/seen/", {"notice": notice.pk}).status_code == 302
    with wall(fairlea):
        assert Notice.objects.filter(seen_at=None).count() == 2
    manager.post("/fairlea/notices/seen/", {"notice": notice.pk})
    page = manager.get("/fairlea/notices/").content.decode()
    assert "Seen by Amara Osei on Thursday 2 April 2026 at 09:30" in page
    assert "I have seen this" not in page
    with wall(fairlea):
        written = Entry.objects.filter(route="notices-seen").latest("id")
        assert (written.action, json.loads(written.children)) == ("write", [child.key])


def test_another_stream_hears_nothing_of_it(worker: Client, fairlea: Authority, children: Any, signed_in: Any) -> None:
    opens(worker, child_id=children["open"].child_id)
    page = signed_in(fairlea, "service_manager", "fostering").get("/fairlea/notices/").content.decode()
    assert "Nobody has used emergency access." in page


def test_its_rows_are_kept_as_they_were_written(worker: Client, fairlea: Authority, children: dict[str, Any]) -> None:
    opens(worker, child_id=children["open"].child_id)
    with wall(fairlea):
        account = Account.objects.get(emergencies__child=children["open"].key)
        changes = (
            lambda: EmergencyAccess.objects.update(until=MORNING + timedelta(days=9)),
            lambda: Notice.objects.update(to_role="director"),
            lambda: Notice.objects.update(seen_at=MORNING),
        )
        for change in changes:
            with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                change()
        Notice.objects.update(seen_at=MORNING, seen_by=account)
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            Notice.objects.update(seen_at=None, seen_by=None)


def test_it_takes_nothing_out_and_puts_nothing_in_the_case_system(
    worker: Client, fairlea: Authority, children: dict[str, Any]
) -> None:
    opens(worker, child_id=children["open"].child_id)
    with wall(fairlea):
        account = EmergencyAccess.objects.get().account
        viewer = viewer_of(account, fairlea, MORNING, TODAY)
    assert scope_of(viewer, "read", "child", CARE, TODAY).children == {children["open"].key}
    for action, kind in (("list", "case_pack"), ("export", "child"), ("export", "due"), ("read", "sealed_history")):
        assert not scope_of(viewer, action, kind, CARE, TODAY)
    assert may_break_glass(viewer, CARE, TODAY)


def test_those_who_are_told_get_a_message_that_a_notice_waits_and_nothing_else(
    fairlea: Authority, worker: Client, signed_in: SignedIn, children: dict[str, Any]
) -> None:
    signed_in(fairlea, "service_manager")
    signed_in(fairlea, "information_governance", "common")
    signed_in(fairlea, "service_manager", holds_until=TODAY - timedelta(days=1))
    signed_in(fairlea, "administrator", "common")
    child = children["open"]
    assert opens(worker, child_id=child.child_id).status_code == 302
    with wall(fairlea):
        written = list(Message.objects.all())
    assert len(written) == 2
    for one in written:
        assert "/fairlea/notices/" in one.text
        assert not any(told in one.text + one.subject for told in (child.key, child.child_id, "Leah", "arrested"))
