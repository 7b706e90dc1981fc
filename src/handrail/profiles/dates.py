"""Settings that changed: a section within a section whose name is a day holds from that day on.

    [words]
    children = "looked-after children"

    [words.2021-04-01]
    children = "children in our care"

A later section only says what changed; a list of codes, a grouping and the shape of disputes are written whole.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from handrail.profiles.errors import ProfileError
from handrail.profiles.settings import as_table, join

_LOOKS_LIKE_A_DAY = re.compile(r"\d+-\d+-\d+")
_UNTOUCHED = ("tables", "charts")


def as_on(data: Mapping[str, Any], day: date | None) -> dict[str, Any]:
    """What was written, as it held on a day; without one, as it holds at the last. Raises ProfileError."""
    found = {key: value if key in _UNTOUCHED else _as_on(value, day, (key,)) for key, value in data.items()}
    return _holding(found)


def days_of(data: Mapping[str, Any]) -> list[date]:
    """Every day on which something changes, earliest first. Raises ProfileError for a day that is none."""
    return sorted({day for key, value in data.items() if key not in _UNTOUCHED for day in _days(value, key)})


def layered(under: Mapping[str, Any], over: Mapping[str, Any], at: tuple[str, ...] = ()) -> dict[str, Any]:
    """One table over another, section by section; what is written whole replaces what was there."""
    found = dict(under)
    for key, value in over.items():
        below, place = found.get(key), (*at, key)
        merge = isinstance(below, Mapping) and isinstance(value, Mapping) and not is_whole(place)
        found[key] = layered(below, value, place) if merge else value  # type: ignore[arg-type]
    return found


def is_whole(place: tuple[str, ...]) -> bool:
    """Whether the section at this place is written whole: a list of codes, a grouping, the shape of disputes."""
    return place == ("disputes",) or (len(place) == 2 and place[0] in ("codes", "groupings"))


_NOT_YET: dict[str, Any] = {}


def _as_on(value: Any, day: date | None, place: tuple[str, ...]) -> Any:
    if not isinstance(value, Mapping):
        return value
    changes = sorted(_changes(value, ".".join(place)))
    found = _holding({key: _as_on(one, day, (*place, key)) for key, one in value.items() if not _is_day(key)})
    held = [_as_on(change, day, place) for since, _, change in changes if day is None or since <= day]
    if changes and not held and not found and is_whole(place):
        return _NOT_YET
    for change in held:
        found = dict(change) if is_whole(place) else layered(found, change, place)
    return found


def _holding(found: dict[str, Any]) -> dict[str, Any]:
    return {key: one for key, one in found.items() if one is not _NOT_YET}


def _days(value: Any, at: str) -> Iterator[date]:
    if isinstance(value, Mapping):
        yield from (since for since, _, _ in _changes(value, at))
        for key, one in value.items():
            yield from _days(one, join(at, key))


def _changes(table: Mapping[str, Any], at: str) -> Iterator[tuple[date, str, Mapping[str, Any]]]:
    for key, value in table.items():
        if _is_day(key):
            yield _day(key, at), key, as_table(value, join(at, key))


def _is_day(key: str) -> bool:
    return _LOOKS_LIKE_A_DAY.fullmatch(key) is not None


def _day(key: str, at: str) -> date:
    try:
        return date.fromisoformat(key)
    except ValueError:
        raise ProfileError(
            join(at, key), "is no day", f"Write [{at}.2021-04-01], the day from which it holds"
        ) from None
