"""What a table does about years the data do not hold, groups nothing is counted in, and small parts of small parts."""

from datetime import date
from typing import Any

import pytest
from tests.unit.publications.exhibits.record import BEFORE, YEAR, a_record, disputes, scene

from handrail.measures.definitions import measure
from handrail.measures.periods import Period
from handrail.profiles import default
from handrail.publications.bindings import Binding, made
from handrail.publications.disclosure import Shown as Told
from handrail.publications.document import Table, plain
from handrail.publications.exhibits.tables import Tables
from handrail.publications.facts import Facts
from handrail.publications.printed_before import Printed, PrintedNumber
from handrail.publications.protecting import protected
from handrail.publications.times import Times
from handrail.record.record import Record
from handrail.record.tables import Plan

TWO_YEARS = [
    {"heading": "{last_year}", "period": "last_year"},
    {"heading": "{year}"},
    {"heading": "Change", "part": "difference"},
]


def drawn(spec: dict[str, Any], threshold: int = 0, **more: Any) -> Table:
    """The table "t" declared so."""
    made = scene({"tables": {"t": {"caption": "A table", **spec}}}, threshold, **more)
    table = made.tables.draw(made.exhibits.table("t"))
    assert table is not None
    return table


def texts(table: Table) -> dict[str, list[str]]:
    """Each row by its heading."""
    return {row.heading: [cell.text for cell in row.cells] for row in table.rows}


def _from(first: date) -> Record:
    record = a_record()
    record.care_from, record.protection_from = None, first
    return record


@pytest.mark.parametrize(
    ("data_from", "headings"),
    [
        (date(2024, 4, 1), ["What is counted", "2024/25", "2025/26", "Change"]),
        (date(2024, 4, 2), ["What is counted", "2025/26"]),
    ],
)
def test_a_year_that_the_data_do_not_hold_whole_is_left_out_with_its_change(
    data_from: date, headings: list[str]
) -> None:
    spec = {"measure": "disputes_raised", "rows": [{"heading": "Raised"}], "columns": TWO_YEARS}
    table = drawn(spec, record=_from(data_from))
    assert [column.heading for column in table.columns] == headings
    assert ("Left out: 2024/25, Change. The data loaded are not known to reach back so far." in plain(table.note)) == (
        "Change" not in headings
    )


def test_a_record_that_states_no_first_day_is_not_asked_about_earlier_years() -> None:
    record = a_record()
    record.care_from = None
    facts, times = Facts(record, Times(YEAR)), Times(YEAR)
    assert facts.figure(made("disputes_raised", times, period="last_year")).numerator is None
    assert facts.figure(made("disputes_raised", times)).numerator == 31


def test_a_stock_is_known_on_the_day_before_the_data_begin() -> None:
    record = Record(protection_from=date(2025, 4, 1))
    record.plans.append(Plan("c1", date(2025, 1, 6), None, None, None, None))
    facts, times = Facts(record, Times(YEAR)), Times(YEAR)
    last_year = times.named("last_year")
    assert facts.figure(Binding(measure("cp_plans_open"), last_year)).numerator == 1
    started = facts.figure(Binding(measure("cp_plans_started"), last_year))
    assert started.numerator is None
    assert "The data loaded begin on 2025-04-01" in (started.note or "")


def test_a_group_in_which_nothing_is_counted_has_no_row() -> None:
    record = a_record()
    record.dispute_reasons.clear()
    now, reasons = disputes({("care", "drift"): 6}, date(2025, 6, 2), "more")
    record.disputes.extend(now)
    record.dispute_reasons.extend(reasons)
    spec = {"measure": "dispute_reasons_given", "rows": [{"by": "reason"}], "columns": [{"heading": "Number"}]}
    assert texts(drawn(spec, record=record)) == {"Drift": ["6"]}


def test_a_small_part_of_one_stream_is_not_found_from_that_stream() -> None:
    record = Record()
    now, reasons = disputes(
        {("care", "drift"): 12, ("care", "late_report"): 2, ("protection", "drift"): 9, ("protection", "late_report"): 30},
        date(2025, 6, 2), "now",
    )  # fmt: skip
    record.disputes.extend(now)
    record.dispute_reasons.extend(reasons)
    spec = {
        "measure": "dispute_reasons_given",
        "where": {"stream": "care"},
        "rows": [{"by": "reason"}],
        "total": "All reasons (care)",
        "columns": [{"heading": "Number"}],
    }
    assert texts(drawn(spec, 5, record=record)) == {
        "Drift": ["not shown"],
        "Late report": ["5 or fewer"],
        "All reasons (care)": ["14"],
    }


def test_what_is_open_and_what_was_brought_forward_do_not_give_a_stream_away() -> None:
    record = Record()
    before, _ = disputes({("care", "drift"): 3, ("protection", "drift"): 12}, BEFORE, "then")
    open_still = [one._replace(closed_on=None, closing_stage=None, outcome=None) for one in before]
    now, _ = disputes({("care", "drift"): 20, ("protection", "drift"): 14}, date(2025, 6, 2), "now")
    record.disputes.extend([*open_still, *now])
    spec = {
        "rows": [
            {"heading": "Brought forward", "measure": "disputes_brought_forward"},
            {"heading": "Raised", "measure": "disputes_raised"},
            {"heading": "Closed", "measure": "disputes_closed"},
            {"heading": "Open", "measure": "disputes_open"},
        ],
        "columns": [{"by": "stream"}, {"heading": "All"}],
    }
    found = texts(drawn(spec, 5, record=record))
    assert found["Brought forward"][0] == found["Open"][0] == "5 or fewer"
    assert found["Brought forward"][1] == found["Open"][1] == "not shown"


def test_an_average_of_a_group_is_over_that_group() -> None:
    spec = {
        "rows": [{"by": "stream"}],
        "columns": [
            {"heading": "Closed", "measure": "disputes_closed"},
            {"heading": "Days for each", "measure": "dispute_days", "part": "mean", "per": "disputes_closed"},
        ],
        "also_units": ["day"],
    }
    assert texts(drawn(spec)) == {"Care": ["22", "7.0"], "Protection": ["9", "7.0"]}


def test_the_sexes_and_colours_have_usual_words_in_a_usual_order() -> None:
    words = scene(profile=default("Fairlea")).words
    assert words.labels("sexes")["F"] == "Girls"
    assert list(words.labels("rating_colours")) == ["red", "amber", "green"]
    assert words.labels("categories_of_abuse")["NEG"] == "Neglect"


def test_what_was_printed_of_a_year_too_long_ago_to_count_stands_as_it_was() -> None:
    spec = {"caption": "Reasons", "measure": "dispute_reasons_given", "rows": [{"by": "reason"}]}
    made = scene({"tables": {"t": {**spec, "columns": [{"heading": "Number"}]}}})
    table = made.tables.draw(made.exhibits.table("t"))
    long_ago = Period(date(2019, 4, 1), date(2020, 3, 31))
    number = PrintedNumber("dispute_reasons_given", long_ago, (), (), "numerator", Told.exact(9), 9)
    shown = protected(made.shown, [Printed("public", (number,))])
    again = Tables(shown, made.words, made.beside)
    assert again.draw(made.exhibits.table("t")) == table
