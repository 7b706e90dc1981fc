"""Reads profiles from TOML: one's own file, or one of those that are shipped."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from handrail.profiles.dates import as_on, days_of, layered
from handrail.profiles.errors import ProfileError, there_are
from handrail.profiles.profile import Profile
from handrail.profiles.settings import read_section
from handrail.toml_text import dumps

_HERE = Path(__file__).parent
_DEFAULT = _HERE / "default.toml"
_SHIPPED = _HERE / "shipped"
_DEEPEST = 20


@dataclass(frozen=True)
class Written:
    """A profile as it was written, with everything that ever held: what is kept, exported and imported."""

    data: Mapping[str, Any]
    file: str = field(default="", compare=False)

    def on(self, day: date | None = None) -> Profile:
        """The profile as it held on a day; without one, as it holds at the last. Raises ProfileError."""
        try:
            return read_section(Profile, layered(_defaults(), as_on(self.data, day)), "")
        except ProfileError as error:
            raise error.in_file(self.file) from None

    def days(self) -> list[date | None]:
        """The days to look at it on: those on which something changes, and the last of all, which is None."""
        return [*days_of(self.data), None]

    def as_toml(self) -> str:
        """The same as TOML, which reads back the same."""
        return dumps(self.data)


def parse(text: str, file: str = "") -> Written:
    """The profile written in this text. Every day on which something changes is tried. Raises ProfileError."""
    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise _too_deep(file) from None
    except ValueError as error:
        raise ProfileError("", f"cannot be read as a profile: {error}", "Mend it there", file) from None
    if _is_deeper(data, _DEEPEST):
        raise _too_deep(file)
    profile = Written(data, file)
    try:
        days = profile.days()
    except ProfileError as error:
        raise error.in_file(file) from None
    for day in days:
        profile.on(day)
    return profile


def _too_deep(file: str) -> ProfileError:
    wrong = "cannot be read as a profile: it has sections within sections without end"
    return ProfileError("", wrong, f"Write {_DEEPEST} levels or fewer", file)


def written(path: Path) -> Written:
    """The profile in this file. Raises ProfileError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise ProfileError("", f"cannot be opened: {why}", "Give the path of a profile", path.name) from None
    except ValueError:
        raise ProfileError("", "is no text in UTF-8", "Save it as text in UTF-8", path.name) from None
    return parse(text, path.name)


def read(path: Path, on: date | None = None) -> Profile:
    """The profile in this file, as it held on a day, or at the last; what it leaves out is as in the default.

    Raises ProfileError.
    """
    return written(path).on(on)


def shipped_names() -> list[str]:
    """The profiles that are shipped, by name."""
    return sorted(path.stem for path in _SHIPPED.glob("*.toml"))


def shipped(name: str, on: date | None = None) -> Profile:
    """A profile that is shipped. Raises ProfileError for a name that is none."""
    return _shipped(name).on(on)


def find(text: str, on: date | None = None) -> Profile:
    """The profile a person named: the path of a file, or the name of one that is shipped. Raises ProfileError."""
    return find_written(text).on(on)


def find_written(text: str) -> Written:
    """The same as it was written."""
    if Path(text).is_file() or text.endswith(".toml"):
        return written(Path(text))
    return _shipped(text)


def _shipped(name: str) -> Written:
    if name not in shipped_names():
        wrong = f"there is no profile '{name}', neither a file nor a shipped one"
        raise ProfileError("", wrong, there_are(shipped_names(), name))
    return written(_SHIPPED / f"{name}.toml")


def default(authority: str) -> Profile:
    """The profile of an authority that has not written its own. Raises ProfileError for a blank name."""
    return Written({"authority": authority}).on()


def _is_deeper(data: object, levels: int) -> bool:
    layer = [data]
    for _ in range(levels):
        layer = [
            one
            for each in layer
            for one in (each.values() if isinstance(each, Mapping) else each if isinstance(each, list) else ())
        ]
    return bool(layer)


@cache
def _defaults() -> dict[str, Any]:
    return tomllib.loads(_DEFAULT.read_text(encoding="utf-8"))
