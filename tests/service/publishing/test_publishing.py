"""A publication in the service: drafted from its record, read, checked, approved by others, published, downloaded."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from tests.service.conftest import SignedIn
from tests.service.due.authority import load, made

from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.job import JobRefused
from handrail.service.background.models import Run
from handrail.service.due import recompute
from handrail.service.publishing.jobs import draft

AT = "/fairlea/publications/dispute_report/2026-01-01-to-2026-03-31/1/"


@pytest.fixture
def record(fairlea: Authority, settings: object, tmp_path: Path, on_the_day: None) -> Authority:
    from dataclasses import replace

    settings.HANDRAIL = replace(settings.HANDRAIL, data=tmp_path)  # type: ignore[attr-defined]
    load(fairlea, made(60))
    recompute.for_all(fairlea)
    return fairlea


Asked = Callable[..., Run]


def ask(authority: Authority, client: Client, of: str = "dispute_report", audience: str = "board") -> Run:
    """Ask for the latest period on the page, as a person does."""
    address = f"/fairlea/publications/new/?of={of}"
    period = html.fromstring(client.get(address).content).xpath("//select[@name='period']/option/@value")[0]
    answer = client.post(address, {"period": period, "audience": audience})
    with wall(authority):
        run = Run.objects.get(job="draft_edition")
    assert answer["Location"] == reverse("task", args=["fairlea", run.pk])
    return run


def drafted(authority: Authority, client: Client, **wanted: str) -> str:
    return draft(authority, lambda *said: None, **ask(authority, client, **wanted).args) or ""


def text(client: Client, address: str = AT) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(html.fromstring(answer.content).text_content().split())


def step(client: Client, move: str, note: str = "") -> str:
    page = {"publish": "publish/"}.get(move, "approve/")
    return " ".join(
        html.fromstring(client.post(AT + page, {"move": move, "note": note}, follow=True).content)
        .text_content()
        .split()
    )


def answer_all(client: Client) -> None:
    asked = len(html.fromstring(client.get(AT).content).xpath("//form[contains(@action, '/answer/')]"))
    for number in range(1, asked + 1):
        client.post(AT + "answer/", {"number": number, "words": "It is so."})


def test_the_whole_way_of_a_publication(record: Authority, signed_in: SignedIn) -> None:
    analyst, director = signed_in(record, "performance_analyst"), signed_in(record, "director")
    manager, member = signed_in(record, "service_manager"), signed_in(record, "board_member")
    assert "dispute_report" in drafted(record, analyst)

    assert "Draft, edition 1" in text(analyst)
    assert analyst.get(AT + "preview/").status_code == 200
    assert "Dispute report" not in text(member, "/fairlea/publications/")
    assert member.get(AT).status_code == 302
    assert member.get(AT + "preview/").status_code == 302

    answer_all(analyst)
    assert "Checked, edition 1" in step(director, "check")
    assert "Somebody else must approve it." in step(director, "approve")
    assert "Approved, edition 1" in step(manager, "approve")
    assert "Published, edition 1" in step(manager, "publish", "As the board decided.")

    assert "Dispute report" in text(member, "/fairlea/publications/")
    page = html.fromstring(member.get(AT).content)
    links = page.xpath("//a[@download]/@href")
    assert {link.rpartition("/")[2] for link in links} == {"index.html", "report.docx", "report.pdf", "report.xlsx"}
    pdf = member.get(AT + "files/report.pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert "dispute_report-2026-01-01-to-2026-03-31-1.pdf" in pdf["Content-Disposition"]
    assert member.get(AT + "files/figures.json").status_code == 302
    figures = json.loads(b"".join(manager.get(AT + "files/figures.json").streaming_content))
    assert figures
    with wall(record):
        assert Entry.objects.filter(action="export", kind="publication").count() == 3


def test_no_author_checks_or_approves_their_own(record: Authority, signed_in: SignedIn) -> None:
    manager = signed_in(record, "service_manager")
    drafted(record, manager)
    assert "Somebody else must check it." in step(manager, "check")
    assert "Draft, edition 1" in text(manager)


def test_what_is_published_for_the_service_alone_stays_there(record: Authority, signed_in: SignedIn) -> None:
    analyst, director = signed_in(record, "performance_analyst"), signed_in(record, "director")
    manager, member = signed_in(record, "service_manager"), signed_in(record, "board_member")
    drafted(record, analyst, audience="internal")
    answer_all(analyst)
    for client, move in ((director, "check"), (manager, "approve"), (manager, "publish")):
        step(client, move)
    assert "Published, edition 1" in text(manager)
    assert member.get(AT).status_code == 302
    assert "Dispute report" not in text(member, "/fairlea/publications/")


def test_the_preview_may_run_nothing_and_load_nothing(record: Authority, signed_in: SignedIn) -> None:
    analyst = signed_in(record, "performance_analyst")
    drafted(record, analyst)
    answer = analyst.get(AT + "preview/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert len(re.findall(r"style-src 'sha256-", policy)) == 1
    assert "script-src" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_what_cannot_be_made_is_said_in_words(record: Authority, signed_in: SignedIn) -> None:
    analyst = signed_in(record, "performance_analyst")
    run = ask(record, analyst)
    with pytest.raises(JobRefused, match="There is no publication"):
        draft(record, lambda *said: None, **{**run.args, "name": "nothing"})


def test_an_edition_sent_back_is_made_again_under_its_number(record: Authority, signed_in: SignedIn) -> None:
    analyst, director = signed_in(record, "performance_analyst"), signed_in(record, "director")
    drafted(record, analyst)
    step(director, "check")
    assert "Give the reason why it goes back." in step(director, "send back")
    assert "Draft, edition 1" in step(director, "send back", "One table is missing.")
    with wall(record):
        args = Run.objects.get(job="draft_edition").args
    assert draft(record, lambda *said: None, **args).endswith("/1.")
