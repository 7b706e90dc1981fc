"""Who is one child: identifiers that link, adoptions that seal, and merges as recorded acts.

Never by name. A period of care that ended by adoption (REC E11 or E12) is sealed: the adopted child is a new person to
the authority, and what comes after is not linked to what was before, under whatever number.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.schema import TABLE_BY_NAME, TABLES, Table
from handrail.record.tables import Child, Merge, PeriodOfCare

COUNCIL_ID, UPN, FORMER_UPN = "council_id", "upn", "former_upn"
ADOPTED = frozenset({"E11", "E12"})
MERGE, UNMERGE = "merge", "unmerge"

_UPN = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")
_NEW_ID = re.compile(r"(.+)-after-adoption(?:-([0-9]+))?", re.DOTALL)
_UPN_NOT_GIVEN = re.compile(r"UN[0-9]+")
_DAY = {
    "episodes": "started_on",
    "periods_of_care": "began_on",
    "reviews": "opened_on",
    "review_parts": "held_on",
    "enquiries": "started_on",
    "plans": "started_on",
    "events": "happened_on",
}
_BEGINS_THAT_DAY = frozenset({"episodes", "periods_of_care"})  # on the day of an adoption, these are already new

Groups = dict[str, set[str]]
"""For each id, all those it was merged with, itself among them: one set for all of them."""

Seals = dict[str, list[date]]
"""For each child ever adopted from this authority's care, the days of the adoptions, in order."""


class Conflict(NamedTuple):
    """One value that two sources, or two ids of one child, give differently: the first stands."""

    table: str
    child_id: str | None
    field: str
    first: Any
    second: Any
    first_from: str
    second_from: str


class Separated(NamedTuple):
    """Entries under one id after an adoption, put under an id of their own; and where the first was read."""

    child_id: str
    adopted_on: date
    new_id: str
    entries: int
    read_from: str


def is_upn(text: str) -> bool:
    """Whether this has the form of a unique pupil number: 13 characters; UN1 to UN7 say why there is none."""
    return _UPN.fullmatch(text) is not None


def says_no_upn(text: str) -> bool:
    """Whether this stands where a UPN should and says why there is none (UN1 to UN7)."""
    return _UPN_NOT_GIVEN.fullmatch(text.upper()) is not None


# --- adoption seals


def seals(periods: Iterable[PeriodOfCare]) -> Seals:
    """The adoptions that ended these periods of care."""
    found: Seals = {}
    for period in periods:
        if period.end_reason in ADOPTED and period.ended_on is not None:
            found.setdefault(period.child_id, []).append(period.ended_on)
    return {child_id: sorted(days) for child_id, days in found.items()}


def days_by_child(record: Record, children: Iterable[str]) -> dict[str, list[date]]:
    """Every dated entry of these children, by child, in order."""
    found: dict[str, list[date]] = {child_id: [] for child_id in children}
    for name in (*_DAY, "conference_children", "recorded_dues"):
        day_of = _day_of(name, record)
        for row in getattr(record, name):
            if row.child_id in found and (day := day_of(row)) is not None:
                found[row.child_id].append(day)
    return {child_id: sorted(days) for child_id, days in found.items()}


def separate(record: Record, sealed: Seals) -> list[Separated]:
    """Put what is dated after an adoption under an id of its own, in place; what was so put, child by child."""
    if not sealed:
        return []
    moved: dict[str, list[tuple[date, str]]] = {}
    stayed: set[str] = set()
    for name in (*_DAY, "conference_children", "recorded_dues"):
        rows = getattr(record, name)
        if any(row.child_id in sealed for row in rows):
            day_of = _day_of(name, record)
            kept = [
                _separated(row, name, day_of, sealed, moved, stayed) if row.child_id in sealed else row for row in rows
            ]
            setattr(record, name, kept)
    _separate_undated(record, sealed, moved, stayed)
    return [
        Separated(child_id, sealed[child_id][number - 1], new_id, len(found), min(found)[1])
        for new_id, found in sorted(moved.items())
        for child_id, number in [_before_adoption(new_id, sealed)]
    ]


def _separated(
    row: Any, name: str, day_of: Any, sealed: Seals, moved: dict[str, list[tuple[date, str]]], stayed: set[str]
) -> Any:
    days, day = sealed[row.child_id], day_of(row)
    if day is None:
        return row
    number = (bisect_right if name in _BEGINS_THAT_DAY else bisect_left)(days, day)
    if not number:
        stayed.add(row.child_id)
        return row
    new_id = _after_adoption(row.child_id, number)
    moved.setdefault(new_id, []).append((day, row.read_from))
    return row._replace(child_id=new_id)


