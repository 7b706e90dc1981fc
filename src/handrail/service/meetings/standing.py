"""Who has answered, who has not, and what stands. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from handrail.service.meetings.models import CANNOT, COMING, TELLS


class Said(Protocol):
    """An answer, as far as it matters here."""

    choice: str
    sequence: int


_Reply = TypeVar("_Reply", bound=Said)


@dataclass(frozen=True)
class Counts:
    """How many were asked, and how many of them are coming, cannot, have told something else, or have not answered."""

    asked: int
    coming: int
    cannot: int
    tell: int
    open: int


def standing(replies: Iterable[_Reply], sequence: int) -> _Reply | None:
    """The answer that stands: the last one to the meeting as it is now. One to an earlier day answers nothing."""
    return next((one for one in reversed([*replies]) if one.sequence == sequence), None)


def counted(answers: Iterable[Said | None]) -> Counts:
    """The answers that stand, counted; None is somebody who has not answered."""
    choices = [one.choice if one else "" for one in answers]
    said = (choices.count(one) for one in (COMING, CANNOT, TELLS, ""))
    return Counts(len(choices), *said)
