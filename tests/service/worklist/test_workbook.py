"""The list as a workbook and back: what nobody changed is no difference, what somebody changed is one to confirm."""

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from tests.service.conftest import MORNING
from tests.service.worklist.conftest import rows_of
from tests.service.worklist.test_editing import LATE_REPORT, LIST, again, late_reviews, put, room  # noqa: F401

from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due.models import Duty
from handrail.service.worklist.grids import Column, Row
from handrail.service.worklist.models import LocalColumn, LocalValue
from handrail.service.worklist.values import CHOICES, DATE, TEXT, fingerprint, parsed, shown, tidy
from handrail.service.worklist.workbook_in import in_words

Change = Callable[[Any], None]


def download(client: Client, **query: str) -> bytes:
    answer = client.get(f"{LIST}workbook/", query)
    assert answer["Content-Disposition"] == 'attachment; filename="fairlea-due-list-2026-04-02.xlsx"'
    return answer.content


def changed(file: bytes, change: Change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(file))
    change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def bring(client: Client, file: bytes) -> Any:
    answer = client.post(f"{LIST}bring/", {"file": SimpleUploadedFile("list.xlsx", file)})
    page = client.get(answer["Location"]) if answer.status_code == 302 else answer
    return html.fromstring(page.content.decode())


def column(sheet: Any, heading: str) -> int:
    return next(one.column for one in sheet[1] if one.value == heading)


def line_of(sheet: Any, row: dict[str, str]) -> int:
    names = [
        (cells[column(sheet, "Child") - 1].value, cells[column(sheet, "What is due") - 1].value) for cells in sheet
    ]
    return names.index((row["child"], row["what"])) + 1


ODD = [
    "007",
    "=1+1",
    "+44 20",
    "-1",
    "@cmd",
    "#N/A",
    "TRUE",
    "1 May 2026",
    "_x0041_",
    "é 字 🙂",
    "two\nlines",
    '"quoted"',
    "1e5",
]


def test_a_list_full_of_odd_values_comes_back_without_a_difference(
    manager: Client,
    listed: Authority,
    room: LocalColumn,  # noqa: F811
) -> None:
    said = {"grid": "due", "made_by": "m", "made_at": MORNING}
    with wall(listed):
        text, day, yes = (
            LocalColumn.objects.create(heading=kind, kind=kind, **said) for kind in ("text", "date", "yes_no")
        )
        for odd, duty in zip(
            ODD, Duty.objects.filter(as_verified=True, leads=True, met_on=None, stopped_on=None), strict=False
        ):
            for one, value in ((text, odd), (day, "2027-01-20"), (yes, "no"), (room, "Blue; large")):
                LocalValue.objects.create(
                    child_id=duty.child_id, duty=duty.key, column=one, value=value, by="m", at=MORNING
                )
    row = late_reviews(manager)[0]
    put(manager, row, "note", "=HYPERLINK(1)\nnext")
    put(manager, row, "main", LATE_REPORT)
    page = bring(manager, download(manager))
    assert "Nothing would change" in page.text_content()
    assert not page.xpath("//table")
    shuffled = changed(download(manager), reordered)
    page = bring(manager, shuffled)
    assert "Nothing would change" in page.text_content()
    assert not page.xpath("//table | //main//li")


def reordered(book: Any) -> None:
    """As a person does: sorts by another column, moves columns, leaves rows out, hides nothing and keeps the rest."""
    sheet = book["List"]
    head, *rows = [[cell.value for cell in row] for row in sheet]
    rows.sort(key=lambda row: str(row[5]))
    sheet.delete_rows(1, sheet.max_row)
    for row in (head, *rows[10:]):
        sheet.append(row[::-1])
    for cells in sheet:
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a spreadsheet keeps a text as one; this library would make it a formula


def test_what_was_changed_is_shown_by_row_and_column_and_written_when_confirmed(
    manager: Client,
    listed: Authority,
    room: LocalColumn,  # noqa: F811
) -> None:
    first, second, third = late_reviews(manager)[:3]
    at: dict[str, int] = {}

    def change(book: Any) -> None:
        sheet = book["List"]
        lines = [line_of(sheet, one) for one in (first, second, third)]
        at.update(zip(("first", "second", "third"), lines, strict=True))
        sheet.cell(lines[0], column(sheet, "Main reason")).value = LATE_REPORT
        sheet.cell(lines[0], column(sheet, "Room")).value = "hall"
        sheet.cell(lines[1], column(sheet, "Main reason")).value = "The dog"
        sheet.cell(lines[1], column(sheet, "Due date")).value = date(2030, 1, 1)
        sheet.cell(lines[2], column(sheet, "Key")).value = "0" * 32 + "~gone"
        sheet.cell(lines[2], column(sheet, "Note")).value = "Lost?"
        sheet.append(["", "", "A new child"])
        sheet.cell(1, sheet.max_column + 1).value = "My own"

    page = bring(manager, changed(download(manager), change))
    said = " ".join(page.text_content().split())
    assert "Will change (2)" in said
    assert "Cannot change (3)" in said
    assert "“The dog” is none of these" in said
    assert "This column cannot be changed here." in said
    assert "This row is no longer in the list" in said
    assert "Lost?" in said
    assert f"Row {max(at.values()) and sheet_rows(manager) + 1} has no key" in said
    assert "Column “My own” is none of the list's" in said
    numbers = {int(one.text) for one in page.xpath("//tbody/tr/th")}
    assert numbers == set(at.values())
    manager.post(f"{LIST}step/", dict(page.forms[-1].form_values()))
    now = again(manager, first)
    assert (now["main"], now[room.key]) == (LATE_REPORT, "Hall")


