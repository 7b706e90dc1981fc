"""The clocks: what is due after what, as dated and cited data read from `clocks/*.toml`.

One file a clock, one key list for all (`KEYS`). A basis (statutory, guidance, dfe_statistic, local, ...) holds dated
figures; the figure that applies is the one in force on the day the clock started. A date before the first figure is
refused. Several bases stand side by side: a tighter local limit never replaces the law.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).with_name("clocks")

STATUTORY = "statutory"
DFE_STATISTIC = "dfe_statistic"
_STRONGEST_FIRST = (STATUTORY, "guidance", "standard", "local")
_BASIS = re.compile(r"statutory|guidance|standard|dfe_statistic|local(_[a-z0-9]+)*")

DEADLINE, DUTY, GATE, WINDOW, MIDPOINT = "deadline", "duty", "gate", "window", "midpoint"
KINDS = {
    DEADLINE: "a last day, counted from another",
    DUTY: "a duty without a number of days",
    GATE: "a check before something may happen",
    WINDOW: "a most that may fall within any stretch of time",
    MIDPOINT: "half way between what was and what is due",
}
CHAPTERS = {
    "reviewing_officer": "The reviewing officer",
    "reviews": "Reviews of looked-after children",
    "adoption": "Adoption",
    "remand": "Remand",
    "gates": "Review first: gates and early reviews",
    "around_the_review": "Around the review",
    "child_protection": "Child protection",
    "secure": "Secure accommodation",
    "plans": "Plans and placements",
    "visits": "Visits",
    "health_and_education": "Health and education",
    "leaving_care": "Leaving care",
    "rights": "Voice and rights",
    "fostering": "Foster carers",
    "homes": "Children's homes",
    "allegations": "Allegations",
    "between_meetings": "Between meetings",
    "challenge": "Challenge",
    "retention": "How long records are kept",
    "access_to_records": "Access to records",
}
UNITS = ("working_day", "day", "week", "month", "year", "hour", "calendar_month", "school_day", "school_term")
COUNTING = ("exclusive", "inclusive")
DIRECTIONS = ("after", "before")
ROLLS = ("none", "forward")
NO_SUCH_DAY = ("month_end", "next_day")
OVERRIDES = ("with_reason", "never")
CERTAINTIES = ("statute", "guidance", "standard", "statistic", "local")
EVIDENCE = {
    "T": "text of the law read",
    "S": "restated in a published procedure",
    "N": "national data or an open checker",
    "L": "a published annual report",
    "B": "background knowledge, to be confirmed",
}
BACKGROUND = "This rests on background knowledge: have a practitioner confirm it before relying on it."

REQUIRED = frozenset({"id", "chapter", "title", "duty", "subject", "trigger", "met_by", "basis"})
KEYS = REQUIRED | frozenset(
    {
        "kind",
        "counting",
        "direction",
        "clear_days",
        "roll",
        "no_such_day",
        "repeats_as",
        "stops_on",
        "pauses_on",
        "options",
        "requires",
        "override",
        "eased",
        "note",
    }
)
VALUE_KEYS = frozenset(
    {
        "from",
        "until",
        "amount",
        "unit",
        "words",
        "or",
        "crossing",
        "within",
        "alerts",
        "law",
        "certainty",
        "evidence",
        "link",
        "read_on",
    }
)


_SAID = {"born": "birth"}  # an option named in a sentence


class NoSuchClock(ValueError):
    """A clock or basis nobody has described."""


class NoFigure(ValueError):
    """No figure is recorded for the date asked about."""


@dataclass(frozen=True)
class Span:
    """An amount of a unit of time; `after` names the option it counts from where that is not the clock's trigger."""

    amount: int
    unit: str
    after: str | None = None

    @property
    def words(self) -> str:
        """The span in words, for instance "20 working days"."""
        unit = self.unit.replace("_", " ")
        return f"{self.amount} {unit}" if self.amount == 1 else f"{self.amount} {unit}s"


@dataclass(frozen=True)
class Crossing:
    """Another span that applies by age: where the limit reaches a birthday or, if `before`, where `instead` does not."""

    years: int
    instead: Span
    before: bool


