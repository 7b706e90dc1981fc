from datetime import date

import pytest
from tests.unit.returns.cin_census.made_up import sheet

from handrail.record.problems import Problem
from handrail.returns.cin_census import flat, rules
from handrail.returns.cin_census.rows import TABLES, Census
from handrail.returns.csv_text import Sheet
from handrail.timescales.working_days import england

COLUMNS = {
    "Header": "Collection,Year,ReferenceDate,SourceLevel,LEA,SoftwareCode,Release,SerialNo,DateTime",
    "ChildIdentifiers": "LAchildID,UPN,FormerUPN,UPNunknown,"
    "PersonBirthDate,ExpectedPersonBirthDate,GenderCurrent,PersonDeathDate",
    "ChildCharacteristics": "LAchildID,Ethnicity",
    "Disabilities": "LAchildID,Disability",
    "CINdetails": "LAchildID,CINdetailsID,CINreferralDate,ReferralSource,"
    "PrimaryNeedCode,CINclosureDate,ReasonForClosure,DateOfInitialCPC,ReferralNFA",
    "Assessments": "LAchildID,CINdetailsID,AssessmentID,"
    "AssessmentActualStartDate,AssessmentInternalReviewDate,AssessmentAuthorisationDate,AssessmentFactors",
    "CINplanDates": "LAchildID,CINdetailsID,CINPlanStartDate,CINPlanEndDate",
    "Section47": "LAchildID,CINdetailsID,S47ActualStartDate,"
    "InitialCPCtarget,DateOfInitialCPC,ICPCnotRequired",
    "ChildProtectionPlans": "LAchildID,CINdetailsID,CPPID,CPPstartDate,"
    "CPPendDate,InitialCategoryOfAbuse,LatestCategoryOfAbuse,NumberOfPreviousCPP",
    "Reviews": "LAchildID,CINdetailsID,CPPID,CPPreviewDate",
}  # fmt: skip
LINES = {
    "Header": ["CIN,2025,2025-03-31,L,201,x,1,1,2025-05-01"],
    "ChildIdentifiers": ["007,A1,,,01/01/2015,,2,", "C2,A2,,,,2024-06-01,0,"],
    "ChildCharacteristics": ["007,WBRI", "C2,moth"],
    "CINdetails": [
        "007,1,2023-01-09,1A,N1,,,,0",
        "007,2,2024-04-02,1A,N1,,,,0",
        "C2,1,2024-04-02,5C,N1,,,2024-05-07,0",
    ],
    "Section47": ["007,2,2024-04-15,2024-05-06,2024-05-01,false"],
    "ChildProtectionPlans": [
        "007,1,1,2023-02-01,2023-09-01,NEG,NEG,0",
        "007,2,1,2024-05-01,,NEG,EMO,1",
        "C2,1,1,2024-05-07,,PHY,PHY,0",
    ],
    "Reviews": ["007,1,1,2023-04-26", "007,2,1,24/07/2024", "C2,1,1,2024-07-30"],
}  # fmt: skip


def folder(without: tuple[str, ...] = (), prefix: str = "", **changed: list[str]) -> dict[str, list[Sheet]]:
    lines = {**LINES, **changed}
    return {
        table: [sheet(f"{prefix}{table}.csv", COLUMNS[table], *lines[table])] for table in lines if table not in without
    }


def read(sheets: dict[str, list[Sheet]]) -> tuple[Census, list[Problem]]:
    problems: list[Problem] = []
    census = flat.read(sheets, problems)
    assert census is not None
    return census, problems


@pytest.mark.parametrize("table", COLUMNS)
def test_a_block_is_known_by_its_columns(table: str) -> None:
    columns = COLUMNS[table].upper().split(",")
    assert flat.table_of(columns) == table
    assert flat.table_of(["", *reversed(columns), "LOCAL_NOTE"]) == table


def test_other_files_are_no_block() -> None:
    assert flat.table_of(["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"]) is None
    assert flat.table_of(["LACHILDID", "CINDETAILSID"]) is None
    assert flat.table_of([]) is None


def test_a_block_is_known_without_some_of_its_columns() -> None:
    assert flat.table_of(["LACHILDID", "CINDETAILSID", "DATEOFINITIALCPC", "ICPCNOTREQUIRED"]) == "Section47"
    assert flat.table_of(["LACHILDID", "CPPID", "CPPENDDATE"]) == "ChildProtectionPlans"


