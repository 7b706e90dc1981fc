"""What Annex A lists become: a record of one day, and what it cannot tell."""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from tests.unit.returns.annex_a.made_up import loaded, read_one, record, write

from handrail.record.problems import ERROR, NOTE, QUERY
from handrail.record.tables import (
    Child,
    Conference,
    ConferenceChild,
    Enquiry,
    Episode,
    Event,
    Identifier,
    PeriodOfCare,
    Plan,
    Review,
)
from handrail.returns.annex_a.lists import lists
from handrail.timescales import subjects

LOOKED_AFTER = {
    "child_id": 1001,
    "sex": "b) Female",
    "ethnicity": "s) NOBT",
    "born_on": date(2015, 1, 1),
    "age": 11,
    "care_began_on": date(2024, 3, 4),
    "need": "N1 - Abuse or neglect",
    "legal_status_from": date(2024, 9, 2),
    "legal_status": "C2: FCO",
    "review_on": date(2025, 10, 1),
    "last_visit_on": date(2026, 5, 4),
    "iro_contact_on": date(2026, 2, 2),
    "health_assessment_on": date(2026, 1, 5),
    "dental_check_on": date(2025, 12, 1),
    "placement_from": date(2024, 6, 3),
    "placement_type": "f) U6: Foster placement - not FFA",
    "placement_provider": "b) PR1: Own provision",
}
ON_A_PLAN = {
    "child_id": 2001,
    "born_on": "01/02/2020",
    "plan_started_on": "2025-12-01",
    "initial_category": "a) Neglect",
    "latest_category": "YNNY",
    "last_visit_on": "11/05/2026",
    "seen_alone": "a) Yes",
    "review_conference_on": "20/02/2026",
    "previous_plans": 0,
}
ENQUIRED = {
    "child_id": 3001,
    "born_on": date(2018, 1, 1),
    "enquiry_started_on": date(2026, 4, 1),
    "conference_not_needed": "b) No",
    "conference_on": date(2026, 4, 22),
}


def test_a_looked_after_child(tmp_path: Path) -> None:
    found = record(write(tmp_path / "annex.xlsx", {8: [LOOKED_AFTER]}))
    at = "annex.xlsx [List_8]:3"
    assert found.children == [Child("1001", date(2015, 1, 1), None, None, "F", "NOBT", at)]
    assert found.identifiers == [Identifier("1001", "council_id", "1001", "annex_a", at)]
    assert found.periods_of_care == [PeriodOfCare("1001", date(2024, 3, 4), True, None, None, True, at)]
    assert found.episodes == [
        Episode("1001", date(2024, 9, 2), None, None, "C2", "N1", "U6", "PR1", None, read_from=at)
    ]
    assert found.reviews == [Review("1001", date(2025, 10, 1), None, None, at)]
    assert [(event.kind, event.happened_on.isoformat()) for event in found.events] == [
        ("dental_check", "2025-12-01"),
        ("health_assessment", "2026-01-05"),
        ("iro_contact", "2026-02-02"),
        ("visit", "2026-05-04"),
    ]


def test_a_child_on_a_plan(tmp_path: Path) -> None:
    found = record(write(tmp_path / "annex.xlsx", {7: [ON_A_PLAN]}))
    at, start, held = "annex.xlsx [List_7]:3", date(2025, 12, 1), date(2026, 2, 20)
    assert found.plans == [Plan("2001", start, None, "NEG", "MUL", 0, at)]
    assert found.conferences == [Conference("review:2001:2025-12-01:2026-02-20", "review", held)]
    assert found.conference_children == [
        ConferenceChild("review:2001:2025-12-01:2026-02-20", "2001", None, start, read_from=at)
    ]
    assert found.events == [Event("2001", "cp_visit", date(2026, 5, 11), "seen_alone", at)]


def test_an_enquiry_and_the_conference_it_led_to(tmp_path: Path) -> None:
    found = record(write(tmp_path / "annex.xlsx", {5: [ENQUIRED]}))
    at, start, held = "annex.xlsx [List_5]:3", date(2026, 4, 1), date(2026, 4, 22)
    assert found.enquiries == [Enquiry("3001", start, None, False, held, at)]
    assert found.conferences == [Conference("initial:3001:2026-04-22", "initial", held)]
    assert found.conference_children == [ConferenceChild("initial:3001:2026-04-22", "3001", start, None, read_from=at)]


