"""The `handrail` command: what it can do, and how its answers are printed."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from handrail import __version__
from handrail.cli import auditing, edition_options, profiles, service, texts
from handrail.cli.options import (
    a_day,
    a_moment,
    a_positive_number,
    a_share,
    add_format,
    add_out,
    add_paths,
    add_period,
    add_publication,
    add_settings,
)

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

USAGE, FOUND, DONE = 2, 1, 0
WRITTEN = ("ssda903-reviews", "cin", "annex-a")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when done, 1 when it found something wrong, 2 when it was called wrongly."""
    parser = _parser()
    options = parser.parse_args(argv)
    if options.command is None:
        parser.print_help()
        return DONE
    import gc

    from handrail.cli import commands

    gc.disable()  # one command, one answer: rows hold no cycles, and looking for them costs a third of the time
    try:
        return int(getattr(commands, options.command.replace("-", "_"))(options))
    except commands.WrongUse as error:
        print(f"handrail {options.command}: {error}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        sys.stderr.close()
        return DONE
    except OSError as error:
        print(f"handrail {options.command}: {_refused(error, options)}", file=sys.stderr)
        return USAGE


def _refused(error: OSError, options: argparse.Namespace) -> str:
    """What the system would not do, in words."""
    out, reason = getattr(options, "out", None), error.strerror or str(error)
    place = error.filename or out
    if out is None or not Path(str(place)).absolute().is_relative_to(out.absolute()):
        return f"'{place}' cannot be used: {reason}." if place else f"{reason}."
    return f"cannot write to '{place}': {reason}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="handrail",
        description="What was due, was it on time, and what do the returns say: reviews of looked-after children and "
        "child protection conferences in England.",
    )
    parser.add_argument("--version", action="version", version=f"handrail {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _due(commands)
    _clocks(commands)
    _explain(commands)
    _check(commands)
    _measure(commands)
    _rows(commands)
    _reconcile(commands)
    _report(commands)
    edition_options.add_to(commands)
    _record(commands)
    _write(commands)
    _store(commands)
    _tracker(commands)
    _comparators(commands)
    profiles.add_to(commands)
    texts.add_to(commands)
    auditing.add_to(commands)
    _fictional(commands)
    service.add_to(commands)
    return parser


def _due(commands: "Commands") -> None:
    command = commands.add_parser("due", help="when one thing is due, and why")
    command.add_argument("clock", metavar="CLOCK", help="for instance lac_review_1, icpc, rcpc_n")
    command.add_argument(
        "--from",
        dest="first",
        metavar="DATE",
        type=a_moment,
        required=True,
        help="the day it counts from, or the time (2026-10-24T20:00) where it counts hours",
    )
    add_settings(command)
    add_format(command, ("text", "json"))


def _clocks(commands: "Commands") -> None:
    command = commands.add_parser("clocks", help="every clock, its law, and what may be set when asking")
    command.add_argument("--chapter", metavar="NAME", help="only this chapter, for instance reviews")
    add_format(command)


def _explain(commands: "Commands") -> None:
    command = commands.add_parser(
        "explain", help="a child's whole story in words: what was due, why, what met it, what is next"
    )
    add_paths(command)
    command.add_argument("--child", metavar="ID", required=True, help="the authority's own id of the child")
    command.add_argument(
        "--as-of", dest="as_of", metavar="DATE", type=a_day, required=True, help="up to the end of this day"
    )
    add_format(command, ("text", "json"))


def _check(commands: "Commands") -> None:
    command = commands.add_parser("check", help="what is wrong with returns, row by row")
    add_paths(command)
    add_format(command)


def _measure(commands: "Commands") -> None:
    command = commands.add_parser("measure", help="the figures on reviews and conferences")
    add_paths(command)
    add_period(command)
    command.add_argument("--by", choices=("month", "quarter", "year"), help="one figure for each part of the period")
    command.add_argument(
        "--only", metavar="NAME", action="append", default=[], help="this measure only; may be repeated"
    )
    command.add_argument(
        "--family", metavar="NAME", action="append", default=[], help="every measure of this family; may be repeated"
    )
    command.add_argument(
        "--all", action="store_true", help="every measure there is, those on the service's own work included"
    )
    command.add_argument(
        "--group",
        dest="groups",
        metavar="NAME",
        action="append",
        default=[],
        help="also a figure for each value of this, for instance sex; repeated, for each combination",
    )
    add_settings(command)
    add_format(command)


def _rows(commands: "Commands") -> None:
    command = commands.add_parser("rows", help="the records behind a figure")
    command.add_argument("measure", metavar="MEASURE")
    add_paths(command)
    add_period(command)
    command.add_argument("--by", choices=("month", "quarter", "year"), help="list them by part of the period")
    command.add_argument(
        "--where",
        metavar="GROUP=VALUE",
        action="append",
        default=[],
        help="only the records of this group, for instance sex=F; may be repeated",
    )
    add_settings(command)
    add_format(command)


def _reconcile(commands: "Commands") -> None:
    command = commands.add_parser("reconcile", help="due dates and flags of the sources that differ from ours, and why")
    add_paths(command)
    add_format(command)


def _report(commands: "Commands") -> None:
    command = commands.add_parser("report", help="the annual report or another publication: HTML, Word, PDF, Excel")
    add_paths(command)
    add_publication(command)
    command.add_argument(
        "--with-rows", action="store_true", help="also write pseudonymised rows, to a folder of their own"
    )
    add_out(command)
    add_settings(command)


def _record(commands: "Commands") -> None:
    command = commands.add_parser("record", help="write what was loaded as a record: a folder with a Data Package")
    add_paths(command)
    add_out(command)
    command.add_argument("--format", choices=("csv", "parquet"), default="csv")


def _write(commands: "Commands") -> None:
    command = commands.add_parser("write", help="write what was loaded back as a return: SSDA903, CIN census, Annex A")
    command.add_argument("kind", metavar="KIND", choices=WRITTEN, help=f"one of {', '.join(WRITTEN)}")
    add_paths(command)
    add_out(command)
    command.add_argument("--year", metavar="2025-26", help="the statistical or census year (ssda903-reviews, cin)")
    command.add_argument(
        "--review-date",
        choices=("opened", "completed"),
        default="opened",
        help="which sitting dates a review held as several (ssda903-reviews)",
    )
    command.add_argument("--lea", metavar="999", help="the three-figure code of the authority (cin)")
    command.add_argument(
        "--reference-date", metavar="DATE", type=a_day, help="last day of the census year, if not 31 March (cin)"
    )
    command.add_argument("--snapshot", metavar="DATE", type=a_day, help="the day the lists are of (annex-a)")
    command.add_argument("--title-row", action="store_true", help="a title above the headings, as Ofsted's (annex-a)")
    add_format(command)


def _store(commands: "Commands") -> None:
    command = commands.add_parser("store", help="keep what was handed in, version by version")
    acts = command.add_subparsers(dest="act", metavar="ACT", required=True)
    bring_in = acts.add_parser("import", help="say what an import would change; with --apply, make it a new version")
    _store_folder(bring_in)
    add_paths(bring_in)
    bring_in.add_argument("--apply", action="store_true", help="apply the difference; without it, nothing is written")
    bring_in.add_argument("--rows", action="store_true", help="list the rows that differ, and what was refused and why")
    _who(bring_in)
    add_format(bring_in)
    show = acts.add_parser("show", help="the versions: when, who, from which files, how many rows")
    _store_folder(show)
    add_format(show)
    rollback = acts.add_parser("rollback", help="make an earlier version hold again, as a new version")
    _store_folder(rollback)
    rollback.add_argument("--to", metavar="VERSION", type=a_positive_number, required=True)
    _who(rollback)
    check = acts.add_parser("check", help="look at every file of the store; 1 if one is missing or has changed")
    _store_folder(check)
    add_format(check)


def _store_folder(command: argparse.ArgumentParser) -> None:
    command.add_argument("store", metavar="STORE", type=Path, help="the folder of the store")


def _who(command: argparse.ArgumentParser) -> None:
    command.add_argument("--author", metavar="NAME", help="who did it; otherwise the account at the keyboard")
    command.add_argument("--note", metavar="TEXT", default="", help="why, for those who read the list of versions")


def _tracker(commands: "Commands") -> None:
    command = commands.add_parser("tracker", help="a council's own tracker: guess how it is to be read, and try it")
    acts = command.add_subparsers(dest="act", metavar="ACT", required=True)
    guess = acts.add_parser("guess", help="write a mapping from the headings and the look of the values")
    guess.add_argument("file", metavar="FILE", type=Path, help="the tracker: a CSV file or a workbook")
    guess.add_argument("--out", metavar="MAPPING", type=Path, required=True, help="the mapping to write (TOML)")
    trial = acts.add_parser("try", help="what would be read with a mapping; nothing is written")
    trial.add_argument("file", metavar="FILE", type=Path, help="the tracker: a CSV file or a workbook")
    trial.add_argument("--mapping", metavar="MAPPING", type=Path, required=True, help="the mapping to try")
    add_format(trial, ("text", "json"))


def _comparators(commands: "Commands") -> None:
    command = commands.add_parser("comparators", help="published figures of England, regions and authorities")
    acts = command.add_subparsers(dest="act", metavar="ACT", required=True)
    load = acts.add_parser("load", help="read the Department's published tables into a folder, or add to one")
    load.add_argument("files", metavar="FILE", nargs="+", type=Path, help="published tables, or folders of them")
    load.add_argument("--edition", metavar="NAME", default="", help="the release, for instance 'November 2025'")
    add_out(load)
    add_format(load)
    show = acts.add_parser("show", help="the figures held, or those of England that Handrail ships")
    show.add_argument("store", metavar="DIR", nargs="?", type=Path, help="a folder written by load")
    show.add_argument("--indicator", metavar="NAME", help="ours or the source's; without it, indicators are listed")
    show.add_argument(
        "--area", metavar="NAME", action="append", default=[], help="a name, number or code; may be repeated"
    )
    show.add_argument("--year", metavar="YEAR", type=a_positive_number, help="the year it ends in, for instance 2025")
    show.add_argument("--neighbours", choices=("mean", "median"), help="also that of the area's statistical neighbours")
    show.add_argument("--model", metavar="NAME", help="which statistical neighbours; otherwise the newest")
    show.add_argument("--beside", metavar="MEASURE", help="refuse what may not stand beside this measure of ours")
    show.add_argument("--all-editions", action="store_true", help="earlier editions too")
    add_settings(show)
    add_format(show)


def _fictional(commands: "Commands") -> None:
    command = commands.add_parser("fictional", help="make a fictional authority: returns, record and truth")
    command.add_argument("--children", metavar="N", type=a_positive_number, default=400)
    command.add_argument("--seed", metavar="S", type=int, default=1)
    command.add_argument("--years", metavar="Y", type=int, choices=range(3, 7), default=3, help="3 to 6, up to 2025/26")
    command.add_argument("--faults", metavar="RATE", type=a_share, default=0.0, help="share of rows to spoil: 0 to 1")
    command.add_argument(
        "--due-dates",
        choices=("right", "days_91_183"),
        default="right",
        help="how the case system counts: rightly, or 91 and 183 days for three and six months",
    )
    add_out(command)


if __name__ == "__main__":
    sys.exit(main())