def _separate_undated(
    record: Record, sealed: Seals, moved: dict[str, list[tuple[date, str]]], stayed: set[str]
) -> None:
    """A child's own row goes with its entries; one with no dated entry at all cannot be of the child adopted."""
    present = {child.child_id: child for child in record.children if child.child_id in sealed}
    for child_id, child in present.items():
        if child_id not in stayed and not any(_before_adoption(new, sealed)[0] == child_id for new in moved):
            last = sealed[child_id]
            moved[_after_adoption(child_id, len(last))] = [(last[-1], child.read_from)]
    if not moved:
        return
    origin = {new_id: _before_adoption(new_id, sealed)[0] for new_id in moved}
    gone = {child_id for child_id in origin.values() if child_id not in stayed}
    latest = {child_id: new_id for new_id, child_id in sorted(origin.items())}
    record.children = [child for child in record.children if child.child_id not in gone]
    known = {child.child_id for child in record.children}
    record.children += [
        present[child_id]._replace(child_id=new_id) if child_id in present else Child(new_id)
        for new_id, child_id in origin.items()
        if new_id not in known
    ]
    record.children.sort(key=lambda child: child.child_id)
    record.identifiers = [
        row._replace(child_id=latest[row.child_id]) if row.child_id in gone else row for row in record.identifiers
    ]


def _after_adoption(child_id: str, number: int) -> str:
    return f"{child_id}-after-adoption" + (f"-{number}" if number > 1 else "")


def _before_adoption(new_id: str, sealed: Seals) -> tuple[str, int]:
    """The id before an adoption and which adoption it was; any other id as it is, and none."""
    found = _NEW_ID.fullmatch(new_id)
    return (found[1], int(found[2] or 1)) if found else (new_id, 0)


def _day_of(name: str, record: Record) -> Any:
    if name == "recorded_dues":
        return lambda row: row.held_on or row.due_on or row.planned_on
    if name == "conference_children":
        held = {conference.conference_id: conference.held_on for conference in record.conferences}
        return lambda row: held.get(row.conference_id)
    return attrgetter(_DAY[name])


# --- two rows of one entry


def together(table: Table, known: Sequence[Any], more: Iterable[Any]) -> tuple[list[Any], list[Conflict], int]:
    """The rows of two sources: blanks filled, new keys added; the conflicts, and how many rows changed or came."""
    key_of, conflicts, touched = attrgetter(*table.key), list[Conflict](), 0
    rows = list(known)
    place = {key_of(row): index for index, row in enumerate(rows)}
    for row in more:
        index = place.setdefault(key_of(row), len(rows))
        if index == len(rows):
            rows.append(row)
            touched += 1
            continue
        filled = fill(table, rows[index], row, conflicts)
        if filled != rows[index]:
            rows[index] = filled
            touched += 1
    return rows, conflicts, touched


def fill(table: Table, first: Any, second: Any, conflicts: list[Conflict]) -> Any:
    """The first row with its blanks filled from the second; what they say differently is added to the conflicts."""
    changes = {}
    for name, ours, theirs in zip(first._fields, first, second, strict=True):
        if name == "read_from" or theirs is None or ours == theirs:
            continue
        if ours is None:
            changes[name] = theirs
        elif name not in table.key:
            where = getattr(first, "read_from", ""), getattr(second, "read_from", "")
            conflicts.append(Conflict(table.name, getattr(first, "child_id", None), name, ours, theirs, *where))
    return first._replace(**changes) if changes else first


# --- merges


def standing_merges(merges: Iterable[Merge]) -> list[Merge]:
    """The merges that stand: of each two ids the latest act, or the later listed of one day, if it is a merge."""
    latest: dict[frozenset[str], Merge] = {}
    for act in sorted(merges, key=lambda each: each.decided_on):
        latest[frozenset((act.kept_id, act.other_id))] = act
    return [act for act in latest.values() if act.act == MERGE and act.kept_id != act.other_id]


def entered_as(child_ids: Iterable[str], merges: Iterable[Merge]) -> set[str]:
    """These ids, with every id under which the same children were entered, by the merges that stand."""
    found, pairs = set(child_ids), [{act.kept_id, act.other_id} for act in standing_merges(merges)]
    while more := {child_id for pair in pairs if pair & found for child_id in pair} - found:
        found |= more
    return found


def merges_across_adoption(record: Record) -> list[Merge]:
    """The standing merges that would join, alone or with those before them, the two sides of an adoption."""
    return _sorted_out(record)[1]


