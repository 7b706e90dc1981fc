"""Three trackers of different shape, from guess to record: guessed, tried, confirmed, loaded."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.unit.returns.tracker.made_up import LONG, long_csv, messy_xlsx, wide_xlsx

from handrail.cli.main import main
from handrail.record.problems import Problem
from handrail.record.record import Record
from handrail.record.tables import ConferenceChild, Enquiry, Event, PeriodOfCare, Plan, Review
from handrail.returns import record_folder
from handrail.returns.load import Loaded, load
from handrail.returns.sources import Source
from handrail.returns.tracker import trial, write
from handrail.returns.tracker.grid import other_separator
from handrail.returns.tracker.guess import Guess, guess
from handrail.returns.tracker.mapping import Mapping, MappingError, confirmed, parse


def source_of(path: Path) -> Source:
    return Source(path, path.name, is_xml=False, is_workbook=path.suffix == ".xlsx")


def guessed(path: Path) -> Guess:
    return guess(source_of(path), [])


def signed(mapping: Mapping) -> Mapping:
    return replace(mapping, confirmed_by="A. Analyst, 2026-11-22", name="mapping.toml")


def loaded_with(path: Path, mapping: Mapping) -> Loaded:
    return load([path], mappings=[signed(mapping)])


def rules_of(problems: list[Problem]) -> list[str]:
    return [problem.rule for problem in problems if problem.file]


# --- one row a review, CSV


def test_a_long_tracker_is_guessed_whole(tmp_path: Path) -> None:
    (table,) = guessed(long_csv(tmp_path)).mapping.tables
    assert table.child == {
        "child_id": "Mosaic ID", "born_on": "DOB", "upn": "UPN", "became_looked_after_on": "Date became LAC",
    }  # fmt: skip
    (entry,) = table.entries
    assert entry.columns == {
        "due_on": "Review due date", "held_on": "Date review held", "in_time": "In timescale?",
        "participation": "Participation", "late_reason": "Reason for lateness",
    }  # fmt: skip
    assert table.date_forms == ("dd/mm/yyyy",)
    assert table.codes["participation"] == {"did not attend views sent": "PN6", "under 4": "PN0"}
    assert table.not_used == ("Child's name", "IRO")


def test_a_long_tracker_becomes_a_record(tmp_path: Path) -> None:
    path = long_csv(tmp_path)
    loaded = loaded_with(path, guessed(path).mapping)
    assert rules_of(loaded.problems) == []
    record = loaded.parts[0].record
    assert record.reviews == [
        Review("1001", date(2025, 4, 29), None, "PN1", "reviews.csv:2"),
        Review("1001", date(2025, 7, 29), None, "PN6", "reviews.csv:3"),
        Review("1002", date(2025, 6, 12), None, "PN0", "reviews.csv:4"),
    ]
    assert record.periods_of_care[0] == PeriodOfCare("1001", date(2025, 4, 2), True, read_from="reviews.csv:2")
    assert record.events == [Event("1001", "late_reason", date(2025, 7, 29), "Carer ill", "reviews.csv:3")]
    dues = [(due.child_id, due.due_on, due.held_on, due.in_time) for due in record.recorded_dues]
    assert dues == [
        ("1001", date(2025, 4, 30), date(2025, 4, 29), True),
        ("1001", date(2025, 7, 28), date(2025, 7, 29), False),
        ("1002", date(2025, 6, 13), date(2025, 6, 12), True),
        ("1003", date(2025, 7, 18), None, None),
    ]
    assert {(each.scheme, each.value) for each in record.identifiers} >= {
        ("council_id", "1003"),
        ("upn", "A123456789012"),
    }


def test_a_tracker_that_does_not_say_from_when_it_is_complete_answers_no_figure(tmp_path: Path) -> None:
    path = long_csv(tmp_path)
    mapping = guessed(path).mapping
    whys = {gap.table: gap.why for gap in loaded_with(path, mapping).parts[0].record.missing}
    assert "does not say from when its reviews are complete" in whys["reviews"]
    assert "holds no episodes" in whys["episodes"]
    (table,) = mapping.tables
    entries = tuple(replace(entry, complete_from=date(2025, 4, 1)) for entry in table.entries)
    record = loaded_with(path, Mapping((replace(table, entries=entries),))).parts[0].record
    assert record.care_from == date(2025, 4, 1)
    assert "reviews" not in {gap.table for gap in record.missing}


# --- one row a child, a workbook


def test_a_wide_tracker_is_read_as_a_series(tmp_path: Path) -> None:
    path = wide_xlsx(tmp_path)
    found = guessed(path)
    (table,) = found.mapping.tables
    assert (table.sheet, table.header_rows, table.child["born_on"]) == ("CLA reviews", (4,), "D.O.B.")
    assert table.entries[0].columns == {"due_on": "{n} review due", "held_on": "{n} review held"}
    assert table.means_blank == ("tbc",)
    assert "Sheet Notes" in found.passed_over[0]
    loaded = loaded_with(path, found.mapping)
    assert rules_of(loaded.problems) == []
    record = loaded.parts[0].record
    assert [(review.child_id, review.opened_on) for review in record.reviews] == [
        ("2001", date(2024, 12, 2)), ("2001", date(2025, 2, 27)), ("2002", date(2025, 2, 4)),
    ]  # fmt: skip
    assert len(record.recorded_dues) == 5
    assert record.periods_of_care[1].ended_on == date(2025, 5, 30)


def test_a_further_pair_of_columns_is_read_without_a_new_mapping(tmp_path: Path) -> None:
    mapping = guessed(wide_xlsx(tmp_path, "old.xlsx", third=False)).mapping
    record = loaded_with(wide_xlsx(tmp_path), mapping).parts[0].record
    assert date(2025, 8, 27) in {due.due_on for due in record.recorded_dues}


# --- merged headings, mixed dates, footnotes


def test_a_messy_tracker_keeps_what_is_good_and_names_the_rest(tmp_path: Path) -> None:
    path = messy_xlsx(tmp_path)
    mapping = guessed(path).mapping
    (table,) = mapping.tables
    assert table.header_rows == (1, 2)
    assert table.fill_down == ("child_id", "born_on")
    assert [(entry.of, entry.constants) for entry in table.entries] == [
        ("conferences", {"kind": "initial"}), ("conferences", {"kind": "review"}), ("plans", {}),
    ]  # fmt: skip
    loaded = loaded_with(path, mapping)
    assert [(problem.rule, problem.row, problem.field) for problem in loaded.problems if problem.file] == [
        ("VALUE-DATE", 5, "ICPC Held"), ("VALUE-DATE", 6, "Review conference Due"),
    ]  # fmt: skip
    record = loaded.parts[0].record
    where = "cp.xlsx, sheet CP tracker:"
    assert record.enquiries == [
        Enquiry("C-77", date(2025, 3, 3), date(2025, 3, 24), None, date(2025, 3, 21), where + "3")
    ]
    assert record.plans == [
        Plan("C-77", date(2025, 3, 21), None, "NEG", read_from=where + "3"),
        Plan("C-78", date(2025, 3, 31), None, "EMO", read_from=where + "5"),
    ]
    review = ConferenceChild("review:C-77:2025-06-19", "C-77", None, date(2025, 3, 21), read_from=where + "3")
    assert record.conference_children[1] == review, "a review conference belongs to the one plan open on its day"
    booked = [due for due in record.recorded_dues if due.planned_on == date(2025, 12, 17)]
    assert [due.held_on for due in booked] == [None], "a meeting that is only booked was not held"


# --- a mapping nobody confirmed, or that no longer fits


def test_a_mapping_is_refused_until_somebody_has_confirmed_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, mapping = long_csv(tmp_path), tmp_path / "mapping.toml"
    assert main(["tracker", "guess", str(path), "--out", str(mapping)]) == 0
    text = mapping.read_text(encoding="utf-8")
    assert text.startswith('confirmed_by = ""')
    assert main(["check", str(path), "--mapping", str(mapping)]) == 2
    assert "confirm the mapping first: put your name and the date" in capsys.readouterr().err
    assert main(["tracker", "try", str(path), "--mapping", str(mapping)]) == 0
    assert "It would be read. children 3," in capsys.readouterr().out
    mapping.write_text(text.replace('confirmed_by = ""', 'confirmed_by = "A. Analyst, 2026-11-22"'), encoding="utf-8")
    assert main(["record", str(path), "--mapping", str(mapping), "--out", str(tmp_path / "record")]) == 0
    assert "1001,2025-04-29" in (tmp_path / "record" / "reviews.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("by", ["", "A. Analyst", "2026-11-22", "A. Analyst, soon"])
def test_a_name_and_a_date_are_needed(tmp_path: Path, by: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(write.of_mapping(replace(guessed(long_csv(tmp_path)).mapping, confirmed_by=by)), encoding="utf-8")
    with pytest.raises(MappingError, match="confirm the mapping first"):
        confirmed(path)


def changed(**columns: dict[str, str]) -> list[list[str]]:
    """The long tracker with other values: {heading: {old: new}}; the heading itself stands under its own name."""
    rows = [list(row) for row in LONG]
    for heading, values in columns.items():
        at = LONG[0].index(heading)
        for row in rows:
            row[at] = values.get(row[at], row[at])
    return rows


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (changed(**{"Date review held": {"Date review held": "Meeting took place"}}), "'Date review held' is gone"),
        (changed(**{"Participation": {"Under 4": "Too young"}}), "'Too young' stands once and is not translated"),
        (
            changed(**{"Date review held": {"29/04/2025": "2025-04-29", "29/07/2025": "2025-07-29"}}),
            "2 as yyyy-mm-dd: not a form the mapping states",
        ),
        (
            changed(**{"Review due date": {"30/04/2025": "04/30/2025", "28/07/2025": "07/28/2025"}}),
            "2 as mm/dd/yyyy: not a form the mapping states",
        ),
    ],
)
def test_a_file_that_no_longer_fits_is_refused_and_the_difference_named(
    tmp_path: Path, rows: list[list[str]], said: str
) -> None:
    mapping = guessed(long_csv(tmp_path)).mapping
    loaded = loaded_with(long_csv(tmp_path, rows, "later.csv"), mapping)
    assert loaded.parts == []
    refused = [problem for problem in loaded.problems if problem.rule == "FILE-MAPPING"]
    assert len(refused) == 1
    assert said in refused[0].message
    assert loaded.record.reviews == []


def test_a_single_slip_of_a_date_leaves_out_one_review_only(tmp_path: Path) -> None:
    rows = [LONG[0], *(LONG[1:] * 20)]
    mapping = guessed(long_csv(tmp_path)).mapping
    rows[1] = ["29.4." if cell == "29/04/2025" else cell for cell in rows[1]]
    loaded = loaded_with(long_csv(tmp_path, rows, "later.csv"), mapping)
    assert [problem.row for problem in loaded.problems if problem.rule == "VALUE-DATE"] == [2]
    assert len(loaded.parts[0].record.reviews) == 3


def test_a_new_column_is_told_of_and_a_renamed_sheet_is_refused(tmp_path: Path) -> None:
    mapping = guessed(long_csv(tmp_path)).mapping
    wider = [[*row, "x"] for row in LONG]
    assert "FILE-MAPPING-NEW" in rules_of(loaded_with(long_csv(tmp_path, wider, "later.csv"), mapping).problems)
    (table,) = guessed(wide_xlsx(tmp_path)).mapping.tables
    loaded = loaded_with(wide_xlsx(tmp_path), Mapping((replace(table, sheet="LAC reviews"),)))
    assert "it may have been renamed" in loaded.problems[0].message
    assert loaded.parts == []


def test_a_gap_in_a_series_is_refused(tmp_path: Path) -> None:
    heading = ["Child ID", "Review 1 held", "Review 2 held", "Review 3 held"]
    rows = [heading, ["1", "01/04/2025", "13/06/2025", "02/12/2025"]]
    mapping = guessed(long_csv(tmp_path, rows)).mapping
    rows[0] = ["Child ID", "Review 1 held", "Second meeting", "Review 3 held"]
    loaded = loaded_with(long_csv(tmp_path, rows, "later.csv"), mapping)
    assert "'Review 2 held' is missing from the series" in loaded.problems[0].message


def test_a_mapping_that_no_file_belongs_to_is_told_of(tmp_path: Path) -> None:
    mapping = guessed(wide_xlsx(tmp_path)).mapping
    assert "FILE-MAPPING-UNUSED" in rules_of(loaded_with(long_csv(tmp_path), mapping).problems)


# --- the dry run


def test_a_mapping_given_with_a_record_is_told_of(tmp_path: Path) -> None:
    record_folder.write(Record(), tmp_path / "record")
    loaded = loaded_with(tmp_path / "record", guessed(long_csv(tmp_path)).mapping)
    assert [problem.rule for problem in loaded.problems] == ["FILE-MAPPING-UNUSED"]


@pytest.mark.parametrize(("separator", "called"), [(";", "semicolons"), ("\t", "tabs")])
def test_a_tracker_with_other_separators_is_named_as_such(tmp_path: Path, separator: str, called: str) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text(f"Reviews\nChild ID{separator}Review held\n1{separator}01/05/2025\n", encoding="utf-8")
    source = source_of(path)
    problem = other_separator(source)
    assert problem is not None
    assert called in problem.message
    path.write_text("Reviews; all of them\nChild ID,Review held\n1,01/05/2025\n", encoding="utf-8")
    assert other_separator(source) is None


def test_the_dry_run_counts_what_a_person_must_decide(tmp_path: Path) -> None:
    rows = changed(**{"Participation": {"Under 4": "Too young"}})
    rows[1][6] = "03/04/2025"
    mapping = guessed(long_csv(tmp_path)).mapping
    (table,) = mapping.tables
    path = long_csv(tmp_path, rows, "later.csv")
    found = trial.run(source_of(path), Mapping((replace(table, date_forms=()),)))
    (sheet,) = found.as_row()["sheets"]
    assert not found.would_be_read
    assert sheet["not_translated"] == {"Participation": {"Too young": 1}}
    assert sheet["dates_in_two_forms"] == {"DOB": 1, "Date became LAC": 2, "Date review held": 2}
    assert sheet["columns_not_used"] == ["Child's name", "IRO"]
    assert any("2 dates fit two forms" in line for line in found.lines())


# --- what a guess must never do


def test_a_guess_writes_down_no_value(tmp_path: Path) -> None:
    for path in (long_csv(tmp_path), wide_xlsx(tmp_path), messy_xlsx(tmp_path)):
        text = write.of_guess(guessed(path), path.name)
        for value in ("1001", "2001", "C-77", "Example", "Bird", "Carer ill", "A123456789012", "2014", "29/04/2025"):
            assert value not in text


def test_month_first_is_never_assumed(tmp_path: Path) -> None:
    rows = [["Child ID", "Review held"], ["1", "04/30/2025"], ["2", "05/31/2025"]]
    found = guessed(long_csv(tmp_path, rows))
    assert found.mapping.tables[0].date_forms == ()
    assert "month first" in found.tables[0].notes[0]


def test_yes_under_late_stands_for_not_in_time(tmp_path: Path) -> None:
    rows = [["Child ID", "Review held", "Late?"], ["1", "30/04/2025", "Yes"], ["2", "31/05/2025", "No"]]
    path = long_csv(tmp_path, rows)
    record = loaded_with(path, guessed(path).mapping).parts[0].record
    assert [due.in_time for due in record.recorded_dues] == [False, True]


def test_a_tracker_with_names_alone_is_not_guessed(tmp_path: Path) -> None:
    found = guessed(long_csv(tmp_path, [["Name", "Review held"], ["Ann", "30/04/2025"]]))
    assert found.tables == []
    assert "Children are never told by name" in found.passed_over[0]


def test_rows_that_contradict_each_other_are_named(tmp_path: Path) -> None:
    rows = [*LONG, [*LONG[1][:2], "14/05/2014", *LONG[1][3:]]]
    mapping = guessed(long_csv(tmp_path)).mapping
    loaded = loaded_with(long_csv(tmp_path, rows, "later.csv"), mapping)
    assert rules_of(loaded.problems) == ["VALUE-CONFLICT", "ROW-TWICE"]
    assert loaded.parts[0].record.children[0].born_on == date(2014, 5, 13)


def test_a_quotation_mark_never_closed_spoils_its_own_row(tmp_path: Path) -> None:
    mapping = guessed(long_csv(tmp_path)).mapping
    path = long_csv(tmp_path, name="later.csv")
    text = path.read_text(encoding="utf-8").replace("Bob Example", '"Bob Example')
    path.write_text(text.replace("Review due date", '"Review\ndue date"'), encoding="utf-8")
    loaded = loaded_with(path, mapping)
    assert [(problem.rule, problem.row) for problem in loaded.problems if problem.file] == [("ROW-QUOTE", 4)]
    assert len(loaded.parts[0].record.reviews) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format = 1", "There is no"),
        ("format = 2\n[[table]]", "format must be 1"),
        ("x", "is not TOML"),
        ("format = 1\nwibble = 1\n[[table]]\nheader_rows=[1]\nchild.child_id='ID'", "unknown: wibble"),
        ("format = 1\n[[table]]\nheader_rows=[1]\nsheets='x'\nchild.child_id='ID'", "table 1: unknown: sheets"),
        ("format = 1\n[[table]]\nheader_rows=[1]\nchild.child_id='ID'\nchild.name='Name'", "child: unknown: name"),
        ("format = 1\n[[table]]\nheader_rows=[3,1]\nchild.child_id='ID'", "header_rows must be"),
        ("format = 1\n[[table]]\nheader_rows=[1]\nchild.born_on='DOB'", "needs child_id"),
        (
            "format = 1\n[[table]]\nheader_rows=[1]\nchild.child_id='ID'\ndate_forms=['dd/mm/yyyy','mm/dd/yyyy']",
            "cannot both hold",
        ),
        ("format = 1\n[[table]]\nheader_rows=[1]\nchild.child_id='ID'\ndate_forms=['d/m']", "no date form: d/m"),
        (
            "format = 1\n[[table]]\nheader_rows=[1]\nchild.child_id='ID'\n[[table.entry]]\nof='conferences'\n"
            "columns.held_on='Held'",
            "conferences need kind",
        ),
        (
            "format = 1\n[[table]]\nheader_rows=[1]\nchild.child_id='ID'\n[table.codes.participation]\n'came'='PN9'",
            "'came' can only be",
        ),
        ("format = 1\n[[table]]\nheader_rows=[1]\nchild.child_id='ID'\nchild.upn='id'", "mapped more than once"),
        ("confirmed_by = 3\nformat = 1\n[[table]]\nheader_rows=[1]\nchild.child_id='ID'", "confirmed_by must be text"),
    ],
)  # fmt: skip
def test_a_mapping_says_what_is_wrong_with_it(text: str, said: str) -> None:
    with pytest.raises(MappingError, match=said):
        parse(text)
