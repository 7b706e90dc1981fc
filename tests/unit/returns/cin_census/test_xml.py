import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.returns.cin_census.made_up import (
    child,
    details,
    enquiry,
    message,
    plan,
    read,
    read_well,
    reviews,
)

from handrail.returns.cin_census import xml
from handrail.returns.cin_census.rows import Census

FULL = details(
    enquiry("2024-04-15", "2024-05-01") + plan("2024-05-01", "2024-11-06", reviews("2024-07-24", "2024-11-06"))
)


def held(census: Census | None) -> list[date | None]:
    assert census is not None
    return [review.held_on for review in census.plan_reviews]


def test_every_block_is_read_with_the_line_it_stands_in(tmp_path: Path) -> None:
    text = message(child("C1", FULL))
    lines = dict(enumerate(text.splitlines(), 1))
    census = read_well(tmp_path, text)
    assert (census.reference_date, census.year, census.first_day) == (
        date(2025, 3, 31),
        "2025",
        date(2024, 4, 1),
    )
    (kid,) = census.children
    assert kid[2:8] == ("C1", date(2015, 1, 1), None, None, "F", "WBRI")
    (asked,) = census.enquiries
    assert (asked.started_on, asked.conference_on, asked.conference_not_needed) == (
        date(2024, 4, 15),
        date(2024, 5, 1),
        False,
    )
    (protected,) = census.plans
    assert protected[5:10] == (date(2024, 5, 1), date(2024, 11, 6), "NEG", "EMO", 1)
    assert "LAchildID" in lines[kid.line]
    assert "S47ActualStartDate" in lines[asked.line]
    assert "CPPstartDate" in lines[protected.line]
    assert [lines[review.line] for review in census.plan_reviews] == [
        f"<CPPreviewDate>{day}</CPPreviewDate>" for day in ("2024-07-24", "2024-11-06")
    ]


def test_lines_stay_right_in_a_long_file(tmp_path: Path) -> None:
    text = message("".join(child(f"C{n}", FULL) for n in range(2_500)))
    wanted = [n for n, line in enumerate(text.splitlines(), 1) if "CPPstartDate" in line]
    assert wanted[-1] > 65_536
    assert [row.line for row in read_well(tmp_path, text).plans] == wanted


@pytest.mark.parametrize(
    "form",
    [
        reviews("2024-07-24", "2024-11-06"),
        reviews("2024-07-24") + reviews("2024-11-06"),
        reviews("2024-07-24", "2024-11-06").replace("Reviews", "CPPreviews"),
        reviews("2024-07-24").replace("Reviews", "CPPreviews") + reviews("2024-11-06"),
        reviews("24/07/2024", "2024-11-06T00:00:00"),
    ],
)
def test_every_review_date_is_read_however_the_blocks_are_cut(tmp_path: Path, form: str) -> None:
    census = read_well(tmp_path, message(child("C1", details(plan("2024-05-01", "", form)))))
    assert held(census) == [date(2024, 7, 24), date(2024, 11, 6)]


def test_a_reviews_block_without_a_date_is_a_row_without_a_date(tmp_path: Path) -> None:
    for empty in ("<Reviews/>\n", "<Reviews>\n</Reviews>\n", "<Reviews><CPPreviewDate/></Reviews>"):
        assert held(read_well(tmp_path, message(child("C1", details(plan("2024-05-01", "", empty)))))) == [None]


def test_the_reviews_of_several_plans_and_referrals_stay_with_their_plan(tmp_path: Path) -> None:
    first = details(
        plan("2023-05-01", "2023-09-01", reviews("2023-07-24")) + plan("2024-01-10", "", reviews("2024-04-03"))
    )
    second = details(plan("2024-05-01", "", reviews("2024-07-24")), "2024-04-20")
    census = read_well(tmp_path, message(child("C1", first + second)))
    starts = {row.key: row.started_on for row in census.plans}
    assert [(starts[row.plan_key], row.held_on) for row in census.plan_reviews] == [
        (date(2023, 5, 1), date(2023, 7, 24)),
        (date(2024, 1, 10), date(2024, 4, 3)),
        (date(2024, 5, 1), date(2024, 7, 24)),
    ]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1", True),
        ("0", False),
        ("true", True),
        ("FALSE", False),
        ("True", True),
        ("yes", True),
        ("n", False),
        ("", None),
    ],
)
def test_yes_and_no_in_every_form(tmp_path: Path, text: str, meaning: bool | None) -> None:
    census = read_well(tmp_path, message(child("C1", details(enquiry("2024-04-15", flag=text)))))
    assert [row.conference_not_needed for row in census.enquiries] == [meaning]


