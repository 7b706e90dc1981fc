"""The lists inspectors ask for: made in the background, looked at, handed over, and then theirs to see."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from openpyxl import load_workbook
from tests.service.conftest import TODAY, SignedIn
from tests.service.due.authority import load, made

from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.tables import Child, Episode, Review
from handrail.returns.annex_a import write as annex_a
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.job import JobRefused
from handrail.service.background.models import Run
from handrail.service.packs.jobs import make
from handrail.service.packs.models import InspectionList, InspectionPack
from handrail.service.records.models import table

PACKS = "/fairlea/inspection/"
QUERIES = 24
"""At most, on either engine: of the page of a pack, however long its lists are, with the gate's own."""


@pytest.fixture
def record(fairlea: Authority, on_the_day: None) -> Authority:
    load(fairlea, made(60))
    return fairlea


@pytest.fixture
def inspector(fairlea: Authority, signed_in: SignedIn) -> Client:
    return signed_in(fairlea, "inspector", holds_until=TODAY)


def asked(authority: Authority, client: Client, day: date = TODAY - timedelta(days=2)) -> int:
    """A pack is asked for on the page, and its job done."""
    given = {"snapshot_day": day.day, "snapshot_month": day.month, "snapshot_year": day.year}
    assert client.post(PACKS + "ask/", given).status_code == 302
    with wall(authority):
        args = Run.objects.get(job="inspection_pack").args
    make(authority, lambda *said: None, **args)
    return int(args["number"])


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(html.fromstring(answer.content).text_content().split())


def release(client: Client, number: int) -> Any:
    return client.post(f"{PACKS}{number}/release/", {"handed_to": "The lead inspector"}, follow=True)


def test_a_pack_is_made_looked_at_and_handed_over(record: Authority, signed_in: SignedIn, inspector: Client) -> None:
    manager = signed_in(record, "service_manager")
    number = asked(record, manager)
    said = text(manager.get(f"{PACKS}{number}/"))
    assert "Made, not handed over" in said
    assert "List 8: Children in care" in said
    assert "No inspection pack has been handed over." in text(inspector.get(PACKS))
    assert inspector.get(f"{PACKS}{number}/").status_code == 302
    assert inspector.get(f"{PACKS}{number}/workbook/").status_code == 302

    assert "It is released." in text(release(manager, number))
    assert "It is released already." in text(release(manager, number))
    assert "The lead inspector, by Amara Osei" in text(inspector.get(PACKS))
    page = html.fromstring(inspector.get(f"{PACKS}{number}/").content)
    assert not page.xpath("//main//table//a"), "an inspector sees what was handed over, and no child's page"
    assert not page.xpath("//form[contains(@action, 'release')]")
    answer = inspector.get(f"{PACKS}{number}/workbook/")
    assert f"fairlea-inspection-pack-2026-03-31-{number}.xlsx" in answer["Content-Disposition"]
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames[:4] == ["About", "List_5", "List_7", "List_8"]
    assert "Reviews held" in book.sheetnames
    with wall(record):
        entry = Entry.objects.filter(action="export", kind="inspection_pack").latest("id")
        first = table("children").filter(child_id=book["List_8"]["A2"].value).get()
    assert first.key in entry.children


def test_its_annex_a_lists_are_those_the_command_line_writes(
    record: Authority, signed_in: SignedIn, tmp_path: Path
) -> None:
    number = asked(record, signed_in(record, "performance_analyst"))
    annex_a.write(made(60), tmp_path, TODAY - timedelta(days=2))
    written = load_workbook(tmp_path / "annex_a.xlsx")
    with wall(record):
        ours = load_workbook(BytesIO(bytes(InspectionPack.objects.get(pk=number).workbook)))
        counts = dict(InspectionList.objects.filter(pack=number).values_list("title", "count"))
    for name in written.sheetnames:
        rows = list(written[name].iter_rows(values_only=True))
        assert len(rows) > 1
        assert list(ours[name].iter_rows(values_only=True)) == rows
    assert counts["List 8: Children in care"] == written["List_8"].max_row - 1


