"""What programs write: once, however often it is sent; by the same actions as the pages; with the same refusals."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.service.api.conftest import Program, Programs
from tests.service.conftest import MORNING, TODAY

from handrail.record.corrections import key_text
from handrail.record.schema import TABLE_BY_NAME
from handrail.service import clock
from handrail.service.api.models import Answered
from handrail.service.api.once import REPLAYED
from handrail.service.authorities.models import Authority
from handrail.service.authorities.profiles import keep
from handrail.service.authorities.walls import wall
from handrail.service.corrections.models import Proposal as Correction
from handrail.service.due.models import Duty, LatenessReason, Note
from handrail.service.due.reasons import lists_for
from handrail.service.due.state import standing
from handrail.service.exchange.models import Proposal
from handrail.service.records.models import table

REASONS = 'authority = "Fairlea"\n[codes.review_late_reasons]\nplacement_move = "Placement move"\nillness = "Illness"\n'
KEY = "the-first-write"


@pytest.fixture
def asks(recorded: Authority, program: Programs) -> Program:
    with wall(recorded):
        keep(REASONS, "", MORNING, "For the test")
    return program(recorded, "service_manager")


def late_review(authority: Authority) -> tuple[str, Duty]:
    """A review that is late, and the key of its child."""
    with wall(authority):
        found = Duty.objects.filter(as_verified=True).order_by("id")
        late = (one for one in found if (stands := standing(one.row, TODAY)) and stands.days_late)
        duty = next(one for one in late if lists_for(one.clock) == ("review_late_reasons",))
        return table("children").get(child_id=duty.child_id).key, duty


def write_reason(asks: Program, key: str = "", **body: Any) -> Any:
    child, duty = late_review(asks.authority)
    return asks.post(f"/children/{child}/due/{duty.pk}/reasons", {"main": "illness"} | body, key)


def test_a_reason_is_given(asks: Program) -> None:
    answer = write_reason(asks, contributing=["placement_move"], note="Chickenpox in the home")
    assert answer.status_code == 201
    assert (answer.json()["main_reason"], answer.json()["contributing_reasons"]) == ("illness", ["placement_move"])
    with wall(asks.authority):
        assert set(LatenessReason.objects.values_list("reason", "main")) == {
            ("illness", True),
            ("placement_move", False),
        }


def test_a_reason_that_is_none_of_the_authority_s_is_refused_in_words(asks: Program) -> None:
    answer = write_reason(asks, main="weather")
    assert answer.status_code == 409
    assert answer.json()["problems"][0]["where"] == "body.main"
    assert "placement_move" in answer.json()["detail"]
    with wall(asks.authority):
        assert not LatenessReason.objects.exists()
        assert not Answered.objects.exists()


def test_the_same_write_sent_again_is_done_once(asks: Program) -> None:
    child, duty = late_review(asks.authority)
    path, body = f"/children/{child}/due/{duty.pk}/notes", {"text": "Rang the school."}
    first, again = asks.post(path, body, KEY), asks.post(path, body, KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert (REPLAYED in first, again[REPLAYED]) == (False, "true")
    with wall(asks.authority):
        assert Note.objects.count() == 1


def test_a_key_belongs_to_one_write(asks: Program) -> None:
    assert write_reason(asks, KEY).status_code == 201
    answer = write_reason(asks, KEY, note="Something else")
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["where"] == "header.Idempotency-Key"


def test_a_key_is_free_again_after_a_day_and_is_each_token_s_own(
    asks: Program, program: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert REPLAYED not in write_reason(asks, KEY)
    assert REPLAYED not in write_reason(program(asks.authority, "service_manager"), KEY)
    monkeypatch.setattr(clock, "now", lambda: MORNING + timedelta(hours=24))
    assert REPLAYED in write_reason(asks, KEY)
    monkeypatch.setattr(clock, "now", lambda: MORNING + timedelta(hours=24, seconds=1))
    assert REPLAYED not in write_reason(asks, KEY)


def test_a_write_needs_a_key_and_takes_nothing_it_does_not_know(asks: Program) -> None:
    child, duty = late_review(asks.authority)
    path = f"/children/{child}/due/{duty.pk}/notes"
    assert asks.post(path, {"text": "x"}, "short").json()["problems"][0]["where"] == "header.Idempotency-Key"
    assert asks.post(path, {"text": "x", "child": "y"}).json()["problems"][0]["where"] == "body.body.child"
    answer = asks.post(path, "{", content_type="application/json")  # type: ignore[arg-type]
    assert (answer.status_code, list(answer.json())) == (400, ["detail"])


def test_files_are_handed_in_once_and_how_far_they_are_is_told(recorded: Authority, program: Programs) -> None:
    asks = program(recorded, "performance_analyst")

    def given() -> dict[str, Any]:
        return {"files": [SimpleUploadedFile("children.csv", b"child_id\n1\n")], "note": "Nightly"}

    first, again = asks.send("/imports", given(), KEY), asks.send("/imports", given(), KEY)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    with wall(recorded):
        assert Proposal.objects.count() == 1
    told = asks.get(f"/imports/{first.json()['number']}").json()
    assert (told["state"], told["files"], told["note"]) == ("reading", 1, "Nightly")
    assert asks.get(f"/imports/{first.json()['number']}/problems").json() == {"items": [], "after": None}
    other = {"files": [SimpleUploadedFile("children.csv", b"child_id\n2\n")], "note": "Nightly"}
    assert asks.send("/imports", other, KEY).status_code == 422
    assert asks.send("/imports", {"files": [SimpleUploadedFile("empty.csv", b"")]}).status_code == 409
    assert asks.send("/imports", {}).status_code == 422


def test_a_correction_is_proposed_and_waits(recorded: Authority, program: Programs) -> None:
    asks = program(recorded, "performance_analyst")
    with wall(recorded):
        review = table("reviews").order_by("child_id", "opened_on").first()
        child = table("children").get(child_id=review.child_id)
    key = key_text(TABLE_BY_NAME["reviews"], review)
    body = {"table": "reviews", "key": key, "verified": {"entry": "no"}, "why": "It was a visit, and no review."}
    answer = asks.post(f"/children/{child.key}/corrections", body)
    assert answer.status_code == 201, answer.content
    assert answer.json()["stands"] is None
    assert asks.get("/corrections").json()["items"] == [answer.json()]
    second = asks.post(f"/children/{child.key}/corrections", body)
    assert (second.status_code, second.json()["detail"]) == (
        409,
        "A correction of this entry waits to be decided already.",
    )
    with wall(recorded):
        assert Correction.objects.count() == 1


def test_a_child_is_given_to_an_officer_and_whom_the_law_bars_is_refused(asks: Program) -> None:
    with wall(asks.authority):
        held = table("allocations").filter(role="reviewing_officer", started_on__lt=TODAY, ended_on=None)
        one = held.order_by("child_id").first()
        barred = table("allocations").filter(child_id=one.child_id, role="social_worker").first().worker_id
        key = table("children").get(child_id=one.child_id).key
        officers = table("workers").filter(role="reviewing_officer", ended_on=None).exclude(worker_id=one.worker_id)
        others = list(officers.values_list("worker_id", flat=True))
    path, first_on = f"/children/{key}/allocations", TODAY.isoformat()
    answer = asks.post(path, {"worker": barred, "first_on": first_on, "why": "A change"})
    assert answer.status_code == 409
    assert "regulation 46" in answer.json()["detail"].lower()
    answers = (
        asks.post(path, {"worker": one, "first_on": first_on, "why": "A change", "conflict_reason": "Known to all"})
        for one in others
    )
    made = next(one for one in answers if one.status_code == 201).json()
    assert (made["child"], made["started_on"], made["ended_on"]) == (key, first_on, None)
    now = asks.get("/allocations", worker=made["worker"], role="reviewing_officer").json()["items"]
    assert made in now
