"""What is recorded of one child, entry by entry, as a page shows it and a person can say that it is wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from typing import Any

from handrail.record.corrections import NEVER_CORRECTED, as_text, key_text
from handrail.record.record import Record
from handrail.record.schema import TABLE_BY_NAME, Field, Table
from handrail.service.design.dates import short_date
from handrail.service.due.record import READ

TITLES = {
    "children": "The child",
    "episodes": "Episodes of care",
    "reviews": "Reviews",
    "enquiries": "Enquiries under section 47",
    "conferences": "Conferences",
    "conference_children": "The child in conferences",
    "plans": "Child protection plans",
    "events": "Other events",
    "secure_placements": "Secure placements",
}
"""The tables that are corrected from a child's page: those that decide what is due."""
MISSING = "missing"
_NEVER_SHOWN = ("child_id", "read_from")
_TRUTH = {True: "Yes", False: "No"}


@dataclass(frozen=True)
class Entry:
    """One entry: `slug` stands for it in addresses, where its key, which holds the child's id, may not."""

    table: Table
    key: str
    row: Any

    @property
    def slug(self) -> str:
        """The same for as long as the key is."""
        return blake2s(self.key.encode(), digest_size=8).hexdigest()

    def says(self, field: Field) -> str:
        """What it says in a column, as a person reads it; nothing where that is blank."""
        return shown(getattr(self.row, field.name))


def tables() -> tuple[Table, ...]:
    """The tables that are corrected from a child's page, in the order of `TITLES`."""
    return tuple(TABLE_BY_NAME[name] for name in TITLES if name in READ and name not in NEVER_CORRECTED)


def entries(record: Record, table: Table) -> list[Entry]:
    """The entries of a table in the record of one child, the latest first."""
    found = [Entry(table, key_text(table, row), row) for row in getattr(record, table.name)]
    return sorted(found, key=lambda entry: _day_of(entry) or date.min, reverse=True)


def entry_at(record: Record, table: Table, slug: str) -> Entry | None:
    """The entry an address stands for; None where there is none."""
    return next((entry for entry in entries(record, table) if entry.slug == slug), None)


def fields_of(table: Table) -> Iterator[Field]:
    """The columns of a table that say something to a person, and may be corrected."""
    return (field for field in table.fields if field.name not in _NEVER_SHOWN)


def label(field: Field) -> str:
    """What a column is called: the first words of what it means."""
    return re.split(r"[:;(,]", field.description)[0].strip()


def hint(field: Field) -> str:
    """The rest of what a column means; nothing where its name says it all."""
    return "" if field.description.strip() == label(field) else field.description


def shown(value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return _TRUTH[value]
    return short_date(value) if isinstance(value, date) else as_text(value)


def named(table: Table, column: str) -> str:
    """What a column of a table is called, by its name; that of `entry` is what is said of the whole."""
    return next((label(field) for field in table.fields if field.name == column), "Whether it happened")


def said(table: Table, column: str, text: str | None) -> str:
    """A value as corrections write it, as a person reads it."""
    if not text:
        return "blank"
    field = next((field for field in table.fields if field.name == column), None)
    if field is not None and field.type == "date":
        return short_date(date.fromisoformat(text))
    return {"true": "Yes", "false": "No", "yes": "it did", "no": "it did not"}.get(text, text)


def _day_of(entry: Entry) -> date | None:
    return next((value for value in entry.row if isinstance(value, date)), None)
