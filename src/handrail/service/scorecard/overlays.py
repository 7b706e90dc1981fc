"""What merges and corrections change: the rows they take from the tables of the record, and those in their place.

Only what is about the children they touch is read, so that a few acts do not cost the whole record.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from handrail.record import corrections
from handrail.record.record import Record
from handrail.record.schema import TABLE_BY_NAME, TABLES
from handrail.record.tables import Correction
from handrail.service.due.models import VERIFIED
from handrail.service.records import reading
from handrail.service.records.models import model_of, table
from handrail.service.records.reach import child_column, ways
from handrail.store.acts import ACTS


class Overlay(NamedTuple):
    """Rows of a table that no longer hold, and the rows that do."""

    gone: list[Any]
    instead: list[Any]


def overlays(basis: str) -> dict[str, Overlay]:
    """For each table that acts change, how: as recorded by merges alone, as verified by corrections too. Raises NoWall."""
    merges = list(table("merges").values_list("kept_id", "other_id"))
    found = _corrections() if basis == VERIFIED else []
    touched = {child_id for pair in merges for child_id in pair} | set(_children_of(found))
    pairs = [*([_of_children(touched, basis)] if touched else []), *_of_tables(found)]
    changed = {}
    for before, after in pairs:
        for one in TABLES:
            was, now = getattr(before, one.name), getattr(after, one.name)
            if one.name not in ACTS and was != now:
                held, kept = set(was), set(now)
                changed[one.name] = Overlay([row for row in was if row not in kept], [r for r in now if r not in held])
    return changed


def _corrections() -> list[Correction]:
    named = TABLE_BY_NAME["corrections"]
    return reading.rows(named, model_of(named.name).objects.all())


def _of_children(touched: set[str], basis: str) -> tuple[Record, Record]:
    part = reading.loaded(touched)
    after = corrections.apply(part.record) if basis == VERIFIED else part.record
    return part.before_merges, after


def _of_tables(found: Iterable[Correction]) -> Iterator[tuple[Record, Record]]:
    """Corrections of tables that are about no child: there the whole table is read."""
    for name in {one.table for one in found if one.table in TABLE_BY_NAME} - {*ways()}:
        before = Record()
        setattr(before, name, reading.rows(TABLE_BY_NAME[name], model_of(name).objects.all()))
        before.corrections = [one for one in found if one.table == name]
        yield before, corrections.apply(before)


def _children_of(found: Iterable[Correction]) -> Iterator[str]:
    """The children whose entries were corrected, as far as the entry's key or what names the entry says."""
    for one in found:
        values, named = one.key.split("|"), TABLE_BY_NAME.get(one.table)
        if named is None or len(values) != len(named.key):
            continue
        key = dict(zip(named.key, values, strict=True))
        if (mine := child_column(named.name)) in key:
            yield key[str(mine)]
        else:
            yield from _by_way(named.name, key)


def _by_way(name: str, key: dict[str, str]) -> Iterator[str]:
    for way in ways().get(name, ()):
        child = child_column(way.of)
        if child and way.column in key:
            yield from table(way.of).filter(**{way.at: key[way.column]}).values_list(child, flat=True)
