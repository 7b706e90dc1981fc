"""What is written back as a return: every row that it can hold, a problem for each other, and nothing else changed."""

import csv
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from handrail.cli.main import main
from handrail.fictional.as_record import record_of
from handrail.fictional.authority import make
from handrail.fictional.story import YEARS
from handrail.record.care import periods_of_care
from handrail.record.problems import ERROR, NOTE, catalogue
from handrail.record.record import Missing, Record
from handrail.record.tables import (
    Child,
    Conference,
    ConferenceChild,
    Enquiry,
    Episode,
    Event,
    Identifier,
    Plan,
    Review,
)
from handrail.returns import record_folder
from handrail.returns.annex_a import write as annex_a
from handrail.returns.cin_census import write as cin
from handrail.returns.load import load
from handrail.returns.outgoing import Written
from handrail.returns.ssda903 import write as ssda903

YEAR_END = date(2026, 3, 31)
BORN = date(2015, 6, 1)


def in_care(child: str, status: str = "C2", started: date = date(2025, 1, 6), ended: date | None = None) -> Episode:
    return Episode(child, started, ended, "S", status, "N1", "U4", "PR1", "E4A" if ended else None)


def reviews_of(
    out: Path, *reviews: Review, children: Iterable[Child] = (Child("A1", BORN),), **more: object
) -> Written:
    record = Record(children=list(children), episodes=[in_care("A1")], reviews=list(reviews), **more)
    return ssda903.write(record, out, 2026)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def told(written: Written) -> list[tuple[str, str, str | None]]:
    assert {problem.rule for problem in written.problems} <= set(catalogue())
    return [(problem.rule, problem.severity, problem.child) for problem in written.problems]


# --- SSDA903 reviews


def test_each_review_of_the_year_is_one_row(tmp_path):
    written = reviews_of(
        tmp_path,
        Review("A1", date(2025, 4, 1), None, "PN1"),
        Review("A1", date(2026, 3, 31), None, "PN5"),
        Review("A1", date(2025, 3, 31), None, "PN1"),
        Review("A1", date(2026, 4, 1), None, "PN1"),
    )
    assert lines(tmp_path / "reviews.csv") == [
        "CHILD,DOB,REVIEW,REVIEW_CODE",
        "A1,01/06/2015,01/04/2025,PN1",
        "A1,01/06/2015,31/03/2026,PN5",
    ]
    assert written == ({tmp_path / "reviews.csv": 2}, [])


def test_a_review_without_a_participation_code_is_listed_and_the_others_are_written(tmp_path):
    written = reviews_of(
        tmp_path,
        Review("A1", date(2025, 5, 1), None, None, "tracker.csv:7"),
        Review("A1", date(2025, 6, 1), None, "PN9", "tracker.csv:8"),
        Review("A1", date(2025, 7, 1), None, "PN1"),
    )
    assert lines(tmp_path / "reviews.csv")[1:] == ["A1,01/06/2015,01/07/2025,PN1"]
    found = [(problem.rule, problem.file, problem.row, problem.field) for problem in written.problems]
    assert found == [("903-167", "tracker.csv", row, "REVIEW_CODE") for row in (7, 8)]


@pytest.mark.parametrize(
    ("child", "review", "rule"),
    [
        (Child("A1"), "A1", "903-102"),
        (Child("=1+1", BORN), "=1+1", "RECORD-ID"),
        (Child("A" * 21, BORN), "A" * 21, "RECORD-ID"),
        (Child("B2", BORN), "B2", "HR-LAC-1"),
    ],
    ids=["no birth date", "an id a spreadsheet would run", "an id too long", "never in care that year"],
)
def test_a_review_that_the_return_cannot_hold_is_refused(tmp_path, child, review, rule):
    written = reviews_of(tmp_path, Review(review, date(2025, 5, 1), None, "PN1"), children=[child])
    assert told(written) == [(rule, ERROR, review)]
    assert lines(tmp_path / "reviews.csv") == ["CHILD,DOB,REVIEW,REVIEW_CODE"]


