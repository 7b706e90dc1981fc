"""`handrail manage demo`: the made-up authority, and a way in for each role."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from handrail.service.demo.build import PASSWORD, NotADemonstration, build


class Command(BaseCommand):
    """Makes it where it is not there yet, and prints who may sign in."""

    help = "Make the made-up authority of Fairlea, with one account for each role."

    def add_arguments(self, parser: CommandParser) -> None:
        """How large it is."""
        parser.add_argument("--children", type=int, default=400, help="how many children")
        parser.add_argument("--years", type=int, default=3, choices=range(3, 7), help="how many years, up to 2025/26")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        try:
            entrances = build(options["children"], options["years"], self._say)
        except NotADemonstration as error:
            raise CommandError(str(error)) from error
        width = max(len(one.title) for one in entrances)
        self._say(f"\nSign in as anybody below, with the password: {PASSWORD}\n")
        for one in entrances:
            self._say(f"  {one.title:<{width}}  {one.email}")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
