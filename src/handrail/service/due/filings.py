"""What people wrote about what was due, as items for the case system: why it was late, and notes."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from handrail.service.authorities.visits import Visit
from handrail.service.clock import LONDON
from handrail.service.design.dates import short_date
from handrail.service.due.models import Duty, LatenessReason, Note
from handrail.service.due.reasons import reasons_for
from handrail.service.due.state import standing
from handrail.service.filing import Item, Mark, kind
from handrail.timescales.clocks import clock

LATE_REASON, NOTE = "late_reason", "note"
_Key = tuple[str, str]
"""The council's id of a child, and the natural key of something due."""


def _reason_marks(children: Any) -> Iterator[Mark]:
    given = LatenessReason.objects.filter(child_id__in=children.values("child_id")).order_by("id")
    found: dict[_Key, list[tuple[int, datetime, datetime | None]]] = {}
    for child_id, duty, number, at, replaced_at in given.values_list("child_id", "duty", "id", "at", "replaced_at"):
        found.setdefault((child_id, duty), []).append((number, at, replaced_at))
    for (child_id, duty), rows in found.items():
        standing_now = [row for row in rows if row[2] is None]
        version = ",".join(str(row[0]) for row in standing_now) or f"taken back {rows[-1][0]}"
        at = max(row[2] or row[1] for row in standing_now or rows)
        yield Mark(LATE_REASON, child_id, duty, version, at, gone=not standing_now)


@kind(LATE_REASON, "Why something was late", marks=_reason_marks)
def tell_reasons(visit: Visit, marks: Collection[Mark]) -> Iterator[Item]:
    """Why each was late: the main reason first."""
    duties, reasons = _duties(marks), _reasons(marks)
    for mark in marks:
        duty, given = duties.get((mark.child_id, mark.key)), reasons[mark.child_id, mark.key]
        about = duty.clock if duty else mark.key.split("|")[1]
        words = reasons_for(about, visit.profile)
        note = (*_stands(duty, visit), *(_reason(one, words) for one in given if not mark.gone))
        said = (*note, "The reasons that were given before were taken back.") if mark.gone else note
        yield Item(mark, f"Late: {clock(about).title}", said, _dates(duty), given[-1].by)


def _reason(one: LatenessReason, words: Mapping[str, str]) -> str:
    said = f"{'Main reason' if one.main else 'It also mattered'}: {words.get(one.reason, one.reason)}."
    return f"{said} {one.note}".strip()


def _reasons(marks: Collection[Mark]) -> dict[_Key, list[LatenessReason]]:
    """Those that stand, the main one first; where none does, all that were taken back."""
    found: dict[_Key, list[LatenessReason]] = {(mark.child_id, mark.key): [] for mark in marks}
    given = LatenessReason.objects.filter(child_id__among=sorted({mark.child_id for mark in marks}))
    for one in given.order_by("-main", "id"):
        found.get((one.child_id, one.duty), []).append(one)
    return {key: [one for one in rows if one.replaced_at is None] or rows for key, rows in found.items()}


def _note_marks(children: Any) -> Iterator[Mark]:
    notes = Note.objects.filter(child_id__in=children.values("child_id"))
    for number, child_id, duty, at, gone_at in notes.values_list("id", "child_id", "duty", "at", "taken_back_at"):
        version = "taken back" if gone_at else "written"
        yield Mark(NOTE, child_id, f"{duty}|{number}", version, gone_at or at, gone=bool(gone_at))


@kind(NOTE, "A note on something due", marks=_note_marks)
def tell_notes(visit: Visit, marks: Collection[Mark]) -> Iterator[Item]:
    """What was noted, with what it is about."""
    about = {mark: mark.key.rpartition("|") for mark in marks}
    duties = _duties([mark._replace(key=about[mark][0]) for mark in marks])
    notes = Note.objects.in_bulk([int(number) for _, _, number in about.values()])
    for mark, (key, _, number) in about.items():
        duty, one = duties.get((mark.child_id, key)), notes[int(number)]
        said = ("This note was taken back. It said:", one.text) if mark.gone else (one.text,)
        written = ("Noted", one.at.astimezone(LONDON).date())
        title = f"Note: {clock(duty.clock if duty else key.split('|')[1]).title}"
        yield Item(mark, title, (*_stands(duty, visit), *said), (*_dates(duty), written), one.by)


def _duties(marks: Collection[Mark]) -> dict[_Key, Duty]:
    """What the items are about, as verified where the ledger still has it."""
    ids, keys = sorted({mark.child_id for mark in marks}), {(mark.child_id, mark.key) for mark in marks}
    rows = Duty.objects.filter(child_id__among=ids).order_by("as_verified", "as_recorded")
    return {(one.child_id, one.key): one for one in rows if (one.child_id, one.key) in keys}


def _stands(duty: Duty | None, visit: Visit) -> tuple[str, ...]:
    """What was due when, and how it stands: one sentence; none where the ledger no longer has it."""
    if duty is None:
        return ()
    due_on, stands = duty.due_on or duty.due_latest_on, standing(duty.row, visit.today)
    said = clock(duty.clock).title + (f" was due on {short_date(due_on)}" if due_on else "")
    if duty.met_on:
        said += f"{' and' if due_on else ''} took place on {short_date(duty.met_on)}"
    days = stands.days_late if stands else 0
    return (f"{said}{f', {days} ' + ('day' if days == 1 else 'days') + ' late' if days else ''}.",)


def _dates(duty: Duty | None) -> tuple[tuple[str, Any], ...]:
    if duty is None:
        return ()
    days = (("Due", duty.due_on or duty.due_latest_on), ("Took place", duty.met_on))
    return tuple((label, day) for label, day in days if day)