def test_children_only_in_short_breaks_that_year_have_no_reviews_in_the_return(tmp_path):
    record = Record(
        children=[Child("A1", BORN), Child("B2", BORN)],
        episodes=[
            in_care("A1", "V4"),
            in_care("B2", "V4", ended=date(2025, 6, 1)),
            in_care("B2", "C2", date(2025, 6, 1)),
        ],
        reviews=[Review(child, date(2025, 5, 1), None, "PN1") for child in ("A1", "B2")],
    )
    assert told(ssda903.write(record, tmp_path, 2026)) == [("903-399", NOTE, "A1")]
    assert lines(tmp_path / "reviews.csv")[1:] == ["B2,01/06/2015,01/05/2025,PN1"]


def test_a_review_in_parts_is_dated_by_its_first_sitting_or_its_last(tmp_path):
    record = Record(
        children=[Child("A1", BORN)],
        episodes=[in_care("A1")],
        reviews=[Review("A1", date(2026, 3, 30), date(2026, 4, 2), "PN1")],
    )
    assert ssda903.write(record, tmp_path, 2026).files == {tmp_path / "reviews.csv": 1}
    assert ssda903.write(record, tmp_path, 2026, ssda903.COMPLETED).files == {tmp_path / "reviews.csv": 0}


def test_nothing_is_written_where_the_reviews_of_the_year_were_not_loaded(tmp_path):
    gap = Missing("reviews", "The reviews of 2025/26 were not loaded.", date(2025, 4, 1), date(2026, 3, 31))
    written = reviews_of(tmp_path, Review("A1", date(2025, 5, 1), None, "PN1"), missing=[gap])
    assert told(written) == [("RECORD-NOT-LOADED", ERROR, None)]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("year", [2020, 2031])
def test_nothing_is_written_of_a_year_the_data_have_nothing_to_do_with(tmp_path, year):
    record = Record(
        care_from=date(2023, 4, 1),
        care_to=date(2026, 3, 31),
        protection_from=date(2023, 4, 1),
        protection_to=date(2026, 3, 31),
    )
    for written in (
        ssda903.write(record, tmp_path, year),
        cin.write(record, tmp_path, date(year, 3, 31), "999"),
        annex_a.write(record, tmp_path, date(year, 3, 31)),
    ):
        assert {rule for rule, _, _ in told(written)} == {"RECORD-NOT-LOADED"}
    assert not list(tmp_path.iterdir())


# --- CIN conference and plan blocks


def conference(
    record: Record, child: str, kind: str, day: date, enquiry: date | None = None, plan: date | None = None
) -> None:
    record.conferences.append(Conference(f"{kind}:{child}:{day}", kind, day))
    record.conference_children.append(ConferenceChild(f"{kind}:{child}:{day}", child, enquiry, plan))


def one_child() -> Record:
    """A child enquired about, conferenced, put on a plan, and reviewed twice: once after the census year."""
    record = Record(children=[Child("A1", BORN, sex="F", ethnicity="WBRI")])
    asked, decided = date(2025, 9, 1), date(2025, 9, 19)
    record.enquiries = [Enquiry("A1", asked, date(2025, 9, 22), False, decided)]
    record.plans = [Plan("A1", decided, date(2026, 5, 12), "NEG", "EMO", 1)]
    record.identifiers = [Identifier("A1", "upn", "A999400015012", "cin_census")]
    conference(record, "A1", "initial", decided, enquiry=asked)
    conference(record, "A1", "review", date(2025, 12, 12), plan=decided)
    conference(record, "A1", "review", date(2026, 5, 12), plan=decided)
    return record


def blocks(out: Path, name: str = "CIN_2025-26.xml") -> etree._Element:
    return etree.parse(out / "xml" / name).getroot()


