"""The dataset as a folder of CSV files: the worked example, and every way a file can be wrong."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.unit.returns.ssd.made_up import DATASET, Rows, write_csv

from handrail.record.record import Record
from handrail.record.tables import Event, Identifier, RecordedDue
from handrail.returns.load import Loaded, load


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return load([write_csv(tmp_path_factory.mktemp("ssd"))])


@pytest.fixture(scope="module")
def record(loaded: Loaded) -> Record:
    (part,) = loaded.parts
    assert part.source == "ssd"
    return part.record


def test_an_episode_takes_the_placement_it_names_and_the_legal_status_of_its_first_day(record: Record) -> None:
    assert [episode[:9] for episode in record.episodes] == [
        ("101", date(2024, 1, 8), date(2024, 6, 3), "S", "C1", "N1", "U6", "PR1", "X1"),
        # a placement order goes over the care order of the same day
        ("101", date(2024, 6, 3), date(2025, 2, 10), "B", "E1", "N1", "A6", "PR5", "E12"),
        # no placement is named: the one of the period of care on that day; 1900-01-01 is an open end
        ("102", date(2024, 2, 1), None, "S", "V4", "N2", "K2", "PR4", None),
    ]


def test_short_breaks_make_no_period_of_care(record: Record) -> None:
    assert [period[:5] for period in record.periods_of_care] == [
        ("101", date(2024, 1, 8), True, date(2025, 2, 10), "E12")
    ]


def test_a_cancelled_or_undated_review_is_due_and_not_held(record: Record) -> None:
    assert [review[:4] for review in record.reviews] == [
        ("101", date(2024, 2, 1), None, "PN0"),
        ("101", date(2024, 5, 7), None, "PN1"),
    ]
    assert [due[:7] for due in record.recorded_dues if due.clock == "lac_review"] == [
        ("101", "lac_review", "ssd", date(2024, 2, 2), date(2024, 2, 1), None, None),
        ("101", "lac_review", "ssd", date(2024, 5, 2), None, None, date(2024, 4, 25)),  # cancelled
        ("101", "lac_review", "ssd", date(2024, 5, 2), date(2024, 5, 7), None, None),
        ("101", "lac_review", "ssd", date(2024, 11, 7), None, None, None),
    ]


def test_whether_a_conference_was_needed_is_told_only_where_the_outcomes_agree(record: Record) -> None:
    assert [enquiry[:5] for enquiry in record.enquiries] == [
        ("103", date(2024, 3, 4), date(2024, 3, 25), False, date(2024, 3, 22)),
        ("103", date(2025, 6, 2), None, True, None),
        ("104", date(2024, 3, 4), date(2024, 3, 25), False, date(2024, 3, 22)),
        ("104", date(2025, 6, 2), None, True, None),  # other outcomes, no conference; the JSON is cut off
        ("104", date(2025, 8, 1), date(2025, 8, 22), None, None),
    ]


def test_children_of_one_meeting_share_a_conference(record: Record) -> None:
    assert [(child.conference_id, child.child_id, child.plan_started_on) for child in record.conference_children] == [
        ("initial:meeting-M1:2024-03-22", "103", None),
        ("initial:meeting-M1:2024-03-22", "104", None),
        ("review:103:2024-12-23", "103", date(2024, 3, 22)),  # no plan is named: found by child and date
        ("review:meeting-M7:2024-06-20", "103", date(2024, 3, 22)),
        ("review:meeting-M7:2024-06-20", "104", date(2024, 3, 22)),
        ("transfer_in:105:2025-01-15", "105", None),
    ]
    assert {conference.conference_id for conference in record.conferences if conference.one_meeting} == {
        "initial:meeting-M1:2024-03-22", "review:meeting-M7:2024-06-20",
    }  # fmt: skip


def test_another_authoritys_plan_its_reviews_and_visits_are_left_out(record: Record) -> None:
    assert [(plan.child_id, plan.started_on, plan.initial_category, plan.latest_category) for plan in record.plans] == [
        ("103", date(2024, 3, 22), "NEG", "MUL"),
        ("104", date(2024, 3, 22), "NEG", "EMO"),
        ("105", date(2025, 1, 15), "PHY", "PHY"),
    ]
    assert not [conference for conference in record.conferences if conference.held_on.year == 2023]
    assert not [event for event in record.events if event.happened_on.year == 2023]


def test_visits_contacts_and_times_missing_are_events(record: Record) -> None:
    assert [event._replace(read_from="") for event in record.events] == [
        Event("101", "iro_contact", date(2024, 5, 20)),
        Event("101", "missing", date(2024, 3, 1)),
        Event("101", "returned_from_missing", date(2024, 3, 3), "interview_declined"),
        Event("101", "visit", date(2024, 1, 12), "seen_alone"),  # of two visits that day the one that says most
        Event("101", "visit", date(2024, 2, 20), "not_seen"),
        Event("103", "cp_visit", date(2024, 4, 2), "seen"),
    ]


def test_only_children_the_record_speaks_of_are_kept_with_their_numbers(record: Record) -> None:
    assert [(child.child_id, child.sex, child.ethnicity) for child in record.children] == [
        ("101", "F", "WBRI"),
        ("102", "M", "MWBC"),
        ("103", "M", "CHNE"),
        ("104", "F", None),
        ("105", "M", None),
    ]
    assert [row[:4] for row in record.identifiers if row.child_id == "103"] == [
        Identifier("103", "council_id", "103", "ssd")[:4],
        Identifier("103", "council_id", "A-3", "ssd")[:4],
        Identifier("103", "former_upn", "C123456789012", "ssd")[:4],
        Identifier("103", "upn", "B123456789012", "ssd")[:4],
    ]
    assert "upn" not in {row.scheme for row in record.identifiers if row.child_id == "102"}  # UN1 is no number


def test_what_cannot_be_used_is_named_with_its_place(loaded: Loaded) -> None:
    told = {(problem.rule, problem.severity, problem.file, problem.row) for problem in loaded.problems}
    assert ("HR-SSD-NO-CHILD", "error", "export4.csv", 6) in told
    assert ("HR-SSD-STATUS", "note", "export3.csv", None) in told
    assert all(problem.what_to_do for problem in loaded.problems)


def test_the_record_of_the_dataset_is_what_is_loaded(loaded: Loaded, record: Record) -> None:
    assert [review[:4] for review in loaded.record.reviews] == [review[:4] for review in record.reviews]
    assert len(loaded.record.plans) == 3


# --- how far back it reaches


def test_the_extract_is_relied_on_from_the_first_thing_an_older_one_would_lack(record: Record) -> None:
    assert record.care_from == date(2024, 2, 1)
    assert record.protection_from == date(2024, 3, 22)
    why = record.why_missing(("reviews",), date(2023, 4, 1), date(2024, 3, 31))
    assert why == "the safeguarding dataset can be relied on from 01/02/2024."


def test_a_single_old_date_does_not_reach_back_further_than_six_years(tmp_path: Path) -> None:
    old = {**DATASET["ssd_cla_reviews"][0], "clar_cla_review_date": "2014-01-01"}
    (part,) = load([write_csv(tmp_path, {**DATASET, "ssd_cla_reviews": [old]})]).parts
    assert part.record.care_from == date(2019, 9, 1)  # the latest enquiry began on 1 August 2025


def test_the_last_day_is_that_of_the_latest_beginning_slips_left_out(tmp_path: Path, record: Record) -> None:
    assert record.care_to == record.protection_to == date(2025, 8, 1)
    slip = {**DATASET["ssd_cla_visits"][0], "clav_cla_visit_date": "2062-01-12"}
    (part,) = load([write_csv(tmp_path, {**DATASET, "ssd_cla_visits": [slip]})]).parts
    assert part.record.care_to == date(2025, 8, 1)


def test_covers_overrides_it(tmp_path: Path) -> None:
    loaded = load([write_csv(tmp_path)], date(2023, 4, 1))
    (part,) = loaded.parts
    assert part.record.care_from == part.record.protection_from == date(2023, 4, 1)
    assert not [problem for problem in loaded.problems if problem.rule == "HR-SSD-WINDOW"]


# --- tables, columns and rows that are not as they should be


def _changed(table: str, **cells: Any) -> dict[str, Rows]:
    first, *rest = DATASET[table]
    return {**DATASET, table: [{**first, **cells}, *rest]}


def _told(folder: Path, dataset: dict[str, Rows]) -> tuple[Record, dict[str, list[str]]]:
    loaded = load([write_csv(folder, dataset)])
    told: dict[str, list[str]] = {}
    for problem in loaded.problems:
        told.setdefault(problem.rule, []).append(problem.message)
    return loaded.parts[0].record, told


def test_a_value_that_fits_its_column_in_no_way_is_read_as_blank(tmp_path: Path) -> None:
    record, told = _told(tmp_path, _changed("ssd_cla_reviews", clar_cla_review_due_date="soon"))
    assert told["HR-SSD-VALUE"] == [
        "Row 2 of export4.csv: clar_cla_review_due_date is soon, which is not a date. It was read as blank."
    ]
    assert len(record.reviews) == 2


def test_a_row_without_what_it_needs_is_left_out(tmp_path: Path) -> None:
    record, told = _told(tmp_path, _changed("ssd_cp_plans", cppl_cp_plan_start_date="31/02/2024"))
    assert "The row was left out; the rest was read." in told["HR-SSD-VALUE"][0]
    assert [plan.child_id for plan in record.plans] == ["104", "105"]


def test_codes_that_are_none_are_told_once_a_column(tmp_path: Path) -> None:
    _, told = _told(tmp_path, _changed("ssd_cla_episodes", clae_cla_episode_start_reason="because"))
    assert told["HR-SSD-CODE"] == [
        "export1.csv: clae_cla_episode_start_reason holds what is no code of the national returns, read as blank: because."
    ]


def test_a_placement_tells_its_distance_rounded_up(tmp_path: Path) -> None:
    record, told = _told(tmp_path, _changed("ssd_cla_placement", clap_cla_placement_distance="20.3"))
    assert [episode.distance_miles for episode in record.episodes] == [21, None, None]
    (tmp_path / "far").mkdir()
    record, told = _told(tmp_path / "far", _changed("ssd_cla_placement", clap_cla_placement_distance="far"))
    assert record.episodes[0].distance_miles is None
    assert any("which is not a distance in miles" in message for message in told["HR-SSD-VALUE"])


def test_dates_may_carry_a_time_and_either_form(tmp_path: Path) -> None:
    record, told = _told(tmp_path, _changed("ssd_cla_reviews", clar_cla_review_date="01/02/2024 00:00"))
    assert record.reviews[0].opened_on == date(2024, 2, 1)
    assert "HR-SSD-VALUE" not in told


def test_without_legal_statuses_it_is_an_error_that_short_breaks_do_not_show(tmp_path: Path) -> None:
    dataset = {name: rows for name, rows in DATASET.items() if name != "ssd_legal_status"}
    loaded = load([write_csv(tmp_path, dataset)])
    (told,) = [problem for problem in loaded.problems if problem.field == "ssd_legal_status"]
    assert (told.rule, told.severity) == ("HR-SSD-TABLE-MISSING", "error")
    assert "short breaks" in told.message


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("ssd_cla_episodes", "clae_cla_episode_ceased_date"),
        ("ssd_cp_plans", "cppl_cp_plan_end_date"),
        ("ssd_missing", "miss_missing_episode_end_date"),
    ],
)
def test_what_ends_before_it_begins_is_told_and_left_out(tmp_path: Path, table: str, column: str) -> None:
    _, told = _told(tmp_path, _changed(table, **{column: "2020-01-01"}))
    assert "ends before it begins, on 01/01/2020. It was left out." in told["HR-SSD-ORDER"][0]


def test_several_statuses_of_one_day_are_not_guessed_between(tmp_path: Path) -> None:
    statuses = [*DATASET["ssd_legal_status"], {**DATASET["ssd_legal_status"][4], "lega_legal_status": "C2"}]
    record, told = _told(tmp_path, {**DATASET, "ssd_legal_status": statuses})
    assert record.episodes[2].legal_status is None
    assert "1 of 3 episodes" in told["HR-SSD-NO-STATUS"][0]


def test_one_period_of_two_children_gives_its_reviews_to_neither(tmp_path: Path) -> None:
    episodes = [*DATASET["ssd_cla_episodes"], {**DATASET["ssd_cla_episodes"][0], "clae_person_id": "105"}]
    record, told = _told(tmp_path, {**DATASET, "ssd_cla_episodes": episodes})
    assert record.reviews == []
    assert "belongs to two children, 101 and 105" in told["HR-SSD-PERIOD"][0]


def test_two_birth_dates_of_one_child_are_neither_used(tmp_path: Path) -> None:
    persons = [*DATASET["ssd_person"], {**DATASET["ssd_person"][0], "pers_dob": "2018-03-02"}]
    record, told = _told(tmp_path, {**DATASET, "ssd_person": persons})
    assert record.children[0].born_on is None
    assert "02/03/2018 and 02/03/2019" in told["HR-SSD-TWO-BIRTH-DATES"][0]


def test_a_review_of_mosaic_names_its_child_itself(tmp_path: Path) -> None:
    rows = [{**row, "clar_cla_id": None, "clar_cla_person_id": "101"} for row in DATASET["ssd_cla_reviews"]]
    record, _ = _told(tmp_path, {**DATASET, "ssd_cla_reviews": rows})
    assert len(record.reviews) == 3


def test_tables_of_no_use_are_recognised_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("addr_table_id,addr_person_id,addr_address_json\n1,101,{}\n")
    loaded = load([tmp_path])
    assert [(problem.rule, problem.severity) for problem in loaded.problems] == [("HR-SSD-NOT-USED", "note")]
    assert loaded.parts == []


def test_two_folders_are_two_extracts(tmp_path: Path) -> None:
    write_csv(tmp_path / "north")
    write_csv(tmp_path / "south")
    loaded = load([tmp_path])
    assert [part.name for part in loaded.parts] == ["north", "south"]
    assert len(loaded.record.reviews) == 2


def test_no_name_and_no_free_text_of_a_child_enters_the_record(loaded: Loaded) -> None:
    assert "Ada" not in str(loaded.record)
    assert "Nobody" not in str(loaded.problems)


# --- rows as CSV writes them

_COLUMNS = list(DATASET["ssd_s47_enquiry"][0])


def _enquiries(folder: Path, text: str) -> Loaded:
    (folder / "s47.csv").write_text(",".join(_COLUMNS) + "\n" + text, encoding="utf-8", newline="")
    return load([folder])


GOOD = "21,103,2024-03-04,2024-03-20,N,\n"


def test_free_text_may_run_over_lines(tmp_path: Path) -> None:
    with (tmp_path / "s47.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        writer.writerow(
            ["1", "103", "2024-03-04", "", "N", '{"CP_CONFERENCE_FLAG":"N","MONITOR_FLAG":"Y","C":"one\n\n"two", three']
        )
        writer.writerow(["2", "104", "2024-03-05", "", "N", ""])
    (part,) = load([tmp_path]).parts
    assert [(row.child_id, row.conference_not_needed, row.read_from) for row in part.record.enquiries] == [
        ("103", True, "s47.csv:2"),
        ("104", None, "s47.csv:5"),
    ]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ('22,104,2024-03-04,,N,"never closed\n', "ROW-QUOTE"),
        ("22,104,2024-03-04\n", "ROW-COLUMNS"),
        ("22,104,2024-03-04,,N,,one too many\n", "ROW-COLUMNS"),
        ("22,10\x004,2024-03-04,,N,\n", "ROW-NUL"),
        ("22," + "9" * 200_000 + ",2024-03-04,,N,\n", "ROW-QUOTE"),
    ],
)
def test_a_bad_row_is_named_and_the_rows_around_it_are_read(tmp_path: Path, line: str, rule: str) -> None:
    loaded = _enquiries(tmp_path, GOOD + line + GOOD.replace("103", "105"))
    (part,) = loaded.parts
    assert (rule, "s47.csv", 3) in {(problem.rule, problem.file, problem.row) for problem in loaded.problems}
    assert [enquiry.child_id for enquiry in part.record.enquiries] == ["103", "105"]


def test_a_file_in_another_encoding_is_told_and_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "s47.csv").write_bytes((",".join(_COLUMNS) + "\n" + GOOD[:-1] + "caf\u00e9\n").encode("cp1252"))
    loaded = load([tmp_path])
    assert "FILE-ENCODING" in {problem.rule for problem in loaded.problems}
    assert len(loaded.parts[0].record.enquiries) == 1


def test_a_wrong_column_is_told_a_thousand_times_and_then_counted(tmp_path: Path) -> None:
    loaded = _enquiries(tmp_path, "".join(f"{n},103,2024-03-04,,maybe,\n" for n in range(1_500)))
    told = [problem for problem in loaded.problems if problem.rule == "HR-SSD-VALUE"]
    assert len(told) == 1_001
    assert "1,500 times in all" in told[-1].message


def test_the_same_due_date_in_two_files_is_kept_once(tmp_path: Path) -> None:
    write_csv(tmp_path, {**DATASET, "again": DATASET["ssd_cp_reviews"]})
    (part,) = load([tmp_path]).parts
    assert len([due for due in part.record.recorded_dues if isinstance(due, RecordedDue) and due.clock == "rcpc"]) == 4
