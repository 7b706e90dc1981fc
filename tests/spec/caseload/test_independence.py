"""Regulation 46, by worked examples: who may never be the child's reviewing officer, and what only the authority minds."""

import inspect
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.caseload.facts import BEGAN, LATER, charge, declared, facts, post, visited, worked

from handrail.caseload import independence
from handrail.caseload.independence import Barred, refuse_barred, standing
from handrail.caseload.ties import BARRING
from handrail.timescales.gates import Override, check_gate

YEAR_BEFORE = date(2024, 3, 3)
EXAMPLES = {
    "the child's social worker": (facts(allocations=[worked("A")]), ["case"]),
    "who was the social worker before": (facts(allocations=[worked("A", last=LATER)]), ["case"]),
    "the personal adviser": (facts(allocations=[worked("A", "personal_adviser")]), ["personal_adviser"]),
    "who visited the child for the authority": (facts(contacts=[visited("A")]), ["visit"]),
    "who prepared the care plan, as declared": (facts(declared=[declared("A", "case")]), ["case"]),
    "who manages the social worker": (facts(allocations=[worked("B")], charges=[charge("A", of="B")]), ["management"]),
    "who manages the visitor": (facts(contacts=[visited("B")], charges=[charge("A", of="B")]), ["management"]),
    "who manages the manager": (
        facts(allocations=[worked("C")], charges=[charge("A", of="B"), charge("B", of="C")]),
        ["management"],
    ),
    "the manager of the social worker's team": (
        facts(allocations=[worked("B")], workers=[post("B", "social_worker", "north"), post("A", "team_manager", "north")]),
        ["management"],
    ),
    "who controls the resources of the team": (
        facts(
            allocations=[worked("B")],
            workers=[post("B", "social_worker", "north")],
            charges=[charge("A", "resources", team="north")],
        ),
        ["resources"],
    ),
    "the director": (facts(allocations=[worked("B")], workers=[post("A", "director")]), ["resources"]),
}  # fmt: skip
CLEAR = {
    "the officer now": facts(allocations=[worked("A", "reviewing_officer")]),
    "the chair of the child's conferences": facts(allocations=[worked("A", "conference_chair")]),
    "the child's advocate": facts(allocations=[worked("A", "advocate")]),
    "who spoke with the child as the officer": facts(contacts=[visited("A", purpose="before_review")]),
    "who offered a visit that did not take place": facts(contacts=[visited("A", on=None)]),
    "the manager of another team": facts(
        allocations=[worked("B")], workers=[post("B", "social_worker", "north"), post("A", "team_manager", "south")]
    ),
    "the manager of the team before the child came": facts(
        allocations=[worked("B")],
        workers=[
            post("B", "social_worker", "north"),
            post("A", "team_manager", "north", YEAR_BEFORE, date(2025, 3, 2)),
        ],
    ),
    "a stranger": facts(allocations=[worked("B")], contacts=[visited("B")], declared=[declared("B", "resources")]),
}


@pytest.mark.parametrize("about", EXAMPLES)
def test_whoever_regulation_46_names_is_barred_with_the_evidence(about: str) -> None:
    told, kinds = EXAMPLES[about]
    found = standing("A", told)
    assert found.is_barred
    assert sorted({one.kind for one in found.bars}) == kinds
    assert all(one.evidence for one in found.bars)
    assert "regulation 46" in found.check.law
    with pytest.raises(Barred, match="regulation 46"):
        refuse_barred("A", told)


@pytest.mark.parametrize("about", CLEAR)
def test_others_are_not(about: str) -> None:
    assert not standing("A", CLEAR[about]).is_barred
    assert refuse_barred("A", CLEAR[about]).conflicts == ()


def test_a_manager_is_barred_for_the_days_shared_with_the_work() -> None:
    told = facts(
        allocations=[worked("B", last=LATER)],
        workers=[post("B", "social_worker", "north"), post("A", "team_manager", "north", date(2025, 5, 1))],
    )
    (bar,) = standing("A", told).bars
    assert (bar.first_on, bar.last_on) == (date(2025, 5, 1), LATER)


def test_managers_of_one_another_are_both_barred_and_nothing_runs_for_ever() -> None:
    told = facts(allocations=[worked("C")], charges=[charge("A", of="B"), charge("B", of="A"), charge("B", of="C")])
    assert standing("A", told).is_barred
    assert standing("B", told).is_barred


def test_a_conflict_of_the_authoritys_own_bars_nobody_and_is_told() -> None:
    found = refuse_barred("A", facts(declared=[declared("A", "family")]))
    assert [one.kind for one in found.conflicts] == ["family"]


def test_no_reason_of_anybody_opens_the_gate() -> None:
    assert not check_gate(independence.GATE, (), Override("the director", "There is nobody else")).is_open


def test_nothing_that_decides_takes_an_override() -> None:
    for name in ("standing", "standings", "refuse_barred"):
        taken = set(inspect.signature(getattr(independence, name)).parameters)
        assert taken <= {"worker_id", "workers", "facts"}, name


Given = dict[str, list[Any]]
WORKERS = st.sampled_from("ABC")
FACTS = st.fixed_dictionaries({
    "allocations": st.lists(st.builds(worked, WORKERS, st.sampled_from(["social_worker", "reviewing_officer"])), max_size=3),
    "contacts": st.lists(st.builds(visited, WORKERS, st.sampled_from([BEGAN, LATER, None])), max_size=3),
    "workers": st.lists(
        st.builds(post, WORKERS, st.sampled_from(["social_worker", "team_manager"]), st.sampled_from(["north", None])),
        max_size=3, unique_by=lambda one: one.worker_id,
    ),
    "charges": st.lists(st.builds(charge, WORKERS, st.sampled_from(["management", "resources"]), of=WORKERS), max_size=3),
    "declared": st.lists(st.builds(declared, WORKERS, st.sampled_from([*BARRING, "family"])), max_size=2),
})  # fmt: skip


@given(FACTS, FACTS, WORKERS)
def test_what_more_comes_to_be_known_never_clears_anybody(told: Given, more: Given, worker: str) -> None:
    posts = {one.worker_id: one for one in [*more["workers"], *told["workers"]]}
    both = {name: [*told[name], *more[name]] for name in told} | {"workers": [*posts.values()]}
    assert standing(worker, facts(**both)).is_barred >= standing(worker, facts(**told)).is_barred


@given(FACTS, WORKERS)
def test_own_work_with_the_child_always_bars(told: Given, worker: str) -> None:
    works = any(one.worker_id == worker and one.role == "social_worker" for one in told["allocations"])
    visits = any(one.worker_id == worker and one.held_on for one in told["contacts"])
    said = any(one.worker_id == worker and one.kind in BARRING for one in told["declared"])
    assert standing(worker, facts(**told)).is_barred or not (works or visits or said)
