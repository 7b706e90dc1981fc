"""The service as a real process with a database of its own, and a real browser that sees nothing but this machine.

A test module that wants them says `from tests.service.browser import chromium, opened, static_files  # noqa: F401` and
starts what it needs: `with served(folder) as service: page.goto(service.address)`.
"""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from tests.chromium import barriers, started
from tests.conftest import ROOT
from tests.service.certificate import Certificate

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TWO_WAYS = [
    pytest.param({"viewport": DESK}, id="desk"),
    pytest.param({"viewport": PHONE, "java_script_enabled": False}, id="phone without scripts"),
]
THREE_WAYS = [*TWO_WAYS, pytest.param({"viewport": PHONE}, id="phone")]
"""How a page is opened: what `opened` is parametrized with."""
_HERE = {"localhost", "127.0.0.1", ""}
_HANDRAIL = [sys.executable, "-c", "import sys; from handrail.cli.main import main; sys.exit(main())"]
_PATIENCE = 120  # seconds; a busy machine takes its time
_LOOKED_AT: set[tuple[str, int, str]] = set()


@dataclass(frozen=True)
class Served:
    """A service that runs: where it answers, and what it was told."""

    address: str
    environment: dict[str, str]

    def manage(self, *arguments: str, given: str = "") -> str:
        """Run one of the service's commands on its database; gives what it printed."""
        return _run(["manage", *arguments], self.environment, given)

    def run(self, text: str) -> str:
        """Run some Python inside the service, to fill its database."""
        return self.manage("shell", "--verbosity", "0", "-c", text)


@contextmanager
def served(folder: Path, *, demo: bool = True, **told: str) -> Iterator[Served]:
    """The service over a fresh, migrated SQLite database in a folder, until the end of the block.

    `demo=False` is real work: over TLS, with a certificate that the browser of these tests believes. `told` are settings
    by their names without HANDRAIL_.
    """
    port = free_port()
    shutil.copy(_migrated(), folder / "handrail.sqlite3")
    environment = _environment(folder, demo) | {f"HANDRAIL_{name}": value for name, value in told.items()}
    command = [*_HANDRAIL, "serve", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    address = f"{'http' if demo else 'https'}://localhost:{port}"
    with (folder / "log.txt").open("w") as log, subprocess.Popen(command, env=environment, stderr=log) as process:
        try:
            wait_for(f"{address}/health", process, folder / "log.txt")
            yield Served(address, environment)
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def static_files() -> None:
    """Style, scripts and font are made, as `make setup` does."""
    subprocess.run([sys.executable, ROOT / "scripts" / "assets.py"], check=True, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def chromium(static_files: None) -> Iterator[Any]:
    """The browser, which believes the certificate of these tests."""
    with started(f"--ignore-certificate-errors-spki-list={certificate().fingerprint}") as running:
        yield running


@pytest.fixture
def opened(chromium: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page that keeps what went wrong in `wrong`: errors of scripts, refusals of the policy, requests elsewhere.

    Its context's settings may be given by parametrizing it indirectly.
    """
    settings = getattr(request, "param", {"viewport": DESK})
    page = chromium.new_page(**settings)
    page.not_ours = []
    page.wrong, page.has_scripts = [], settings.get("java_script_enabled", True)
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("console", lambda line: page.wrong.append(line.text) if "Content Security" in line.text else None)
    page.on("response", lambda answer: page.wrong.append(answer.url) if answer.status >= 500 else None)
    page.on("request", lambda asked: page.wrong.append(asked.url) if _elsewhere(asked, page.not_ours) else None)
    yield page
    page.close()
    assert page.wrong == []


def signed_in(page: Any, service: Served, role: str, lands: str = "My day", authority: str = "fairlea") -> None:
    """Sign in as somebody of a made-up authority, in the place of anybody before. `lands` heads the page they come to."""
    page.context.clear_cookies()
    page.goto(f"{service.address}/sign-in/")
    page.get_by_label("E-mail address").fill(f"{role}@{authority}.example")
    page.get_by_label("Password", exact=True).fill("a made-up authority")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"**/{authority}/**")
    if lands:
        page.get_by_role("heading", name=lands).wait_for()


def no_barrier(page: Any) -> None:
    """What axe finds no fault with, and does not scroll sideways. HANDRAIL_TEST_PICTURES names a folder for pictures."""
    if folder := os.environ.get("HANDRAIL_TEST_PICTURES"):
        name = re.sub(r"\W+", "-", page.locator("h1").inner_text())
        page.screenshot(path=Path(folder) / f"{name}-{page.viewport_size['width']}.png", full_page=True)
    looked_at = (page.url, page.viewport_size["width"], page.locator("body").inner_text())
    if not page.has_scripts or looked_at in _LOOKED_AT:  # axe is a script itself
        return
    _LOOKED_AT.add(looked_at)
    found = barriers(page)
    assert not found, f"{page.url}\n{found}"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{page.url} scrolls sideways"


@lru_cache
def certificate() -> Certificate:
    """The certificate of this run of the tests."""
    return Certificate.made(Path(mkdtemp(prefix="handrail-tls-")))


def _elsewhere(asked: Any, not_ours: list[str]) -> bool:
    """Whether a page of ours asks for something on another machine."""
    parts = urlsplit(asked.url)
    outside = parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in _HERE
    return outside and not asked.headers.get("referer", "").startswith(tuple(not_ours) or "never")


def _environment(folder: Path, demo: bool) -> dict[str, str]:
    """What the service is told: nothing of the tests' own environment but where to find Python's things."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HANDRAIL_", "DJANGO_"))}
    told = {"HANDRAIL_DATABASE": f"sqlite:///{folder / 'handrail.sqlite3'}", "HANDRAIL_DATA": str(folder)}
    told["PYTHONPATH"] = str(ROOT / "src")
    if demo:
        return kept | told | {"HANDRAIL_DEMO": "1"}
    told |= {"HANDRAIL_SECRET_KEY": "a secret of the tests " * 3, "HANDRAIL_HOSTS": "localhost"}
    told["GUNICORN_CMD_ARGS"] = f"--certfile={certificate().file} --keyfile={certificate().key_file}"
    return kept | told | {"HANDRAIL_MAIL_FROM": "handrail@localhost"}


@lru_cache
def _migrated() -> Path:
    """A migrated database without rows, made once."""
    folder = Path(mkdtemp(prefix="handrail-migrated-"))
    _run(["manage", "migrate", "--verbosity", "0"], _environment(folder, demo=True))
    return folder / "handrail.sqlite3"


def _run(arguments: list[str], environment: dict[str, str], given: str = "") -> str:
    done = subprocess.run(
        [*_HANDRAIL, *arguments], env=environment, input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until a server answers. Fails with its log if it ends or takes too long."""
    until, trusting = time.monotonic() + _PATIENCE, ssl.create_default_context(cafile=certificate().file)
    while time.monotonic() < until and process.poll() is None:
        try:
            urlopen(address, timeout=2, context=trusting).close()  # noqa: S310 - our own address
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer.\n{log.read_text()}")
