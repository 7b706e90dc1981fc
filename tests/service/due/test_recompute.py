"""What is written when the ledger is worked out anew, what is kept, and what is known to be behind."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.service.due.authority import load, made

from handrail.record.record import Record
from handrail.record.tables import Child, Correction, Enquiry, Event, Plan
from handrail.service.authorities.models import Authority, ProfileVersion
from handrail.service.authorities.walls import NoWall, wall
from handrail.service.clock import now
from handrail.service.due import recompute, stamps
from handrail.service.due.models import Duty, Note
from handrail.service.records.models import table

STARTED = date(2026, 1, 5)
KEY = "2026-01-05|icpc|statutory|2026-01-05"


def one_enquiry(**more: Any) -> Record:
    return Record(children=[Child("a"), Child("b")], enquiries=[Enquiry("a", STARTED)], **more)


@pytest.fixture
def enquiring(fairlea: Authority) -> Authority:
    load(fairlea, one_enquiry())
    recompute.for_all(fairlea)
    return fairlea


def test_what_did_not_change_is_not_touched(worked_out: Authority) -> None:
    with wall(worked_out):
        before = list(Duty.objects.order_by("id").values_list("id", "key"))
    assert recompute.for_all(worked_out) == 0
    with wall(worked_out):
        assert list(Duty.objects.order_by("id").values_list("id", "key")) == before


def test_a_row_whose_values_change_stays_the_same_row(enquiring: Authority) -> None:
    with wall(enquiring):
        before = Duty.objects.get()
        table("enquiries").update(conference_on=STARTED + timedelta(days=9))
        assert recompute.for_child("a") == 1
        after = Duty.objects.get()
    assert (after.pk, after.met_on) == (before.pk, STARTED + timedelta(days=9))


def test_what_the_ledger_no_longer_has_is_taken_away(enquiring: Authority) -> None:
    with wall(enquiring):
        table("enquiries").all().delete()
        recompute.for_child("a")
        assert not Duty.objects.exists()


def test_unless_something_hangs_on_it_and_it_comes_back_as_it_was(enquiring: Authority) -> None:
    with wall(enquiring):
        before = Duty.objects.get()
        Note.objects.create(child_id="a", duty=before.key, by="me", at=now(), text="waiting for the police")
        table("enquiries").all().delete()
        assert recompute.for_child("a") == 1
        assert Duty.objects.get().superseded
        assert recompute.for_child("a") == 0
        table("enquiries").create(child_id="a", started_on=STARTED)
        recompute.for_child("a")
        after = Duty.objects.get()
    assert (after.pk, after.row, after.superseded) == (before.pk, before.row, False)


def test_each_view_has_its_own_row_where_a_correction_makes_a_difference(enquiring: Authority) -> None:
    with wall(enquiring):
        said = Correction("enquiries", f"a|{STARTED}", "started_on", str(STARTED), "2026-01-06", "why", "A", STARTED)
        table("corrections").create(**said._asdict())
        recompute.for_child("a")
        views = set(Duty.objects.values_list("key", "as_recorded", "as_verified"))
        table("corrections").all().delete()
        recompute.for_child("a")
        again = set(Duty.objects.values_list("key", "as_recorded", "as_verified"))
    assert views == {(KEY, True, False), ("2026-01-06|icpc|statutory|2026-01-06", False, True)}
    assert again == {(KEY, True, True)}


@pytest.mark.parametrize("views", [{"as_recorded": True}, {"as_verified": True}, {}])
def test_a_key_stands_once_in_a_view_also_where_its_trigger_is_not_known(
    inside: Authority, views: dict[str, bool]
) -> None:
    row = {"child_id": "a", "key": "2026-01-05|icpc|statutory|", "subject_on": STARTED, "clock": "icpc"}
    said = {**row, "basis": "statutory", "as_recorded": False, "as_verified": False, **views}
    Duty.objects.create(**said)
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.create(**said)


def test_a_chunk_that_fails_leaves_the_rest_whole_and_the_ledger_behind(
    fairlea: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(fairlea, made(60))
    monkeypatch.setattr(recompute, "CHUNK", 20)
    told: list[tuple[int, int]] = []

    def stop_after_two(done: int, of: int) -> None:
        told.append((done, of))
        if done == 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recompute.for_all(fairlea, stop_after_two)
    with wall(fairlea):
        half = Duty.objects.count()
        assert stamps.is_stale()
    recompute.for_all(fairlea)
    with wall(fairlea):
        assert 0 < half < Duty.objects.count()
        assert not stamps.is_stale()
    assert told == [(20, 60), (40, 60)]


def test_what_has_changed_since(enquiring: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    with wall(enquiring):
        assert stamps.behind() == ()
        ProfileVersion.objects.create(text="", set_at=now(), set_by="a", why="test")
        assert stamps.behind() == ("profile",)
        monkeypatch.setattr(stamps, "calendar", lambda: "another year's holidays")
        assert stamps.behind() == ("calendar", "profile")
        monkeypatch.undo()
    load(enquiring, one_enquiry(), version=2)
    with wall(enquiring):
        assert stamps.behind() == ("record", "profile")
    recompute.for_all(enquiring)
    with wall(enquiring):
        assert not stamps.is_stale()


def test_before_anything_was_worked_out_it_is_behind_with_everything(inside: Authority) -> None:
    assert stamps.behind() == ("record", "law", "calendar", "profile")


@pytest.mark.parametrize("first", [True, False])
def test_the_first_and_the_last_event_of_a_kind_concern_every_child(fairlea: Authority, first: bool) -> None:
    """Only where some source records visits is one owed to each child with a plan."""
    visits = [] if first else [Event("a", "cp_visit", STARTED + timedelta(days=2))]
    plans = [Plan("a", STARTED, None, "NEG", "NEG"), Plan("b", STARTED, None, "NEG", "NEG")]
    load(fairlea, Record(children=[Child("a"), Child("b")], plans=plans, events=visits))
    recompute.for_all(fairlea)
    with wall(fairlea):
        if first:
            table("events").create(child_id="a", kind="cp_visit", happened_on=STARTED + timedelta(days=2))
        else:
            table("events").all().delete()
        recompute.for_child("a")
        assert stamps.behind() == ("record",)
    recompute.for_all(fairlea)
    with wall(fairlea):
        assert not stamps.is_stale()
        owed = set(Duty.objects.filter(clock="cp_statutory_visit").values_list("child_id", flat=True))
    assert owed == ({"a", "b"} if first else set())


def test_without_a_wall_nothing_is_worked_out(fairlea: Authority) -> None:
    with pytest.raises(NoWall):
        recompute.for_child("a")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_the_child_is_locked(enquiring: Authority) -> None:
    with wall(enquiring), CaptureQueriesContext(connection) as made_queries:
        recompute.for_child("a")
    assert sum("FOR UPDATE" in each["sql"] for each in made_queries) == 1
