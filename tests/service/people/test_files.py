"""Files of people: what is wrong is named, good rows are kept, nothing is half-written, nobody's change is overwritten."""

import csv
import io
import logging
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from openpyxl import load_workbook
from tests.service.conftest import SignedIn

from handrail.returns.workbook_write import Sheet, can_hold, write
from handrail.service import clock
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.people import file_kinds, sheets
from handrail.service.people.file_kinds import CONTACTS, KINDS, NAMES, WORKERS, Kind
from handrail.service.people.file_pages import template_csv
from handrail.service.people.jobs import let_go
from handrail.service.people.models import Contact, HandedIn, Particulars, WorkerDetails
from handrail.service.people.sheets import BadFile
from handrail.service.records.models import LOADED, Seal, table
from handrail.service.records.standing import stand

KEYS = {number: number.lower() * 16 for number in ("A1", "A2", "A3")}
NAMES_PAGE, CONTACTS_PAGE, WORKERS_PAGE = "/fairlea/files/names/", "/fairlea/files/contacts/", "/fairlea/files/workers/"


@pytest.fixture
def support(fairlea: Authority, signed_in: SignedIn) -> Client:
    with wall(fairlea):
        for number, key in KEYS.items():
            table("children").create(child_id=number, key=key)
    return signed_in(fairlea, "business_support")


def as_csv(*rows: dict[str, str]) -> bytes:
    text = io.StringIO()
    lines = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)), restval="")
    lines.writeheader()
    lines.writerows(rows)
    return text.getvalue().encode("utf-8")


