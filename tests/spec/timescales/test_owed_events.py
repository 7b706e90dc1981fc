"""What is recorded as events and owed to every child: told in a child's story also where that child has none."""

from datetime import date

import pytest

from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.tables import Child, Episode, Event
from handrail.timescales import subjects
from handrail.timescales.story import child_story, lines

D = date.fromisoformat


def two_children(*events: Event) -> Record:
    episodes = [Episode(child, D("2025-04-07"), None, "S", "C2", None, "U6", None, None) for child in ("1", "2")]
    return Record(
        children=[Child(child, D("2014-06-01")) for child in ("1", "2")],
        episodes=episodes,
        periods_of_care=periods_of_care(episodes),
        events=list(events),
        care_from=D("2024-04-01"),
        care_to=D("2026-03-31"),
    )


def told(record: Record, child: str, as_of: str) -> str:
    return "\n".join(lines(child_story(record, child, D(as_of))))


@pytest.mark.parametrize("kind", ["care_plan", "personal_education_plan"])
def test_what_is_owed_once_is_met_by_the_first_and_not_owed_again(kind: str) -> None:
    days = ("2025-04-16", "2025-06-01", "2025-09-01")
    record = two_children(*(Event("1", kind, D(day), None) for day in days))
    rows = [row for row in subjects.build(record, subjects=["events"]) if row.child_id == "1"]
    assert [(row.triggered_on, row.met_on) for row in rows] == [(D("2025-04-07"), D("2025-04-16"))]
    assert "Nothing is owed" not in told(record, "1", "2025-12-31")  # the reviews still are


def test_a_child_who_was_never_visited_is_owed_the_visit_others_had() -> None:
    record = two_children(Event("1", "visit", D("2025-04-10"), "seen_alone"))
    assert "overdue by 3 days: it was due on 14 April 2025" in told(record, "2", "2025-04-17")


def test_where_nobody_records_visits_none_is_told_to_be_owed() -> None:
    assert "Visit" not in told(two_children(), "2", "2025-12-31")


def test_the_story_says_where_the_data_end() -> None:
    record = two_children()
    assert "The data on children in care end on 31 March 2026" in told(record, "1", "2026-04-01")
    assert "The data on children in care end" not in told(record, "1", "2026-03-31")
    assert "The data on children in care begin on 1 April 2024" in told(record, "1", "2023-01-01")
