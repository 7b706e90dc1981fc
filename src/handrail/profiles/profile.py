"""The profile of one authority: its words, its threshold for small numbers, its report and its targets."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from handrail.profiles.colours import contrast, is_colour

_DEFAULT = Path(__file__).with_name("default.toml")
_PAPER = "#ffffff"
_LEAST_CONTRAST = 7.0
_TITLE_FIELDS = {"service", "authority", "year"}
_TARGET_KEYS = {"measure", "value", "from", "until", "set_by"}
_TOP_KEYS = {"authority", "small_number_threshold", "words", "report", "targets"}
_REPORT_KEYS = {"title", "accent"}


class ProfileError(ValueError):
    """A profile that cannot be used, with the setting and the remedy in words."""


@dataclass(frozen=True)
class Words:
    """What the authority calls things, in the middle of a sentence."""

    child: str
    children: str
    review: str
    reviews: str
    reviewing_officer: str
    reviewing_officers: str
    service: str


@dataclass(frozen=True)
class Target:
    """A target as a dated fact: a value for one measure, from a day, set by somebody with a role."""

    measure: str
    value: float
    holds_from: date
    holds_until: date | None
    set_by: str

    def holds_on(self, day: date) -> bool:
        """Whether the target was in force on this day."""
        return self.holds_from <= day and (self.holds_until is None or day <= self.holds_until)


@dataclass(frozen=True)
class Profile:
    """The settings of one authority."""

    authority: str
    small_number_threshold: int
    words: Words
    report_title: str
    accent: str
    targets: tuple[Target, ...]

    def title(self, year: str) -> str:
        """The title of the report of a year, such as "2025-26"."""
        return self.report_title.format(service=self.words.service, authority=self.authority, year=year)

    def targets_of(self, measure: str) -> tuple[Target, ...]:
        """The targets set for a measure, earliest first."""
        found = (target for target in self.targets if target.measure == measure)
        return tuple(sorted(found, key=lambda target: target.holds_from))


def default(authority: str) -> Profile:
    """The profile of an authority that has not written its own. Raises ProfileError for a blank name."""
    return _profile({"authority": authority})


def read(path: Path) -> Profile:
    """The profile in this file; what it leaves out is as in the default. Raises ProfileError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(f"{path.name} cannot be read as a profile: {error}.") from error
    try:
        return _profile(data)
    except ProfileError as error:
        raise ProfileError(f"{path.name}: {error}") from None


@cache
def _defaults() -> dict[str, Any]:
    return tomllib.loads(_DEFAULT.read_text(encoding="utf-8"))


def _profile(data: Mapping[str, Any]) -> Profile:
    _refuse_unknown(data, _TOP_KEYS, "")
    base = _defaults()
    report = {**base["report"], **_section(data, "report", _REPORT_KEYS)}
    words = {**base["words"], **_section(data, "words", {field.name for field in fields(Words)})}
    for name, word in words.items():
        _text(word, f"words.{name}")
    targets = data.get("targets", [])
    if not isinstance(targets, list):
        raise ProfileError("targets must be written as [[targets]], one for each target.")
    return Profile(
        authority=_text(data.get("authority"), "authority"),
        small_number_threshold=_threshold(data.get("small_number_threshold", base["small_number_threshold"])),
        words=Words(**words),
        report_title=_title(report["title"]),
        accent=_accent(report["accent"]),
        targets=tuple(_target(target, place) for place, target in enumerate(targets, start=1)),
    )


def _section(data: Mapping[str, Any], name: str, known: set[str]) -> dict[str, Any]:
    section = data.get(name, {})
    if not isinstance(section, dict):
        raise ProfileError(f"{name} must be a section, written [{name}].")
    _refuse_unknown(section, known, f"{name}.")
    return section


def _refuse_unknown(data: Mapping[str, Any], known: set[str], prefix: str) -> None:
    unknown = sorted(set(data) - known)
    if unknown:
        names = ", ".join(f"'{prefix}{name}'" for name in unknown)
        raise ProfileError(f"there is no setting {names}. There are: {', '.join(sorted(known))}.")


def _text(value: object, name: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ProfileError(f"{name} must be a text that is not blank.")
    return value.strip()


def _threshold(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ProfileError(f"small_number_threshold must be a whole number of 1 or more, and is {value!r}.")
    return value


def _title(value: object) -> str:
    title = _text(value, "report.title")
    try:
        used = {name for _, name, _, _ in Formatter().parse(title) if name is not None}
    except ValueError as error:
        raise ProfileError(f"report.title has a brace that is not closed: {title!r}.") from error
    if not used <= _TITLE_FIELDS:
        allowed = ", ".join(f"{{{name}}}" for name in sorted(_TITLE_FIELDS))
        raise ProfileError(f"report.title may only use {allowed}, and is {title!r}.")
    try:
        title.format(service="", authority="", year="")
    except (ValueError, KeyError, IndexError) as error:
        raise ProfileError(f"report.title cannot be filled in: {title!r}.") from error
    return title


def _accent(value: object) -> str:
    accent = _text(value, "report.accent")
    if not is_colour(accent):
        raise ProfileError(f"report.accent must be a colour such as #0b5457, and is {accent!r}.")
    ratio = contrast(accent, _PAPER)
    if ratio < _LEAST_CONTRAST:
        raise ProfileError(
            f"report.accent {accent} is too pale to read on white: its contrast is {ratio:.1f} to 1 "
            f"and must be at least {_LEAST_CONTRAST:.0f} to 1. Choose a darker colour."
        )
    return accent


def _target(data: object, place: int) -> Target:
    name = f"target {place}"
    if not isinstance(data, dict):
        raise ProfileError(f"{name} must be a section, written [[targets]].")
    _refuse_unknown(data, _TARGET_KEYS, "targets.")
    value, starts, ends = data.get("value"), data.get("from"), data.get("until")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ProfileError(f"{name}: value must be a share from 0 to 1, and is {value!r}.")
    if type(starts) is not date or (ends is not None and type(ends) is not date):
        raise ProfileError(f"{name}: from (and until, if given) must be a date such as 2025-04-01.")
    if ends is not None and ends < starts:
        raise ProfileError(f"{name}: it ends on {ends.isoformat()}, before it starts.")
    return Target(
        measure=_text(data.get("measure"), f"{name}: measure"),
        value=float(value),
        holds_from=starts,
        holds_until=ends,
        set_by=_text(data.get("set_by"), f"{name}: set_by"),
    )