def test_a_folder_is_read_into_one_census() -> None:
    census, problems = read(folder())
    assert problems == []
    assert (census.reference_date, census.year, census.tables) == (date(2025, 3, 31), "2025", TABLES)
    assert [row[2:8] for row in census.children] == [
        ("007", date(2015, 1, 1), None, None, "F", "WBRI"),
        ("C2", None, date(2024, 6, 1), None, "U", "MOTH"),
    ]
    assert [row.conference_on for row in census.referrals] == [None, None, date(2024, 5, 7)]
    assert [(row.file, row.line) for row in census.plans] == [("ChildProtectionPlans.csv", n) for n in (2, 3, 4)]
    assert list(rules.check(census, england().before)) == []


def test_a_plan_is_known_by_child_referral_and_plan() -> None:
    census, _ = read(folder())
    starts = {plan.key: plan.started_on for plan in census.plans}
    assert [(starts[row.plan_key], row.held_on) for row in census.plan_reviews] == [
        (date(2023, 2, 1), date(2023, 4, 26)),
        (date(2024, 5, 1), date(2024, 7, 24)),
        (date(2024, 5, 7), date(2024, 7, 30)),
    ]


def test_a_review_of_no_plan_is_named() -> None:
    _, problems = read(folder(Reviews=["007,3,1,2024-07-24"]))
    (problem,) = problems
    assert (problem.rule, problem.file, problem.row, problem.child) == (
        "CIN-NO-PLAN",
        "Reviews.csv",
        2,
        "007",
    )


def test_problems_count_rows_and_not_lines() -> None:
    census, problems = read(
        folder(
            ChildProtectionPlans=[
                "007,1,1,2023-02-01,31/02/2025,NEG,NEG,0",
                "C2,1,1,2024-05-07,NULL,PHY,PHY,0",
            ],
            Reviews=[],
        )
    )
    assert [(problem.rule, problem.row) for problem in problems] == [("CIN-DATE", 2), ("VALUE-NULL", 3)]
    assert problems[0].message.startswith("Row 2 of ChildProtectionPlans.csv: CPPendDate is 31/02/2025")
    notes = [problem.message for problem in rules.check(census, england().before)]
    assert all(note.startswith("Row ") for note in notes)


def test_missing_columns_are_named_and_the_rest_is_read() -> None:
    sheets = folder()
    sheets["ChildIdentifiers"] = [sheet("ids.csv", "LAchildID,PersonBirthDate", "007,2015-01-01")]
    census, problems = read(sheets)
    assert [(problem.rule, problem.severity, problem.field) for problem in problems] == [
        ("FILE-COLUMN-MISSING", "error", "SEX"),
        ("FILE-COLUMN-MISSING", "note", "PERSONDEATHDATE"),
    ]
    assert census.children[0].born_on == date(2015, 1, 1)


def test_a_block_without_its_key_column_is_not_loaded() -> None:
    sheets = folder()
    sheets["Reviews"] = [sheet("r.csv", "LAchildID,CINdetailsID,CPPID", "007,2,1")]
    census, problems = read(sheets)
    assert "Reviews" not in census.tables
    assert [problem.severity for problem in problems] == ["error"]
    notes = {problem.rule for problem in rules.check(census, england().before)}
    assert notes == {"CIN-8841", "CIN-8842Q", "HR-CP-1", "HR-CP-2"}


def test_without_a_header_the_year_is_not_known() -> None:
    census, problems = read(folder(without=("Header",)))
    assert problems == []
    assert census.reference_date is None


def test_a_folder_without_anything_that_is_read_is_no_census() -> None:
    disabilities = sheet("d.csv", COLUMNS["Disabilities"], "007,NONE")
    assert flat.read({"Disabilities": [disabilities]}, []) is None
    assert flat.read({}, []) is None


def test_two_years_in_one_folder_are_told_apart_by_their_names() -> None:
    sheets = folder(prefix="2025_")
    earlier = folder(prefix="2024_", Header=["CIN,2024,2024-03-31,L,201,x,1,1,2024-05-01"])
    both = {table: [*sheets[table], *earlier[table]] for table in sheets}
    problems: list[Problem] = []
    found = flat.read_all(both, problems)
    assert problems == []
    assert sorted(census.reference_date for census in found if census.reference_date) == [
        date(2024, 3, 31),
        date(2025, 3, 31),
    ]
    assert {len(census.plans) for census in found} == {3}


def test_two_years_that_names_do_not_tell_apart_are_named() -> None:
    sheets = folder()
    sheets["Header"].append(sheet("Header2.csv", COLUMNS["Header"], "CIN,2024,2024-03-31,L,201,x,1,1,2024-05-01"))
    sheets["Header"].append(sheet("Header2.csv", COLUMNS["Header"], "CIN,2024,2024-03-31,L,201,x,1,1,2024-05-01"))
    problems: list[Problem] = []
    (census,) = flat.read_all(sheets, problems)
    assert census.reference_date == date(2025, 3, 31)
    assert {problem.rule for problem in problems} == {"CIN-TWO-YEARS"}
