"""Runs jobs in processes that can be killed: at their n-th act on the disk, or after some time.

It starts once, loads the program, and forks for each job it reads as a line of JSON on standard input. By itself it runs
`handrail` commands; `edition_runner` gives it other jobs.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

ACTS = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.scandir", "os.chmod"})
Job = Callable[[dict[str, Any]], int]


def _run(told: dict[str, Any], job: Job) -> None:
    acts = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal acts
        if event in ACTS and str(arguments[0]).startswith(told["store"]):
            acts += 1
            if acts == told.get("kill_at"):
                os.kill(os.getpid(), signal.SIGKILL)

    if told.get("room") is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (told["room"], told["room"]))
    sys.addaudithook(watch)
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    os.dup2(os.open(told["errors"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    code = job(told)
    with open(told["errors"], "a") as file:
        file.write(f"\nacts {acts}")
    os._exit(code)


def _forked(told: dict[str, Any], job: Job) -> int:
    child = os.fork()
    if child == 0:
        try:
            _run(told, job)
        except BaseException as error:
            print(f"Traceback: {error!r}", file=sys.stderr)
        os._exit(70)
    if told.get("after") is not None:
        time.sleep(told["after"])
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def serve(job: Job) -> None:
    """Do what is asked for, line by line."""
    sys.stdout.flush()
    for line in sys.stdin:
        print(f"exit {_forked(json.loads(line), job)}", flush=True)


def _command(told: dict[str, Any]) -> int:
    from handrail.cli.main import main

    return main(told["arguments"])


if __name__ == "__main__":
    # Load what an import needs, by working one out on nothing.
    _command({"arguments": ["store", "import", "nowhere", os.devnull, "--format", "csv"]})
    import duckdb  # noqa: F401
    import pyarrow.parquet  # noqa: F401

    serve(_command)
