"""One entry of the audit trail: who did what, to which children's records, when, by which page, and why.

An entry names people by keys that mean nothing by themselves. Who stands behind a key is kept elsewhere and can be
erased there; the chain stays whole.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from handrail.trail import words
from handrail.trail.actions import actions
from handrail.trail.canonical import LARGEST, canonical_json, instant, is_hash, is_key

Plain = str | int | bool | None
Detail = Mapping[str, Plain | tuple[Plain, ...] | list[Plain]]

MOST_CHILDREN = 50_000
LONGEST_REASON = 2_000
LONGEST_DETAIL = 4_000

_WORD = re.compile(r"[a-z][a-z0-9_]{0,63}")
_SALT = re.compile(r"[0-9a-f]{0,64}")
_ROUTE = re.compile(r"[A-Za-z0-9._:-]{0,200}")


class NotAnEntry(ValueError):
    """What was given cannot be an entry of the trail; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What one entry holds. Raises NotAnEntry.

    `number` is the entry's own, from 1; `at` is kept in UTC to the microsecond. `who` is the key of an account or of
    an invitation, blank for the system itself or for nobody known. `through` says how far the role reached. `kind` is
    the kind of record; `children` are keys, kept in order and each once; `route` is the name of the page. `detail` holds a few plain
    values, never a fraction. Neither `reason` nor `detail` should name or describe a person; should one do so all the
    same, both can be erased with their `salt` (hexadecimal), and their hash is kept as `erased`.
    """

    number: int
    authority: str
    at: datetime
    action: str
    who: str = ""
    role: str = ""
    through: str = ""
    kind: str = ""
    children: tuple[str, ...] = ()
    route: str = ""
    reason: str = ""
    detail: Detail = field(default_factory=dict, hash=False)
    salt: str = ""
    erased: str = ""

    def __post_init__(self) -> None:
        _refuse_unless(self.at.utcoffset() is not None, "The time of an entry needs its time zone.")
        put = object.__setattr__
        put(self, "at", self.at.astimezone(UTC))
        put(self, "children", tuple(sorted(set(self.children))))
        put(self, "reason", _text(self.reason))
        put(self, "detail", {name: _value(value) for name, value in sorted(self.detail.items())})
        _check_names(self)
        _check_sizes(self)
        _check_needs(self)


def as_found(**told: Any) -> Entry:
    """An entry as a database holds it, unchecked: what somebody tampered with has to be shown, and not refused."""
    found = object.__new__(Entry)
    for name in Entry.__dataclass_fields__:
        object.__setattr__(found, name, told[name])
    return found


def canonical(entry: Entry) -> bytes:
    """The one way an entry is written, which its link is made from."""
    return canonical_json(words.committed(content(entry)))


def content(entry: Entry) -> dict[str, Any]:
    """What stands in an export for an entry: every field, the blank ones too; for erased words their hash."""
    told = {name: getattr(entry, name) for name in _FIELDS} | {"at": instant(entry.at)}
    return words.without_words(told, entry.erased) if entry.erased else told


_FIELDS = tuple(name for name in Entry.__dataclass_fields__ if name != "erased")


def _check_names(entry: Entry) -> None:
    for name, fits in _NAMES.items():
        value = getattr(entry, name)
        _refuse_unless(fits(value), f"The {name} of an entry is a short key, and not {value[:80]!r}.")
    odd = next((key for key in entry.children if not is_key(key)), None)
    _refuse_unless(odd is None, f"A child stands in an entry by an opaque key, and not as {(odd or '')[:80]!r}.")
    odd = next((name for name in entry.detail if not _WORD.fullmatch(name)), None)
    _refuse_unless(odd is None, f"A detail has a short name in small letters, and not {(odd or '')[:80]!r}.")


_NAMES: dict[str, Callable[[str], object]] = {
    "authority": is_key,
    "who": lambda value: value == "" or is_key(value),
    "role": lambda value: value == "" or _WORD.fullmatch(value),
    "through": lambda value: value == "" or _WORD.fullmatch(value),
    "kind": lambda value: value == "" or _WORD.fullmatch(value),
    "salt": _SALT.fullmatch,
    "erased": lambda value: value == "" or is_hash(value),
    "route": _ROUTE.fullmatch,
}


def _check_sizes(entry: Entry) -> None:
    whole = type(entry.number) is int and 1 <= entry.number <= LARGEST
    _refuse_unless(whole, f"The number of an entry is a whole number from 1, and not {entry.number!r}.")
    many = len(entry.children)
    _refuse_unless(many <= MOST_CHILDREN, f"An entry names at most {MOST_CHILDREN:,} children, and not {many:,}.")
    _refuse_unless(len(entry.reason) <= LONGEST_REASON, f"A reason has at most {LONGEST_REASON:,} characters.")
    size = len(canonical_json(entry.detail))
    _refuse_unless(size <= LONGEST_DETAIL, f"The detail of an entry has at most {LONGEST_DETAIL:,} bytes.")


def _check_needs(entry: Entry) -> None:
    action = actions().get(entry.action)
    if action is None:
        raise NotAnEntry(f"There is no action {entry.action[:80]!r}. There are: {', '.join(actions())}.")
    _refuse_unless(
        not (entry.erased and (entry.reason or entry.detail or entry.salt)), "What was erased from an entry is in it."
    )
    kept = [name for name in action.needs if not (entry.erased and name in words.NAMES)]
    blank = [name for name in kept if not getattr(entry, name).strip()]
    _refuse_unless(not blank, f"An entry that says '{action.name}' needs its {' and its '.join(blank)}.")


def _value(value: Any) -> Plain | tuple[Plain, ...]:
    if isinstance(value, tuple | list):
        return tuple(_plain(each) for each in value)
    return _plain(value)


def _plain(value: Any) -> Plain:
    if isinstance(value, str):
        return _text(value)
    if value is None or (isinstance(value, int) and -LARGEST <= value <= LARGEST):
        return value
    raise NotAnEntry(f"A detail is text, a whole number, yes, no or nothing, or a list of these; not {value!r:.80}.")


def _text(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotAnEntry(f"A text holds half a character, which cannot be written: {text[:80]!r}.") from error
    return unicodedata.normalize("NFC", text)


def _refuse_unless(holds: object, otherwise: str) -> None:
    if not holds:
        raise NotAnEntry(otherwise)
