"""The clocks: what is due after what, as dated and cited data read from `clocks/*.toml`.

One file a clock, one key list for all (`KEYS`). A basis (statutory, dfe_statistic, ...) holds dated figures; the
figure that applies is the one in force on the day the clock started. A date before the first figure is refused.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).with_name("clocks")

STATUTORY = "statutory"
DFE_STATISTIC = "dfe_statistic"
BASES = (STATUTORY, "guidance", DFE_STATISTIC, "local")
UNITS = ("working_day", "day", "week", "month")
COUNTING = ("exclusive", "inclusive")
CERTAINTIES = ("statute", "guidance", "standard", "statistic", "local")

KEYS = frozenset(
    {
        "id",
        "title",
        "duty",
        "subject",
        "trigger",
        "met_by",
        "repeats_as",
        "stops_on",
        "counting",
        "basis",
        "note",
    }
)
VALUE_KEYS = frozenset({"from", "until", "amount", "unit", "law", "certainty", "evidence", "link", "read_on"})


class NoSuchClock(ValueError):
    """A clock or basis nobody has described."""


class NoFigure(ValueError):
    """No figure is recorded for the date asked about."""


@dataclass(frozen=True)
class Figure:
    """A limit in force from a day: its amount and unit, the law behind it and how surely we know it.

    `evidence` says how the wording was checked: T text read, S restated in a published procedure, N national data
    or an open checker, L a published annual report, B background knowledge to be confirmed.
    """

    holds_from: date
    holds_until: date | None
    amount: int
    unit: str
    law: str
    certainty: str
    evidence: str
    link: str
    read_on: date

    @property
    def limit(self) -> str:
        """The limit in words, for instance "20 working days"."""
        unit = self.unit.replace("_", " ")
        return f"{self.amount} {unit}" if self.amount == 1 else f"{self.amount} {unit}s"


@dataclass(frozen=True)
class Clock:
    """A duty that recurs in the life of every child: what starts it, what meets it, what stops it."""

    id: str
    title: str
    duty: str
    subject: str
    trigger: str
    met_by: str
    repeats_as: str | None
    stops_on: tuple[str, ...]
    counting: str
    note: str | None
    bases: dict[str, tuple[Figure, ...]]

    def basis(self, name: str) -> tuple[Figure, ...]:
        """The figures of a basis, named by its name or by its limit ("91 days"). Raises NoSuchClock."""
        if name in self.bases:
            return self.bases[name]
        for figures in self.bases.values():
            if any(name == figure.limit for figure in figures):
                return figures
        if name == DFE_STATISTIC:
            return self.bases[STATUTORY]  # the statistic and the law do not differ for this clock
        raise NoSuchClock(f"{self.id} has no basis '{name}'. It has: {', '.join(self.bases)}.")

    def figure(self, on: date, basis: str) -> Figure:
        """The figure in force on a day. Raises NoFigure where none is recorded for it."""
        figures = self.basis(basis)
        for figure in reversed(figures):
            if figure.holds_from <= on and (figure.holds_until is None or on <= figure.holds_until):
                return figure
        raise NoFigure(
            f"No figure of {self.id} is recorded for {on.isoformat()}: the first holds from "
            f"{figures[0].holds_from.isoformat()}."
        )


@cache
def clocks() -> dict[str, Clock]:
    """All clocks by id, in order of id."""
    found = (read_clock(path) for path in sorted(_FOLDER.glob("*.toml")))
    return {clock.id: clock for clock in found}


def clock(clock_id: str) -> Clock:
    """The clock of this id. Raises NoSuchClock naming the ones there are."""
    try:
        return clocks()[clock_id]
    except KeyError:
        raise NoSuchClock(f"There is no clock '{clock_id}'. There are: {', '.join(clocks())}.") from None


def read_clock(path: Path) -> Clock:
    """Read one clock's file; unknown, missing or impossible entries are refused by name."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    _refuse_unless(path, set(data) <= KEYS, f"unknown keys: {sorted(set(data) - KEYS)}")
    required = {"id", "title", "duty", "subject", "trigger", "met_by", "counting", "basis"}
    _refuse_unless(path, required <= set(data), f"missing keys: {sorted(required - set(data))}")
    _refuse_unless(path, data["id"] == path.stem, "id and file name differ")
    _refuse_unless(path, data["counting"] in COUNTING, f"counting must be one of {COUNTING}")
    _refuse_unless(path, STATUTORY in data["basis"], "a statutory basis is required")
    return Clock(
        id=data["id"],
        title=data["title"],
        duty=data["duty"],
        subject=data["subject"],
        trigger=data["trigger"],
        met_by=data["met_by"],
        repeats_as=data.get("repeats_as"),
        stops_on=tuple(data.get("stops_on", ())),
        counting=data["counting"],
        note=data.get("note"),
        bases={name: _figures(path, name, values) for name, values in data["basis"].items()},
    )


def _figures(path: Path, basis: str, values: list[dict[str, Any]]) -> tuple[Figure, ...]:
    _refuse_unless(path, basis in BASES, f"unknown basis {basis}")
    figures = []
    for value in values:
        _refuse_unless(path, set(value) <= VALUE_KEYS, f"unknown keys: {sorted(set(value) - VALUE_KEYS)}")
        _refuse_unless(path, value["unit"] in UNITS, f"unit must be one of {UNITS}")
        _refuse_unless(path, value["certainty"] in CERTAINTIES, f"certainty must be one of {CERTAINTIES}")
        figures.append(
            Figure(
                holds_from=value["from"],
                holds_until=value.get("until"),
                amount=value["amount"],
                unit=value["unit"],
                law=value["law"],
                certainty=value["certainty"],
                evidence=value["evidence"],
                link=value["link"],
                read_on=value["read_on"],
            )
        )
    days = [figure.holds_from for figure in figures]
    _refuse_unless(path, bool(days) and days == sorted(set(days)), "figures must stand in order of their first day")
    return tuple(figures)


def _refuse_unless(path: Path, condition: bool, what: str) -> None:
    if not condition:
        raise ValueError(f"{path.name}: {what}")
