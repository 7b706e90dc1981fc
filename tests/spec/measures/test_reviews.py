"""The first measures on small sets written by hand: each choice a definition makes, with the answer beside it."""

from datetime import date
from pathlib import Path

import pytest
from tests.builders import write_set

from handrail.measures.definitions import measure, measures
from handrail.measures.engine import Engine, measure_all
from handrail.measures.figures import Figure
from handrail.measures.periods import Period, cut
from handrail.returns.load import load

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))


def figure(folder: Path, name: str, **settings: str) -> Figure:
    return measure_all(load([folder]).record, [measure(name)], [YEAR], settings)[0]


def counts(found: Figure) -> tuple[int | None, int | None, int | None, int | None]:
    return found.numerator, found.denominator, found.not_assessable, found.not_recorded


CARE = ["1,01/05/2024,S,C2,U6,,"]
BORN = ["1,01/01/2015"]


def reviews(*rows: str) -> list[str]:
    return [f"1,01/01/2015,{row}" for row in rows]


def test_reviews_held_and_on_time(tmp_path: Path) -> None:
    write_set(tmp_path, BORN, CARE, reviews("31/05/2024,PN1", "02/09/2024,PN7", "28/02/2025,PN0"))
    assert counts(figure(tmp_path, "reviews_held")) == (3, None, 0, 0)
    assert counts(figure(tmp_path, "reviews_held_on_time")) == (2, 3, 0, 0)
    assert counts(figure(tmp_path, "reviews_due_held_on_time")) == (2, 3, 0, 0)


def test_91_and_183_days_are_a_setting(tmp_path: Path) -> None:
    write_set(tmp_path, BORN, CARE, reviews("31/05/2024,PN1", "31/08/2024,PN1"))
    assert counts(figure(tmp_path, "reviews_held_on_time"))[:2] == (2, 2)
    found = figure(tmp_path, "reviews_held_on_time", basis="dfe_statistic")
    assert counts(found)[:2] == (1, 2)
    assert found.settings["basis"] == "dfe_statistic"


def test_a_review_never_held_is_late_and_overdue(tmp_path: Path) -> None:
    write_set(tmp_path, BORN, CARE, [])
    assert counts(figure(tmp_path, "reviews_due_held_on_time")) == (0, 1, 0, 0)
    assert counts(figure(tmp_path, "reviews_overdue")) == (1, None, 0, 0)
    assert counts(figure(tmp_path, "reviews_held_on_time")) == (0, 0, 0, 0)
    assert figure(tmp_path, "reviews_held_on_time").value is None


@pytest.mark.parametrize(("ceased", "owed"), [("01/06/2024", 1), ("31/05/2024", 0)])
def test_what_falls_due_on_the_day_a_child_leaves_is_not_owed(tmp_path: Path, ceased: str, owed: int) -> None:
    write_set(tmp_path, BORN, [f"1,01/05/2024,S,C2,U6,{ceased},E4A"], [])
    assert counts(figure(tmp_path, "reviews_due_held_on_time")) == (0, owed, 0, 0)
    assert counts(figure(tmp_path, "reviews_overdue"))[0] == 0


def test_children_all_reviews_on_time_counts_children(tmp_path: Path) -> None:
    episodes = [*CARE, "2,01/05/2024,S,C2,U6,,"]
    rows = [*reviews("31/05/2024,PN1", "30/08/2024,PN1", "28/02/2025,PN1"), "2,01/01/2015,03/06/2024,PN1"]
    write_set(tmp_path, [*BORN, "2,01/01/2015"], episodes, rows)
    assert counts(figure(tmp_path, "children_all_reviews_on_time")) == (1, 2, 0, 0)


def test_participation_and_attendance(tmp_path: Path) -> None:
    rows = reviews(
        *(f"{day:02}/06/2024,{code}" for day, code in enumerate(["PN1", "PN4", "PN5", "PN7", "", "PN0", "PN9"], 1))
    )
    rows += ["2,01/01/2022,03/06/2024,PN0", "3,03/06/2020,03/06/2024,PN0"]
    episodes = [f"{child},01/05/2024,S,C2,U6,," for child in (1, 2, 3)]
    write_set(tmp_path, [], episodes, rows)
    assert counts(figure(tmp_path, "child_participation")) == (2, 4, 0, 4), "PN1 and PN5; blank, PN0 at 4 and over, PN9"
    assert counts(figure(tmp_path, "child_attendance")) == (2, 4, 0, 4), "PN1 and PN4"
    assert counts(figure(tmp_path, "child_participation", attended_without_views="participation"))[:2] == (
        3,
        4,
    )


