"""The record of the open wall as the floors below want it: whole, or of some children with all that is about them.

Each table is one query, whoever loaded or wrote its rows. `loaded` has the merges that stand
applied, as whoever counts needs it; `as_written` is what the tables say.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import models

from handrail.record import identity
from handrail.record.corrections import key_text
from handrail.record.record import Missing, Record
from handrail.record.schema import TABLE_BY_NAME, TABLES, Table
from handrail.record.tables import Correction, Merge
from handrail.returns.load import Loaded, with_acts
from handrail.service.records import lookups  # noqa: F401 - registers `among`
from handrail.service.records.coverage import say_coverage
from handrail.service.records.models import model_of
from handrail.service.records.reach import child_column, ways
from handrail.store.acts import ACTS

CHUNK = 5_000
ONLY_SOME = "This is the record of some children only, and the table is not about children."


def record(child_ids: Collection[str] | None = None, tables: Collection[str] | None = None) -> Record:
    """The record, its standing merges applied; of these children, and of these tables, only. Raises NoWall.

    Corrections of a table that is left out are left out too.
    """
    return loaded(child_ids, tables).record


def loaded(child_ids: Collection[str] | None = None, tables: Collection[str] | None = None) -> Loaded:
    """The record as files of it would be loaded: with merges applied and as written, and acts that fit nothing named."""
    return with_acts(Loaded(as_written(child_ids, tables)))


def as_written(child_ids: Collection[str] | None = None, tables: Collection[str] | None = None) -> Record:
    """The record as its tables say it. Of some children: also of each they were merged with. Raises NoWall."""
    if child_ids is None:
        found = _with_coverage()
        for table in TABLES:
            if tables is not None and table.name not in (*tables, *ACTS):
                continue
            setattr(found, table.name, rows(table, model_of(table.name).objects.all(), whole=True))
        return found
    acts = Record()
    for name in ACTS:
        setattr(acts, name, rows(TABLE_BY_NAME[name], model_of(name).objects.all()))
    found = _part(acts, child_ids, acts.merges, tables)
    across = identity.merges_across_adoption(found)
    if across:  # an adopted child is a new person: who they were before is no part of them
        found = _part(acts, child_ids, [act for act in acts.merges if act not in across], tables)
    return found


def rows(table: Table, found: "models.QuerySet[Any]", *, whole: bool = False) -> list[Any]:
    """The rows a query finds, as the record has them: in the order of their keys, acts of people in that of their coming.

    Those of a `whole` table come piece by piece, which for few would only take the database more steps.
    """
    names, order = [field.name for field in table.fields], ("id",) if table.name in ACTS else table.key
    plain = found.order_by(*order).values_list(*names)
    return list(map(table.row._make, plain.iterator(chunk_size=CHUNK) if whole else plain))  # type: ignore[attr-defined]


def _with_coverage() -> Record:
    found = Record()
    say_coverage(found)
    return found


def _part(acts: Record, child_ids: Collection[str], merges: Iterable[Merge], tables: Collection[str] | None) -> Record:
    """The part of the record that is about these children, as merged by these acts."""
    part, children = _with_coverage(), identity.entered_as(child_ids, merges)
    for name in ways():
        if tables is not None and name not in tables:
            continue
        wanted = _wanted(name, part, children)
        column = child_column(name) or ways()[name][0].column
        some = model_of(name).objects.filter(**{f"{column}__among": sorted(wanted)})
        setattr(part, name, rows(TABLE_BY_NAME[name], some))
    part.merges = [act for act in acts.merges if act.kept_id in children and act.other_id in children]
    part.corrections = list(_about(part, children, acts.corrections))
    part.missing += [Missing(table.name, ONLY_SOME) for table in TABLES if table.name not in (*ways(), *ACTS)]
    return part


def _wanted(name: str, part: Record, children: set[str]) -> set[str]:
    if child_column(name):
        return children
    return {value for way in ways()[name] for row in getattr(part, way.of) if (value := getattr(row, way.at))}


def _about(part: Record, children: set[str], corrections: Iterable[Correction]) -> Iterator[Correction]:
    """The corrections of entries of these children; also of an entry that is not there yet, where its key names one."""
    keys: dict[str, set[str]] = {}
    for correction in corrections:
        table = TABLE_BY_NAME.get(correction.table)
        if table is None or table.name not in ways():
            continue
        column = child_column(table.name)
        if column in table.key:
            values = correction.key.split("|")
            if len(values) == len(table.key) and values[table.key.index(column)] in children:
                yield correction
        else:
            if table.name not in keys:
                keys[table.name] = {key_text(table, row) for row in getattr(part, table.name)}
            if correction.key in keys[table.name]:
                yield correction
