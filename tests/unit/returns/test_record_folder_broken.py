"""A record folder that somebody changed: each fault is named, what is good is kept, and nothing is counted twice."""

import json
import os
from datetime import date
from pathlib import Path

import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from tests.builders import write_set

from handrail.record.problems import Problem
from handrail.record.record import Record
from handrail.record.tables import Child, Plan, Review
from handrail.returns import record_folder
from handrail.returns.load import load

YEAR = (date(2024, 4, 1), date(2025, 3, 31))
RECORD = Record(
    children=[Child("007", date(2015, 2, 28))],
    reviews=[Review("007", date(2024, 5, 1)), Review("007", date(2024, 8, 1), None, "PN1", "reviews.csv:3")],
    plans=[Plan("007", date(2025, 1, 2), None, "NEG", "EMO", 0)],
    care_from=YEAR[0],
    protection_from=YEAR[0],
    care_to=YEAR[1],
    protection_to=YEAR[1],
)


def read(folder: Path) -> tuple[Record, list[tuple[str, str, int | None, str | None]]]:
    problems: list[Problem] = []
    record = record_folder.read(folder, problems)
    assert all(problem.message and problem.what_to_do for problem in problems)
    return record, [(each.rule, each.file, each.row, each.field) for each in problems]


def written(folder: Path, format: str = "csv") -> Path:
    record_folder.write(RECORD, folder, format)
    return folder


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_the_last_day_of_the_data_is_kept(tmp_path: Path, format: str) -> None:
    record, problems = read(written(tmp_path, format))
    assert (record, problems) == (RECORD, [])
    assert (record.care_to, record.protection_to) == (YEAR[1], YEAR[1])


@pytest.mark.parametrize(("first", "second"), [("csv", "parquet"), ("parquet", "csv")])
def test_a_record_written_over_one_of_the_other_format_replaces_it(tmp_path: Path, first: str, second: str) -> None:
    written(tmp_path, first)
    record_folder.write(Record(children=[Child("008")]), tmp_path, second)
    assert [child.child_id for child in read(tmp_path)[0].children] == ["008"]
    assert list(tmp_path.glob(f"*.{first}")) == []


def test_the_description_tells_which_file_holds_a_table(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "reviews.csv").rename(tmp_path / "reviews_2025.csv")
    description = json.loads((tmp_path / "datapackage.json").read_text())
    for resource in description["resources"]:
        resource["path"] = {"reviews.csv": "reviews_2025.csv"}.get(resource["path"], resource["path"])
    (tmp_path / "datapackage.json").write_text(json.dumps(description))
    assert read(tmp_path) == (RECORD, [])


@pytest.mark.parametrize("path", ["../outside/reviews.csv", "/etc/passwd", "."])
def test_no_file_outside_the_folder_is_read(tmp_path: Path, path: str) -> None:
    written(tmp_path / "record")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/reviews.csv").write_text(
        "child_id,opened_on,completed_on,participation,read_from\n666,2024-05-05,,,\n"
    )
    description = (tmp_path / "record/datapackage.json").read_text().replace('"reviews.csv"', json.dumps(path))
    (tmp_path / "record/datapackage.json").write_text(description)
    assert read(tmp_path / "record")[0].reviews == RECORD.reviews


def test_a_repeated_key_is_named_and_counted_once(tmp_path: Path) -> None:
    path = written(tmp_path) / "reviews.csv"
    path.write_text(path.read_text() + "007,2024-05-01,,PN5,\n")
    record, problems = read(tmp_path)
    assert record.reviews == RECORD.reviews
    assert problems == [("RECORD-VALUE", "reviews.csv", 4, "child_id")]


