"""The web server's process, the worker and the database itself are killed in the middle of an edit, of working out what is
due and of an import: nothing is half done, all goes on by itself, and nothing is lost.

Each is stopped by a table that nobody may write to for a moment, so that it is killed where something is written already
and nothing is kept yet. What there is in the end is compared, table by table, with what an undisturbed run leaves.
"""

import os
import signal
from collections.abc import Iterator
from html import unescape
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from tests.service.browser import _HANDRAIL
from tests.service.strength.deployment import Answer, Deployment, child_of
from tests.service.strength.everything import everything

pytestmark = pytest.mark.slow

Edit = tuple[str, dict[str, str]]
WORDS = "Rang the school. They ring back on Monday."
_ENTRY = "audit_entry"
"""The last an edit writes is its entry in the trail."""


def edits(service: Deployment) -> Iterator[Edit]:
    """A note, a cell of the list, and agreeing to a correction, which moves what is due."""
    (number, child), *_ = service.found(
        "SELECT duty.id, child.key FROM due_duty duty JOIN record_children child USING (child_id) "
        "WHERE met_on IS NULL AND as_verified ORDER BY duty.id"
    )
    yield f"/fairlea/children/{child}/due/{number}/note/", {"note-text": WORDS}
    yield "/fairlea/list/due/cell/", {"row": f"{number}", "column": "note", "was": WORDS, "text": "They rang back."}
    ((proposal,),) = service.found("SELECT id FROM corrections_proposal")
    yield "/fairlea/corrections/decide/", {"proposal": f"{proposal}", "stands": "yes", "answer": "So the minutes say."}


def is_done(answer: Answer) -> bool:
    return answer.status == 302 or (answer.status == 200 and "cells" in answer.text)


@pytest.fixture(scope="module")
def undisturbed(deployment: Deployment) -> dict[str, Any]:
    """What the edits leave that nothing disturbs."""
    deployment.begin_again("edits")
    with deployment.web():
        for path, sent in edits(deployment):
            assert is_done(deployment.ask(path, sent)), path
    return everything(deployment.server.url.set(database="service"))


def test_a_web_process_that_is_killed_in_an_edit(deployment: Deployment, undisturbed: dict[str, Any]) -> None:
    deployment.begin_again("edits")
    with deployment.web() as web:
        for path, sent in edits(deployment):
            before = deployment.fingerprints()
            with deployment.held(_ENTRY):
                answer = deployment.asked_meanwhile(path, sent)
                deployment.until_waits_for(_ENTRY)
                os.kill(child_of(web), signal.SIGKILL)
                with pytest.raises((OSError, HTTPException)):
                    answer.result()
            deployment.until(lambda: deployment.ask("/health").status == 200, "No other process took its place.")
            assert deployment.fingerprints() == before, f"half done: {path}"
            assert is_done(deployment.ask(path, sent)), path
    assert everything(deployment.server.url.set(database="service")) == undisturbed


def test_a_database_that_is_killed_in_an_edit(
    deployment: Deployment, undisturbed: dict[str, Any], tmp_path: Path
) -> None:
    deployment.begin_again("edits")
    with deployment.web():
        for path, sent in edits(deployment):
            before = deployment.fingerprints()
            with deployment.held(_ENTRY):
                answer = deployment.asked_meanwhile(path, sent)
                deployment.until_waits_for(_ENTRY)
                deployment.server.kill()
                again = resent(answer.result(), sent)
            assert [deployment.ask(page).status for page in ("/ready", "/fairlea/", "/health")] == [503, 503, 200]
            deployment.server.start()
            assert deployment.ask("/ready").status == 200, "the same processes answer"
            assert deployment.fingerprints() == before, f"half done: {path}"
            assert is_done(deployment.ask(path, again)), path
    assert everything(deployment.server.url.set(database="service")) == undisturbed
    file = tmp_path / "trail.jsonl"
    deployment.manage("export_audit", "fairlea", "--by", "service.manager@fairlea.example", "--out", str(file))
    assert verified(deployment, file) == 0


def resent(answer: Answer, sent: dict[str, str]) -> dict[str, str]:
    """What the page for a database that is away would send again: all that was sent."""
    assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
    page = html.fromstring(answer.text)
    assert page.xpath("string(//h1)") == "The service cannot read or save just now"
    assert max(sent.values(), key=len) in unescape(page.xpath("string(//main)"))
    fields = {one.name: one.value for one in page.forms[-1].inputs if one.name}
    assert fields.pop("csrfmiddlewaretoken")
    assert fields == sent
    return fields


def verified(service: Deployment, file: Path) -> int:
    import subprocess

    return subprocess.run([*_HANDRAIL, "verify-audit", str(file)], env=service.environment, check=False).returncode


@pytest.fixture(scope="module")
def worked(deployment: Deployment) -> dict[str, Any]:
    """What the work in the background leaves that nothing disturbs."""
    deployment.begin_again("work")
    with deployment.process("manage", "work"):
        until_done(deployment)
    return all_there_is(deployment)


def until_done(service: Deployment) -> None:
    service.until(
        lambda: not service.found("SELECT 1 FROM background_run WHERE state <> 'done'"), "The work is not done."
    )


def all_there_is(service: Deployment) -> dict[str, Any]:
    versions = sorted(one.name for one in (service.folder / "data" / "fairlea" / "store").glob("versions/*"))
    return everything(service.server.url.set(database="service")) | {"the store": versions}


def a_minute_passes(service: Deployment) -> None:
    """After it nobody is believed to be at a run whose process does not say so, and what failed is tried again."""
    with service.connected() as connection:
        connection.execute(
            "UPDATE background_run SET beat_at = beat_at - interval '2 minutes', next_at = next_at - interval '2 minutes'"
        )


def test_a_worker_that_is_killed_while_what_is_due_is_worked_out(
    deployment: Deployment, worked: dict[str, Any]
) -> None:
    deployment.begin_again("work")
    before = deployment.fingerprints()
    with deployment.held("due_stamp"), deployment.process("manage", "work") as worker:
        deployment.until_waits_for("due_stamp")
        worker.kill()
        worker.wait()
    after = deployment.fingerprints()
    assert {name for name in after if after[name] != before[name]} == {"due_duty"}, (
        "whole children, and known to be behind"
    )
    a_minute_passes(deployment)
    with deployment.process("manage", "work"):
        until_done(deployment)
    assert all_there_is(deployment) == worked


def test_a_database_that_is_killed_while_the_worker_works(deployment: Deployment, worked: dict[str, Any]) -> None:
    deployment.begin_again("work")
    before = deployment.fingerprints()
    with deployment.process("manage", "work"):
        for table, end in (("due_duty", deployment.server.stop), ("record_reviews", deployment.server.kill)):
            with deployment.held(table):
                deployment.until_waits_for(table)
                end()
            deployment.server.start()
            if table == "due_duty":
                assert deployment.fingerprints() == before
        a_minute_passes(deployment)
        until_done(deployment)
    assert all_there_is(deployment) == worked
