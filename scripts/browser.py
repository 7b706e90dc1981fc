"""Finds a browser for the tests, installing Debian's where that is possible.

With CI=true a missing browser is a failure; elsewhere the browser tests are skipped, and say so.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PACKAGES = ("chromium", "fonts-liberation", "libatomic1")


def find() -> str | None:
    """The path of a Chromium, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    """Install Debian's Chromium, as root on a machine that has apt."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    quiet = {"stdout": subprocess.DEVNULL, "check": False}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, **quiet)
    subprocess.run(["apt-get", "install", "-y", "-qq", *PACKAGES], env=environment, **quiet)


def main() -> int:
    """Make sure of a browser if there can be one."""
    if find() is None:
        print("No Chromium found; trying to install Debian's…", flush=True)
        install()
    if find() is None:
        print("NO BROWSER: the tests in a real browser cannot run. Install Chromium to run them.", flush=True)
        return int(os.environ.get("CI") == "true")
    return 0


if __name__ == "__main__":
    sys.exit(main())
