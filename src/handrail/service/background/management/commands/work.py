"""`handrail manage work`: do what waits in the background, and begin the night's work when it is due."""

import logging
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, connection
from django_tasks.base import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker

from handrail.service.background import nights, watch
from handrail.service.background.beat import stopping

_LOOKS_AROUND_EVERY = 15  # seconds
_WAITS = 1  # seconds

_log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Goes on until it is told to stop; several may run beside each other."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether it goes on."""
        parser.add_argument("--once", action="store_true", help="do what waits now, then end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        """Until SIGTERM or SIGINT: what is being done then stops at its next step, and is done by another later."""
        worker = _worker(max_tasks=None if once else 1)
        with _stopping_when_told(worker):
            if once:
                _look_around()
                worker.run()
            else:
                _go_on(worker)


def _go_on(worker: Worker) -> None:
    look_at = time.monotonic()
    while not stopping.is_set():
        if time.monotonic() >= look_at:
            _safely(_look_around)
            look_at = time.monotonic() + _LOOKS_AROUND_EVERY
        _safely(worker.run)
        stopping.wait(_WAITS)


@contextmanager
def _stopping_when_told(worker: Worker) -> Iterator[None]:
    def stop(*_: Any) -> None:
        stopping.set()
        worker.running = False

    stopping.clear()
    before = {name: signal.signal(name, stop) for name in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _look_around() -> None:
    """Begin the night's work where it is due, and take up what another left."""
    for authority, runs in nights.begin_all():
        if runs:
            _log.info("The night's work was begun.", extra={"authority": authority.key, "count": len(runs)})
    if count := watch.send_forgotten():
        _log.warning("Runs that nobody was at any more are taken up.", extra={"count": count})


def _safely(does: Any) -> None:
    """What goes wrong with the database is logged, and tried again at the next round."""
    try:
        does()
    except Error:
        _log.exception("The worker did not reach the database.")
        connection.close()


def _worker(max_tasks: int | None) -> Worker:
    """The library's worker, which takes what waits one at a time and ends when nothing does."""
    return Worker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=max_tasks,
        worker_id=uuid4().hex,
        excluded_queue_names=[],
    )
