"""Areas by their two codes, across years: who an area is, and what became of authorities that were reorganised.

The Department's number of three figures outlives a change of boundary or status, the code of the Office for National
Statistics does not (North Yorkshire stayed 815 and became E06000065); a split or merger gives new numbers. So an
authority is known by its number, and its code is looked up for the year.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from handrail.comparators.rows import AUTHORITY, ENGLAND, REGION, Area

_FILE = Path(__file__).with_name("areas.toml")
_NUMBER = re.compile(r"[2-9][0-9]{2}")
_CODE = re.compile(r"E[0-9]{8}")
_SHIPPED = "the list Handrail ships"


@dataclass(frozen=True)
class Reorganisation:
    """Authorities that gave way to others on a day, by number and name."""

    gone: dict[str, str]
    new: dict[str, str]
    on: date
    first_year: int

    def in_words(self) -> str:
        """What happened, in a sentence."""
        gone, new = (" and ".join(f"{name} ({number})" for number, name in of.items()) for of in (self.gone, self.new))
        return f"On {self.on.isoformat()} {gone} gave way to {new}; figures of the new begin with {self.first_year}."


def number(text: str) -> str | None:
    """An authority's number of three figures, or None."""
    return text.strip() if _NUMBER.fullmatch(text.strip()) else None


def code(text: str) -> str | None:
    """A code of an English area, or None."""
    return text.strip().upper() if _CODE.fullmatch(text.strip().upper()) else None


@cache
def regions() -> dict[str, Area]:
    """England and its regions, by each of their names, numbers and codes."""
    found = {}
    for entry in _data()["area"]:
        area = Area(entry["number"], entry["code"], entry["name"], entry["kind"], "", "", 0, 0, _SHIPPED)
        for key in (area.number, area.code, area.name, *entry.get("also", ())):
            found[_plain(key)] = area
    return found


def region(text: str) -> Area | None:
    """England or the region of this name, number or code."""
    return regions().get(_plain(text))


@cache
def reorganisations() -> tuple[Reorganisation, ...]:
    """The reorganisations of authorities since 2013."""
    return tuple(
        Reorganisation(entry["from"], entry["to"], entry["on"], entry["first_year"])
        for entry in _data()["reorganisation"]
    )


def reorganised(numbers: Iterable[str]) -> list[Reorganisation]:
    """The reorganisations that any of these authorities came from or went into."""
    wanted = set(numbers)
    return [each for each in reorganisations() if wanted & (each.gone.keys() | each.new.keys())]


class Directory:
    """The areas met so far; each number and code once, with the years it was seen under."""

    def __init__(self, areas: Iterable[Area] = ()) -> None:
        self._areas: dict[tuple[str, str], Area] = {}
        for area in areas:
            self.add(area)

    def add(self, area: Area) -> None:
        """Note an area, widening the years of one that is known; a later name takes the place of an earlier."""
        key = area.number, area.code or _plain(area.name)
        known = self._areas.get(key)
        if known is None:
            self._areas[key] = area
        elif area != known:
            years = [each for each in (known.first_year, area.first_year) if each]
            newer = area if area.last_year >= known.last_year else known
            self._areas[key] = newer._replace(
                region_code=newer.region_code or known.region_code,
                region_name=newer.region_name or known.region_name,
                first_year=min(years, default=0),
                last_year=max(known.last_year, area.last_year),
            )

    def all(self) -> list[Area]:
        """Every area, by number, code and first year; one with half its codes gives way to those that have both."""
        whole = [area for area in self._areas.values() if area.number and area.code]
        known = {area.number for area in whole} | {area.code for area in whole}
        kept = (
            area for area in self._areas.values() if (area.number and area.code) or not {area.number, area.code} & known
        )
        return sorted(kept, key=lambda area: (area.number, area.code, area.first_year))

    def code_of(self, number: str, year: int) -> str:
        """The code the authority of this number had in a year, blank where it is not known.

        Tables restated later carry a new code back to years before it, so of two the one that ended first held.
        """
        known = [area for area in self._areas.values() if area.number == number and area.code]
        then = [area for area in known if area.first_year <= year <= area.last_year]
        if then:
            return min(then, key=lambda area: area.last_year).code
        codes = {area.code for area in known}
        return codes.pop() if len(codes) == 1 else ""

    def find(self, text: str) -> list[Area]:
        """England, a region, or the authorities of this number, code or name, under all codes they have had."""
        wanted = region(text)
        if wanted:
            return [wanted]
        plain = _plain(text)
        found = [area for area in self._areas.values() if plain in _names(area)]
        numbers = {area.number for area in found if area.number}
        same = [area for area in self._areas.values() if area.number in numbers]
        return sorted({*found, *same}, key=lambda area: (area.number, area.first_year))


def seen(number: str, code: str, name: str, region: tuple[str, str], year: int, read_from: str) -> Area:
    """An authority as one row of a table shows it."""
    return Area(number, code, name, AUTHORITY, *region, year, year, read_from)


def is_wider(area: Area) -> bool:
    """Whether the area is England or a region."""
    return area.kind in (ENGLAND, REGION)


def _names(area: Area) -> set[str]:
    plain = _plain(area.name)
    return {plain, plain.partition(",")[0], area.number, area.code.casefold()} - {""}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