@dataclass(frozen=True)
class Figure:
    """A limit in force from a day: its span, the law behind it and how surely we know it.

    A duty or a gate has words and no span. `others` are further spans of which the earliest counts. `within` is the
    moving window of a clock that limits how much may fall in one, with the amounts to be warned at in `alerts`.
    `evidence` says how the wording was checked (see EVIDENCE).
    """

    holds_from: date
    holds_until: date | None
    span: Span | None
    words: str | None
    others: tuple[Span, ...]
    crossing: Crossing | None
    within: Span | None
    alerts: tuple[int, ...]
    law: str
    certainty: str
    evidence: str
    link: str | None
    read_on: date

    @property
    def amount(self) -> int:
        """The number of the span. Raises NoFigure for a duty without one."""
        return self.counted.amount

    @property
    def unit(self) -> str:
        """The unit of the span. Raises NoFigure for a duty without one."""
        return self.counted.unit

    @property
    def counted(self) -> Span:
        """The span. Raises NoFigure for a duty without a number of days."""
        if self.span is None:
            raise NoFigure(f"The rule gives no number of days: {self.words}. ({self.law})")
        return self.span

    @property
    def limit(self) -> str:
        """The limit in words, for instance "20 working days"."""
        if self.span is None:
            return self.words or ""
        if self.within:
            return f"{self.span.words} in any {self.within.words}"
        spans = [
            self.span.words,
            *(f"{other.words} after {_SAID.get(other.after or '', other.after)}" for other in self.others),
        ]
        return "the earlier of " + " and ".join(spans) if self.others else spans[0]

    @property
    def is_background(self) -> bool:
        """Whether nobody has read the source of this figure."""
        return self.evidence == "B"


@dataclass(frozen=True)
class Easing:
    """A stretch in which the law asked for less: between two days, in what words, by which instrument."""

    first: date
    last: date
    words: str
    law: str


@dataclass(frozen=True)
class Clock:
    """A duty that recurs in the life of every child: what starts it, what meets it, what stops it.

    `options` names what else may be given when asking, with its meaning; `requires` what a gate asks for.
    """

    id: str
    chapter: str
    kind: str
    title: str
    duty: str
    subject: str
    trigger: str
    met_by: str
    counting: str
    direction: str
    clear_days: bool
    roll: str
    no_such_day: str
    repeats_as: str | None
    stops_on: tuple[str, ...]
    pauses_on: tuple[str, ...]
    options: Mapping[str, str]
    requires: Mapping[str, str]
    override: str
    eased: tuple[Easing, ...]
    note: str | None
    bases: Mapping[str, tuple[Figure, ...]]

    @property
    def strongest(self) -> str:
        """The basis that binds most: statutory, else guidance, else a standard, else local practice."""
        return next((name for name in _STRONGEST_FIRST if name in self.bases), next(iter(self.bases)))

    def basis_named(self, name: str) -> str:
        """The basis of this name or of this limit ("91 days"). Raises NoSuchClock.

        Asked for the statutory basis, a clock that has none answers on its strongest.
        """
        if name in self.bases:
            return name
        if name in (STATUTORY, DFE_STATISTIC):
            return self.strongest  # where the statistic is not named apart it does not differ
        for basis, figures in self.bases.items():
            if any(name == figure.limit for figure in figures):
                return basis
        raise NoSuchClock(f"{self.id} has no basis '{name}'. It has: {', '.join(self.bases)}.")

    def basis(self, name: str) -> tuple[Figure, ...]:
        """The figures of a basis, in order of their first day. Raises NoSuchClock."""
        return self.bases[self.basis_named(name)]

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

    def easing(self, due_on: date) -> Easing | None:
        """The easing of the law in force on the day this fell due, if there was one."""
        return next((easing for easing in self.eased if easing.first <= due_on <= easing.last), None)

    @property
    def is_background(self) -> bool:
        """Whether the strongest basis rests on background knowledge today."""
        return self.bases[self.strongest][-1].is_background


@cache
def clocks() -> dict[str, Clock]:
    """All clocks by id, in order of id."""
    found = (read_clock(path) for path in sorted(_FOLDER.glob("*.toml")))
    return {clock.id: clock for clock in found}


@cache
def clock(clock_id: str) -> Clock:
    """The clock of this id. Raises NoSuchClock naming the ones there are."""
    path = _FOLDER / f"{clock_id}.toml"
    if re.fullmatch(r"[a-z0-9_]+", clock_id) and path.is_file():
        return read_clock(path)
    raise NoSuchClock(f"There is no clock '{clock_id}'. `handrail clocks` lists them.")


