"""The service's ledger is the command line's: the same rows, as recorded and as verified, whatever was changed."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from handrail.record import corrections
from handrail.record.corrections import as_text, key_text
from handrail.record.schema import TABLE_BY_NAME
from handrail.record.tables import Correction
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due import recompute, stamps
from handrail.service.due.models import RECORDED, VERIFIED, Duty
from handrail.service.records import reading
from handrail.service.records.models import model_of
from handrail.timescales.ledger import LedgerRow
from handrail.timescales.subjects import SUBJECTS, build

DAY = date(2026, 4, 2)


def held(view: str) -> list[LedgerRow]:
    return sorted((each.row for each in Duty.objects.filter(**{f"as_{view}": True})), key=repr)


def as_the_command_line(view: str) -> list[LedgerRow]:
    record = reading.record()
    record = record if view == RECORDED else corrections.apply(record)
    return sorted(build(record, subjects=SUBJECTS.keys()), key=repr)


def same(authority: Authority) -> bool:
    with wall(authority):
        return all(held(view) == as_the_command_line(view) for view in (RECORDED, VERIFIED))


def test_of_a_whole_authority(worked_out: Authority) -> None:
    assert same(worked_out)
    with wall(worked_out):
        assert len(held(RECORDED)) > 500
        assert not stamps.is_stale()


@pytest.mark.parametrize("seed", range(4))
def test_after_changes_of_single_children(worked_out: Authority, seed: int) -> None:
    random = Random(seed)
    for _ in range(12):
        with wall(worked_out):
            child_ids = CHANGES[random.randrange(len(CHANGES))](random)
            recompute.for_children(child_ids)
        assert same(worked_out)
    with wall(worked_out):
        assert not stamps.is_stale()


def some(random: Random, table: str) -> Any:
    rows: Any = model_of(table).objects
    return random.choice(list(rows.order_by("id")))


def a_review_more(random: Random) -> list[str]:
    care = some(random, "periods_of_care")
    rows: Any = model_of("reviews").objects
    opened_on = care.began_on + timedelta(days=random.randrange(5, 400))
    rows.get_or_create(child_id=care.child_id, opened_on=opened_on)
    return [care.child_id]


def a_review_on_the_first_day(random: Random) -> list[str]:
    care = some(random, "periods_of_care")
    rows: Any = model_of("reviews").objects
    rows.get_or_create(child_id=care.child_id, opened_on=care.began_on)
    return [care.child_id]


def a_visit_on_the_day_the_plan_began(random: Random) -> list[str]:
    plan = some(random, "plans")
    rows: Any = model_of("events").objects
    rows.get_or_create(child_id=plan.child_id, kind="cp_visit", happened_on=plan.started_on)
    return [plan.child_id]


def a_review_less(random: Random) -> list[str]:
    review = some(random, "reviews")
    review.delete()
    return [review.child_id]


def a_plan_ended(random: Random) -> list[str]:
    plan = some(random, "plans")
    plan.ended_on = plan.started_on + timedelta(days=random.randrange(30, 500))
    plan.save()
    return [plan.child_id]


def corrected(table: str, row: Any, field: str, verified: str) -> None:
    named = TABLE_BY_NAME[table]
    recorded = corrections.YES if field == corrections.ENTRY else as_text(getattr(row, field)) or None
    said = Correction(table, key_text(named, row), field, recorded, verified, "the file says so", "A", DAY)
    rows: Any = model_of("corrections").objects
    unique = {name: getattr(said, name) for name in ("table", "key", "field", "corrected_on")}
    rows.update_or_create(**unique, defaults=said._asdict())


def a_review_corrected(random: Random) -> list[str]:
    review = some(random, "reviews")
    moved = review.opened_on + timedelta(days=random.randrange(1, 9))
    corrected("reviews", review, "opened_on", as_text(moved))
    return [review.child_id]


def a_review_that_never_was(random: Random) -> list[str]:
    review = some(random, "reviews")
    corrected("reviews", review, corrections.ENTRY, corrections.NO)
    return [review.child_id]


def a_conference_corrected(random: Random) -> list[str]:
    conference = some(random, "conferences")
    corrected("conferences", conference, "held_on", as_text(conference.held_on + timedelta(days=3)))
    there: Any = model_of("conference_children").objects
    return list(there.filter(conference_id=conference.conference_id).values_list("child_id", flat=True))


def an_event_that_never_was(random: Random) -> list[str]:
    event = some(random, "events")
    corrected("events", event, corrections.ENTRY, corrections.NO)
    return [event.child_id]


def merged(random: Random) -> list[str]:
    kept, other = some(random, "children").child_id, some(random, "children").child_id
    if kept != other:
        rows: Any = model_of("merges").objects
        said = {"reason": "one child", "author": "A", "decided_on": DAY}
        rows.get_or_create(kept_id=kept, other_id=other, act="merge", defaults=said)
    return [kept]


CHANGES = (
    a_review_more,
    a_review_on_the_first_day,
    a_visit_on_the_day_the_plan_began,
    a_review_less,
    a_plan_ended,
    a_review_corrected,
    a_review_that_never_was,
    a_conference_corrected,
    an_event_that_never_was,
    merged,
)
