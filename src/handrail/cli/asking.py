"""The commands that ask about the law: when one thing is due, which clocks there are, what a child's story is."""

import argparse
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from handrail.cli import output
from handrail.timescales.arithmetic import NoSuchTime
from handrail.timescales.clocks import (
    BACKGROUND,
    CHAPTERS,
    COUNTING,
    EVIDENCE,
    KINDS,
    STATUTORY,
    Clock,
    Figure,
    NoFigure,
    NoSuchClock,
    clock,
    clocks,
)
from handrail.timescales.deadlines import Deadline, Ways, WrongOption, deadline, earliest, options_of
from handrail.timescales.school_terms import SchoolTerms, read_terms
from handrail.timescales.working_days import OutsideCalendar, england

REFUSALS = (NoSuchClock, NoFigure, OutsideCalendar, NoSuchTime, WrongOption)
_EARLIEST = re.compile(r"earliest_of\((.+)\)")
_ALSO_CALLED = {"dob": "born", "stops_on": "ceased"}


def due(asked: str, from_: date | datetime, chosen: dict[str, str]) -> list[Deadline]:
    """The deadline asked for; of `earliest_of(ONE;OTHER)` each, the one that leads first. Raises one of REFUSALS.

    Each clock counts from `from_`, or from the day set under its own name.
    """
    chosen = {_ALSO_CALLED.get(name, name): value for name, value in chosen.items()}
    together = _EARLIEST.fullmatch(asked)
    if not together:
        return [_one(asked, from_, chosen)]
    names = [name.strip() for name in re.split("[;,]", together[1])]
    starts = {name: _moment(name, chosen.pop(name)) for name in names if name in chosen}
    found = [_one(name, starts.get(name, from_), chosen) for name in names]
    first = earliest(found)
    return [first, *(each for each in found if each is not first)]


def _one(clock_id: str, from_: date | datetime, chosen: dict[str, str]) -> Deadline:
    found, given = clock(clock_id), dict(chosen)
    options = options_of(found)
    for name in given:
        if name not in options and name != "paused":  # asking whether it may pause has its own answer
            raise WrongOption(f"there is no setting '{name}'. There are: {', '.join(options)}.")
    basis = given.pop("basis", STATUTORY)
    ways = Ways(
        counting=_one_of("counting", given.pop("counting", None), COUNTING),
        clear_days=_yes_no("clear_days", given.pop("clear_days", None)),
        stops_on=_day("ceased", given.pop("ceased")) if "ceased" in given else None,
        paused_days=_number("paused", given.pop("paused", "0")),
        terms=_terms(given.pop("terms", None)),
        days={name: _day(name, value) for name, value in given.items()},
    )
    return deadline(clock_id, from_, basis=basis, ways=ways)


def _one_of(name: str, value: str | None, choices: tuple[str, ...]) -> str | None:
    if value is not None and value not in choices:
        raise WrongOption(f"{name} cannot be '{value}'. It is {' or '.join(choices)}.")
    return value


def _yes_no(name: str, value: str | None) -> bool | None:
    chosen = _one_of(name, value, ("true", "false"))
    return None if chosen is None else chosen == "true"


def _number(name: str, value: str) -> int:
    if not (value.isdecimal() and len(value) < 6):
        raise WrongOption(f"{name} is a whole number of days, not '{value}'.")
    return int(value)


def _day(name: str, value: str) -> date:
    found = _moment(name, value)
    return found.date() if isinstance(found, datetime) else found


def _moment(name: str, value: str) -> date | datetime:
    try:
        return moment(value)
    except ValueError as error:
        raise WrongOption(f"{name}: {error}") from None


def _terms(path: str | None) -> SchoolTerms | None:
    if path is None:
        return None
    try:
        return read_terms(Path(path), england())
    except OSError as error:
        raise WrongOption(f"the school terms in '{path}' cannot be read: {error.strerror or error}.") from error
    except ValueError as error:
        raise WrongOption(f"the school terms cannot be read: {error}") from error


def moment(text: str) -> date | datetime:
    """A day (2026-10-24) or a time of day (2026-10-24T20:00), in a year Handrail knows. Raises ValueError."""
    try:
        found = datetime.fromisoformat(text) if "T" in text or " " in text.strip() else date.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"'{text}' is not a date; write it as 2025-04-01, or with a time as 2025-04-01T16:30"
        ) from None
    if not 1900 <= found.year <= 2200:
        raise ValueError(f"'{text}' is not a year Handrail knows: 1900 to 2200")
    return found


def list_clocks(options: argparse.Namespace) -> int:
    """Print every clock with its law and what may be set."""
    if options.chapter not in (None, *CHAPTERS):
        raise WrongOption(f"there is no chapter '{options.chapter}'. There are: {', '.join(CHAPTERS)}.")
    rows = [as_row(each) for each in clocks().values() if options.chapter in (None, each.chapter)]
    output.clocks(rows, lines_of(rows), options.format)
    return 0


def as_row(found: Clock) -> dict[str, Any]:
    """A clock as a row of plain values."""
    return {
        "id": found.id,
        "chapter": CHAPTERS[found.chapter],
        "kind": found.kind,
        "kind_means": KINDS[found.kind],
        "title": found.title,
        "duty": found.duty,
        "subject": found.subject,
        "trigger": found.trigger,
        "direction": found.direction,
        "counting": found.counting,
        "met_by": found.met_by,
        "repeats_as": found.repeats_as,
        "stops_on": list(found.stops_on),
        "pauses_on": list(found.pauses_on),
        "requires": dict(found.requires),
        "override": found.override if found.requires else None,
        "options": options_of(found) if found.kind in ("deadline", "midpoint") else {},
        "strongest_basis": found.strongest,
        "bases": {name: [_as_row(figure) for figure in figures] for name, figures in found.bases.items()},
        "eased": [
            {"from": each.first.isoformat(), "until": each.last.isoformat(), "words": each.words, "law": each.law}
            for each in found.eased
        ],
        "background": BACKGROUND if found.is_background else None,
        "note": found.note,
    }


def _as_row(figure: Figure) -> dict[str, Any]:
    return {
        "from": figure.holds_from.isoformat(),
        "until": figure.holds_until.isoformat() if figure.holds_until else None,
        "limit": figure.limit,
        "amount": figure.span.amount if figure.span else None,
        "unit": figure.span.unit if figure.span else None,
        "law": figure.law,
        "certainty": figure.certainty,
        "evidence": f"{figure.evidence}: {EVIDENCE[figure.evidence]}",
        "link": figure.link,
        "read_on": figure.read_on.isoformat(),
    }


def lines_of(rows: list[dict[str, Any]]) -> Iterator[str]:
    """The clocks as lines of text, chapter by chapter."""
    chapter = None
    for row in sorted(rows, key=lambda row: list(CHAPTERS.values()).index(row["chapter"])):
        if row["chapter"] != chapter:
            chapter = row["chapter"]
            yield f"\n{chapter}"
        latest = row["bases"][row["strongest_basis"]][-1]
        background = " [background knowledge]" if row["background"] else ""
        yield f"  {row['id']:34} {latest['limit']}: {row['title']}. {latest['law']}{background}"
