"""Which list a sheet holds, and where its columns stand, however a council has named them."""

import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.returns.annex_a.lists import header, lists, normal, number_in_name, recognise
from handrail.returns.annex_a.values import text


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("List_8", 8),
        ("List 8", 8),
        ("LIST 8 ", 8),
        ("list_08", 8),
        ("Annex A - List 8", 8),
        ("List_1", 1),
        ("List_10", 10),
        ("List_11", 11),
        ("List 12", None),
        ("List 8 (2)", None),
        ("Guidance", None),
        ("List_", None),
        ("List 0", None),
    ],
)
def test_the_name_of_a_sheet_names_its_list_and_1_is_never_10_or_11(name: str, number: int | None) -> None:
    assert number_in_name(name) == number


def test_the_official_headings_are_those_of_the_template(shared: Path) -> None:
    folder = shared / "data/public/cscdp-annex-a-templates"
    for path in sorted(folder.glob("*.xlsx")):
        book = openpyxl.load_workbook(path, data_only=True)
        for number, of_list in lists().items():
            sheet = next(sheet for sheet in book if number_in_name(sheet.title) == number)
            given_headings = [normal(str(cell.value)) for cell in sheet[2]]
            assert given_headings == [normal(column.heading) for column in of_list.columns]
            assert sheet["A1"].value == of_list.title


def test_the_official_headings_are_those_of_the_reference(shared: Path) -> None:
    page = (shared / "reference/data-standards.md").read_text(encoding="utf-8")
    for number in (4, 5, 6, 7, 8):
        line = next(line for line in page.splitlines() if line.startswith(f"* **List {number}**"))
        assert re.findall(r"`([^`]+)`", line) == [column.heading for column in lists()[number].columns[5:]]


@pytest.mark.parametrize("number", lists())
def test_a_sheet_of_any_name_is_known_by_its_headings(number: int) -> None:
    headings = [column.heading for column in lists()[number].columns]
    found = recognise("Sheet1", [(1, ["A title"]), (2, ["made on", "14/05/2025"]), (3, headings)])
    assert found is not None
    assert found[0].number == number
    assert found[1] is not None
    assert found[1].row == 3
    assert list(found[1].at.values()) == list(range(len(headings)))


def test_headings_win_over_a_name_that_is_plainly_wrong() -> None:
    headings = [column.heading for column in lists()[8].columns]
    found = recognise("List_7", [(1, headings)])
    assert found is not None
    assert found[0].number == 8


@pytest.mark.parametrize(
    ("number", "heading", "fact"),
    [
        (8, "age", "age"),
        (8, " DATE  CEASED to be looked after ", "care_ended_on"),
        (8, "Child\u2019s Legal\u00a0Status", "legal_status"),
        (8, "Childs Legal Status", "legal_status"),
        (
            8,
            "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
            "missing_episodes",
        ),
        (
            8,
            "Is this a second or subsequent episode of being a Looked After Child within the last 12 months (Y/N)",
            "second_period",
        ),
        (8, "Date of Last IRO visit/contact to the child", "iro_contact_on"),
        (8, "Date of latest LAC review", "review_on"),
        (4, "Was the child assessed as being in need?", "needs_support"),
        (6, "Case status", "case_status"),
        (3, "Date of Referral", "referred_on"),
        (5, "Strategy discussion initiating Section 47 Enquiry: Start Date", "enquiry_started_on"),
        (7, "Was the child seen alone", "seen_alone"),
    ],
)
def test_headings_councils_use_are_understood(number: int, heading: str, fact: str) -> None:
    found = header(number, 1, ["Child Unique ID", "Gender", heading])
    assert found is not None
    assert found.at[fact] == 2


@pytest.mark.parametrize(
    "heading", ["Child ID", "Child Identifier", "ID of the child", "Childs unique ID", "Unique Child Identifier (LCS)"]
)
def test_any_heading_with_child_and_id_is_the_childs_id(heading: str) -> None:
    found = header(7, 1, [heading, "Gender"])
    assert found is not None
    assert found.at["child_id"] == 0


@pytest.mark.parametrize(
    "heading", ["No. of children placed", "Did the child accept a return interview", "Family identifier"]
)
def test_no_other_heading_is(heading: str) -> None:
    assert header(7, 1, [heading, "Gender", "Ethnicity"]) is None


def test_guidance_and_code_sheets_are_no_list(shared: Path) -> None:
    book = openpyxl.load_workbook(shared / "data/public/cscdp-annex-a-templates/2015-01-sample.xlsx", data_only=True)
    for name in ("Front_Sheet", "FAQ_and_changes", "Guidance", "Codes_used"):
        rows = [
            (number, [text(cell or "") for cell in row])
            for number, row in enumerate(book[name].iter_rows(max_row=10, values_only=True), 1)
        ]
        assert recognise(name, rows) is None


@given(st.lists(st.lists(st.text(max_size=20), max_size=8), max_size=10), st.text(max_size=12))
def test_no_sheet_makes_it_stumble(rows: list[list[str]], name: str) -> None:
    recognise(name, list(enumerate(rows, 1)))
