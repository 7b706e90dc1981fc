"""The shapes of charts, drawn over figures that the real engine counted."""

from typing import Any

from tests.unit.publications.exhibits.record import scene

from handrail.publications.charts import svg
from handrail.publications.document import Chart, plain

REASONS = {
    "caption": "Reasons",
    "measure": "dispute_reasons_given",
    "rows": [{"by": "reason", "order": "size"}],
    "total": "All",
    "columns": [{"each": "year", "of": 2}],
}


def drawn(chart: dict[str, Any], table: dict[str, Any]) -> Chart:
    made = scene({"tables": {"t": table}, "charts": {"c": {"table": "t", **chart}}})
    spec = made.exhibits.chart("c")
    of = made.exhibits.table("t")
    table_drawn = made.tables.draw(of)
    assert table_drawn is not None
    found = made.charts.draw(spec, of, table_drawn)
    assert found is not None
    return found


def test_bars_say_the_largest_and_set_last_year_beside() -> None:
    chart = drawn({"shape": "bars", "of": "reasons disputes were raised for"}, REASONS)
    assert plain(chart.title) == "Reasons disputes were raised for: the largest is Drift, at 23."
    assert chart.labels == ("Drift", "Late report")
    assert [(one.name, one.kind, one.values) for one in chart.series] == [
        ("2025/26", "bar", (23.0, 8.0)),
        ("2024/25", "before", (7.0, 6.0)),
    ]
    drawing = svg(chart, "#0b5457")
    assert "Late report" in drawing
    assert ">23<" in drawing
    assert " style=" not in drawing


def test_shares_of_several_measures_have_no_largest() -> None:
    rows = [
        {"heading": "Resolved", "measure": "disputes_resolved"},
        {"heading": "About siblings", "measure": "disputes_about_siblings"},
    ]
    chart = drawn({"shape": "bars", "of": "shares"}, {"caption": "S", "rows": rows, "columns": [{"part": "share"}]})
    assert plain(chart.title) == "Shares."
    assert chart.series[0].values == (1.0, 0.0)


def test_tenths_say_each_share_in_words_and_draw_what_they_say() -> None:
    rows = [{"heading": "About care", "where": {"stream": "care"}}, {"heading": "All"}]
    table = {"caption": "S", "measure": "disputes_about_siblings", "rows": rows, "columns": [{"part": "share"}]}
    chart = drawn({"shape": "tenths", "of": "disputes about siblings"}, table)
    assert plain(chart.title) == "Disputes about siblings."
    assert chart.labels == ("About care: none", "All: none")
    assert chart.series[0].values == (0.0, 0.0)
    assert "About care: none; All: none" in chart.alt


def test_two_as_large_have_no_largest() -> None:
    table = {**REASONS, "columns": [{"heading": "Number", "where": {"stream": "care"}, "part": "numerator"}]}
    table["rows"] = [
        {"heading": "A", "where": {"reason": "late_report"}},
        {"heading": "B", "where": {"reason": "late_report"}},
    ]
    del table["total"]
    assert plain(drawn({"shape": "bars", "of": "reasons"}, table).title) == "Reasons."


def test_steps_tell_the_way_from_the_first_to_the_last() -> None:
    table = {
        "caption": "Disputes by year",
        "measure": "disputes_raised",
        "rows": [{"each": "year", "of": 2}],
        "columns": [{"heading": "Raised", "part": "numerator"}],
    }
    chart = drawn({"shape": "steps", "of": "disputes raised"}, table)
    assert plain(chart.title) == "Disputes raised rose from 13 in 2024/25 to 31 in 2025/26."
    assert ">2024/25<" in svg(chart, "#0b5457")


def test_months_of_counts_name_the_highest() -> None:
    table = {
        "caption": "Disputes by month",
        "measure": "disputes_raised",
        "rows": [{"each": "month"}],
        "columns": [{"heading": "Raised", "part": "numerator"}],
    }
    chart = drawn({"shape": "months_of_counts", "of": "disputes raised"}, table)
    assert plain(chart.title).startswith("The number of disputes raised was highest in June 2025 (31)")
    assert len(chart.labels) == 12


def test_bars_of_one_year_have_nothing_beside_them() -> None:
    table = {**REASONS, "columns": [{"by": "stream"}, {"heading": "All"}]}
    chart = drawn({"shape": "bars", "of": "reasons"}, table)
    assert [(one.name, one.kind) for one in chart.series] == [("All", "bar")]
