"""`handrail manage seal`: seal what waits, once or again and again."""

import logging
import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection

from handrail.service.audit.sealing import seal
from handrail.service.authorities.models import Authority
from handrail.service.clock import now

_log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Seals the audit trails of all authorities; with --every it goes on until it is told to stop."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """How often."""
        parser.add_argument("--every", metavar="SECONDS", type=int, help="again after so many seconds; at most 60")

    def handle(self, *args: Any, every: int | None = None, **options: Any) -> None:
        """Once; or until SIGTERM or SIGINT, which lets the round that is under way end."""
        if every is None:
            self.stdout.write(f"{_sealed():,} entries sealed.")
            return
        if not 1 <= every <= 60:
            raise CommandError("--every takes 1 to 60 seconds: no entry may wait longer than a minute.")
        stop = Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            _round()
            stop.wait(every)


def _sealed() -> int:
    return sum(one.count for authority in Authority.objects.all() for one in seal(authority, now()))


def _round() -> None:
    """One round of many: what goes wrong with the database is logged and tried again at the next."""
    try:
        if count := _sealed():
            _log.info("Entries of the audit trail were sealed.", extra={"count": count})
    except Error:
        _log.exception("The audit trail could not be sealed.")
        connection.close()
