"""The kinds of event that some source of the authority records: they decide which sequences run, for every child.

Asked for while the ledger of a few children is worked out, without looking at every child's events: what is recorded
of these children is at hand, and of the rest only the kinds that were recorded before can have gone.
"""

from collections.abc import Collection

from handrail.record import corrections
from handrail.record.record import Record
from handrail.service.due.models import RECORDED, VERIFIED, Stamp
from handrail.service.due.record import READ
from handrail.service.records import reading
from handrail.service.records.models import table
from handrail.timescales.sequences import SEQUENCES, recorded_kinds

Kinds = dict[str, list[str]]
"""The kinds of event recorded, in each view."""
_EVENTS = "events"
_COUNTED = {sequence.met_by for sequence in SEQUENCES}


def kinds(children: Record, stamp: Stamp | None) -> Kinds:
    """What is recorded now, given the record of the children who changed and what was recorded before. Raises NoWall."""
    before = set(stamp.kinds[RECORDED]) if stamp else _COUNTED
    here = recorded_kinds(children) & _COUNTED
    found = here | {kind for kind in before - here if _is_recorded(kind)}
    return {RECORDED: sorted(found), VERIFIED: sorted(_as_verified(found))}


def _is_recorded(kind: str, but_of: Collection[str] = ()) -> bool:
    return table(_EVENTS).filter(kind=kind).exclude(child_id__in=but_of).exists()


def _as_verified(recorded: set[str]) -> set[str]:
    """Corrections of events may take the last of a kind away, or bring the first."""
    keys = table("corrections").filter(table=_EVENTS).values_list("key", flat=True)
    corrected = sorted({key.partition("|")[0] for key in keys})
    if not corrected:
        return recorded
    part = reading.record(corrected, READ)
    of_events = [each for each in part.corrections if each.table == _EVENTS]
    there = recorded_kinds(corrections.apply(Record(events=part.events, corrections=of_events))) & _COUNTED
    looked_at = {*corrected, *(child.child_id for child in part.children)}
    return there | {kind for kind in recorded - there if _is_recorded(kind, but_of=looked_at)}
