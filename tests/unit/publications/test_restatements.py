"""A figure told otherwise than before is shown with both values and the reason; one told the same is not."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.publications.made_up import figure

from handrail.measures import figures_file
from handrail.measures.figures import Figure
from handrail.publications.document import Text
from handrail.publications.restatements import DEFINITION, RECORD, pairs, restatements, tables

HELD = figure("reviews_held_on_time", 94, 100, settings={"basis": "statutory"}, group={"sex": "F"})
COUNTED = figure("looked_after_children", 602)


def test_the_same_figure_is_no_restatement() -> None:
    assert restatements([HELD, COUNTED], [replace(HELD, note="other words"), COUNTED]) == []


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (replace(HELD, numerator=95), RECORD),
        (replace(HELD, denominator=101), RECORD),
        (replace(HELD, numerator=95, definition="b"), DEFINITION),
        (replace(HELD, unit="child", definition="b"), DEFINITION),
    ],
)
def test_other_numbers_are_one_with_its_reason(now: Figure, reason: str) -> None:
    (found,) = restatements([HELD], [now])
    assert (found.then, found.now, found.reasons) == (HELD, now, (reason,))
    assert found.why == f"{reason.capitalize()}."


@pytest.mark.parametrize(
    "other",
    [
        replace(HELD, measure="reviews_held"),
        replace(HELD, period_to=date(2026, 2, 28)),
        replace(HELD, group={"sex": "M"}),
        replace(HELD, settings={"basis": "dfe_statistic"}),
    ],
)
def test_a_figure_of_something_else_is_none(other: Figure) -> None:
    assert restatements([HELD], [replace(other, numerator=1)]) == []


def test_a_setting_that_only_a_later_release_names_does_not_hide_a_restatement() -> None:
    now = replace(HELD, numerator=95, settings={"basis": "statutory", "new": "default"})
    assert len(restatements([HELD], [now])) == 1


def test_of_several_settings_the_same_are_compared() -> None:
    verified = replace(HELD, settings={"basis_of_record": "verified"}, numerator=97)
    recorded = replace(HELD, settings={"basis_of_record": "recorded"})
    assert restatements([recorded, verified], [verified, recorded]) == []


def test_restatements_are_tabled_by_unit_with_both_values() -> None:
    found = restatements([HELD, COUNTED], [replace(HELD, numerator=95), replace(COUNTED, numerator=601)])
    made = tables(found, lambda one: (one.now.measure, Text(f"{one.then.numerator}"), Text(f"{one.now.numerator}")))
    assert [(table.unit, [[cell.text for cell in row.cells] for row in table.rows]) for table in made] == [
        ("child", [["602", "601", "The record changed."]]),
        ("review", [["94", "95", "The record changed."]]),
    ]
    assert all(len(table.columns) == len(table.rows[0].cells) + 1 for table in made)


NAMES = st.sampled_from(["a", "b", "ç\n\"'"])
FIGURES = st.builds(
    Figure,
    measure=NAMES,
    kind=st.sampled_from(["share", "count"]),
    unit=NAMES,
    period_from=st.dates(),
    period_to=st.dates(),
    numerator=st.none() | st.integers(0, 3),
    denominator=st.none() | st.integers(0, 3),
    not_assessable=st.none() | st.integers(0, 3),
    not_recorded=st.none() | st.integers(0, 3),
    settings=st.dictionaries(NAMES, NAMES, max_size=2),
    definition=NAMES,
    note=st.none() | NAMES,
    group=st.dictionaries(NAMES, NAMES, max_size=2),
)


@given(st.lists(FIGURES, max_size=5))
def test_figures_written_and_read_are_the_same(figures: list[Figure]) -> None:
    assert figures_file.read(figures_file.written(figures)) == tuple(figures)


@given(st.lists(FIGURES, max_size=6), st.lists(FIGURES, max_size=6))
def test_each_figure_of_both_lists_is_paired_once(then: list[Figure], now: list[Figure]) -> None:
    found = list(pairs(then, now))
    assert [one for one, _ in found if one] == then
    assert sorted(map(repr, (other for _, other in found if other))) == sorted(map(repr, now))
