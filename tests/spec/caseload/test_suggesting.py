"""Who is suggested for a child, and why: rule first, load last, and nobody whom the law bars."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.spec.caseload.facts import DAY, declared, facts, worked

from handrail.caseload.independence import standing
from handrail.caseload.suggesting import Candidate, suggest

CLEAR = facts()


def officer(name: str, told: Any = CLEAR, load: float | None = 60, **more: Any) -> Candidate:
    return Candidate(name, standing(name, told), load, 60, **more)


def order(*candidates: Candidate) -> list[str]:
    return [one.candidate.worker_id for one in suggest(candidates)]


def test_the_officer_of_brothers_and_sisters_leads_however_much_they_carry() -> None:
    assert order(officer("A", load=20), officer("B", load=80, siblings=2)) == ["B", "A"]


def test_the_officer_the_child_knew_comes_before_a_lighter_load() -> None:
    assert order(officer("A", load=20), officer("B", earlier_until=date(2024, 1, 1))) == ["B", "A"]


def test_without_a_rule_the_lighter_load_leads() -> None:
    assert order(officer("A", load=70), officer("B", load=50), officer("C", load=None)) == ["B", "A", "C"]


def test_whoever_is_away_or_leaves_comes_after_whoever_is_there() -> None:
    away = officer("A", load=10, siblings=1, is_away=True, away_until=DAY)
    leaving = officer("B", load=10, leaves_on=DAY)
    assert order(away, leaving, officer("C")) == ["C", "A", "B"]


def test_a_conflict_comes_after_none_and_asks_for_a_reason() -> None:
    minded = officer("A", facts(declared=[declared("A", "apart")]), siblings=3)
    first, second = suggest([minded, officer("B")])
    assert (first.candidate.worker_id, first.needs_reason) == ("B", False)
    assert (second.candidate.worker_id, second.needs_reason) == ("A", True)


def test_whoever_the_law_bars_has_no_place_and_stands_last() -> None:
    barred = officer("A", facts(allocations=[worked("A")]), load=1, siblings=5)
    first, last = suggest([barred, officer("B")])
    assert (first.place, last.place) == (1, None)
    assert last.candidate.worker_id == "A"


def test_the_reasons_are_sentences_for_a_manager() -> None:
    found = suggest([officer("A", siblings=2, earlier_until=date(2025, 1, 31), leaves_on=date(2026, 5, 1))])[0]
    assert found.speaks_for == (
        "Officer of 2 brothers and sisters of the child", "Was the child's officer until 31 January 2025",
        "60 children in care now, as 60 at full-time hours",
    )  # fmt: skip
    assert found.speaks_against == ("Leaves on 1 May 2026",)


CANDIDATES = st.lists(
    st.builds(
        officer,
        st.sampled_from("ABCDE"),
        st.sampled_from(
            [CLEAR, facts(allocations=[worked("A"), worked("C")]), facts(declared=[declared("B", "family")])]
        ),
        st.one_of(st.none(), st.floats(0, 200)),
        siblings=st.integers(0, 3),
        is_away=st.booleans(),
    ),
    unique_by=lambda one: one.worker_id,
)


@given(CANDIDATES, st.randoms())
def test_the_order_is_whole_and_does_not_hang_on_the_order_of_asking(candidates: list[Candidate], dice: Any) -> None:
    mixed = dice.sample(candidates, len(candidates))
    assert suggest(mixed) == suggest(candidates)
    places = [one.place for one in suggest(candidates)]
    free = [one for one in candidates if not one.standing.is_barred]
    assert places == [*range(1, len(free) + 1), *([None] * (len(candidates) - len(free)))]
