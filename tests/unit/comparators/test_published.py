"""Tables of Explore Education Statistics, this edition and those to come."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.unit.comparators.made_up import DUDLEY, ENGLAND, SANDWELL, WEST_MIDLANDS, loaded, one, published, rules

from handrail.comparators import cells

D6 = "CPP_At31_3Months,Reviewed_within_timescales,Reviewed_within_timescales_percent"


def test_a_share_carries_both_counts_its_area_year_source_and_place(tmp_path: Path) -> None:
    found = loaded(tmp_path, d6=published(D6, f"2027;{ENGLAND};30000,27000,90.0", f"2027;{DUDLEY};120,111,92.5"))
    row = one(found, "cp_plans_reviewed_in_timescale_share", 2027, "Dudley")
    assert (row.value, row.numerator, row.denominator) == (Decimal("92.5"), 111, 120)
    assert (row.area_code, row.area_number, row.area_kind) == ("E08000027", "332", "authority")
    assert (row.source, row.edition) == ("DfE, Children in need, table D6", "data to 2027")
    assert row.read_from == "d6.csv row 3"
    assert rules(found) == []


@pytest.mark.parametrize(
    ("sign", "status"),
    [
        ("c", "suppressed"),
        ("z", "not applicable"),
        ("x", "not available"),
        (":", "not available"),
        ("u", "unreliable"),
        ("k", "rounds to zero"),
        ("", "blank"),
    ],
)
def test_a_sign_keeps_its_meaning_and_is_never_zero(tmp_path: Path, sign: str, status: str) -> None:
    found = loaded(tmp_path, d6=published(D6, f"2027;{DUDLEY};{sign},{sign},{sign}", f"2027;{SANDWELL};0,0,0"))
    dudley = one(found, "cp_plans_of_3_months_or_more", 2027, "Dudley")
    assert (dudley.value, dudley.status, dudley.symbol) == (None, status, sign)
    sandwell = one(found, "cp_plans_of_3_months_or_more", 2027, "Sandwell")
    assert (sandwell.value, sandwell.status) == (0, "given")


def test_columns_may_stand_in_another_order_and_lose_their_shares(tmp_path: Path) -> None:
    text = (
        "la_name,Reviewed_within_timescales,CPP_At31_3Months,new_la_code,old_la_code,region_name,region_code,"
        "country_name,country_code,geographic_level,time_period\n"
        "Dudley,111,120,E08000027,332,West Midlands,E12000005,England,E92000001,Local authority,202627\n"
    )
    row = one(loaded(tmp_path, newer=text), "cp_plans_reviewed_in_timescale_share", 2027, "Dudley")
    assert (row.value, row.status, row.year) == (Decimal("92.5"), "worked out", 2027)


def test_bands_have_had_several_names(tmp_path: Path) -> None:
    old = published("CPP_At31,3_months_or_less,3_6_months,2_years_or_more", f"2020;{DUDLEY};100,40,30,5")
    new = published(
        "CPP_At31,3_months_or_less,more_than_3_months_6_months,2_years_or_more", f"2027;{DUDLEY};90,40,30,5"
    )
    found = loaded(tmp_path, old=old, new=new)
    assert one(found, "cp_plans_open_3_to_6_months", 2020, "Dudley").value == 30
    assert one(found, "cp_plans_open_3_to_6_months", 2027, "Dudley").value == 30


def test_initial_conferences_in_15_days_are_worked_out_over_all_of_them(tmp_path: Path) -> None:
    columns = "Section47,ICPC,Duration_0-10_days,Duration_11-15_days,Duration_16-20_days,Duration_21+_days"
    c4 = published(columns, f"2027;{DUDLEY};900,250,20,180,20,c", f"2027;{SANDWELL};800,200,c,180,10,5")
    found = loaded(tmp_path, c4=c4)
    row = one(found, "icpc_within_15_days_share", 2027, "Dudley")
    assert (row.value, row.numerator, row.denominator, row.status) == (80, 200, 250, "worked out")
    assert one(found, "icpc_within_15_days_share", 2027, "Sandwell").status == "suppressed"
    assert one(found, "icpcs_21_or_more_days", 2027, "Dudley").status == "suppressed"


@pytest.mark.parametrize("columns", ["children_count,children_percent", "number,percentage"])
def test_a_long_table_finds_the_base_in_the_row_of_the_total(tmp_path: Path, columns: str) -> None:
    text = published(
        f"cla_group,placement_stability,{columns}",
        f"2027;{DUDLEY};CLA on 31 March,With 3 or more placements during the year,60,10",
        f"2027;{DUDLEY};CLA on 31 March,Total children,600,100",
    )
    found = loaded(tmp_path, stability=text)
    row = one(found, "three_or_more_placements_share", 2027, "Dudley")
    assert (row.value, row.numerator, row.denominator) == (10, 60, 600)
    assert one(found, "looked_after_at_31_march", 2027, "Dudley").value == 600


def test_a_table_nobody_has_described_is_kept_in_the_words_of_its_source(tmp_path: Path) -> None:
    text = published(
        "placement,age,number",
        f"2027;{DUDLEY};Fostered,0 to 4,12",
        f"2027;{DUDLEY};Fostered,5 to 9,c",
        f"2027;{DUDLEY};Home,0 to 4,7",
    )
    found = loaded(tmp_path, unknown=text)
    assert {row.indicator: row.status for row in found.comparators} == {
        "own: number; Fostered; 0 to 4": "given",
        "own: number; Home; 0 to 4": "given",
    }
    assert "Handrail has no definition" in found.indicators["own: number; Fostered; 0 to 4"].definition


def test_counts_of_england_are_rounded_and_those_of_authorities_are_not(tmp_path: Path) -> None:
    found = loaded(
        tmp_path, d6=published(D6, f"2027;{ENGLAND};30000,27000,90", f"2027;{WEST_MIDLANDS};300,270,90", f"2027;{DUDLEY};9,9,100")
    )  # fmt: skip
    said = {row.area_kind: row.rounding for row in found.comparators if row.indicator == "cp_plans_of_3_months_or_more"}
    assert said == {"England": "to the nearest 10", "region": "to the nearest 10", "authority": "not rounded"}


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ("120,111,many", "HR-CMP-CELL"),
        ("120,111,925", "HR-CMP-CELL"),
        ("120,11.5,92.5", "HR-CMP-CELL"),
        ("120,-4,92.5", "HR-CMP-CELL"),
        ("120,1e3,92.5", "HR-CMP-CELL"),
        ("120,111,52.9", "HR-CMP-PERCENT"),
        ("120,111", "ROW-COLUMNS"),
    ],
)
def test_a_value_that_cannot_be_is_named_and_the_rest_is_read(tmp_path: Path, values: str, rule: str) -> None:
    found = loaded(tmp_path, d6=published(D6, f"2027;{DUDLEY};{values}", f"2027;{SANDWELL};10,9,90"))
    assert rules(found) == [rule]
    assert found.problems[0].row == 2
    assert one(found, "cp_plans_reviewed_in_timescale_share", 2027, "Sandwell").value == 90


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (f"2027 Q1;{DUDLEY};10,9,90", "HR-CMP-YEAR"),
        (f"1887;{DUDLEY};10,9,90", "HR-CMP-YEAR"),
        ("2027;Local authority,W92000004,Wales,,,660,W06000001,Isle of Anglesey;10,9,90", "HR-CMP-AREA"),
        ("2027;Local authority,E92000001,England,,,,,;10,9,90", "HR-CMP-AREA"),
        ("2027;School,E92000001,England,,,332,E08000027,Dudley;10,9,90", "HR-CMP-AREA"),
    ],
)
def test_a_row_without_a_year_or_area_of_england_is_left_out(tmp_path: Path, row: str, rule: str) -> None:
    found = loaded(tmp_path, d6=published(D6, row, f"2027;{SANDWELL};10,9,90"))
    assert rules(found) == [rule]
    assert {each.area_name for each in found.comparators} == {"Sandwell"}


def test_a_thousand_faults_of_one_kind_are_told_once_with_their_number(tmp_path: Path) -> None:
    found = loaded(tmp_path, d6=published(D6, *[f"2027;{DUDLEY};?,?,?"] * 1000, f"2027;{SANDWELL};10,9,90"))
    assert len(found.problems) == 3
    assert all(" 999 more of the kind" in problem.message for problem in found.problems)


def test_two_answers_to_one_question_are_both_refused(tmp_path: Path) -> None:
    found = loaded(
        tmp_path, d6=published(D6, f"2027;{DUDLEY};10,9,90", f"2027;{DUDLEY};10,8,80", f"2027;{SANDWELL};10,9,90")
    )
    assert rules(found) == ["HR-CMP-TWICE"]
    told = {(row.indicator, row.area_name) for row in found.comparators}
    assert ("cp_plans_reviewed_in_timescale_share", "Dudley") not in told
    assert ("cp_plans_of_3_months_or_more", "Dudley") in told


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2025", 2025),
        ("202425", 2025),
        ("2024-25", 2025),
        ("2024/25", 2025),
        ("2024/2025", 2025),
        ("202426", None),
        ("25", None),
    ],
)
def test_a_year_is_the_one_it_ends_in(text: str, year: int | None) -> None:
    assert cells.year(text) == year
