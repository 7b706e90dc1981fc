"""Reading corrections and merges: CSV files known by their columns, checked against the record they speak of.

A line that does not fit is refused with a problem and nothing of it is applied; the others are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from handrail.record import corrections, identity
from handrail.record.corrections import ENTRY
from handrail.record.problems import ERROR, QUERY, Problem, place_of
from handrail.record.record import Record
from handrail.record.schema import TABLE_BY_NAME
from handrail.record.tables import Correction, Merge
from handrail.returns.csv_text import Sheet
from handrail.returns.values import either_date, uk_date, yes_no

_CORRECTIONS = tuple(name.upper() for name in Correction._fields)
_MERGES = tuple(name.upper() for name in Merge._fields)
_AGAIN = "Correct the line and load the file again."
Place = tuple[str, int]


@dataclass
class Acts:
    """The corrections and merges as read, each with the file and row it stands in, before they meet a record."""

    corrections: list[tuple[Place, Correction]] = field(default_factory=list)
    merges: list[tuple[Place, Merge]] = field(default_factory=list)


def holds_acts(columns: Sequence[str]) -> bool:
    """Whether a CSV file with these columns, in upper case, holds corrections or merges."""
    return set(_CORRECTIONS) <= set(columns) or set(_MERGES) <= set(columns)


def read(sheet: Sheet, acts: Acts, problems: list[Problem]) -> None:
    """Add the lines of one file to the acts; a line whose day is no date is refused with a problem."""
    of_corrections = set(_CORRECTIONS) <= set(sheet.columns)
    names, rule = (_CORRECTIONS, "HR-COR-7") if of_corrections else (_MERGES, "HR-MER-4")
    at = [sheet.columns.index(name) for name in names]
    for number, cells in sheet.rows(problems):
        *texts, day_text = (cells[index].strip() for index in at)
        day = either_date(day_text)
        if day is None:
            what = f"{names[-1].lower()} is {day_text or 'blank'}, which is not a date"
            problems.append(_refused(rule, (sheet.name, number), None, names[-1].lower(), day_text, what, _AGAIN))
        elif of_corrections:
            acts.corrections.append(((sheet.name, number), _correction(texts, day)))
        else:
            kept, other, act, reason, author = texts
            acts.merges.append(((sheet.name, number), Merge(kept, other, act.lower(), reason, author, day)))


def add(acts: Acts, record: Record, problems: list[Problem]) -> tuple[Record, Record]:
    """The record with the acts that fit listed in it; and the same with its merges applied.

    Corrections speak of children as merged. Acts a record folder brought along are checked like those just read.
    """
    listed = replace(record)
    listed.merges = [*_good_merges(record, acts.merges, problems)]
    merged, conflicts = identity.apply_merges(listed)
    problems.extend(conflict_problem(conflict, "HR-ID-6", "two ids of one child") for conflict in conflicts)
    own: list[tuple[Place, Correction]] = [
        (("corrections.csv", number), each) for number, each in enumerate(record.corrections, 2)
    ]
    moved = [(place, each) for (place, _), each in zip(own, merged.corrections, strict=True)]
    both = zip([*own, *acts.corrections], [*moved, *acts.corrections], strict=True)
    listed.corrections, merged.corrections = _good_corrections(merged, list(both), problems)
    return listed, merged


def conflict_problem(conflict: identity.Conflict, rule: str, between: str) -> Problem:
    """Two values for one thing, both places named; the first stands."""
    file, row = place_of(conflict.second_from)
    first, second = (corrections.as_text(value) for value in (conflict.first, conflict.second))
    message = (
        f"{conflict.field} of {conflict.table} differs between {between}: {conflict.first_from or 'the first'} has "
        f"{first}, {conflict.second_from or 'the other'} has {second}. {first} was used."
    )
    remedy = "Find out which is right and correct it where it is wrong, or record a correction."
    return Problem(rule, QUERY, file, row, conflict.child_id, conflict.field, second, message, remedy)


def _correction(texts: list[str], day: date) -> Correction:
    table, key, name, recorded, verified, reason, author = texts
    table, name = table.lower(), name.lower()
    recorded, verified = (_as_written(table, name, text) for text in (recorded, verified))
    return Correction(table, key, name, recorded or None, verified or None, reason, author, day)


def _as_written(table: str, name: str, text: str) -> str:
    """The text as corrections write it: days as yyyy-mm-dd, yes and no as the column has them."""
    kinds = {each.name: each.type for each in TABLE_BY_NAME[table].fields} if table in TABLE_BY_NAME else {}
    kind = kinds.get(name)
    if name == ENTRY:
        return {True: "yes", False: "no", None: text}[yes_no(text)]
    if kind == "date":
        day = uk_date(text)
        return day.isoformat() if day else text
    if kind == "boolean":
        return {True: "true", False: "false", None: text}[yes_no(text)]
    return text


def _good_corrections(
    merged: Record,
    read_and_moved: list[tuple[tuple[Place, Correction], tuple[Place, Correction]]],
    problems: list[Problem],
) -> tuple[list[Correction], list[Correction]]:
    """The corrections that fit, as written and under the ids that stay."""
    kept, under = list[Correction](), list[Correction]()
    faults = corrections.check(merged, [moved for _, (_, moved) in read_and_moved])
    for ((place, written), (_, moved)), fault in zip(read_and_moved, faults, strict=True):
        if fault is None:
            kept.append(written)
            under.append(moved)
            continue
        child = _child_of(moved)
        value = str(getattr(moved, fault.field) or "")
        problems.append(_refused(fault.rule, place, child, fault.field, value, fault.what, fault.what_to_do))
    return kept, under


def _child_of(correction: Correction) -> str | None:
    table = TABLE_BY_NAME.get(correction.table)
    parts = correction.key.split("|")
    if table is None or "child_id" not in table.key or len(parts) != len(table.key):
        return None
    return parts[table.key.index("child_id")]


def _good_merges(record: Record, read_now: list[tuple[Place, Merge]], problems: list[Problem]) -> Iterator[Merge]:
    known = {child.child_id for child in record.children}
    own: list[tuple[Place, Merge]] = [(("merges.csv", number), each) for number, each in enumerate(record.merges, 2)]
    good = list[tuple[Place, Merge]]()
    for place, act in sorted([*own, *read_now], key=lambda pair: pair[1].decided_on):
        fault = _wrong_merge(act, known, [each for _, each in good])
        if fault is None:
            good.append((place, act))
        else:
            rule, name, what, remedy = fault
            problems.append(_refused(rule, place, act.other_id, name, str(getattr(act, name)), what, remedy))
    trial = replace(record, merges=[act for _, act in good])
    across = identity.merges_across_adoption(trial)
    for place, act in good:
        if act in across:
            what = f"{act.kept_id} and {act.other_id} lie on two sides of an adoption, which is sealed"
            remedy = "Do not join them. If nobody was adopted, correct the reason the period of care ended (REC) first."
            problems.append(_refused("HR-ID-1", place, act.other_id, "other_id", act.other_id, what, remedy))
        else:
            yield act


def _wrong_merge(act: Merge, known: set[str], before: list[Merge]) -> tuple[str, str, str, str] | None:
    if act.act not in (identity.MERGE, identity.UNMERGE):
        return "HR-MER-1", "act", f"act is {act.act or 'blank'}, neither merge nor unmerge", _AGAIN
    for name in ("author", "reason"):
        if not getattr(act, name).strip():
            return "HR-MER-2", name, f"{name} is blank", "Say who decided it, and why."
    for name in ("kept_id", "other_id"):
        if getattr(act, name) not in known:
            what = f"there is no child {getattr(act, name) or '(blank)'} in what was loaded"
            return "HR-MER-3", name, what, "Check the id, and load the files the child stands in."
    if act.kept_id == act.other_id:
        return "HR-MER-3", "other_id", "both ids are the same", "Name the two ids that are one child."
    if act.act == identity.UNMERGE and not _stands(act, before):
        return "HR-MER-5", "act", "these two ids are not merged, so there is nothing to undo", _AGAIN
    return None


def _stands(unmerge: Merge, before: list[Merge]) -> bool:
    pair = {unmerge.kept_id, unmerge.other_id}
    of_these = [act for act in before if {act.kept_id, act.other_id} == pair]
    return bool(identity.standing_merges(of_these))


def _refused(rule: str, place: Place, child: str | None, name: str, value: str, what: str, remedy: str) -> Problem:
    file, row = place
    message = f"Row {row} of {file}: {what}. The line was refused; the others were read."
    return Problem(rule, ERROR, file, row, child or None, name, value[:60] or None, message, remedy)
