"""An authority's own tables, as it prints them: other decimals, older years, and years told by what was published."""

from dataclasses import replace
from typing import Any

import pytest
from tests.unit.publications.exhibits.record import YEAR, a_record
from tests.unit.publications.exhibits.test_tables import REASONS, drawn, texts

from handrail.publications.bindings import made
from handrail.publications.exhibits import ExhibitError
from handrail.publications.facts import Facts
from handrail.publications.times import Times

BY_REASON: dict[str, Any] = {**REASONS, "rows": [{"by": "reason"}], "total": "All reasons"}


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
