"""Statistical neighbours: who they are, and their mean or median."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.unit.comparators.made_up import DUDLEY, SANDWELL, WALSALL, loaded, published, rules

from handrail.comparators.load import Loaded
from handrail.comparators.neighbours import average, models, of

WIDE = "old_la_code,la_name,SN_1,SN_1P,SN_2,SN_2P\n332,Dudley,333,Close ,335,Very Close\n"
D6 = "CPP_At31_3Months,Reviewed_within_timescales,Reviewed_within_timescales_percent"


def test_mean_and_median_differ_and_round_half_away_from_zero(tmp_path: Path) -> None:
    kent = "Local authority,E92000001,England,E12000008,South East,886,E10000016,Kent"
    rows = (f"2027;{SANDWELL};c,c,10", f"2027;{WALSALL};c,c,11", f"2027;{kent};c,c,90.15")
    sn = "old_la_code,la_name,SN_1,SN_1P,SN_2,SN_2P,SN_3,SN_3P\n332,Dudley,333,Close,335,Close,886,Close\n"
    found = loaded(tmp_path, d6=published(D6, *rows), sn_2027=sn)
    shares = [row for row in found.comparators if row.indicator == "cp_plans_reviewed_in_timescale_share"]
    said = {how: average("332", shares, found.neighbours, found.areas, how)[0].value for how in ("mean", "median")}
    assert said == {"mean": Decimal("37.1"), "median": Decimal("11.0")}


def neighbours(folder: Path, walsall: str = "90.1") -> Loaded:
    rows = (f"2027;{DUDLEY};c,c,50", f"2027;{SANDWELL};c,c,80", f"2027;{WALSALL};c,c,{walsall}")
    return loaded(folder, d6=published(D6, *rows), sn_model_2025=WIDE)


@pytest.mark.parametrize(("how", "value"), [("mean", "85.1"), ("median", "85.1")])
def test_the_average_says_what_it_is_of_whom_and_of_how_many(tmp_path: Path, how: str, value: str) -> None:
    found = neighbours(tmp_path)
    rows = [row for row in found.comparators if row.indicator == "cp_plans_reviewed_in_timescale_share"]
    (row,) = average("332", rows, found.neighbours, found.areas, how)
    assert row.value == Decimal(value)
    assert row.area_name == f"statistical neighbours of Dudley ({how} of 2 of 2, model 2025)"
    assert (row.area_kind, row.average, row.neighbours) == ("statistical neighbours", how, "333 335")
    assert (row.numerator, row.denominator) == (None, None)


def test_a_neighbour_whose_value_is_withheld_is_left_out_and_told(tmp_path: Path) -> None:
    found = neighbours(tmp_path, walsall="c")
    rows = [row for row in found.comparators if row.indicator == "cp_plans_reviewed_in_timescale_share"]
    (row,) = average("332", rows, found.neighbours, found.areas, "mean")
    assert (row.value, row.neighbours) == (80, "333")
    assert "mean of 1 of 2" in row.area_name
    counts = [row for row in found.comparators if row.indicator == "cp_plans_of_3_months_or_more"]
    (row,) = average("332", counts, found.neighbours, found.areas, "mean")
    assert (row.value, row.status) == (None, "not available")


def test_two_models_stand_side_by_side_and_the_newest_answers(tmp_path: Path) -> None:
    old = (
        "LA num,LA Name,LA number,SN1,SNP,SN2,SNP,\n332,Dudley,332,335,Close,333,Not Close,\n,,,,,,,\n,Old SNs:,,,,,,\n"
    )
    found = loaded(tmp_path, sn_may_2025=WIDE, groupings_April_2021=old)
    assert models(found.neighbours) == ["April 2021", "May 2025"]
    assert [each.neighbour for each in of("332", found.neighbours)] == ["333", "335"]
    assert [each.closeness for each in of("332", found.neighbours, "April 2021")] == ["Close", "Not close"]


@pytest.mark.parametrize("neighbour", ["332", "nobody", "335", "12"])
def test_a_neighbour_that_cannot_be_is_left_out(tmp_path: Path, neighbour: str) -> None:
    found = loaded(
        tmp_path, sn_2027=f"old_la_code,la_name,SN_1,SN_1P,SN_2,SN_2P\n332,Dudley,335,Close,{neighbour},Close\n"
    )
    assert [each.neighbour for each in found.neighbours] == ["335"]
    assert rules(found) == ["HR-CMP-NEIGHBOUR", "HR-CMP-NEIGHBOUR"]


def test_an_authority_too_new_for_the_model_has_none(tmp_path: Path) -> None:
    found = loaded(tmp_path, sn_2021="old_la_code,la_name,SN_1,SN_1P,SN_2,SN_2P\n942,Cumberland,-,-,-,-\n")
    assert found.neighbours == []
    assert rules(found) == []
