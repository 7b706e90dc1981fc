"""Access begins and ends with a day, and emergency access with an hour.

A role or an allocation from 1 September until 30 November 2026:

day        | reached
2026-08-31 | no
2026-09-01 | yes
2026-11-30 | yes
2026-12-01 | no
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.spec.permissions.people import CARE, MY_CHILD, TODAY, both, can, person

from handrail.permissions import Allocated, Broken, Held, may_break_glass, table_in_force

FIRST, LAST = date(2026, 9, 1), date(2026, 11, 30)
DAYS = [line.split("|") for line in (__doc__ or "").splitlines() if line.startswith("2026")]


@pytest.mark.parametrize(("day", "reached"), DAYS)
def test_an_allocation_holds_through_its_last_day(day: str, reached: str) -> None:
    allocated = frozenset({Allocated(MY_CHILD, "reviewing_officer", CARE, FIRST, LAST)})
    officer = replace(person("reviewing_officer"), allocations=allocated)
    today = date.fromisoformat(day.strip())
    assert can(officer, "read", "child", "an own child", today=today) == (reached.strip() == "yes")


@pytest.mark.parametrize(("day", "reached"), DAYS)
def test_a_role_holds_through_its_last_day(day: str, reached: str) -> None:
    held = frozenset({Held("service_manager", CARE, FIRST, LAST)})
    manager = replace(person("service_manager"), roles=held)
    today = date.fromisoformat(day.strip())
    assert can(manager, "read", "child", "another child", today=today) == (reached.strip() == "yes")


def test_an_allocation_without_its_role_is_nothing() -> None:
    assert not can(replace(person("reviewing_officer"), roles=frozenset()), "read", "child", "an own child")


def test_a_child_allocated_in_one_role_is_not_reached_in_another() -> None:
    """Their social worker, who reviews other children, does not review this one."""
    worker = both(person("social_worker"), replace(person("reviewing_officer"), allocations=frozenset()))
    assert can(worker, "write", "report", "an own child")
    assert not can(worker, "write", "review_record", "an own child")


def test_who_changes_from_managing_cases_to_reviewing_loses_the_one_when_the_other_begins() -> None:
    roles = {Held("team_manager", CARE, FIRST, LAST, "team 1"), Held("reviewing_officer", CARE, LAST + timedelta(1))}
    mover = replace(person("team_manager"), roles=frozenset(roles))
    assert can(mover, "write", "social_work_answer", "a child of the own team", today=LAST)
    assert not can(mover, "write", "social_work_answer", "a child of the own team", today=LAST + timedelta(1))


def test_an_inspector_whose_last_day_is_not_known_sees_nothing() -> None:
    inspector = person("inspector")
    endless = replace(inspector, roles=frozenset(replace(each, holds_until=None) for each in inspector.roles))
    assert can(inspector, "read", "inspection_pack", "published")
    assert not can(endless, "read", "inspection_pack", "published")


@pytest.mark.parametrize(
    ("until", "reached"),
    [
        (datetime(2026, 11, 28, 3, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 27, 23, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 29, 1, 0, tzinfo=UTC), True),
    ],
)
def test_emergency_access_ends_at_the_latest_with_its_day(until: datetime, reached: bool) -> None:
    hurried = replace(person("social_worker"), broken=frozenset({Broken("child 2", CARE, until)}))
    assert can(hurried, "read", "child", "another child", today=TODAY) == reached


def test_in_summer_the_day_ends_at_midnight_in_england() -> None:
    """23:30 in Greenwich on 1 July is half past midnight of 2 July in England."""
    hurried = replace(
        person("social_worker"),
        broken=frozenset({Broken("child 2", CARE, datetime(2026, 7, 1, 23, 30, tzinfo=UTC))}),
    )
    assert can(hurried, "read", "child", "another child", today=date(2026, 7, 2))


def test_emergency_access_lasts_eight_hours_and_two_are_told() -> None:
    rule = may_break_glass(person("reviewing_officer"), CARE, TODAY)
    begun = datetime(2026, 11, 28, 20, 0, tzinfo=UTC)
    assert rule is not None
    assert rule.ends(begun) == datetime(2026, 11, 29, 4, 0, tzinfo=UTC)
    assert rule.tells == ("service_manager", "information_governance")


@pytest.mark.parametrize(
    "role", ["business_support", "performance_analyst", "board_member", "administrator", "advocate"]
)
def test_most_cannot_ask_for_it_and_have_nothing_of_it(role: str) -> None:
    hurried = person(role, broken=True)
    assert may_break_glass(hurried, CARE, TODAY) is None
    assert not can(hurried, "read", "review_record", "another child") or can(
        person(role), "read", "review_record", "another child"
    )


def test_emergency_access_never_opens_a_seal() -> None:
    hurried = person("reviewing_officer", broken=True)
    assert not can(hurried, "read", "child", "another child, sealed")
    assert not any("sealed_history" in rule.kinds for rule in table_in_force().break_glass)


def test_emergency_access_in_one_stream_opens_nothing_in_another() -> None:
    hurried = both(person("social_worker", CARE, broken=True), person("social_worker", "fostering"))
    assert can(hurried, "read", "due", "another child", CARE)
    assert not can(hurried, "read", "due", "another child", "fostering")
