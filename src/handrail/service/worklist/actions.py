"""Writing into a list: a step is proposed, shown, applied whole or not at all, and taken back in one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from handrail.service.authorities.visits import Visit
from handrail.service.due.record import lock
from handrail.service.worklist.difference import Judged, Outcome, Proposed, by_editor, judge
from handrail.service.worklist.grids import Grid
from handrail.service.worklist.models import Change, Step
from handrail.service.worklist.opened import Opened
from handrail.service.worklist.values import fingerprint

CELL, ROW, PASTE, MANY, WORKBOOK, UNDO = "cell", "row", "paste", "many", "workbook", "undo"
MOST = 5_000
"""Cells of one step."""
_KEPT = timedelta(days=2)


class TooMany(ValueError):
    """More cells than one step may have."""

    def __init__(self) -> None:
        super().__init__(f"One step changes {MOST:,} cells at most. Choose fewer rows, and do the rest after.")


@dataclass(frozen=True)
class Done:
    """A step that was applied, with what came of each of its cells."""

    step: Step
    judged: list[Judged]

    @property
    def changed(self) -> int:
        """How many cells were changed."""
        return sum(one.outcome == Outcome.CHANGES for one in self.judged)


def propose(visit: Visit, grid: Grid, how: str, proposed: Sequence[Proposed], problems: Sequence[str] = ()) -> Step:
    """Keep what somebody wants changed until they have seen what it does. Raises TooMany.

    What the same person never confirmed is let go after two days.
    """
    if len(proposed) > MOST:
        raise TooMany
    Step.objects.filter(by=visit.viewer.account, applied_at=None, made_at__lt=visit.now - _KEPT).delete()
    by = {"by": visit.viewer.account, "grid": grid.key, "made_at": visit.now}
    step = Step.objects.create(**by, how=how, problems=list(problems))
    said = {"step": step, "by": visit.viewer.account, "at": visit.now}
    Change.objects.bulk_create(
        Change(child_id=one.row[0], duty=one.row[1], column=one.column, wanted=one.wanted, seen=one.seen, row=one.at, **said)
        for one in proposed
    )  # fmt: skip
    return step


def proposed_in(step: Step) -> list[Proposed]:
    """What a step proposes."""
    rows = step.changes.values_list("child_id", "duty", "column", "wanted", "seen", "row")
    return [Proposed((child, duty), column, wanted, seen, at=at) for child, duty, column, wanted, seen, at in rows]


def apply(visit: Visit, grid: Grid, step: Step, *, mine: bool = False) -> Done:
    """Write whatever of a step can be written, in one transaction; `mine` also what another has changed meanwhile."""
    with transaction.atomic():
        opened, proposed = Opened(grid, visit), proposed_in(step)
        lock({one.row[0] for one in proposed})
        judged = judge(opened, proposed, mine=mine)
        _write(visit, step, judged, back=False)
    return Done(step, judged)


def at_once(visit: Visit, grid: Grid, how: str, proposed: Sequence[Proposed]) -> Done:
    """Propose and apply a few cells, where all can be written; otherwise nothing is, and it says why."""
    with transaction.atomic():
        lock({one.row[0] for one in proposed})
        judged = judge(Opened(grid, visit), proposed)
        changes = [one.proposed for one in judged if one.outcome == Outcome.CHANGES]
        if not changes or any(one.outcome in (Outcome.CLASHES, Outcome.REFUSED) for one in judged):
            return Done(Step(), [replace(one, outcome=_held_back(one)) for one in judged])
        step = propose(visit, grid, how, changes)
        _write(visit, step, judged, back=False)
    return Done(step, judged)


def last_step(visit: Visit, grid: Grid) -> Any | None:
    """The step this person applied last that was not taken back, and took none back; `cells` is how many it changed."""
    applied = Step.objects.filter(by=visit.viewer.account, grid=grid.key, applied_at__isnull=False)
    counted = applied.annotate(cells=Count("changes", filter=Q(changes__done=True)))
    return counted.filter(undoes=None, undone_by=None).order_by("-applied_at", "-id").first()


def undo(visit: Visit, grid: Grid, step: Step) -> Done:
    """Put back exactly what stood before a step; cells changed since are left, and it says so."""
    with transaction.atomic():
        opened = Opened(grid, visit)
        done = list(step.changes.filter(done=True))
        lock({one.child_id for one in done})
        rows = opened.named((one.child_id, one.duty) for one in done)
        proposed = [_back(opened, rows.get((one.child_id, one.duty)), one) for one in done]
        taken = propose(visit, grid, UNDO, proposed)
        judged = judge(opened, proposed, back=True)
        if any(one.outcome == Outcome.CHANGES for one in judged):
            taken.undoes = step
            _write(visit, taken, judged, back=True)
    return Done(taken, judged)


def _back(opened: Opened, row: Any, one: Change) -> Proposed:
    column = opened.columns.get(one.column)
    seen = fingerprint(column.shown_as(row, one.after)) if column and row else ""
    wanted = column.shown_as(row, one.before) if column and row else one.before
    return Proposed((one.child_id, one.duty), one.column, wanted, seen, value=one.before)


def _held_back(one: Judged) -> Outcome:
    """In a step of which nothing is written nothing changes."""
    return Outcome.SAME if one.outcome == Outcome.CHANGES else one.outcome


def _write(visit: Visit, step: Step, judged: Sequence[Judged], *, back: bool) -> None:
    for editor, wanted in by_editor(judged).items():
        editor.write(visit, wanted, back=back)
    changes = {(one.child_id, one.duty, one.column): one for one in step.changes.all()}
    done = []
    for one in judged:
        if one.outcome == Outcome.CHANGES and one.row and one.column:
            change = changes[*one.proposed.row, one.proposed.column]
            change.done, change.before, change.after = True, one.row.cells.get(one.column.key, ""), one.value
            done.append(change)
    Change.objects.bulk_update(done, ["done", "before", "after"], batch_size=500)
    step.applied_at = visit.now
    step.save()
