"""What writes the columns of what is due: by the actions of the apps that hold them, many rows at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handrail.service.audit.actions import enter
from handrail.service.authorities.visits import Visit
from handrail.service.due import actions
from handrail.service.due.actions import Given
from handrail.service.due.models import LatenessReason, Note
from handrail.service.not_done import NotDone
from handrail.service.worklist.grids import Row, RowKey, Wanted
from handrail.service.worklist.models import LocalValue

MAIN, CONTRIBUTING, NOTE = "main", "contributing", "note"
_Many = Sequence[tuple[Row, Wanted]]


@dataclass(frozen=True)
class NoteEditor:
    """A new note beside the earlier ones."""

    def refuse(self, visit: Visit, row: Row, wanted: Wanted, *, back: bool) -> Mapping[str, str]:
        """A note stays; only whoever wrote it last takes it back, by undoing."""
        return (
            {}
            if back or wanted[NOTE]
            else {NOTE: "A note stays. Write what holds now; it will stand in its place here."}
        )

    def write(self, visit: Visit, wanted: _Many, *, back: bool) -> None:
        """Write them, or take back the latest of each."""
        if back:
            self._take_back(visit, [row for row, _ in wanted])
        else:
            actions.write_notes(visit, [(row.source, values[NOTE]) for row, values in wanted])

    @staticmethod
    def _take_back(visit: Visit, rows: Sequence[Row]) -> None:
        there = Note.objects.filter(child_id__among=sorted({row.child_id for row in rows}), taken_back_at=None)
        latest = {(note.child_id, note.duty): note for note in there.order_by("id")}
        actions.take_back_notes(visit, [latest[row.name] for row in rows], [row.source for row in rows])


@dataclass(frozen=True)
class ReasonEditor:
    """The main reason for lateness and what else contributed, which are given together."""

    def refuse(self, visit: Visit, row: Row, wanted: Wanted, *, back: bool) -> Mapping[str, str]:
        """The rules of `due.actions`: only for what is late, only the authority's reasons, a main one first."""
        main, others = _together(row, wanted)
        if not main and others:
            return dict.fromkeys(wanted, "Give the main reason first.")
        if not main:
            return {}
        try:
            actions.refuse_reason(visit, row.source, (main, *others))
        except NotDone as error:
            return dict.fromkeys(wanted, str(error))
        return {}

    def write(self, visit: Visit, wanted: _Many, *, back: bool) -> None:
        """Give them anew, with what was said about them; without a main reason they are withdrawn."""
        said = _said(wanted)
        given, withdrawn = [], []
        for row, values in wanted:
            main, others = _together(row, values)
            if main:
                note = said.get((*row.name, main), "") if back else said.get((*row.name, row.cells.get(MAIN, "")), "")
                given.append(Given(row.source, main, others, note))
            else:
                withdrawn.append(row.source)
        if given:
            actions.give_reasons(visit, given)
        if withdrawn:
            actions.withdraw_reasons(visit, withdrawn)


def _together(row: Row, wanted: Wanted) -> tuple[str, list[str]]:
    main, others = (wanted.get(name, row.cells.get(name, "")) for name in (MAIN, CONTRIBUTING))
    return main, [one for one in others.split("\n") if one and one != main]


def _said(wanted: _Many) -> dict[tuple[str, str, str], str]:
    """What was last said about each main reason these things were given."""
    children = sorted({row.child_id for row, _ in wanted})
    rows = LatenessReason.objects.filter(child_id__among=children, main=True).order_by("id")
    said = rows.values_list("child_id", "duty", "reason", "note")
    return {(child_id, duty, reason): note for child_id, duty, reason, note in said}


@dataclass(frozen=True)
class LocalEditor:
    """An extra column of the authority, by its number."""

    column: int

    def refuse(self, visit: Visit, row: Row, wanted: Wanted, *, back: bool) -> Mapping[str, str]:
        """Whatever fits the column can stand in it."""
        return {}

    def write(self, visit: Visit, wanted: _Many, *, back: bool) -> None:
        """Replace what stands there, in the trail without the words."""
        values: dict[RowKey, str] = {row.name: value for row, given in wanted for value in given.values()}
        self._replace(visit, values)
        said: dict[str, Any] = {"column_id": self.column, "by": visit.viewer.account, "at": visit.now}
        LocalValue.objects.bulk_create(
            LocalValue(child_id=child_id, duty=key, value=value, **said)
            for (child_id, key), value in values.items()
            if value
        )
        detail: dict[str, str | int] = {"what": "extra_column", "column": self.column}
        enter(visit, "write", children={row.child for row, _ in wanted}, detail={**detail})

    def _replace(self, visit: Visit, values: Mapping[RowKey, str]) -> None:
        children = sorted({child_id for child_id, _ in values})
        there = LocalValue.objects.filter(child_id__among=children, column=self.column, replaced_at=None)
        numbers = [pk for pk, *name in there.values_list("pk", "child_id", "duty") if tuple(name) in values]
        LocalValue.objects.filter(pk__in=numbers).update(replaced_at=visit.now)
