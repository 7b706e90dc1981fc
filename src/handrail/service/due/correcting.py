"""Correcting what was recorded about a child, by overlays; the ledger of every child it touches follows at once."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction

from handrail.record.corrections import ENTRY, NEVER_CORRECTED, NO, YES, as_text, check, key_text
from handrail.record.record import Record
from handrail.record.schema import TABLE_BY_NAME, Table
from handrail.record.tables import Correction
from handrail.service.authorities.visits import Visit
from handrail.service.due import recompute
from handrail.service.due.actions import entered, refuse_unreached
from handrail.service.due.record import lock
from handrail.service.not_done import NotDone
from handrail.service.records import changes, reading, standing
from handrail.service.records.models import WRITTEN, table
from handrail.service.records.reach import child_column

_MEETINGS = ("conferences",)
"""Tables that are about children without naming one: whoever was there has another ledger after a correction."""


class Amended(NamedTuple):
    """An entry put right: its table, its key as recorded, and what was verified, by column or for `entry` itself.

    Columns and values are written as `record.corrections` has them. `author` is whoever verified it.
    """

    table: str
    key: str
    verified: Mapping[str, str]
    why: str
    author: str


def corrections_for(visit: Visit, child: Any, amended: Amended) -> list[Correction]:
    """The corrections that would put an entry about a child right; nothing is written.

    What was recorded is taken from the record. Raises NotDone where one cannot stand, and PermissionDenied.
    """
    refuse_unreached(visit, {child.child_id})
    record = reading.record([child.child_id])
    _refuse_strange(record, child, amended)
    made = [
        Correction(
            amended.table, amended.key, field, _recorded(record, amended, field), value.strip() or None,
            amended.why.strip(), amended.author, visit.today,
        )
        for field, value in amended.verified.items()
    ]  # fmt: skip
    _refuse_wrong(record, made)
    return made


def correct(visit: Visit, child: Any, amended: Amended) -> list[Correction]:
    """Put an entry about a child right by overlays: what was recorded stays.

    A second correction of the same column on one day takes the place of the first. Raises NotDone and PermissionDenied.
    """
    refuse_unreached(visit, {child.child_id})
    with transaction.atomic():
        lock([child.child_id])
        made = corrections_for(visit, child, amended)
        for correction in made:
            _keep(correction)
        changes.written()
        if amended.table in standing.ENDED_IN:
            standing.stand()
        touched = _touched(child, amended)
        recompute.for_children(touched)
        for correction in made:
            entered(visit, touched, {"what": "correction", "table": correction.table, "field": correction.field})
    return made


def _refuse_strange(record: Record, child: Any, amended: Amended) -> None:
    """Raises NotDone where the entry is none about the child, or none that is corrected here."""
    named = TABLE_BY_NAME.get(amended.table)
    if named is None or named.name in NEVER_CORRECTED or not (child_column(named.name) or named.name in _MEETINGS):
        raise NotDone("table", f"Entries of {amended.table} are not corrected from a child's page.")
    if _entry(record, amended) is None and _child_of(named, amended.key) != child.child_id:
        raise NotDone("key", "This entry is not about this child.")


def _entry(record: Record, amended: Amended) -> Any | None:
    named = TABLE_BY_NAME[amended.table]
    return next((row for row in getattr(record, named.name) if key_text(named, row) == amended.key), None)


def _recorded(record: Record, amended: Amended, field: str) -> str | None:
    """What is recorded now, as corrections write it."""
    entry = _entry(record, amended)
    if field == ENTRY:
        return NO if entry is None else YES
    return None if entry is None else as_text(getattr(entry, field, None)) or None


def _child_of(named: Table, key: str) -> str | None:
    """The child that the key of an entry names, where it names one."""
    return dict(zip(named.key, key.split("|"), strict=False)).get(child_column(named.name) or "")


def _refuse_wrong(record: Record, made: list[Correction]) -> None:
    same = {(one.table, one.key, one.field, one.corrected_on) for one in made}
    others = [each for each in record.corrections if (each.table, each.key, each.field, each.corrected_on) not in same]
    for fault in check(record, [*others, *made])[len(others) :]:
        if fault is not None:
            raise NotDone(fault.field, f"{fault.what[:1].upper()}{fault.what[1:]}. {fault.what_to_do}")


def _keep(correction: Correction) -> None:
    said = correction._asdict()
    unique = {name: said.pop(name) for name in TABLE_BY_NAME["corrections"].key}
    table("corrections").update_or_create(**unique, defaults={**said, "origin": WRITTEN})


def _touched(child: Any, amended: Amended) -> list[str]:
    if amended.table not in _MEETINGS:
        return [child.child_id]
    there = table("conference_children").filter(conference_id=amended.key)
    return sorted({child.child_id, *there.values_list("child_id", flat=True)})
