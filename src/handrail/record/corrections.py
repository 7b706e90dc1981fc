"""Corrections: dated overlays that stand beside what was recorded, and the verified view they make.

A correction names an entry by its key as recorded, and one of its columns. Instead of a column it may say `entry`:
verified `no` means that the entry never happened, verified `yes` that it happened and is missing. The record itself is
never changed. Periods of care are made from the episodes, so it is the episodes that are corrected.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.schema import TABLE_BY_NAME, Field, Table
from handrail.record.tables import Correction

ENTRY, YES, NO = "entry", "yes", "no"
NEVER_CORRECTED = frozenset({"periods_of_care", "identifiers", "merges", "corrections"})
_SEPARATOR = "|"
_FIRST_YEAR, _LAST_YEAR = 1900, 2200  # as in the returns: any other year is a slip

Overlay = dict[str, Correction]
"""The corrections of one entry that stand, by column."""


class Fault(NamedTuple):
    """Why a correction is refused: the rule, the column of the correction at fault, what is wrong and what to do."""

    rule: str
    field: str
    what: str
    what_to_do: str


class NotAValue(ValueError):
    """A text that is no value of the column."""


def key_text(table: Table, row: Any) -> str:
    """The key of an entry as corrections write it."""
    return _SEPARATOR.join(as_text(value) for value in _key_of(table)(row))


def as_text(value: Any) -> str:
    """A value as corrections write it: a date as yyyy-mm-dd, true or false, nothing for a blank."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def as_value(field: Field, text: str | None) -> Any:
    """The value a text stands for in a column. Raises NotAValue, also for a blank where one must stand."""
    if not text:
        if field.required:
            raise NotAValue(f"{field.name} cannot be blank")
        return None
    if field.type == "string":
        return text
    if field.type == "boolean" and text in ("true", "false"):
        return text == "true"
    try:
        if field.type == "date":
            day = date.fromisoformat(text)
            if day.isoformat() == text and _FIRST_YEAR <= day.year <= _LAST_YEAR:
                return day
        if field.type == "integer":
            return int(text)
    except ValueError:
        pass
    raise NotAValue(f"{text} is no {field.type}")


def apply(record: Record) -> Record:
    """The record as verified: the same tables, with the last correction of each value in place of what was recorded."""
    overlays = standing(record.corrections)
    if not overlays:
        return record
    verified = replace(record)
    for name, of_table in overlays.items():
        table = TABLE_BY_NAME[name]
        setattr(verified, name, _overlaid(table, getattr(record, name), of_table))
    _carry_on(record, verified, overlays)
    if "episodes" in overlays:
        verified.periods_of_care = periods_of_care(verified.episodes)
    return verified


def standing(corrections: Iterable[Correction]) -> dict[str, dict[str, Overlay]]:
    """The corrections that stand, by table, key and column: the last one made, or the later listed of one day."""
    found: dict[str, dict[str, Overlay]] = {}
    for correction in sorted(corrections, key=lambda each: each.corrected_on):
        of_entry = found.setdefault(correction.table, {}).setdefault(correction.key, {})
        of_entry[correction.field] = correction
    return found


def number(record: Record) -> int:
    """How many corrections stand between the record as recorded and as verified."""
    return sum(len(overlay) for of_table in standing(record.corrections).values() for overlay in of_table.values())


def check(record: Record, corrections: Sequence[Correction]) -> list[Fault | None]:
    """For each correction, why it cannot be applied to this record; None where it can."""
    return _Checker(record, corrections).faults()


def _overlaid(table: Table, rows: Sequence[Any], overlays: dict[str, Overlay]) -> list[Any]:
    left = dict(overlays)
    found = []
    for row in rows:
        overlay = left.pop(key_text(table, row), None)
        if overlay is None:
            found.append(row)
        elif not _says(overlay, NO):
            found.append(_corrected(table, row, overlay))
    found.extend(_added(table, key, overlay) for key, overlay in left.items() if _says(overlay, YES))
    return found


