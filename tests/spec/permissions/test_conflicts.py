"""Two roles in one person: what each allows together, but for three named conflicts."""

import pytest
from tests.spec.permissions.people import CARE, OF_WHOM, TODAY, both, can, person

from handrail.permissions import About, Refused, may, table_in_force


def test_two_roles_together_do_what_each_does() -> None:
    two = both(person("reviewing_officer"), person("business_support"))
    assert can(two, "write", "challenge", "an own child")
    assert can(two, "write", "convening", "another child")
    assert not can(two, "write", "challenge", "another child")


@pytest.mark.parametrize("chairs", ["reviewing_officer", "conference_chair"])
@pytest.mark.parametrize("answers", ["social_worker", "team_manager", "director"])
def test_who_challenges_does_not_answer(chairs: str, answers: str) -> None:
    two = both(person(chairs), person(answers))
    assert can(person(answers), "write", "social_work_answer", "an own child")
    assert not can(two, "write", "social_work_answer", "an own child")
    assert can(two, "read", "social_work_answer", "an own child")


def test_who_gives_access_does_not_watch_it() -> None:
    two = both(person("administrator"), person("information_governance"))
    assert not can(two, "read", "audit_trail", "the authority")
    assert can(two, "write", "role_held", "somebody else")


def test_who_proposes_destruction_does_not_approve_it() -> None:
    two = both(person("information_governance"), person("director"))
    assert not can(two, "approve", "retention", "the authority")
    assert can(two, "write", "retention", "the authority")


def test_the_log_names_the_conflict() -> None:
    two = both(person("reviewing_officer"), person("director"))
    answer = may(two, "write", About("social_work_answer", CARE, **OF_WHOM["an own child"]), TODAY)
    assert isinstance(answer, Refused)
    assert answer.why.startswith("Who challenges does not answer")


def test_these_are_all_the_conflicts_there_are() -> None:
    assert [conflict.name for conflict in table_in_force().conflicts] == [
        "Who challenges does not answer",
        "Who gives access does not watch it",
        "Who proposes destruction does not approve it",
    ]
