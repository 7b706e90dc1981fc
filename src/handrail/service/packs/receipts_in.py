"""Receipts that come in a file: the `receipts.csv` of a pack, filled in by whoever filed it.

Every good row is kept; of each other it is said which row, what is wrong and what to do.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO
from typing import NamedTuple

from handrail.service.packs.actions import Filed
from handrail.service.packs.making import RECEIPT_COLUMNS

MOST_BYTES, MOST_ROWS = 1_000_000, 5_000
_NEEDED = ("item", "filed_on")
_FORMS = ("%Y-%m-%d", "%d/%m/%Y")
_LONGEST = 200


class NoReceipts(ValueError):
    """Why a file holds no receipts, and what to do."""


class Row(NamedTuple):
    """A row of the file: its number there, and what it says was filed, or what is wrong with it."""

    number: int
    filed: Filed | None
    wrong: str = ""


def read(data: bytes, today: date) -> list[Row]:
    """The rows that say something; one whose day is blank was not filed yet and is passed over. Raises NoReceipts."""
    rows = csv.DictReader(StringIO(_text(data), newline=""))
    columns = {(name or "").strip().lower() for name in rows.fieldnames or ()}
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        raise NoReceipts(
            f"The file has no column '{missing[0]}'. It has to have: {', '.join(RECEIPT_COLUMNS)}, as receipts.csv of a "
            "pack has them."
        )
    return list(_read(rows, today))


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise NoReceipts("The file is larger than 1 MB, more than receipts can be. Bring it back in parts.")
    if b"\0" in data:
        raise NoReceipts("This is no CSV file. Save it as CSV and bring that back.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # as spreadsheets save CSV where nobody chose otherwise


def _read(rows: "csv.DictReader[str]", today: date) -> Iterator[Row]:
    try:
        for number, row in enumerate(rows, 2):
            if number > MOST_ROWS + 1:
                raise NoReceipts(f"The file has more than {MOST_ROWS:,} rows. Bring it back in parts.")
            said = {
                (name or "").strip().lower(): value.strip() for name, value in row.items() if isinstance(value, str)
            }
            if said.get("filed_on"):
                yield _row(number, said, today)
    except csv.Error:
        raise NoReceipts("This is no CSV file that can be read. Save it as CSV and bring that back.") from None


def _row(number: int, said: dict[str, str], today: date) -> Row:
    day = _day(said["filed_on"])
    place = said.get("reference", "").removeprefix("'")
    if day is None:
        return Row(number, None, f"'{said['filed_on'][:40]}' is not a date. Write it as 2026-04-02 or 02/04/2026.")
    if day > today:
        return Row(number, None, "The day lies ahead. Write the day it was filed.")
    if len(place) > _LONGEST:
        return Row(number, None, f"The reference is longer than {_LONGEST} letters. Write where it stands, in short.")
    return Row(number, Filed(said.get("item", ""), day, place))


def _day(text: str) -> date | None:
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time
        except ValueError:
            continue
    return None
