"""The heartbeat of a run: says every second that it is being done and how far it is, in short transactions of its own.

What is told here is seen while the work itself is in the middle of a long transaction. Whoever is killed tells nothing
any more, and after `PATIENCE` another takes the run up.
"""

import logging
from datetime import timedelta
from threading import Event, Thread
from types import TracebackType

from django.db import Error, connection

from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.models import RUNNING, Run

EVERY = 1  # seconds
PATIENCE = timedelta(seconds=60)

_log = logging.getLogger(__name__)

stopping = Event()
"""Set when this process is to end: runs give themselves back at their next progress."""


class Stopped(Exception):
    """This process is to end; the run is done by another."""


class TakenOver(Exception):
    """Another process has taken the run up, because this one was not heard of for too long."""


class Beat:
    """Tells of one run that is being done by `holder`, until the end of the block."""

    def __init__(self, authority: Authority, run: int, holder: str) -> None:
        self._authority, self._run, self._holder = authority, run, holder
        self._far: dict[str, int | str] = {}
        self._over, self._lost = Event(), Event()
        self._thread = Thread(target=self._go_on, daemon=True)

    def __enter__(self) -> "Beat":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def progress(self, done: int, of: int, what: str) -> None:
        """How far the run is. Raises Stopped or TakenOver, which its job lets through."""
        self._far = {"done": done, "of": of, "said": what[:300]}
        if self._lost.is_set():
            raise TakenOver
        if stopping.is_set():
            raise Stopped

    def _go_on(self) -> None:
        try:
            while not self._over.wait(EVERY):
                self._tell()
        finally:
            connection.close()

    def _tell(self) -> None:
        try:
            with wall(self._authority):
                mine = Run.objects.filter(pk=self._run, holder=self._holder, state=RUNNING)
                if not mine.update(beat_at=clock.now(), **self._far):
                    self._lost.set()
        except Error:
            _log.warning("A run in the background could not say that it goes on; it tries again.")
            connection.close()
