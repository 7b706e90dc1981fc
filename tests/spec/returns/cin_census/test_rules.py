"""Each rule of the census on both sides: what makes it fire, and the nearest thing that does not.

The census year is 1 April 2024 to 31 March 2025 (a Monday). An example is the inside of one child, in a
short form that `_block` spells out, as
in `plan 2024-05-01 2024-09-01 reviews 2024-07-24`; `next` begins another referral.
"""

from datetime import date
from pathlib import Path

import pytest

from handrail.record.problems import ERROR, NOTE, QUERY, Problem
from handrail.returns.cin_census import rules, xml
from handrail.returns.cin_census.rows import PLANS, SECTION_47, TABLES, Census
from handrail.returns.sources import Source
from handrail.timescales.working_days import england

EXAMPLES = """
rule      | fires | census
CIN-8841  | 1     | plan 2024-05-01 - reviews 2024-05-01
CIN-8841  | 1     | plan 2024-05-01 - reviews 2024-04-30 2024-07-24
CIN-8841  | 0     | plan 2024-05-01 - reviews 2024-05-02
CIN-8842Q | 1     | plan 2024-05-01 - reviews
CIN-8842Q | 1     | plan 2024-05-01 - reviews 2024-07-24 31/02/2025
CIN-8842Q | 0     | plan 2024-05-01 - reviews 2024-07-24
CIN-8842Q | 0     | plan 2024-05-01 -
CIN-2883  | 1     | plan 2024-05-01 -
CIN-2883  | 1     | transfer 2024-05-01; plan 2024-05-01 2024-06-01; plan 2024-08-01 -
CIN-2883  | 1     | transfer 2024-03-29; plan 2024-05-01 -
CIN-2883  | 0     | plan 2024-03-29 -
CIN-2883  | 0     | enquiry 2024-04-15 2024-05-01; plan 2024-05-01 -
CIN-2883  | 0     | transfer 2024-05-01; plan 2024-05-01 -
CIN-2884  | 1     | transfer 2024-05-01; enquiry 2024-04-15 2024-05-01
CIN-2884  | 1     | transfer 2024-05-01; next; enquiry 2024-04-15 2024-05-01
CIN-2884  | 0     | transfer 2024-05-02; enquiry 2024-04-15 2024-05-01
CIN-2885  | 1     | enquiry 2024-04-15 2024-05-01; plan 2024-05-02 -
CIN-2885  | 1     | plan 2024-05-02 -
CIN-2885  | 1     | enquiry 2024-04-15 2024-05-01; next; plan 2024-05-01 -
CIN-2885  | 0     | enquiry 2024-04-15 2024-05-01; plan 2024-05-01 -
CIN-2885  | 0     | enquiry 2024-04-15 - needed; enquiry 2024-04-16 2024-05-01; plan 2024-05-01 -
CIN-2885  | 0     | transfer 2024-05-01; plan 2024-05-01 -
CIN-2885  | 0     | plan 2024-03-29 -
CIN-8615  | 1     | enquiry 2024-05-02 2024-05-01
CIN-8615  | 1     | enquiry - 2024-05-01
CIN-8615  | 1     | enquiry 31/02/2025 2024-05-01
CIN-8615  | 0     | enquiry 2024-05-01 2024-05-01
CIN-8675Q | 1     | enquiry 2025-03-07 - needed
CIN-8675Q | 1     | enquiry 2025-03-07 - unsaid
CIN-8675Q | 0     | enquiry 2025-03-10 - needed
CIN-8675Q | 0     | enquiry 2025-03-07 - not-needed
CIN-8675Q | 0     | enquiry 2025-03-07 2025-03-27
CIN-8715  | 1     | enquiry 2024-03-15 2024-03-29
CIN-8715  | 1     | enquiry 2025-03-15 2025-04-01
CIN-8715  | 0     | enquiry 2024-03-15 2024-04-01
CIN-8715  | 0     | enquiry 2024-03-15 2025-03-31
CIN-8715  | 0     | transfer 2024-03-29
CIN-8740  | 1     | enquiry 2024-03-31 - needed
CIN-8740  | 1     | enquiry 2025-04-01 - needed
CIN-8740  | 0     | enquiry 2024-04-01 - needed
CIN-8740  | 0     | enquiry 2024-03-31 - not-needed
CIN-8740  | 0     | enquiry 2024-03-31 2024-04-15
CIN-8870Q | 1     | enquiry 2024-04-15 - target 2024-05-04
CIN-8870Q | 1     | enquiry 2024-04-15 - target 2024-05-05
CIN-8870Q | 0     | enquiry 2024-04-15 - target 2024-05-06
CIN-8875  | 1     | enquiry 2024-04-15 2024-05-04
CIN-8875  | 1     | transfer 2024-05-05
CIN-8875  | 0     | enquiry 2024-04-15 2024-05-06
CIN-8840  | 1     | plan 2024-05-01 2024-05-01
CIN-8840  | 0     | plan 2024-05-01 2024-05-02
CIN-8925  | 1     | plan 2024-05-01 2024-04-30
CIN-8925  | 0     | plan 2024-05-01 2024-05-01
CIN-8925  | 0     | plan 2024-05-01 -
CIN-8935  | 2     | plan 2024-05-01 -; plan 2024-08-01 -
CIN-8935  | 2     | plan 2024-05-01 -; next; plan 2024-08-01 -
CIN-8935  | 0     | plan 2024-05-01 2024-06-01; plan 2024-08-01 -
CIN-8940  | 1     | plan 2024-05-01 2024-08-01; plan 2024-08-01 -
CIN-8940  | 1     | plan 2024-05-01 -; next; plan 2024-08-01 2024-09-01
CIN-8940  | 1     | plan 2024-05-01 2024-09-01; plan 2024-05-01 2024-06-01
CIN-8940  | 2     | plan 2024-05-01 2025-01-01; plan 2024-06-01 2024-07-01; plan 2024-12-01 -
CIN-8940  | 0     | plan 2024-05-01 2024-07-31; plan 2024-08-01 -
CIN-8940  | 0     | plan 2024-05-01 2024-04-01; plan 2024-08-01 -
CIN-8940  | 0     | plan 2024-05-01 -; plan 2025-04-01 -
HR-CP-1   | 1     | plan 2024-05-01 2024-09-01 reviews 2024-07-24 2024-09-02
HR-CP-1   | 0     | plan 2024-05-01 2024-09-01 reviews 2024-09-01
HR-CP-2   | 1     | plan 2024-05-01 - reviews 2024-07-24 2024-07-24
HR-CP-2   | 0     | plan 2024-05-01 - reviews 2024-07-24 2024-07-25
HR-CP-2   | 0     | plan 2024-05-01 - reviews 2024-07-24; next; plan 2024-06-01 - reviews 2024-07-24
"""

_ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in EXAMPLES.strip().splitlines()[1:]]


def _block(text: str) -> str:
    """One block in its short form as XML."""
    kind, *words = text.split()
    date_of = {True: ""}
    if kind == "transfer":
        return f"<DateOfInitialCPC>{words[0]}</DateOfInitialCPC>\n"
    if kind == "enquiry":
        start, held, *rest = [date_of.get(word == "-", word) for word in words]
        flag = {"not-needed": "true", "unsaid": ""}.get(rest[0] if rest else "", "false")
        target = rest[1] if rest[:1] == ["target"] else ""
        return (
            f"<Section47>\n<S47ActualStartDate>{start}</S47ActualStartDate>\n<InitialCPCtarget>{target}</InitialCPCtarget>\n"
            f"<DateOfInitialCPC>{held}</DateOfInitialCPC>\n<ICPCnotRequired>{flag}</ICPCnotRequired>\n</Section47>\n"
        )
    start, end, *rest = [date_of.get(word == "-", word) for word in words]
    dates = "".join(f"<CPPreviewDate>{day}</CPPreviewDate>\n" for day in rest[1:])
    reviews = f"<Reviews>\n{dates}</Reviews>\n" if rest else ""
    return (
        f"<ChildProtectionPlans>\n<CPPstartDate>{start}</CPPstartDate>\n<CPPendDate>{end}</CPPendDate>\n{reviews}"
        "</ChildProtectionPlans>\n"
    )


def _xml(census: str, reference_date: str = "2025-03-31") -> str:
    details = "".join(
        "<CINdetails>\n<CINreferralDate>2024-02-01</CINreferralDate>\n"
        + "".join(_block(block) for block in referral.split(";") if block.strip())
        + "</CINdetails>\n"
        for referral in census.split("next;")
    )
    return (
        f"<Message>\n<Header><CollectionDetails><ReferenceDate>{reference_date}</ReferenceDate></CollectionDetails></Header>\n"
        "<Children>\n<Child>\n<ChildIdentifiers>\n<LAchildID>C1</LAchildID>\n<PersonBirthDate>2015-01-01</PersonBirthDate>\n"
        f"</ChildIdentifiers>\n{details}</Child>\n</Children>\n</Message>\n"
    )