def test_one_child_on_several_lists_is_one_child_and_blanks_are_filled(tmp_path: Path) -> None:
    rows = {6: [{"child_id": "7"}], 8: [{**LOOKED_AFTER, "child_id": 7.0}], 9: [{"child_id": "7", "sex": "F"}]}
    found = record(write(tmp_path / "x.xlsx", rows))
    assert found.children == [Child("7", date(2015, 1, 1), None, None, "F", "NOBT", "x.xlsx [List_6]:3")]


def test_contacts_early_help_referrals_and_adopters_are_not_read(tmp_path: Path) -> None:
    rows = {number: [{"child_id": "7"}] for number in (1, 2, 3)} | {11: [{"adopter_id": "9"}]}
    assert record(write(tmp_path / "x.xlsx", rows)).children == []


def test_an_unborn_child_has_an_expected_date_or_none(tmp_path: Path) -> None:
    born, problems = read_one(tmp_path, 7, age=-1, born_on=date(2026, 8, 1), plan_started_on=date(2026, 5, 1))
    assert (born.children[0].born_on, born.children[0].expected_on) == (None, date(2026, 8, 1))
    none, others = read_one(tmp_path, 7, age=-1, plan_started_on=date(2026, 5, 1))
    assert (none.children[0].born_on, none.children[0].expected_on) == (None, None)
    assert problems == others == []


def test_a_series_of_short_breaks_is_an_episode_and_no_period_of_care(tmp_path: Path) -> None:
    found, _ = read_one(
        tmp_path, 8, care_began_on=date(2025, 1, 6), legal_status="V4", legal_status_from=date(2025, 1, 6),
        placement_from=date(2025, 1, 6),
    )  # fmt: skip
    assert found.periods_of_care == []
    assert [(each.started_on, each.start_reason, each.legal_status) for each in found.episodes] == [
        (date(2025, 1, 6), "S", "V4")
    ]


def test_a_placement_order_or_placement_for_adoption_counts_from_its_own_day(tmp_path: Path) -> None:
    ordered = {**LOOKED_AFTER, "legal_status": "E1", "legal_status_from": "06/01/2026", "placement_from": "02/03/2026"}
    placed = {**LOOKED_AFTER, "placement_type": "A5", "placement_from": "06/01/2026", "legal_status_from": "02/03/2026"}
    first, second = date(2026, 1, 6), date(2026, 3, 2)
    found = [
        [each[1:4] + each[4:5] + each[6:7] for each in record(write(tmp_path / "x.xlsx", {8: [row]})).episodes]
        for row in (ordered, placed)
    ]
    assert found == [
        [(first, second, None, "E1", None), (second, None, None, "E1", "U6")],
        [(first, second, None, None, "A5"), (second, None, None, "C2", "A5")],
    ]


def test_an_adoption_is_the_reason_care_ended(tmp_path: Path) -> None:
    found, _ = read_one(
        tmp_path, 8, care_began_on="06/01/2025", care_ended_on="02/03/2026", end_reason="a) E11: Adopted - application unopposed"
    )  # fmt: skip
    assert [(each.ended_on, each.end_reason) for each in found.periods_of_care] == [(date(2026, 3, 2), "E11")]


# --- the conference that is not owed


ENQUIRY = {"child_id": "7", "enquiry_started_on": date(2026, 2, 2), "conference_not_needed": "b) No"}


@pytest.mark.parametrize(
    ("plan", "not_needed", "told"),
    [
        (None, False, []),
        ({"plan_started_on": date(2025, 11, 3)}, True, [("HR-AA-1", NOTE)]),
        ({"plan_started_on": date(2026, 2, 16)}, True, [("HR-AA-2", QUERY)]),
        ({"plan_started_on": date(2025, 11, 3), "plan_ended_on": date(2026, 1, 5)}, False, []),
    ],
)
def test_no_conference_is_owed_for_a_child_on_a_plan(
    tmp_path: Path, plan: dict[str, Any] | None, not_needed: bool, told: list[tuple[str, str]]
) -> None:
    rows = {5: [ENQUIRY]} | ({7: [{"child_id": "7", **plan}]} if plan else {})
    read = loaded(write(tmp_path / "x.xlsx", rows))
    (part,) = read.parts
    assert [enquiry.conference_not_needed for enquiry in part.record.enquiries] == [not_needed]
    assert [(problem.rule, problem.severity) for problem in read.problems if problem.row] == told
    (row,) = [row for row in subjects.build(part.record) if row.clock == "icpc"]
    assert (row.stop_reason == "conference_not_needed") is not_needed


# --- what it can tell and what it cannot


