"""Makes `.venv` with everything locked in requirements/, using nothing but Python 3.11 and its venv.

    python3 scripts/bootstrap.py run          what `handrail` needs
    python3 scripts/bootstrap.py test         that, and what the tests and checks need

Installs are by hash. A folder whose lock files have not changed is left as it is.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts" if os.name == "nt" else "bin") / "python"
LOCKS = {"run": ["run.txt", "build.txt"], "test": ["run.txt", "build.txt", "test.txt", "dev.txt"]}


def main(wanted: str) -> None:
    """Bring `.venv` to the locked state for what is wanted."""
    if sys.version_info[:2] not in ((3, 11), (3, 12), (3, 13)):
        sys.exit(f"Handrail needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]}.")
    state = fingerprint(wanted)
    marker = VENV / "handrail-state.txt"
    done = marker.read_text().split() if marker.exists() else []
    if state in done and PYTHON.exists():
        return
    if not PYTHON.exists():
        make_environment()
    locks = [argument for name in LOCKS[wanted] for argument in ("-r", str(ROOT / "requirements" / name))]
    say(f"Installing what is needed to {wanted} (once; a minute or two)…")
    pip("install", "--require-hashes", "--no-deps", *locks)
    pip("install", "--no-build-isolation", "--no-deps", "--editable", str(ROOT))
    smaller = [fingerprint("run")] if wanted == "test" else []
    marker.write_text("\n".join([state, *smaller]))


def make_environment() -> None:
    """Create `.venv`; says plainly what is missing where that fails."""
    say("Making .venv…")
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("Python's venv could not make .venv. On Debian or Ubuntu, install the package python3-venv.")


def pip(*arguments: str) -> None:
    """Run the environment's own pip, quietly; stop if it fails."""
    command = [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, check=False).returncode:
        sys.exit("The installation failed; the lines above say why. Nothing else was changed.")


def fingerprint(wanted: str) -> str:
    """A hash of the lock files, the project file and the Python that `.venv` is made from."""
    digest = hashlib.sha256(f"{wanted} {sys.version} {ROOT}".encode())
    for name in [*(f"requirements/{lock}" for lock in LOCKS[wanted]), "pyproject.toml"]:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def say(line: str) -> None:
    """Tell the person what is happening."""
    print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