def test_a_repeated_key_in_parquet_is_named_too(tmp_path: Path) -> None:
    written(tmp_path, "parquet")
    found = parquet.read_table(tmp_path / "reviews.parquet")
    parquet.write_table(pyarrow.concat_tables([found, found]), tmp_path / "reviews.parquet")
    record, problems = read(tmp_path)
    assert record.reviews == RECORD.reviews
    assert problems == [("RECORD-VALUE", "reviews.parquet", row, "child_id") for row in (3, 4)]


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_column_that_is_gone_is_named_and_a_needed_one_stops_the_figures(tmp_path: Path, format: str) -> None:
    folder = written(tmp_path, format)
    for table, column in (("reviews", "participation"), ("plans", "started_on")):
        path = folder / f"{table}.{format}"
        if format == "csv":
            rows = [line.split(",") for line in path.read_text().splitlines()]
            at = rows[0].index(column)
            path.write_text("".join(",".join(row[:at] + row[at + 1 :]) + "\n" for row in rows))
        else:
            parquet.write_table(parquet.read_table(path).drop_columns([column]), path)
    record, problems = read(folder)
    assert ("FILE-COLUMN-MISSING", f"reviews.{format}", 1, "participation") in problems
    assert ("FILE-COLUMN-MISSING", f"plans.{format}", 1, "started_on") in problems
    assert [(review.opened_on, review.participation) for review in record.reviews] == [
        (date(2024, 5, 1), None),
        (date(2024, 8, 1), None),
    ]
    assert record.why_missing(("reviews",), *YEAR) is None
    assert record.why_missing(("plans",), *YEAR) == f"The file plans.{format} of the record could not be read whole."


@pytest.mark.parametrize("number", ["--5", "²", "1e3", "9" * 5000, "5.0"])
def test_a_whole_number_that_is_none_is_named(tmp_path: Path, number: str) -> None:
    path = written(tmp_path) / "plans.csv"
    path.write_text(path.read_text().replace(",0,", f",{number},"), encoding="utf-8")
    record, problems = read(tmp_path)
    assert (record.plans, problems) == ([], [("RECORD-VALUE", "plans.csv", 2, "previous_plans")])


def test_a_row_in_another_encoding_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = written(tmp_path) / "children.csv"
    path.write_bytes(path.read_bytes() + "Zoë,2015-01-01,,,F,,\n008,2016-01-01,,,F,,\n".encode("latin-1"))
    record, problems = read(tmp_path)
    assert [child.child_id for child in record.children] == ["007", "008"]
    assert problems == [("RECORD-VALUE", "children.csv", 3, "child_id")]


@pytest.mark.parametrize(
    "description",
    ["{\"handrail\": 1}", '{"handrail": {"schema": "1", "care_from": 5}}', '{"handrail": {"schema": "1", "missing": 7}}',
     '{"handrail": {"schema": "1", "missing": [{"table": "plans"}]}}', '{"handrail": {"schema": "1"}, "resources": 3}',
     '{"handrail": {"schema": "1", "care_from": "31/03/2025"}}', '{"handrail": null}'],
)  # fmt: skip
def test_nothing_is_read_of_a_record_whose_description_says_nothing_that_holds(
    tmp_path: Path, description: str
) -> None:
    (written(tmp_path) / "datapackage.json").write_text(description)
    record, problems = read(tmp_path)
    assert problems == [("FILE-UNREADABLE", "datapackage.json", None, None)]
    assert record.reviews == []
    assert record.why_missing(("reviews",), *YEAR) == "The record could not be read."


@pytest.mark.parametrize("description", ["5", "[]", '"handrail"', "{", "[" * 100_000, ""])
def test_another_description_makes_no_record(tmp_path: Path, description: str) -> None:
    (written(tmp_path) / "datapackage.json").write_text(description)
    assert record_folder.find(tmp_path) == []
    assert load([tmp_path]).record.reviews == []


@pytest.mark.parametrize("data", [b"", b"junk" * 99, b"PAR1" + bytes(99) + b"PAR1"])
def test_junk_in_the_place_of_parquet_is_named_and_the_other_tables_are_read(tmp_path: Path, data: bytes) -> None:
    (written(tmp_path, "parquet") / "reviews.parquet").write_bytes(data)
    record, problems = read(tmp_path)
    assert problems == [("FILE-UNREADABLE", "reviews.parquet", None, None)]
    assert (record.children, record.plans) == (RECORD.children, RECORD.plans)
    assert record.why_missing(("reviews",), *YEAR)


