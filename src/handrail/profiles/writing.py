"""Writes a profile as TOML that reads back the same."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def as_toml(data: Mapping[str, Any]) -> str:
    """This data as TOML, in the same order."""
    return "\n".join(_table(data, ())).lstrip("\n") + "\n"


def _table(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """The plain settings of a table, then the sections within it, for TOML wants them so."""
    later = {key: value for key, value in table.items() if isinstance(value, Mapping) or _is_sections(value)}
    yield from (f"{_key(key)} = {_value(value)}" for key, value in table.items() if key not in later)
    for key, value in later.items():
        name = ".".join(_key(one) for one in (*path, key))
        for one in [value] if isinstance(value, Mapping) else value:
            yield from ("", f"[{name}]" if isinstance(value, Mapping) else f"[[{name}]]")
            yield from _table(one, (*path, key))


def _is_sections(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(key)} = {_value(one)}' for key, one in value.items())} }}"
    return value.isoformat() if isinstance(value, date | datetime | time) else repr(value)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
