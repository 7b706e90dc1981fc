"""Doing one run: taken by one process, told of while it goes on, and ended by what came of it."""

import logging
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import Error, connection
from django.db.models import F, Q

from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.beat import PATIENCE, Beat, Stopped, TakenOver
from handrail.service.background.job import JobRefused, Later, UnknownJob, named
from handrail.service.background.models import DONE, FAILED, GIVEN_UP, RUNNING, WAITING, Run
from handrail.service.background.queue import send

AGAIN_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
"""How long after each failure it is tried again; after one more it is given up."""
ATTEMPTS = len(AGAIN_AFTER) + 1

_KILLED = f"The program ended in the middle of it, {ATTEMPTS} times. Tell those who look after the service."
_BROKE = "Something went wrong in the program ({}). Nothing was half done; it was written down in the log."

_log = logging.getLogger(__name__)

Ended = dict[str, Any]
"""What of a run changes with its end."""


def work(authority: int, number: int) -> None:
    """Do a run, unless another process is at it, its time has not come, or it has ended."""
    try:
        _work(Authority.objects.get(pk=authority), number)
    except Error:  # the run keeps its state, and is taken up again once it is not heard of
        _log.exception("A run in the background was cut off from the database.", extra={"task": str(number)})
        connection.close()


def to_be_taken_up() -> Q:
    """Which runs may be begun: those whose time has come, and those whose process is not heard of any more."""
    now = clock.now()
    waits = Q(state__in=(WAITING, FAILED), next_at__lte=now)
    return waits | Q(state=RUNNING, beat_at__lt=now - PATIENCE)


def _work(authority: Authority, number: int) -> None:
    holder = uuid4().hex
    with wall(authority):
        run = _taken(number, holder)
    if run is None:
        return
    with Beat(authority, number, holder) as beat:
        ended = _done(authority, run, beat)
    with wall(authority):
        if ended and Run.objects.filter(pk=number, holder=holder, state=RUNNING).update(holder="", **ended):
            _send_again(run, ended)


def _taken(number: int, holder: str) -> Run | None:
    now = clock.now()
    ours: Ended = {"state": RUNNING, "holder": holder, "beat_at": now, "started_at": now, "ended_at": None}
    blank: Ended = {"attempts": F("attempts") + 1, "done": 0, "of": 0, "said": "", "error": ""}
    if not Run.objects.filter(to_be_taken_up(), pk=number).update(**ours, **blank):
        return None
    return Run.objects.get(pk=number)


def _done(authority: Authority, run: Run, beat: Beat) -> Ended:
    """Do it; how it ended. Nothing is to be said of a run that another has taken over."""
    if run.attempts > ATTEMPTS:
        return _given_up(_KILLED)
    try:
        said = named(run.job).does(authority, beat.progress, **run.args)
    except TakenOver:
        return {}
    except Stopped:
        return {"state": WAITING, "attempts": run.attempts - 1, "next_at": clock.now()}
    except Later as error:
        ended = {"error": str(error)[:1000], "ended_at": clock.now(), "next_at": error.at}
        return {"state": FAILED, "attempts": run.attempts - 1, **ended}
    except (JobRefused, UnknownJob) as error:
        return _given_up(str(error))
    except Exception as error:
        _log.exception("A run in the background failed.", extra={"task": run.job, "authority": authority.key})
        return _failed(run, _BROKE.format(type(error).__name__))
    return {"state": DONE, "ended_at": clock.now(), "said": (said or "")[:300]}


def _failed(run: Run, words: str) -> Ended:
    if run.attempts >= ATTEMPTS:
        return _given_up(words)
    next_at = clock.now() + AGAIN_AFTER[run.attempts - 1]
    return {"state": FAILED, "error": words, "ended_at": clock.now(), "next_at": next_at}


def _given_up(words: str) -> Ended:
    return {"state": GIVEN_UP, "error": words[:1000], "ended_at": clock.now()}


def _send_again(run: Run, ended: Ended) -> None:
    if "next_at" in ended:
        send(run, ended["next_at"])