@pytest.mark.parametrize(
    ("element", "sex"),
    [
        ("<Sex>M</Sex>", "M"),
        ("<Sex>u</Sex>", "U"),
        ("<GenderCurrent>1</GenderCurrent>", "M"),
        ("<GenderCurrent>2</GenderCurrent>", "F"),
        ("<GenderCurrent>0</GenderCurrent>", "U"),
        ("<GenderCurrent>9</GenderCurrent>", "U"),
        ("", None),
    ],
)
def test_sex_of_every_year(tmp_path: Path, element: str, sex: str | None) -> None:
    census = read_well(tmp_path, message(child("C1").replace("<Sex>F</Sex>", element)))
    assert [row.sex for row in census.children] == [sex]


def test_an_unborn_child_has_an_expected_date(tmp_path: Path) -> None:
    text = message(child("C1")).replace("PersonBirthDate", "ExpectedPersonBirthDate")
    (row,) = read_well(tmp_path, text).children
    assert (row.born_on, row.expected_on) == (None, date(2015, 1, 1))


def test_names_in_any_case_with_a_namespace_comments_and_stray_text_are_read(tmp_path: Path) -> None:
    text = message(child("007", FULL))
    odd = (
        re.sub(r"(?<=[</])[A-Za-z0-9]+(?=>)", lambda found: found[0].upper(), text)
        .replace("<MESSAGE>", '<?xml version="1.0" encoding="utf-8"?><!-- made by hand --><MESSAGE xmlns="urn:x">')
        .replace("</LACHILDID>", "</LACHILDID>PersonBirthDate")
        .replace("<CPPSTARTDATE>", "<CPPSTARTDATE> <!-- checked --> ")
    )
    plain, census = read_well(tmp_path, text), read_well(tmp_path, odd)
    assert census.children == plain.children
    assert census.plans == plain.plans
    assert census.plan_reviews == plain.plan_reviews


def test_a_date_that_is_none_is_named_and_read_as_blank(tmp_path: Path) -> None:
    census, problems = read(tmp_path, message(child("C1", details(plan("2024-05-01", "31/02/2025")))))
    assert census is not None
    (problem,) = problems
    assert (problem.rule, problem.severity, problem.child, problem.field) == (
        "CIN-DATE",
        "error",
        "C1",
        "CPPendDate",
    )
    assert problem.value == "31/02/2025"
    assert problem.message.endswith(
        "is 31/02/2025, which is not a date. It was read as blank, so the plan counts as open."
    )
    assert problem.what_to_do
    assert census.plans[0].ended_on is None


def test_a_plan_without_a_start_is_named(tmp_path: Path) -> None:
    for start in ("", "NULL", "2024-13-01"):
        _, problems = read(tmp_path, message(child("C1", details(plan(start)))))
        assert [problem.field for problem in problems if problem.rule == "CIN-DATE"] == ["CPPstartDate"]


def test_the_word_null_is_a_blank_and_named(tmp_path: Path) -> None:
    census, problems = read(tmp_path, message(child("C1", details(plan("2024-05-01", "NULL")))))
    assert census is not None
    assert [(problem.rule, problem.field, problem.value) for problem in problems] == [
        ("VALUE-NULL", "CPPendDate", "NULL")
    ]
    assert census.plans[0].ended_on is None


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("<ICPCnotRequired>false", "<ICPCnotRequired>perhaps", "ICPCnotRequired"),
        ("<NumberOfPreviousCPP>1", "<NumberOfPreviousCPP>-1", "NumberOfPreviousCPP"),
        ("<Sex>F", "<Sex>X", "Sex"),
    ],
)
def test_a_value_that_is_no_code_is_named_and_read_as_blank(tmp_path: Path, old: str, new: str, field: str) -> None:
    census, problems = read(tmp_path, message(child("C1", FULL)).replace(old, new))
    assert census is not None
    assert [(problem.rule, problem.field) for problem in problems] == [("CIN-CODE", field)]


