"""`handrail manage load_folder`: hand a folder of returns, or of a record, in for one authority."""

import getpass
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from handrail.record.problems import ERROR, NOTE, QUERY, Problem, catalogue
from handrail.record.schema import TABLES
from handrail.returns.load import Loaded, check, load
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.exchange.applying import enter_import
from handrail.service.records import deposits
from handrail.service.records.loading import Difference
from handrail.store.held import in_words
from handrail.store.importing import Import
from handrail.store.refused import StoreRefused
from handrail.timescales.working_days import england

_GRAVITIES = {ERROR: "wrong", QUERY: "to be checked", NOTE: "for information"}


class Command(BaseCommand):
    """Says what was recognised, what is wrong with it, and what it would change; and, if asked, makes it so."""

    help = "Hand returns or a record in for an authority: say what would change; with --apply, make it so."

    def add_arguments(self, parser: CommandParser) -> None:
        """What it is told."""
        parser.add_argument("authority", metavar="AUTHORITY", help="its key")
        parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="folders and files")
        parser.add_argument("--covers", metavar="DATE", type=date.fromisoformat, help="first day the data cover")
        parser.add_argument("--apply", action="store_true", help="apply it; without it, nothing is written")
        parser.add_argument("--rows", action="store_true", help="also some of the rows that differ")
        parser.add_argument("--note", default="", help="why, kept with the version")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        try:
            self._hand_in(_authority(options["authority"]), options)
        except StoreRefused as error:
            raise CommandError(str(error)) from error

    def _hand_in(self, authority: Authority, options: dict[str, Any]) -> None:
        paths: list[Path] = options["paths"]
        _refuse_absent(paths)
        sources = deposits.sources_of(authority, paths)
        loaded = load(paths, options["covers"])
        wanted, difference = deposits.import_preview(authority, loaded, options["covers"])
        self._say_recognised(loaded, wanted)
        self._say_problems([*loaded.problems, *check(loaded, england().before), *wanted.refused])
        self._say_difference(difference, rows=options["rows"])
        if not wanted.has_effect:
            self._say("Nothing to do: nothing was read that the store does not hold already.")
        elif not options["apply"]:
            self._say("Nothing was applied. Give --apply to make it so.")
        else:
            made, _ = deposits.import_apply(
                authority, wanted, author=getpass.getuser(), note=options["note"], sources=sources
            )
            with wall(authority):
                enter_import(authority, "", "", made)
            self._say(f"Applied: version {made.number}.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)

    def _say_recognised(self, loaded: Loaded, wanted: Import) -> None:
        names = in_words(wanted.taken)
        rows = sum(len(getattr(loaded.before_merges, table.name)) for table in TABLES)
        self._say(f"Recognised: {'; '.join(names) if names else 'a record' if rows else 'nothing'}, {rows:,} rows.")

    def _say_problems(self, problems: list[Problem]) -> None:
        counted = Counter((problem.severity, problem.rule) for problem in dict.fromkeys(problems))
        for gravity, words in _GRAVITIES.items():
            of_it = [(rule, number) for (severity, rule), number in counted.items() if severity == gravity]
            if of_it:
                self._say(f"{sum(number for _, number in of_it):,} {words}:")
            for rule, number in sorted(of_it, key=lambda pair: -pair[1]):
                self._say(f"  {number:>7,}  {rule:24} {catalogue().get(rule, '')}")

    def _say_difference(self, difference: Difference, rows: bool) -> None:
        for count in difference.counts:
            said = {name: number for name, number in count._asdict().items() if name != "table" and number}
            if set(said) - {"unchanged"}:
                told = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in said.items())
                self._say(f"{count.table:24} {told}")
        if difference.conflicts:
            self._say(f"{difference.conflicts:,} of these were written in the service, which says otherwise and stays.")
        for change in difference.sample if rows else ():
            self._say(f"  {change.in_words()}")


def _authority(key: str) -> Authority:
    found = Authority.objects.filter(key=key).first()
    if found is None:
        there_are = ", ".join(Authority.objects.values_list("key", flat=True)) or "none yet"
        raise CommandError(f"There is no authority {key}. There are: {there_are}.")
    return found


def _refuse_absent(paths: list[Path]) -> None:
    absent = [str(path) for path in paths if not path.exists()]
    if absent:
        raise CommandError(f"There is no {', '.join(absent)}.")
