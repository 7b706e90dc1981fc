"""A store of comparators: a plain folder of CSV with its description (Data Package), edition kept beside edition.

Loading again adds to it. Files are written aside first and put in place together, the description last.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, get_type_hints

from handrail.comparators.areas import Directory
from handrail.comparators.indicators import known
from handrail.comparators.load import Key, Loaded, key
from handrail.comparators.rows import KINDS, STATUSES, Area, Comparator, Indicator, Neighbour
from handrail.record.problems import ERROR, NOTE, Problem
from handrail.returns.csv_text import MAX_LINE

DESCRIPTION = "datapackage.json"
_NAME = "handrail-comparators"
_LONGEST_DESCRIPTION = 2**20
_TABLES: dict[str, Any] = {
    "comparators": Comparator,
    "indicators": Indicator,
    "areas": Area,
    "neighbours": Neighbour,
}
_KEYS = {
    "comparators": ["indicator", "area_number", "area_code", "year", "source", "edition"],
    "indicators": ["name"],
    "areas": ["number", "code", "name"],
    "neighbours": ["model", "number", "rank"],
}
_TYPE_NAMES = {str: "string", int: "integer"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")  # a spreadsheet would run these
_SAFE = "'"
_AGAIN = "Load the published files again into a new folder."


class NotAStore(ValueError):
    """The folder is no store of comparators; the message says why."""


@dataclass
class Store:
    """What a folder of comparators holds."""

    comparators: list[Comparator] = field(default_factory=list)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    areas: Directory = field(default_factory=Directory)
    neighbours: list[Neighbour] = field(default_factory=list)


def is_store(folder: Path) -> bool:
    """Whether the folder has the description of a store of comparators."""
    path = folder / DESCRIPTION
    try:
        return path.stat().st_size < _LONGEST_DESCRIPTION and json.loads(path.read_text("utf-8"))["name"] == _NAME
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def open_or_new(folder: Path, problems: list[Problem]) -> Store:
    """The store in the folder, or a new one where there is nothing. Raises NotAStore for anything else."""
    if is_store(folder):
        return read(folder, problems)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotAStore(
            f"'{folder}' holds something else; name a new or empty folder, or one written by `comparators load`."
        )
    return Store()


def add(store: Store, loaded: Loaded, problems: list[Problem]) -> None:
    """Add what was loaded. A figure of the same edition takes the place of the one there, and a note says where it differs."""
    held: dict[Key, Comparator] = {key(row): row for row in store.comparators}
    changed = [
        (held[key(row)], row)
        for row in loaded.comparators
        if key(row) in held and (held[key(row)].value, held[key(row)].status) != (row.value, row.status)
    ]
    held.update({key(row): row for row in loaded.comparators})
    store.comparators = sorted(held.values(), key=key)
    if changed:
        problems.append(_replaced(changed))
    models = {(each.model, each.number) for each in loaded.neighbours}
    kept = [each for each in store.neighbours if (each.model, each.number) not in models]
    once = {(each.model, each.number, each.rank): each for each in [*kept, *loaded.neighbours]}
    store.neighbours = [once[each] for each in sorted(once)]
    used = {row.indicator for row in store.comparators}
    store.indicators |= loaded.indicators
    store.indicators |= {name: each.indicator for name, each in known().items() if name in used}
    for area in loaded.areas.all():
        store.areas.add(area)


def write(store: Store, folder: Path) -> None:
    """Write the store as a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, Iterable[Any]] = {
        "comparators": store.comparators,
        "indicators": [store.indicators[name] for name in sorted(store.indicators)],
        "areas": store.areas.all(),
        "neighbours": store.neighbours,
    }
    partials = [folder / f"{name}.csv.partial" for name in rows]
    partials.append(folder / f"{DESCRIPTION}.partial")
    try:
        for partial, (name, of) in zip(partials, rows.items(), strict=False):
            _write_rows(partial, _TABLES[name]._fields, of)
        partials[-1].write_text(json.dumps(_described(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        for partial in partials:
            partial.replace(partial.with_suffix(""))
    finally:
        for partial in partials:
            partial.unlink(missing_ok=True)


def read(folder: Path, problems: list[Problem]) -> Store:
    """Read a store; a row that does not fit becomes a problem and is left out. Raises NotAStore."""
    if not is_store(folder):
        raise NotAStore(f"'{folder}' is no folder written by `handrail comparators load`.")
    return Store(
        [row for row in _rows(folder, "comparators", problems) if _is_sound(row, problems)],
        {row.name: row for row in _rows(folder, "indicators", problems)},
        Directory(_rows(folder, "areas", problems)),
        list(_rows(folder, "neighbours", problems)),
    )


def _replaced(changed: Sequence[tuple[Comparator, Comparator]]) -> Problem:
    before, now = changed[0]
    what = (
        f"{len(changed):,} figures differ from what the store held of the same edition and were replaced: first "
        f"{now.indicator} of {now.area_name} in {now.year}, {before.value or before.status} before, {now.value or now.status} now."
    )
    todo = "Give each release a name with --edition to keep both."
    return Problem("HR-CMP-REPLACED", NOTE, now.read_from.partition(" row ")[0], None, None, None, None, what, todo)


def _described() -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": _NAME,
        "title": "Published figures to stand beside ours",
        "licenses": [{"name": "OGL-UK-3.0", "title": "Open Government Licence v3.0"}],
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "format": "csv",
                "description": " ".join((row.__doc__ or "").split()),
                "schema": {
                    "fields": [
                        {"name": column, "type": _TYPE_NAMES.get(kind, "number")}
                        for column, kind in get_type_hints(row).items()
                    ],
                    "primaryKey": _KEYS[name],
                },
            }
            for name, row in _TABLES.items()
        ],
    }


