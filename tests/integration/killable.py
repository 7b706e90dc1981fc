"""A process that does jobs for a test and may be killed in the middle of one (`store_runner.py`)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import ROOT


class Killable:
    """Jobs in processes of their own. `script` reads them; what they say goes to a file beside what they change."""

    def __init__(self, script: str, folder: Path, changed: Path) -> None:
        self.errors, self._changed = folder / "errors.txt", changed
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name(script))],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def ask(self, **told: Any) -> int:
        """Have a job done; the exit code, negative for a process that was killed."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"store": str(self._changed), "errors": str(self.errors), **told}) + "\n")
        self.process.stdin.flush()
        answer = next(line for line in self.process.stdout if line.startswith("exit "))
        return int(answer.removeprefix("exit "))

    @property
    def said(self) -> str:
        return self.errors.read_text()

    @property
    def acts(self) -> int:
        """How often the last job touched the disk."""
        return int(self.said.rpartition("acts ")[2])

    def close(self) -> None:
        self.process.stdin.close()  # type: ignore[union-attr]
        self.process.wait(10)
        self.process.stdout.close()  # type: ignore[union-attr]
