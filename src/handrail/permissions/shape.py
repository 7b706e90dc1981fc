"""Which keys each part of `table.toml` has, so that a misspelt one is refused and never passes for one left out."""

from collections.abc import Iterator, Mapping
from typing import Any

from handrail.permissions.table import BadTable

Part = tuple[str, Any, str]
"""A part of the file: where it stands, what stands there, and the shape it should have."""

_NAMED = ("stream", "action", "scope", "belongs", "kind", "role")
_LISTED = ("never", "never_own", "conflict", "break_glass", "elsewhere")
_KEYS = {
    "stream": "title meaning",
    "action": "title meaning",
    "scope": "title meaning",
    "belongs": "meaning scopes",
    "kind": "title meaning of streams?",
    "role": "title meaning streams grant names? for_a_time?",
    "everyone": "grant",
    "grant": "may what scope why?",
    "never": "roles? owners? what? may? scopes? why",
    "never_own": "what may why",
    "conflict": "name roles beside what takes why",
    "break_glass": "roles what may hours tells why",
    "elsewhere": "rule kept_by law? link?",
}
"""The keys of each part; one with a question mark may be left out."""
_TEXTS = "a list of names"
_OTHER_THAN_TEXT = {
    **dict.fromkeys(("scopes", "streams", "may", "what", "roles", "owners", "beside", "takes", "tells"), _TEXTS),
    **dict.fromkeys(("names", "for_a_time"), "true or false"),
    "hours": "a whole number above 0",
    "grant": "a list of grants",
}


def refuse_misshapen(data: Mapping[str, Any]) -> None:
    """Raises BadTable where a part of the file has a key it should not have, lacks one, or holds the wrong thing."""
    whole = {*_NAMED, *_LISTED, "everyone"}
    _refuse_keys("the table", data, whole, whole)
    for where, part, shape in _parts(data):
        keys = _KEYS[shape].split()
        known, needed = {key.rstrip("?") for key in keys}, {key for key in keys if not key.endswith("?")}
        _refuse_keys(where, part, known, needed)
        _refuse_values(where, part)


def _parts(data: Mapping[str, Any]) -> Iterator[Part]:
    for shape in _NAMED:
        for name, part in _mapping(shape, data[shape]).items():
            yield f"{shape}.{name}", part, shape
            yield from _grants(f"{shape}.{name}", part) if shape == "role" else ()
    for shape in _LISTED:
        for number, part in enumerate(_list(shape, data[shape]), 1):
            yield f"{shape} {number}", part, shape
    yield "everyone", data["everyone"], "everyone"
    yield from _grants("everyone", data["everyone"])


def _grants(where: str, part: Mapping[str, Any]) -> Iterator[Part]:
    return ((f"grant {number} of {where}", grant, "grant") for number, grant in enumerate(part["grant"], 1))


def _mapping(where: str, part: object) -> Mapping[str, Any]:
    if not isinstance(part, Mapping):
        raise BadTable(f"{where} should be a section with keys; it is {part!r}.")
    return part


def _list(where: str, part: object) -> list[Any]:
    if not isinstance(part, list):
        raise BadTable(f"{where} should be a list of sections; it is {part!r}.")
    return part


def _refuse_keys(where: str, part: object, known: set[str], needed: set[str]) -> None:
    found = _mapping(where, part)
    for key in sorted(needed - {*found}):
        raise BadTable(f"{where} lacks '{key}'.")
    for key in found:
        if key not in known:
            raise BadTable(f"{where} has no key '{key}'. It can have: {', '.join(sorted(known))}.")


def _refuse_values(where: str, part: Mapping[str, Any]) -> None:
    for key, value in part.items():
        takes = _OTHER_THAN_TEXT.get(key, "a text")
        if not _is(value, takes):
            raise BadTable(f"'{key}' of {where} should be {takes}; it is {value!r}.")


def _is(value: object, takes: str) -> bool:
    if takes == _TEXTS:
        return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)
    if takes == "a list of grants":
        return isinstance(value, list)
    if takes == "true or false":
        return isinstance(value, bool)
    if takes == "a text":
        return isinstance(value, str) and bool(value.strip())
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
