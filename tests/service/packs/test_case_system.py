"""Everything the service writes about a child goes to the child's own record: taken out, filed once, back when it changes."""

import csv
import hashlib
import json
from datetime import date
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.service.conftest import MORNING, SignedIn
from tests.service.packs.conftest import CASE_SYSTEM, key_of, late_review, notes

from handrail.service.access.models import Cover
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.caseload.models import Decision
from handrail.service.corrections.models import Proposal
from handrail.service.due.models import Duty, Note
from handrail.service.events.models import Answer, News
from handrail.service.packs.models import Receipt
from handrail.service.packs.receipts_in import NoReceipts, read

QUERIES = 36
"""At most, on either engine: of the list, however much of these kinds it holds, with the gate's own."""


def page(client: Client, address: str = CASE_SYSTEM) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def ids(client: Client, address: str = CASE_SYSTEM) -> list[str]:
    return [str(one) for one in page(client, address).xpath("//input[@name='item']/@value")]


def text(of: Any) -> str:
    found = of if isinstance(of, html.HtmlElement) else html.fromstring(of.content)
    return " ".join(found.text_content().split())


def file(client: Client, chosen: list[str], day: date = date(2026, 4, 1), place: str = "CN-17") -> Any:
    given = {"filed_on_day": day.day, "filed_on_month": day.month, "filed_on_year": day.year, "place": place}
    return client.post(CASE_SYSTEM + "filed/", {"item": chosen, **given}, follow=True)


def taken(client: Client, chosen: list[str]) -> ZipFile:
    answer = client.post(CASE_SYSTEM + "pack/", {"item": chosen})
    assert answer["Content-Type"] == "application/zip"
    return ZipFile(BytesIO(answer.content))


def give_reason(client: Client, authority: Authority, note: str) -> None:
    address = late_review(authority)
    offered = page(client, address).xpath("//input[@name='reason-main']/@value")
    answer = client.post(address + "reason/", {"reason-main": offered[0], "reason-note": note})
    assert answer.status_code == 302, text(answer)


def test_what_is_written_waits_until_it_is_filed(loaded: Authority, officer: Client) -> None:
    assert "Everything that was written here is filed." in text(page(officer))
    notes(officer, loaded, "The carer was ill.")
    chosen = ids(officer)
    assert len(chosen) == 1
    assert "Leah Turner C1" in text(page(officer))
    assert "1 item is filed." in text(file(officer, chosen))
    assert ids(officer) == []
    child = text(page(officer, f"/fairlea/children/{key_of(loaded)}/case-system/"))
    assert "Filed on 1 Apr 2026 by Amara Osei: CN-17" in child
    assert "The carer was ill." in child


def test_what_changes_waits_again(loaded: Authority, officer: Client) -> None:
    give_reason(officer, loaded, "Said at once.")
    first = ids(officer)
    file(officer, first)
    assert ids(officer) == []
    give_reason(officer, loaded, "Said better.")
    assert "Changed since it was filed on 1 Apr 2026" in text(page(officer))
    again = ids(officer)
    assert again[0].partition("-")[0] == first[0].partition("-")[0]
    assert "It has changed since you opened it." in text(file(officer, first)), (
        "the earlier words are not what stands now"
    )
    file(officer, again)
    assert ids(officer) == []


def test_what_was_taken_back_waits_only_where_it_was_filed(loaded: Authority, officer: Client) -> None:
    notes(officer, loaded, "Filed.")
    file(officer, ids(officer))
    notes(officer, loaded, "Not filed.")
    assert len(ids(officer)) == 1
    with wall(loaded):
        Note.objects.update(taken_back_at=Note.objects.first().at)
    assert len(ids(officer)) == 1
    assert "Taken back since it was filed" in text(page(officer))
    assert "This note was taken back. It said: Filed." in text(
        page(officer, f"/fairlea/children/{key_of(loaded)}/case-system/")
    )


def test_a_pack_is_whole_and_names_no_child(loaded: Authority, officer: Client) -> None:
    give_reason(officer, loaded, "=1+1")
    archive = taken(officer, ids(officer))
    assert set(archive.namelist()) == {"note.txt", "document.pdf", "dates.csv", "manifest.json", "receipts.csv"}
    note = archive.read("note.txt").decode()
    assert "was due on 29 Sep 2025 and took place on 15 Oct 2025, 16 days late." in note
    assert "Main reason: " in note
    assert "Written in Handrail by Amara Osei on 2 Apr 2026." in note
    assert archive.read("document.pdf").startswith(b"%PDF")
    assert "Due,2025-09-29" in archive.read("dates.csv").decode("utf-8-sig")
    manifest = json.loads(archive.read("manifest.json"))
    assert (manifest["child_id"], manifest["made_by"]) == ("C1", "Amara Osei")
    for name, said in manifest["sha256"].items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == said
    assert all(b"Leah" not in archive.read(name) for name in archive.namelist())
    with wall(loaded):
        entry = Entry.objects.get(action="export")
    assert (entry.kind, entry.route) == ("case_pack", "case-system-pack")
    assert key_of(loaded) in entry.children


