"""What would change: cells that somebody wants written, each held against what stands there now.

Typing into a cell, pasting, changing many, an uploaded workbook and taking back all come through here, so that all have
the same rules. A value was written to what its writer saw; where another has written meanwhile, both are shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from handrail.service.worklist.grids import Column, Editor, Row, RowKey
from handrail.service.worklist.opened import Opened
from handrail.service.worklist.values import BadValue, fingerprint, parsed

_GONE = "This row is no longer in the list, or is not yours to change."
_FIXED = "This column cannot be changed here."
_CLOSED = "There is no such column in the list any more."


class Outcome(StrEnum):
    """What comes of a wanted value."""

    CHANGES = "changes"
    SAME = "same"
    CLASHES = "clashes"
    REFUSED = "refused"


@dataclass(frozen=True)
class Proposed:
    """A value somebody wants in a cell: in words, or as it is kept (`value`). `seen` is the fingerprint of what they saw.

    `seen` is blank where they did not look at the cell; `at` is the row of the file it came in.
    """

    row: RowKey
    column: str
    wanted: str = ""
    seen: str = ""
    value: str | None = None
    at: int | None = None


@dataclass(frozen=True)
class Judged:
    """What comes of it, with the cell in words as it is and as it would be, and why not where it is refused."""

    proposed: Proposed
    outcome: Outcome
    row: Row | None = None
    column: Column | None = None
    before: str = ""
    after: str = ""
    value: str = ""
    why: str = ""


def judge(opened: Opened, proposed: Sequence[Proposed], *, back: bool = False, mine: bool = False) -> list[Judged]:
    """What would come of these, in their order; `back` where they put back what stood before a step.

    `mine` says that their writer has seen what clashes, and wants the own value in its place.
    """
    rows = opened.named(one.row for one in proposed)
    judged = [_by_itself(opened, rows.get(one.row), one, mine) for one in proposed]
    refused = _refused(opened, judged, back)
    return [_with_refusal(one, refused) for one in judged]


def _by_itself(opened: Opened, row: Row | None, one: Proposed, mine: bool) -> Judged:
    column = opened.columns.get(one.column)
    if row is None or column is None:
        return Judged(one, Outcome.REFUSED, row, column, after=one.wanted, why=_CLOSED if row else _GONE)
    now = column.shown(row)
    try:
        options = column.options(row)
        value = one.value if one.value is not None else parsed(column.kind, one.wanted, options)
    except BadValue as error:
        return Judged(one, Outcome.REFUSED, row, column, now, one.wanted, why=str(error))
    found = Judged(one, Outcome.CHANGES, row, column, now, column.shown_as(row, value), value)
    if found.after == now:
        return replace(found, outcome=Outcome.SAME)
    if column.editor is None:
        return replace(found, outcome=Outcome.REFUSED, why=_FIXED)
    clashes = one.seen and one.seen != fingerprint(now) and not mine
    return replace(found, outcome=Outcome.CLASHES) if clashes else found


def _refused(opened: Opened, judged: Iterable[Judged], back: bool) -> dict[tuple[RowKey, str], str]:
    """Why what fits by itself cannot be written, by row and column."""
    found: dict[tuple[RowKey, str], str] = {}
    for editor, rows in by_editor(judged, (Outcome.CHANGES, Outcome.CLASHES)).items():
        for row, wanted in rows:
            for column, why in editor.refuse(opened.visit, row, wanted, back=back).items():
                found[row.name, column] = why
    return found


def _with_refusal(one: Judged, refused: Mapping[tuple[RowKey, str], str]) -> Judged:
    why = refused.get((one.proposed.row, one.proposed.column))
    open_to_it = one.outcome in (Outcome.CHANGES, Outcome.CLASHES)
    return replace(one, outcome=Outcome.REFUSED, why=why) if why and open_to_it else one


def by_editor(
    judged: Iterable[Judged], outcomes: tuple[Outcome, ...] = (Outcome.CHANGES,)
) -> dict[Editor, list[tuple[Row, dict[str, str]]]]:
    """The values to write, for each of those who write: row by row, the columns of a row together."""
    found: dict[Editor, dict[RowKey, tuple[Row, dict[str, str]]]] = {}
    for one in judged:
        if one.outcome in outcomes and one.row and one.column and one.column.editor:
            rows = found.setdefault(one.column.editor, {})
            rows.setdefault(one.row.name, (one.row, {}))[1][one.column.key] = one.value
    return {editor: list(rows.values()) for editor, rows in found.items()}