def test_a_child_without_an_id_is_named_and_left_out(tmp_path: Path) -> None:
    census, problems = read(tmp_path, message(child("", FULL) + child("C2", FULL) + "<Child/>"))
    assert census is not None
    assert [row.child_id for row in census.children] == ["C2"]
    assert [problem.rule for problem in problems] == ["ROW-NO-CHILD", "ROW-NO-CHILD"]


BOMB = '<!DOCTYPE m [<!ENTITY a "aaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE m [<!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE, '<!DOCTYPE m SYSTEM "http://example.org/m.dtd">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_can_do_harm(tmp_path: Path, doctype: str, encoding: str) -> None:
    text = doctype + message(child("&c;", FULL))
    census, problems = read(tmp_path, text.encode(encoding))
    assert census is None
    assert [(problem.rule, problem.severity) for problem in problems] == [("FILE-XML-ENTITY", "error")]


def test_entities_after_a_long_comment_come_to_nothing(tmp_path: Path) -> None:
    text = f"<!--{'-x' * 600_000}-->" + OUTSIDE + message(child("&c;", FULL) + child("C2"))
    census, problems = read(tmp_path, text)
    assert "root:" not in repr(census)
    assert problems


def test_a_file_with_another_root_is_no_census(tmp_path: Path) -> None:
    census, problems = read(tmp_path, "<EXPSSDA903></EXPSSDA903>")
    assert census is None
    assert [problem.rule for problem in problems] == ["FILE-UNKNOWN"]
    assert xml.is_census("message")
    assert xml.is_census("{urn:x}Message")
    assert not xml.is_census("EXPSSDA903")


def test_an_empty_census_is_a_census(tmp_path: Path) -> None:
    census = read_well(tmp_path, message(""))
    assert census.is_empty
    assert not census.broken_off


WHOLE = message("".join(child(f"C{n}", FULL) for n in range(60))).encode()
ENDS = [found.end() for found in re.finditer(rb"</Child>", WHOLE)]


@given(st.integers(0, len(WHOLE.rstrip()) - 1))
def test_a_file_cut_anywhere_keeps_every_complete_child(at: int) -> None:
    complete = sum(end <= at for end in ENDS)
    with TemporaryDirectory() as folder:
        census, problems = read(Path(folder), WHOLE[:at])
    kept = [row.child_id for row in census.children] if census else []
    assert kept == [f"C{n}" for n in range(complete)]
    (problem,) = problems
    assert (problem.rule, problem.severity) == ("FILE-XML-BROKEN", "error")
    assert problem.what_to_do
    if census:
        assert census.broken_off
        assert len(census.plans) == complete
        assert len(census.plan_reviews) == 2 * complete


@given(st.integers(0, len(WHOLE)), st.binary(min_size=1, max_size=6))
def test_bytes_thrown_in_anywhere_never_make_it_stumble(at: int, damage: bytes) -> None:
    before = sum(end <= at for end in ENDS)
    with TemporaryDirectory() as folder:
        census, problems = read(Path(folder), WHOLE[:at] + damage + WHOLE[at:])
    assert census is not None or problems
    if census is not None:
        assert len(census.children) >= before


def test_deep_nesting_is_refused_and_what_stands_before_it_is_kept(tmp_path: Path) -> None:
    deep = "<CINdetails>" * 5_000
    census, problems = read(tmp_path, message(child("C1", FULL) + child("C2", deep)))
    assert census is not None
    assert [row.child_id for row in census.children] == ["C1"]
    assert [problem.rule for problem in problems] == ["FILE-XML-BROKEN"]
