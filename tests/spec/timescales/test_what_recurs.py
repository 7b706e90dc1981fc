"""What recurs for a child and is recorded as events: visits by the age of the placement, health by the child's age."""

from datetime import date

from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.service_tables import SecurePlacement
from handrail.record.tables import Child, Episode, Event
from handrail.timescales.ledger import Timetable
from handrail.timescales.sequences import rows

D = date.fromisoformat


def told(record: Record) -> list[tuple[str, str]]:
    record.periods_of_care = periods_of_care(record.episodes)
    return [(row.clock, str(row.due_on)) for row in rows(record, Timetable())]


def in_care(place: str, born: str, *events: tuple[str, str]) -> Record:
    return Record(
        children=[Child("1", D(born))],
        episodes=[Episode("1", D("2024-04-08"), None, "S", "C2", "N1", place, "PR1")],
        events=[Event("1", kind, D(day)) for kind, day in events],
        care_from=D("2024-04-01"),
    )


def test_visits_are_six_weekly_and_three_monthly_after_a_year_where_the_placement_is_to_last() -> None:
    visits = [("visit", "2024-04-12"), ("visit", "2025-04-09")]
    for place, after_a_year in (("U4", ("visit_long_term", "2025-07-09")), ("U6", ("visit_after_year", "2025-05-21"))):
        assert told(in_care(place, "2014-06-01", *visits)) == [
            ("visit_first", "2024-04-15"),
            ("visit_year1", "2024-05-24"),
            after_a_year,
        ]


def test_health_assessments_are_six_monthly_until_six_months_would_reach_the_fifth_birthday() -> None:
    done = [("health_assessment", "2024-04-30"), ("health_assessment", "2024-10-21")]
    assert told(in_care("U6", "2020-01-10", *done)) == [
        ("iha", "2024-05-07"),
        ("rha_under5", "2024-10-30"),
        ("rha_5plus", "2025-10-21"),
    ]


def test_secure_reviews_are_told_where_somebody_records_them() -> None:
    stay = SecurePlacement("1", D("2024-05-13"), None, D("2024-05-16"))
    record = in_care("K1", "2010-06-01", ("secure_review", "2024-06-10"))
    record.secure_placements.append(stay)
    assert told(record) == [("secure_review_1", "2024-06-13"), ("secure_review_n", "2024-09-10")]
    silent = in_care("K1", "2010-06-01", ("visit", "2024-04-12"))
    silent.secure_placements.append(stay)
    assert [clock for clock, _ in told(silent)] == ["visit_first", "visit_year1"]