# --- rows


def _write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_as_text(value) for value in row] for row in rows)


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = str(value)
    return _SAFE + text if text.startswith((*_FORMULA_STARTS, _SAFE)) else text


def _rows(folder: Path, name: str, problems: list[Problem]) -> Iterator[Any]:
    row_type, path = _TABLES[name], folder / f"{name}.csv"
    kinds = list(get_type_hints(row_type).values())
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            lines = csv.reader(_bounded(file), strict=True)
            if tuple(next(lines, ())) != row_type._fields:
                raise ValueError("its columns are not those a store has")
            for number, cells in enumerate(lines, 2):
                values = _values(cells, kinds)
                if values is None:
                    problems.append(
                        _damaged(path.name, number, f"Row {number} does not fit its columns and was left out.")
                    )
                else:
                    yield row_type(*values)
    except (OSError, ValueError, csv.Error) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        problems.append(_damaged(path.name, None, f"{path.name} could not be read whole: {why}."))


def _bounded(file: Any) -> Iterator[str]:
    while line := file.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE:
            raise ValueError("a row is far too long")
        yield line


def _values(cells: list[str], kinds: list[Any]) -> list[Any] | None:
    if len(cells) != len(kinds):
        return None
    values: list[Any] = []
    try:
        for cell, kind in zip(cells, kinds, strict=True):
            if kind is str:
                values.append(cell.removeprefix(_SAFE))
            elif kind is int:
                values.append(int(cell))
            else:
                values.append(_number(cell) if cell else None)
    except (ValueError, InvalidOperation):
        return None
    return values


def _number(cell: str) -> Decimal:
    number = Decimal(cell)
    if not number.is_finite():
        raise ValueError(cell)
    return number


def _is_sound(row: Comparator, problems: list[Problem]) -> bool:
    has_value = row.status in ("given", "worked out")
    if row.status in STATUSES and row.area_kind in KINDS and has_value == (row.value is not None):
        return True
    what = f"{row.indicator} of {row.area_name} in {row.year} contradicts itself and was left out."
    problems.append(_damaged("comparators.csv", None, what))
    return False


def _damaged(name: str, row: int | None, what: str) -> Problem:
    return Problem("HR-CMP-STORE", ERROR, name, row, None, None, None, what, _AGAIN)
