"""One function a command: read what was asked, call the floor that answers, print."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from handrail.cli import output
from handrail.record.problems import ERROR, Problem

if TYPE_CHECKING:
    from handrail.measures.periods import Period
    from handrail.returns.load import Loaded
    from handrail.returns.tracker.mapping import Mapping


class WrongUse(ValueError):
    """The command was called in a way that cannot be carried out; the message says why."""


def due(options: argparse.Namespace) -> int:
    """Print when one thing is due, and why."""
    from handrail.cli import asking

    try:
        found = asking.due(options.clock, options.first, _settings(options))
    except asking.REFUSALS as error:
        raise WrongUse(str(error)) from error
    output.deadlines(found, options.format)
    return 0


def clocks(options: argparse.Namespace) -> int:
    """Print every clock with its law."""
    from handrail.cli import asking

    try:
        return asking.list_clocks(options)
    except asking.REFUSALS as error:
        raise WrongUse(str(error)) from error


def explain(options: argparse.Namespace) -> int:
    """Tell one child's whole story in words."""
    from handrail.timescales.story import NoSuchChild, child_story

    loaded = _load(options)
    _tell_of(loaded.problems)
    try:
        story = child_story(loaded.record, options.child, options.as_of)
    except NoSuchChild as error:
        raise WrongUse(str(error)) from error
    output.story(story, options.format)
    return 0


def check(options: argparse.Namespace) -> int:
    """List what is wrong with the returns; 1 if anything is an error."""
    problems = _problems(_load(options))
    output.problems(problems, options.format)
    return int(any(problem.severity == ERROR for problem in problems))


def measure(options: argparse.Namespace) -> int:
    """Print the figures."""
    from handrail.cli import measuring
    from handrail.measures.engine import measure_all

    try:
        wanted = measuring.wanted(options)
        loaded = _load(options)
        figures = measure_all(loaded.record, wanted, _periods(options), _settings(options), options.groups)
    except measuring.REFUSALS as error:
        raise WrongUse(str(error)) from error
    _tell_of(loaded.problems)
    output.figures(figures, options.format)
    return 0


def rows(options: argparse.Namespace) -> int:
    """Print the records behind a figure."""
    from handrail.cli import measuring
    from handrail.measures.definitions import measure as find
    from handrail.measures.engine import Engine

    where = _pairs(options.where, "no group; write GROUP=VALUE, for instance sex=F")
    try:
        wanted = find(options.measure)
        wanted.refuse_unless_grouped_by(where)
        loaded = _load(options)
        engine = Engine(loaded.record, _periods(options), _settings(options), [wanted], list(where))
        listed, figures = engine.rows(wanted, where), engine.figures(wanted)
    except measuring.REFUSALS as error:
        raise WrongUse(str(error)) from error
    _tell_of(loaded.problems)
    for note in dict.fromkeys(figure.note for figure in figures if figure.note):
        output.tell(note)
    for line in measuring.not_found(figures, where):
        output.tell(line)
    output.rows(listed, options.format)
    return 0


def record(options: argparse.Namespace) -> int:
    """Write what was loaded as a record folder."""
    from handrail.returns import record_folder

    loaded = _load(options)
    _tell_of(loaded.problems)
    record_folder.write(loaded.before_merges, options.out, options.format)
    output.tell(f"The record is in {options.out}.")
    return 0


def write(options: argparse.Namespace) -> int:
    """Write what was loaded back as a return; 1 if something could not be written."""
    from handrail.cli import write_back

    loaded = _load(options)
    _tell_of(loaded.problems)
    try:
        written = write_back.write(loaded.record, options)
    except (ValueError, OSError) as error:
        raise WrongUse(str(error)) from error
    for path, count in written.files.items():
        output.tell(f"Written: {path} ({count:,} {'entry' if count == 1 else 'entries'})")
    if written.problems or options.format != "text":
        output.problems(written.problems, options.format)
    return int(any(problem.severity == ERROR for problem in written.problems))


def reconcile(options: argparse.Namespace) -> int:
    """List the due dates and flags of the sources that differ from ours, and why."""
    from handrail.cli import reconcile as twin_ledger

    loaded = _load(options)
    _tell_of(loaded.problems)
    twin_ledger.run(loaded.record, options.format)
    return 0


def fictional(options: argparse.Namespace) -> int:
    """Make a fictional authority and write it as returns, record and truth."""
    from handrail.fictional.authority import make
    from handrail.fictional.write import write

    authority = make(options.children, options.seed, options.years)
    for line in write(authority, options.out, options.faults, options.due_dates):
        output.tell(line)
    return 0


def report(options: argparse.Namespace) -> int:
    """Write a publication."""
    from handrail.cli import publishing

    loaded = _load(options)
    problems = _problems(loaded)
    try:
        written = publishing.write(loaded, problems, options, _settings(options))
    except ValueError as error:
        raise WrongUse(str(error)) from error
    for path in written:
        output.tell(f"Written: {path}")
    return 0


def text(options: argparse.Namespace) -> int:
    """Write the chapters of a publication to a folder of one's own."""
    from handrail.cli import texts
    from handrail.editions.refused import EditionRefused

    try:
        return texts.run(options)
    except (ValueError, EditionRefused) as error:
        raise WrongUse(str(error)) from error


