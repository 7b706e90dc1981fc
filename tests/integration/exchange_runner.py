"""Hands files in for an authority and applies them in the background, in processes that are killed where it is told."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import django
from store_runner import serve

django.setup()

from django.core.files import File  # noqa: E402 - after the set-up
from django.core.management import call_command  # noqa: E402 - after the set-up
from django.db import connection  # noqa: E402 - after the set-up

from handrail.service import clock  # noqa: E402 - after the set-up
from handrail.service.authorities.models import Authority  # noqa: E402 - after the set-up
from handrail.service.authorities.walls import wall  # noqa: E402 - after the set-up
from handrail.service.background.actions import enqueue  # noqa: E402 - after the set-up
from handrail.service.background.beat import PATIENCE  # noqa: E402 - after the set-up
from handrail.service.background.models import RUNNING, Run  # noqa: E402 - after the set-up
from handrail.service.exchange import folders  # noqa: E402 - after the set-up
from handrail.service.exchange.models import APPLYING, Proposal  # noqa: E402 - after the set-up
from handrail.service.records import deposits  # noqa: E402 - after the set-up

_WRITES = ("INSERT", "UPDATE", "DELETE")


def job(told: dict[str, Any]) -> int:
    reached = _points(told)[told["kill"]] if "kill" in told else None

    def watch(execute: Any, sql: str, *statement: Any) -> Any:
        if reached is not None and reached(sql):
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, *statement)

    with connection.execute_wrapper(watch):
        _ACTS[told["act"]](told)
    connection.close()
    return 0


def _points(told: dict[str, Any]) -> dict[str, Callable[[str], bool]]:
    """Where the process may be killed: at the first statement of which this is true."""

    def holds(_: str) -> bool:
        current = deposits.store_of(Authority(key="fairlea")).current()
        return current is not None and current.number == told["version"]

    return {
        "after the version was made": holds,
        "inside the load": lambda sql: sql.startswith(_WRITES) and '"record_reviews"' in sql,
        "before it is written down": lambda sql: sql.startswith("UPDATE") and '"exchange_proposal"' in sql,
        "while what is due is worked out": lambda sql: sql.startswith(_WRITES) and '"due_duty"' in sql,
    }


def _begin(_: dict[str, Any]) -> None:
    call_command("migrate", verbosity=0)
    Authority.objects.create(key="fairlea", name="Fairlea", made_up=True)


def _hand_in(told: dict[str, Any]) -> None:
    authority, key = Authority.objects.get(), uuid4().hex
    given = [File(file.open("rb"), file.name) for file in sorted(Path(told["folder"]).iterdir())]
    count = folders.keep(authority, key, given)
    with wall(authority):
        proposal = Proposal.objects.create(key=key, files=count, begun_at=clock.now())
    enqueue(authority, "read_import", number=proposal.pk)


def _apply(_: dict[str, Any]) -> None:
    authority = Authority.objects.get()
    with wall(authority):
        proposal = Proposal.objects.all()[0]
        Proposal.objects.filter(pk=proposal.pk, state="read").update(state=APPLYING)
    enqueue(authority, "apply_import", number=proposal.pk)


def _later(_: dict[str, Any]) -> None:
    with wall(Authority.objects.get()):
        Run.objects.filter(state=RUNNING).update(beat_at=clock.now() - 2 * PATIENCE)


def _work(_: dict[str, Any]) -> None:
    call_command("work", once=True)


_ACTS = {"begin": _begin, "hand in": _hand_in, "apply": _apply, "later": _later, "work": _work}


if __name__ == "__main__":
    serve(job)