def sheet_rows(client: Client) -> int:
    return int(openpyxl.load_workbook(io.BytesIO(download(client)))["List"].max_row)


def test_who_wrote_meanwhile_is_shown_beside_and_kept_until_somebody_decides(manager: Client) -> None:
    row, file = late_reviews(manager)[0], b""
    file = changed(download(manager), lambda book: note(book, row, "Mine."))
    put(manager, row, "note", "Theirs.")
    page = bring(manager, file)
    assert "Changed by somebody else since you looked (1)" in page.text_content()
    form = dict(page.forms[-1].form_values())
    manager.post(f"{LIST}step/", form)
    assert again(manager, row)["note"] == "Theirs."
    page = bring(manager, file)
    manager.post(f"{LIST}step/", {**dict(page.forms[-1].form_values()), "mine": "1"})
    assert again(manager, row)["note"] == "Mine."


def note(book: Any, row: dict[str, str], text: str) -> None:
    sheet = book["List"]
    sheet.cell(line_of(sheet, row), column(sheet, "Note")).value = text


def test_the_workbook_is_one_a_person_can_work_in_and_its_making_is_in_the_trail(
    manager: Client, listed: Authority
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(download(manager, state="late")))
    sheet = book["List"]
    assert sheet.freeze_panes == "D2"
    assert all(sheet.column_dimensions[one].hidden for one in "AB")
    assert sheet.cell(2, column(sheet, "Due date")).is_date
    assert sheet.max_row == 1 + len(rows_of(manager.get(LIST, {"state": "late"})))
    assert any(rule.formula1.startswith("Choices!") for rule in sheet.data_validations.dataValidation)
    assert "may be changed" in str([cell.value for row in book["About"] for cell in row])
    with wall(listed):
        entry = Entry.objects.filter(route="due-workbook").latest("id")
    assert entry.action == "export"
    assert len(json.loads(entry.children)) > 0


def bomb() -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (40 * 2**20))
    return made.getvalue()


def billion_laughs() -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>')
    return made.getvalue()


@pytest.mark.parametrize("file", [b"not a workbook", bomb(), billion_laughs()], ids=["text", "bomb", "entities"])
def test_what_is_no_list_or_is_not_safe_is_refused_in_words(manager: Client, file: bytes) -> None:
    page = bring(manager, file)
    assert page.xpath("//main//li")
    assert "Traceback" not in page.text_content()
    assert not page.xpath("//form[@method='post']//button[contains(., 'Change')]")


def test_a_file_that_is_too_large_is_refused(manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handrail.service.worklist.sheets.MOST_BYTES", 2**20)
    assert "larger than 1 MB" in bring(manager, b"0" * (2**20 + 1)).text_content()


OPTIONS = {"a": "Late; very", "b": "Late", "c": "=1+1", "d": "No report (SW)"}
anything = st.text(max_size=40).map(tidy)


@given(st.one_of(
    st.tuples(st.just(TEXT), anything),
    st.tuples(st.just(DATE), st.dates(date(1930, 1, 1), date(2100, 1, 1)).map(date.isoformat)),
    st.tuples(st.just(CHOICES), st.lists(st.sampled_from(sorted(OPTIONS)), unique=True).map(sorted).map("\n".join)),
))  # fmt: skip
def test_what_is_shown_is_read_back_as_it_was_kept(case: tuple[str, str]) -> None:
    kind, value = case
    assert parsed(kind, shown(kind, value, OPTIONS), OPTIONS) == value


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(anything, st.sampled_from(ODD)), min_size=1, max_size=12))
def test_any_text_passes_through_a_workbook_as_it_was(tmp_path_factory: Any, texts: list[str]) -> None:
    from handrail.returns import workbook
    from handrail.returns.sources import Source
    from handrail.service.worklist.workbook_out import _cell

    path = tmp_path_factory.mktemp("book") / "list.xlsx"
    book, text = openpyxl.Workbook(write_only=True), Column("text", "Text")
    sheet = book.create_sheet("List")
    for each in ["x", *texts]:
        sheet.append([_cell(sheet, text, Row(1, "", "", "", None, {"text": each})), "x"])
    book.save(path)
    problems: list[Any] = []
    read = workbook.read(Source(path, "list", is_xml=False, is_workbook=True), problems)
    assert read is not None, problems
    back = [in_words(cells[0]) for one in read.sheets(problems) for _, cells in one.rows(problems)]
    assert [fingerprint(one) for one in back[1:]] == [fingerprint(one) for one in texts]
