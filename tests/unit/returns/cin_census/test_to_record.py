from datetime import date
from pathlib import Path

from tests.unit.returns.cin_census.made_up import child, details, enquiry, message, plan, read_well, reviews

from handrail.record.problems import NOTE, Problem
from handrail.record.record import Record
from handrail.record.tables import Child
from handrail.returns.cin_census import to_record
from handrail.returns.cin_census.rows import REVIEWS, SECTION_47, TABLES, Census


def stack(
    folder: Path, *years: str, known: list[Child] | None = None, covers: date | None = None
) -> tuple[Record, list[Problem]]:
    """The record of these censuses, named year1.xml and so on."""
    censuses = [read_well(folder, text, f"year{n}.xml") for n, text in enumerate(years, 1)]
    record, problems = Record(children=known or []), list[Problem]()
    to_record.add(censuses, record, covers, problems)
    return record, problems


def held(record: Record, kind: str) -> list[tuple[str, str]]:
    kinds = {conference.conference_id: conference for conference in record.conferences}
    return [
        (kid.child_id, kinds[kid.conference_id].held_on.isoformat())
        for kid in record.conference_children
        if kinds[kid.conference_id].kind == kind
    ]


def test_one_census_fills_every_table(tmp_path: Path) -> None:
    blocks = enquiry("2024-04-15", "2024-05-01") + plan("2024-05-01", "2024-11-06", reviews("2024-07-24"))
    record, problems = stack(tmp_path, message(child("C1", details(blocks))))
    assert problems == []
    assert [kid[:6] for kid in record.children] == [("C1", date(2015, 1, 1), None, None, "F", "WBRI")]
    assert [row[:5] for row in record.enquiries] == [("C1", date(2024, 4, 15), None, False, date(2024, 5, 1))]
    assert [row[:6] for row in record.plans] == [("C1", date(2024, 5, 1), date(2024, 11, 6), "NEG", "EMO", 1)]
    assert held(record, "initial") == [("C1", "2024-05-01")]
    assert held(record, "review") == [("C1", "2024-07-24")]
    assert [kid.enquiry_started_on for kid in record.conference_children] == [date(2024, 4, 15), None]
    assert [kid.plan_started_on for kid in record.conference_children] == [None, date(2024, 5, 1)]
    assert record.protection_from == date(2024, 4, 1)
    assert record.missing == []
    file, line = record.plans[0].read_from.split(":")
    assert file == "year1.xml"
    assert "CPPstartDate" in (tmp_path / file).read_text().splitlines()[int(line) - 1]


_FIRST = enquiry("2024-01-08", "2024-01-24") + plan("2024-01-24", "", reviews("2024-03-20"))
EARLIER = message(
    child("C1", details(_FIRST, "2024-01-02"))
    + child("C9", details(plan("2023-05-03", "2023-10-04", reviews("2023-07-26")), "2023-04-20")),
    "2024-03-31",
)  # fmt: skip
LATER = message(
    child(
        "C1",
        details(plan("2024-01-24", "2024-12-11", reviews("2024-03-20", "2024-09-11", "2024-12-11")), "2024-01-02"),
    )
)


def test_two_years_are_stacked_whatever_order_they_come_in(tmp_path: Path) -> None:
    record, _ = stack(tmp_path, EARLIER, LATER)
    turned, _ = stack(tmp_path, LATER, EARLIER)
    assert [(row.child_id, row.ended_on) for row in record.plans] == [
        ("C1", date(2024, 12, 11)),
        ("C9", date(2023, 10, 4)),
    ]
    assert held(record, "review") == [
        ("C1", "2024-03-20"), ("C1", "2024-09-11"), ("C1", "2024-12-11"), ("C9", "2023-07-26"),
    ]  # fmt: skip
    assert held(record, "initial") == [("C1", "2024-01-24")]
    assert record.protection_from == turned.protection_from == date(2023, 4, 1)
    assert [row[:6] for row in record.plans] == [row[:6] for row in turned.plans]
    assert record.conferences == turned.conferences


def test_the_later_year_corrects_an_enquiry_and_its_conference(tmp_path: Path) -> None:
    earlier = message(child("C1", details(enquiry("2024-03-18"))), "2024-03-31")
    later = message(child("C1", details(enquiry("2024-03-18", "2024-04-08"))))
    record, _ = stack(tmp_path, earlier, later)
    assert [row.conference_on for row in record.enquiries] == [date(2024, 4, 8)]
    moved, _ = stack(tmp_path, message(child("C1", details(enquiry("2024-03-18", "2024-03-27"))), "2024-03-31"), later)
    assert held(moved, "initial") == [("C1", "2024-04-08")]


def test_a_child_and_date_is_one_conference_with_its_earliest_enquiry(tmp_path: Path) -> None:
    blocks = enquiry("2024-04-22", "2024-05-01") + enquiry("2024-04-15", "2024-05-01")
    record, _ = stack(tmp_path, message(child("C1", details(blocks))))
    (kid,) = record.conference_children
    assert kid.enquiry_started_on == date(2024, 4, 15)
    assert len(record.enquiries) == 2


