"""A folder of CSV or Parquet files with a Data Package description is a record: reading one and writing one."""

import csv
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from handrail.record.problems import ERROR, Problem
from handrail.record.record import Missing, Record
from handrail.record.schema import SCHEMA_VERSION, TABLES, Field, Table, describe
from handrail.returns.sources import file_problem
from handrail.returns.values import iso_date, yes_no

DESCRIPTION = "datapackage.json"
FORMATS = ("csv", "parquet")
_AGAIN = "Write the record again with Handrail, or correct the row."
# A value a spreadsheet would run as a formula is written with this in front, and read without it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
_SAFE = "'"


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
            _write_parquet(table, rows, partial)
        else:
            _write_csv(table, rows, partial)
        partial.replace(path)
    facts = {
        "care_from": record.care_from.isoformat() if record.care_from else None,
        "protection_from": record.protection_from.isoformat() if record.protection_from else None,
        "missing": [
            {"table": gap.table, "why": gap.why, "first": _iso(gap.first), "last": _iso(gap.last)}
            for gap in record.missing
        ],
    }
    text = json.dumps(describe(format, facts), indent=2) + "\n"
    (folder / DESCRIPTION).write_text(text, encoding="utf-8")


def read(folder: Path, problems: list[Problem]) -> Record:
    """Read a record folder; a row that does not fit the schema becomes a problem and is left out."""
    record = Record()
    description = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    facts = description.get("handrail", {})
    if facts.get("schema") != SCHEMA_VERSION:
        what = f"The record is of schema {facts.get('schema')}; this version reads schema {SCHEMA_VERSION}."
        problems.append(
            file_problem("RECORD-SCHEMA", DESCRIPTION, what, "Write it again with this version of Handrail.")
        )
    record.care_from = _date(facts.get("care_from"))
    record.protection_from = _date(facts.get("protection_from"))
    record.missing = [
        Missing(gap["table"], gap["why"], _date(gap.get("first")), _date(gap.get("last")))
        for gap in facts.get("missing", [])
    ]
    promised = {resource.get("name", "").replace("-", "_") for resource in description.get("resources", [])}
    for table in TABLES:
        setattr(record, table.name, _read_table(table, folder, table.name in promised, record, problems))
    return record


def _read_table(table: Table, folder: Path, promised: bool, record: Record, problems: list[Problem]) -> list[Any]:
    for format in FORMATS:
        path = folder / f"{table.name}.{format}"
        if path.is_file():
            return list(_read_parquet(table, path) if format == "parquet" else _read_csv(table, path, problems))
    name = f"{table.name}.csv"
    record.missing.append(Missing(table.name, f"The record has no file {name}."))
    if promised:
        problems.append(file_problem("RECORD-FILE-MISSING", name, f"The record has no file {name}.", _AGAIN))
    return []


def _is_ours(path: Path) -> bool:
    try:
        return "handrail" in json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False


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


def _read_csv(table: Table, path: Path, problems: list[Problem]) -> Iterable[Any]:
    fields = table.fields
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        header = next(rows, [])
        at = [header.index(field.name) if field.name in header else -1 for field in fields]
        for number, cells in enumerate(rows, 2):
            values = []
            for field, index in zip(fields, at, strict=True):
                text = cells[index] if 0 <= index < len(cells) else ""
                value = _as_value(field, text)
                if value is None and (field.required or text):
                    problems.append(_does_not_fit(path.name, number, field, text))
                    break
                values.append(value)
            else:
                yield table.row(*values)


def _as_value(field: Field, text: str) -> Any:
    """The typed value, or None where the text is blank or does not fit."""
    if field.type == "string":
        return text.removeprefix(_SAFE) if text else ("" if field.name == "read_from" else None)
    if field.type == "date":
        return iso_date(text)
    if field.type == "boolean":
        return yes_no(text)
    return int(text) if text.lstrip("-").isdigit() else None


def _does_not_fit(name: str, number: int, field: Field, text: str) -> Problem:
    what = f"{text} is no {field.type}" if text else f"a {field.type} is required"
    message = f"Row {number} of {name}: {field.name}: {what}. The row was left out; the rest was read."
    return Problem("RECORD-VALUE", ERROR, name, number, None, field.name, text or None, message, _AGAIN)


def _write_parquet(table: Table, rows: list[tuple[Any, ...]], path: Path) -> None:
    import pyarrow.parquet as parquet

    from handrail.columnar import arrow_table

    parquet.write_table(arrow_table(table.fields, rows), path)


def _read_parquet(table: Table, path: Path) -> Iterable[Any]:
    import pyarrow.parquet as parquet

    columns = parquet.read_table(path, columns=[field.name for field in table.fields]).to_pydict()
    return (table.row(*values) for values in zip(*columns.values(), strict=True))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return iso_date(text) if text else None
