"""What a file of people would change: each good row beside what stands now, found again each time it is asked."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder

from handrail.service.authorities.visits import Visit
from handrail.service.people.file_kinds import CONTACTS, NAMES, Kind, Refused, in_order, told, values_of
from handrail.service.people.forms import filled
from handrail.service.people.models import Contact, Particulars, WorkerDetails
from handrail.service.people.sheets import Line, Wrong
from handrail.service.people.worker_forms import ROW
from handrail.service.records import lookups  # noqa: F401 - registers `among`
from handrail.service.records.models import WRITTEN, table
from handrail.service.records.within import within


@dataclass(frozen=True)
class Standing:
    """What stands now of whom a row is about: the row's version (0: nothing stands), its values, its number if it has one."""

    version: int
    values: Mapping[str, Any]
    number: int | None = None


@dataclass(frozen=True)
class Change:
    """What a row would change. `about` is the child's key or the worker's id; `replaces` names what would be overwritten."""

    row: int
    found_by: str
    about: str
    stands: Standing
    says: Mapping[str, Any]
    replaces: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether nothing stands yet of whom it is about."""
        return not self.stands.version


@dataclass
class Compared:
    """A file beside what stands: what it would change, what is wrong, and how many rows say what stands already."""

    changes: list[Change] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    same: int = 0

    @property
    def seen(self) -> str:
        """What somebody sees of it, in a few letters: another once anybody changed what it would change."""
        parts = [
            [one.row, one.about, one.stands.number, one.stands.version, {**one.stands.values}] for one in self.changes
        ]
        return sha256(json.dumps(parts, cls=DjangoJSONEncoder, sort_keys=True).encode()).hexdigest()


def compare(visit: Visit, kind: Kind, lines: Sequence[Line]) -> Compared:
    """The rows beside what stands, in a constant number of queries."""
    found, known, met = Compared(), _known(visit, kind, lines), set[Any]()
    for line in lines:
        try:
            change = _change(kind, line, known)
            key = _key(kind, change)
            if key in met:
                raise Refused(kind.headings[kind.found_by], "An earlier row is about the same. Keep one of the two.")
            met.add(key)
        except Refused as error:
            found.wrong.append(told(error, line))
            continue
        if change.says:
            found.changes.append(change)
        else:
            found.same += 1
    return found


def _key(kind: Kind, change: Change) -> tuple[Any, ...]:
    if kind.key != CONTACTS:
        return (change.about,)
    values = {**change.stands.values, **change.says}
    return change.about, str(values["name"]).casefold(), values["role"]


@dataclass(frozen=True)
class _Known:
    """What the rows are looked up in: children's keys by number, and what stands by child or worker."""

    subjects: Mapping[str, str]
    standing: Mapping[str, list[Standing]]
    loaded: frozenset[str] = frozenset()


def _known(visit: Visit, kind: Kind, lines: Iterable[Line]) -> _Known:
    ids = sorted({line.said.get(kind.headings[kind.found_by], "") for line in lines})
    if kind.key not in (NAMES, CONTACTS):
        return _workers(ids)
    subjects = _children(visit, ids)
    return _Known(subjects, _of_children(kind, sorted(set(subjects.values()))))


def _children(visit: Visit, ids: list[str]) -> dict[str, str]:
    """The keys of the children the visit reaches by name; one who was merged is found by either number."""
    reached = within(visit.scope, visit.today).filter(key__in=within(visit.by_name(), visit.today).values("key"))
    found = dict(reached.filter(child_id__among=ids).values_list("child_id", "key"))
    merged = table("children").filter(child_id__among=ids, merged_into__in=reached.values("key"))
    return dict(merged.values_list("child_id", "merged_into")) | found


def _of_children(kind: Kind, keys: list[str]) -> dict[str, list[Standing]]:
    found: defaultdict[str, list[Standing]] = defaultdict(list)
    model: Any = Particulars if kind.key == NAMES else Contact
    merged = table("children").filter(merged_into__among=keys if kind.key == CONTACTS else [])
    into = dict(merged.values_list("key", "merged_into"))
    for row in model.objects.filter(child__among=[*keys, *into]):
        found[into.get(row.child, row.child)].append(Standing(row.version, filled(kind.fields, row), row.pk))
    return found


def _workers(ids: list[str]) -> _Known:
    details = {one.worker_id: one for one in WorkerDetails.objects.filter(worker_id__among=ids)}
    rows = {one.worker_id: one for one in table("workers").filter(worker_id__among=ids)}
    standing = {one: [_worker(details.get(one), rows.get(one))] for one in ids if one in details or one in rows}
    loaded = frozenset(one for one, row in rows.items() if row.origin != WRITTEN)
    return _Known({one: one for one in ids}, standing, loaded)


def _worker(details: WorkerDetails | None, row: Any) -> Standing:
    values = {**filled(ROW, row), **filled(("name", "email", "phone", "registration", "registered_until"), details)}
    return Standing(details.version if details else 0, values)


def _change(kind: Kind, line: Line, known: _Known) -> Change:
    found_by, values = values_of(kind, line)
    about = known.subjects.get(found_by)
    if about is None:
        raise Refused(kind.headings[kind.found_by], "No child you may write about has this number. Check the number.")
    stands = _stands(kind, known.standing.get(about, ()), values)
    in_order({**stands.values, **values})
    says = {name: value for name, value in values.items() if _plain(stands.values.get(name)) != _plain(value)}
    replaces = tuple(name for name in says if not _is_blank(kind, name, stands.values.get(name)))
    _refuse_handed_in(kind, about, says, known)
    if kind.key not in (NAMES, CONTACTS) and not stands.values.get("role") and "role" not in says:
        raise Refused("role", "The worker is new and the cell is empty. Write what they do.")
    return Change(line.row, found_by, about, stands, says, replaces)


def _stands(kind: Kind, there: Sequence[Standing], values: Mapping[str, Any]) -> Standing:
    """What stands of whom a row is about. Raises Refused where it may be one of several."""
    if kind.key == CONTACTS:
        there = list(_same_contact(there, values))
    if len(there) > 1:
        raise Refused(
            "name", "Several people with this name and role are around the child. Change them on the child's page."
        )
    return there[0] if there else Standing(0, {})


def _same_contact(there: Iterable[Standing], values: Mapping[str, Any]) -> Iterator[Standing]:
    for one in there:
        if one.values["role"] == values["role"] and one.values["name"].casefold() == values["name"].casefold():
            yield one


def _refuse_handed_in(kind: Kind, about: str, says: Mapping[str, Any], known: _Known) -> None:
    """What the record's own files say of a worker is not changed here."""
    for name in says:
        if about in known.loaded and name in ROW:
            text = "It was handed in otherwise with the record. Change it where it comes from, or leave the cell empty."
            raise Refused(kind.headings[name], text)


def _is_blank(kind: Kind, name: str, value: Any) -> bool:
    """Whether nothing stands there that a file could overwrite: a box that nobody ticked says nothing."""
    unticked = value is False and not isinstance(kind.fields[name], forms.NullBooleanField)
    return unticked or value in ("", None)


def _plain(value: Any) -> Any:
    return "" if value is None else value
