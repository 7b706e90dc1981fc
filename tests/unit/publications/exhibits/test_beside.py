"""What another area published, beside a figure of ours, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from handrail.comparators.beside import NotComparable
from handrail.measures.figures import Figure
from handrail.profiles import default, parse
from handrail.publications.document import plain
from handrail.publications.exhibits.beside import Beside


def ours(measure: str = "icpc_within_15_working_days", unit: str = "child in a conference", year: int = 2026) -> Figure:
    """A share of a year to 31 March."""
    settings = {"transfers_in": "with", "basis": "statutory", "basis_of_record": "recorded"}
    return Figure(measure, "share", unit, date(year - 1, 4, 1), date(year, 3, 31), 68, 86, 0, 0, settings, "x")


BESIDE = Beside(default("Fairlea"))


def test_the_same_year_is_set_beside() -> None:
    number = BESIDE.area(ours(year=2025), "England")
    assert number.text == "81.4%"
    assert number.figure is not None
    assert number.figure.group == {"area": "England"}


def test_an_earlier_year_is_said_where_the_same_is_not_out_yet() -> None:
    number = BESIDE.area(ours(), "England")
    assert number.text == "81.4% (2024/25)"
    assert number.figure is not None
    assert number.figure.period_to == date(2025, 3, 31)
    assert plain(BESIDE.sentence(ours(), "England")).startswith("England 81.4% in 2024/25 (DfE")


def test_what_is_too_old_or_of_no_known_area_is_not_published() -> None:
    assert BESIDE.area(ours(year=2035), "England").text == "not published"
    assert BESIDE.area(ours(year=2025), "Atlantis").text == "not published"
    assert plain(BESIDE.sentence(ours(year=2035), "England")) == "England (not published)"


@pytest.mark.parametrize(
    ("measure", "unit", "why"),
    [
        ("icpc_conferences_within_15_working_days", "conference", "ours counts each conference, theirs each child"),
        ("rcpc_conferences_held_on_time", "conference", "ours counts each conference, theirs each plan"),
        ("rcpc_held_on_time", "child in a conference", "theirs of initial conferences"),
        ("disputes_resolved", "dispute", "no published figure"),
    ],
)
def test_another_unit_or_definition_is_refused(measure: str, unit: str, why: str) -> None:
    with pytest.raises(NotComparable, match=why):
        BESIDE.area(ours(measure, unit), "England")


TARGETS = """
authority = "Fairlea"

[[targets]]
measure = "disputes_resolved"
value = 0.9
from = 2024-04-01
set_by = "Board"

[[targets]]
measure = "disputes_resolved"
value = 0.8
from = 2024-04-01
set_by = "Board"
where = { stream = "care" }

[[targets]]
measure = "children_with_visitor"
value = 18
unit = "count"
from = 2024-04-01
set_by = "Contract"
"""


def test_a_target_is_printed_in_its_own_unit_and_of_its_own_group() -> None:
    beside = Beside(parse(TARGETS).on(date(2026, 3, 31)))
    whole = ours("disputes_resolved", "dispute")
    assert beside.target(whole).text == "90%"
    assert beside.target(replace(whole, group={"stream": "care"})).text == "80%"
    assert beside.target(replace(whole, group={"stream": "protection"})).text == "90%"
    assert beside.target(replace(ours("children_with_visitor", "child"), kind="count")).text == "18"
    assert beside.target(ours()).text == "no target"
