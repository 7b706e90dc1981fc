"""Addresses of lists: the same query with something changed, which page is asked for, and which pages to offer."""

from collections.abc import Mapping
from urllib.parse import urlencode

_ENDS, _BESIDE = 1, 1
_DIGITS = 9
"""More than any list has pages, and few enough to be read as a number at once."""


def with_changes(query: Mapping[str, object], **changes: object) -> str:
    """A query string with these values in place of what was there; None takes a value out."""
    kept = {name: value for name, value in {**query, **changes}.items() if value is not None}
    return f"?{urlencode(kept, doseq=True)}"


def page_at(asked: str, rows: int, size: int) -> tuple[int, int]:
    """Which page of a list was asked for, and how many there are; one beyond the list is its last, no number its first."""
    pages = max(1, -(-rows // size))
    return min(max(int(asked[:_DIGITS]), 1), pages) if asked.isdecimal() else 1, pages


def pages_shown(page: int, pages: int) -> list[int | None]:
    """The first, the last and those beside this one; None where some are left out."""
    wanted = {*range(1, 1 + _ENDS), *range(page - _BESIDE, page + _BESIDE + 1), *range(pages - _ENDS + 1, pages + 1)}
    shown: list[int | None] = []
    for number in sorted(wanted & set(range(1, pages + 1))):
        if shown and shown[-1] is not None and number - shown[-1] > 1:
            shown.append(None)
        shown.append(number)
    return shown
