"""`handrail manage backup FILE`: all there is, of one moment, in one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from handrail.service.backups.actions import back_up
from handrail.service.backups.engines import NotCopied
from handrail.store.refused import StoreRefused


class Command(BaseCommand):
    """Copies the database and the data folder while the service runs."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", metavar="FILE", type=Path, help="the new file")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Do it."""
        try:
            made = back_up(file)
        except (NotCopied, StoreRefused) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"'{file}' could not be written: {error.strerror}.") from error
        rows = sum(number for number, _ in made.tables.values())
        self.stdout.write(f"'{file}' is written: {len(made.tables)} tables, {rows:,} rows, and what was handed in.")
        self.stdout.write(
            "Encrypt it. Whoever has it has everything. Keep the secret key and the signing key elsewhere."
        )