def test_it_can_tell_what_is_overdue_on_the_day_of_the_lists(tmp_path: Path) -> None:
    found = record(write(tmp_path / "x.xlsx", {7: [ON_A_PLAN], 8: [LOOKED_AFTER]}))
    as_at = date(2026, 5, 11)
    assert found.care_from == found.protection_from == as_at
    open_rows = [row for row in subjects.build(found) if row.met_on is None and row.due_on]
    assert {(row.child_id, row.clock, row.due_on) for row in open_rows} == {
        ("1001", "lac_review_n", date(2026, 4, 1)),
        ("2001", "rcpc_n", date(2026, 8, 20)),
    }


def test_it_never_judges_a_review_that_was_held(tmp_path: Path) -> None:
    found = record(write(tmp_path / "x.xlsx", {7: [ON_A_PLAN], 8: [LOOKED_AFTER]}))
    assert all(row.due_on is None for row in subjects.build(found) if row.met_on is not None)


@pytest.mark.parametrize(
    "table", ["reviews", "conferences", "conference_children", "plans", "periods_of_care", "events"]
)
def test_it_says_that_a_year_cannot_be_answered_and_the_day_can(tmp_path: Path, table: str) -> None:
    found = record(write(tmp_path / "x.xlsx", {5: [ENQUIRED], 7: [ON_A_PLAN], 8: [LOOKED_AFTER]}))
    as_at = date(2026, 5, 11)
    why = found.why_missing((table,), date(2025, 4, 1), date(2026, 3, 31))
    assert why is not None
    assert "only the latest" in why
    assert "11/05/2026" in why
    assert found.why_missing((table,), as_at, as_at) is None
    assert found.why_missing((table,), as_at + timedelta(days=1), date(2026, 12, 31)) is not None


def test_enquiries_are_all_there_for_six_months(tmp_path: Path) -> None:
    found = record(write(tmp_path / "x.xlsx", {5: [ENQUIRED], 7: [ON_A_PLAN]}))
    assert found.why_missing(("enquiries",), date(2025, 11, 11), date(2026, 5, 11)) is None
    assert found.why_missing(("enquiries",), date(2025, 11, 10), date(2026, 5, 11)) is not None


def test_a_list_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    found = record(write(tmp_path / "x.xlsx", {7: [ON_A_PLAN]}))
    day = date(2026, 5, 11)
    assert found.why_missing(("reviews",), day, day) == "The Annex A workbook has no list 8."
    assert found.why_missing(("conferences",), day, day) == "The Annex A workbook has no list 5."
    assert found.why_missing(("plans",), day, day) is None


# --- what is wrong, and what is kept


def test_an_unusable_cell_is_told_with_list_row_heading_and_remedy_and_the_rest_of_the_row_is_kept(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "x.xlsx", {8: [{}] * 11 + [{**LOOKED_AFTER, "review_on": "31/02/2026"}]})
    read = loaded(path)
    (problem,) = [problem for problem in read.problems if problem.row]
    assert problem[:7] == (
        "VALUE-DATE",
        ERROR,
        "x.xlsx [List_8]",
        14,
        "1001",
        "Date of Latest Statutory Review",
        "31/02/2026",
    )
    assert problem.message.startswith(
        "List 8, row 14 of x.xlsx [List_8]: “Date of Latest Statutory Review” is 31/02/2026,"
    )
    assert problem.what_to_do
    assert read.parts[0].record.reviews == []
    assert len(read.parts[0].record.periods_of_care) == len(read.parts[0].record.episodes) == 1


@pytest.mark.parametrize(
    ("number", "row", "rule", "heading"),
    [
        (8, {"care_began_on": None, "review_on": "01/02/2026"}, "VALUE-DATE", "Date Started to be Looked After"),
        (8, {"legal_status": "care"}, "VALUE-CODE", "Child's Legal Status"),
        (8, {"review_on": "01/02/2020"}, "VALUE-ORDER", "Date of Latest Statutory Review"),
        (8, {"care_ended_on": "01/02/2020"}, "VALUE-ORDER", "Date Ceased to be Looked After"),
        (8, {"ethnicity": "White"}, "VALUE-CODE", "Ethnicity"),
        (8, {"sex": "x"}, "VALUE-CODE", "Gender"),
        (8, {"born_on": "2015"}, "VALUE-DATE", "Date of Birth"),
        (8, {"placement_from": "?"}, "VALUE-DATE", "Start Date of Most Recent Placement"),
    ],
)
def test_what_is_wrong_with_a_cell(tmp_path: Path, number: int, row: dict[str, Any], rule: str, heading: str) -> None:
    found = loaded(write(tmp_path / "x.xlsx", {number: [{**LOOKED_AFTER, **row}]}))
    assert [(problem.rule, problem.field) for problem in found.problems if problem.row] == [(rule, heading)]
    assert len(found.parts[0].record.children) == 1


