"""`handrail manage accounts AUTHORITY FILE.csv`: who joins, moves and leaves, shown first and done with --apply."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from handrail.service import clock
from handrail.service.access.joiners import JOINS, LEAVES, MOVES, apply, difference
from handrail.service.access.people_file import COLUMNS, BadFile, People, read
from handrail.service.audit.management import asked
from handrail.service.authorities.walls import wall


class Command(BaseCommand):
    """Compares a file of people with the roles held at an authority. Nothing changes without --apply."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose people, the file, and whether to do it."""
        parser.add_argument("authority", metavar="AUTHORITY", help="the key of the authority")
        parser.add_argument("file", metavar="FILE.csv", type=Path, help=f"with the columns {', '.join(COLUMNS)}")
        parser.add_argument("--apply", action="store_true", help="make the change")

    def handle(self, *args: Any, authority: str, file: Path, **options: Any) -> None:
        """Show the change; make it if asked. Raises CommandError at the end where rows were left out."""
        found, people, today = asked.authority(authority), _people(file), clock.today()
        with wall(found):
            changes = difference(people, today)
        for line in [*changes, *(f"Left out: {one}" for one in people.wrong)]:
            self.stdout.write(str(line))
        if options["apply"]:
            apply(changes, found, clock.now(), today)
        counted = Counter(change.kind for change in changes)
        self.stdout.write(", ".join(f"{counted[kind]} {said}" for kind, said in _SAID.items()) + ".")
        self.stdout.write("Done." if options["apply"] else "Nothing was changed. Add --apply to do it.")
        if people.wrong:
            raise CommandError(_left_out(people))


_SAID = {JOINS: "join", MOVES: "move", LEAVES: "leave"}


def _people(file: Path) -> People:
    try:
        return read(file.read_bytes())
    except OSError as error:
        raise CommandError(f"'{file}' cannot be read ({error.strerror}).") from error
    except BadFile as error:
        raise CommandError(str(error)) from error


def _left_out(people: People) -> str:
    unknown = any(not one.email for one in people.wrong)
    whom = "nobody" if unknown else "nobody they name"
    return f"{len(people.wrong)} rows were left out, so {whom} was taken to have left. Correct them and run this again."
