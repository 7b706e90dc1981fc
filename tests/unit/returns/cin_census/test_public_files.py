"""Synthetic censuses published by others are read without a stumble, and what is in them is found."""

from datetime import date
from pathlib import Path

import pytest

from handrail.record.problems import Problem
from handrail.record.record import Record
from handrail.returns.cin_census import flat, rules, to_record, xml
from handrail.returns.cin_census.rows import Census
from handrail.returns.csv_text import Sheet
from handrail.returns.csv_text import read as read_sheet
from handrail.returns.sources import find
from handrail.timescales.working_days import england

VALIDATOR, SAMPLES, FLAT = (
    "d2i-csc-validator-be-cin",
    "sfdl-liia-tools-samples",
    "d2i-la-analyst-tinkering-cin-csv",
)


def _sources(shared: Path, folder: str) -> dict[str, xml.Source]:
    path = shared / "data" / "public" / folder
    if not path.is_dir():
        pytest.skip(f"SKIPPED LOUDLY: {path} is not here, so it was not tried.")
    return {source.name: source for source in find([path])[0]}


def _whole(census: Census | None) -> tuple[Census, Record]:
    assert census is not None
    record, problems = Record(), list(rules.check(census, england().before))
    to_record.add([census], record, None, problems)
    assert all(problem.message and problem.what_to_do for problem in problems)
    return census, record


@pytest.mark.parametrize("folder", [VALIDATOR, SAMPLES])
def test_every_public_xml_is_read(shared: Path, folder: str) -> None:
    files = [source for source in _sources(shared, folder).values() if source.is_xml]
    assert files
    for source in files:
        problems: list[Problem] = []
        census, record = _whole(xml.read(source, problems))
        assert census.children
        assert not census.broken_off
        assert record.protection_from


def test_the_large_file_has_its_children_and_conferences(shared: Path) -> None:
    problems: list[Problem] = []
    census, record = _whole(xml.read(_sources(shared, VALIDATOR)["fake_CIN_data.xml"], problems))
    assert (len(census.children), len(census.referrals)) == (332, 402)
    assert sum(row.conference_on is not None for row in census.referrals) == 350
    assert {conference.kind for conference in record.conferences} == {"transfer_in"}


def test_stray_text_in_the_2026_layout_does_no_harm(shared: Path) -> None:
    problems: list[Problem] = []
    census, record = _whole(xml.read(_sources(shared, VALIDATOR)["CIN_Census_2026.xml"], problems))
    assert census.children[0][2:7] == ("DfEX0000001", date(2015, 3, 27), None, None, "M")
    assert [review.held_on for review in record.conferences if review.kind == "review"] == [date(2023, 2, 15)]
    assert {problem.rule for problem in problems} <= {"CIN-DATE"}


def test_the_sample_with_every_block_fills_every_table(shared: Path) -> None:
    _, record = _whole(xml.read(_sources(shared, SAMPLES)["BAR_cin_2022.xml"], []))
    assert (len(record.enquiries), len(record.plans)) == (1, 1)
    assert sorted(conference.kind for conference in record.conferences) == [
        "initial",
        "review",
        "transfer_in",
    ]


def test_the_public_csv_is_one_census(shared: Path) -> None:
    problems: list[Problem] = []
    sheets: dict[str, list[Sheet]] = {}
    for source in _sources(shared, FLAT).values():
        sheet = read_sheet(source, problems)
        if sheet is not None and (table := flat.table_of(sheet.columns)):
            sheets.setdefault(table, []).append(sheet)
    (found,) = flat.read_all(sheets, problems)
    census, _ = _whole(found)
    assert (len(census.children), len(census.referrals)) == (332, 402)
    assert census.reference_date == date(2022, 7, 21)
    assert [problem for problem in problems if problem.severity == "error"] == []
