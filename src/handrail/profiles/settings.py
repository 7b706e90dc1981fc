"""Typed settings: each is declared once, and from that read, refused with a remedy and documented.

A section of a profile is a frozen dataclass whose fields are made by `setting`. A field says how its value is read
(`Kind`), what it means and what it is where left out.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date
from typing import Any, TypeVar

from handrail.profiles.errors import ProfileError, shown, there_are

Section = TypeVar("Section")
_SHORT_WORD = re.compile(r"[a-z][a-z0-9_]*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True)
class Kind:
    """What a setting takes: `says` in words ("a whole number of 1 or more"), `brief` in fewer, and `read`, which returns
    the value or raises ProfileError. `section` is the dataclass of the sections it holds, if it holds any.
    """

    says: str
    read: Callable[[object, str], Any]
    section: type | None = None
    short: str = ""

    @property
    def brief(self) -> str:
        """What it takes, for a table."""
        return self.short or self.says


def setting(
    kind: Kind,
    meaning: str,
    *,
    default: Any = MISSING,
    factory: Any = MISSING,
    required: bool = False,
    key: str | None = None,
) -> Any:
    """A field of a section. It must stand in the file where it has no default, or is `required` all the same; `key` is
    its name there where Python has another.
    """
    metadata = {"kind": kind, "meaning": meaning, "key": key, "required": required or default is factory is MISSING}
    if factory is not MISSING:
        return field(default_factory=factory, metadata=metadata)
    return field(default=default, metadata=metadata)


def key_of(one: "Field[Any]") -> str:
    """The name of a field in the file."""
    return one.metadata["key"] or one.name


def join(at: str, key: str) -> str:
    """The place of a setting within a section: words.child, or targets number 2: value."""
    if not at:
        return key
    return f"{at}: {key}" if at[-1].isdigit() else f"{at}.{key}"


def read_section(section: type[Section], data: object, at: str) -> Section:
    """The section in this table of a file. Raises ProfileError, naming the setting and the remedy."""
    table = as_table(data, at)
    known = {key_of(one): one for one in fields(section)}  # type: ignore[arg-type]
    for key in table:
        if key not in known:
            raise ProfileError("", f"there is no setting '{join(at, key)}'", there_are(sorted(known), key))
    made = section(
        **{one.name: _value(one, table, at) for one in known.values() if _given(one, key_of(one), table, at)}
    )
    refuse = getattr(made, "refuse", None)
    if refuse:
        refuse(at)
    return made


def _given(one: "Field[Any]", key: str, table: Mapping[str, Any], at: str) -> bool:
    if key in table:
        return True
    if one.metadata["required"]:
        raise ProfileError(join(at, key), "is missing", f"Write {one.metadata['kind'].says}")
    return False


def _value(one: "Field[Any]", table: Mapping[str, Any], at: str) -> Any:
    return one.metadata["kind"].read(table[key_of(one)], join(at, key_of(one)))


def as_table(data: object, at: str) -> Mapping[str, Any]:
    """A table of a file. Raises ProfileError."""
    if not isinstance(data, Mapping):
        raise ProfileError(at, f"is {shown(data)}", f"Write a section, [{at}]")
    return data


def _kind(
    says: str, fits: Callable[[object], bool], made: Callable[[Any], Any] = lambda value: value, short: str = ""
) -> Kind:
    def read(value: object, at: str) -> Any:
        if not fits(value):
            raise ProfileError(at, f"is {shown(value)}", f"Write {says}")
        return made(value)

    return Kind(says, read, short=short)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not _CONTROL.search(value)


def _is_lines(value: object) -> bool:
    return isinstance(value, str) and _is_text(" ".join(value.splitlines()))


TEXT = _kind("a text that is not blank, on one line", _is_text, lambda value: str(value).strip(), "text")
LINES = _kind("a text that is not blank, on as many lines as it needs", _is_lines, short="lines of text")
SHORT_WORD = _kind(
    "a short word of small letters, digits and underscores, such as team_manager",
    lambda value: isinstance(value, str) and bool(_SHORT_WORD.fullmatch(value)),
    short="short word",
)
FLAG = _kind("true or false", lambda value: isinstance(value, bool))
DAY = _kind("a date such as 2025-04-01, without quotes", lambda value: type(value) is date, short="date")
NUMBER = _kind(
    "a number of 0 or more",
    lambda value: isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf"),
)


def whole(least: int) -> Kind:
    """A whole number, from a least one on."""
    return _kind(f"a whole number of {least} or more", lambda value: _is_whole(value) and value >= least)  # type: ignore[operator]


def one_of(*choices: str | int) -> Kind:
    """One of these."""
    says = " or ".join(f'"{one}"' if isinstance(one, str) else str(one) for one in choices)
    types = tuple({type(one) for one in choices})
    return _kind(says, lambda value: type(value) in types and value in choices)


def many(kind: Kind) -> Kind:
    """A list of one kind, without repeats, as a tuple in the order written."""

    def read(value: object, at: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ProfileError(at, f"is {shown(value)}", f"Write a list, each entry {kind.says}")
        found = tuple(kind.read(one, f"{at} number {place}") for place, one in enumerate(value, start=1))
        for place, one in enumerate(found):
            if one in found[:place]:
                raise ProfileError(at, f"has {shown(one)} twice", "Write each entry once")
        return found

    return Kind(f"a list, each entry {kind.says}", read, short=f"list of: {kind.brief}")


def each(section: type) -> Kind:
    """Sections written one after another, as a tuple in the order written."""

    def read(value: object, at: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ProfileError(at, f"is {shown(value)}", f"Write [[{at}]], one for each")
        return tuple(read_section(section, one, f"{at} number {place}") for place, one in enumerate(value, start=1))

    return Kind("sections, one for each", read, section)


def part(section: type) -> Kind:
    """One section."""
    return Kind("a section", lambda value, at: read_section(section, value, at), section)


def named(kind: Kind, refuse_name: Callable[[str, str], None] | None = None) -> Kind:
    """Entries by name, in the order written. `refuse_name` raises ProfileError for a name that is not known."""

    def read(value: object, at: str) -> dict[str, Any]:
        found = {}
        for name, one in as_table(value, at).items():
            TEXT.read(name, f"a name in {at}")
            if refuse_name:
                refuse_name(name, at)
            found[name] = kind.read(one, join(at, name))
        return found

    return Kind(f"entries by name, each {kind.says}", read, kind.section, f"by name: {kind.brief}")
