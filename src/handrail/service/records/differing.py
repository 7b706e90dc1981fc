"""What a record that is handed in would change in one table, row by row, by natural key.

A row that was written in the service stays: what is handed in under its key and says otherwise is a conflict. A row
that the table cannot take is refused: its key came before, or is too long to be looked up by.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from handrail.record.schema import Field, Table
from handrail.service.records.models import CHILDREN, LOADED, ever, model_of
from handrail.service.records.reading import CHUNK

LONGEST_KEY = 600
"""Characters of a key: as many as an index of PostgreSQL (2,704 bytes) can hold, whatever they are."""

_UNREADABLE = "\ufffd"
_LARGEST = 2**63 - 1
_READ_FROM = "read_from"


class Refused(NamedTuple):
    """A row the table cannot take, and why, in words."""

    row: Any
    why: str


class Conflict(NamedTuple):
    """A row written in the service, which stays, and the row handed in that says otherwise."""

    written: Any
    loaded: Any


@dataclass
class Work:
    """What is to be done in one table. Rows that are held already are named by their id in the database.

    `moved` are rows that say the same and were read from elsewhere; `returned` are children that were gone.
    """

    table: Table
    add: list[Any] = field(default_factory=list)
    change: list[tuple[int, Any, Any]] = field(default_factory=list)
    moved: list[tuple[int, Any]] = field(default_factory=list)
    returned: list[tuple[int, Any]] = field(default_factory=list)
    remove: list[tuple[int, Any]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unchanged: int = 0


class _Held(NamedTuple):
    id: int
    origin: str
    gone: bool
    row: Any


def work_out(table: Table, given: Sequence[Any]) -> Work:
    """What these rows would change in the table of the open wall. Raises NoWall."""
    work, held, seen = Work(table), _held(table), set()
    key_of = attrgetter(*table.key)
    for row in _storable(table, given, work.refused):
        key = key_of(row)
        if key in seen:
            work.refused.append(Refused(row, "a row before it has the same key"))
            continue
        seen.add(key)
        _set_beside(work, held.pop(key, None), row)
    work.remove = [(one.id, one.row) for one in held.values() if one.origin == LOADED and not one.gone]
    return work


def _set_beside(work: Work, held: _Held | None, row: Any) -> None:
    if held is None:
        work.add.append(row)
    elif held.origin != LOADED:
        if says(held.row) == says(row):
            work.unchanged += 1
        else:
            work.conflicts.append(Conflict(held.row, row))
    elif held.gone:
        work.returned.append((held.id, row))
    elif held.row == row:
        work.unchanged += 1
    elif says(held.row) == says(row):
        work.moved.append((held.id, row))
    else:
        work.change.append((held.id, held.row, row))


def says(row: Any) -> tuple[Any, ...]:
    """What a row says: where it was read from is no part of it."""
    return tuple(row[:-1] if row._fields[-1] == _READ_FROM else row)


def _held(table: Table) -> dict[Any, _Held]:
    """Every row of the table, by its key."""
    names, model = [each.name for each in table.fields], model_of(table.name)
    more = ("gone",) if table.name == CHILDREN else ()
    found = ever(model).values_list("id", "origin", *names, *more).iterator(chunk_size=CHUNK)
    key_of, make, last = itemgetter(*(2 + names.index(name) for name in table.key)), table.row._make, 2 + len(names)  # type: ignore[attr-defined]
    return {key_of(one): _Held(one[0], one[1], any(one[last:]), make(one[2:last])) for one in found}


# --- what a table can take


def _storable(table: Table, given: Sequence[Any], refused: list[Refused]) -> Iterator[Any]:
    """The rows as a table can hold them. Most tables hold them all as they are, which is seen column by column."""
    if all(_fits(table, each, list(map(itemgetter(at), given))) for at, each in enumerate(table.fields)):
        yield from given
        return
    for row in given:
        clean = table.row._make(value.replace("\0", _UNREADABLE) if isinstance(value, str) else value for value in row)  # type: ignore[attr-defined]
        why = _why_not(table, clean)
        if why is None:
            yield clean
        else:
            refused.append(Refused(clean, why))


def _fits(table: Table, column: Field, values: list[Any]) -> bool:
    """Whether a whole column can be held as it is."""
    there = [value for value in values if value is not None]
    if column.required and len(there) < len(values):
        return False
    if column.type == "integer":
        return all(-_LARGEST <= value <= _LARGEST for value in there)
    if column.type == "string":
        longest = LONGEST_KEY // len(table.key) if column.name in _indexed(table) else None
        return not any("\0" in value for value in there) and (not longest or max(map(len, there), default=0) <= longest)
    return True


def _why_not(table: Table, row: Any) -> str | None:
    """Why the table cannot take a row; None where it can."""
    lacking = next((each.name for each in table.fields if each.required and getattr(row, each.name) is None), None)
    if lacking:
        return f"it has no {lacking}"
    if sum(len(value) for name in _indexed(table) if isinstance(value := getattr(row, name), str)) > LONGEST_KEY:
        return f"what it is known by is longer than {LONGEST_KEY} characters"
    if any(isinstance(value, int) and abs(value) > _LARGEST for value in row):
        return "it holds a number of more than 18 digits"
    return None


def _indexed(table: Table) -> set[str]:
    return {*table.key, *(each.name for each in table.fields if each.name == "child_id")}
