"""The definitions of all measures, read from `families/*.toml` with the settings and views they use.

A definition's hash covers everything that decides its value: the SQL, the views it reads, its kind and unit. Two
figures with the same hash and settings were made the same way.
"""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from handrail.measures.figures import COUNT, SHARE

_HERE = Path(__file__).parent
OUTCOMES = ("met", "not_met", "counted", "not_assessable", "not_recorded")
ROW_COLUMNS = ("period_id", "child_id", "subject", "event_on", "due_on", "read_from", "outcome")


class UnknownMeasure(ValueError):
    """A measure nobody has defined."""


class UnknownSetting(ValueError):
    """A setting, or a value of one, that does not exist."""


@dataclass(frozen=True)
class Setting:
    """A choice figures depend on: its values, the default and why it is a choice."""

    name: str
    default: str
    choices: tuple[str, ...]
    meaning: str


@dataclass(frozen=True)
class Measure:
    """One definition: the question, what is counted over what, the law and items used, and the SQL that lists it."""

    name: str
    family: str
    title: str
    kind: str
    unit: str
    question: str
    numerator: str
    denominator: str | None
    needs: tuple[str, ...]
    settings: tuple[str, ...]
    clocks: tuple[str, ...]
    items: tuple[str, ...]
    why_it_matters: str
    views: tuple[str, ...]
    sql: str

    @property
    def definition(self) -> str:
        """The hash of the definition: 16 hexadecimal digits."""
        decides = [self.name, self.kind, self.unit, self.sql, {name: views()[name] for name in self.views}]
        return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def uses_ledger(self) -> bool:
        """Whether its rows come out of the ledger."""
        return "ledger" in self.sql or any("ledger" in views()[name] for name in self.views)


@cache
def settings() -> dict[str, Setting]:
    """All settings by name."""
    data = tomllib.loads((_HERE / "settings.toml").read_text(encoding="utf-8"))
    return {
        name: Setting(name, entry["default"], tuple(entry["choices"]), entry["meaning"]) for name, entry in data.items()
    }


@cache
def views() -> dict[str, str]:
    """The SQL of the shared views by name, in the order they build on one another."""
    data = tomllib.loads((_HERE / "views.toml").read_text(encoding="utf-8"))
    return {name: entry["sql"] for name, entry in data.items()}


@cache
def measures() -> dict[str, Measure]:
    """All measures by name, families in order."""
    found: dict[str, Measure] = {}
    for family in _FAMILIES:
        data = tomllib.loads((_HERE / "families" / f"{family}.toml").read_text(encoding="utf-8"))
        for entry in data["measure"]:
            measure = _measure(data, entry)
            found[measure.name] = measure
    return found


_OF_EVERY_MEASURE = ("basis_of_record",)
_FAMILIES = ("review_timeliness", "participation", "population", "conferences")


def _measure(family: dict[str, Any], entry: dict[str, Any]) -> Measure:
    if entry["kind"] not in (SHARE, COUNT):
        raise ValueError(f"{entry['name']}: kind must be share or count")
    if (entry["kind"] == SHARE) != ("denominator" in entry):
        raise ValueError(f"{entry['name']}: a share states its denominator, a count has none")
    return Measure(
        name=entry["name"],
        family=family["family"],
        title=entry["title"],
        kind=entry["kind"],
        unit=entry["unit"],
        question=entry["question"],
        numerator=entry["numerator"],
        denominator=entry.get("denominator"),
        needs=tuple(entry["needs"]),
        settings=(*entry["settings"], *_OF_EVERY_MEASURE),
        clocks=tuple(entry["clocks"]),
        items=tuple(entry["items"]),
        why_it_matters=entry["why_it_matters"],
        views=tuple(name for name in family["views"]),
        sql=entry["sql"],
    )


def measure(name: str) -> Measure:
    """The measure of this name. Raises UnknownMeasure naming those there are."""
    try:
        return measures()[name]
    except KeyError:
        raise UnknownMeasure(f"There is no measure '{name}'. There are: {', '.join(measures())}.") from None


def choose(given: dict[str, str]) -> dict[str, str]:
    """All settings with these values, the others at their defaults. Raises UnknownSetting."""
    for name, value in given.items():
        if name not in settings():
            raise UnknownSetting(f"There is no setting '{name}'. There are: {', '.join(settings())}.")
        if value not in settings()[name].choices:
            choices = " or ".join(settings()[name].choices)
            raise UnknownSetting(f"{name} cannot be '{value}'. It is {choices}.")
    return {name: given.get(name, setting.default) for name, setting in settings().items()}
