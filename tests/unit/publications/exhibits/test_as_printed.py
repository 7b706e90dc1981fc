"""An authority's own tables, as it prints them: other decimals, older years, and years told by what was published."""

from dataclasses import replace
from typing import Any

import pytest
from tests.unit.publications.exhibits.record import YEAR, a_record
from tests.unit.publications.exhibits.test_tables import REASONS, drawn, refused, texts

from handrail.publications.bindings import made
from handrail.publications.exhibits import ExhibitError
from handrail.publications.facts import Facts
from handrail.publications.times import Times

BY_REASON: dict[str, Any] = {**REASONS, "rows": [{"by": "reason"}], "total": "All reasons"}
IN_CARE: dict[str, Any] = {
    **BY_REASON,
    "caption": "Reasons, care",
    "where": {"stream": "care"},
    "total": "All",
    "decimals": 0,
    "columns": [{"heading": "Number"}, {"heading": "Share", "part": "of_all", "out_of": "stream"}],
}


@pytest.mark.parametrize(("decimals", "share"), [(0, "74%"), (1, "74.2%"), (2, "74.19%")])
def test_its_percentages_have_the_decimals_it_asks_for(decimals: int, share: str) -> None:
    columns = [{"heading": "Number", "part": "numerator"}, {"heading": "Share", "part": "of_all"}]
    table = drawn({**BY_REASON, "columns": columns, "decimals": decimals})
    assert texts(table)["Drift"] == ["23", share]
    assert table.decimals == decimals


@pytest.mark.parametrize("decimals", [-1, 3, True, 1.0, "1"])
def test_other_decimals_are_refused(decimals: object) -> None:
    with pytest.raises(ExhibitError, match="decimals must be a whole number from 0 to 2"):
        drawn({**BY_REASON, "decimals": decimals})


def test_the_year_before_last_has_its_heading() -> None:
    rows = [{"heading": "{year_before}", "period": "year_before"}, {"heading": "{year}"}]
    table = drawn({**REASONS, "rows": rows, "first": "Year"})
    assert list(texts(table)) == ["2023/24", "2025/26"]


@pytest.mark.parametrize(("of_drift", "late"), [(13, "0"), (12, "6")])
def test_a_group_for_which_what_was_published_leaves_no_room_was_nought(of_drift: int, late: str) -> None:
    times = Times(YEAR)
    counted = Facts(a_record(), times).figure(made("dispute_reasons_given", times, {}, "last_year"))
    drift = replace(counted, group={"reason": "drift"}, numerator=of_drift)
    table = drawn(
        {**REASONS, "rows": [{"by": "reason"}], "columns": [{"each": "year", "of": 2}]}, earlier=[counted, drift]
    )
    assert texts(table) == {"Drift": [str(of_drift), "23"], "Late report": [late, "8"]}


def test_a_share_may_be_of_those_of_the_same_stream() -> None:
    table = drawn(IN_CARE)
    assert texts(table) == {"Drift": ["14", "64%"], "Late report": ["8", "36%"], "All": ["22", "100%"]}
    assert refused(table) == []


def test_a_share_without_its_whole_in_the_table_is_refused() -> None:
    without = {key: value for key, value in IN_CARE.items() if key != "total"}
    assert {one.wrong for one in refused(drawn(without))} == {
        "64% stands without its counts.",
        "36% stands without its counts.",
    }


def test_a_share_is_of_a_group_that_its_cell_names() -> None:
    with pytest.raises(ExhibitError, match="out_of names 'team', and `where` does not"):
        drawn({**IN_CARE, "columns": [{"heading": "Share", "part": "of_all", "out_of": "team"}]})


def test_a_share_of_a_stream_does_not_give_a_small_number_away() -> None:
    table = drawn(IN_CARE, threshold=8)
    assert texts(table)["Late report"] == ["8 or fewer", "not shown"]
    assert texts(table)["Drift"] == ["not shown", "not shown"]