def test_a_review_conference_is_kept_where_the_start_of_its_plan_cannot_be_read(tmp_path: Path) -> None:
    found = record(write(tmp_path / "x.xlsx", {7: [{**ON_A_PLAN, "plan_started_on": "last spring"}]}))
    assert found.plans == []
    assert [child.plan_started_on for child in found.conference_children] == [None]
    assert len(found.events) == 1


def test_an_initial_conference_is_kept_where_the_start_of_its_enquiry_cannot_be_read(tmp_path: Path) -> None:
    found = record(write(tmp_path / "x.xlsx", {5: [{**ENQUIRED, "enquiry_started_on": None}]}))
    assert found.enquiries == []
    assert [child.enquiry_started_on for child in found.conference_children] == [None]


def test_an_episode_whose_first_day_is_not_known_is_left_out(tmp_path: Path) -> None:
    found = record(write(tmp_path / "x.xlsx", {8: [{**LOOKED_AFTER, "placement_from": None}]}))
    assert found.episodes == []
    assert len(found.periods_of_care) == 1


@pytest.mark.parametrize("child_id", ["", "#N/A", True, 7.5, date(2025, 1, 1)])
def test_a_row_without_a_child_is_left_out_and_told(tmp_path: Path, child_id: Any) -> None:
    read = loaded(write(tmp_path / "x.xlsx", {8: [{**LOOKED_AFTER, "child_id": child_id}, LOOKED_AFTER]}))
    assert [(problem.rule, problem.row) for problem in read.problems if problem.row] == [("ROW-NO-CHILD", 3)]
    assert len(read.parts[0].record.children) == 1


def test_blank_rows_and_rows_with_only_a_templates_age_are_passed_over(tmp_path: Path) -> None:
    read = loaded(write(tmp_path / "x.xlsx", {8: [{}, {"age": 125}, {"age": 0, "sex": "#N/A"}, LOOKED_AFTER, {}]}))
    assert not [problem for problem in read.problems if problem.row]
    assert len(read.parts[0].record.children) == 1


def test_the_same_thing_twice_is_told_and_kept_once(tmp_path: Path) -> None:
    read = loaded(write(tmp_path / "x.xlsx", {5: [ENQUIRED, ENQUIRED], 7: [ON_A_PLAN, ON_A_PLAN]}))
    (part,) = read.parts
    assert (len(part.record.enquiries), len(part.record.plans), len(part.record.conferences)) == (1, 1, 2)
    assert {problem.rule for problem in read.problems if problem.row} == {"ROW-TWICE"}


def test_two_birth_dates_are_told_and_the_first_is_used(tmp_path: Path) -> None:
    rows = {7: [{**ON_A_PLAN, "child_id": 1001}], 8: [LOOKED_AFTER]}
    read = loaded(write(tmp_path / "x.xlsx", rows))
    assert [(problem.rule, problem.severity) for problem in read.problems if problem.row] == [("HR-AA-3", ERROR)]
    assert read.parts[0].record.children[0].born_on == date(2020, 2, 1)


def test_a_column_that_is_not_there_is_told_once_and_the_rest_read(tmp_path: Path) -> None:
    read = loaded(write(tmp_path / "x.xlsx", {8: [LOOKED_AFTER] * 3}, {"placement_from": None, "care_began_on": None}))
    missing = [problem.field for problem in read.problems if problem.rule == "FILE-COLUMN-MISSING"]
    assert missing == ["Date Started to be Looked After", "Start Date of Most Recent Placement"]
    assert not [problem for problem in read.problems if problem.rule == "VALUE-DATE"]
    assert len(read.parts[0].record.reviews) == 1


def test_a_list_given_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "x.xlsx", {8: [LOOKED_AFTER]})
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book["List_8"]).title = "List 8 (old)"
    book.save(path)
    read = loaded(path)
    assert [(problem.rule, problem.file) for problem in read.problems if problem.rule == "FILE-LIST-TWICE"] == [
        ("FILE-LIST-TWICE", "x.xlsx [List 8 (old)]")
    ]
    assert len(read.parts[0].record.children) == 1