def test_a_code_for_an_under_four_counts_as_given_unless_asked_otherwise(tmp_path: Path) -> None:
    write_set(tmp_path, [], CARE, ["1,01/01/2022,03/06/2024,PN1"])
    assert counts(figure(tmp_path, "child_participation"))[:2] == (1, 1)
    assert counts(figure(tmp_path, "child_participation", under_four="leave_out"))[:2] == (0, 0)


def test_a_blank_code_of_an_under_four_is_not_recorded_unless_the_under_fours_are_left_out(tmp_path: Path) -> None:
    write_set(tmp_path, [], [*CARE, "2,01/05/2024,S,C2,U6,,"], ["1,01/01/2022,03/06/2024,", "2,01/01/2015,03/06/2024,"])
    assert counts(figure(tmp_path, "child_participation")) == (0, 0, 0, 2)
    assert counts(figure(tmp_path, "child_attendance", under_four="leave_out")) == (0, 0, 0, 1)


def test_a_review_outside_care_is_left_out_unless_asked_otherwise(tmp_path: Path) -> None:
    write_set(tmp_path, BORN, CARE, reviews("30/04/2024,PN1", "31/05/2024,PN1"))
    assert counts(figure(tmp_path, "reviews_held"))[0] == 1
    assert counts(figure(tmp_path, "reviews_held", reviews_outside_care="count"))[0] == 2
    assert counts(figure(tmp_path, "reviews_held_on_time", reviews_outside_care="count")) == (1, 1, 1, 0)


def test_stocks_and_flows_leave_short_breaks_out_and_reconcile(tmp_path: Path) -> None:
    episodes = [
        "1,01/05/2023,S,C2,U6,01/07/2024,E4A",
        "1,01/09/2024,S,V2,U6,01/10/2024,E4A",
        "2,01/05/2024,S,V4,U6,01/10/2024,X1",
        "2,01/10/2024,L,C2,U6,,",
        "3,01/05/2024,S,V3,U6,,",
        "4,01/04/2024,S,C2,U6,31/03/2025,E4A",
    ]
    write_set(tmp_path, [], episodes, [])
    assert counts(figure(tmp_path, "looked_after_children"))[0] == 1, (
        "a child who ceased on the last day is not counted"
    )
    assert counts(figure(tmp_path, "periods_of_care_started"))[0] == 3
    assert counts(figure(tmp_path, "periods_of_care_ceased"))[0] == 3
    assert counts(figure(tmp_path, "children_who_became_looked_after"))[0] == 3
    assert counts(figure(tmp_path, "children_who_ceased_to_be_looked_after"))[0] == 2


def test_every_row_of_a_month_is_a_row_of_the_year(tmp_path: Path) -> None:
    write_set(tmp_path, BORN, CARE, reviews("31/05/2024,PN1", "02/09/2024,PN7", "28/02/2025,PN1"))
    record = load([tmp_path]).record
    months = measure_all(record, [measure("reviews_held_on_time")], cut(YEAR, "month"), {})
    assert len(months) == 12
    assert sum(month.denominator or 0 for month in months) == 3
    assert sum(month.numerator or 0 for month in months) == 2


@pytest.mark.parametrize("name", measures())
def test_the_rows_behind_a_figure_are_the_figure(tmp_path: Path, name: str) -> None:
    write_set(
        tmp_path,
        BORN,
        [*CARE, "2,01/05/2023,S,C2,U6,,"],
        [*reviews("31/05/2024,PN1", "02/09/2024,PN7"), "2,,01/06/2024,PN1"],
    )
    engine = Engine(load([tmp_path]).record, [YEAR], {}, [measure(name)])
    outcomes = [row.outcome for row in engine.rows(measure(name))]
    found = engine.figures(measure(name))[0]
    if found.numerator is None:
        assert outcomes == []
        return
    assert outcomes.count("met") + outcomes.count("counted") == found.numerator
    assert found.denominator in (None, outcomes.count("met") + outcomes.count("not_met"))
    assert outcomes.count("not_assessable") == found.not_assessable
    assert outcomes.count("not_recorded") == found.not_recorded


