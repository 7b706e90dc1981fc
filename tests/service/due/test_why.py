"""Why a date is what it is, in one sentence and its steps."""

from datetime import date

import pytest
from tests.service.due.authority import made

from handrail.service.due.why import Why, _worked_out, why
from handrail.timescales.ledger import NOT_ASSESSABLE, LedgerRow, Timetable
from handrail.timescales.subjects import SUBJECTS, build

TODAY = date(2026, 4, 2)
CARE_LAW = "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 33(1)"


def a_row(clock: str = "lac_review_1", began: date = date(2026, 3, 30), **more: object) -> LedgerRow:
    due = Timetable().due(clock, began)
    assert due is not None
    row = LedgerRow(
        "a", began, clock, "statutory", due.version, began, due.on, due.on, due.on, due.latest_practical_on,
        None, None, None, None,
    )  # fmt: skip
    return row._replace(**more)  # type: ignore[arg-type]


def steps(found: Why) -> dict[str, str]:
    return {step.title: step.text for step in found.steps}


def test_a_due_date_says_rule_law_and_holidays() -> None:
    found = why(a_row(), TODAY)
    assert found.sentence == (
        "Due Wednesday 29 April 2026: 20 working days after the day the child became looked after, 30 March 2026 "
        f"({CARE_LAW}). Good Friday and Easter Monday do not count."
    )
    said = steps(found)
    assert said["What happened"] == "The day the child became looked after: Monday 30 March 2026."
    assert said["The law"] == f"{CARE_LAW}, as it holds from 1 April 2011."
    assert "Passed over: Good Friday (3 April 2026) and Easter Monday (6 April 2026)." in said["How it is counted"]
    assert said["What meets it"] == "A review of the child's case: none is recorded yet."
    assert next(step.link for step in found.steps if step.title == "The law").startswith(
        "https://www.legislation.gov.uk"
    )


def test_one_holiday_does_not_count_and_none_is_not_named() -> None:
    assert why(a_row(began=date(2026, 4, 8)), TODAY).sentence.endswith("Early May bank holiday does not count.")
    assert why(a_row(began=date(2026, 1, 12)), TODAY).sentence.endswith(f"({CARE_LAW}).")


def test_met_late_says_what_met_it_and_how_late() -> None:
    row = a_row(began=date(2026, 1, 12), met_on=date(2026, 2, 11))
    assert (
        steps(why(row, TODAY))["What met it"]
        == "A review of the child's case: Wednesday 11 February 2026 (2 days late)."
    )


def test_a_due_day_at_a_weekend_has_a_last_working_day_before() -> None:
    said = steps(why(a_row("rcpc_1", date(2026, 1, 25)), TODAY))
    assert said["The last working day before"] == "Friday 24 April 2026."


def test_stopped_says_why_and_when() -> None:
    row = a_row(stopped_on=date(2026, 4, 1), stop_reason="ceased_to_be_looked_after")
    found = why(row, TODAY)
    expected = "the child ceased to be looked after on 1 April 2026"
    assert found.sentence == f"No longer owed: {expected} before it was due on Wednesday 29 April 2026."
    assert steps(found)["What stopped it"] == f"T{expected[1:]}."


def test_missed_and_stopped_says_both() -> None:
    row = a_row(began=date(2026, 1, 12), stopped_on=date(2026, 3, 1), stop_reason="turned_18")
    found = why(row, TODAY)
    assert found.sentence == (
        "Never done: it was due on Monday 9 February 2026, and then the child turned 18 on 1 March 2026."
    )
    assert "20 days late when its clock stopped" in steps(found)["What stopped it"]


@pytest.mark.parametrize("reason", NOT_ASSESSABLE)
def test_cannot_be_judged_says_why_not(reason: str) -> None:
    row = a_row(due_on=None, due_earliest_on=None, due_latest_on=None, not_assessable=reason, met_on=TODAY)
    found = why(row, TODAY)
    assert found.sentence == f"Cannot be judged: {NOT_ASSESSABLE[reason]}."
    assert NOT_ASSESSABLE[reason][1:] in steps(found)["What is not known"]


def test_of_two_histories_both_days_are_given() -> None:
    row = a_row("lac_review_2", due_on=None, not_assessable="review_1_or_2")
    row = row._replace(due_earliest_on=date(2026, 4, 20), due_latest_on=date(2026, 7, 20))
    assert why(row, TODAY).sentence.startswith(
        "Due between 20 April 2026 and Monday 20 July 2026: this may be the first"
    )


def test_every_row_of_an_authority_has_a_reason_that_makes_its_date() -> None:
    rows = build(made(60), subjects=SUBJECTS.keys())
    assert [row for row in rows if row.due_on and _worked_out(row, None) is None] == []
    for row in rows:
        found = why(row, TODAY)
        assert found.sentence.endswith(".")
        assert len(found.steps) >= 3
        assert not [step for step in found.steps if "None" in step.text or not step.text.endswith(".")]
