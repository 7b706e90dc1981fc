"""The way of an edition: every state with every move, and who may make it.

state     | draft | answer  | check   | approve  | send back | publish
not begun | draft | -       | -       | -        | -         | -
draft     | draft | draft   | checked | -        | -         | -
checked   | -     | checked | -       | approved | draft     | -
approved  | -     | -       | -       | -        | draft     | published
published | -     | -       | -       | -        | -         | -
"""

from datetime import UTC, datetime, timedelta

import pytest

from handrail.workflows.editions import (
    ANSWER,
    APPROVE,
    APPROVED,
    CHECK,
    CHECKED,
    DRAFT,
    DRAFTED,
    EDITION,
    PUBLISH,
    PUBLISHED,
    SEND_BACK,
    SoFar,
)
from handrail.workflows.table import NOT_BEGUN, NotAllowed, Step

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ADA, BEN, CAI, DOT = "Ada Author", "Ben Checker", "Cai Approver", "Dot Board"


def matrix() -> list[tuple[str, str, str | None]]:
    heading, *rows = (
        [cell.strip() for cell in line.split("|")] for line in (__doc__ or "").splitlines() if "|" in line
    )
    return [
        (row[0], move, None if end == "-" else end)
        for row in rows
        for move, end in zip(heading[1:], row[1:], strict=True)
    ]


def step(move: str, by: str, note: str = "Because.", hours: int = 0) -> Step:
    return Step(move, by, "a role", AT + timedelta(hours=hours), note)


HISTORY = {
    NOT_BEGUN: (),
    DRAFTED: (step(DRAFT, ADA),),
    CHECKED: (step(DRAFT, ADA), step(CHECK, BEN)),
    APPROVED: (step(DRAFT, ADA), step(CHECK, BEN), step(APPROVE, CAI)),
    PUBLISHED: (step(DRAFT, ADA), step(CHECK, BEN), step(APPROVE, CAI), step(PUBLISH, DOT)),
}


@pytest.mark.parametrize(("state", "move", "end"), matrix())
def test_every_state_with_every_move(state: str, move: str, end: str | None) -> None:
    state = NOT_BEGUN if state == "not begun" else state
    so_far = SoFar(HISTORY[state])
    if end is None:
        with pytest.raises(NotAllowed, match=f"has no move '{move}'"):
            EDITION.after(state, step(move, DOT), so_far)
    else:
        assert EDITION.after(state, step(move, DOT), so_far) == end


def test_the_matrix_names_every_state_and_every_move() -> None:
    assert {state for state, _, _ in matrix()} == {"not begun"} | {state.name for state in EDITION.states}
    assert {move for _, move, _ in matrix()} == {move.name for move in EDITION.moves}
    assert sum(end is not None for _, _, end in matrix()) == len(EDITION.moves)


@pytest.mark.parametrize("name", [ADA, "ada author", "  Ada   AUTHOR ", "Ａda Author"])
def test_who_drafted_it_may_neither_check_nor_approve_it(name: str) -> None:
    for state, move in ((DRAFTED, CHECK), (CHECKED, APPROVE)):
        with pytest.raises(NotAllowed, match="drafted this edition"):
            EDITION.after(state, step(move, name), SoFar(HISTORY[state]))


def test_who_checked_it_may_not_approve_it() -> None:
    with pytest.raises(NotAllowed, match="checked this edition"):
        EDITION.after(CHECKED, step(APPROVE, BEN), SoFar(HISTORY[CHECKED]))


def test_who_drafted_any_round_is_an_author() -> None:
    steps = (*HISTORY[CHECKED], step(SEND_BACK, CAI), step(DRAFT, DOT))
    for author in (ADA, DOT):
        with pytest.raises(NotAllowed, match="drafted this edition"):
            EDITION.after(DRAFTED, step(CHECK, author), SoFar(steps))
    assert EDITION.after(DRAFTED, step(CHECK, BEN), SoFar(steps)) == CHECKED


def test_a_document_with_refusals_cannot_be_checked() -> None:
    with pytest.raises(NotAllowed, match="2 of its statements are refused"):
        EDITION.after(DRAFTED, step(CHECK, BEN), SoFar(HISTORY[DRAFTED], refusals=2))


def test_an_unanswered_question_stops_the_approval_and_names_itself() -> None:
    with pytest.raises(NotAllowed, match="Two numbers are alike"):
        EDITION.after(CHECKED, step(APPROVE, CAI), SoFar(HISTORY[CHECKED], unanswered=("Two numbers are alike.",)))


@pytest.mark.parametrize(("state", "move"), [(CHECKED, SEND_BACK), (APPROVED, SEND_BACK), (DRAFTED, ANSWER)])
def test_going_back_and_answering_need_words(state: str, move: str) -> None:
    with pytest.raises(NotAllowed, match=r"words|reason"):
        EDITION.after(state, step(move, DOT, note="  "), SoFar(HISTORY[state]))


@pytest.mark.parametrize("unsigned", [Step(DRAFT, " ", "manager", AT), Step(DRAFT, ADA, "", AT)])
def test_every_step_has_a_name_and_a_role(unsigned: Step) -> None:
    with pytest.raises(NotAllowed, match="who does it and in which role"):
        EDITION.after(NOT_BEGUN, unsigned, SoFar())


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(NotAllowed, match="time zone"):
        EDITION.after(NOT_BEGUN, Step(DRAFT, ADA, "manager", AT.replace(tzinfo=None)), SoFar())


def test_a_history_is_replayed_under_the_same_conditions() -> None:
    for state, steps in HISTORY.items():
        assert EDITION.replay(steps, SoFar) == state
    with pytest.raises(NotAllowed, match="drafted this edition"):
        EDITION.replay((step(DRAFT, ADA), step(CHECK, ADA)), SoFar)
    with pytest.raises(NotAllowed, match="before the step before it"):
        EDITION.replay((step(DRAFT, ADA), step(CHECK, BEN, hours=-1)), SoFar)


def test_what_is_published_can_do_nothing_more() -> None:
    with pytest.raises(NotAllowed, match="Nothing more can be done"):
        EDITION.move(SEND_BACK, PUBLISHED)
