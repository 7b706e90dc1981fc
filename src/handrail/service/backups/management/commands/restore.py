"""`handrail manage restore FILE`: everything back from a backup, compared with it table by table."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from handrail.service.backups.actions import Compared, restore
from handrail.service.backups.engines import NotCopied


class Command(BaseCommand):
    """Fills an empty database and an empty data folder; says whether all is as it was, the audit trails verified."""

    help = __doc__
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """From where."""
        parser.add_argument("file", metavar="FILE", type=Path, help="the backup")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Do it."""
        try:
            found = restore(file)
        except NotCopied as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored: {found.tables} tables, {found.rows:,} rows, and what was handed in.")
        self._say_trails(found)
        if not found.is_whole:
            raise CommandError(
                f"This is not what was copied. Tables that differ: {', '.join(found.different) or 'none'}."
            )
        self.stdout.write("Every table is as it was when the copy was made.")

    def _say_trails(self, found: Compared) -> None:
        for trail in found.trails:
            said = "sound" if trail.is_sound else f"ALTERED: {trail.findings[0]}"
            self.stdout.write(f"Audit trail of {trail.authority}: {trail.sealed:,} sealed entries, {said}.")
