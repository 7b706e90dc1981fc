"""The ledger of conferences: enquiries, plans and their reviews."""

from datetime import date

from handrail.record.record import Record
from handrail.record.tables import Child, Conference, ConferenceChild, Enquiry, Plan
from handrail.timescales.conferences import rows
from handrail.timescales.ledger import STOPPED, LedgerRow, Timetable, state
from handrail.timescales.story import child_story

D = date.fromisoformat


def plan_ledger(start: str, end: str | None, reviews: list[str], covers: str = "2024-04-01") -> list[LedgerRow]:
    record = Record(
        children=[Child("1")],
        plans=[Plan("1", D(start), D(end) if end else None)],
        conferences=[Conference(day, "review", D(day)) for day in reviews],
        conference_children=[ConferenceChild(day, "1", None, D(start)) for day in reviews],
        protection_from=D(covers),
    )
    return list(rows(record, Timetable()))


def told(found: list[LedgerRow]) -> list[tuple[str, str | None, str | None, str | None]]:
    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return [(row.clock, iso(row.due_on), iso(row.met_on), row.not_assessable or row.stop_reason) for row in found]


def test_three_months_then_six() -> None:
    assert told(plan_ledger("2024-05-31", None, ["2024-08-30", "2025-02-28"])) == [
        ("rcpc_1", "2024-08-31", "2024-08-30", None),
        ("rcpc_n", "2025-02-28", "2025-02-28", None),
        ("rcpc_n", "2025-08-28", None, None),
    ]


def test_the_review_that_ends_the_plan_counts_and_nothing_is_owed_after_it() -> None:
    assert told(plan_ledger("2024-05-31", "2024-08-30", ["2024-08-30"])) == [
        ("rcpc_1", "2024-08-31", "2024-08-30", "plan_ended"),
        ("rcpc_n", "2025-02-28", None, "plan_ended"),
    ]


def test_a_review_after_the_plan_ended_or_on_its_first_day_meets_nothing() -> None:
    found = plan_ledger("2024-05-31", "2024-08-01", ["2024-05-31", "2024-08-20"])
    assert told(found) == [("rcpc_1", "2024-08-31", None, "plan_ended")]


def test_a_plan_older_than_the_data_leaves_its_first_loaded_review_unjudged() -> None:
    assert told(plan_ledger("2024-03-29", None, ["2024-06-28", "2024-12-30"])) == [
        ("rcpc_n", None, "2024-06-28", "began_before_data"),
        ("rcpc_n", "2024-12-28", "2024-12-30", None),
        ("rcpc_n", "2025-06-30", None, None),
    ]


def enquiry_ledger(start: str, conference: str | None, not_needed: bool | None = False) -> tuple[str | None, ...]:
    record = Record(enquiries=[Enquiry("1", D(start), None, not_needed, D(conference) if conference else None)])
    return told(list(rows(record, Timetable())))[0]


def test_an_initial_conference_is_due_15_working_days_after_the_strategy_discussion() -> None:
    assert enquiry_ledger("2025-12-12", "2026-01-07") == ("icpc", "2026-01-07", "2026-01-07", None)


def test_a_conference_judged_unnecessary_stops_the_clock() -> None:
    assert enquiry_ledger("2025-12-12", None, not_needed=True)[3] == "conference_not_needed"


def test_a_conference_judged_unnecessary_is_never_late() -> None:
    record = Record(enquiries=[Enquiry("1", D("2025-12-12"), None, True, None)])
    (row,) = rows(record, Timetable())
    assert [state(row, on) for on in (D("2025-12-20"), D("2026-12-12"))] == [STOPPED, STOPPED]
    (told_of,) = child_story(record, "1", D("2026-12-12")).told[1:]
    assert told_of.text.endswith(
        "no longer owed, before it was due on 7 January 2026: the conference was judged unnecessary."
    )


def test_a_conference_before_its_enquiry_cannot_be_judged() -> None:
    assert enquiry_ledger("2025-12-12", "2025-12-01")[3] == "conference_before_enquiry"