def test_several_items_are_one_file_with_a_name_that_tells_nothing(loaded: Authority, officer: Client) -> None:
    notes(officer, loaded, "One.")
    notes(officer, loaded, "Two.")
    answer = officer.post(CASE_SYSTEM + "pack/", {"item": ids(officer)})
    assert 'filename="fairlea-case-pack-2026-04-02-2-items.zip"' in answer["Content-Disposition"]
    names = ZipFile(BytesIO(answer.content)).namelist()
    assert len([one for one in names if one.endswith("/document.pdf")]) == 2


def test_an_officer_files_for_own_children_and_support_for_all(
    loaded: Authority, officer: Client, support: Client, manager: Client, signed_in: SignedIn
) -> None:
    notes(officer, loaded, "Mine.")
    other = signed_in(loaded, "reviewing_officer", worker_id="W2")
    notes(other, loaded, "Of another.", "C2")
    assert len(ids(officer)) == len(ids(other)) == 1
    assert len(ids(support)) == len(ids(manager)) == 2
    assert "not kept as filed: It is none of the items you may file." in text(file(officer, ids(other)))
    assert officer.post(CASE_SYSTEM + "pack/", {"item": ids(other)}).status_code == 302, "not theirs to take"
    assert "2 items are filed." in text(file(support, ids(support)))
    assert file(manager, ids(manager)).status_code == 404, "a manager reads and takes out, and does not file"


def test_receipts_come_back_in_a_file(loaded: Authority, officer: Client) -> None:
    notes(officer, loaded, "One.")
    notes(officer, loaded, "Two.")
    archive = taken(officer, ids(officer))
    rows = list(csv.DictReader(StringIO(archive.read("receipts.csv").decode("utf-8-sig"))))
    assert [row["child_id"] for row in rows] == ["C1", "C1"]
    rows[0] |= {"filed_on": "01/04/2026", "reference": "CN-18"}
    rows[1] |= {"filed_on": "soon"}
    body = StringIO()
    writer = csv.DictWriter(body, list(rows[0]))
    writer.writeheader()
    writer.writerows([*rows, {"item": "unknown", "filed_on": "2026-04-01"}])
    said = text(bring(officer, body.getvalue().encode()))
    assert "1 item is filed." in said
    assert "3 'soon' is not a date." in said
    assert "4 It is none of the items you may file." in said
    assert len(ids(officer)) == 1
    with wall(loaded):
        kept = Receipt.objects.get()
    assert (kept.place, kept.source, kept.filed_on) == ("CN-18", "brought", date(2026, 4, 1))


def bring(client: Client, data: bytes) -> Any:
    return client.post(CASE_SYSTEM + "receipts/", {"file": SimpleUploadedFile("receipts.csv", data)})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a,b\n1,2\n", "has no column 'item'"),
        (b"PK\x03\x04\x00\x00", "This is no CSV file."),
        (b"item,filed_on\n" + b"x,2026-04-01\n" * 5_001, "more than 5,000 rows"),
        (b"item" * 300_000, "larger than 1 MB"),
    ],
)
def test_a_file_that_holds_no_receipts_is_said_in_words(data: bytes, said: str) -> None:
    with pytest.raises(NoReceipts, match=said):
        read(data, date(2026, 4, 2))


def test_a_day_ahead_is_no_day_something_was_filed(loaded: Authority, officer: Client) -> None:
    notes(officer, loaded, "One.")
    assert "The day lies ahead." in text(file(officer, ids(officer), date(2026, 4, 3)))
    assert "Choose what was filed" in text(file(officer, []))
    assert read(b"item,filed_on\nx,2026-04-03\n", date(2026, 4, 2))[0].wrong.startswith("The day lies ahead.")


def test_a_receipt_kept_by_mistake_is_taken_back(loaded: Authority, officer: Client) -> None:
    notes(officer, loaded, "One.")
    chosen = ids(officer)
    file(officer, chosen)
    with wall(loaded):
        number = Receipt.objects.get().pk
    assert "It waits to be filed again." in text(officer.post(CASE_SYSTEM + "filed/", {"receipt": number}, follow=True))
    assert ids(officer) == chosen
    assert "1 item is filed." in text(file(officer, chosen))
    with wall(loaded):
        assert Receipt.objects.count() == 2


