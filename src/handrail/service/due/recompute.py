"""The ledger worked out anew: of the children a change touched, in its transaction; of all, a few hundred at a time.

The rules are those of the command line (`timescales.subjects`, `timescales.sequences`), over the record as it stands in
the database. What is written is the difference: rows that did not change are not touched.
"""

from collections.abc import Callable, Collection, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from handrail.record import corrections
from handrail.record.record import Record
from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due import difference, stamps
from handrail.service.due.given import keep_in_record
from handrail.service.due.keys import Keyed, keyed
from handrail.service.due.kinds import Kinds, kinds
from handrail.service.due.models import RECORDED, VERIFIED, Duty, Stamp
from handrail.service.due.record import READ, everyone, lock
from handrail.service.records import reading
from handrail.service.records.models import table
from handrail.timescales import sequences
from handrail.timescales.ledger import Timetable
from handrail.timescales.subjects import EVENTS, SUBJECTS, build

CHUNK = 500
"""Children worked out in one transaction: others who write wait no longer than that takes."""
_SAID_OF = ("episodes", "periods_of_care", "enquiries", "plans", "secure_placements")
"""Tables whose rows make something due: a source may tell of a child that it does not list."""

Progress = Callable[[int, int], None]
"""Told after each chunk: children done so far, children there are."""


def for_child(child_id: str) -> int:
    """Work out one child's rows, in the transaction of what changed them; how many rows changed. Raises NoWall."""
    return for_children([child_id])


def for_children(child_ids: Collection[str]) -> int:
    """Work out the rows of these children, who are locked until the end of the transaction. Raises NoWall."""
    with transaction.atomic():
        record, stamp = _record(child_ids), Stamp.objects.first()
        now = kinds(record, stamp)
        if stamp is not None and stamp.kinds != now and not stamp.overtaken:
            Stamp.objects.update(overtaken=True)
        return _write(child_ids, record, now)


def for_all(authority: Authority, progress: Progress | None = None) -> int:
    """Work out the rows of every child of an authority; how many rows changed. To be called outside a wall.

    Each chunk of children is a transaction of its own, and the stamp is set last: whoever is killed leaves every child
    whole and the ledger known to be behind, and the next run writes only what is still to be written.
    """
    with wall(authority):
        held, before, ids = stamps.versions(), kinds(Record(), None), _everyone()
    done = changed = 0
    for chunk in _chunks(ids):
        with wall(authority):
            changed += _write(chunk, _record(chunk), before)
        done += len(chunk)
        if progress is not None:
            progress(done, len(ids))
    with wall(authority):
        overtaken = kinds(Record(), None) != before
        said = {**held._asdict(), "kinds": before, "overtaken": overtaken, "computed_at": clock.now()}
        Stamp.objects.update_or_create(defaults=said)
    return changed


def _record(child_ids: Collection[str]) -> Record:
    """The record of these children, who are locked first."""
    lock(child_ids)
    record = reading.record(child_ids, READ)
    record.missing = [gap for gap in record.missing if gap.why != reading.ONLY_SOME]
    return record


def _write(child_ids: Collection[str], record: Record, recorded: Kinds) -> int:
    rows = _rows(record, recorded[RECORDED])
    same = not record.corrections and recorded[RECORDED] == recorded[VERIFIED]
    verified = rows if same else _rows(corrections.apply(record), recorded[VERIFIED])
    merged = {child_id for act in record.merges for child_id in (act.kept_id, act.other_id)}
    changed = difference.write({*child_ids, *merged}, rows, verified)
    if changed:
        keep_in_record({*child_ids, *merged})
    return changed


def _rows(record: Record, recorded: Collection[str]) -> Keyed:
    """The ledger of this record on the statutory basis; `recorded` are the kinds of event some source records."""
    timetable = Timetable()
    rows = build(record, subjects=SUBJECTS.keys() - {EVENTS})
    return keyed([*rows, *sequences.rows(record, timetable, recorded)])


def _everyone() -> list[str]:
    """Every child of whom anything is, or was, due."""
    tables: list[QuerySet[Any]] = [Duty.objects.all(), *map(table, _SAID_OF)]
    names = [each.order_by().values_list("child_id") for each in tables]
    return sorted(child_id for (child_id,) in everyone().values_list("child_id").union(*names))


def _chunks(ids: list[str]) -> Iterator[list[str]]:
    remaining = iter(ids)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
