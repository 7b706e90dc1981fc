"""A state table: its states, the moves between them, who may make each, on what conditions, and what it leaves."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

Matter = TypeVar("Matter")
"""What the conditions of a table look at: the thing that moves, as it stands before the move."""

NOT_BEGUN = ""


class NotAllowed(Exception):
    """A move the table forbids; the message says why, in words for the person who tried it."""


@dataclass(frozen=True)
class Step:
    """A move that was made, or is to be made: by whom in which role, when, with which words, about what.

    `at` knows its time zone. `note` is the reason or answer given; `about` names the part it concerns, where it is one.
    """

    move: str
    by: str
    role: str
    at: datetime
    note: str = ""
    about: str = ""


@dataclass(frozen=True)
class State:
    """A state and what it means."""

    name: str
    meaning: str


@dataclass(frozen=True)
class Condition(Generic[Matter]):
    """What must hold for a move, in words, and the function that says why it does not (None where it does)."""

    says: str
    why_not: Callable[[Matter, Step], str | None]


@dataclass(frozen=True)
class Move(Generic[Matter]):
    """One row of the table: from `start` (NOT_BEGUN for the first) to `end`; `who` may make it; what it `leaves`."""

    name: str
    start: str
    end: str
    who: str
    leaves: str
    conditions: tuple[Condition[Matter], ...] = ()


@dataclass(frozen=True)
class Workflow(Generic[Matter]):
    """A whole table. A move is known by its name and the state it starts from."""

    name: str
    title: str
    thing: str
    states: tuple[State, ...]
    moves: tuple[Move[Matter], ...]

    def move(self, name: str, state: str) -> Move[Matter]:
        """The row for a move from a state. Raises NotAllowed where there is none."""
        for each in self.moves:
            if (each.name, each.start) == (name, state):
                return each
        possible = [each.name for each in self.moves if each.start == state]
        can = f"What it can do now: {', '.join(possible)}" if possible else "Nothing more can be done to it"
        raise NotAllowed(f"{self.thing} that is {state or 'not begun'} has no move '{name}'. {can}.")

    def after(self, state: str, step: Step, matter: Matter) -> str:
        """The state after a step. Raises NotAllowed where the table has no such move or a condition does not hold."""
        move = self.move(step.move, state)
        for why_not in (_unsigned(step), *(each.why_not(matter, step) for each in move.conditions)):
            if why_not:
                raise NotAllowed(why_not)
        return move.end

    def replay(self, steps: Iterable[Step], matter: Callable[[tuple[Step, ...]], Matter]) -> str:
        """The state these steps lead to; `matter` says what there was after some of them. Raises NotAllowed."""
        state, made = NOT_BEGUN, tuple[Step, ...]()
        for step in steps:
            if made and step.at < made[-1].at:
                raise NotAllowed(f"{step.at.isoformat()} is before the step before it ({made[-1].at.isoformat()}).")
            state = self.after(state, step, matter(made))
            made += (step,)
        return state


def same_person(one: str, other: str) -> bool:
    """Whether two names are one, however they are spaced and capitalised."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _unsigned(step: Step) -> str | None:
    if not _plain(step.by) or not _plain(step.role):
        return "Say who does it and in which role."
    if step.at.tzinfo is None:
        return "The time of a step needs its time zone."
    return None