def test_the_blocks_stand_in_the_order_of_the_schema(tmp_path):
    written = cin.write(one_child(), tmp_path, YEAR_END, "301")
    assert told(written) == [("RECORD-BLANK", NOTE, None)]
    child = blocks(tmp_path).find("Children/Child")
    leaves = [(leaf.tag, leaf.text) for leaf in child.iter() if not len(leaf)]
    assert leaves == [
        ("LAchildID", "A1"),
        ("UPN", "A999400015012"),
        ("PersonBirthDate", "2015-06-01"),
        ("Sex", "F"),
        ("Ethnicity", "WBRI"),
        ("S47ActualStartDate", "2025-09-01"),
        ("InitialCPCtarget", "2025-09-22"),
        ("DateOfInitialCPC", "2025-09-19"),
        ("ICPCnotRequired", "0"),
        ("CPPstartDate", "2025-09-19"),
        ("InitialCategoryOfAbuse", "NEG"),
        ("LatestCategoryOfAbuse", "EMO"),
        ("NumberOfPreviousCPP", "1"),
        ("CPPreviewDate", "2025-12-12"),
    ]  # the plan ended, and was reviewed again, only after the reference date


def test_the_file_says_that_it_holds_only_some_blocks(tmp_path):
    cin.write(one_child(), tmp_path, YEAR_END, "301")
    comment = blocks(tmp_path)[0]
    assert comment.tag is etree.Comment
    assert "only the conference and plan blocks" in comment.text
    assert blocks(tmp_path).findtext("Header/Source/SoftwareCode") == "Handrail: conference and plan blocks only"
    assert blocks(tmp_path).findtext("Header/Source/LEA") == "301"


def test_an_unborn_child_is_written_as_the_census_day_saw_it(tmp_path):
    record = one_child()
    record.children = [Child("A1", date(2026, 6, 1), date(2026, 5, 20), sex="M", ethnicity="WBRI")]
    cin.write(record, tmp_path, YEAR_END, "301")
    identifiers = blocks(tmp_path).find("Children/Child/ChildIdentifiers")
    assert identifiers.findtext("ExpectedPersonBirthDate") == "2026-05-20"
    assert identifiers.find("PersonBirthDate") is None
    assert identifiers.findtext("Sex") == "U"


def test_before_2024_25_the_census_took_gender_in_figures(tmp_path):
    record = one_child()
    record.plans = [Plan("A1", date(2023, 5, 1), None, "NEG", "NEG", 0)]
    cin.write(record, tmp_path, date(2024, 3, 31), "301")
    assert blocks(tmp_path, "CIN_2023-24.xml").findtext("Children/Child/ChildIdentifiers/GenderCurrent") == "2"


def test_a_transfer_in_stands_in_cindetails_of_its_own_with_its_plan(tmp_path):
    record = one_child()
    conference(record, "A1", "transfer_in", date(2025, 5, 6))
    record.plans.append(Plan("A1", date(2025, 5, 6), date(2025, 7, 7), "PHY", "PHY", 0))
    cin.write(record, tmp_path, YEAR_END, "301")
    first, second = blocks(tmp_path).findall("Children/Child/CINdetails")
    assert first.find("DateOfInitialCPC") is None
    assert second.findtext("DateOfInitialCPC") == "2025-05-06"
    assert second.find("Section47") is None
    assert second.findtext("ChildProtectionPlans/CPPstartDate") == "2025-05-06"


def test_an_enquiry_whose_conference_comes_after_the_year_is_written_without_it(tmp_path):
    record = Record(children=[Child("A1", BORN, sex="F", ethnicity="WBRI")])
    record.enquiries = [Enquiry("A1", date(2026, 3, 27), None, None, date(2026, 4, 14))]
    written = cin.write(record, tmp_path, YEAR_END, "301")
    enquiry = blocks(tmp_path).find(".//Section47")
    assert [leaf.tag for leaf in enquiry] == ["S47ActualStartDate", "ICPCnotRequired"]
    assert told(written) == [("RECORD-BLANK", NOTE, None)]


def test_what_the_census_requires_and_the_record_lacks_is_listed_and_left_blank(tmp_path):
    record = Record(children=[Child("A1", BORN, sex="F", ethnicity="white")])
    record.enquiries = [Enquiry("A1", date(2025, 5, 1))]
    record.plans = [Plan("A1", date(2025, 6, 1), None, "=NEG", "NEG", -1)]
    written = cin.write(record, tmp_path, YEAR_END, "301")
    fields = {problem.field for problem in written.problems}
    assert fields == {None, "Ethnicity", "ICPCnotRequired", "InitialCategoryOfAbuse", "NumberOfPreviousCPP"}
    assert blocks(tmp_path).findtext(".//LatestCategoryOfAbuse") == "NEG"


