"""Writing TOML, which the standard library only reads."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any


def quoted(text: str) -> str:
    """A TOML basic string. JSON's are the same but for DEL and for halves of surrogate pairs, which are no text."""
    sound = text.encode("utf-8", errors="replace").decode("utf-8")
    return json.dumps(sound, ensure_ascii=False).replace("\x7f", "\\u007f")


def dumps(data: Mapping[str, Any]) -> str:
    """A TOML document. What is None is left out; a list of nothing but mappings becomes an array of tables."""
    return "\n".join(_lines(data, ())).strip() + "\n"


def _lines(data: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[str]:
    plain = {name: value for name, value in data.items() if value is not None and not _is_section(value)}
    yield from (f"{_key(name)} = {_value(value)}" for name, value in plain.items())
    for name, value in data.items():
        place = (*above, _key(name))
        if isinstance(value, Mapping):
            yield from ("", f"[{'.'.join(place)}]", *_lines(value, place))
        elif _is_section(value):
            for each in value:
                yield from ("", f"[[{'.'.join(place)}]]", *_lines(each, place))


def _is_section(value: Any) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list | tuple) and bool(value) and all(isinstance(each, Mapping) for each in value)
    )


def _key(name: str) -> str:
    bare = name and all(sign.isascii() and (sign.isalnum() or sign in "-_") for sign in name)
    return name if bare else quoted(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date | time):  # and a time with its zone
        return value.isoformat()
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(name)} = {_value(one)}' for name, one in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    raise TypeError(f"TOML has no way to write {type(value).__name__}.")
