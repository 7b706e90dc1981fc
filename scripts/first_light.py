"""The service for a look: its database made, a made-up authority in it, then served until it is stopped.

.venv/bin/python scripts/first_light.py [FOLDER]
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HANDRAIL = str(Path(sys.executable).with_name("handrail"))
TODAY = "2026-04-01"  # the day after the made-up authority's last
SEALED_EVERY = "30"  # seconds
PORTS = range(8000, 8020)


def main(folder: Path) -> int:
    """Do it, saying in plain words what is happening; stops when the service is stopped."""
    folder.mkdir(parents=True, exist_ok=True)
    bind = f"127.0.0.1:{free_port()}"
    told = {
        "HANDRAIL_DEMO": "1",
        "HANDRAIL_TODAY": TODAY,
        "HANDRAIL_DATA": str(folder / "data"),
        "HANDRAIL_DATABASE": f"sqlite:///{(folder / 'handrail.sqlite3').resolve()}",
        "HANDRAIL_LOG_LEVEL": "WARNING",
    }
    environment = {**os.environ, **told}
    say("Making the database…")
    handrail(environment, "manage", "migrate", "--verbosity", "0")
    handrail(environment, "manage", "demo")
    say(f"\nOpen http://{bind}/ in a browser. Stop with Ctrl+C.")
    sealer, worker = ["manage", "seal", "--every", SEALED_EVERY], ["manage", "work"]
    with beside(environment, sealer), beside(environment, worker):
        try:
            return subprocess.run([HANDRAIL, "serve", "--bind", bind], env=environment, check=False).returncode
        except KeyboardInterrupt:
            return 0


@contextmanager
def beside(environment: dict[str, str], arguments: list[str]) -> Iterator[None]:
    """A process of the service beside the pages, until the end of the block."""
    with subprocess.Popen([HANDRAIL, *arguments], env=environment) as process:
        try:
            yield
        finally:
            process.terminate()


def free_port() -> int:
    """The first of some usual ports that nobody answers on."""
    for port in PORTS:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)):
                return port
    sys.exit(f"The ports {PORTS.start} to {PORTS.stop - 1} are all in use. Stop what uses one of them.")


def say(line: str) -> None:
    """Tell the person what is happening, at once."""
    print(line, flush=True)


def handrail(environment: dict[str, str], *arguments: str) -> None:
    """Run one command of Handrail; stop if it fails."""
    if subprocess.run([HANDRAIL, *arguments], env=environment, check=False).returncode:
        sys.exit(f"That did not work: handrail {' '.join(arguments)}")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "var/demo")))
