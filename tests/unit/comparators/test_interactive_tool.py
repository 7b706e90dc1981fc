"""The Local Authority Interactive Tool: wide, long, and with areas that were reorganised."""

from decimal import Decimal
from pathlib import Path

import openpyxl
from tests.unit.comparators.made_up import DUDLEY, loaded, one, published, rules

from handrail.comparators.load import load

CODES = (
    "old_la_code,new_la_code,la_name,region_code,region_name,first_year,last_year\n"
    "815,E10000023,North Yorkshire,E12000003,Yorkshire and The Humber,2013,2023\n"
    "815,E06000065,North Yorkshire,E12000003,Yorkshire and The Humber,2024,2027\n"
)
WIDE = (
    "measure_short,la_number,area,2022,2023,2024-25\n"
    "RevCP,815,North Yorkshire,91.5,-,92\n"
    "RevCP,970,England,90,91,\n"
    "RevCP,987,London (Inner),90,91,93.4\n"
    "Sleepers,970,England,1,2,3\n"
)


def test_each_year_has_the_code_the_authority_then_had(tmp_path: Path) -> None:
    found = loaded(tmp_path, tool=WIDE, codes=CODES)
    assert one(found, "cp_plans_reviewed_in_timescale_share", 2022, "North Yorkshire").area_code == "E10000023"
    assert one(found, "cp_plans_reviewed_in_timescale_share", 2025, "North Yorkshire").area_code == "E06000065"
    assert one(found, "cp_plans_reviewed_in_timescale_share", 2025, "Inner London").area_code == "E13000001"
    assert rules(found) == []


def test_a_dash_is_not_available_and_a_blank_is_blank(tmp_path: Path) -> None:
    found = loaded(tmp_path, tool=WIDE)
    assert one(found, "cp_plans_reviewed_in_timescale_share", 2023, "North Yorkshire").status == "not available"
    assert one(found, "cp_plans_reviewed_in_timescale_share", 2025, "England").status == "blank"


def test_the_long_shape_says_the_same(tmp_path: Path) -> None:
    long = (
        "Topic,Measure,Measure_short,LA Number,LA and Regions,Years,values_num\n"
        "CP,Reviews,RevCP,815,North Yorkshire,2021/22,91.5\n"
        "CP,Reviews,RevCP,815,North Yorkshire,2022/23,-\n"
        "CP,Reviews,RevCP,nobody,Nowhere,2022/23,5\n"
        "CP,Reviews,RevCP,815,North Yorkshire,soon,5\n"
    )
    found = loaded(tmp_path, tool=long)
    assert one(found, "cp_plans_reviewed_in_timescale_share", 2022, "North Yorkshire").value == Decimal("91.5")
    assert one(found, "cp_plans_reviewed_in_timescale_share", 2023, "North Yorkshire").status == "not available"
    assert rules(found) == ["HR-CMP-AREA", "HR-CMP-YEAR"]


def test_a_measure_only_the_tool_knows_is_explained_by_its_dictionary(tmp_path: Path) -> None:
    alone = loaded(tmp_path, tool=WIDE)
    assert "was not loaded" in alone.indicators["LAIT: Sleepers"].definition
    dictionary = (
        'Measure,Measure_short,Description,Methodology\nSleepers,Sleepers,"Children,\nasleep",-\nReviews,RevCP,x,y\n'
    )
    found = loaded(tmp_path, tool=WIDE, dictionary=dictionary)
    assert found.indicators["LAIT: Sleepers"].definition == "In the words of the source: Children, asleep"
    assert set(found.indicators) == {"LAIT: Sleepers"}


def test_a_workbook_with_a_title_above_its_heading_is_read_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Downloaded"],
        [],
        ["measure_short", "la_number", "area", 2024, 2025],
        ["RevCP", 332, "Dudley", 94.1, "c"],
    ):
        sheet.append(row)
    book.save(tmp_path / "tool.xlsx")
    found = load([tmp_path / "tool.xlsx"])
    assert one(found, "cp_plans_reviewed_in_timescale_share", 2024, "Dudley").value == Decimal("94.1")
    assert (
        one(found, "cp_plans_reviewed_in_timescale_share", 2025, "Dudley").read_from == "tool.xlsx, sheet Sheet row 4"
    )


def test_codes_come_from_any_table_loaded_with_it(tmp_path: Path) -> None:
    d3 = published("CPP_start,CPP_subsequent", f"2025;{DUDLEY};100,20")
    found = loaded(tmp_path, a="measure_short,la_number,area,2025\nRevCP,332,Dudley,94\n", d3=d3)
    assert one(found, "cp_plans_reviewed_in_timescale_share", 2025, "Dudley").area_code == "E08000027"