def kept_ids(record: Record) -> dict[str, str]:
    """For each id that is merged away by the standing merges, the id that stays."""
    return _kept_ids(_sorted_out(record)[0])


def _sorted_out(record: Record) -> tuple[list[Merge], list[Merge]]:
    """The standing merges that may be applied, and those that would cross an adoption, in order of decision."""
    acts = sorted(standing_merges(record.merges), key=lambda act: act.decided_on)
    sealed = seals(record.periods_of_care) if acts else {}
    if not sealed:
        return acts, []
    days = days_by_child(record, {each for act in acts for each in (act.kept_id, act.other_id)})
    groups: Groups = {}
    good, refused = list[Merge](), list[Merge]()
    for act in acts:
        if _crosses(_group(groups, act.kept_id) | _group(groups, act.other_id), sealed, days):
            refused.append(act)
            continue
        good.append(act)
        _join(groups, act)
    return good, refused


def _group(groups: Groups, child_id: str) -> set[str]:
    return groups.setdefault(child_id, {child_id})


def _join(groups: Groups, act: Merge) -> None:
    small, large = sorted((_group(groups, act.kept_id), _group(groups, act.other_id)), key=len)
    if small is not large:
        large |= small
        groups.update(dict.fromkeys(small, large))


def _crosses(group: set[str], sealed: Seals, days: dict[str, list[date]]) -> bool:
    """Whether these ids lie on both sides of an adoption; an id with no dated entry may lie on either."""
    for child_id in group:
        origin, number = _before_adoption(child_id, sealed)
        if child_id not in sealed and not number:
            continue
        others = group - {child_id}
        if child_id in sealed and any(not days[other] or days[other][-1] > sealed[child_id][0] for other in others):
            return True
        if (
            number
            and origin in sealed
            and any(not days[each] or days[each][0] <= sealed[origin][number - 1] for each in others)
        ):
            return True
    return False


def apply_merges(record: Record) -> tuple[Record, list[Conflict]]:
    """The record with the standing merges applied to a copy: one id for one child. The record given stays as it is."""
    kept = kept_ids(record)
    if not kept:
        return record, []
    merged, conflicts = replace(record), list[Conflict]()
    for table in TABLES:
        rows = getattr(record, table.name)
        if "child_id" not in table.row._fields:  # type: ignore[attr-defined]
            continue
        if any(row.child_id in kept for row in rows):
            ours = [row for row in rows if row.child_id not in kept]
            theirs = [row._replace(child_id=kept[row.child_id]) for row in rows if row.child_id in kept]
            rows, found, _ = together(table, ours, theirs)
            if table.name != "periods_of_care":  # made from the episodes, whose conflicts are listed
                conflicts.extend(found)
            setattr(merged, table.name, sorted(rows, key=attrgetter(*table.key)) if _is_sortable(table) else rows)
    merged.periods_of_care = _periods(record, merged)
    merged.corrections = [
        correction._replace(key=_key_under(correction.table, correction.key, kept)) for correction in record.corrections
    ]
    return merged, conflicts


def _periods(record: Record, merged: Record) -> list[PeriodOfCare]:
    if merged.episodes is record.episodes:
        return merged.periods_of_care
    return periods_of_care(merged.episodes)


def _is_sortable(table: Table) -> bool:
    required = {field.name for field in table.fields if field.required}
    return set(table.key) <= required


def _kept_ids(acts: Iterable[Merge]) -> dict[str, str]:
    """For each id that is merged away, the id that stays: of those joined, the one never merged away itself.

    Of several, the one that the latest act keeps; where the acts run in a ring, the first in the alphabet.
    """
    acts, groups, stays = list(acts), Groups(), dict[int, str]()
    for act in acts:
        _join(groups, act)
    merged_away = {act.other_id for act in acts}
    for act in acts:
        if act.kept_id not in merged_away:
            stays[id(groups[act.kept_id])] = act.kept_id
    found = {}
    for group in {id(group): group for group in groups.values()}.values():
        kept = stays.get(id(group)) or min(group)
        found.update(dict.fromkeys(group - {kept}, kept))
    return found


def _key_under(name: str, key: str, kept: dict[str, str]) -> str:
    table = TABLE_BY_NAME.get(name)
    parts = key.split("|")
    if table is None or "child_id" not in table.key or len(parts) != len(table.key):
        return key
    place = table.key.index("child_id")
    parts[place] = kept.get(parts[place], parts[place])
    return "|".join(parts)