def hand_in(client: Client, page: str, content: bytes, name: str = "people.csv") -> str:
    """The page after a file was handed in."""
    answer = client.post(page, {"file": SimpleUploadedFile(name, content)}, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def apply(client: Client, page: str, **ticked: Any) -> str:
    """The page after what waits was applied."""
    seen = html.fromstring(client.get(page).content.decode()).xpath("//input[@name='seen']/@value")[0]
    return str(client.post(page, {"seen": seen, "apply": "yes", **ticked}, follow=True).content.decode())


def name_of(fairlea: Authority, number: str) -> str:
    with wall(fairlea):
        return Particulars.objects.get(child=KEYS[number]).name


def test_names_are_written_from_a_file_and_told_in_the_trail(fairlea: Authority, support: Client) -> None:
    rows = (
        {"child id": "A1", "name": "Ines Kowal", "language": "Polish", "interpreter": "Yes"},
        {"child id": "A2", "name": "Joe Birch"},
    )
    shown = hand_in(support, NAMES_PAGE, as_csv(*rows))
    assert "New, or filled in where nothing stood" in shown
    with wall(fairlea):
        assert not Particulars.objects.exists()
    assert "Rows written: 2" in apply(support, NAMES_PAGE)
    with wall(fairlea):
        first = Particulars.objects.get(child=KEYS["A1"])
        entry = Entry.objects.get(action="import")
        assert not HandedIn.objects.exists()
    assert (first.name, first.language, first.interpreter) == ("Ines Kowal", "Polish", True)
    assert KEYS["A1"] in entry.children
    assert KEYS["A2"] in entry.children
    assert "Ines" not in entry.detail


def test_what_is_wrong_is_named_by_row_and_column_and_good_rows_are_kept(fairlea: Authority, support: Client) -> None:
    content = as_csv(
        {"child_id": "A1", "name": "Ines Kowal", "interpreter": "perhaps", "hat": "red"},
        {"child_id": "A9", "name": "Nobody Known"},
        {"child_id": "A2", "name": '=HYPERLINK("x")'},
        {"child_id": "A3", "name": ""},
        {"child_id": "A2", "name": "Joe Birch"},
        {"child_id": "A2", "name": "Joe Birch"},
    )
    rows = html.fromstring(hand_in(support, NAMES_PAGE, content)).xpath("//table[1]//tbody/tr")
    told = [[" ".join(cell.text_content().split()) for cell in row] for row in rows[:6]]
    assert [(row[0], row[1]) for row in told] == [
        ("1", "hat"), ("2", "interpreter"), ("3", "child id"), ("4", "name"), ("5", "name"), ("7", "child id"),
    ]  # fmt: skip
    assert "begins as a formula" in told[3][2]
    apply(support, NAMES_PAGE)
    assert name_of(fairlea, "A2") == "Joe Birch"


def test_what_stands_is_replaced_only_where_somebody_ticks_it(fairlea: Authority, support: Client) -> None:
    with wall(fairlea):
        for number in ("A1", "A2"):
            Particulars.objects.create(child=KEYS[number], name=f"Written Here {number}")
    content = as_csv(
        *({"child id": number, "name": f"Of The File {number}", "pronouns": "they"} for number in ("A1", "A2"))
    )
    shown = hand_in(support, NAMES_PAGE, content)
    assert "Written Here A1" in shown
    assert "Of The File A1" in shown
    apply(support, NAMES_PAGE, row="3")
    assert [name_of(fairlea, number) for number in ("A1", "A2")] == ["Written Here A1", "Of The File A2"]
    hand_in(support, NAMES_PAGE, content)
    apply(support, NAMES_PAGE, all="yes")
    assert name_of(fairlea, "A1") == "Of The File A1"


def test_a_change_since_is_seen_before_anything_is_written(fairlea: Authority, support: Client) -> None:
    hand_in(
        support, NAMES_PAGE, as_csv({"child id": "A1", "name": "Of The File"}, {"child id": "A2", "name": "Joe Birch"})
    )
    seen = html.fromstring(support.get(NAMES_PAGE).content.decode()).xpath("//input[@name='seen']/@value")[0]
    with wall(fairlea):
        Particulars.objects.create(child=KEYS["A1"], name="Written Since")
    answer = support.post(NAMES_PAGE, {"seen": seen, "apply": "yes", "all": "yes"}, follow=True).content.decode()
    assert "Somebody changed what this file is about" in answer
    assert "Written Since" in answer
    assert name_of(fairlea, "A1") == "Written Since"
    with wall(fairlea):
        assert Particulars.objects.count() == 1
    apply(support, NAMES_PAGE)
    assert [name_of(fairlea, number) for number in ("A1", "A2")] == ["Written Since", "Joe Birch"]


def test_people_around_a_child_are_found_by_child_name_and_role(fairlea: Authority, support: Client) -> None:
    with wall(fairlea):
        Contact.objects.create(
            child=KEYS["A1"],
            name="Dana Kowal",
            role="mother",
            address="Old Street",
            confirmed_on=clock.today(),
            undisclosed=True,
        )
    content = as_csv(
        {
            "child id": "A1",
            "name": "dana kowal",
            "role": "Mother",
            "address": "1 New Street\nFairlea",
            "phone": "+44 1632 960001",
        },
        {"child id": "A1", "name": "Dana Kowal", "role": "friend"},
        {"child id": "A1", "name": "Piotr Kowal", "role": "Uncle"},
        {"child id": "A2", "name": "Sam Birch", "role": "father", "email": "not an address"},
    )
    assert "none of these" in hand_in(support, CONTACTS_PAGE, content)
    apply(support, CONTACTS_PAGE, all="yes")
    with wall(fairlea):
        mother, friend = Contact.objects.order_by("id")
    assert (mother.address, mother.confirmed_on, mother.undisclosed) == ("1 New Street\nFairlea", None, True)
    assert mother.phone == "+44 1632 960001"
    assert friend.role == "friend"


def test_workers_are_added_and_what_was_handed_in_of_them_stays(fairlea: Authority, signed_in: SignedIn) -> None:
    manager = signed_in(fairlea, "service_manager")
    with wall(fairlea):
        table("workers").create(worker_id="W1", role="reviewing_officer", team="T1", origin=LOADED)
    content = as_csv(
        {"worker id": "W1", "name": "Rita Moor", "registered until": "30/11/2027", "role": "reviewing officer"},
        {"worker id": "W1", "name": "Rita Moor", "registered until": "30/11/2027", "team": ""},
        {"worker id": "W2", "name": "Ola Penn", "role": "reviewing_officer", "fte percent": "80", "contract": "Agency"},
        {"worker id": "W3", "name": "Kim Lee", "role": ""},
        {"worker id": "W1", "name": "Rita Moor", "team": "T2"},
    )
    shown = hand_in(manager, WORKERS_PAGE, content)
    assert "Change it where it comes from" in shown
    apply(manager, WORKERS_PAGE)
    with wall(fairlea):
        assert WorkerDetails.objects.get(worker_id="W1").name == "Rita Moor"
        row = table("workers").get(worker_id="W2")
        assert table("workers").get(worker_id="W1").team == "T1"
        assert not table("workers").filter(worker_id="W3").exists()
    assert (row.role, row.fte_percent, row.contract) == ("reviewing_officer", 80, "agency")


def test_a_child_under_seal_is_as_one_who_is_not_there(fairlea: Authority, support: Client) -> None:
    with wall(fairlea):
        Seal.objects.create(child=KEYS["A1"], reason="A court", placed_by="1", placed_at=clock.now())
        stand()
    content = as_csv({"child id": "A1", "name": "Under Seal"}, {"child id": "A9", "name": "Not There"})
    rows = html.fromstring(hand_in(support, NAMES_PAGE, content)).xpath("//table[1]//tbody/tr")
    assert len({row[2].text_content() for row in rows}) == 1


def test_an_officer_writes_only_of_their_own_children(fairlea: Authority, support: Client, signed_in: SignedIn) -> None:
    with wall(fairlea):
        table("allocations").create(child_id="A1", worker_id="R1", role="reviewing_officer", started_on="2026-01-01")
    officer = signed_in(fairlea, "reviewing_officer", worker_id="R1")
    shown = hand_in(officer, NAMES_PAGE, as_csv(*({"child id": one, "name": f"Name {one}"} for one in KEYS)))
    assert shown.count("No child you may write about has this number") == 2
    assert officer.get(WORKERS_PAGE).status_code == 404
    apply(officer, NAMES_PAGE)
    with wall(fairlea):
        assert Particulars.objects.get().child == KEYS["A1"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"child id;name\r\nA1;Ines\r\n", "semicolons"),
        (b"child id,name\r\nA1,In\xe9s\r\n", "not UTF-8"),
        (b'child id,name\r\nA1,"Ines\r\n', "quotation mark is not closed"),
        (b"child id,known as\r\nA1,Ines\r\n", "does not name name"),
        (b"child id,name,name\r\nA1,Ines,Ines\r\n", "more than once"),
        (b"child id,name\r\n", "no rows"),
        (b"PK\x03\x04 this is no workbook", "damaged"),
        (b"\xff\xd8\xff\xe0 a picture", "not UTF-8"),
        (b"child id,name\r\n" + b"A1,Ines\r\n" * (sheets.MOST_ROWS + 1), "more than 5,000 rows"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, told: str, fairlea: Authority, support: Client) -> None:
    assert told in hand_in(support, NAMES_PAGE, content)
    with wall(fairlea):
        assert not HandedIn.objects.exists()


def test_no_name_of_a_file_reaches_a_log_or_an_address(support: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        hand_in(support, NAMES_PAGE, as_csv({"child id": "A1", "name": "Zuleika Secret", "interpreter": "Zuleika"}))
        answer = support.post(NAMES_PAGE, {"seen": "", "apply": "yes"})
    assert "Zuleika" not in caplog.text
    assert "Zuleika" not in answer["Location"]


def test_a_page_costs_the_same_however_many_rows_a_file_has(fairlea: Authority, support: Client) -> None:
    asked = []
    for many in (1, 3):
        hand_in(
            support,
            CONTACTS_PAGE,
            as_csv(*({"child id": one, "name": f"N {one}", "role": "carer"} for one in [*KEYS][:many])),
        )
        with CaptureQueriesContext(connection) as queries:
            support.get(CONTACTS_PAGE)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 22


def test_a_file_left_lying_is_let_go_of_in_the_night(fairlea: Authority, support: Client) -> None:
    hand_in(support, NAMES_PAGE, as_csv({"child id": "A1", "name": "Ines Kowal"}))
    with wall(fairlea):
        HandedIn.objects.update(at=clock.now() - timedelta(hours=13))
    assert let_go(fairlea, lambda *_: None) == "Files let go of: 1."
    assert "Read the file" in support.get(NAMES_PAGE).content.decode()


def test_a_dropped_file_changes_nothing(fairlea: Authority, support: Client) -> None:
    hand_in(support, NAMES_PAGE, as_csv({"child id": "A1", "name": "Ines Kowal"}))
    assert "Nothing was changed" in support.post(NAMES_PAGE, {"drop": "yes"}, follow=True).content.decode()
    with wall(fairlea):
        assert not Particulars.objects.exists()


@pytest.mark.parametrize("kind", KINDS.values(), ids=str)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_reads_as_its_own_example(
    kind: Kind, ending: str, support: Client, signed_in: SignedIn, fairlea: Authority, tmp_path: Path
) -> None:
    client = signed_in(fairlea, "service_manager") if kind.key == WORKERS else support
    content = client.get(f"/fairlea/files/{kind.key}/?template={ending}").content
    lines, wrong = sheets.read(content, list(kind.headings.values()), kind.needed)
    assert wrong == []
    assert [one.said for one in lines] == [{kind.headings[name]: text for name, text in kind.example.items() if text}]
    file_kinds.values_of(kind, lines[0])
    if ending == "xlsx":
        path = tmp_path / "template.xlsx"
        path.write_bytes(content)
        assert load_workbook(path).sheetnames == ["People", "Columns"]


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20).filter(
    lambda text: text[0] not in "=+-@" and can_hold(text)
)
SAID = {
    "name": WORDS, "known_as": WORDS, "pronouns": WORDS, "language": WORDS, "relation": WORDS, "safe_contact": WORDS,
    "communication": WORDS, "address": st.builds("{}, {}\n{}".format, WORDS, WORDS, WORDS),
    "interpreter": st.booleans(), "parental_responsibility": st.booleans(), "undisclosed": st.booleans(),
    "holds_from": st.dates(clock.date(1990, 1, 1), clock.date(2020, 1, 1)), "holds_until": st.dates(clock.date(2020, 1, 2), clock.date(2030, 1, 1)),
    "role": st.sampled_from(["mother", "carer", "other"]), "phone": st.just("+44 (0)1632 960-001"), "email": st.just("a@example.org"),
}  # fmt: skip


@pytest.mark.parametrize("kind", [KINDS[NAMES], KINDS[CONTACTS]], ids=lambda kind: kind.key)
@given(data=st.data())
def test_what_is_written_into_the_template_is_read_back(kind: Kind, data: st.DataObject, tmp_path_factory: Any) -> None:
    values = {name: data.draw(SAID[name]) for name in kind.fields}
    cells = ["A1", *(file_kinds.text_of(kind.fields[name], value) for name, value in values.items())]
    headings = template_csv(kind).decode("utf-8-sig").splitlines()[0].split(",")
    text = io.StringIO()
    csv.writer(text).writerows([headings, cells])
    path = tmp_path_factory.mktemp("written") / "people.xlsx"
    write(path, [Sheet("People", None, headings, [cells])], clock.date(2026, 4, 2))
    for content in (text.getvalue().encode(), path.read_bytes()):
        lines, wrong = sheets.read(content, list(kind.headings.values()), kind.needed)
        assert wrong == []
        assert file_kinds.values_of(kind, lines[0]) == ("A1", values)


@given(st.binary(max_size=400))
def test_no_file_breaks_the_reading(content: bytes) -> None:
    kind = KINDS[NAMES]
    for tried in (content, b"child id,name\r\n" + content, b"PK\x03\x04" + content):
        with suppress(BadFile):
            lines, wrong = sheets.read(tried, list(kind.headings.values()), kind.needed)
            assert lines or wrong
            assert all(one.said.keys() <= set(kind.headings.values()) for one in lines)
