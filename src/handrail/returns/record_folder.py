"""A folder of CSV or Parquet files with a Data Package description is a record: reading one and writing one."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from operator import attrgetter
from pathlib import Path
from typing import Any, TextIO

from handrail.record.problems import ERROR, NOTE, Problem
from handrail.record.record import Missing, Record
from handrail.record.schema import SCHEMA_VERSION, TABLES, Field, Table, describe
from handrail.returns.csv_text import BAD_CHARACTER, MAX_LINE
from handrail.returns.sources import MAX_BYTES, file_problem
from handrail.returns.values import iso_date, yes_no

DESCRIPTION = "datapackage.json"
FORMATS = ("csv", "parquet")
_LONGEST_DESCRIPTION = 2**24
_AGAIN = "Write the record again with Handrail, or correct the row."
_WRITE_AGAIN = "Write the record again with Handrail."
# A value a spreadsheet would run as a formula is written with this in front, and read without it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
_SAFE = "'"
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")


class _Unreadable(ValueError):
    """A file of a record that is not as it must be; the message says why."""


@dataclass
class _Description:
    """What the description says: the record's facts, and the file of each table."""

    schema: object = None
    days: dict[str, date | None] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


def find(path: Path) -> list[Path]:
    """The record folders at or under a path."""
    if not path.is_dir():
        return []
    return [found.parent for found in sorted(path.rglob(DESCRIPTION)) if _is_ours(found)]


