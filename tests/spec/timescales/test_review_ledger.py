"""The ledger of reviews: what is due, what met it, what stops it, and what cannot be judged.

Each example is one child: when care began, reviews held, and what each review and the next due one is.
"""

from datetime import date

from handrail.record.care import periods_of_care
from handrail.record.record import Record
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


def test_placed_for_adoption_stops_the_clock_and_reviews_there_cannot_be_judged() -> None:
    episodes = [
        episode("2024-05-01", "2024-08-01", rec="X1", status="E1"),
        episode("2024-08-01", "2025-01-06", rne="P", rec="X1", status="E1", place="A6"),
        episode("2025-01-06", rne="P", status="E1"),
    ]
    found = ledger(episodes, ["2024-05-20", "2024-08-28", "2025-02-03", "2025-08-04"])
    assert told(found) == [
        ("lac_review_1", "2024-05-31", "2024-05-20", None),
        ("lac_review_2", "2024-08-20", None, "placed_for_adoption"),
        ("lac_review_n", None, "2024-08-28", "placed_for_adoption"),
        ("lac_review_n", None, "2025-02-03", "after_placement_for_adoption"),
        ("lac_review_n", "2025-08-03", "2025-08-04", None),
        ("lac_review_n", "2026-02-04", None, None),
    ]


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