def test_a_source_not_loaded_has_no_numbers_and_says_why(tmp_path: Path) -> None:
    write_set(tmp_path, BORN, CARE, None)
    found = figure(tmp_path, "reviews_held")
    assert counts(found) == (None, None, None, None)
    assert found.note == "No SSDA903 Reviews file was loaded."
    assert counts(figure(tmp_path, "looked_after_children"))[0] == 1
    assert figure(tmp_path, "cp_plans_open").note == "No CIN census was loaded."


def test_a_year_whose_reviews_were_not_loaded_has_no_figure_and_the_other_has(tmp_path: Path) -> None:
    write_set(tmp_path / "2024", BORN, ["1,01/05/2023,S,C2,U6,,"], ["1,01/01/2015,26/05/2023,PN1"])
    write_set(tmp_path / "2025", BORN, ["1,01/05/2023,S,C2,U6,,", "2,01/05/2024,S,C2,U6,,"], None)
    assert figure(tmp_path, "reviews_held").note == "The reviews of 2024/25 were not loaded."
    before = Period(date(2023, 4, 1), date(2024, 3, 31))
    assert measure_all(load([tmp_path]).record, [measure("reviews_held")], [before], {})[0].numerator == 1


def test_the_latest_version_of_an_episode_and_a_review_is_kept(tmp_path: Path) -> None:
    write_set(tmp_path, BORN, ["1,01/05/2023,S,C2,U6,,"], ["1,01/01/2015,26/05/2023,PN7"], prefix="2023-")
    write_set(
        tmp_path,
        BORN,
        ["1,01/05/2023,S,C2,U6,01/02/2025,E4A"],
        ["1,01/01/2015,26/05/2023,PN1"],
        prefix="2024-",
    )
    record = load([tmp_path]).record
    assert [(episode.started_on, episode.ended_on) for episode in record.episodes] == [
        (date(2023, 5, 1), date(2025, 2, 1))
    ]
    assert [review.participation for review in record.reviews] == ["PN1"]
    assert record.care_from == date(2023, 4, 1)


def listed(folder: Path, name: str) -> list[tuple[str, date | None, date | None, str, str | None]]:
    engine = Engine(load([folder]).record, [YEAR], {}, [measure(name)])
    return [(row.child_id, row.event_on, row.due_on, row.outcome, row.read_from) for row in engine.rows(measure(name))]


def test_a_figure_past_the_end_of_the_data_says_so_and_keeps_its_number(tmp_path: Path) -> None:
    write_set(tmp_path, BORN, CARE, reviews("31/05/2024,PN1", "30/08/2024,PN1", "28/02/2025,PN1"))
    record = load([tmp_path]).record
    for first, last, note in [
        (YEAR.first, YEAR.last, None),
        (date(2025, 4, 1), date(2026, 3, 31), "The data loaded end on 2025-03-31 (children looked after); "),
        (date(2023, 4, 1), date(2024, 3, 31), "The data loaded begin on 2024-04-01 (children looked after); "),
    ]:
        found = measure_all(record, [measure("reviews_overdue")], [Period(first, last)], {})[0]
        assert found.numerator == (1 if last.year == 2026 else 0)
        assert (found.note or "").startswith(note) if note else found.note is None


def test_a_row_of_a_review_never_held_is_read_from_where_the_period_of_care_is(tmp_path: Path) -> None:
    write_set(tmp_path, BORN, CARE, [])
    due = date(2024, 5, 31)
    assert listed(tmp_path, "reviews_due_held_on_time") == [("1", None, due, "not_met", "episodes.csv:2")]
    assert listed(tmp_path, "reviews_overdue") == [("1", date(2024, 5, 1), due, "counted", "episodes.csv:2")]


def test_a_child_stands_with_the_worst_of_its_reviews(tmp_path: Path) -> None:
    """In time, then late: the row is that of the late one, all of it."""
    write_set(tmp_path, BORN, CARE, reviews("28/05/2024,PN1", "02/09/2024,PN1", "28/02/2025,PN1"))
    assert listed(tmp_path, "children_all_reviews_on_time") == [
        ("1", date(2024, 9, 2), date(2024, 8, 28), "not_met", "reviews.csv:3")
    ]


@pytest.mark.parametrize("name", ["looked_after_children", "periods_of_care_ceased", "cp_plans_open"])
def test_a_row_with_nothing_due_has_no_due_date(tmp_path: Path, name: str) -> None:
    write_set(tmp_path, BORN, ["1,01/05/2024,S,C2,U6,01/09/2024,E4A", "1,01/10/2024,S,C2,U6,,"], [])
    assert all(due is None for _, _, due, _, _ in listed(tmp_path, name))
