"""A difference as a page shows it: what will change, what another has changed meanwhile, what cannot and why."""

from collections.abc import Iterator, Sequence
from typing import Any

from handrail.service.authorities.visits import Visit
from handrail.service.worklist.actions import Done
from handrail.service.worklist.difference import Judged, Outcome
from handrail.service.worklist.grids import Grid
from handrail.service.worklist.models import Step

SHOWN = 200
"""Cells of each kind that a page shows; the rest are counted."""


def difference(grid: Grid, visit: Visit, step: Step, judged: Sequence[Judged]) -> dict[str, Any]:
    """The page of a step that is not applied yet."""
    parts = {outcome: [one for one in judged if one.outcome == outcome] for outcome in Outcome}
    changes, clashes = len(parts[Outcome.CHANGES]), len(parts[Outcome.CLASHES])
    return {
        "title": "What would change" if changes or clashes else "Nothing would change",
        "authority": visit.authority.key,
        "grid": grid.key,
        "step": step.pk,
        "changes": _table(parts[Outcome.CHANGES]),
        "clashes": _table(parts[Outcome.CLASHES]),
        "refused": _table(parts[Outcome.REFUSED]),
        "problems": step.problems,
        "same": len(parts[Outcome.SAME]),
        "counts": {outcome.value: len(found) for outcome, found in parts.items()},
        "shown": SHOWN,
    }


def undone_words(done: Done) -> Iterator[str]:
    """What came of taking back."""
    if done.changed:
        yield f"{done.changed:,} {'cell is' if done.changed == 1 else 'cells are'} as before."
    left = [one for one in done.judged if one.outcome in (Outcome.CLASHES, Outcome.REFUSED)]
    if left:
        which = "One cell was" if len(left) == 1 else f"{len(left):,} cells were"
        yield f"{which} changed since and stayed as it is now: {_where(left[0])}."


def _where(one: Judged) -> str:
    row, column = one.row, one.column
    what = row.cells["what"] if row and "what" in row.cells else "a row that is no longer there"
    return f"{column.heading if column else 'a column that was closed'} of {what}"


def _table(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    return [
        {
            "at": one.proposed.at,
            "who": one.row.cells.get("child", "") if one.row else "",
            "what": one.row.cells.get("what", "") if one.row else "",
            "column": one.column.heading if one.column else one.proposed.column,
            "before": one.before,
            "after": one.after,
            "why": one.why,
        }
        for one in judged[:SHOWN]
    ]
