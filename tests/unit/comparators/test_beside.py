"""What may stand beside a figure of ours, and why the rest may not."""

from datetime import date

import pytest

from handrail.comparators import england
from handrail.comparators.beside import NotComparable, Ours, beside, refuse_unless_comparable
from handrail.comparators.indicators import known
from handrail.comparators.rows import Comparator
from handrail.measures.definitions import all_measures

YEAR = (date(2024, 4, 1), date(2025, 3, 31))
CP_REVIEWED = "cp_plans_reviewed_in_timescale_share"


def ours(name: str, period: tuple[date, date] | None = YEAR, **settings: str) -> Ours:
    measure = all_measures()[name]
    return Ours(name, measure.unit, measure.kind, settings, period)


def of_england(indicator: str, year: int = 2025) -> Comparator:
    return next(row for row in england.figures() if (row.indicator, row.year) == (indicator, year))


def test_the_national_snapshot_stands_beside_our_reading_of_it_with_a_caution() -> None:
    found = beside(ours("cp_plans_reviewed_on_time"), of_england(CP_REVIEWED))
    assert found.heading.startswith("England, at 31 March 2025 (DfE, Local Authority Interactive Tool, April 2026")
    assert "not published" in found.caution


@pytest.mark.parametrize(
    ("measure", "indicator", "reason"),
    [
        ("rcpc_held_on_time", CP_REVIEWED, "ours counts each child in a conference, theirs each plan"),
        ("rcpc_held_on_time", CP_REVIEWED, "a snapshot of the plans open at 31 March"),
        ("rcpc_held_on_time", "icpc_within_15_days_share", "ours is of review conferences"),
        ("periods_of_care_started", "started_to_be_looked_after", "ours counts each period of care, theirs each child"),
        ("looked_after_children", "looked_after_at_31_march_rate", "theirs is measured in: per 10,000 children"),
        ("reviews_held_on_time", "three_or_more_placements_share", "ours counts each review, theirs each child"),
        ("children_all_reviews_on_time", "long_term_stability_share", "nobody has established"),
        ("icpc_held", "LAIT: Emotional_LAC", "known to its source only"),
    ],
)
def test_another_unit_kind_or_definition_is_refused_with_the_reason(measure: str, indicator: str, reason: str) -> None:
    with pytest.raises(NotComparable, match=reason):
        refuse_unless_comparable(ours(measure), indicator)


def test_a_setting_that_changes_the_meaning_is_asked_for() -> None:
    theirs = of_england("icpc_within_15_days_share")
    beside(ours("icpc_within_15_working_days", transfers_in="with"), theirs)
    with pytest.raises(NotComparable, match="needs the setting transfers_in=with"):
        beside(ours("icpc_within_15_working_days", transfers_in="without"), theirs)


@pytest.mark.parametrize(
    ("measure", "indicator", "first", "last"),
    [
        ("looked_after_children", "looked_after_at_31_march", date(2024, 4, 1), date(2024, 12, 31)),
        ("children_who_became_looked_after", "started_to_be_looked_after", date(2025, 1, 1), date(2025, 3, 31)),
        ("children_who_became_looked_after", "started_to_be_looked_after", date(2023, 4, 1), date(2025, 3, 31)),
    ],
)
def test_a_month_or_quarter_is_not_held_against_a_year(measure: str, indicator: str, first: date, last: date) -> None:
    refuse_unless_comparable(ours(measure), indicator)
    with pytest.raises(NotComparable, match="ours"):
        refuse_unless_comparable(ours(measure, (first, last)), indicator)


def test_every_measure_named_beside_or_apart_is_there_and_of_the_unit_and_kind() -> None:
    for name, indicator in known().items():
        for measure in indicator.beside:
            settings = dict(indicator.settings)
            assert set(settings) <= set(all_measures()[measure].settings)
            refuse_unless_comparable(ours(measure, **settings), name)
        assert set(indicator.apart) <= set(all_measures())


def test_a_withheld_figure_says_so_in_its_heading() -> None:
    withheld = of_england(CP_REVIEWED)._replace(value=None, status="suppressed", symbol="c")
    assert ", suppressed (" in beside(ours("cp_plans_reviewed_on_time"), withheld).heading
