"""The options several commands share, and how their values are read."""

import argparse
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

FORMATS = ("text", "csv", "json")


def add_paths(command: argparse.ArgumentParser) -> None:
    """What to load."""
    command.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        type=a_place,
        help="files or folders, of any depth; or a database that holds a safeguarding dataset, as a URL",
    )
    command.add_argument(
        "--covers",
        metavar="DATE",
        type=a_day,
        help="the first day the data cover, if not 1 April of their first year",
    )
    command.add_argument(
        "--mapping",
        dest="mappings",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="read the files that belong to this confirmed mapping as trackers; may be repeated",
    )


def add_publication(command: argparse.ArgumentParser) -> None:
    """Which publication, of which period, with whose words, for whom."""
    command.add_argument(
        "--publication", metavar="NAME", default="annual_report", help="which one: annual_report, scorecard, ..."
    )
    command.add_argument("--year", metavar="2025-26", help="the statistical year, from 1 April")
    command.add_argument("--quarter", metavar="2025-26-Q4", help="the quarter of a statistical year")
    command.add_argument("--month", metavar="2026-03", help="the month")
    command.add_argument("--week", metavar="2026-03-16", help="the first day of the week")
    command.add_argument("--authority", metavar="NAME", help="the authority's name as printed, if no profile says it")
    command.add_argument(
        "--profile", metavar="FILE", help="the authority's words and targets (TOML), or the name of one that ships"
    )
    command.add_argument("--text", metavar="FOLDER", type=Path, help="chapters of your own, before the shipped ones")
    command.add_argument(
        "--comparators",
        metavar="FOLDER",
        type=Path,
        help="published figures, as `handrail comparators load` keeps them",
    )
    command.add_argument("--audience", metavar="NAME", help="public, board, internal or child, if not as outlined")
    command.add_argument(
        "--both-records", action="store_true", help="also print the figures as verified, with the corrections counted"
    )


def add_period(command: argparse.ArgumentParser) -> None:
    """The period to count over."""
    command.add_argument(
        "--from", dest="first", metavar="DATE", type=a_day, required=True, help="first day of the period"
    )
    command.add_argument("--to", dest="last", metavar="DATE", type=a_day, required=True, help="last day of the period")


def add_settings(command: argparse.ArgumentParser) -> None:
    """Choices about the figures."""
    command.add_argument(
        "--set",
        dest="settings",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="choose a setting; may be repeated",
    )


def add_format(command: argparse.ArgumentParser, formats: Sequence[str] = FORMATS) -> None:
    """How the answer is printed."""
    command.add_argument("--format", choices=formats, default="text")


def add_out(command: argparse.ArgumentParser) -> None:
    """Where to write."""
    command.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder to write to")


def a_place(text: str) -> Path | str:
    """A path, or the URL of a database."""
    return text if "://" in text else Path(text)


def a_day(text: str) -> date:
    """A day written as 2025-04-01."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as 2025-04-01") from None
    if not 1900 <= day.year <= 2200:
        raise argparse.ArgumentTypeError(f"'{text}' is not a year Handrail knows: 1900 to 2200")
    return day


def a_moment(text: str) -> date | datetime:
    """A day, or a time of one."""
    if "T" not in text:
        return a_day(text)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a time; write it as 2026-10-24T20:00") from None
    a_day(found.date().isoformat())
    return found


def a_share(text: str) -> float:
    """A number from 0 to 1."""
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a share between 0 and 1")
    return share


def a_positive_number(text: str) -> int:
    """A whole number of 1 or more."""
    if not (text.isdecimal() and len(text) < 10) or int(text) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of 1 or more")
    return int(text)