def test_what_has_no_place_in_the_census_is_listed(tmp_path):
    record = one_child()
    record.enquiries.append(Enquiry("A1", date(2025, 6, 2), None, None, date(2025, 3, 3)))
    record.plans.append(Plan("B/2", date(2025, 6, 1), None, "NEG", "NEG", 0))
    conference(record, "A1", "initial", date(2025, 8, 1))
    conference(record, "A1", "review", date(2025, 11, 11), plan=date(2024, 1, 1))
    found = told(cin.write(record, tmp_path, YEAR_END, "301"))[1:]
    assert sorted(found) == [("RECORD-ID", ERROR, "B/2"), *[("RECORD-UNPLACED", ERROR, "A1")] * 3]


@pytest.mark.parametrize("lea", ["", "3O1", "0301", "٣٠١"])
def test_a_code_that_is_no_local_authority_is_refused(tmp_path, lea):
    with pytest.raises(ValueError, match="three figures"):
        cin.write(one_child(), tmp_path, YEAR_END, lea)


def test_a_writer_that_fails_leaves_the_file_of_before(tmp_path):
    cin.write(one_child(), tmp_path, YEAR_END, "301")
    before = (tmp_path / "xml/CIN_2025-26.xml").read_bytes()
    record = one_child()
    record.children = [record.children[0]._replace(sex=["not text"])]
    with pytest.raises(TypeError):
        cin.write(record, tmp_path, YEAR_END, "301")
    assert (tmp_path / "xml/CIN_2025-26.xml").read_bytes() == before
    assert not list(tmp_path.rglob("*.partial"))


# --- Annex A


def listed(path: Path, number: int, header: int = 0) -> list[dict[str, object]]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(f"List_{number}").to_python()
    return [dict(zip(rows[header], row, strict=True)) for row in rows[header + 1 :]]


def test_list_5_has_each_enquiry_of_six_months(tmp_path):
    record = one_child()
    record.protection_from = date(2023, 4, 1)
    record.enquiries = [*record.enquiries, Enquiry("A1", date(2025, 1, 6), None, True), Enquiry("A1", date(2025, 7, 1))]
    annex_a.write(record, tmp_path, date(2025, 10, 15))
    rows = listed(tmp_path / "annex_a.xlsx", 5)
    assert [row["Strategy discussion initiating Section 47 Enquiry Start Date"] for row in rows] == [
        date(2025, 7, 1),
        date(2025, 9, 1),
    ]
    assert {row["Number of Section 47 Enquiries in the last 12 months"] for row in rows} == {2}
    assert {row["Number of ICPCs in the last 12 months"] for row in rows} == {0}
    assert rows[1]["Was an Initial Child Protection Conference deemed unnecessary?"] == "b) No"
    assert rows[1]["Did the Initial Child Protection Conference Result in a Child Protection Plan"] == "a) Yes"
    assert rows[0]["Was an Initial Child Protection Conference deemed unnecessary?"] == ""


def test_list_7_has_the_latest_plan_with_its_latest_review(tmp_path):
    record = one_child()
    record.plans.append(Plan("A1", date(2024, 1, 8), date(2024, 9, 2), "PHY", "PHY", 0))
    record.events = [
        Event("A1", "cp_visit", date(2025, 12, 1), "seen_alone"),
        Event("A1", "cp_visit", date(2026, 2, 1)),
    ]
    annex_a.write(record, tmp_path, date(2025, 12, 31))
    (row,) = listed(tmp_path / "annex_a.xlsx", 7)
    assert row["Child Protection Plan Start Date"] == date(2025, 9, 19)
    assert row["Latest Category of Abuse"] == "d) Emotional abuse"
    assert row["Date of latest review conference"] == date(2025, 12, 12)
    assert (row["Date of the Last Statutory Visit"], row["Was the Child Seen Alone?"]) == (date(2025, 12, 1), "a) Yes")
    assert row["Child Protection Plan End Date"] == ""
    emergency = "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)"
    assert row[emergency] == ""  # no episodes were loaded: neither yes nor no


