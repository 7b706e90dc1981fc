"""What addresses and forms carry: a list's query with something changed, which page is asked for, a row's number."""

from collections.abc import Mapping
from urllib.parse import urlencode

_ENDS, _BESIDE = 1, 1
_DIGITS = 18
"""More than any row's number has, and few enough for every database to compare."""


def with_changes(query: Mapping[str, object], **changes: object) -> str:
    """A query string with these values in place of what was there; None takes a value out."""
    kept = {name: value for name, value in {**query, **changes}.items() if value is not None}
    return f"?{urlencode(kept, doseq=True)}"


def page_at(asked: str, rows: int, size: int) -> tuple[int, int]:
    """Which page of a list was asked for, and how many there are; one beyond the list is its last, no number its first."""
    pages = max(1, -(-rows // size))
    return min(max(int(asked[:_DIGITS]), 1), pages) if asked.isdecimal() else 1, pages


def row_number(typed: str) -> int:
    """The number of a row, as an address or a form carries it; 0, which no row has, where it is none."""
    return int(typed) if typed.isdecimal() and len(typed) <= _DIGITS else 0


def pages_shown(page: int, pages: int) -> list[int | None]:
    """The first, the last and those beside this one; None where some are left out."""
    wanted = {*range(1, 1 + _ENDS), *range(page - _BESIDE, page + _BESIDE + 1), *range(pages - _ENDS + 1, pages + 1)}
    shown: list[int | None] = []
    for number in sorted(wanted & set(range(1, pages + 1))):
        if shown and shown[-1] is not None and number - shown[-1] > 1:
            shown.append(None)
        shown.append(number)
    return shown