def _corrected(table: Table, row: Any, overlay: Overlay) -> Any:
    fields = _fields(table)
    changes = {
        name: as_value(fields[name], correction.verified) for name, correction in overlay.items() if name != ENTRY
    }
    return row._replace(**changes)


def _added(table: Table, key: str, overlay: Overlay) -> Any:
    fields = _fields(table)
    texts = dict(zip(table.key, key.split(_SEPARATOR), strict=True))
    texts |= {name: correction.verified or "" for name, correction in overlay.items() if name != ENTRY}
    values = {name: as_value(field, texts.get(name)) for name, field in fields.items() if name != "read_from"}
    if "read_from" in fields:
        values["read_from"] = f"correction of {overlay[ENTRY].corrected_on.isoformat()}"
    return table.row(**values)


def _says(overlay: Overlay, answer: str) -> bool:
    return ENTRY in overlay and overlay[ENTRY].verified == answer


@cache
def _fields(table: Table) -> dict[str, Field]:
    return {field.name: field for field in table.fields}


@cache
def _key_of(table: Table) -> Any:
    get = attrgetter(*table.key)
    return get if len(table.key) > 1 else lambda row: (get(row),)


# --- what other tables copy follows


def _carry_on(record: Record, verified: Record, overlays: dict[str, dict[str, Overlay]]) -> None:
    """Where another table repeats a corrected day, the day is corrected there too; what hung on no entry goes."""
    reviews = _moved(record, "reviews", "opened_on", overlays)
    verified.review_parts = [
        part._replace(opened_on=to)
        for part in verified.review_parts
        if (to := reviews.get((part.child_id, part.opened_on), part.opened_on)) is not None
    ]
    plans = _moved(record, "plans", "started_on", overlays)
    enquiries = _moved(record, "enquiries", "started_on", overlays)
    if plans or enquiries:
        verified.conference_children = [
            child._replace(
                plan_started_on=plans.get((child.child_id, child.plan_started_on), child.plan_started_on),
                enquiry_started_on=enquiries.get((child.child_id, child.enquiry_started_on), child.enquiry_started_on),
            )
            for child in verified.conference_children
        ]
    if "conferences" in overlays:
        _carry_on_conferences(record, verified)


def _moved(record: Record, name: str, field: str, overlays: dict[str, dict[str, Overlay]]) -> dict[Any, date | None]:
    """The new day of each entry by child and day as recorded; None where the entry never happened."""
    of_table, table = overlays.get(name), TABLE_BY_NAME[name]
    if not of_table:
        return {}
    moved: dict[Any, date | None] = {}
    for row in getattr(record, name):
        overlay = of_table.get(key_text(table, row))
        if overlay is not None:
            gone = _says(overlay, NO)
            moved[row.child_id, getattr(row, field)] = None if gone else getattr(_corrected(table, row, overlay), field)
    return moved


def _carry_on_conferences(record: Record, verified: Record) -> None:
    """An enquiry repeats the day of its conference; a conference that never happened had nobody in it."""
    now = {conference.conference_id: conference.held_on for conference in verified.conferences}
    before = {conference.conference_id: conference.held_on for conference in record.conferences}
    moved = {
        (child.child_id, before[child.conference_id]): now.get(child.conference_id)
        for child in record.conference_children
        if child.conference_id in before and now.get(child.conference_id) != before[child.conference_id]
    }
    verified.enquiries = [
        enquiry._replace(conference_on=moved.get((enquiry.child_id, enquiry.conference_on), enquiry.conference_on))
        if enquiry.conference_on
        else enquiry
        for enquiry in verified.enquiries
    ]
    gone = before.keys() - now.keys()
    verified.conference_children = [child for child in verified.conference_children if child.conference_id not in gone]


# --- what may be corrected


