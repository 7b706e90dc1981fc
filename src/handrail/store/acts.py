"""Corrections and merges in the store: what a person decided. An import may add to them; it never touches one."""

from dataclasses import replace
from typing import Any

from handrail.record.problems import ERROR, Problem
from handrail.record.record import Record
from handrail.record.schema import TABLE_BY_NAME
from handrail.returns import corrections_csv
from handrail.returns.corrections_csv import Acts
from handrail.returns.load import Loaded

ACTS = ("corrections", "merges")
_RULES = ("HR-COR-", "HR-MER-")
_ACROSS_ADOPTION = ("HR-ID-1", "other_id")
_NOT_READ = ("HR-COR-7", "HR-MER-4")


def is_about_one(problem: Problem) -> bool:
    """Whether a problem says that an act does not fit what was loaded: it has to fit what the store holds instead."""
    fits_not = problem.rule.startswith(_RULES) or (problem.rule, problem.field) == _ACROSS_ADOPTION
    return fits_not and problem.rule not in _NOT_READ


def add(before: Record, loaded: Loaded, after: Record, problems: list[Problem]) -> None:
    """Keep the acts of the record before in the one after, and add the new ones that fit it.

    An act of the store stays even where the entry it speaks of has vanished: it may come back with the next return,
    and whoever reads the store is told that it speaks of nothing.
    """
    for name in ACTS:
        setattr(after, name, list(getattr(before, name)))
    trial, new = replace(after), _all_of(loaded)
    old_faults: list[Problem] = []
    faults: list[Problem] = []
    corrections_csv.add(Acts(), trial, old_faults)
    listed, _ = corrections_csv.add(new, trial, faults)
    problems.extend(fault for fault in faults if fault.severity == ERROR and fault not in old_faults)
    for name in ACTS:
        fitting = getattr(listed, name)
        table = TABLE_BY_NAME[name]
        held = {_key(table.key, row): row for row in getattr(after, name)}
        for (file, row_number), act in getattr(new, name):
            if act in fitting and held.setdefault(_key(table.key, act), act) != act:
                problems.append(_stays(file, row_number))
        setattr(after, name, list(held.values()))


def _all_of(loaded: Loaded) -> Acts:
    """The acts read from files, and those a record brought along."""
    found = Acts(list(loaded.acts.corrections), list(loaded.acts.merges))
    if not (loaded.sets or loaded.censuses or loaded.parts):
        read: dict[str, set[Any]] = {name: {act for _, act in getattr(found, name)} for name in ACTS}
        for name in ACTS:
            brought = enumerate(getattr(loaded.before_merges, name), 2)
            getattr(found, name).extend(((f"{name}.csv", at), act) for at, act in brought if act not in read[name])
    return found


def _key(names: tuple[str, ...], row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _stays(file: str, row: int) -> Problem:
    message = f"Row {row} of {file}: the store has an entry for this already, which says something else and stays."
    remedy = "Add a further one of a later day instead of changing it."
    return Problem("RECORD-ACT-STAYS", ERROR, file, row, None, None, None, message, remedy)
