"""The definitions of all measures, read from `families/*.toml` with the settings and views they use.

A definition's hash covers everything that decides its value: the SQL, the views it reads, its kind and unit. Two
figures with the same hash and settings were made the same way. It covers the groups a measure may be split by as well.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from handrail.measures.figures import COUNT, SHARE
from handrail.measures.groups import UnknownGroup, group, lists, split

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
    """One definition: the question, what is counted over what, the law and items used, and the SQL that lists it.

    A count is of the rows listed; where `amount` names a column of them, it is that column's sum. `tells` are the facts
    without which it cannot be counted (`told.py`). One that looks `ahead` is of days to come, which no data reach.
    """

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
    amount: str | None = None
    groups: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    ahead: bool = False

    @cached_property
    def definition(self) -> str:
        """The hash of the definition: 16 hexadecimal digits."""
        decides = [self.name, self.kind, self.unit, self.sql, {name: views()[name] for name in self.views}]
        if self.groups:
            decides.append({name: [group(name).decides, _views_of(group(name).joins)] for name in self.groups})
        judged_by = {name: lists()[name] for table, name in _JUDGED_BY.items() if table in tables_read(self.sql)}
        if judged_by:
            decides.append(judged_by)
        return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()[:16]

    def split_by(self, names: Sequence[str]) -> str:
        """The SQL that lists its rows, with a column for each of these groups."""
        kept = (*ROW_COLUMNS, self.amount) if self.amount else ROW_COLUMNS
        return split(self.sql, names, kept) if names else self.sql

    def refuse_unless_grouped_by(self, names: Iterable[str]) -> None:
        """Raise UnknownGroup for a group this measure does not have, naming those it has."""
        for name in names:
            if name not in self.groups:
                has = f"It has: {', '.join(self.groups)}." if self.groups else "It has none."
                raise UnknownGroup(f"{self.name} has no group '{name}'. {has}")


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


_JUDGED_BY = {
    "document_owed": "document", "stage_due": "dispute_stage", "record_due": "clock_basis", "report_due": "clock_basis",
    "allegation_due": "clock_basis", "officer_due": "clock_basis", "invitation_due": "clock_basis", "judged_answer": "answer",
}  # fmt: skip
"""The helper tables that judge by a list, and which."""
_READ = re.compile(r"\b(?:FROM|JOIN)\s+([a-z_]+)")


def tables_read(sql: str) -> set[str]:
    """The tables and views this SQL reads, and those its views read."""
    found = set(_READ.findall(sql))
    for view in found & set(views()):
        found |= tables_read(views()[view])
    return found


def _views_of(sql: str) -> dict[str, str]:
    return {name: views()[name] for name in sorted(tables_read(sql) & set(views()))}


@cache
def families() -> dict[str, str]:
    """The title of each family by name, in order."""
    return {name: _family(name)["title"] for name in (*_STANDING, *_FURTHER)}


@cache
def all_measures() -> dict[str, Measure]:
    """Every measure by name, families in order."""
    return measures() | _in_families(_FURTHER)


@cache
def measures() -> dict[str, Measure]:
    """The standing measures, which the national returns alone answer: those measured where none is named."""
    return _in_families(_STANDING)


def _in_families(names: Iterable[str]) -> dict[str, Measure]:
    return {entry["name"]: _measure(_family(name), entry) for name in names for entry in _family(name)["measure"]}


@cache
def _family(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / "families" / f"{name}.toml").read_text(encoding="utf-8"))


_OF_EVERY_MEASURE = ("basis_of_record",)
_STANDING = ("review_timeliness", "participation", "population", "conferences")
_FURTHER = (
    "care_status", "placements", "placement_stability", "documents", "conference_meetings", "stood_down", "plans",
    "late_reasons", "due_ahead", "papers", "contacts", "midway", "disputes", "ratings", "praise", "surveys", "digital_views",
    "engagement", "audits", "advocacy", "visitors", "carer_reviews", "secure", "allegations", "staff",
    "staff_development", "caseload", "participation_codes", "attendance", "priorities",
)  # fmt: skip


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
        amount=entry.get("amount"),
        groups=tuple(entry.get("groups", ())),
        tells=tuple(entry.get("tells", ())),
        ahead=entry.get("ahead", False),
    )


def measure(name: str) -> Measure:
    """The measure of this name. Raises UnknownMeasure naming those there are."""
    found = measures().get(name) or all_measures().get(name)
    if found is None:
        raise UnknownMeasure(f"There is no measure '{name}'. There are: {', '.join(all_measures())}.")
    return found


def of_family(name: str) -> list[Measure]:
    """The measures of this family. Raises UnknownMeasure naming the families there are."""
    if name not in families():
        raise UnknownMeasure(f"There is no family of measures '{name}'. There are: {', '.join(families())}.")
    return [measure for measure in all_measures().values() if measure.family == name]


def choose(given: dict[str, str]) -> dict[str, str]:
    """All settings with these values, the others at their defaults. Raises UnknownSetting."""
    for name, value in given.items():
        if name not in settings():
            raise UnknownSetting(f"There is no setting '{name}'. There are: {', '.join(settings())}.")
        if value not in settings()[name].choices:
            choices = " or ".join(settings()[name].choices)
            raise UnknownSetting(f"{name} cannot be '{value}'. It is {choices}.")
    return {name: given.get(name, setting.default) for name, setting in settings().items()}
