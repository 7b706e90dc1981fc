"""What people must never be able to do: one test for each line of the column."""

import pytest
from tests.spec.permissions.people import CARE, MY_CHILD, OF_WHOM, OTHER_CHILD, TODAY, both, can, person

from handrail.permissions import About, names_shown, scope_of, table_in_force

TABLE = table_in_force()
OFFICERS = ("reviewing_officer", "conference_chair")
MANAGERS = ("service_manager", "team_manager", "director")
CHILDREN = ("an own child", "a child of the own team", "another child")
OF_A_CHILD = [name for name, kind in TABLE.kinds.items() if kind.of == "child"]
ALL_ACTIONS = list(TABLE.actions)


@pytest.mark.parametrize("role", OFFICERS)
def test_an_officer_never_takes_a_child_for_themselves(role: str) -> None:
    """Regulation 46 is kept where children are allocated; nobody who reviews allocates."""
    assert not any(can(person(role), "write", "allocation", whose) for whose in CHILDREN)
    assert any("regulation 46" in rule.law and "no override" in rule.rule for rule in TABLE.elsewhere)


@pytest.mark.parametrize("role", MANAGERS)
@pytest.mark.parametrize("kind", ["challenge", "oversight", "review_record", "conference_record"])
def test_a_manager_never_edits_an_officers_challenge_or_record(role: str, kind: str) -> None:
    assert not any(can(person(role), action, kind, whose) for action in ("write", "approve") for whose in CHILDREN)


def test_a_manager_who_also_chairs_writes_the_challenges_of_their_own_children_only() -> None:
    manager = both(person("service_manager"), person("reviewing_officer"))
    assert can(manager, "write", "challenge", "an own child")
    assert not can(manager, "write", "challenge", "another child")


@pytest.mark.parametrize("kind", OF_A_CHILD)
@pytest.mark.parametrize("stream", TABLE.role("business_support").streams)
def test_business_support_never_sees_what_is_under_seal(kind: str, stream: str) -> None:
    support = person("business_support", stream)
    sealed = ("an own child, sealed", "another child, sealed")
    assert not any(can(support, action, kind, whose, stream) for action in ALL_ACTIONS for whose in sealed)
    assert not any(can(support, action, "sealed_history", whose, stream) for action in ALL_ACTIONS for whose in sealed)


@pytest.mark.parametrize("kind", OF_A_CHILD)
def test_social_workers_and_their_managers_never_see_another_teams_children_without_reason(kind: str) -> None:
    for role in ("social_worker", "team_manager"):
        assert not any(can(person(role), action, kind, "another child") for action in ALL_ACTIONS)


@pytest.mark.parametrize("role", ["social_worker", "team_manager"])
def test_with_a_reason_they_see_one_child_and_change_nothing(role: str) -> None:
    hurried = person(role, broken=True)
    assert can(hurried, "read", "child", "another child")
    assert not any(can(hurried, "write", kind, "another child") for kind in OF_A_CHILD)


@pytest.mark.parametrize("role", ["advocate", "panel_member", "home_visitor", "board_member", "inspector"])
@pytest.mark.parametrize("kind", ["view", "child_contact"])
def test_nobody_from_outside_sees_anyones_view_or_address(role: str, kind: str) -> None:
    assert not any(can(person(role), action, kind, whose) for action in ALL_ACTIONS for whose in CHILDREN)


def test_each_stream_is_its_own_domain() -> None:
    """Whoever holds a role in one stream reaches nothing of another, in any way."""
    for role in TABLE.roles:
        for stream in TABLE.role(role).streams:
            viewer = person(role, stream, broken=True)
            for kept, kind in TABLE.kept():
                if kept not in (stream, "common"):
                    assert not any(scope_of(viewer, action, kind, kept, TODAY) for action in ALL_ACTIONS)


def test_the_performance_analyst_never_sees_a_name() -> None:
    analyst = person("performance_analyst")
    listed = [kind for kind in OF_A_CHILD if CARE in TABLE.kind(kind).streams]
    assert can(analyst, "list", "child", "another child")
    assert not any(names_shown(analyst, About(kind, CARE, child=OTHER_CHILD), TODAY) for kind in listed)


def test_an_analyst_who_also_reviews_sees_the_names_of_their_own_children_only() -> None:
    person_of_two = both(person("performance_analyst"), person("reviewing_officer"))
    assert can(person_of_two, "list", "child", "another child")
    assert names_shown(person_of_two, About("child", CARE, child=MY_CHILD), TODAY)
    assert not names_shown(person_of_two, About("child", CARE, child=OTHER_CHILD), TODAY)


@pytest.mark.parametrize("role", ["board_member", "inspector"])
def test_boards_and_inspectors_read_only_what_was_released(role: str) -> None:
    for stream in TABLE.role(role).streams:
        for kept, kind in TABLE.kept():
            for whose in (*CHILDREN, "somebody else", "not published"):
                assert not any(can(person(role, stream), action, kind, whose, kept) for action in ALL_ACTIONS)


@pytest.mark.parametrize("role", ["administrator", "information_governance"])
def test_whoever_looks_after_the_system_never_sees_a_child(role: str) -> None:
    for stream, kind in TABLE.kept():
        if stream != "common":
            assert not any(
                can(person(role), action, kind, whose, stream) for action in ALL_ACTIONS for whose in OF_WHOM
            )


def test_nobody_writes_what_the_program_itself_makes() -> None:
    written = {cell.kind for cell in TABLE.cells() if cell.grant and cell.action == "write"}
    assert set(TABLE.kinds) - written == {
        "audit_of_child",
        "audit_trail",
        "checkpoint",
        "figure",
        "figure_children",
        "problem_list",
        "workload",
    }
