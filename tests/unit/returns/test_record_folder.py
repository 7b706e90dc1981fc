"""A record written and read again is the same record, as CSV and as Parquet."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.record.problems import Problem
from handrail.record.record import Missing, Record
from handrail.record.schema import TABLES
from handrail.record.tables import Child, Plan, Review
from handrail.returns import record_folder

RECORD = Record(
    children=[Child("007", date(2015, 2, 28), sex="F"), Child("=cmd|' /C calc'!A0", None)],
    reviews=[Review("007", date(2025, 5, 1), None, "PN1", "reviews.csv:2")],
    plans=[Plan("007", date(2025, 1, 2), None, "NEG", "EMO", 0)],
    care_from=date(2024, 4, 1),
    missing=[Missing("enquiries", "No CIN census was loaded.", None, date(2025, 3, 31))],
)


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_record_written_and_read_is_the_same(tmp_path: Path, format: str) -> None:
    record_folder.write(RECORD, tmp_path / "record", format)
    problems: list[Problem] = []
    assert record_folder.read(tmp_path / "record", problems) == RECORD
    assert problems == []


def test_the_description_names_every_column_with_its_meaning(tmp_path: Path) -> None:
    record_folder.write(RECORD, tmp_path)
    described = json.loads((tmp_path / "datapackage.json").read_text())
    assert [resource["path"] for resource in described["resources"]] == [f"{table.name}.csv" for table in TABLES]
    fields = [field for resource in described["resources"] for field in resource["schema"]["fields"]]
    assert all(field["description"] for field in fields)


def test_no_cell_of_a_written_record_runs_as_a_formula(tmp_path: Path) -> None:
    record_folder.write(RECORD, tmp_path)
    assert "'=cmd" in (tmp_path / "children.csv").read_text()


def test_a_row_that_does_not_fit_is_named_and_left_out(tmp_path: Path) -> None:
    record_folder.write(RECORD, tmp_path)
    path = tmp_path / "reviews.csv"
    path.write_text(path.read_text() + "008,31/02/2025,,PN1,\n009,2025-06-01,,PN1,\n")
    problems: list[Problem] = []
    found = record_folder.read(tmp_path, problems)
    assert [review.child_id for review in found.reviews] == ["007", "009"]
    assert [(problem.file, problem.row, problem.field) for problem in problems] == [("reviews.csv", 3, "opened_on")]


TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.lists(TEXT, unique=True, max_size=5))
def test_identifiers_are_opaque(ids: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        record = Record(children=[Child(name) for name in ids])
        record_folder.write(record, Path(folder))
        assert [child.child_id for child in record_folder.read(Path(folder), []).children] == ids
