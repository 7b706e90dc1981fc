"""The ledger of reviews: what is due, what met it, what stops it, and what cannot be judged.

Each example is one child: when care began, reviews held, and what each review and the next due one is.
"""

from datetime import date

from handrail.record.care import periods_of_care
from handrail.record.record import Missing, Record
from handrail.record.tables import Child, Episode, Review
from handrail.timescales.ledger import LedgerRow, Timetable
from handrail.timescales.reviews import rows

D = date.fromisoformat


def episode(
    start: str,
    end: str | None = None,
    rne: str = "S",
    rec: str | None = None,
    status: str = "C2",
    place: str = "U6",
) -> Episode:
    return Episode(
        "1",
        D(start),
        D(end) if end else None,
        rne,
        status,
        "N1",
        place,
        "PR1",
        rec or ("E4A" if end else None),
    )


def ledger(
    episodes: list[Episode], reviews: list[str], covers: str = "2024-04-01", born: str | None = None
) -> list[LedgerRow]:
    record = Record(
        children=[Child("1", D(born) if born else None)],
        episodes=episodes,
        periods_of_care=periods_of_care(episodes),
        reviews=[Review("1", D(day)) for day in reviews],
        care_from=D(covers),
    )
    return list(rows(record, Timetable()))


def told(found: list[LedgerRow]) -> list[tuple[str, str | None, str | None, str | None]]:
    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return [(row.clock, iso(row.due_on), iso(row.met_on), row.not_assessable or row.stop_reason) for row in found]


def test_the_sequence_is_20_working_days_three_months_six_months() -> None:
    found = ledger([episode("2024-05-01")], ["2024-05-20", "2024-08-20", "2025-02-20"])
    assert told(found) == [
        ("lac_review_1", "2024-05-31", "2024-05-20", None),
        ("lac_review_2", "2024-08-20", "2024-08-20", None),
        ("lac_review_n", "2025-02-20", "2025-02-20", None),
        ("lac_review_n", "2025-08-20", None, None),
    ]


def test_a_late_review_moves_what_follows() -> None:
    found = ledger([episode("2024-05-01")], ["2024-06-10"])
    assert told(found)[1] == ("lac_review_2", "2024-09-10", None, None)


def test_returning_to_care_starts_again_at_review_1() -> None:
    found = ledger([episode("2024-05-01", "2024-07-01"), episode("2024-09-02")], ["2024-05-20", "2024-09-20"])
    assert told(found) == [
        ("lac_review_1", "2024-05-31", "2024-05-20", None),
        ("lac_review_2", "2024-08-20", None, "ceased_to_be_looked_after"),
        ("lac_review_1", "2024-09-30", "2024-09-20", None),
        ("lac_review_2", "2024-12-20", None, None),
    ]


def test_a_change_of_placement_or_legal_status_does_not_restart() -> None:
    episodes = [
        episode("2024-05-01", "2024-05-10", rec="X1", status="V2"),
        episode("2024-05-10", rne="B", status="C1"),
    ]
    assert told(ledger(episodes, [])) == [("lac_review_1", "2024-05-31", None, None)]


def test_short_breaks_neither_start_nor_continue_a_sequence() -> None:
    breaks = episode("2024-04-10", "2024-09-02", rec="X1", status="V4")
    care = episode("2024-09-02", rne="L", status="C2")
    found = ledger([breaks, care], ["2024-06-01", "2024-09-20"])
    assert told(found)[0] == ("lac_review_1", "2024-09-30", "2024-09-20", None)
    assert len(found) == 2


def test_placed_for_adoption_stops_the_ordinary_clock_and_starts_its_own() -> None:
    episodes = [
        episode("2024-05-01", "2024-08-01", rec="X1", status="C2"),
        episode("2024-08-01", "2025-01-06", rne="P", rec="X1", status="C2", place="A6"),
        episode("2025-01-06", rne="P", status="C2"),
    ]
    found = ledger(episodes, ["2024-05-20", "2024-08-28", "2025-02-03", "2025-08-04"])
    assert told(found) == [
        ("lac_review_1", "2024-05-31", "2024-05-20", None),
        ("lac_review_2", "2024-08-20", None, "placed_for_adoption"),
        ("adoption_review_placed_1", "2024-08-29", "2024-08-28", None),
        ("adoption_review_placed_2", "2024-11-28", None, "returned_from_adoption"),
        ("lac_review_n", None, "2025-02-03", "after_placement_for_adoption"),
        ("lac_review_n", "2025-08-03", "2025-08-04", None),
        ("lac_review_n", "2026-02-04", None, None),
    ]


def test_between_authority_and_placement_both_clocks_run_and_the_earlier_leads() -> None:
    episodes = [
        episode("2025-06-02", "2026-03-10", rec="X1", status="C2"),
        episode("2026-03-10", rne="L", status="E1"),
    ]
    found = ledger(episodes, ["2025-06-25", "2025-09-22", "2026-03-02", "2026-06-08"], covers="2025-04-01")
    assert [(row.clock, str(row.due_on), str(row.met_on), row.leads) for row in found[3:]] == [
        ("lac_review_n", "2026-09-02", "2026-06-08", False),
        ("lac_review_n", "2026-12-08", "None", True),
        ("adoption_review_authority_1", "2026-06-10", "2026-06-08", True),
        ("adoption_review_authority_n", "2026-12-08", "None", False),
    ]


