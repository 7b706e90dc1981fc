"""Regulation 46 in the service: every way to make somebody a child's officer asks it, and what comes by another is told."""

import ast
import inspect
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT
from tests.service.caseload.conftest import allocated, child, visit_of, worker
from tests.service.conftest import TODAY

from handrail.caseload.independence import Barred
from handrail.record.record import Record
from handrail.record.service_tables import Allocation, Contact, Worker
from handrail.record.tables import Child, PeriodOfCare
from handrail.service.access.models import Cover
from handrail.service.authorities.models import Authority
from handrail.service.caseload import actions, covering, refusing
from handrail.service.caseload.actions import Given
from handrail.service.caseload.covering import Standin
from handrail.service.caseload.queries import breaches
from handrail.service.records import loading
from handrail.service.records.models import LOADED, table


def broken(children: Any = None) -> list[tuple[str, str, str]]:
    found = breaches(table("children") if children is None else children, TODAY)
    return [(one.child_id, one.standing.worker_id, one.standing.bars[0].kind) for one in found]


def officer_of(child_id: str) -> list[str]:
    held = table("allocations").filter(child_id=child_id, role="reviewing_officer", ended_on=None)
    return list(held.values_list("worker_id", flat=True))


def test_whoever_was_the_childs_social_worker_is_refused_whatever_reason_is_given(
    inside: Authority, few: dict[str, Any]
) -> None:
    reasons = {"why": "The director wants it", "conflict_reason": "There is nobody else"}
    with pytest.raises(Barred, match="regulation 46"):
        actions.allocate(visit_of(inside), [Given("C1", "O3", TODAY, **reasons)])
    assert officer_of("C1") == []


def test_one_forbidden_among_many_stops_them_all(inside: Authority, few: dict[str, Any]) -> None:
    with pytest.raises(Barred):
        actions.allocate(visit_of(inside), [Given("C4", "O1", TODAY, "Leaves"), Given("C1", "O3", TODAY)])
    assert officer_of("C4") == ["O2"]


def test_cover_leaves_out_whom_the_law_bars(inside: Authority, few: dict[str, Any]) -> None:
    actions.allocate(visit_of(inside), [Given("C1", "O1", TODAY)])
    covered, barred = covering.arrange_cover(visit_of(inside), Standin("O1", "O3", TODAY, TODAY + timedelta(days=7)))
    assert (covered, [one.worker_id for one in barred]) == (2, ["O3"])
    assert not Cover.objects.filter(child=few["C1"].key).exists()


def test_a_child_given_to_somebody_covered_is_not_covered_by_whom_the_law_bars(
    inside: Authority, few: dict[str, Any]
) -> None:
    covering.arrange_cover(visit_of(inside), Standin("O1", "O3", TODAY, TODAY + timedelta(days=7)))
    actions.allocate(visit_of(inside), [Given("C1", "O1", TODAY), Given("C4", "O1", TODAY, "Brothers")])
    assert set(Cover.objects.values_list("child", flat=True)) == {few[one].key for one in ("C2", "C3", "C4")}


def test_an_officer_who_visits_for_the_authority_later_is_told_of_that_day(
    inside: Authority, few: dict[str, Any]
) -> None:
    assert broken() == []
    visited = {"purpose": "statutory_visit", "offered_on": TODAY, "outcome": "spoke_privately", "held_on": TODAY}
    table("contacts").create(child_id="C4", worker_id="O2", **visited)
    assert broken() == [("C4", "O2", "visit")]
    actions.allocate(visit_of(inside), [Given("C4", "O1", TODAY, "Regulation 46")])
    assert broken() == []


def test_an_officer_who_comes_to_manage_the_team_is_told_of(inside: Authority, few: dict[str, Any]) -> None:
    actions.allocate(visit_of(inside), [Given("C1", "O1", TODAY)])
    actions.declare(visit_of(inside), "C1", "O1", "management", "Manages the team for three months")
    assert broken() == [("C1", "O1", "management")]


def test_whoever_covers_and_is_barred_later_is_told_of(inside: Authority, few: dict[str, Any]) -> None:
    covering.arrange_cover(visit_of(inside), Standin("O1", "O2", TODAY, TODAY))
    allocated("C2", "O2", "personal_adviser")
    (found,) = breaches(table("children"), TODAY)
    assert (found.child_id, found.standing.worker_id, found.covers) == ("C2", "O2", True)


def test_what_bars_for_one_entry_of_a_merged_child_bars_for_the_other(inside: Authority, few: dict[str, Any]) -> None:
    child("C1-old")
    allocated("C1-old", "O2", "social_worker")
    merged = {"decided_on": TODAY, "reason": "One child", "author": "manager"}
    table("merges").create(kept_id="C1", other_id="C1-old", act="merge", **merged)
    with pytest.raises(Barred):
        actions.allocate(visit_of(inside), [Given("C1", "O2", TODAY)])


def test_an_import_that_brings_a_forbidden_one_is_kept_and_told_of(inside: Authority) -> None:
    record = Record()
    record.children, record.workers = [Child("C9")], [Worker("O9", "reviewing_officer")]
    record.periods_of_care = [PeriodOfCare("C9", TODAY, True)]
    record.allocations = [
        Allocation("C9", "O9", "reviewing_officer", TODAY), Allocation("C9", "O9", "social_worker", TODAY),
    ]  # fmt: skip
    record.contacts = [Contact("C9", "statutory_visit", TODAY, "spoke_privately", TODAY, "O9")]
    loading.apply(record, 1)
    assert table("allocations").filter(role="reviewing_officer", origin=LOADED).count() == 1
    assert broken() == [("C9", "O9", "case")]


def test_the_quick_look_finds_what_the_rule_finds_for_every_child(inside: Authority, few: dict[str, Any]) -> None:
    """Only what could be forbidden is judged; this judges everybody and compares."""
    from handrail.caseload.independence import standing
    from handrail.service.caseload.facts import facts_of

    worker("D1", "director")
    allocated("C2", "D1", since=TODAY)
    allocated("C2", "W1", "social_worker")
    allocated("C4", "O2", "social_worker")
    allocated("C3", "M1", since=TODAY)
    allocated("C3", "W1", "social_worker")
    held = table("allocations").filter(role="reviewing_officer", ended_on=None)
    facts = facts_of(set(held.values_list("child_id", flat=True)), TODAY)
    everyone = {(c, w) for c, w in held.values_list("child_id", "worker_id") if standing(w, facts[c]).is_barred}
    assert {(one[0], one[1]) for one in broken()} == everyone == {("C2", "D1"), ("C3", "M1"), ("C4", "O2")}


WRITES = {"create", "bulk_create", "update", "update_or_create", "get_or_create", "bulk_update", "save", "insert"}
ALLOWED = {"caseload/actions.py", "caseload/covering.py"}


def writers_of_allocations() -> set[str]:
    """The modules of the service that name the table of allocations, or the cover of a child, and write to it."""
    found = set()
    service = Path(ROOT) / "src/handrail/service"
    for file in service.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
                said = ast.unparse(node.func.value)
                if "'allocations'" in said or "Cover.objects" in said:
                    found.add(str(file.relative_to(service)))
    return found


def test_nothing_else_in_the_service_writes_an_allocation_or_a_cover() -> None:
    assert writers_of_allocations() == ALLOWED


def test_every_way_that_writes_one_asks_the_rule_first() -> None:
    for write in (actions._give, covering._cover):
        assert "refuse(" in inspect.getsource(write)
    assert "refuse_barred(" in inspect.getsource(refusing.refuse)
