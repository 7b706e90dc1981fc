"""The dataset in a real database: the same record as from files, nothing written, and what happens when it vanishes."""

import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
import sqlalchemy as sql
from sqlalchemy.dialects import mssql, postgresql, sqlite
from tests.unit.returns.ssd.made_up import DATASET, write_csv, write_database

from handrail.record.problems import Problem
from handrail.record.record import Record
from handrail.returns.load import load
from handrail.returns.ssd.database import PASSWORD, DatabaseTable, opened, shown
from handrail.returns.ssd.extract import BrokeOff
from handrail.returns.ssd.layout import tables
from handrail.returns.ssd.to_record import from_database


def facts(record: Record) -> dict[str, object]:
    """A record without the places it was read from."""
    found: dict[str, object] = {}
    for each in fields(record):
        rows = getattr(record, each.name)
        if isinstance(rows, list) and rows and hasattr(rows[0], "read_from"):
            rows = [row._replace(read_from="") for row in rows]
        found[each.name] = [] if each.name == "missing" else rows
    return found


def read(url: str) -> tuple[Record, list[Problem]]:
    problems: list[Problem] = []
    part = from_database(url, None, problems)
    return part.record if part else Record(), problems


def run(url: str, *statements: str) -> None:
    engine = sql.create_engine(url, poolclass=sql.NullPool)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_postgresql_gives_the_record_the_files_give(database: str, tmp_path: Path) -> None:
    (of_files,) = load([write_csv(tmp_path)]).parts
    record, problems = read(write_database(database, schema="ssd_development"))
    assert facts(record) == facts(of_files.record)
    assert {problem.rule for problem in problems} == {"HR-SSD-STATUS", "HR-SSD-NO-CHILD", "HR-SSD-WINDOW"}
    review = next(review for review in record.reviews)
    assert review.read_from == "ssd_development.ssd_cla_reviews:clar_cla_review_id=1"


def test_sqlite_gives_the_record_the_files_give(tmp_path: Path) -> None:
    (of_files,) = load([write_csv(tmp_path / "csv")]).parts
    record, _ = read(write_database(f"sqlite:///{tmp_path / 'the extract #1 %20.db'}"))
    assert facts(record) == facts(of_files.record)


def test_a_view_is_read_like_a_table_and_a_table_goes_first(database: str) -> None:
    write_database(database)
    run(
        database,
        "ALTER TABLE ssd_cla_visits RENAME TO visits",
        "CREATE VIEW ssd_cla_visits_v AS SELECT * FROM visits",
        "CREATE VIEW ssd_cla_reviews_view AS SELECT * FROM ssd_cla_reviews WHERE FALSE",
    )
    record, _ = read(database)
    assert len([event for event in record.events if event.kind == "visit"]) == 2
    assert len(record.reviews) == 2


def test_reading_is_declared_read_only(database: str) -> None:
    write_database(database)
    problems: list[Problem] = []
    with opened(database, problems) as extract:
        assert extract is not None
        (place,) = extract.places["person"]
        assert isinstance(place, DatabaseTable)
        with pytest.raises(sql.exc.DBAPIError, match="read-only transaction"):
            place.connection.exec_driver_sql("DELETE FROM ssd_person")


def test_an_sqlite_file_cannot_be_written(tmp_path: Path) -> None:
    url = write_database(f"sqlite:///{tmp_path / 'ssd.db'}")
    with opened(url, []) as extract:
        assert extract is not None
        (place,) = extract.places["person"]
        assert isinstance(place, DatabaseTable)
        with pytest.raises(sql.exc.DBAPIError, match="readonly"):
            place.connection.exec_driver_sql("DELETE FROM ssd_person")


def test_a_database_that_vanishes_half_way_gives_whole_tables_only(database: str) -> None:
    """The server ends our own connection at the 20,000th visit to a child on a plan, long after the first were sent."""
    write_database(database)
    run(
        database,
        "DROP TABLE ssd_cp_visits",
        "CREATE VIEW ssd_cp_visits AS SELECT n::text AS cppv_cp_visit_id, '103' AS cppv_person_id, '41' AS cppv_cp_plan_id, "
        "CASE WHEN n = 20000 AND pg_terminate_backend(pg_backend_pid()) THEN NULL "
        "ELSE timestamp '2020-01-01' + mod(n, 2000) * interval '1 day' END AS cppv_cp_visit_date "
        "FROM generate_series(1, 50000) AS n",
    )
    record, problems = read(database)
    (told,) = [problem for problem in problems if problem.rule == "HR-SSD-BROKE-OFF"]
    assert told.file == "public.ssd_cp_visits"
    assert "connection to the database was lost" in told.message
    assert "ssd_cla_reviews" in told.message.partition("Read whole before it")[2]
    assert "ssd_person" not in told.message
    assert not [event for event in record.events if event.kind == "cp_visit"]
    assert len(record.reviews) == 2
    assert [child.born_on for child in record.children] == [None] * 5


def test_tables_that_broke_off_count_as_not_loaded(database: str) -> None:
    write_database(database)
    run(
        database,
        "ALTER TABLE ssd_cla_reviews RENAME TO reviews",
        "CREATE VIEW ssd_cla_reviews AS SELECT clar_cla_review_id, clar_cla_id, clar_cla_review_date, "
        "CASE WHEN pg_terminate_backend(pg_backend_pid()) THEN 'Y' END AS clar_cla_review_cancelled FROM reviews",
    )
    record, _ = read(database)
    assert record.reviews == []
    assert record.episodes
    assert {gap.table for gap in record.missing if gap.first is None and gap.last is None} == {
        "reviews", "enquiries", "conferences", "conference_children", "plans",
    }  # fmt: skip