def test_one_meeting_for_both_that_is_late_for_one_is_late() -> None:
    episodes = [
        episode("2025-06-02", "2026-03-10", rec="X1", status="C2"),
        episode("2026-03-10", rne="L", status="E1"),
    ]
    found = ledger(episodes, ["2025-06-25", "2025-09-22", "2026-03-02", "2026-07-01"], covers="2025-04-01")
    (leading,) = [row for row in found if row.leads and str(row.met_on) == "2026-07-01"]
    assert (leading.clock, str(leading.due_on)) == ("adoption_review_authority_1", "2026-06-10")


def test_placement_stops_both_clocks() -> None:
    episodes = [
        episode("2025-06-02", "2025-11-10", rec="X1", status="C2"),
        episode("2025-11-10", "2026-01-12", rne="L", rec="X1", status="E1"),
        episode("2026-01-12", rne="P", status="E1", place="A6"),
    ]
    found = ledger(episodes, ["2025-06-25", "2025-09-22"], covers="2025-04-01")
    assert told(found)[2:] == [
        ("lac_review_n", "2026-03-22", None, "placed_for_adoption"),
        ("adoption_review_placed_1", "2026-02-09", None, None),
    ]


def test_a_later_review_held_late_in_2020_is_judged_by_the_law_then_in_force() -> None:
    found = ledger(
        [episode("2019-05-01")], ["2019-05-20", "2019-08-20", "2020-01-10", "2020-08-03"], covers="2019-04-01"
    )
    assert told(found)[3] == ("lac_review_n", "2020-07-10", "2020-08-03", "law_eased")
    in_time = ledger(
        [episode("2019-05-01")], ["2019-05-20", "2019-08-20", "2020-01-10", "2020-07-10"], covers="2019-04-01"
    )
    assert told(in_time)[3] == ("lac_review_n", "2020-07-10", "2020-07-10", None)


def test_the_18th_birthday_stops_the_clock() -> None:
    found = ledger([episode("2024-05-01")], ["2024-05-20"], born="2006-08-20")
    assert told(found)[1] == ("lac_review_2", "2024-08-20", None, "turned_18")


def test_care_that_began_before_the_data_leaves_the_first_loaded_review_unjudged() -> None:
    found = ledger([episode("2023-05-01")], ["2024-06-03", "2024-12-03", "2025-06-04"])
    assert told(found) == [
        ("lac_review_n", None, "2024-06-03", "began_before_data"),
        ("lac_review_n", "2024-12-03", "2024-12-03", None),
        ("lac_review_n", "2025-06-03", "2025-06-04", None),
        ("lac_review_n", "2025-12-04", None, None),
    ]


def test_an_unknown_start_leaves_the_first_loaded_review_unjudged() -> None:
    found = ledger([episode("2024-03-20", rne="P")], ["2024-04-10"])
    assert told(found)[0] == ("lac_review_n", None, "2024-04-10", "start_unknown")


def test_a_start_just_before_the_data_is_judged_where_both_histories_agree() -> None:
    """Care began on 20 March 2024; review 1 is due on 19 April, and one may have been held before 1 April unseen."""
    on_time = ledger([episode("2024-03-20")], ["2024-04-19", "2024-07-19"])
    assert [row.not_assessable for row in on_time] == [None, None, None]
    between = ledger([episode("2024-03-20")], ["2024-04-22", "2024-07-23"])
    assert [row.not_assessable for row in between] == ["review_1_or_2", "review_1_or_2", None]
    late_either_way = ledger([episode("2024-03-20")], ["2024-07-01", "2025-01-02"])
    assert [row.not_assessable for row in late_either_way] == [None, None, None]
    assert late_either_way[0].met_on > late_either_way[0].due_latest_on  # type: ignore[operator]
    assert all(row.due_on is None for row in between[:2])


def test_a_date_the_law_does_not_know_is_a_reason_in_the_ledger() -> None:
    found = ledger([episode("2010-05-04")], ["2010-06-01"], covers="2010-04-01")
    assert told(found)[0] == ("lac_review_1", None, "2010-06-01", "no_figure")


def test_where_a_source_gives_only_the_latest_review_the_next_may_be_owed_after_three_months_or_six() -> None:
    record = Record(
        children=[Child("1", None)],
        episodes=[episode("2025-08-04")],
        reviews=[Review("1", D("2025-08-27"))],
        care_from=D("2025-12-01"),
        missing=[Missing("reviews", "Only the latest review is given.", None, D("2025-11-30"))],
    )
    record.periods_of_care = periods_of_care(record.episodes)
    first, owed = rows(record, Timetable())
    assert first.not_assessable == "began_before_data"
    assert (owed.due_on, owed.due_earliest_on, owed.due_latest_on) == (None, D("2025-11-27"), D("2026-02-27"))


def test_a_list_of_one_day_that_gives_a_child_no_review_says_that_none_was_held() -> None:
    record = Record(
        children=[Child("1", None)],
        episodes=[episode("2025-10-06")],
        care_from=D("2025-12-01"),
        care_to=D("2025-12-01"),
        missing=[Missing("reviews", "Only the latest review is given.", None, D("2025-11-30"))],
    )
    record.periods_of_care = periods_of_care(record.episodes)
    assert told(list(rows(record, Timetable()))) == [("lac_review_1", "2025-11-03", None, None)]
