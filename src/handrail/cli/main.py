"""The `handrail` command: what it can do, and how its answers are printed."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from handrail import __version__

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

USAGE, FOUND, DONE = 2, 1, 0
_FORMATS = ("text", "csv", "json")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when done, 1 when `check` lists errors, 2 when it was called wrongly."""
    parser = _parser()
    options = parser.parse_args(argv)
    if options.command is None:
        parser.print_help()
        return DONE
    import gc

    from handrail.cli import commands

    gc.disable()  # one command, one answer: rows hold no cycles, and looking for them costs a third of the time
    try:
        return int(getattr(commands, options.command)(options))
    except commands.WrongUse as error:
        print(f"handrail {options.command}: {error}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        sys.stderr.close()
        return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="handrail",
        description="What was due, was it on time, and what do the returns say: reviews of looked-after children and "
        "child protection conferences in England.",
    )
    parser.add_argument("--version", action="version", version=f"handrail {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _due(commands)
    _check(commands)
    _measure(commands)
    _rows(commands)
    _report(commands)
    _record(commands)
    _fictional(commands)
    return parser


def _due(commands: "Commands") -> None:
    command = commands.add_parser("due", help="when one thing is due, and why")
    command.add_argument("clock", metavar="CLOCK", help="for instance lac_review_1, icpc, rcpc_n")
    command.add_argument(
        "--from", dest="first", metavar="DATE", type=_day, required=True, help="the day it counts from"
    )
    _settings(command)
    _format(command, ("text", "json"))


def _check(commands: "Commands") -> None:
    command = commands.add_parser("check", help="what is wrong with returns, row by row")
    _paths(command)
    _format(command)


def _measure(commands: "Commands") -> None:
    command = commands.add_parser("measure", help="the figures on reviews and conferences")
    _paths(command)
    _period(command)
    command.add_argument("--by", choices=("month", "quarter", "year"), help="one figure for each part of the period")
    command.add_argument(
        "--only", metavar="NAME", action="append", default=[], help="this measure only; may be repeated"
    )
    _settings(command)
    _format(command)


def _rows(commands: "Commands") -> None:
    command = commands.add_parser("rows", help="the records behind a figure")
    command.add_argument("measure", metavar="MEASURE")
    _paths(command)
    _period(command)
    command.add_argument("--by", choices=("month", "quarter", "year"), help="list them by part of the period")
    _settings(command)
    _format(command)


def _report(commands: "Commands") -> None:
    command = commands.add_parser("report", help="the annual report: HTML, Word, PDF and the figures")
    _paths(command)
    command.add_argument("--year", metavar="2025-26", required=True, help="the statistical year, from 1 April")
    command.add_argument("--authority", metavar="NAME", required=True, help="the authority's name as it is printed")
    command.add_argument("--profile", metavar="FILE", type=Path, help="the authority's words and targets (TOML)")
    command.add_argument(
        "--with-rows", action="store_true", help="also write pseudonymised rows, to a folder of their own"
    )
    _out(command)
    _settings(command)


def _record(commands: "Commands") -> None:
    command = commands.add_parser("record", help="write what was loaded as a record: a folder with a Data Package")
    _paths(command)
    _out(command)
    command.add_argument("--format", choices=("csv", "parquet"), default="csv")


def _fictional(commands: "Commands") -> None:
    command = commands.add_parser("fictional", help="make a fictional authority: returns, record and truth")
    command.add_argument("--children", metavar="N", type=_positive, default=400)
    command.add_argument("--seed", metavar="S", type=int, default=1)
    _out(command)


def _paths(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="files or folders, of any depth")
    command.add_argument(
        "--covers",
        metavar="DATE",
        type=_day,
        help="the first day the data cover, if not 1 April of their first year",
    )


def _period(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--from", dest="first", metavar="DATE", type=_day, required=True, help="first day of the period"
    )
    command.add_argument("--to", dest="last", metavar="DATE", type=_day, required=True, help="last day of the period")


def _settings(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--set",
        dest="settings",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="choose a setting; may be repeated",
    )


def _format(command: argparse.ArgumentParser, formats: Sequence[str] = _FORMATS) -> None:
    command.add_argument("--format", choices=formats, default="text")


def _out(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder to write to")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as 2025-04-01") from None
    if not 1900 <= day.year <= 2200:
        raise argparse.ArgumentTypeError(f"'{text}' is not a year Handrail knows: 1900 to 2200")
    return day


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of 1 or more")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
