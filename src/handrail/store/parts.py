"""Further sources in the store: Annex A workbooks, extracts of a safeguarding dataset, a council's own trackers.

None of them says which years it covers, so what one of them no longer lists has not vanished: its new rows take the
place of earlier ones with the same key, and the others stay.
"""

from dataclasses import fields
from typing import Any

from handrail.record.record import Missing, Record
from handrail.record.schema import TABLE_BY_NAME, TABLES, Table
from handrail.record.tables import RecordedDue
from handrail.returns.part import Part
from handrail.returns.values import iso_date

PREFIX = "record."
# The days a record gives besides its tables and what is missing: from when and to when it can be relied on.
DAYS = tuple(each.name for each in fields(Record) if each.name != "missing" and each.name not in TABLE_BY_NAME)
ROW_TYPES: dict[str, Any] = {PREFIX + table.name: table.row for table in TABLES}


def facts_of(record: Record) -> dict[str, Any]:
    """What a record says besides its rows, in a form that JSON can hold."""
    return {
        **{name: _iso(getattr(record, name)) for name in DAYS},
        "missing": [[gap.table, gap.why, _iso(gap.first), _iso(gap.last)] for gap in record.missing],
    }


def set_facts(record: Record, facts: dict[str, Any]) -> None:
    """Give a record what `facts_of` said."""
    for name in DAYS:
        setattr(record, name, iso_date(facts.get(name) or ""))
    record.missing = [
        Missing(table, why, iso_date(first or ""), iso_date(last or "")) for table, why, first, last in facts["missing"]
    ]


def rows_of(part: Part) -> dict[str, list[Any]]:
    """The rows of a further source, by table."""
    return {PREFIX + table.name: rows for table in TABLES if (rows := getattr(part.record, table.name))}


def as_part(kind: str, name: str, facts: dict[str, Any], rows: dict[str, list[Any]]) -> Part:
    """The further source these rows came from."""
    part = Part(kind, name)
    set_facts(part.record, facts)
    for table, found in rows.items():
        setattr(part.record, table.removeprefix(PREFIX), found)
    return part


def added(before: dict[str, list[Any]], new: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The rows of a source after it was handed in again."""
    after = {}
    for table in TABLES:
        name = PREFIX + table.name
        fresh = new.get(name, [])
        keys = {_key(table, row) for row in fresh}
        rows = [*(row for row in before.get(name, []) if _key(table, row) not in keys), *fresh]
        if rows:
            after[name] = rows
    return after


def _key(table: Table, row: Any) -> tuple[Any, ...]:
    """What tells a row apart. A recorded due date is known by its meeting, not by the row it happens to stand in."""
    if isinstance(row, RecordedDue):
        return row.child_id, row.clock, row.source, row.held_on or row.planned_on or row.due_on
    return tuple(getattr(row, name) for name in table.key)


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
