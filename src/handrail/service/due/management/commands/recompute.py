"""`handrail manage recompute`: work out anew what is due for every child of an authority."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due import recompute, stamps

_CHANGED = {
    "record": "the record",
    "law": "the rules and figures of law",
    "calendar": "the holidays",
    "profile": "the authority's profile",
}


class Command(BaseCommand):
    """Says what has changed since the last time, how far it is, and how many rows came out otherwise."""

    help = "Work out anew what is due for every child of an authority. May be stopped and begun again."

    def add_arguments(self, parser: CommandParser) -> None:
        """What it is told."""
        parser.add_argument("authority", metavar="AUTHORITY", help="its key")
        parser.add_argument(
            "--if-behind", action="store_true", help="only if something has changed since the last time"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        authority = _authority(options["authority"])
        with wall(authority):
            behind = stamps.behind()
        if options["if_behind"] and not behind:
            self.stdout.write("Nothing has changed since the last time.")
            return
        self.stdout.write(f"Changed since the last time: {', '.join(_CHANGED[one] for one in behind) or 'nothing'}.")
        begun = time.monotonic()
        changed = recompute.for_all(authority, self._say_progress)
        self.stdout.write(f"{changed:,} rows came out otherwise, in {time.monotonic() - begun:,.0f} seconds.")

    def _say_progress(self, done: int, of: int) -> None:
        self.stdout.write(f"{done:,} of {of:,} children")


def _authority(key: str) -> Authority:
    try:
        return Authority.objects.get(key=key)
    except Authority.DoesNotExist:
        known = ", ".join(Authority.objects.order_by("key").values_list("key", flat=True)) or "none yet"
        raise CommandError(f"There is no authority '{key}'. There are: {known}.") from None