def edition(options: argparse.Namespace) -> int:
    """Bring a publication from draft to published, and look at what was."""
    from handrail.cli import editions
    from handrail.editions.refused import EditionRefused

    try:
        if options.act != "draft":
            return editions.act(options)
        loaded = _load(options)
        return editions.draft(options, loaded, _problems(loaded), _settings(options))
    except (EditionRefused, ValueError) as error:
        raise WrongUse(str(error)) from error


def store(options: argparse.Namespace) -> int:
    """Keep what was handed in, version by version."""
    from handrail.cli import store as of_store
    from handrail.store.refused import StoreRefused

    try:
        if options.act == "import":
            loaded = _load(options)
            options.paths = _paths(options)  # a database has no file whose hash could be kept
            return of_store.bring_in(options, loaded)
        acts = {"show": of_store.show, "rollback": of_store.rollback, "check": of_store.check}
        return acts[options.act](options)
    except StoreRefused as error:
        raise WrongUse(str(error)) from error


def tracker(options: argparse.Namespace) -> int:
    """Guess the mapping of a council's own tracker, or try one."""
    from handrail.cli import tracker as trackers

    try:
        return trackers.run(options)
    except trackers.Refused as error:
        raise WrongUse(str(error)) from error


def comparators(options: argparse.Namespace) -> int:
    """Load published figures, or show them."""
    from handrail.cli import comparators as published

    if options.act == "show":
        options.settings = _settings(options)
    try:
        return published.run(options)
    except published.Refused as error:
        raise WrongUse(str(error)) from error


def profile(options: argparse.Namespace) -> int:
    """List, show or check profiles."""
    from handrail.cli import profiles
    from handrail.profiles import ProfileError

    try:
        return profiles.run(options)
    except ProfileError as error:
        raise WrongUse(str(error)) from error


def verify_audit(options: argparse.Namespace) -> int:
    """Say whether an exported audit trail is what was sealed; 1 if it is not."""
    from handrail.cli import auditing

    try:
        return auditing.run(options)
    except ValueError as error:
        raise WrongUse(str(error)) from error


def _paths(options: argparse.Namespace) -> list[Path]:
    """The files and folders named; a database is named by a URL, which is text."""
    return [place for place in options.paths if isinstance(place, Path)]


def _load(options: argparse.Namespace) -> Loaded:
    from handrail.returns.load import load

    paths = _paths(options)
    for path in paths:
        if not path.exists():
            raise WrongUse(f"there is no file or folder '{path}'.")
    if any((path / "store.json").is_file() for path in paths):
        return _load_store(options)
    return load(options.paths, options.covers, _mappings(options))


def _mappings(options: argparse.Namespace) -> list[Mapping]:
    if not options.mappings:
        return []
    from handrail.cli import tracker as trackers

    try:
        return trackers.mappings(options.mappings)
    except trackers.Refused as error:
        raise WrongUse(str(error)) from error


def _load_store(options: argparse.Namespace) -> Loaded:
    from handrail.store.importing import read
    from handrail.store.refused import StoreRefused

    if len(options.paths) > 1:
        raise WrongUse("a store is read by itself; import the other files into it, or name them without it.")
    if options.mappings:
        raise WrongUse(
            "--mapping reads trackers, and a store holds none that is not read yet; import the tracker into it."
        )
    try:
        return read(options.paths[0], options.covers)
    except StoreRefused as error:
        raise WrongUse(str(error)) from error


def _problems(loaded: Loaded) -> list[Problem]:
    from handrail.returns.load import check as check_returns
    from handrail.timescales import findings, subjects
    from handrail.timescales.working_days import england

    calendar = england()
    found = [*loaded.problems, *check_returns(loaded, calendar.before)]
    ledger_rows = subjects.build(loaded.record, calendar=calendar)
    found.extend(findings.find(loaded.record, ledger_rows, calendar))
    return found


def _periods(options: argparse.Namespace) -> list[Period]:
    from handrail.measures.periods import Period, cut

    if options.last < options.first:
        raise WrongUse(f"the period ends ({options.last}) before it begins ({options.first}).")
    return cut(Period(options.first, options.last), options.by)


def serve(options: argparse.Namespace) -> int:
    """Serve the web service."""
    from handrail.cli import service

    return service.serve(options)


def manage(options: argparse.Namespace) -> int:
    """Look after the web service."""
    from handrail.cli import service

    return service.manage(options)


def secret(options: argparse.Namespace) -> int:
    """Make a secret for the web service."""
    from handrail.cli import service

    return service.secret(options)


def _settings(options: argparse.Namespace) -> dict[str, str]:
    return _pairs(options.settings, "no setting; write NAME=VALUE")


def _pairs(given: list[str], otherwise: str) -> dict[str, str]:
    """Names and values written NAME=VALUE."""
    chosen = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise WrongUse(f"'{text}' is {otherwise}.")
        chosen[name.strip()] = value.strip()
    return chosen


def _tell_of(problems: list[Problem]) -> None:
    errors = sum(problem.severity == ERROR for problem in problems)
    if errors:
        said = output.counted(errors, "problem was", "problems were")
        output.tell(f"{said} met while reading; `handrail check` tells more. The rest was read.")
