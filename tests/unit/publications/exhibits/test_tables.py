"""Tables drawn from their declarations, over figures that the real engine counted."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.unit.publications.exhibits.record import BEFORE, YEAR, a_record, disputes, scene

from handrail.measures.figures import Figure
from handrail.profiles import parse
from handrail.publications.bindings import made
from handrail.publications.document import Document, Number, Section, Table, plain
from handrail.publications.exhibits import ExhibitError
from handrail.publications.facts import Facts
from handrail.publications.safeguards import Finding, refusals
from handrail.publications.times import Times
from handrail.record.record import Record
from handrail.record.service_tables import Allocation, Dispute
from handrail.record.tables import Child

REASONS = {"caption": "Reasons", "measure": "dispute_reasons_given", "columns": [{"heading": "Number"}]}


def drawn(spec: dict[str, Any], threshold: int = 0, **more: Any) -> Table:
    """The table "t" declared so."""
    made = scene({"tables": {"t": spec}}, threshold, **more)
    table = made.tables.draw(made.exhibits.table("t"))
    assert table is not None
    return table


def texts(table: Table) -> dict[str, list[str]]:
    """Each row by its heading."""
    return {row.heading: [cell.text for cell in row.cells] for row in table.rows}


def test_a_row_for_each_value_of_a_group_and_their_total() -> None:
    table = drawn({**REASONS, "rows": [{"by": "reason"}], "total": "All reasons"})
    assert texts(table) == {"Drift": ["23"], "Late report": ["8"], "All reasons": ["31"]}
    assert table.unit == "reason"
    assert plain(table.note) == "Counted: reason."


def test_the_largest_first_where_it_is_asked_for() -> None:
    columns = [{"each": "year", "of": 2}]
    spec = {**REASONS, "columns": columns, "rows": [{"by": "reason", "order": "size"}]}
    assert list(texts(drawn(spec))) == ["Drift", "Late report"]


def test_the_words_and_the_order_of_a_code_list_and_its_noughts() -> None:
    profile = parse(
        'authority = "Fairlea"\n[codes.own_reasons]\nlate_report = "Report came late"\nunallocated = "Nobody allocated"\n'
        'drift = "Plan drifts"\n'
    )
    table = drawn({**REASONS, "rows": [{"by": "reason", "labels": "own_reasons"}]}, profile=profile.on(YEAR.last))
    assert texts(table) == {"Report came late": ["8"], "Nobody allocated": ["0"], "Plan drifts": ["23"]}


def test_a_value_that_reads_as_the_words_of_another_keeps_its_code() -> None:
    profile = parse('authority = "Fairlea"\n[codes.own_reasons]\nlate = "Late report"\ndrift = "Drift"\n')
    table = drawn({**REASONS, "rows": [{"by": "reason", "labels": "own_reasons"}]}, profile=profile.on(YEAR.last))
    assert texts(table) == {"Late report": ["0"], "Drift": ["23"], "Late report (late_report)": ["8"]}


def test_a_value_without_a_word_in_the_list_is_not_lost() -> None:
    profile = parse('authority = "Fairlea"\n[codes.own_reasons]\nlate_report = "Report came late"\n')
    table = drawn({**REASONS, "rows": [{"by": "reason", "labels": "own_reasons"}]}, profile=profile.on(YEAR.last))
    assert texts(table) == {"Report came late": ["8"], "Drift": ["23"]}


def test_years_beside_each_other_with_the_change_between() -> None:
    spec = {
        "caption": "Disputes",
        "measure": "disputes_raised",
        "rows": [{"by": "stream"}],
        "total": "All",
        "columns": [
            {"each": "year", "of": 2},
            {"heading": "Change", "part": "difference"},
            {"heading": "Change as a share", "part": "relative"},
        ],
    }
    table = drawn(spec)
    assert [column.heading for column in table.columns][1:3] == ["2024/25", "2025/26"]
    assert texts(table) == {
        "Care": ["7", "22", "+15", "+214.3%"],
        "Protection": ["6", "9", "+3", "+50.0%"],
        "All": ["13", "31", "+18", "+138.5%"],
    }


def test_a_count_and_its_share_of_all_for_each_year() -> None:
    spec = {
        **REASONS,
        "rows": [{"by": "reason"}],
        "total": "All reasons",
        "columns": [
            {
                "each": "year",
                "of": 2,
                "parts": [{"heading": "number", "part": "numerator"}, {"heading": "%", "part": "of_all"}],
            }
        ],
    }
    table = drawn(spec)
    assert [column.heading for column in table.columns][1:] == [
        "2024/25 number",
        "2024/25 %",
        "2025/26 number",
        "2025/26 %",
    ]
    assert texts(table)["Drift"] == ["7", "53.8%", "23", "74.2%"]
    assert texts(table)["All reasons"] == ["13", "100.0%", "31", "100.0%"]


def test_rounded_shares_that_do_not_add_to_a_hundred_say_so() -> None:
    numbers = {("care", "a"): 8, ("care", "b"): 8, ("care", "c"): 8}
    record = Record()
    found, reasons = disputes(numbers, date(2025, 6, 2), "x")
    record.disputes.extend(found)
    record.dispute_reasons.extend(reasons)
    columns = [{"heading": "Number", "part": "numerator"}, {"heading": "Share", "part": "of_all"}]
    table = drawn({**REASONS, "rows": [{"by": "reason"}], "total": "All", "columns": columns}, record=record)
    assert "The printed shares are rounded and add to 99.9%." in plain(table.note)


def test_rows_of_several_units_name_their_units_and_have_no_total() -> None:
    spec: dict[str, Any] = {
        "caption": "In short",
        "rows": [
            {"heading": "Disputes raised", "measure": "disputes_raised"},
            {"heading": "Officers", "measure": "staff_in_post"},
            {"heading": "Full-time posts", "measure": "staff_fte_percent"},
        ],
        "columns": [{"heading": "What is counted", "part": "unit"}, {"heading": "Number", "part": "numerator"}],
    }
    table = drawn(spec)
    assert texts(table)["Disputes raised"] == ["dispute", "31"]
    assert texts(table)["Full-time posts"][1] == "1.5"
    with pytest.raises(ExhibitError, match="no total"):
        drawn({**spec, "total": "All"})


def test_an_average_is_made_from_both_counts() -> None:
    spec = {
        "caption": "Disputes for each full-time post",
        "measure": "disputes_raised",
        "rows": [{"heading": "Disputes raised"}],
        "columns": [{"heading": "For each post", "part": "mean", "per": "staff_fte_percent"}],
    }
    assert texts(drawn(spec)) == {"Disputes raised": ["20.7"]}


def test_an_average_of_a_part_is_divided_by_that_part() -> None:
    """Twenty-two disputes about care and nine about protection, each closed after seven days."""
    mean = {"heading": "Days for each", "part": "mean", "per": "disputes_closed"}
    spec = {"caption": "Days of disputes", "measure": "dispute_days", "rows": [{"by": "stream"}], "columns": [mean]}
    assert texts(drawn({**spec, "total": "All"})) == {"Care": ["7.0"], "Protection": ["7.0"], "All": ["7.0"]}


def test_small_numbers_and_those_that_would_give_them_away_are_hidden() -> None:
    record = a_record()
    found, reasons = disputes({("care", "rare"): 2}, date(2025, 7, 1), "few")
    record.disputes.extend(found)
    record.dispute_reasons.extend(reasons)
    spec = {**REASONS, "rows": [{"by": "reason"}], "total": "All reasons"}
    table = drawn(spec, threshold=5, record=record)
    assert texts(table) == {
        "Drift": ["23"],
        "Late report": ["not shown"],
        "Rare": ["5 or fewer"],
        "All reasons": ["33"],
    }
    assert "Small numbers are not shown" in plain(table.note)


def test_a_table_of_nothing_that_is_loaded_is_none() -> None:
    made = scene({"tables": {"t": {**REASONS, "rows": [{"by": "reason"}], "total": "All"}}}, record=Record())
    assert made.tables.draw(made.exhibits.table("t")) is None


def test_last_year_comes_from_the_edition_that_was_published() -> None:
    """What was frozen stands, though the record now says otherwise; of another definition it does not."""
    now = Facts(a_record(), Times(YEAR))
    times = Times(YEAR)
    from handrail.publications.bindings import made

    counted = now.figure(made("disputes_raised", times, {}, "last_year"))
    assert counted.numerator == 13

    def frozen(numerator: int, definition: str) -> Figure:
        return Figure(
            "disputes_raised", "count", "dispute", date(2024, 4, 1), date(2025, 3, 31), numerator, None, 0, 0,
            {}, definition,
        )  # fmt: skip

    for definition, expected in ((counted.definition, "12"), ("another", "13")):
        spec = {
            "caption": "Disputes",
            "measure": "disputes_raised",
            "rows": [{"heading": "Raised"}],
            "columns": [{"each": "year", "of": 2}],
        }
        table = drawn(spec, earlier=[frozen(12, definition)])
        assert texts(table)["Raised"] == [expected, "31"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rows": "months"}, "must be a list"),
        ({"rows": [{"heding": "x"}]}, "there is no 'heding'"),
        ({"rows": [{"each": "fortnight"}]}, "nothing to be had for each 'fortnight'"),
        ({"rows": [{"by": "shoe_size"}]}, "has no group 'shoe_size'"),
        ({"measure": "no_such"}, "There is no measure 'no_such'"),
        ({"columns": [{"part": "half"}]}, "part is one of"),
        ({"columns": [{"measure": "disputes_raised"}]}, "told measure twice"),
        ({"caption": ""}, "needs a caption"),
        ({"rows": [{"of": 99}]}, "from 1 to 10"),
        ({"rows": [{"where": ["x"]}]}, "where must be written"),
        ({"caption": "{nothing}"}, "There is no word 'nothing'"),
    ],
)
def test_a_table_not_declared_rightly_is_refused_with_the_remedy(change: dict[str, Any], said: str) -> None:
    with pytest.raises((ValueError, KeyError)) as refused:
        drawn({**REASONS, "rows": [{"by": "reason"}], **change})
    assert said in str(refused.value)


def test_every_cell_is_bound() -> None:
    table = drawn({**REASONS, "rows": [{"by": "reason"}], "columns": [{"each": "year", "of": 2}]})
    cells = [cell for row in table.rows for cell in row.cells]
    assert all(isinstance(cell, Number) and cell.figure for cell in cells)
    assert BEFORE.year == 2024


def test_a_column_of_a_year_that_is_not_known_is_left_out_and_it_says_so() -> None:
    spec = {
        **REASONS,
        "rows": [{"by": "reason"}],
        "columns": [{"each": "year", "of": 2}, {"heading": "Change", "part": "difference"}],
    }
    record = a_record()
    record.care_from = YEAR.first
    table = drawn(spec, record=record)
    assert [column.heading for column in table.columns] == ["What is counted", "2025/26"]
    assert texts(table) == {"Drift": ["23"], "Late report": ["8"]}
    assert (
        plain(table.note)
        == "Left out: 2024/25, Change. The data loaded are not known to reach back so far. Counted: reason."
    )


def test_a_year_the_data_do_not_reach_is_not_known_whatever_was_counted_of_it() -> None:
    record = a_record()
    record.care_from = YEAR.first
    facts = Facts(record, Times(YEAR))
    before = facts.figure(made("disputes_raised", facts.times, period="last_year"))
    assert (before.numerator, before.note) == (None, "The data loaded are not known to reach back so far.")
    assert facts.figure(made("disputes_brought_forward", facts.times, period="opening")).numerator == 0


def test_the_order_of_size_tells_nothing_of_hidden_numbers() -> None:
    """One child with one reason stands before another reason of two, as the alphabet has it."""
    record = a_record()
    more, reasons = disputes({("care", "zeal"): 2, ("care", "absence"): 1}, date(2025, 6, 2), "few")
    record.disputes.extend(more)
    record.dispute_reasons.extend(reasons)
    table = drawn({**REASONS, "rows": [{"by": "reason", "order": "size"}]}, threshold=5, record=record)
    assert texts(table) == {"Drift": ["23"], "Late report": ["8"], "Absence": ["5 or fewer"], "Zeal": ["5 or fewer"]}


def test_a_number_hidden_at_the_end_of_a_year_is_hidden_on_its_last_day() -> None:
    record = Record()
    for stream, number in {"care": 3, "protection": 20}.items():
        record.disputes.extend(Dispute(f"{stream}{one}", stream, BEFORE) for one in range(number))
    rows = [
        {"heading": "Care", "where": {"stream": "care"}, "period": "last_year"},
        {"heading": "Protection", "where": {"stream": "protection"}, "period": "last_year"},
        {"heading": "Protection, the day before", "where": {"stream": "protection"}, "period": "opening"},
    ]
    spec = {"caption": "Open", "measure": "disputes_open", "rows": rows, "columns": [{"heading": "Number"}]}
    all_of_them = {"heading": "All", "period": "last_year"}
    table = drawn({**spec, "rows": [*rows, all_of_them]}, threshold=5, record=record)
    shown = texts(table)
    assert shown["Protection"] == shown["Protection, the day before"]
    assert "not shown" in (shown["Protection"][0], shown["All"][0])


def test_a_share_of_all_has_its_counts_in_the_table() -> None:
    spec = {
        **REASONS,
        "rows": [{"by": "reason"}],
        "columns": [{"heading": "Number"}, {"heading": "Share", "part": "of_all"}],
    }
    counted, alone = drawn({**spec, "total": "All"}), drawn(spec)
    assert texts(counted) == {"Drift": ["23", "74.2%"], "Late report": ["8", "25.8%"], "All": ["31", "100.0%"]}
    assert refused(counted) == []
    assert [one.wrong for one in refused(alone)] == [
        "74.2% stands without its counts.",
        "25.8% stands without its counts.",
    ]


def test_a_table_counts_what_its_cells_count() -> None:
    table = drawn({**REASONS, "rows": [{"by": "reason"}]})
    assert next(one.wrong for one in refused(replace(table, unit="dispute"))) == (
        "It is said to count dispute, and no cell does."
    )


def refused(table: Table) -> list[Finding]:
    """What a publication of this table alone is refused for."""
    sections = (Section("s", "Reasons disputes were raised for", (table,)),)
    return refusals(Document("T", "S", "A", YEAR.first, YEAR.last, "#000000", sections))


def test_two_measures_stand_in_one_row_though_a_group_has_another_name_in_each() -> None:
    record = a_record()
    record.workers = [worker._replace(sex=sex) for worker, sex in zip(record.workers, "FM", strict=True)]
    record.children = [Child("1", date(2015, 1, 1), sex="F"), Child("2", date(2015, 1, 1), sex="F")]
    record.allocations = [Allocation(each.child_id, "w1", "reviewing_officer", BEFORE) for each in record.children]
    staff = {"measure": "officers_in_post", "instead": {"sex": "staff_sex"}}
    columns = [
        {"heading": "Team", **staff}, {"heading": "Share of the team", **staff, "part": "of_all"},
        {"heading": "Children", "measure": "children_allocated"},
    ]  # fmt: skip
    spec = {
        "caption": "Both", "rows": [{"by": "sex", "labels": "sexes_of_all"}], "columns": columns, "total": "All",
        "also_units": ["child"],
    }  # fmt: skip
    table = drawn(spec, record=record)
    assert texts(table) == {
        "Female": ["1", "50.0%", "2"], "Male": ["1", "50.0%", "0"], "All": ["2", "100.0%", "2"],
    }  # fmt: skip