def test_list_8_tells_the_period_the_status_and_the_placement(tmp_path):
    moves = [
        Episode("A1", date(2024, 6, 3), date(2024, 9, 2), "S", "C1", "N1", "U6", "PR4", "X1"),
        Episode("A1", date(2024, 9, 2), date(2025, 2, 3), "L", "C2", "N1", "U6", "PR4", "X1"),
        Episode("A1", date(2025, 2, 3), None, "P", "C2", "N1", "K3", "PR1"),
    ]
    record = Record(children=[Child("A1", BORN, sex="M", ethnicity="NOBT")], episodes=moves, care_from=date(2023, 4, 1))
    record.periods_of_care = periods_of_care(moves)
    record.reviews = [Review("A1", date(2025, 1, 9), None, "PN1"), Review("A1", date(2025, 8, 8), None, "PN1")]
    annex_a.write(record, tmp_path, date(2025, 7, 1), title_row=True)
    (row,) = listed(tmp_path / "annex_a.xlsx", 8, header=1)
    assert (row["Ethnicity"], row["Age of Child (Years)"]) == ("s) NOBT", 10)
    assert row["Date Started to be Looked After"] == date(2024, 6, 3)
    assert (row["Child's Legal Status"], row["Start date of current legal status"]) == ("C2: FCO", date(2024, 9, 2))
    assert (row["Placement Type"], row["Start Date of Most Recent Placement"]) == ("K3", date(2025, 2, 3))
    assert row["Number of Placements in the Last 12 months"] == 2
    assert row["Date of Latest Statutory Review"] == date(2025, 1, 9)
    assert row[
        "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)"
    ] == ("b) No")


def test_a_cell_that_begins_like_a_formula_is_text(tmp_path):
    name = "=HYPERLINK(1)"
    record = Record(children=[Child(name, BORN)], plans=[Plan(name, date(2025, 6, 1), None, "+1", "@a", 0)])
    annex_a.write(record, tmp_path, YEAR_END)
    with zipfile.ZipFile(tmp_path / "annex_a.xlsx") as book:
        sheets = b"".join(book.read(each) for each in book.namelist() if "worksheets" in each)
    assert b"<f>" not in sheets
    assert listed(tmp_path / "annex_a.xlsx", 7)[0]["Child Unique ID"] == name


def test_an_unborn_child_has_an_expected_date_of_birth_and_an_age_of_minus_one(tmp_path):
    record = one_child()
    record.children = [Child("A1", date(2026, 6, 1), date(2026, 5, 20), sex="M", ethnicity="WBRI")]
    annex_a.write(record, tmp_path, YEAR_END)
    row = listed(tmp_path / "annex_a.xlsx", 7)[0]
    assert (row["Date of Birth"], row["Age of Child (Years)"]) == (date(2026, 5, 20), -1)


def test_an_id_that_no_cell_can_hold_is_refused_once(tmp_path):
    record = Record(children=[Child("a\x01b", BORN), Child("A1", BORN)])
    record.plans = [Plan(child, date(2025, 6, 1), None, "NEG", "NEG", 0) for child in ("a\x01b", "A1")]
    record.enquiries = [Enquiry("a\x01b", date(2026, 1, 1))]
    assert told(annex_a.write(record, tmp_path, YEAR_END)) == [("RECORD-ID", ERROR, "a\x01b")]
    assert len(listed(tmp_path / "annex_a.xlsx", 7)) == 1


def test_a_list_that_was_not_loaded_is_left_out_and_not_empty(tmp_path):
    record = one_child()
    record.missing = [Missing("episodes", "No SSDA903 Episodes file was loaded.")]
    written = annex_a.write(record, tmp_path, YEAR_END)
    assert told(written) == [("RECORD-NOT-LOADED", ERROR, None)]
    assert CalamineWorkbook.from_path(tmp_path / "annex_a.xlsx").sheet_names == ["List_5", "List_7"]


def test_the_same_record_makes_the_same_bytes(tmp_path):
    for folder in ("one", "two"):
        annex_a.write(one_child(), tmp_path / folder, YEAR_END)
        cin.write(one_child(), tmp_path / folder, YEAR_END, "301")
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.*")} for name in ("one", "two")
    )
    assert first == second


# --- what is written is read back the same


SEEDS = st.integers(1, 10_000)