def test_two_conferences_of_one_enquiry_are_two(tmp_path: Path) -> None:
    blocks = enquiry("2024-04-15", "2024-05-01") + enquiry("2024-04-15", "2024-06-05")
    record, _ = stack(tmp_path, message(child("C1", details(blocks))))
    assert held(record, "initial") == [("C1", "2024-05-01"), ("C1", "2024-06-05")]
    assert [row.conference_on for row in record.enquiries] == [date(2024, 5, 1)]


def test_a_conference_without_an_enquiry_is_a_transfer_in(tmp_path: Path) -> None:
    date_of = "<DateOfInitialCPC>2024-05-01</DateOfInitialCPC>"
    record, _ = stack(
        tmp_path,
        message(child("C1", details(date_of)) + child("C2", details(date_of + enquiry("2024-04-15", "2024-05-01")))),
    )
    assert held(record, "transfer_in") == [("C1", "2024-05-01")]
    assert held(record, "initial") == [("C2", "2024-05-01")]


def test_a_blank_of_a_later_year_takes_no_transfer_back(tmp_path: Path) -> None:
    date_of = "<DateOfInitialCPC>{}</DateOfInitialCPC>"
    earlier = message(child("C1", details(date_of.format("2024-03-06"), "2024-02-20")), "2024-03-31")
    for later in ("", date_of.format("2024-03-06")):
        record, _ = stack(tmp_path, earlier, message(child("C1", details(later, "2024-02-20"))))
        assert held(record, "transfer_in") == [("C1", "2024-03-06")]
    corrected = message(child("C1", details(date_of.format("2024-03-07"), "2024-02-20")))
    assert held(stack(tmp_path, earlier, corrected)[0], "transfer_in") == [("C1", "2024-03-07")]


def test_what_has_no_key_date_is_left_out_but_the_conference_is_kept(tmp_path: Path) -> None:
    blocks = enquiry("", "2024-05-01") + enquiry("") + plan("2024-05-01", "", "<Reviews/>")
    record, _ = stack(tmp_path, message(child("C1", details(blocks))))
    assert record.enquiries == []
    assert held(record, "initial") == [("C1", "2024-05-01")]
    assert held(record, "review") == []


def test_children_known_from_care_keep_what_is_known(tmp_path: Path) -> None:
    known = [Child("C1", date(2015, 1, 1), read_from="header.csv:2"), Child("C0", None)]
    record, problems = stack(tmp_path, message(child("C1") + child("C2", born="")), known=known)
    assert problems == []
    assert [kid.child_id for kid in record.children] == ["C0", "C1", "C2"]
    assert record.children[1] == Child("C1", date(2015, 1, 1), None, None, "F", "WBRI", "header.csv:2")


def test_two_birth_dates_in_two_files_are_named_once(tmp_path: Path) -> None:
    years = [
        message(child("C1", born=born), f"{year}-03-31")
        for year, born in ((2023, "2015-01-02"), (2024, "2015-01-02"), (2025, "2015-01-01"))
    ]
    record, problems = stack(tmp_path, *years)
    (problem,) = problems
    assert (problem.rule, problem.file, problem.child, problem.value) == (
        "HR-CP-4",
        "year2.xml",
        "C1",
        "02/01/2015",
    )
    assert record.children[0].born_on == date(2015, 1, 1)


def test_an_unborn_child_is_filled_in_when_born(tmp_path: Path) -> None:
    unborn = message(child("C1"), "2024-03-31").replace("PersonBirthDate", "ExpectedPersonBirthDate")
    record, problems = stack(tmp_path, unborn, message(child("C1", born="2015-01-09")))
    assert problems == []
    assert record.children[0][:3] == ("C1", date(2015, 1, 9), date(2015, 1, 1))


def test_without_a_reference_date_the_latest_date_tells_the_year(tmp_path: Path) -> None:
    record, problems = stack(tmp_path, message(child("C1", details(plan("2023-05-03"), "2023-04-20")), ""))
    assert record.protection_from == date(2023, 4, 1)
    assert [(problem.rule, problem.severity) for problem in problems] == [("CIN-YEAR", NOTE)]
    assert stack(tmp_path, message(child("C1"), ""))[0].protection_from is None


def test_covers_overrides_the_first_day(tmp_path: Path) -> None:
    assert stack(tmp_path, LATER, covers=date(2020, 4, 1))[0].protection_from == date(2020, 4, 1)


def test_what_was_not_loaded_is_said() -> None:
    record = Record()
    census = Census("folder", reference_date=date(2025, 3, 31), tables=TABLES - {REVIEWS, SECTION_47})
    to_record.add([census], record, None, [])
    assert {gap.table for gap in record.missing} == {"enquiries", "conferences", "conference_children"}
    assert {(gap.first, gap.last) for gap in record.missing} == {(date(2024, 4, 1), date(2025, 3, 31))}
    assert "Reviews, Section47" in next(gap.why for gap in record.missing if gap.table == "conferences")


def test_a_year_between_that_was_not_loaded_is_said(tmp_path: Path) -> None:
    record, _ = stack(tmp_path, message("", "2023-03-31"), message("", "2025-03-31"))
    assert record.protection_from == date(2024, 4, 1)
    assert {(gap.first, gap.last) for gap in record.missing} == {(date(2023, 4, 1), date(2024, 3, 31))}
    assert {gap.table for gap in record.missing} == {
        "enquiries",
        "plans",
        "conferences",
        "conference_children",
    }