def _read(folder: Path, text: str) -> Census:
    path = folder / "census.xml"
    path.write_text(text, encoding="utf-8")
    census = xml.read(Source(path, "census.xml", True), [])
    assert census is not None
    return census


def _check(census: Census) -> list[Problem]:
    return list(rules.check(census, england().before))


@pytest.mark.parametrize(("rule", "fires", "census"), _ROWS)
def test_rule_on_both_sides(tmp_path: Path, rule: str, fires: str, census: str) -> None:
    found = [problem for problem in _check(_read(tmp_path, _xml(census))) if problem.rule == rule]
    assert len(found) == int(fires)


def test_every_rule_has_an_example_that_fires_and_one_that_does_not() -> None:
    told = {rule.id for rule in rules.RULES} - {"HR-CP-4"}
    assert (
        told == {rule for rule, fires, _ in _ROWS if fires != "0"} == {rule for rule, fires, _ in _ROWS if fires == "0"}
    )


def test_a_clean_census_has_no_problem(tmp_path: Path) -> None:
    clean = "enquiry 2024-04-15 2024-05-01; plan 2024-05-01 2024-11-06 reviews 2024-07-24 2024-11-06"
    assert _check(_read(tmp_path, _xml(clean))) == []


def test_queries_end_in_q_and_all_else_is_an_error() -> None:
    assert {rule.id for rule in rules.RULES if rule.severity == QUERY} == {
        "CIN-8842Q",
        "CIN-8675Q",
        "CIN-8870Q",
    }
    assert {rule.severity for rule in rules.RULES} == {QUERY, ERROR}


def test_a_problem_says_where_what_and_what_to_do(tmp_path: Path) -> None:
    census = _read(tmp_path, _xml("plan 2024-05-01 2024-04-30"))
    (problem,) = [problem for problem in _check(census) if problem.rule == "CIN-8925"]
    line = next(n for n, text in enumerate(_xml("plan 2024-05-01 2024-04-30").splitlines(), 1) if "CPPstart" in text)
    assert problem == Problem(
        "CIN-8925", "error", "census.xml", line, "C1", "CPPendDate", "2024-04-30",
        f"Line {line} of census.xml: CPPendDate is 30/04/2024, before the plan started on 01/05/2024.",
        "Check the start and the end of the plan. Correct it in your system, export again and load again.",
    )  # fmt: skip


def test_one_child_with_two_birth_dates_in_one_census(tmp_path: Path) -> None:
    text = _xml("").replace(
        "</Children>",
        "<Child><ChildIdentifiers><LAchildID>C1</LAchildID><PersonBirthDate>{}</PersonBirthDate></ChildIdentifiers></Child></Children>",
    )
    for born, fires in (("2015-01-02", 1), ("2015-01-01", 0)):
        found = [problem for problem in _check(_read(tmp_path, text.format(born))) if problem.rule == "HR-CP-4"]
        assert len(found) == fires


def test_rules_that_need_the_census_year_say_so_without_a_reference_date(tmp_path: Path) -> None:
    notes = _check(_read(tmp_path, _xml("enquiry 2020-01-01 - needed", reference_date="")))
    assert {problem.rule for problem in notes} == {
        "CIN-2883",
        "CIN-2885",
        "CIN-8675Q",
        "CIN-8715",
        "CIN-8740",
    }
    assert {problem.severity for problem in notes} == {NOTE}
    assert all("could not run" in problem.message and "ReferenceDate" in problem.message for problem in notes)


def test_rules_say_which_block_they_lack() -> None:
    census = Census("folder", reference_date=date(2025, 3, 31), tables=TABLES - {SECTION_47, PLANS})
    notes = {problem.rule: problem for problem in _check(census)}
    ran = {"CIN-8842Q", "HR-CP-2", "HR-CP-4"}
    assert set(notes) == {rule.id for rule in rules.RULES} - ran
    assert "ChildProtectionPlans, Section47 was not loaded" in notes["CIN-2885"].message


def test_a_count_over_the_authority_does_not_run_on_a_file_that_breaks_off() -> None:
    census = Census("cut.xml", reference_date=date(2025, 3, 31), broken_off=True)
    (note,) = _check(census)
    assert (note.rule, note.severity) == ("CIN-2883", NOTE)


def test_a_year_the_calendar_does_not_know_is_said_and_not_guessed(tmp_path: Path) -> None:
    census = _read(tmp_path, _xml("enquiry 2050-01-03 - needed", reference_date="2050-03-31"))
    (note,) = [problem for problem in _check(census) if problem.rule == "CIN-8675Q"]
    assert note.severity == NOTE
    assert "2050" in note.message
