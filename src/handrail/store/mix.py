"""A new record in the place of an earlier one, where the store keeps a record and not returns.

A record says from which day it covers children in care and child protection, and which tables or times it lacks. A
row that it does not have has vanished only if it lies in what the record covers; otherwise the row stays.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from handrail.record.record import Record
from handrail.record.schema import TABLE_BY_NAME, TABLES, Table
from handrail.store.acts import ACTS
from handrail.store.parts import DAYS

_CARE = ("episodes", "periods_of_care", "reviews", "review_parts")
_PROTECTION = ("enquiries", "conferences", "conference_children", "plans")


def is_empty(record: Record) -> bool:
    """Whether a record holds no row besides acts of people."""
    return not any(getattr(record, table.name) for table in TABLES if table.name not in ACTS)


def replaced(before: Record, new: Record) -> Record:
    """The record after a new one was handed in."""
    after = Record(missing=list(new.missing))
    for name in DAYS:
        setattr(after, name, getattr(new, name) or getattr(before, name))
    held_on = {row.conference_id: row.held_on for row in before.conferences}
    for table in TABLES:
        if table.name not in (*ACTS, "children", "identifiers"):
            setattr(after, table.name, _merged(table, before, new, _outside(table, new, held_on)))
    named = {row.child_id for table in TABLES for row in getattr(after, table.name) if hasattr(row, "child_id")}
    lacking = {gap.table for gap in new.missing if gap.first is None and gap.last is None}
    for name in ("children", "identifiers"):
        stays = _named(named, name in lacking)
        setattr(after, name, _merged(TABLE_BY_NAME[name], before, new, stays))
    return after


def _merged(table: Table, before: Record, new: Record, stays: Callable[[Any], bool]) -> list[Any]:
    fresh: Iterable[Any] = getattr(new, table.name)
    keys = {_key(table, row) for row in fresh}
    old = (row for row in getattr(before, table.name) if _key(table, row) not in keys and stays(row))
    return sorted([*old, *fresh], key=lambda row: [str(value) for value in _key(table, row)])


def _named(children: set[str], all_stay: bool) -> Callable[[Any], bool]:
    return lambda row: all_stay or row.child_id in children


def _outside(table: Table, new: Record, held_on: dict[str, date]) -> Callable[[Any], bool]:
    """Whether a row of this table lies outside what the new record covers."""
    first, last = _covered(table, new)

    def outside(row: Any) -> bool:
        day = held_on.get(row.conference_id) if table.name == "conference_children" else _day(row)
        if first is None or day is None or not first <= day <= (last or date.max):
            return True
        return any(gap.table == table.name and gap.touches(day, day) for gap in new.missing)

    return outside


def _covered(table: Table, new: Record) -> tuple[date | None, date | None]:
    """The first and last day the new record covers for this table; no first day: it covers none, no last: all."""
    if table.name in _CARE:
        return new.care_from, new.care_to
    if table.name in _PROTECTION:
        return new.protection_from, new.protection_to
    if new.care_from is None or new.protection_from is None:
        return None, None  # an event may belong to either
    last = min(new.care_to or date.max, new.protection_to or date.max)
    return max(new.care_from, new.protection_from), last


def _day(row: Any) -> date | None:
    """The day that places a row in time: the first day it gives."""
    return next((value for value in row if isinstance(value, date)), None)


def _key(table: Table, row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in table.key)