def facts(rows: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """The rows without where they were read from, in order."""
    return sorted((tuple(row)[:-1] for row in rows), key=str)


def conferences(record: Record) -> list[tuple[object, ...]]:
    held = {each.conference_id: (each.kind, each.held_on) for each in record.conferences}
    return sorted((*held[row.conference_id], *row[1:4]) for row in record.conference_children)


@given(SEEDS)
def test_reviews_written_are_read_back_the_same(seed):
    record = record_of(make(60, seed))
    with TemporaryDirectory() as folder:
        for year in YEARS:
            assert ssda903.write(record, Path(folder) / year.name, year.last_day.year).problems == []
        assert facts(load([Path(folder)]).record.reviews) == facts(record.reviews)


@given(SEEDS, st.sampled_from(["xml", "csv"]))
def test_conferences_and_plans_written_are_read_back_the_same(seed, form):
    record = record_of(make(60, seed))
    with TemporaryDirectory() as folder:
        for year in YEARS:
            cin.write(record, Path(folder), year.last_day, "301")
        loaded = load([Path(folder) / form])
    assert [problem for problem in loaded.problems if problem.severity == ERROR] == []
    assert facts(loaded.record.enquiries) == facts(record.enquiries)
    assert facts(loaded.record.plans) == facts(record.plans)
    assert key_less(conferences(loaded.record)) == key_less(conferences(record))
    known = {child[0]: child for child in facts(record.children)}
    assert all(child == known[child[0]] for child in facts(loaded.record.children))


def key_less(rows: list[tuple[object, ...]]) -> list[str]:
    return sorted(map(str, rows))


@given(SEEDS, st.dates(date(2024, 10, 1), date(2026, 3, 31)))
def test_annex_a_written_is_read_back_the_same(seed, snapshot):
    record = record_of(make(60, seed))
    with TemporaryDirectory() as folder:
        annex_a.write(record, Path(folder), snapshot, title_row=seed % 2 == 0)
        loaded = load([Path(folder)])
    (part,) = loaded.parts
    since = snapshot - relativedelta(months=6)

    def by(day: date | None) -> date | None:
        return day if day and day <= snapshot else None

    plans: dict[str, tuple[object, ...]] = {}
    for plan in sorted(record.plans, key=lambda plan: plan.started_on):
        if plan.started_on <= snapshot:
            plans[plan.child_id] = (*plan[:2], by(plan.ended_on), *plan[3:6])
    listed_plans = {row for row in plans.values() if row[2] is None or row[2] >= since}
    assert {tuple(plan[:6]) for plan in part.record.plans} == listed_plans
    asked = {
        (each.child_id, each.started_on, by(each.conference_on))
        for each in record.enquiries
        if each.started_on <= snapshot and (by(each.conference_on) or each.started_on) >= since
    }
    assert {(each.child_id, each.started_on, each.conference_on) for each in part.record.enquiries} == asked
    periods: dict[str, tuple[object, ...]] = {}
    for period in sorted(record.periods_of_care, key=lambda period: period.began_on):
        if period.began_on <= snapshot:
            periods[period.child_id] = (period.child_id, period.began_on, by(period.ended_on), period.began_known)
    in_care = {row[:3] for row in periods.values() if row[3] and (row[2] is None or row[2] >= since)}
    assert {(each.child_id, each.began_on, each.ended_on) for each in part.record.periods_of_care} == in_care


# --- a record that anything may stand in


ANY_TEXT = st.text(max_size=25) | st.sampled_from(["A1", "A2", "=1+1", "PN1", "NEG", "M", "C2", "\x00", "\ud800"])
ANY_DAY = st.dates(date(1900, 1, 1), date(2200, 12, 31)) | st.dates(date(2025, 3, 1), date(2026, 5, 1))
MAYBE_DAY, MAYBE_TEXT = st.none() | ANY_DAY, st.none() | ANY_TEXT
KINDS = st.sampled_from(["initial", "transfer_in", "review", "other"])


@st.composite
def any_record(draw) -> Record:
    rows = {
        "children": st.builds(Child, ANY_TEXT, MAYBE_DAY, MAYBE_DAY, MAYBE_DAY, MAYBE_TEXT, MAYBE_TEXT),
        "episodes": st.builds(Episode, ANY_TEXT, ANY_DAY, MAYBE_DAY, *[MAYBE_TEXT] * 6),
        "reviews": st.builds(Review, ANY_TEXT, ANY_DAY, MAYBE_DAY, MAYBE_TEXT, ANY_TEXT),
        "enquiries": st.builds(Enquiry, ANY_TEXT, ANY_DAY, MAYBE_DAY, st.none() | st.booleans(), MAYBE_DAY),
        "plans": st.builds(Plan, ANY_TEXT, ANY_DAY, MAYBE_DAY, MAYBE_TEXT, MAYBE_TEXT, st.none() | st.integers(-9, 9)),
        "conferences": st.builds(Conference, ANY_TEXT, KINDS, ANY_DAY),
        "conference_children": st.builds(ConferenceChild, ANY_TEXT, ANY_TEXT, MAYBE_DAY, MAYBE_DAY),
        "identifiers": st.builds(Identifier, ANY_TEXT, st.just("upn"), ANY_TEXT, ANY_TEXT),
    }
    record = Record(**{table: draw(st.lists(row, max_size=5)) for table, row in rows.items()})
    record.periods_of_care = periods_of_care(record.episodes)
    return record


@given(any_record())
def test_every_review_of_the_year_is_written_or_listed(record):
    with TemporaryDirectory() as folder:
        written = ssda903.write(record, Path(folder), 2026)
        rows = lines(Path(folder) / "reviews.csv")[1:]
    in_year = [review for review in record.reviews if date(2025, 4, 1) <= review.opened_on <= YEAR_END]
    assert len(rows) + len(written.problems) == len(in_year)
    assert all(row[0].isalnum() and row.count(",") == 3 for row in rows)


@given(any_record())
def test_no_record_breaks_a_writer_or_makes_a_file_that_cannot_be_read(record):
    with TemporaryDirectory() as folder:
        out = Path(folder)
        cin.write(record, out, YEAR_END, "301")
        annex_a.write(record, out, YEAR_END)
        blocks(out)
        assert CalamineWorkbook.from_path(out / "annex_a.xlsx").sheet_names == ["List_5", "List_7", "List_8"]
        cells = [cell for path in out.rglob("*.csv") for row in csv.reader(lines(path)) for cell in row]
        for number in (5, 7, 8):
            listed(out / "annex_a.xlsx", number)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


# --- the command


def test_the_command_writes_and_says_what_it_left_out(tmp_path, capsys):
    record_folder.write(one_child(), tmp_path / "record")
    out = str(tmp_path / "out")
    assert main(["write", "cin", str(tmp_path / "record"), "--out", out, "--year", "2025-26", "--lea", "301"]) == 0
    assert "CIN_2025-26.xml (1 entry)" in capsys.readouterr().err
    argv = ["write", "annex-a", str(tmp_path / "record"), "--out", out, "--snapshot", "2025-12-31", "--format", "csv"]
    assert main(argv) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert rows == []


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["cin", "--year", "2025-26"], "--lea is needed"),
        (["cin", "--year", "2025-26", "--lea", "9"], "three figures"),
        (["cin", "--year", "2025-26", "--lea", "301", "--reference-date", "2025-03-31"], "does not lie in the year"),
        (["ssda903-reviews"], "--year is needed"),
        (["ssda903-reviews", "--year", "2025"], "not a statistical year"),
        (["annex-a"], "--snapshot is needed"),
    ],
)
def test_a_call_that_lacks_something_says_what(tmp_path, capsys, argv, says):
    record_folder.write(one_child(), tmp_path / "record")
    kind, *rest = argv
    assert main(["write", kind, str(tmp_path / "record"), "--out", str(tmp_path / "out"), *rest]) == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path, capsys):
    record_folder.write(one_child(), tmp_path / "record")
    (tmp_path / "out").write_text("a file, not a folder")
    argv = ["write", "ssda903-reviews", str(tmp_path / "record"), "--out", str(tmp_path / "out"), "--year", "2025-26"]
    assert main(argv) == 2
    assert "out" in capsys.readouterr().err