def test_a_table_that_may_not_be_read_does_not_take_the_others_along(database: str) -> None:
    write_database(database)
    run(
        database,
        "ALTER TABLE ssd_cla_visits RENAME TO visits",
        "CREATE VIEW ssd_cla_visits AS SELECT clav_cla_visit_id, clav_person_id, "
        "(1 / (length(clav_cla_visit_id) - 1))::text AS clav_cla_visit_date FROM visits",
    )
    record, problems = read(database)
    (told,) = [problem for problem in problems if problem.rule == "HR-SSD-BROKE-OFF"]
    assert (told.file, "division by zero" in told.message) == ("public.ssd_cla_visits", True)
    assert len(record.conference_children) == 6
    assert record.children[0].born_on is not None


def test_a_table_that_takes_too_long_is_given_up(database: str) -> None:
    write_database(database)
    with opened(database, []) as extract:
        assert extract is not None
        (place,) = extract.places["person"]
        assert isinstance(place, DatabaseTable)
        with pytest.raises(BrokeOff, match="longer than"):
            list(replace(place, seconds=-1.0).cells(["pers_person_id"], []))


def test_a_dataset_in_two_schemas_is_not_guessed_at(database: str) -> None:
    write_database(database, schema="ssd_development")
    write_database(database, {**DATASET, "ssd_cla_reviews": DATASET["ssd_cla_reviews"][:1]}, schema="ssd_live")
    record, problems = read(database)
    assert record == Record()
    assert "ssd_development, ssd_live" in problems[0].message
    record, _ = read(f"{database}&schema=ssd_live")
    assert len(record.reviews) == 1


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql+psycopg://nobody:geheim@127.0.0.1:1/ssd", "could not be opened"),
        ("postgresql://nobody:geheim@127.0.0.1:1/ssd", "could not be opened"),
        ("mssql+pyodbc://reader:geheim@server/hdm?driver=ODBC+Driver+18", "driver for mssql+pyodbc is not installed"),
        ("nosuch://reader:geheim@server/hdm", "no kind of database 'nosuch'"),
        ("sqlite:////nowhere/at/all.db", "no SQLite file"),
        ("sqlite://", "no SQLite file"),
        ("postgresql+psycopg://reader:geheim@server:port/hdm", "cannot be read"),
    ],
)
def test_a_database_that_cannot_be_opened_is_told_without_its_password(url: str, said: str) -> None:
    record, problems = read(url)
    assert record == Record()
    assert said in problems[0].message
    assert problems[0].what_to_do
    assert "geheim" not in str(problems)


def test_an_empty_database_is_told(database: str) -> None:
    _, problems = read(database)
    assert "No table of the Standard Safeguarding Dataset" in problems[0].message


def test_the_password_may_stand_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "geheim")
    _, problems = read("postgresql+psycopg://nobody@127.0.0.1:1/ssd")
    assert "geheim" not in str(problems)
    assert "could not be opened" in problems[0].message


def test_a_reader_with_a_password_reads_with_the_rights_it_has(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write_database(database)
    role = f"reader_{sql.make_url(database).database}"
    run(
        database,
        f"CREATE ROLE {role} LOGIN PASSWORD 'geheim'",
        f"GRANT SELECT ON ssd_cla_episodes, ssd_cla_reviews TO {role}",
    )
    url = sql.make_url(database).set(username=role).render_as_string(hide_password=False)
    try:
        monkeypatch.delenv(PASSWORD, raising=False)
        assert "could not be opened" in read(url)[1][0].message
        monkeypatch.setenv(PASSWORD, "geheim")
        record, problems = read(url)
    finally:
        run(database, f"DROP OWNED BY {role}", f"DROP ROLE {role}")
    assert len(record.reviews) == 2
    refused = [problem for problem in problems if problem.rule == "HR-SSD-BROKE-OFF"]
    assert len(refused) == len(tables()) - 2
    assert all("permission denied" in problem.message for problem in refused)


def test_no_option_of_an_address_is_shown() -> None:
    url = sql.make_url("postgresql+psycopg://u:geheim@host/db?password=geheim")
    assert shown(url) == "postgresql+psycopg://u:***@host/db"


@pytest.mark.parametrize(
    "dialect", [mssql.dialect(), postgresql.dialect(), sqlite.dialect()], ids=lambda each: each.name
)
def test_every_query_is_a_plain_select_in_every_dialect(dialect: sql.Dialect) -> None:
    engine = sql.create_engine("sqlite://", poolclass=sql.NullPool)
    with engine.connect() as connection:
        for table in tables().values():
            columns = tuple(column.names[0] for column in table.columns)
            place = DatabaseTable(connection, table.names[0], "ssd_development", columns)
            text = " ".join(str(place.query(columns).compile(dialect=dialect)).split())
            assert text == f"SELECT {', '.join(columns)} FROM ssd_development.{table.names[0]}"


def test_names_that_need_it_are_quoted_for_sql_server() -> None:
    with sql.create_engine("sqlite://", poolclass=sql.NullPool).connect() as connection:
        place = DatabaseTable(connection, "ssd_person", "HDM Local", ("pers_dob",))
        text = str(place.query(["pers_dob"]).compile(dialect=mssql.dialect()))
    assert "FROM [HDM Local].ssd_person" in text


def test_the_command_takes_a_url(tmp_path: Path) -> None:
    url = write_database(f"sqlite:///{tmp_path / 'ssd.db'}")
    handrail = str(Path(sys.executable).with_name("handrail"))
    found = subprocess.run([handrail, "check", url], capture_output=True, text=True, check=False)
    assert "HR-SSD-NO-CHILD" in found.stdout
    assert "Traceback" not in found.stderr
    assert found.returncode == 1
