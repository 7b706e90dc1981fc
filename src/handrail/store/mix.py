"""A new record in the place of an earlier one, where the store keeps a record and not returns.

A record says from which day it covers children in care and child protection, and which tables or times it lacks. A
row that it does not have has vanished only if it lies in what the record covers; otherwise the row stays.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from handrail.record.record import Missing, Record
from handrail.record.schema import TABLE_BY_NAME, TABLES, Table
from handrail.record.tables import PeriodOfCare
from handrail.store.acts import ACTS

_CARE = ("episodes", "periods_of_care", "reviews", "review_parts")
_PROTECTION = ("enquiries", "conferences", "conference_children", "plans")


def is_empty(record: Record) -> bool:
    """Whether a record holds no row besides acts of people."""
    return not any(getattr(record, table.name) for table in TABLES if table.name not in ACTS)


def replaced(before: Record, new: Record) -> Record:
    """The record after a new one was handed in."""
    after = Record(missing=_still_missing(before, new))
    for side in ("care", "protection"):
        first, last = _reach(before, new, side)
        setattr(after, f"{side}_from", first)
        setattr(after, f"{side}_to", last)
    held_on = {row.conference_id: row.held_on for row in before.conferences}
    for table in TABLES:
        if table.name not in (*ACTS, "children", "identifiers"):
            setattr(after, table.name, _merged(table, before, new, _outside(table, new, held_on)))
    after.periods_of_care = _whole(before.periods_of_care, new.periods_of_care, after.periods_of_care)
    named = {row.child_id for table in TABLES for row in getattr(after, table.name) if hasattr(row, "child_id")}
    lacking = {gap.table for gap in new.missing if gap.first is None and gap.last is None}
    for name in ("children", "identifiers"):
        stays = _named(named, name in lacking)
        setattr(after, name, _merged(TABLE_BY_NAME[name], before, new, stays))
    return after


def _reach(before: Record, new: Record, side: str) -> tuple[date | None, date | None]:
    """The days both cover together; those of the new one alone where some days between are covered by neither."""
    (first, last), (new_first, new_last) = (
        (getattr(record, f"{side}_from"), getattr(record, f"{side}_to")) for record in (before, new)
    )
    if new_first is None or first is None:
        return (first, last) if new_first is None else (new_first, new_last)
    if _is_apart(last, new_first) or _is_apart(new_last, first):
        return new_first, new_last
    return min(first, new_first), max(last, new_last) if last and new_last else None


def _is_apart(last: date | None, first: date) -> bool:
    return last is not None and (first - last).days > 1


def _still_missing(before: Record, new: Record) -> list[Missing]:
    """What is missing from both: rows of the earlier record stay wherever the new one lacks them."""
    found: list[Missing] = []
    for table in TABLES:
        ours = _gaps(table, before)
        for theirs in _gaps(table, new):
            both = (_in_both(theirs, each) for each in ours if theirs.why or each.why)
            found.extend(gap for gap in both if gap is not None)
    return [gap for gap in dict.fromkeys(found) if not any(_holds(other, gap) for other in found)]


def _gaps(table: Table, of: Record) -> list[Missing]:
    """What a record says is missing from a table, and the days it does not cover, which it gives no reason for."""
    first, last = _covered(table, of)
    named = [gap for gap in of.missing if gap.table == table.name]
    if first is None:
        return [*named, Missing(table.name, "")]
    before = Missing(table.name, "", None, first - timedelta(days=1))
    after = [Missing(table.name, "", last + timedelta(days=1))] if last else []
    return [*named, before, *after]


def _in_both(one: Missing, other: Missing) -> Missing | None:
    first = max((day for day in (one.first, other.first) if day), default=None)
    last = min((day for day in (one.last, other.last) if day), default=None)
    if first and last and first > last:
        return None
    return Missing(one.table, one.why or other.why, first, last)


def _holds(gap: Missing, other: Missing) -> bool:
    """Whether a gap holds all days of another that is smaller."""
    spans = [(each.first or date.min, each.last or date.max) for each in (gap, other)]
    (first, last), (other_first, other_last) = spans
    return gap.table == other.table and first <= other_first and other_last <= last and spans[0] != spans[1]


def _whole(
    before: Iterable[PeriodOfCare], new: Iterable[PeriodOfCare], after: Iterable[PeriodOfCare]
) -> list[PeriodOfCare]:
    """The periods of care, each once: one that began before the new record is known there by a later day."""
    earlier: dict[str, list[PeriodOfCare]] = {}
    for period in before:
        earlier.setdefault(period.child_id, []).append(period)
    begins: dict[PeriodOfCare, PeriodOfCare] = {}
    for period in new:
        if not period.began_known:
            for known in earlier.get(period.child_id, ()):
                if known != period and known.began_on <= period.began_on <= (known.ended_on or date.max):
                    begins[period] = known
    gone = set(begins.values())
    whole = (
        period._replace(began_on=begins[period].began_on, began_known=begins[period].began_known)
        if period in begins
        else period
        for period in after
        if period not in gone
    )
    return sorted(whole, key=lambda period: period[:2])


def _merged(table: Table, before: Record, new: Record, stays: Callable[[Any], bool]) -> list[Any]:
    fresh: Iterable[Any] = getattr(new, table.name)
    held: Iterable[Any] = getattr(before, table.name)
    if _is_older(new, before):  # what was open when the older record was written has ended since
        closed = {_key(table, row): row for row in held if getattr(row, "ended_on", None) is not None}
        fresh = [closed.get(_key(table, row), row) if getattr(row, "ended_on", row) is None else row for row in fresh]
    keys = {_key(table, row) for row in fresh}
    old = (row for row in held if _key(table, row) not in keys and stays(row))
    return sorted([*old, *fresh], key=lambda row: [str(value) for value in _key(table, row)])


def _is_older(new: Record, before: Record) -> bool:
    """Whether the record handed in ends before the one held, on the side where both say when they end."""
    sides = [(new.care_to, before.care_to), (new.protection_to, before.protection_to)]
    return any(ours is not None and theirs is not None and ours < theirs for ours, theirs in sides)


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