def read_clock(path: Path) -> Clock:
    """Read one clock's file; unknown, missing or impossible entries are refused by name."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    _refuse_unless(path, set(data) <= KEYS, f"unknown keys: {sorted(set(data) - KEYS)}")
    _refuse_unless(path, set(data) >= REQUIRED, f"missing keys: {sorted(REQUIRED - set(data))}")
    _refuse_unless(path, data["id"] == path.stem, "id and file name differ")
    _refuse_unless(path, data["chapter"] in CHAPTERS, f"chapter must be one of {', '.join(CHAPTERS)}")
    kind = _one_of(path, data, "kind", tuple(KINDS))
    read = Clock(
        id=data["id"],
        chapter=data["chapter"],
        kind=kind,
        title=data["title"],
        duty=data["duty"],
        subject=data["subject"],
        trigger=data["trigger"],
        met_by=data["met_by"],
        counting=_one_of(path, data, "counting", COUNTING),
        direction=_one_of(path, data, "direction", DIRECTIONS),
        clear_days=data.get("clear_days", False),
        roll=_one_of(path, data, "roll", ROLLS),
        no_such_day=_one_of(path, data, "no_such_day", NO_SUCH_DAY),
        repeats_as=data.get("repeats_as"),
        stops_on=tuple(data.get("stops_on", ())),
        pauses_on=tuple(data.get("pauses_on", ())),
        options=data.get("options", {}),
        requires=data.get("requires", {}),
        override=_one_of(path, data, "override", OVERRIDES),
        eased=tuple(Easing(each["from"], each["until"], each["words"], each["law"]) for each in data.get("eased", ())),
        note=data.get("note"),
        bases={name: _figures(path, name, kind, values) for name, values in data["basis"].items()},
    )
    _refuse_unless(path, (kind == GATE) == bool(read.requires), "a gate, and only a gate, says what it requires")
    _refuse_unless(path, bool(read.bases), "a clock has at least one basis")
    counted_from = {span.after for figures in read.bases.values() for figure in figures for span in figure.others}
    _refuse_unless(path, counted_from <= set(read.options), "what a further span counts from must be an option")
    return read


def _one_of(path: Path, data: dict[str, Any], key: str, choices: tuple[str, ...]) -> str:
    """The entry, or the first choice where there is none."""
    value = data.get(key, choices[0])
    _refuse_unless(path, value in choices, f"{key} must be one of {', '.join(choices)}")
    return str(value)


def _figures(path: Path, basis: str, kind: str, values: list[dict[str, Any]]) -> tuple[Figure, ...]:
    _refuse_unless(path, _BASIS.fullmatch(basis) is not None, f"unknown basis {basis}")
    figures = tuple(_figure(path, kind, value) for value in values)
    days = [figure.holds_from for figure in figures]
    _refuse_unless(path, bool(days) and days == sorted(set(days)), "figures must stand in order of their first day")
    return figures


def _figure(path: Path, kind: str, value: dict[str, Any]) -> Figure:
    _refuse_unless(path, set(value) <= VALUE_KEYS, f"unknown keys: {sorted(set(value) - VALUE_KEYS)}")
    _refuse_unless(path, value["certainty"] in CERTAINTIES, f"certainty must be one of {CERTAINTIES}")
    _refuse_unless(path, value["evidence"] in EVIDENCE, f"evidence must be one of {', '.join(EVIDENCE)}")
    has_amount = "amount" in value
    _refuse_unless(path, has_amount != ("words" in value), "a figure has either an amount or words")
    local = value["certainty"] == "local"
    _refuse_unless(path, local or value.get("link", "").startswith("https://"), "only local practice needs no link")
    _refuse_unless(path, has_amount == (kind not in (DUTY, GATE)), f"a {kind} and an amount do not agree")
    _refuse_unless(path, ("within" in value) == (kind == WINDOW), "a window, and only a window, is within a stretch")
    crossing = value.get("crossing")
    return Figure(
        holds_from=value["from"],
        holds_until=value.get("until"),
        span=_span(path, value) if has_amount else None,
        words=value.get("words"),
        others=tuple(_span(path, other) for other in value.get("or", ())),
        crossing=Crossing(crossing["years"], _span(path, crossing), crossing.get("before", False))
        if crossing
        else None,
        within=_span(path, value["within"]) if "within" in value else None,
        alerts=tuple(value.get("alerts", ())),
        law=value["law"],
        certainty=value["certainty"],
        evidence=value["evidence"],
        link=value.get("link"),
        read_on=value["read_on"],
    )


def _span(path: Path, value: dict[str, Any]) -> Span:
    _refuse_unless(path, value["unit"] in UNITS, f"unit must be one of {', '.join(UNITS)}")
    return Span(value["amount"], value["unit"], value.get("after"))


def _refuse_unless(path: Path, condition: bool, what: str) -> None:
    if not condition:
        raise ValueError(f"{path.name}: {what}")
