"""What people do about what is due: it takes effect at once, leaves its entry, and never writes over what was said."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from tests.service.due.authority import load

from handrail.permissions import Allocated, Held, Viewer, scope_of
from handrail.profiles import Written
from handrail.record.record import Record
from handrail.record.tables import Child, Conference, ConferenceChild, Enquiry, Plan, Review
from handrail.service.asking import Asked
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.profiles import keep
from handrail.service.authorities.visits import Visit
from handrail.service.authorities.walls import wall
from handrail.service.clock import now
from handrail.service.due import actions, recompute
from handrail.service.due.correcting import Amended, correct
from handrail.service.due.models import Duty, LatenessReason, Note
from handrail.service.due.queries import reasons
from handrail.service.due.state import Word, standing
from handrail.service.not_done import NotDone
from handrail.service.records.models import LOADED, WRITTEN, table

TODAY = date(2026, 4, 2)
STREAM = "care_and_protection"
STARTED, HELD = date(2026, 1, 5), date(2026, 2, 2)
REASONS = {"report_late": "Lack of a report", "notified_late": "Notified late"}
Visiting = Callable[..., Visit]


@pytest.fixture
def enquiring(fairlea: Authority) -> Authority:
    """Two children in one conference held late, a third in none."""
    children = [Child("a"), Child("b"), Child("c", born_on=date(2015, 1, 1))]
    enquiries = [Enquiry(one, STARTED, conference_on=HELD) for one in "ab"]
    record = Record(children=children, enquiries=enquiries, conferences=[Conference("k", "initial", HELD)])
    record.conference_children = [ConferenceChild("k", one, STARTED, HELD) for one in "ab"]
    record.plans = [Plan(one, HELD, None, "NEG", "NEG") for one in "ab"]
    record.reviews = [Review("c", HELD)]
    load(fairlea, record)
    recompute.for_all(fairlea)
    with wall(fairlea):
        said = {"codes": {"initial_conference_late_reasons": REASONS}, "authority": "Fairlea"}
        keep(Written(said).as_toml(), "me", now(), "test")
    return fairlea


@pytest.fixture
def visiting(enquiring: Authority) -> Visiting:
    """Makes a visit by the chair of these children."""

    def visit(*child_ids: str, kind: str = "due") -> Visit:
        keys = table("children").filter(child_id__in=child_ids).values_list("key", flat=True)
        held = frozenset({Held("conference_chair", STREAM, date(2020, 1, 1))})
        mine = frozenset(Allocated(key, "conference_chair", STREAM, date(2020, 1, 1)) for key in keys)
        viewer = Viewer("f0" * 16, enquiring.key, held, mine)
        scope = scope_of(viewer, "write", kind, STREAM, TODAY)
        return Visit(viewer, enquiring, "Amara Osei", Asked("write", kind, STREAM), scope, now(), TODAY)

    return visit


def late_one(child_id: str = "a") -> Duty:
    return Duty.objects.get(child_id=child_id, clock="icpc", as_verified=True)


def entries() -> list[dict[str, Any]]:
    return [json.loads(detail) for detail in Entry.objects.order_by("id").values_list("detail", flat=True)]


def test_reasons_are_given_and_given_anew(enquiring: Authority, visiting: Visiting) -> None:
    with wall(enquiring):
        duty = late_one()
        actions.give_reason(visiting("a"), duty, "report_late", ["notified_late", "report_late"], "no report by noon")
        first = [(one.reason, one.main, one.note) for one in reasons([duty])["a", duty.key]]
        actions.give_reason(visiting("a"), duty, "notified_late")
        again = [(one.reason, one.main) for one in reasons([duty])["a", duty.key]]
        assert first == [("report_late", True, "no report by noon"), ("notified_late", False, "")]
        assert again == [("notified_late", True)]
        assert LatenessReason.objects.exclude(replaced_at=None).count() == 2
        assert entries() == [{"clock": "icpc", "what": "late_reason"}] * 2


@pytest.mark.parametrize(
    ("main", "says"), [("rain", "none of the authority's reasons"), ("", "none of the authority's reasons")]
)
def test_a_reason_of_no_list_is_refused(enquiring: Authority, visiting: Visiting, main: str, says: str) -> None:
    with wall(enquiring):
        with pytest.raises(NotDone, match=says):
            actions.give_reason(visiting("a"), late_one(), main)
        assert not LatenessReason.objects.exists()
        assert not entries()


def test_there_is_no_reason_for_what_is_not_late(enquiring: Authority, visiting: Visiting) -> None:
    with wall(enquiring), pytest.raises(NotDone, match="not late"):
        actions.give_reason(visiting("a"), Duty.objects.get(child_id="a", clock="rcpc_1"), "report_late")


def test_where_the_authority_has_no_list_it_is_told_which_to_add(enquiring: Authority, visiting: Visiting) -> None:
    with wall(enquiring):
        table("plans").update(started_on=date(2025, 6, 1))
        recompute.for_child("a")
        duty = Duty.objects.get(child_id="a", clock="rcpc_1")
        with pytest.raises(
            NotDone, match=r"Add codes\.review_conference_late_reasons or codes\.conference_late_reasons"
        ):
            actions.give_reason(visiting("a"), duty, "report_late")


def in_record() -> list[tuple[Any, ...]]:
    return sorted(table("late_reasons").values_list("child_id", "meeting", "meeting_on", "reason", "main", "origin"))


def test_the_record_has_the_reasons_on_the_day_of_the_meeting(enquiring: Authority, visiting: Visiting) -> None:
    with wall(enquiring):
        actions.give_reason(visiting("a"), late_one(), "report_late", ["notified_late"])
        about = ("a", "conference", HELD)
        assert in_record() == [(*about, "notified_late", False, WRITTEN), (*about, "report_late", True, WRITTEN)]
        actions.give_reason(visiting("a"), late_one(), "notified_late")
        assert in_record() == [(*about, "notified_late", True, WRITTEN)]
        correcting(visiting("a", kind="correction"), "conferences", "k", "held_on", "2026-01-30")
        assert in_record() == [("a", "conference", date(2026, 1, 30), "notified_late", True, WRITTEN)]
        correcting(visiting("a", kind="correction"), "conferences", "k", "held_on", "2026-01-20")
        assert in_record() == [], "as verified it was not late"


def test_a_reason_that_was_handed_in_stays_as_it_was(enquiring: Authority, visiting: Visiting) -> None:
    with wall(enquiring):
        said = {"child_id": "a", "meeting": "conference", "meeting_on": HELD, "reason": "report_late"}
        table("late_reasons").create(**said, origin=LOADED)
        actions.give_reason(visiting("a"), late_one(), "report_late")
        assert in_record() == [("a", "conference", HELD, "report_late", None, LOADED)]


def test_the_reason_for_what_was_not_held_yet_waits_for_its_day(enquiring: Authority, visiting: Visiting) -> None:
    with wall(enquiring):
        table("enquiries").filter(child_id="a").update(conference_on=None)
        table("conference_children").filter(child_id="a").delete()
        table("plans").filter(child_id="a").delete()
        recompute.for_child("a")
        actions.give_reason(visiting("a"), late_one(), "report_late")
        assert in_record() == []
        table("enquiries").filter(child_id="a").update(conference_on=date(2026, 3, 2))
        recompute.for_child("a")
        assert in_record() == [("a", "conference", date(2026, 3, 2), "report_late", True, WRITTEN)]


def test_a_child_out_of_reach_is_out_of_reach_of_every_action(enquiring: Authority, visiting: Visiting) -> None:
    with wall(enquiring):
        visit, child = visiting("b"), table("children").get(child_id="a")
        own, notes = late_one("b"), actions.write_notes(visiting("a"), [(late_one(), "seen")])
        actions.give_reason(visiting("a"), late_one(), "report_late")
        before = (standing_words(), entries())
        for act in (
            lambda: actions.give_reason(visit, late_one(), "notified_late"),
            lambda: actions.withdraw_reasons(visit, [own, late_one()]),
            lambda: actions.write_note(visit, late_one(), "seen"),
            lambda: actions.take_back_notes(visit, notes, [late_one()]),
            lambda: actions.take_back_notes(visit, notes, [own]),
            lambda: correct(visit, child, Amended("enquiries", f"a|{STARTED}", {"entry": "no"}, "why", "me")),
        ):
            with pytest.raises(PermissionDenied):
                act()
        assert (standing_words(), entries()) == before
        actions.withdraw_reasons(visiting("a"), [late_one()])
        actions.take_back_notes(visiting("a"), notes, [late_one()])
        assert standing_words() == ([], [])


def standing_words() -> tuple[list[str], list[str]]:
    """The reasons and the notes that stand."""
    reasons = LatenessReason.objects.filter(replaced_at=None).values_list("reason", flat=True)
    return list(reasons), list(Note.objects.filter(taken_back_at=None).values_list("text", flat=True))


def test_notes_are_kept_one_after_the_other(enquiring: Authority, visiting: Visiting) -> None:
    with wall(enquiring):
        for text in ("first", " second "):
            actions.write_note(visiting("a"), late_one(), text)
        with pytest.raises(NotDone):
            actions.write_note(visiting("a"), late_one(), "  ")
        assert [one["what"] for one in entries()] == ["note", "note"]


def correcting(visit: Visit, table_name: str, key: str, field: str, verified: str, why: str = "the minutes") -> None:
    child = table("children").get(child_id="a")
    correct(visit, child, Amended(table_name, key, {field: verified}, why, visit.name))


def test_a_corrected_conference_is_in_time_as_verified_for_every_child_in_it(
    enquiring: Authority, visiting: Visiting
) -> None:
    with wall(enquiring):
        correcting(visiting("a", kind="correction"), "conferences", "k", "held_on", "2026-01-20")
        words = {
            (view, child): standing(Duty.objects.get(child_id=child, clock="icpc", **{view: True}).row, TODAY)
            for view in ("as_recorded", "as_verified")
            for child in "ab"
        }
        assert {each: stands and stands.word for each, stands in words.items()} == {
            ("as_recorded", "a"): Word.MET_LATE,
            ("as_recorded", "b"): Word.MET_LATE,
            ("as_verified", "a"): Word.ON_TIME,
            ("as_verified", "b"): Word.ON_TIME,
        }
        written = table("corrections").get()
        assert (written.origin, written.recorded, written.author) == (WRITTEN, "2026-02-02", "Amara Osei")
        assert entries() == [{"field": "held_on", "table": "conferences", "what": "correction"}]
        assert table("conferences").get().held_on == HELD


def test_a_second_correction_of_one_day_takes_the_place_of_the_first(enquiring: Authority, visiting: Visiting) -> None:
    with wall(enquiring):
        for day in ("2026-01-20", "2026-01-27"):
            correcting(visiting("a", kind="correction"), "conferences", "k", "held_on", day)
        assert table("corrections").get().verified == "2026-01-27"
        assert late_one().met_on == date(2026, 1, 27)


def test_an_entry_that_never_was_and_one_that_is_missing(enquiring: Authority, visiting: Visiting) -> None:
    with wall(enquiring):
        visit = visiting("a", kind="correction")
        correcting(visit, "enquiries", f"a|{STARTED}", "entry", "no")
        correcting(visit, "enquiries", "a|2026-03-02", "entry", "yes")
        found = Duty.objects.filter(child_id="a", clock="icpc", as_verified=True)
        assert [one.triggered_on for one in found] == [date(2026, 3, 2)]


@pytest.mark.parametrize(
    ("table_name", "key", "field", "verified", "why", "at"),
    [
        ("enquiries", f"b|{STARTED}", "started_on", "2026-01-06", "why", "key"),
        ("conferences", "other", "held_on", "2026-01-06", "why", "key"),
        ("workers", "w", "role", "x", "why", "table"),
        ("periods_of_care", f"a|{STARTED}", "ended_on", "2026-01-06", "why", "table"),
        ("nothing", "a", "b", "c", "why", "table"),
        ("enquiries", f"a|{STARTED}", "colour", "red", "why", "field"),
        ("enquiries", f"a|{STARTED}", "started_on", "31/02/2026", "why", "verified"),
        ("enquiries", f"a|{STARTED}", "started_on", "2026-01-06", " ", "reason"),
        ("enquiries", "a|2026-03-03", "started_on", "2026-01-06", "why", "key"),
    ],
)
def test_a_correction_that_cannot_stand_is_refused_and_leaves_nothing(
    enquiring: Authority, visiting: Visiting, table_name: str, key: str, field: str, verified: str, why: str, at: str
) -> None:
    with wall(enquiring):
        with pytest.raises(NotDone) as refused:
            correcting(visiting("a", kind="correction"), table_name, key, field, verified, why)
        assert refused.value.field == at
        assert str(refused.value).endswith(".")
        assert not table("corrections").exists()
        assert not entries()


def test_reasons_outlive_what_they_hang_on(enquiring: Authority, visiting: Visiting) -> None:
    with wall(enquiring):
        duty = late_one()
        actions.give_reason(visiting("a"), duty, "report_late")
        table("enquiries").filter(child_id="a").update(started_on=STARTED + timedelta(days=1))
        recompute.for_child("a")
        kept = Duty.objects.get(child_id="a", key=duty.key)
        assert kept.superseded
        assert len(reasons([kept])["a", duty.key]) == 1
