"""schemathesis against the running service: what the description says is what it does, with sound and with senseless input.

It runs as a program of its own, with a fixed seed, for a bounded time: once with children and things due that are there,
once with whatever it thinks of.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.service.browser import Served, served

pytestmark = pytest.mark.slow

SEED = "20260402"
_FILL = """
import json
from handrail.permissions import CARE
from handrail.service import clock
from handrail.service.access.models import Account, Role, Token
from handrail.service.access.tokens import _hash
from handrail.service.api.service import asked_for
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.demo.build import build
from handrail.service.due.models import Duty
from handrail.service.events.models import News
from handrail.service.records.models import table

build(24, 3, lambda said: None)
today = clock.today()
with wall(Authority.objects.get(key="fairlea")):
    owner = Account.objects.get(email="service.manager@fairlea.example")
    officer = Role.objects.exclude(worker_id="").get(role="reviewing_officer").worker_id
    for role, worker in (("performance_analyst", ""), ("reviewing_officer", officer)):
        Role.objects.create(account=owner, role=role, stream=CARE, worker_id=worker, holds_from=today)
    may = sorted({f"{one.action} {one.kind}" for each in asked_for().values() for one in each.values()})
    said = {"account": owner, "name": "Fuzzed", "may": may, "made_at": clock.now(), "expires_on": today}
    Token.objects.create(hash=_hash("a token of the tests"), **said)
    news = News.objects.all()[0]
    child_id = table("children").get(key=news.child).child_id
    duty = Duty.objects.filter(as_verified=True, child_id=child_id).exclude(met_on=None)[0]
    print(json.dumps({"child": news.child, "duty": duty.pk, "number": news.pk}))
"""
_SETTINGS = """
seed = {seed}
hooks = "hooks.py"
request-timeout = 30
continue-on-failure = true
{parameters}
[auth.openapi.token]
bearer = "a token of the tests"
[generation]
mode = "all"
"""
_HOOKS = """
from uuid import uuid4
import schemathesis

@schemathesis.hook
def before_call(context, case, kwargs):
    key = (case.headers or {}).get("Idempotency-Key", "")
    if key.replace("-", "").replace("_", "").isalnum() and 8 <= len(key) <= 64:
        case.headers["Idempotency-Key"] = uuid4().hex
"""
"""A program gives each write a key of its own; what is no key stays as it is, to be refused."""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, static_files: None) -> Iterator[tuple[Served, dict[str, object]]]:
    """A service with a small made-up authority, and a child, news of it and something due that are there."""
    if find_spec("schemathesis") is None:
        said = "schemathesis is not installed, so the API was not fuzzed. Install requirements/test.txt."
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(f"SKIPPED LOUDLY: {said}")
    folder = tmp_path_factory.mktemp("fuzzed")
    with served(folder, API_PER_MINUTE="100000") as running:
        yield running, json.loads(running.run(_FILL).splitlines()[-1])


def fuzz(
    running: Served, folder: Path, parameters: dict[str, object], seconds: int
) -> "subprocess.CompletedProcess[str]":
    named = "\n".join(f'"path.{name}" = {json.dumps(value)}' for name, value in parameters.items())
    told = _SETTINGS.format(seed=SEED, parameters=f"[parameters]\n{named}" if named else "")
    (folder / "schemathesis.toml").write_text(told, encoding="utf-8")
    (folder / "hooks.py").write_text(_HOOKS, encoding="utf-8")
    api = f"{running.address}/fairlea/api/v1"
    asked = ["run", f"{api}/openapi.json", "--url", api, "--max-time", f"{seconds}"]
    command = [sys.executable, "-m", "schemathesis.cli", *asked]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=4 * seconds)


def test_with_what_is_there(service: tuple[Served, dict[str, object]], tmp_path: Path) -> None:
    running, there = service
    done = fuzz(running, tmp_path, there, 40)
    assert done.returncode == 0, done.stdout + done.stderr


def test_with_whatever_it_thinks_of(service: tuple[Served, dict[str, object]], tmp_path: Path) -> None:
    done = fuzz(service[0], tmp_path, {}, 15)
    assert done.returncode == 0, done.stdout + done.stderr
