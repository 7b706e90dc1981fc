"""A mapping: which columns of a tracker mean what. A TOML file, guessed or written by hand, confirmed by a person.

The form of the file is described in docs/reference/tracker-mapping.md. What it does not know it refuses.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from handrail.returns.tracker import dates, vocabulary
from handrail.returns.tracker.headings import NUMBER, key
from handrail.returns.tracker.vocabulary import CHILD, CONFERENCES, DATE, ENTRIES, PLANS, REVIEWS, Field
from handrail.returns.values import iso_date, uk_date

FORMAT = 1
ANY_OTHER = "*"
_MAX_BYTES = 2**20
_KEYS = {
    "mapping": {"confirmed_by", "format", "table"},
    "table": {
        "sheet", "header_rows", "date_forms", "date_forms_of", "leave_out", "means_blank", "fill_down", "not_used",
        "complete_from", "child", "entry", "codes",
    },
    "entry": {"of", "complete_from", "columns", "constants"},
}  # fmt: skip
_NEEDED = {CONFERENCES: "kind", PLANS: "started_on"}
_DATED_BY = {
    REVIEWS: {"held_on", "due_on", "planned_on"},
    CONFERENCES: {"held_on", "due_on", "planned_on", "strategy_discussion_on"},
}


class MappingError(ValueError):
    """The mapping cannot be used; the message names each fault."""


@dataclass(frozen=True)
class Entry:
    """What one row says of one meeting or plan, or of a numbered series of them where its headings hold {n}."""

    of: str
    columns: dict[str, str]
    constants: dict[str, str] = field(default_factory=dict)
    complete_from: date | None = None

    @property
    def is_repeated(self) -> bool:
        """Whether the row holds a series of these."""
        return any(NUMBER in heading for heading in self.columns.values())


@dataclass(frozen=True)
class Table:
    """One sheet, or a CSV file: where its headings stand, how it writes dates and codes, and what its columns mean."""

    header_rows: tuple[int, ...]
    child: dict[str, str]
    entries: tuple[Entry, ...] = ()
    sheet: str = "*"
    date_forms: tuple[str, ...] = ()
    date_forms_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    leave_out: tuple[str, ...] = ()
    means_blank: tuple[str, ...] = ()
    fill_down: tuple[str, ...] = ()
    not_used: tuple[str, ...] = ()
    complete_from: date | None = None

    def is_of(self, sheet: str) -> bool:
        """Whether a sheet of this name is meant. A CSV file has none and is always meant."""
        pattern = ".*".join(re.escape(part) for part in self.sheet.casefold().strip().split("*"))
        return not sheet or re.fullmatch(pattern, sheet.casefold().strip(), re.DOTALL) is not None

    def mapped(self) -> Iterator[tuple[str, Field]]:
        """Every heading mapped, with the field it fills."""
        yield from ((heading, vocabulary.fields(CHILD)[name]) for name, heading in self.child.items())
        for entry in self.entries:
            known = vocabulary.fields(entry.of)
            yield from ((heading, known[name]) for name, heading in entry.columns.items())

    def forms_of(self, heading: str) -> tuple[str, ...]:
        """The date forms stated for the column of this heading."""
        return self.date_forms_of.get(heading, self.date_forms)

    def leaves_out(self, cell: str) -> bool:
        """Whether a row that begins with this cell is a total or a note. `*` stands for any further words."""
        exact, beginnings = _left_out(self.leave_out)
        found = key(cell)
        return found in exact or f"{found} ".startswith(beginnings)


@lru_cache(maxsize=100)
def _left_out(words: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The cells that leave a row out, and how longer ones begin."""
    keys = [(key(word), word.endswith("*")) for word in words if key(word)]
    return frozenset(word for word, _ in keys), tuple(f"{word} " for word, further in keys if further)


@dataclass(frozen=True)
class Mapping:
    """The mapping of one tracker: its tables, and who confirmed it and when."""

    tables: tuple[Table, ...]
    confirmed_by: str = ""
    name: str = field(default="", compare=False)

    @property
    def is_confirmed(self) -> bool:
        """Whether a name and a date stand in `confirmed_by`."""
        words = re.split(r"[\s,;]+", self.confirmed_by)
        day = next((word for word in words if iso_date(word) or uk_date(word)), None)
        return day is not None and any(character.isalpha() for character in self.confirmed_by)


