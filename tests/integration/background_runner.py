"""Works in the background of an authority, in processes that can be killed at their n-th SQL statement."""

import os
import signal
import sys
from datetime import timedelta
from typing import Any

import django
from store_runner import serve

django.setup()

from django.core.management import call_command  # noqa: E402 - after the set-up
from django.db import connection  # noqa: E402 - after the set-up
from tests.service.due.authority import load, made  # noqa: E402 - after the set-up

from handrail.service import clock  # noqa: E402 - after the set-up
from handrail.service.authorities.models import Authority  # noqa: E402 - after the set-up
from handrail.service.authorities.walls import wall  # noqa: E402 - after the set-up
from handrail.service.background.actions import enqueue  # noqa: E402 - after the set-up
from handrail.service.background.models import RUNNING, Run  # noqa: E402 - after the set-up
from handrail.service.due.models import Duty, Stamp  # noqa: E402 - after the set-up

HOURS = timedelta(hours=1)


def job(told: dict[str, Any]) -> int:
    said = 0

    def watch(execute: Any, *statement: Any) -> Any:
        nonlocal said
        said += 1
        if said == told.get("kill_at_statement"):
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*statement)

    with connection.execute_wrapper(watch):
        _act(told)
    connection.close()
    print(f"statements {said}", file=sys.stderr, flush=True)
    return 0


def _act(told: dict[str, Any]) -> None:
    if told["act"] == "begin":
        call_command("migrate", verbosity=0)
        load(Authority.objects.create(key="fairlea", name="Fairlea", made_up=True), made(60))
        call_command("work", once=True)
        return
    authority = Authority.objects.get(key="fairlea")
    if told["act"] == "ask":  # as after an upgrade that changed the law and every row with it
        with wall(authority):
            Stamp.objects.update(law="")
            Duty.objects.all().delete()
        enqueue(authority, "ledger")
    elif told["act"] == "an hour later":
        with wall(authority):
            Run.objects.filter(state=RUNNING).update(beat_at=clock.now() - HOURS)
    else:
        call_command("work", once=True)


if __name__ == "__main__":
    serve(job)
