"""The plan of priorities: every action that is counted is listed, with how it went, and one not rated yet says so."""

from dataclasses import replace
from datetime import date

from tests.integration.publications.fairlea import made, record

from handrail.publications.document import Document, Table
from handrail.record.improvement_tables import PlanItem, PlanItemRating
from handrail.record.record import Record


def actions(document: Document) -> dict[str, list[str]]:
    tables = (
        block for block in document.blocks() if isinstance(block, Table) and block.id.startswith("table-priority-")
    )
    listed = (row for table in tables if table.id != "table-priority-plan-ratings" for row in table.rows)
    return {row.heading: [cell.text for cell in row.cells] for row in listed}


def test_as_many_actions_are_listed_as_are_counted() -> None:
    document = made("priority_plan")
    counted = next(one.figure for one in document.numbers() if one.figure and one.figure.measure == "priority_actions")
    assert len(actions(document)) == counted.numerator > 0


def a_plan() -> Record:
    items = [
        PlanItem("1", "2025-26", "voice", "Ask each child", "9 in 10 asked", "team_manager", date(2025, 12, 31)),
        PlanItem("2", "2025-26", "voice", "Write to each child"), PlanItem("3", "2025-26", "quality", "Observe each chair"),
        PlanItem("4", "2024-25", "quality", "An action of last year"),
    ]  # fmt: skip
    ratings = [
        PlanItemRating("1", date(2025, 9, 1), "amber", "Begun"), PlanItemRating("1", date(2026, 3, 1), "green", "Most asked"),
        PlanItemRating("1", date(2026, 4, 2), "done", "After the year"), PlanItemRating("2", date(2025, 9, 1), "red"),
        PlanItemRating("4", date(2024, 9, 1), "done"),
    ]  # fmt: skip
    return replace(record(), plan_items=items, plan_item_ratings=ratings)


def test_an_action_shows_how_it_was_rated_up_to_the_last_day_and_what_was_done() -> None:
    assert actions(made("priority_plan", record=a_plan())) == {
        "Ask each child": [
            "9 in 10 asked",
            "Team manager",
            "31\u00a0Dec\u00a02025",
            "green (before: amber)",
            "Most asked",
        ],
        "Write to each child": ["not recorded", "Not recorded", "not recorded", "red", "not recorded"],
        "Observe each chair": ["not recorded", "Not recorded", "not recorded", "not rated yet", "not recorded"],
    }
