"""Hands returns in for an authority of the service, in processes that can be killed, also at their n-th SQL statement."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import django
from store_runner import serve

django.setup()

from django.core.management import call_command  # noqa: E402 - after the set-up
from django.db import connection  # noqa: E402 - after the set-up

from handrail.returns.load import load  # noqa: E402 - after the set-up
from handrail.service.authorities.models import Authority  # noqa: E402 - after the set-up
from handrail.service.records import deposits  # noqa: E402 - after the set-up


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
        Authority.objects.create(key="fairlea", name="Fairlea", made_up=True)
        return
    authority = Authority.objects.get(key="fairlea")
    if told["act"] == "import":
        wanted = deposits.import_preview(authority, load([Path(told["folder"])])).wanted
        deposits.import_apply(authority, wanted, author="a")
    else:
        deposits.catch_up(authority)


if __name__ == "__main__":
    serve(job)