def test_filing_twice_keeps_one_receipt(loaded: Authority, officer: Client) -> None:
    notes(officer, loaded, "One.")
    chosen = ids(officer)
    file(officer, chosen)
    assert "It is filed already." in text(file(officer, chosen))
    with wall(loaded):
        assert Receipt.objects.count() == 1


def test_corrections_allocations_and_cover_are_items_too(
    loaded: Authority, officer: Client, manager: Client, support: Client
) -> None:
    with wall(loaded):
        key = key_of(loaded)

        Decision.objects.create(
            child_id="C1",
            worker_id="W2",
            former_id="W1",
            started_on=date(2026, 4, 1),
            why="W1 leaves.",
            by="x",
            at=MORNING,
        )
        Cover.objects.create(
            child=key, role="reviewing_officer", for_worker="W1", worker_id="W2", first_on=date(2026, 4, 3),
            last_on=date(2026, 4, 10), arranged_by="x", arranged_at=MORNING,
        )  # fmt: skip
        Proposal.objects.create(
            child=key, table="reviews", key="C1|2025-10-15", recorded={"opened_on": "2025-10-15"},
            verified={"opened_on": "2025-09-24"}, why="The minutes.", by="x", author="Amara Osei", at=MORNING,
            stands=True, decided_by="y", decider="Tom Reid", decided_at=MORNING, answer="So it is.",
        )  # fmt: skip
    said = text(page(support, f"/fairlea/children/{key}/case-system/"))
    assert "W2 is the independent reviewing officer from 1 Apr 2026, after W1." in said
    assert "W2 stands in for W1 from 3 Apr 2026 through 10 Apr 2026." in said
    assert "recorded 15 Oct 2025; verified 24 Sep 2025." in said
    assert "Agreed by Tom Reid. So it is." in said
    chosen = ids(support)
    assert len(chosen) == 3
    file(support, chosen)
    with wall(loaded):
        Cover.objects.update(last_on=date(2026, 4, 5))
    assert "Changed since it was filed" in text(page(support))


def test_news_is_an_item_and_waits_again_once_it_is_answered(loaded: Authority, officer: Client) -> None:
    known = {"kind": "missing", "on": date(2026, 4, 1), "told_on": date(2026, 4, 1), "answer_by": date(2026, 4, 9)}
    with wall(loaded):
        key = key_of(loaded)
        News.objects.create(child=key, words="From an import.", told_at=MORNING, **known)
        told = News.objects.create(
            child=key, words="Away since noon.", teller="x", teller_name="Tom Reid", told_at=MORNING, **known
        )
    first = ids(officer)
    assert len(first) == 1, "what an import brought stands in the case system already"
    file(officer, first)
    with wall(loaded):
        given = {"by": "y", "name": "Amara Osei", "at": MORNING, "on": date(2026, 4, 2)}
        Answer.objects.create(news=told, about="decision", choice="note", words="Back the same day.", **given)
    assert "Changed since it was filed" in text(page(officer))
    said = text(page(officer, f"/fairlea/children/{key}/case-system/"))
    assert "Away since noon." in said
    assert "Told by Tom Reid on 2 Apr 2026." in said
    assert "Back the same day. (Amara Osei, 2 Apr 2026)" in said
    file(officer, ids(officer))
    with wall(loaded):
        News.objects.filter(pk=told.pk).update(withdrawn_on=date(2026, 4, 2), withdrawn_why="Another child.")
    assert "Taken back since it was filed" in text(page(officer))


def test_the_list_asks_as_often_however_long_it_is(loaded: Authority, support: Client, officer: Client) -> None:
    notes(officer, loaded, "One.")
    support.get(CASE_SYSTEM)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert support.get(CASE_SYSTEM).status_code == 200
        return len(found)

    few = asked()
    give_reason(officer, loaded, "Said.")
    for number in range(30):
        notes(officer, loaded, f"Note {number}.")
    with wall(loaded):
        duty = Duty.objects.filter(child_id="C2").first()
        one = Note.objects.first()
        Note.objects.bulk_create(
            Note(child_id="C2", duty=duty.key, text=f"{at}", by=one.by, at=one.at) for at in range(30)
        )
    assert asked() == few
    assert few <= QUERIES


def test_more_than_a_page_is_shown_a_page_at_a_time(loaded: Authority, officer: Client) -> None:
    notes(officer, loaded, "One.")
    with wall(loaded):
        one = Note.objects.get()
        Note.objects.bulk_create(
            Note(child_id="C1", duty=one.duty, text=f"{at}", by=one.by, at=one.at) for at in range(60)
        )
    assert (len(ids(officer)), len(ids(officer, CASE_SYSTEM + "?page=2"))) == (50, 11)
    assert len(page(officer, CASE_SYSTEM + "?all=1").xpath("//input[@name='item'][@checked]")) == 50