class _Checker:
    """Checks corrections against one record, and against each other."""

    def __init__(self, record: Record, corrections: Sequence[Correction]) -> None:
        self.record, self.corrections = record, corrections
        self._known: dict[str, dict[str, Any]] = {}
        self.overlays = standing(corrections)
        held = {conference.conference_id: conference.held_on for conference in record.conferences}
        self.conferences = {(child.child_id, held.get(child.conference_id)) for child in record.conference_children}

    def faults(self) -> list[Fault | None]:
        """A fault or None for each correction, in order."""
        found = [next(self._faults(correction), None) for correction in self.corrections]
        good = [correction for correction, fault in zip(self.corrections, found, strict=True) if fault is None]
        self.overlays = standing(good)  # a refused correction neither adds an entry nor completes one
        taken = self._keys_taken_twice()
        return [
            fault or self._incomplete(correction) or taken.get((correction.table, self._verified_key(correction)))
            for correction, fault in zip(self.corrections, found, strict=True)
        ]

    def _rows(self, name: str) -> dict[str, Any]:
        if name not in self._known:
            table = TABLE_BY_NAME[name]
            self._known[name] = {key_text(table, row): row for row in getattr(self.record, name)}
        return self._known[name]

    def _faults(self, correction: Correction) -> Iterator[Fault]:
        """Everything wrong with one correction by itself, what makes the rest unreadable first."""
        name = correction.table
        if name not in TABLE_BY_NAME or name in NEVER_CORRECTED:
            tables = ", ".join(table for table in TABLE_BY_NAME if table not in NEVER_CORRECTED)
            yield Fault("HR-COR-1", "table", f"there is no table {name} to correct", f"Name one of: {tables}.")
            return
        table = TABLE_BY_NAME[name]
        if not correction.author.strip() or not correction.reason.strip():
            blank = "reason" if correction.author.strip() else "author"
            yield Fault("HR-COR-2", blank, f"{blank} is blank", "Say who verified it, and why the record is wrong.")
        if correction.field == ENTRY:
            yield from self._of_entry(table, correction)
        elif correction.field not in _fields(table) or correction.field in ("child_id", "read_from"):
            names = ", ".join(each for each in _fields(table) if each not in ("child_id", "read_from"))
            what = f"{name} has no column {correction.field} that can be corrected"
            yield Fault("HR-COR-1", "field", what, f"Name one of: {names}, or {ENTRY}. An id is changed by a merge.")
        else:
            yield from self._of_value(table, correction)

    def _of_entry(self, table: Table, correction: Correction) -> Iterator[Fault]:
        there = correction.key in self._rows(table.name)
        answers = f"Write recorded {YES} and verified {NO}, or recorded {NO} and verified {YES}."
        if table.name == "children":
            yield Fault("HR-COR-1", "field", "a child is no entry that can be taken away or added", "Record a merge.")
        elif {correction.recorded, correction.verified} != {YES, NO}:
            yield Fault("HR-COR-4", "verified", "this says neither yes nor no", answers)
        elif there != (correction.recorded == YES):
            what = f"recorded is {correction.recorded}, but the entry {'is' if there else 'is not'} in the record"
            yield Fault("HR-COR-3", "recorded", what, "Load the same files as when the correction was written.")
        elif correction.verified == YES and not self._is_key(table, correction.key):
            columns = _SEPARATOR.join(table.key)
            yield Fault("HR-COR-5", "key", f"the key {correction.key} is not {columns}", "Write the key in that form.")
        elif correction.verified == YES and (stranger := self._stranger(table, correction.key)) is not None:
            what = f"there is no child {stranger} in what was loaded"
            yield Fault("HR-COR-5", "key", what, "Check the id, and load the files the child stands in.")

    def _of_value(self, table: Table, correction: Correction) -> Iterator[Fault]:
        row = self._rows(table.name).get(correction.key)
        overlay = self.overlays.get(table.name, {}).get(correction.key, {})
        if row is None and not _says(overlay, YES):
            what = f"{table.name} has no entry with the key {correction.key or '(blank)'}"
            columns = _SEPARATOR.join(table.key)
            yield Fault(
                "HR-COR-5", "key", what, f"The key is {columns}, days as yyyy-mm-dd. Check it against the record."
            )
            return
        recorded = "" if row is None else as_text(getattr(row, correction.field))
        if recorded != (correction.recorded or ""):
            what = f"recorded is given as {correction.recorded or 'blank'}, but the record holds {recorded or 'blank'}"
            yield Fault(
                "HR-COR-3", "recorded", what, "Look at the entry again: it may have been corrected at its source."
            )
        try:
            as_value(_fields(table)[correction.field], correction.verified)
        except NotAValue as error:
            yield Fault("HR-COR-4", "verified", str(error), "Write days as yyyy-mm-dd, yes or no as true or false.")
        if table.name == "enquiries" and correction.field == "conference_on" and self._has_conference(row):
            what = "this day repeats the day of a conference that stands in the record"
            yield Fault("HR-COR-1", "field", what, "Correct held_on of the conference; the enquiry follows.")

    def _has_conference(self, enquiry: Any) -> bool:
        return enquiry is not None and (enquiry.child_id, enquiry.conference_on or date.min) in self.conferences

    def _stranger(self, table: Table, key: str) -> str | None:
        """The child of an entry to add, where nobody in the record has this id."""
        named = dict(zip(table.key, key.split(_SEPARATOR), strict=True)).get("child_id")
        return None if named is None or named in self._rows("children") else named

    @staticmethod
    def _is_key(table: Table, key: str) -> bool:
        parts = key.split(_SEPARATOR)
        if len(parts) != len(table.key):
            return False
        try:
            return all(
                as_value(_fields(table)[name], part) is not None for name, part in zip(table.key, parts, strict=True)
            )
        except NotAValue:
            return False

    def _incomplete(self, correction: Correction) -> Fault | None:
        """An entry that is added must have every column that may not be blank."""
        overlay = self.overlays.get(correction.table, {}).get(correction.key, {})
        if correction.field != ENTRY and correction.key not in self._rows(correction.table) and not _says(overlay, YES):
            return Fault("HR-COR-5", "key", "the entry this completes was refused", "Correct that line first.")
        if not _says(overlay, YES):
            return None
        table = TABLE_BY_NAME[correction.table]
        lacking = [
            field.name
            for field in table.fields
            if field.required and field.name not in (*table.key, "read_from") and field.name not in overlay
        ]
        if not lacking:
            return None
        what = f"the added entry has no {' and no '.join(lacking)}"
        return Fault("HR-COR-4", "verified", what, "Add a line for each of these columns, with the same table and key.")

    def _verified_key(self, correction: Correction) -> str:
        """The key of the entry once corrected; blank where this correction does not move the entry."""
        table = TABLE_BY_NAME.get(correction.table)
        if table is None or (correction.field != ENTRY and correction.field not in table.key):
            return ""
        return self._new_key(table, correction.key, self.overlays.get(table.name, {}).get(correction.key, {}))

    def _new_key(self, table: Table, key: str, overlay: Overlay) -> str:
        row = self._rows(table.name).get(key)
        if not overlay or _says(overlay, NO):
            return ""
        if row is not None:
            return key_text(table, _corrected(table, row, overlay))
        parts = dict(zip(table.key, key.split(_SEPARATOR), strict=True))
        return _SEPARATOR.join(overlay[name].verified or "" if name in overlay else parts[name] for name in table.key)

    def _keys_taken_twice(self) -> dict[tuple[str, str], Fault]:
        """The keys that two entries of a table would have after correction."""
        found = {}
        for name, of_table in self.overlays.items():
            table = TABLE_BY_NAME[name]
            moves = [key for key, overlay in of_table.items() if {ENTRY, *table.key} & set(overlay)]
            if not moves:
                continue
            keys = Counter(key for key in self._rows(name) if key not in moves)
            keys.update(filter(None, (self._new_key(table, key, of_table[key]) for key in moves)))
            for key, times in keys.items():
                if times > 1:
                    what = f"{name} would hold {key} twice"
                    remedy = "One of the two entries is wrong: say so with a line for entry, verified no."
                    found[name, key] = Fault("HR-COR-6", "verified", what, remedy)
        return found
