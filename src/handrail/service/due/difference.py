"""What is written when the ledger is worked out anew: what is new, what changed, what is gone; nothing else."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

from handrail.service.due.keys import Keyed
from handrail.service.due.models import Duty, Hanging
from handrail.service.records import bulk
from handrail.timescales.ledger import LedgerRow

_OF_ROW = LedgerRow._fields[1:]
_VIEWS = ("as_recorded", "as_verified")
_COLUMNS = (*_OF_ROW, *_VIEWS)
_Key = tuple[str, str]
_Values = tuple[Any, ...]
"""The columns of a row in order, without child and key."""


@dataclass
class _Work:
    """What is to be written."""

    add: list[_Values] = field(default_factory=list)
    change: list[_Values] = field(default_factory=list)
    remove: list[int] = field(default_factory=list)
    supersede: list[int] = field(default_factory=list)


def write(child_ids: Collection[str], recorded: Keyed, verified: Keyed) -> int:
    """Make these the rows of these children, in both views; how many rows were written. Raises NoWall.

    A row that the ledger no longer has is taken away, unless something hangs on it: then it is kept, superseded.
    """
    work, held = _Work(), _held(child_ids)
    hung: set[_Key] | None = None
    for key in held.keys() | recorded.keys() | verified.keys():
        before, after = held.get(key, {}), _wanted(recorded.get(key), verified.get(key))
        if set(before.values()) == set(after):
            continue
        if not after:
            if all(values[-2:] == (False, False) for values in before.values()):
                continue  # superseded already
            hung = _hung(child_ids) if hung is None else hung
        _work_out(work, key, before, after, kept=hung is not None and key in hung)
    return _write(work)


def _held(child_ids: Collection[str]) -> dict[_Key, dict[int, _Values]]:
    found: dict[_Key, dict[int, _Values]] = {}
    rows = Duty.objects.filter(child_id__among=sorted(child_ids)).order_by()
    for number, child_id, key, *values in rows.values_list("id", "child_id", "key", *_COLUMNS).iterator(5_000):
        found.setdefault((child_id, key), {})[number] = tuple(values)
    return found


def _wanted(recorded: LedgerRow | None, verified: LedgerRow | None) -> list[_Values]:
    """One row for both views where they agree, else one for each that has it."""
    if recorded is not None and recorded == verified:
        return [(*recorded[1:], True, True)]
    found = []
    if recorded is not None:
        found.append((*recorded[1:], True, False))
    if verified is not None:
        found.append((*verified[1:], False, True))
    return found


def _work_out(work: _Work, key: _Key, before: dict[int, _Values], after: list[_Values], kept: bool) -> None:
    if len(before) == len(after) == 1:
        work.change += [(*after[0], number) for number in before]
        return
    numbers = sorted(before)
    if kept and not after:
        work.supersede.append(numbers.pop())
    work.remove += numbers
    work.add += [(*key, *values) for values in after]


def _hung(child_ids: Collection[str]) -> set[_Key]:
    """The keys that something hangs on, in whichever app."""
    tables = [model for model in apps.get_models() if issubclass(model, Hanging)]
    return set(_keys(tables, sorted(child_ids)))


def _keys(tables: list[type[Hanging]], child_ids: list[str]) -> Iterator[_Key]:
    for table in tables:
        yield from table.objects.filter(child_id__among=child_ids).order_by().values_list("child_id", "duty").distinct()


def _write(work: _Work) -> int:
    bulk.delete(Duty, work.remove)
    bulk.update(Duty, _VIEWS, [(False, False, number) for number in work.supersede])
    bulk.update(Duty, _COLUMNS, work.change)
    bulk.insert(Duty, ("child_id", "key", *_COLUMNS), work.add)
    return len(work.add) + len(work.change) + len(work.remove) + len(work.supersede)