def test_a_slip_far_in_the_future_does_not_move_the_day_of_the_lists(tmp_path: Path) -> None:
    found = record(
        write(tmp_path / "x.xlsx", {8: [LOOKED_AFTER, {**LOOKED_AFTER, "child_id": 2, "last_visit_on": "04/05/2206"}]})
    )
    assert found.care_from == date(2026, 5, 4)


# --- shapes of workbook


@pytest.mark.parametrize("titles", [0, 1, 5, 9])
@pytest.mark.parametrize("sheet", ["List_{}", "List {}", "LIST {} ", "Annex A list {}"])
def test_the_header_may_stand_in_any_of_the_first_ten_rows_and_sheets_be_named_as_they_like(
    tmp_path: Path, titles: int, sheet: str
) -> None:
    found = record(write(tmp_path / "x.xlsx", {8: [LOOKED_AFTER], 10: [{"child_id": 9}]}, titles=titles, sheet=sheet))
    assert [child.child_id for child in found.children] == ["1001", "9"]
    assert len(found.reviews) == 1


def test_an_open_document_workbook_is_read_the_same(tmp_path: Path) -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="List 8")
    document.spreadsheet.addElement(table)
    columns = lists()[8].columns
    for cells in ([column.heading for column in columns], [LOOKED_AFTER.get(column.fact) for column in columns]):
        row = TableRow()
        for value in cells:
            day = {"valuetype": "date", "datevalue": value.isoformat()} if isinstance(value, date) else None
            number = {"valuetype": "float", "value": str(value)} if isinstance(value, int) else None
            cell = TableCell(**(day or number or ({"valuetype": "string"} if value else {})))
            if value:
                cell.addElement(P(text=str(value)))
            row.addElement(cell)
        table.addElement(row)
    document.save(tmp_path / "x.ods")
    same = record(write(tmp_path / "x.xlsx", {8: [LOOKED_AFTER]}, titles=0))
    found = record(tmp_path / "x.ods")
    for table_name in ("episodes", "periods_of_care", "reviews", "events"):
        mine, other = getattr(found, table_name), getattr(same, table_name)
        assert [row[:-1] for row in mine] == [row[:-1] for row in other] != []


def test_the_public_template_samples_are_read_without_a_problem(shared: Path) -> None:
    for path in sorted((shared / "data/public/cscdp-annex-a-templates").glob("*.xlsx")):
        read = loaded(path)
        assert read.problems == []
        (part,) = read.parts
        assert part.source == "annex_a"
        assert part.record.children == []  # their few rows are contacts, early help and referrals
        assert part.record.why_missing(("reviews",), date(2025, 4, 1), date(2026, 3, 31))


JUNK = st.one_of(
    st.none(),
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    st.integers(-10, 60_000),
    st.dates(date(1901, 1, 1), date(2100, 1, 1)),
    st.booleans(),
)


@given(st.data())
def test_whatever_stands_in_the_cells_it_never_stumbles_and_every_problem_says_what_to_do(data: st.DataObject) -> None:
    number = data.draw(st.sampled_from([5, 7, 8]))
    facts = [column.fact for column in lists()[number].columns]
    row = st.dictionaries(st.sampled_from(facts), JUNK, max_size=8)
    rows = data.draw(st.lists(row.map(lambda cells: {"child_id": "1", **cells}), max_size=4))
    with tempfile.TemporaryDirectory() as folder:
        found = loaded(write(Path(folder) / "x.xlsx", {number: rows}))
    assert all(problem.message and problem.what_to_do and problem.file for problem in found.problems)


NEW_IN_CARE = LOOKED_AFTER | {
    "child_id": 1003,
    "care_began_on": date(2026, 3, 2),
    "legal_status_from": date(2026, 3, 2),
    "placement_from": date(2026, 3, 2),
}


def owed(path: Path) -> list[tuple[str, date | None]]:
    """The first clock owed by the child lately in care, with its due day."""
    rows = subjects.build(record(path))
    return [(row.clock, row.due_on) for row in rows if row.child_id == "1003" and row.met_on is None]


def test_a_blank_latest_review_is_none_held_and_an_unreadable_one_is_not_known(tmp_path: Path) -> None:
    blank = write(tmp_path / "blank.xlsx", {8: [LOOKED_AFTER, NEW_IN_CARE | {"review_on": None}]})
    assert owed(blank) == [("lac_review_1", date(2026, 3, 30))]
    spoilt = write(tmp_path / "spoilt.xlsx", {8: [LOOKED_AFTER, NEW_IN_CARE | {"review_on": "31/02/2026"}]})
    assert [due_on for _, due_on in owed(spoilt)] == [None]
