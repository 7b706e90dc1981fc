"""The reasons given here for late meetings, in the record: there the measures find them beside those handed in.

They hang on the thing that was due; the record has them on the day of the meeting that met it. Until it was held they
stand here alone. What was handed in for the same meeting under the same word stays as it was handed in.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import F, QuerySet

from handrail.service.due.meetings import meeting_of, meetings
from handrail.service.due.models import Duty, LatenessReason
from handrail.service.records import changes
from handrail.service.records.models import LOADED, WRITTEN, table

_NAME = "late_reasons"
_KEY = ("child_id", "meeting", "meeting_on", "reason")
_Wanted = dict[tuple[Any, ...], bool]
"""Whether it was the main one, by the key of a row."""


def keep_in_record(child_ids: Collection[str]) -> None:
    """Make the record's reasons that were written here those that stand for these children. Raises NoWall."""
    here = table(_NAME).filter(child_id__among=sorted(child_ids))
    wanted = _wanted(child_ids)
    handed_in = here.filter(origin=LOADED).values_list(*_KEY) if wanted else ()
    for key in handed_in:
        wanted.pop(key, None)
    written = {tuple(key): (number, main) for number, main, *key in _written(here)}
    gone = [number for key, (number, main) in written.items() if wanted.get(key) != main]
    if gone:
        here.filter(id__in=gone).delete()
    new = {key: main for key, main in wanted.items() if key not in written or written[key][1] != main}
    if gone or new:
        changes.written()
    model = table(_NAME).model
    model.objects.bulk_create(model(**dict(zip(_KEY, key, strict=True)), main=main) for key, main in new.items())


def _written(here: "QuerySet[Any]") -> "QuerySet[Any]":
    return here.filter(origin=WRITTEN).values_list("id", "main", *_KEY)


def _wanted(child_ids: Collection[str]) -> _Wanted:
    """The reasons that stand for meetings that were held late; given for two things one meeting met, they are one."""
    standing = LatenessReason.objects.filter(child_id__among=sorted(child_ids), replaced_at=None)
    given: dict[tuple[str, str], list[LatenessReason]] = {}
    for reason in standing:
        given.setdefault((reason.child_id, reason.duty), []).append(reason)
    wanted: _Wanted = {}
    for duty in _held_late(given) if given else ():
        for reason in given.get((duty.child_id, duty.key), ()):
            key = (duty.child_id, meeting_of(duty.clock), duty.met_on, reason.reason)
            wanted[key] = wanted.get(key, False) or reason.main
    return wanted


def _held_late(given: Collection[tuple[str, str]]) -> "QuerySet[Duty]":
    """The meetings held late among these things due, and perhaps others."""
    late = Duty.objects.filter(as_verified=True, clock__in=meetings(), met_on__gt=F("due_latest_on"))
    return late.filter(child_id__in={child for child, _ in given}, key__in={key for _, key in given})