def write(record: Record, folder: Path, format: str = "csv") -> None:
    """Write the record as a folder of files with their description; the files of an earlier record are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        rows = getattr(record, table.name)
        path = folder / f"{table.name}.{format}"
        partial = path.with_suffix(".partial")
        if format == "parquet":
            from handrail.returns import record_parquet

            record_parquet.write(table, rows, partial)
        else:
            _write_csv(table, rows, partial)
        partial.replace(path)
    _write_description(record, folder / DESCRIPTION, format)
    for table in TABLES:
        for other in FORMATS:
            if other != format:
                (folder / f"{table.name}.{other}").unlink(missing_ok=True)


def read(folder: Path, problems: list[Problem]) -> Record:
    """Read a record folder; a row that does not fit the schema becomes a problem and is left out.

    Of a record whose description cannot be read nothing is, because it tells from when the rest can be relied on.
    """
    try:
        description = _described(_loaded(folder / DESCRIPTION))
    except _Unreadable as error:
        what = f"The description of the record {error}. Nothing of the record was read."
        problems.append(file_problem("FILE-UNREADABLE", DESCRIPTION, what, _WRITE_AGAIN))
        return Record(missing=[Missing(table.name, "The record could not be read.") for table in TABLES])
    if description.schema != SCHEMA_VERSION:
        what = f"The record is of schema {description.schema}; this version reads schema {SCHEMA_VERSION}."
        problems.append(
            file_problem("RECORD-SCHEMA", DESCRIPTION, what, "Write it again with this version of Handrail.")
        )
    record = Record(missing=description.missing)
    for name, day in description.days.items():
        setattr(record, name, day)
    for table in TABLES:
        path = _file_of(table, folder, description)
        if path.is_file():
            rows, why_not = _TableReader(table, path, problems).rows()
        else:
            rows, why_not = [], f"The record has no file {path.name}."
            if table.name in description.files:
                problems.append(file_problem("RECORD-FILE-MISSING", path.name, why_not, _WRITE_AGAIN))
        setattr(record, table.name, rows)
        if why_not is not None:
            record.missing.append(Missing(table.name, why_not))
    return record


# --- the description


def _write_description(record: Record, path: Path, format: str) -> None:
    facts = {
        **{name: _iso(getattr(record, name)) for name in _DAYS},
        "missing": [
            {"table": gap.table, "why": gap.why, "first": _iso(gap.first), "last": _iso(gap.last)}
            for gap in record.missing
        ],
    }
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(describe(format, facts), indent=2) + "\n", encoding="utf-8")
    partial.replace(path)


_DAYS = ("care_from", "protection_from", "care_to", "protection_to")


def _is_ours(path: Path) -> bool:
    try:
        return "handrail" in _loaded(path)
    except _Unreadable:
        return False


def _loaded(path: Path) -> dict[str, Any]:
    try:
        if not path.is_file() or path.stat().st_size > _LONGEST_DESCRIPTION:
            raise _Unreadable("is no file, or far too long")
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _Unreadable("is no JSON that can be read") from error
    if not isinstance(found, dict):
        raise _Unreadable("is no description of a record")
    return found


def _described(found: dict[str, Any]) -> _Description:
    facts, resources = found.get("handrail"), found.get("resources", [])
    gaps = facts.get("missing", []) if isinstance(facts, dict) else []
    if not isinstance(facts, dict) or not _are_objects(resources) or not _are_objects(gaps):
        raise _Unreadable("is not as Handrail writes it")
    missing = [Missing(_text(gap, "table"), _text(gap, "why"), _day(gap, "first"), _day(gap, "last")) for gap in gaps]
    files = {_text(each, "name").replace("-", "_"): _text(each, "path") for each in resources}
    return _Description(facts.get("schema"), {name: _day(facts, name) for name in _DAYS}, missing, files)


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _text(of: dict[str, Any], name: str) -> str:
    text = of.get(name)
    if not isinstance(text, str):
        raise _Unreadable(f"gives no {name} where one is needed")
    return text


def _day(of: dict[str, Any], name: str) -> date | None:
    if of.get(name) is None:
        return None
    day = iso_date(_text(of, name))
    if day is None:
        raise _Unreadable(f"gives {_text(of, name)[:40]} as {name}, which is not a date")
    return day


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _file_of(table: Table, folder: Path, description: _Description) -> Path:
    """The file the description names for the table, which lies in the folder itself; else the first that is there."""
    named = Path(description.files.get(table.name, ""))
    if named.suffix.removeprefix(".") in FORMATS and named.name == str(named):
        return folder / named
    found = [folder / f"{table.name}.{format}" for format in FORMATS]
    return next((path for path in found if path.is_file()), found[0])


# --- reading a table


class _TableReader:
    """Reads the file of one table; what does not fit becomes a problem."""

    def __init__(self, table: Table, path: Path, problems: list[Problem]) -> None:
        self.table, self.path, self.problems = table, path, problems

    def rows(self) -> tuple[list[Any], str | None]:
        """The rows that fit, each key once, and why figures cannot rest on them where the file is not whole."""
        found: list[Any] = []
        read = self._parquet if self.path.suffix == ".parquet" else self._csv
        try:
            if self.path.stat().st_size > MAX_BYTES:
                raise _Unreadable("it is larger than 2 GiB")
            for row in self._each_once(read()):
                found.append(row)  # one by one, so that what stands before a break is kept
        except (ValueError, OSError, csv.Error) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            what = f"{self.path.name} could not be read whole: {why}. What stands before that place was read."
            self.problems.append(file_problem("FILE-UNREADABLE", self.path.name, what, _WRITE_AGAIN))
            return found, f"The file {self.path.name} of the record could not be read whole."
        return found, None

    def _each_once(self, rows: Iterable[tuple[int, Any]]) -> Iterator[Any]:
        key_of: Callable[[Any], Any] = attrgetter(*self.table.key)
        seen = set()
        for number, row in rows:
            key = key_of(row)
            if key in seen:
                self._repeated(number, row)
            else:
                seen.add(key)
                yield row

    def _csv(self) -> Iterator[tuple[int, Any]]:
        fields = self.table.fields
        with self.path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            rows = csv.reader(_lines(file), strict=True)
            header = next(rows, [])
            self._check(header)
            at = [header.index(field.name) if field.name in header else -1 for field in fields]
            plan = [(field, index, _reader(field), field.required) for field, index in zip(fields, at, strict=True)]
            for number, cells in enumerate(rows, 2):
                values = []
                for field, index, read, required in plan:
                    text = cells[index] if 0 <= index < len(cells) else ""
                    value = read(text)
                    if value is None and (text or required):
                        self._does_not_fit(number, field, text)
                        break
                    values.append(value)
                else:
                    yield number, self.table.row(*values)

    def _parquet(self) -> Iterator[tuple[int, Any]]:
        from handrail.returns import record_parquet

        columns = record_parquet.columns(self.path)
        self._check(columns)
        yield from record_parquet.read(self.table, self.path, columns, self._does_not_fit)

    def _check(self, columns: list[str]) -> None:
        """Name the columns that are not there. Refuses a file without one that no row can do without."""
        missing = [field for field in self.table.fields if field.name not in columns]
        if missing:
            names = ", ".join(field.name for field in missing)
            name = self.path.name
            serious = any(field.required for field in missing)
            what = f"{name} has no column {names}." + ("" if serious else " They count as not recorded.")
            self.problems.append(
                Problem(
                    "FILE-COLUMN-MISSING", ERROR if serious else NOTE, name, 1, None, missing[0].name, None, what,
                    _WRITE_AGAIN,
                )
            )  # fmt: skip
        needed = [field.name for field in missing if _is_needed(field)]
        if needed:
            raise _Unreadable(f"no row can do without {', '.join(needed)}")
        twice = [field.name for field in self.table.fields if columns.count(field.name) > 1]
        if twice:
            raise _Unreadable(f"it has the column {twice[0]} more than once")

    def _does_not_fit(self, number: int, field: Field, text: str) -> None:
        if BAD_CHARACTER in text:
            what = "a character is not UTF-8 text"
        else:
            what = f"{text[:60]} is no {field.type}" if text else f"a {field.type} is required"
        self._left_out(number, None, field.name, text, f"{field.name}: {what}")

    def _repeated(self, number: int, row: Any) -> None:
        names = " and ".join(self.table.key)
        child = getattr(row, "child_id", None)
        self._left_out(number, child, self.table.key[0], "", f"a row before it has the same {names}")

    def _left_out(self, number: int, child: str | None, field: str, text: str, what: str) -> None:
        name = self.path.name
        message = f"Row {number} of {name}: {what}. The row was left out; the rest was read."
        self.problems.append(
            Problem("RECORD-VALUE", ERROR, name, number, child, field, text[:60] or None, message, _AGAIN)
        )


def _lines(file: TextIO) -> Iterator[str]:
    while line := file.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE:
            raise _Unreadable(f"a row is longer than {MAX_LINE:,} characters")
        yield line


def _is_needed(field: Field) -> bool:
    return field.required and field.name != "read_from"


def _reader(field: Field) -> Callable[[str], Any]:
    """Reads a text of this field: the typed value, or None where the text is blank or does not fit.

    The same days come again and again: each is understood once.
    """
    if field.type == "string":
        return partial(_as_text_value, blank="" if field.name == "read_from" else None)
    if field.type == "date":
        return _iso_date_once
    return yes_no if field.type == "boolean" else _whole_number


@lru_cache(maxsize=65_536)
def _iso_date_once(text: str) -> date | None:
    return iso_date(text)


def _as_text_value(text: str, blank: str | None) -> str | None:
    if not text:
        return blank
    return None if BAD_CHARACTER in text else text.removeprefix(_SAFE)


def _whole_number(text: str) -> int | None:
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else None


# --- writing a table


def _write_csv(table: Table, rows: Iterable[tuple[Any, ...]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in table.fields])
        writer.writerows([_as_text(value) for value in row] for row in rows)


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return _SAFE + text if text.startswith((*_FORMULA_STARTS, _SAFE)) else text
