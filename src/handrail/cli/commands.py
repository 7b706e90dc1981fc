"""One function a command: read what was asked, call the floor that answers, print."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from handrail.cli import output
from handrail.record.problems import ERROR, Problem

if TYPE_CHECKING:
    from handrail.measures.periods import Period
    from handrail.returns.load import Loaded


class WrongUse(ValueError):
    """The command was called in a way that cannot be carried out; the message says why."""


def due(options: argparse.Namespace) -> int:
    """Print when one thing is due, and why."""
    from handrail.timescales.clocks import NoFigure, NoSuchClock
    from handrail.timescales.deadlines import deadline
    from handrail.timescales.working_days import OutsideCalendar

    chosen = _settings(options)
    basis = chosen.pop("basis", "statutory")
    counting = chosen.pop("counting", None)
    stops = _day(chosen.pop("ceased", None) or chosen.pop("stops_on", None))
    if chosen:
        raise WrongUse(f"there is no setting '{next(iter(chosen))}'. There are: basis, counting, ceased.")
    if counting not in (None, "exclusive", "inclusive"):
        raise WrongUse(f"counting cannot be '{counting}'. It is exclusive or inclusive.")
    try:
        found = deadline(options.clock, options.first, basis=basis, counting=counting, stops_on=stops)
    except (NoSuchClock, NoFigure, OutsideCalendar) as error:
        raise WrongUse(str(error)) from error
    output.deadline(found, options.format)
    return 0


def check(options: argparse.Namespace) -> int:
    """List what is wrong with the returns; 1 if anything is an error."""
    problems = _problems(_load(options))
    output.problems(problems, options.format)
    return int(any(problem.severity == ERROR for problem in problems))


def measure(options: argparse.Namespace) -> int:
    """Print the figures."""
    from handrail.measures.definitions import UnknownMeasure, UnknownSetting, measures
    from handrail.measures.definitions import measure as find
    from handrail.measures.engine import measure_all

    try:
        wanted = [find(name) for name in options.only] or list(measures().values())
        loaded = _load(options)
        figures = measure_all(loaded.record, wanted, _periods(options), _settings(options))
    except (UnknownMeasure, UnknownSetting) as error:
        raise WrongUse(str(error)) from error
    _tell_of(loaded.problems)
    output.figures(figures, options.format)
    return 0


def rows(options: argparse.Namespace) -> int:
    """Print the records behind a figure."""
    from handrail.measures.definitions import UnknownMeasure, UnknownSetting
    from handrail.measures.definitions import measure as find
    from handrail.measures.engine import Engine

    try:
        wanted = find(options.measure)
        loaded = _load(options)
        engine = Engine(loaded.record, _periods(options), _settings(options), [wanted])
        listed, figures = engine.rows(wanted), engine.figures(wanted)
    except (UnknownMeasure, UnknownSetting) as error:
        raise WrongUse(str(error)) from error
    _tell_of(loaded.problems)
    for figure in figures:
        if figure.note:
            output.tell(figure.note)
    output.rows(listed, options.format)
    return 0


def record(options: argparse.Namespace) -> int:
    """Write what was loaded as a record folder."""
    from handrail.returns import record_folder

    loaded = _load(options)
    _tell_of(loaded.problems)
    record_folder.write(loaded.record, options.out, options.format)
    output.tell(f"The record is in {options.out}.")
    return 0


def fictional(options: argparse.Namespace) -> int:
    """Make a fictional authority and write it as returns, record and truth."""
    from handrail.fictional.authority import make
    from handrail.fictional.write import write

    for line in write(make(options.children, options.seed), options.out):
        output.tell(line)
    return 0


def report(options: argparse.Namespace) -> int:
    """Write the annual report."""
    from handrail.cli import annual_report

    loaded = _load(options)
    problems = _problems(loaded)
    try:
        written = annual_report.write(loaded, problems, options, _settings(options))
    except ValueError as error:
        raise WrongUse(str(error)) from error
    for path in written:
        output.tell(f"Written: {path}")
    return 0


def _load(options: argparse.Namespace) -> Loaded:
    from handrail.returns.load import load

    for path in options.paths:
        if not path.exists():
            raise WrongUse(f"there is no file or folder '{path}'.")
    return load(options.paths, options.covers)


def _problems(loaded: Loaded) -> list[Problem]:
    from handrail.returns.load import check as check_returns
    from handrail.timescales import findings, ledger
    from handrail.timescales.working_days import england

    calendar = england()
    found = [*loaded.problems, *check_returns(loaded, calendar.before)]
    ledger_rows = ledger.build(loaded.record, calendar=calendar)
    found.extend(findings.find(loaded.record, ledger_rows, loaded.care_to, loaded.protection_to, calendar))
    return found


def _periods(options: argparse.Namespace) -> list[Period]:
    from handrail.measures.periods import Period, cut

    if options.last < options.first:
        raise WrongUse(f"the period ends ({options.last}) before it begins ({options.first}).")
    return cut(Period(options.first, options.last), options.by)


def _settings(options: argparse.Namespace) -> dict[str, str]:
    chosen = {}
    for given in options.settings:
        name, equals, value = given.partition("=")
        if not equals or not name:
            raise WrongUse(f"'{given}' is no setting; write NAME=VALUE.")
        chosen[name.strip()] = value.strip()
    return chosen


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"'{text}' is not a date; write it as 2025-04-01.") from None


def _tell_of(problems: list[Problem]) -> None:
    errors = sum(problem.severity == ERROR for problem in problems)
    if errors:
        output.tell(f"{errors:,} problems were met while reading; `handrail check` lists them. The rest was read.")
