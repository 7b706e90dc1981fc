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


def test_what_is_not_done_is_carried_over_and_what_comes_next_is_listed() -> None:
    record = a_plan()
    record.plan_items.append(PlanItem("5", "2026-27", "voice", "Ask each parent", due_on=date(2026, 9, 30)))
    text = "# Next\n\nThe number of actions is {{ number priority_actions }}.\n\n{{ note coming_actions }}\n\n"
    document = made("priority_plan", record=record, chapters={"next": text + "{{ note actions_carried_over }}\n"})
    coming, over = (block for block in document.blocks() if isinstance(block, Table))
    assert {row.heading: row.cells[3].text for row in coming.rows} == {"Ask each parent": "30\u00a0Sep\u00a02026"}
    assert {row.heading: row.cells[3].text for row in over.rows} == {
        "Ask each child": "green (before: amber)",
        "Write to each child": "red",
    }


def test_where_no_plan_comes_next_it_says_so() -> None:
    text = "# Next\n\n{{ note coming_actions }}\n"
    (said,) = (part.text for part in made("priority_plan", record=a_plan(), chapters={"next": text}).parts())
    assert said == "The record holds no plan of priorities for the time after 31 March 2026."


def test_an_action_shows_how_it_was_rated_up_to_the_last_day_and_what_was_done() -> None:
    assert actions(made("priority_plan", record=a_plan())) == {
        "Ask each child": [
            "9 in 10 asked",
            "Team manager",
            "31\u00a0Dec\u00a02025",
            "green (before: amber)",
            "Most asked",
        ],
        "Write to each child": ["not recorded", "not recorded", "not recorded", "red", "not recorded"],
        "Observe each chair": ["not recorded", "not recorded", "not recorded", "not rated yet", "not recorded"],
    }
