"""Loading: the loaded rows of the open wall are made those of a record, in one transaction, whole or not at all.

    difference(record)      what that would change
    apply(record, version)  the same, done

Rows written in the service are left alone; a row handed in under the key of one, which says otherwise, is told of.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from django.db import transaction

from handrail.record.record import Record
from handrail.record.schema import TABLES
from handrail.service import clock
from handrail.service.records import bulk
from handrail.service.records.coverage import keep_coverage
from handrail.service.records.differing import Work, work_out
from handrail.service.records.models import LOADED, Child, model_of, new_key
from handrail.service.records.standing import stand
from handrail.store.difference import CHANGED, NEW, REFUSED, VANISHED, Change, changes_of, key_text

SAMPLE = 20
"""Rows of a kind that are shown of each table: the counts are of all."""
CONFLICT = "conflict"

Progress = Callable[[str, int, int], None]
"""Told after each table: its name, rows done so far, rows there are."""


class Count(NamedTuple):
    """How many rows of a table loading changes; `moved` say the same and were read from elsewhere."""

    table: str
    added: int
    changed: int
    removed: int
    moved: int
    unchanged: int
    conflicts: int
    refused: int


class Difference(NamedTuple):
    """What loading a record changes: counts of every table, and some of the rows."""

    counts: tuple[Count, ...]
    sample: tuple[Change, ...]

    @property
    def touches(self) -> bool:
        """Whether any row of the database is other than the record has it."""
        return any(count.added or count.changed or count.removed or count.moved for count in self.counts)

    @property
    def conflicts(self) -> int:
        """How many rows were handed in under the key of a row written in the service that says otherwise."""
        return sum(count.conflicts for count in self.counts)

    @property
    def refused(self) -> int:
        """How many rows the database cannot take."""
        return sum(count.refused for count in self.counts)


def difference(record: Record, progress: Progress | None = None) -> Difference:
    """What making this the loaded record of the open wall would change. Raises NoWall."""
    return _told(_each(record, progress))


def apply(record: Record, version: int, progress: Progress | None = None) -> Difference:
    """Make this the loaded record of the open wall, as the store has it in this version. Raises NoWall."""
    with transaction.atomic():
        made = _told(map(_done, _each(record, progress)))
        keep_coverage(record, version, clock.now())
        stand()
    return made


def _each(record: Record, progress: Progress | None) -> Iterator[Work]:
    of = sum(len(getattr(record, table.name)) for table in TABLES)
    done = 0
    for table in TABLES:
        rows: Sequence[Any] = getattr(record, table.name)
        yield work_out(table, rows)
        done += len(rows)
        if progress is not None:
            progress(table.name, done, of)


def _told(works: Iterator[Work]) -> Difference:
    counts, sample = list[Count](), list[Change]()
    for work in works:
        counts.append(_count(work))
        sample.extend(_sample(work))
    return Difference(tuple(counts), tuple(sample))


def _done(work: Work) -> Work:
    model, names = model_of(work.table.name), [field.name for field in work.table.fields]
    changed = [*((*row, held) for held, row in work.moved), *((*row, held) for held, _, row in work.change)]
    if model is Child:
        own = ("origin", "key", "gone", "sealed", "merged_into")
        bulk.insert(model, (*names, *own), [(*row, LOADED, new_key(), False, False, "") for row in work.add])
        bulk.update(model, ("gone",), [(True, held) for held, _ in work.remove])
        bulk.update(model, (*names, "gone"), [(*row, False, held) for held, row in work.returned])
    else:
        bulk.delete(model, [held for held, _ in work.remove])
        bulk.insert(model, (*names, "origin"), [(*row, LOADED) for row in work.add])
    bulk.update(model, names, changed)
    return work


def _count(work: Work) -> Count:
    return Count(
        work.table.name,
        added=len(work.add) + len(work.returned),
        changed=len(work.change),
        removed=len(work.remove),
        moved=len(work.moved),
        unchanged=work.unchanged,
        conflicts=len(work.conflicts),
        refused=len(work.refused),
    )


def _sample(work: Work) -> Iterator[Change]:
    """Some rows of each kind, in words."""
    table = work.table
    new = chain(work.add, (row for _, row in work.returned))
    kinds = (
        (NEW, ((None, row) for row in new)),
        (CHANGED, ((old, row) for _, old, row in work.change)),
        (VANISHED, ((row, None) for _, row in work.remove)),
        (CONFLICT, iter(work.conflicts)),
    )
    for what, pairs in kinds:
        for old, row in islice(pairs, SAMPLE):
            yield from changes_of(table, what, old, row)
    for row, why in work.refused[:SAMPLE]:
        yield Change(table.name, REFUSED, key_text(table, row)[:60], None, None, why, getattr(row, "read_from", None))