def test_who_may_open_a_child_goes_on_to_the_child(record: Authority, signed_in: SignedIn) -> None:
    manager = signed_in(record, "service_manager")
    number = asked(record, manager)
    links = html.fromstring(manager.get(f"{PACKS}{number}/?list=3").content).xpath("//main//table//a/@href")
    assert links
    assert manager.get(links[0]).status_code == 200


def test_nothing_in_it_runs_as_a_formula(fairlea: Authority, signed_in: SignedIn) -> None:
    child, came = "=1+1", date(2025, 11, 3)
    found = Record(
        care_from=date(2025, 4, 1),
        care_to=TODAY,
        children=[Child(child, date(2014, 1, 1))],
        episodes=[Episode(child, came, start_reason="S", legal_status="C2")],
        reviews=[Review(child, date(2025, 11, 24), None, "PN1")],
    )
    found.periods_of_care = periods_of_care(found.episodes)
    load(fairlea, found)
    number = asked(fairlea, signed_in(fairlea, "service_manager"))
    with wall(fairlea):
        book = load_workbook(BytesIO(bytes(InspectionPack.objects.get(pk=number).workbook)))
    for name in ("List_8", "Reviews held"):
        cell = book[name]["A2"]
        assert (cell.value, cell.data_type, cell.quotePrefix) == (child, "s", True)


def test_what_cannot_be_listed_is_said(record: Authority, signed_in: SignedIn) -> None:
    manager = signed_in(record, "service_manager")
    ahead = manager.post(PACKS + "ask/", {"snapshot_day": 3, "snapshot_month": 4, "snapshot_year": 2026})
    assert "This day lies ahead." in text(ahead)
    with pytest.raises(JobRefused, match="No list could be made"):
        asked(record, manager, date(2001, 1, 1))
    with wall(record):
        number = InspectionPack.objects.get().pk
    assert "Being made" in text(manager.get(f"{PACKS}{number}/"))
    assert "It is not made yet." in text(release(manager, number))
    assert "Say to whom it was handed over" in text(manager.post(f"{PACKS}{number}/release/", {"handed_to": ""}))


def test_done_again_it_stays_as_it_is(record: Authority, signed_in: SignedIn) -> None:
    number = asked(record, signed_in(record, "service_manager"))
    with wall(record):
        before = InspectionPack.objects.values_list("sha256", flat=True).get()
        lists = InspectionList.objects.count()
    assert make(record, lambda *said: None, number=number) == "It is made already."
    with wall(record):
        assert (InspectionPack.objects.get().sha256, InspectionList.objects.count()) == (before, lists)


def test_the_page_asks_as_often_however_long_the_list(record: Authority, signed_in: SignedIn) -> None:
    manager = signed_in(record, "service_manager")
    number = asked(record, manager)
    counts = set()
    for page in ("?list=1", "?list=3", "?list=3&page=2"):
        manager.get(f"{PACKS}{number}/{page}")
        with CaptureQueriesContext(connection) as found:
            manager.get(f"{PACKS}{number}/{page}")
        counts.add(len(found))
    assert len(counts) == 1
    assert counts.pop() <= QUERIES


def test_a_row_under_seal_is_not_told_to_who_does_not_reach_it(record: Authority, signed_in: SignedIn) -> None:
    analyst, manager = signed_in(record, "performance_analyst"), signed_in(record, "service_manager")
    number = asked(record, analyst)
    with wall(record):
        first = InspectionList.objects.filter(pack=number).first()
        assert first is not None
        child = first.rows[0][0]
        table("children").filter(child_id=child).update(sealed=True)
    theirs = html.fromstring(analyst.get(f"{PACKS}{number}/").content)
    row = theirs.xpath("//main//table//tr[*[normalize-space()='A record under seal']]")
    assert row
    assert "".join(row[0].itertext()).split() == ["A", "record", "under", "seal"]
    assert child not in theirs.text_content()
    assert child in text(manager.get(f"{PACKS}{number}/"))