def test_parquet_of_other_types_is_named_and_days_outside_all_calendars_with_it(tmp_path: Path) -> None:
    folder = written(tmp_path, "parquet")
    days = pyarrow.array([2_147_483_000, None, 20_000], pyarrow.int32()).cast(pyarrow.date32())
    odd = pyarrow.table({"child_id": ["1", "2", "3"], "opened_on": days, "read_from": ["", "", None]})
    parquet.write_table(odd, folder / "reviews.parquet")
    parquet.write_table(pyarrow.table({"child_id": ["1"], "started_on": ["soon"]}), folder / "plans.parquet")
    record, problems = read(folder)
    assert [review[:2] for review in record.reviews] == [("3", date(2024, 10, 4))]
    assert ("RECORD-VALUE", "reviews.parquet", 1, "opened_on") in problems
    assert ("RECORD-VALUE", "reviews.parquet", 2, "opened_on") in problems
    assert ("FILE-UNREADABLE", "plans.parquet", None, None) in problems


def test_a_row_without_end_and_a_file_that_is_none_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path) / "reviews.csv"
    path.write_text(path.read_text() + "x" * 200_000)
    (tmp_path / "plans.csv").unlink()
    os.mkfifo(tmp_path / "plans.csv")
    record, problems = read(tmp_path)
    assert record.reviews == RECORD.reviews
    assert ("FILE-UNREADABLE", "reviews.csv", None, None) in problems
    assert ("RECORD-FILE-MISSING", "plans.csv", None, None) in problems
    assert record.why_missing(("reviews",), *YEAR)


def test_an_unclosed_quotation_mark_swallows_no_row_in_silence(tmp_path: Path) -> None:
    path = written(tmp_path) / "reviews.csv"
    path.write_text(path.read_text().replace("\n007,2024-08", '\n"007,2024-08'))
    record, problems = read(tmp_path)
    assert (record.reviews, problems) == (RECORD.reviews[:1], [("FILE-UNREADABLE", "reviews.csv", None, None)])
    assert record.why_missing(("reviews",), *YEAR)


@given(
    st.sampled_from(["csv", "parquet"]),
    st.sampled_from(["datapackage.json", "reviews"]),
    st.integers(0, 900),
    st.binary(max_size=5),
)
def test_a_record_damaged_anywhere_never_makes_it_stumble(format: str, name: str, at: int, damage: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder), format)
        path = Path(folder) / (name if name.endswith("json") else f"{name}.{format}")
        whole = path.read_bytes()
        path.write_bytes(whole[:at] + damage + whole[at + len(damage) :])
        load([Path(folder)])


def test_returns_beside_a_record_are_not_swallowed_in_silence(tmp_path: Path) -> None:
    written(tmp_path / "record")
    (tmp_path / "truth.json").write_text("{}")
    assert load([tmp_path]).problems == []
    assert load([tmp_path / "record", tmp_path]).problems == []
    write_set(tmp_path / "set", ["1,01/01/2015"], ["1,01/05/2024,S,C2,U6,,"], [])
    loaded = load([tmp_path])
    assert [problem.rule for problem in loaded.problems] == ["RECORD-NOT-ALONE"]
    assert loaded.record.reviews == RECORD.reviews


def test_a_record_written_before_a_column_or_table_existed_still_loads(tmp_path: Path) -> None:
    folder = written(tmp_path)
    path = folder / "episodes.csv"
    path.write_text("child_id,started_on,ended_on,read_from\n007,2024-05-01,,\n")
    (folder / "documents.csv").unlink()
    description = json.loads((folder / "datapackage.json").read_text())
    description["resources"] = [each for each in description["resources"] if each["name"] != "documents"]
    (folder / "datapackage.json").write_text(json.dumps(description))
    problems: list[Problem] = []
    record = record_folder.read(folder, problems)
    assert [episode.in_area for episode in record.episodes] == [None]
    assert [(each.severity, each.file) for each in problems] == [("note", "episodes.csv")]
    assert record.why_missing(("documents",), *YEAR) == "The record has no file documents.csv."