def read(path: Path) -> Mapping:
    """The mapping in this file. Raises MappingError."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise MappingError(f"{path.name} is larger than a mapping ever is.")
        return parse(path.read_text(encoding="utf-8-sig"), path.name)
    except OSError as error:
        raise MappingError(f"{path} could not be opened: {error.strerror or 'it cannot be read'}.") from error
    except UnicodeDecodeError as error:
        raise MappingError(f"{path.name} is not UTF-8 text.") from error


def confirmed(path: Path) -> Mapping:
    """The mapping in this file, to be used. Raises MappingError, also while nobody has confirmed it."""
    mapping = read(path)
    if not mapping.is_confirmed:
        raise MappingError(
            f"{path.name}: confirm the mapping first: put your name and the date in confirmed_by, as in "
            'confirmed_by = "A. Analyst, 2026-11-22".'
        )
    return mapping


def parse(text: str, name: str = "the mapping") -> Mapping:
    """The mapping in this text. Raises MappingError, naming each fault."""
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise MappingError(f"{name} is not TOML: {error or 'it is nested too deeply'}.") from error
    reader = _Reader()
    found = reader.mapping(document, name)
    if reader.faults:
        raise MappingError(f"{name} cannot be used. " + " ".join(reader.faults))
    return found


class _Reader:
    """Turns a TOML document into a mapping and notes every fault on the way."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def mapping(self, document: dict[str, Any], name: str) -> Mapping:
        self._only(document, _KEYS["mapping"], "the mapping")
        if document.get("format") != FORMAT:
            self.faults.append(f"format must be {FORMAT}.")
        tables = self._list_of_tables(document, "table", "the mapping")
        if not tables:
            self.faults.append("There is no [[table]].")
        read = tuple(self._table(each, f"table {number}") for number, each in enumerate(tables, 1))
        return Mapping(read, self._text(document, "confirmed_by", "the mapping"), name)

    def _table(self, given: dict[str, Any], where: str) -> Table:
        self._only(given, _KEYS["table"], where)
        entries = self._list_of_tables(given, "entry", where)
        forms_of = self._tables(given, "date_forms_of", where)
        table = Table(
            header_rows=self._header_rows(given, where),
            child=self._columns(given, "child", CHILD, where),
            entries=tuple(self._entry(each, f"{where}, entry {number}") for number, each in enumerate(entries, 1)),
            sheet=self._text(given, "sheet", where) or "*",
            date_forms=self._forms(given, "date_forms", where),
            date_forms_of={heading: self._forms(forms_of, heading, where) for heading in forms_of},
            codes=self._codes(given, where),
            leave_out=self._texts(given, "leave_out", where),
            means_blank=self._texts(given, "means_blank", where),
            fill_down=self._texts(given, "fill_down", where),
            not_used=self._texts(given, "not_used", where),
            complete_from=self._day(given, "complete_from", where),
        )
        self._agree(table, where)
        return table

    def _entry(self, given: dict[str, Any], where: str) -> Entry:
        self._only(given, _KEYS["entry"], where)
        of = given.get("of")
        if of not in ENTRIES:
            self.faults.append(f"{where}: of must be one of {', '.join(ENTRIES)}.")
            return Entry(REVIEWS, {})
        columns = self._columns(given, "columns", of, where)
        constants = self._constants(given, of, where)
        if not columns:
            self.faults.append(f"{where}: no column is mapped.")
        if (needed := _NEEDED.get(of)) and needed not in columns and needed not in constants:
            self.faults.append(f"{where}: {of} need {needed}, as a column or a constant.")
        if (dated := _DATED_BY.get(of)) and not dated & set(columns):
            self.faults.append(f"{where}: {of} need at least one of {', '.join(sorted(dated))}.")
        if both := sorted(set(columns) & set(constants)):
            self.faults.append(f"{where}: {', '.join(both)} cannot be both a column and a constant.")
        return Entry(of, columns, constants, self._day(given, "complete_from", where))

    def _agree(self, table: Table, where: str) -> None:
        """What must hold between the parts of a table."""
        if "child_id" not in table.child:
            self.faults.append(f"{where}: [table.child] needs child_id.")
        if any(NUMBER in heading for heading in table.child.values()):
            self.faults.append(f"{where}: a column of [table.child] cannot be numbered with {NUMBER}.")
        headings = [heading for heading, _ in table.mapped()]
        if twice := {heading for heading in headings if [key(each) for each in headings].count(key(heading)) > 1}:
            self.faults.append(f"{where}: mapped more than once: {', '.join(sorted(twice))}.")
        days = {heading for heading, field in table.mapped() if field.kind == DATE}
        if unknown := sorted(set(table.date_forms_of) - days):
            self.faults.append(f"{where}: date_forms_of names no mapped date column: {', '.join(unknown)}.")
        if unknown := sorted(set(table.fill_down) - set(table.child)):
            self.faults.append(f"{where}: fill_down names no mapped field of the child: {', '.join(unknown)}.")

    # --- parts

    def _columns(self, given: dict[str, Any], name: str, of: str, where: str) -> dict[str, str]:
        columns = self._tables(given, name, where)
        known = vocabulary.fields(of)
        self._only(columns, set(known), f"{where}, {name}")
        return {
            field: text for field, text in columns.items() if field in known and self._is_heading(text, field, where)
        }

    def _is_heading(self, text: Any, field: str, where: str) -> bool:
        good = isinstance(text, str) and bool(key(text)) and text.count(NUMBER) <= 1
        if not good:
            self.faults.append(f"{where}: {field} must name the heading of one column.")
        return good

    def _constants(self, given: dict[str, Any], of: str, where: str) -> dict[str, str]:
        constants, found = self._tables(given, "constants", where), {}
        known = vocabulary.fields(of)
        self._only(constants, set(known), f"{where}, constants")
        for name in constants:
            if name not in known:
                continue
            value, field = self._text(constants, name, where), known[name]
            allowed = vocabulary.codes()[field.kind].codes if field.is_coded else None
            if field.kind in (DATE, vocabulary.NUMBER) or (allowed and value not in allowed):
                what = f"one of {', '.join(allowed)}" if allowed else "mapped to a column"
                self.faults.append(f"{where}: the constant {name} must be {what}.")
            found[name] = value
        return found

    def _codes(self, given: dict[str, Any], where: str) -> dict[str, dict[str, str]]:
        codes, found = self._tables(given, "codes", where), {}
        known = {
            field.name: field for of in (CHILD, *ENTRIES) for field in vocabulary.fields(of).values() if field.is_coded
        }
        self._only(codes, set(known), f"{where}, codes")
        for name in codes:
            if name not in known:
                continue
            wordings = self._tables(codes, name, where)
            allowed = ("", *vocabulary.codes()[known[name].kind].codes)
            for wording in wordings:
                code = self._text(wordings, wording, where)
                if code not in allowed or (wording == ANY_OTHER and code):
                    shown = '""' if wording == ANY_OTHER else f'"", {", ".join(allowed[1:])}'
                    self.faults.append(f"{where}, codes.{name}: {wording!r} can only be {shown}.")
            found[name] = {wording: str(code) for wording, code in wordings.items()}
        return found

    def _header_rows(self, given: dict[str, Any], where: str) -> tuple[int, ...]:
        rows = given.get("header_rows")
        if not isinstance(rows, list):
            rows = []
        good = (
            1 <= len(rows) <= 3
            and all(type(row) is int and 1 <= row <= 1000 for row in rows)
            and rows == list(range(rows[0], rows[0] + len(rows)))
        )
        if not good:
            self.faults.append(f"{where}: header_rows must be the numbers of one to three rows that follow each other.")
            return (1,)
        return tuple(rows)

    def _forms(self, given: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
        forms = self._texts(given, name, where)
        if unknown := [form for form in forms if form not in dates.FORMS]:
            self.faults.append(f"{where}: no date form: {', '.join(unknown)}. There are: {', '.join(dates.FORMS)}.")
        if pair := dates.opposed(forms):
            self.faults.append(f"{where}: {pair[0]} and {pair[1]} cannot both hold: 03/04/2024 would be two days.")
        return forms

    def _day(self, given: dict[str, Any], name: str, where: str) -> date | None:
        value = given.get(name)
        if value is None or (type(value) is date and dates.in_range(value)):
            return value
        self.faults.append(f"{where}: {name} must be a date, written 2024-04-01 without quotation marks.")
        return None

    # --- kinds of value

    def _only(self, given: dict[str, Any], known: set[str], where: str) -> None:
        if unknown := sorted(set(given) - known):
            self.faults.append(f"{where}: unknown: {', '.join(unknown)}. There are: {', '.join(sorted(known))}.")

    def _text(self, given: dict[str, Any], name: str, where: str) -> str:
        value = given.get(name, "")
        if isinstance(value, str):
            return value
        self.faults.append(f"{where}: {name} must be text.")
        return ""

    def _texts(self, given: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
        value = given.get(name, [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        self.faults.append(f"{where}: {name} must be a list of texts.")
        return ()

    def _tables(self, given: dict[str, Any], name: str, where: str) -> dict[str, Any]:
        value = given.get(name, {})
        if isinstance(value, dict):
            return value
        self.faults.append(f"{where}: {name} must be a table.")
        return {}

    def _list_of_tables(self, given: dict[str, Any], name: str, where: str) -> list[dict[str, Any]]:
        value = given.get(name, [])
        if isinstance(value, list) and all(isinstance(each, dict) for each in value):
            return value
        self.faults.append(f"{where}: {name} must be written [[{name}]].")
        return []
