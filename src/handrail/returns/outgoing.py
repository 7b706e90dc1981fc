"""What the writers of returns share: whole files or none, and problems that lead back to the record's source."""

import csv
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from handrail.record.problems import ERROR, Problem, place_of
from handrail.record.record import Record

_CHILD_ID = re.compile(r"[A-Za-z0-9]{1,20}")
_ON_CARE = frozenset({"episodes", "periods_of_care", "reviews"})
_LOAD_IT = "Load the returns of that time as well, or write the return for another time."


class Written(NamedTuple):
    """The files written, how many rows each holds, and what could not be written and why."""

    files: dict[Path, int]
    problems: list[Problem]


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to that becomes the file once all of it is written; nothing is left behind otherwise."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A CSV file as the returns have it: UTF-8, commas, a header. The callers pass codes, dates and plain ids only."""
    with whole_file(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def is_return_id(child_id: str) -> bool:
    """Whether the returns take this id: 1 to 20 letters and figures, which no spreadsheet runs as a formula."""
    return _CHILD_ID.fullmatch(child_id) is not None


def bad_id(child_id: str, read_from: str, what: str) -> Problem:
    """A child's id that the return cannot hold; what belongs to it was not written."""
    return about(
        "RECORD-ID", child_id, read_from, None, child_id[:60],
        f"The id {child_id[:60]!r} is not 1 to 20 letters and figures, as the return wants it. {what} not written.",
        "Give the child an id of letters and figures in your system and load again.",
    )  # fmt: skip


def not_loaded(record: Record, tables: tuple[str, ...], first: date, last: date, what: str) -> Problem | None:
    """A problem where one of the tables was not loaded for these days, so that the return would lack rows unseen."""
    why = record.why_missing(tables, first, last) or _why_outside(record, tables, first, last)
    if why is None:
        return None
    return Problem(
        "RECORD-NOT-LOADED", ERROR, what, None, None, None, None,
        f"{what} was not written, because it would lack rows without showing it: {why}", _LOAD_IT,
    )  # fmt: skip


def _why_outside(record: Record, tables: tuple[str, ...], first: date, last: date) -> str | None:
    """Why these days have nothing to do with the data, where they lie wholly before or after what was loaded."""
    in_care = bool(_ON_CARE & set(tables))
    begin, end = (record.care_from, record.care_to) if in_care else (record.protection_from, record.protection_to)
    if begin is not None and last < begin:
        return f"the data loaded begin on {uk(begin)}, after that time."
    if end is not None and end < first:
        return f"the data loaded end on {uk(end)}, before that time."
    return None


def about(
    rule: str,
    child: str | None,
    read_from: str,
    field: str | None,
    value: str | None,
    message: str,
    what_to_do: str,
    severity: str = ERROR,
) -> Problem:
    """A problem about one entry of the record, naming the file and row it was read from."""
    file, row = place_of(read_from or "record")
    return Problem(rule, severity, file, row, child, field, value, message, what_to_do)


def uk(day: date | None) -> str:
    """The day as dd/mm/yyyy, or blank."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if day else ""


def iso(day: date | None) -> str:
    """The day as yyyy-mm-dd, or blank."""
    return day.isoformat() if day else ""


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
