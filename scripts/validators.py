"""Makes an environment for each published open validator, so that the long tests can hold what we write against it.

Each lies in .cache/validators and is installed by hash from requirements/validator-….txt. They need libraries older than
ours and Python 3.11, so they never share `.venv`. One that has not changed is left as it is.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".cache" / "validators"
NAMES = ("903", "cin")


def main() -> None:
    """Bring both environments to their locked state."""
    if sys.version_info[:2] != (3, 11):
        print(
            f"The open validators need Python 3.11 and this is {sys.version.split()[0]}; their tests will be skipped."
        )
        return
    for name in NAMES:
        lock = ROOT / "requirements" / f"validator-{name}.txt"
        state = hashlib.sha256(f"{sys.version} {ROOT}".encode() + lock.read_bytes()).hexdigest()
        marker = FOLDER / name / "handrail-state.txt"
        if not marker.exists() or marker.read_text() != state:
            make(name, lock)
            marker.write_text(state)


def python(name: str) -> Path:
    """The interpreter of a validator's environment."""
    return FOLDER / name / ("Scripts" if os.name == "nt" else "bin") / "python"


def make(name: str, lock: Path) -> None:
    """Make one environment afresh; stop, leaving nothing half-made, if that fails."""
    print(f"Making the environment of the open validator {name} (once; a minute or so)…", flush=True)
    shutil.rmtree(FOLDER / name, ignore_errors=True)
    install = [
        python(name),
        "-m",
        "pip",
        "--quiet",
        "--disable-pip-version-check",
        "install",
        "--require-hashes",
        "--no-deps",
    ]
    for command in ([sys.executable, "-m", "venv", FOLDER / name], [*install, "-r", lock]):
        if subprocess.run(command, check=False).returncode:
            shutil.rmtree(FOLDER / name, ignore_errors=True)
            sys.exit(f"The environment of the open validator {name} could not be made; the lines above say why.")


if __name__ == "__main__":
    main()
