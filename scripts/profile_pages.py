"""The page of every setting of a profile, written from how the settings are declared."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from importlib.resources import files
from typing import Any

from handrail.profiles import Profile, shipped, shipped_names
from handrail.profiles.codes import LISTS
from handrail.profiles.groupings import NAMES
from handrail.profiles.outline import CHAPTERS, PUBLICATIONS
from handrail.profiles.settings import key_of

_BY_NAME = {"codes": LISTS, "groupings": NAMES, "outline": PUBLICATIONS}
_WRITTEN_AS = {"surveys": "[[{}]]", "targets": "[[{}]]", "clocks": "[[{}]]"}
_WHOLE = ("disputes",)
_EACH_NAMED = ("codes", "groupings", "outline", "tables", "charts")


def page() -> Iterator[str]:
    """Every setting: what it takes, what it is where left out, and what it means."""
    yield from ("# Settings of a profile", "")
    yield "A profile is a TOML file. Only `authority` is required: what is left out is as in the default."
    yield "A section named by a day within a section, `[words.2021-04-01]`, holds from that day on."
    yield "A list of codes, a grouping and `[disputes]` are written whole."
    yield ""
    yield "A *text* is on one line and not blank; a *short word* is of small letters, digits and underscores; a *date* stands without quotes."
    yield from ("", "[Write a profile for your authority](../how-to/write-a-profile.md)", "")
    yield from ("| section | meaning |", "|---|---|")
    yield from (f"| {_heading(one)} | {one.metadata['meaning']} |" for one in fields(Profile))
    told: set[type] = set()
    for one in fields(Profile):
        yield from _section(one, told)
    yield from (
        "",
        "## Chapters",
        "",
        "The chapters an outline may name.",
        "",
        "| chapter | what it tells |",
        "|---|---|",
    )
    yield from (f"| `{name}` | {meaning} |" for name, meaning in CHAPTERS.items())
    yield from ("", "## Shipped profiles", "", "| name | authority | disputes |", "|---|---|---|")
    for name in shipped_names():
        profile = shipped(name)
        kinds = ", ".join(kind.label for kind in profile.disputes.kinds)
        yield f"| `{name}` | {profile.authority} | {kinds} |"


def _heading(one: "Field[Any]") -> str:
    """A section as it is written: [words], [codes.NAME], [[targets]]."""
    key = key_of(one)
    if key in ("authority", "area"):
        return f"`{key}`"
    form = "[{}.NAME]" if key in _EACH_NAMED else _WRITTEN_AS.get(key, "[{}]")
    return f"`{form.format(key)}`"


def _section(one: "Field[Any]", told: set[type]) -> Iterator[str]:
    key, section = key_of(one), one.metadata["kind"].section
    if key in ("authority", "area", "settings", "tables", "charts"):
        return
    yield from ("", f"## {_heading(one).strip('`')}", "", f"{one.metadata['meaning']}.")
    if key in _BY_NAME:
        yield from ("", "| NAME | what it holds |", "|---|---|")
        yield from (f"| `{name}` | {meaning} |" for name, meaning in _BY_NAME[key].items())
    if section:
        given = {} if key in (*_BY_NAME, *_WHOLE) else _defaults().get(key, {})
        yield from _settings(section, key if key not in _EACH_NAMED else f"{key}.NAME", given, told)


def _settings(section: type, at: str, given: Mapping[str, Any], told: set[type]) -> Iterator[str]:
    """A table of the settings of a section, then a table for each kind of section within it."""
    yield from ("", "| setting | takes | left out | meaning |", "|---|---|---|---|")
    within: dict[type, str] = {}
    told.add(section)
    for one in fields(section):
        key, kind = key_of(one), one.metadata["kind"]
        yield f"| `{key}` | {kind.brief} | {_left_out(one, given)} | {one.metadata['meaning']} |"
        if kind.section and kind.section not in told:
            within.setdefault(kind.section, key)
    for inner, key in within.items():
        if inner in told:
            continue
        yield from ("", f"### {at}: {inner.__name__.lower()}", "", (inner.__doc__ or "").split("\n\n")[0])
        yield from _settings(inner, f"{at}.{key}", {}, told)


def _left_out(one: "Field[Any]", given: Mapping[str, Any]) -> str:
    """What a setting is where it is left out."""
    value = given.get(key_of(one), one.default)
    if isinstance(value, dict | list):
        return "as in the default"
    if one.metadata["required"] and key_of(one) not in given:
        return "required"
    if value is MISSING or value in ((), None):
        return ""
    shown = value if isinstance(value, tuple) else (value,)
    return ", ".join(str(each).lower() if isinstance(each, bool) else str(each) for each in shown)


def _defaults() -> dict[str, Any]:
    return tomllib.loads(files("handrail.profiles").joinpath("default.toml").read_text(encoding="utf-8"))
