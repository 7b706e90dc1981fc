"""Handing a file of people in, and letting it take effect: all of what was chosen or nothing, never over a change unseen."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction

from handrail.service.audit.actions import enter
from handrail.service.authorities.versions import Overtaken
from handrail.service.authorities.visits import Visit
from handrail.service.people.actions import UNCONFIRMED, moves
from handrail.service.people.comparing import Change, Compared, compare
from handrail.service.people.file_kinds import CONTACTS, NAMES, WORKERS, Kind
from handrail.service.people.models import Contact, HandedIn, Particulars, WorkerDetails
from handrail.service.people.sheets import Line, Wrong, read
from handrail.service.people.worker_forms import DETAILS, ROW
from handrail.service.records.changes import written
from handrail.service.records.models import WRITTEN, table


class Moved(RuntimeError):
    """What stands is not what somebody saw when they chose."""


def hand_in(visit: Visit, kind: Kind, name: str, content: bytes) -> HandedIn:
    """Keep the good rows of a file, and what is wrong with the others, until it is applied. Raises BadFile."""
    lines, wrong = read(content, list(kind.headings.values()), kind.needed)
    kept = {"lines": [[one.row, one.said] for one in lines], "wrong": [asdict(one) for one in wrong]}
    made, _ = HandedIn.objects.update_or_create(
        kind=kind.key, owner=visit.viewer.account, defaults={**kept, "at": visit.now, "file": name[:200]}
    )
    return made


def waiting(visit: Visit, kind: Kind) -> HandedIn | None:
    """What the same person handed in and has neither applied nor dropped."""
    return HandedIn.objects.filter(kind=kind.key, owner=visit.viewer.account).first()


def compared(visit: Visit, kind: Kind, handed: HandedIn) -> Compared:
    """What was handed in beside what stands now."""
    found = compare(visit, kind, [Line(row, said) for row, said in handed.lines])
    found.wrong = sorted([*(Wrong(**one) for one in handed.wrong), *found.wrong], key=lambda one: one.row)
    return found


def drop(visit: Visit, kind: Kind) -> None:
    """Let go of what was handed in."""
    HandedIn.objects.filter(kind=kind.key, owner=visit.viewer.account).delete()


def apply(visit: Visit, kind: Kind, handed: HandedIn, seen: str, replaced: Collection[int] | None) -> int:
    """Write what only adds, and of what overwrites the rows that were chosen (None: all); how many rows were written.

    Raises Moved, with nothing written, where what stands is not what was seen.
    """
    try:
        with transaction.atomic():
            found = compared(visit, kind, handed)
            if found.seen != seen:
                raise Moved
            chosen = [one for one in found.changes if not one.replaces or replaced is None or one.row in replaced]
            _write(kind, chosen)
            children = {one.about for one in chosen} if kind.key in (NAMES, CONTACTS) else ()
            enter(visit, "import", children=children, detail={"what": kind.key, "rows": len(chosen)})
            handed.delete()
    except (Overtaken, IntegrityError):
        raise Moved from None
    return len(chosen)


def _write(kind: Kind, changes: Sequence[Change]) -> None:
    if kind.key == WORKERS:
        _write_workers(changes)
        return
    model: Any = Contact if kind.key == CONTACTS else Particulars
    model.objects.bulk_create((model(child=one.about, **one.says) for one in changes if one.is_new), batch_size=500)
    for one in changes:
        if not one.is_new:
            model.save_over(one.stands.version, _with_doubt(kind, one), pk=one.stands.number)


def _with_doubt(kind: Kind, one: Change) -> dict[str, Any]:
    """The values of a row; another address is one that nobody has confirmed."""
    moved = kind.key == CONTACTS and moves(one.says, one.stands.values)
    return {**one.says, **(UNCONFIRMED if moved else {})}


def _write_workers(changes: Sequence[Change]) -> None:
    written()
    new = [one for one in changes if not one.stands.values]
    table("workers").bulk_create(
        [table("workers").model(worker_id=one.about, **_only(ROW, one)) for one in new], batch_size=500
    )
    WorkerDetails.objects.bulk_create(
        (WorkerDetails(worker_id=one.about, **_only(DETAILS, one)) for one in changes if one.is_new), batch_size=500
    )
    for one in changes:
        if not one.is_new:
            WorkerDetails.save_over(one.stands.version, _only(DETAILS, one), worker_id=one.about)
        if one.stands.values and (row := _only(ROW, one)):
            table("workers").filter(worker_id=one.about, origin=WRITTEN).update(**row)


def _only(names: Sequence[str], one: Change) -> dict[str, Any]:
    return {name: one.says[name] for name in names if name in one.says}
