"""Who should take a child: an order with its reasons in words, by rule first and by load last.

The order follows the statutory guidance for reviewing officers (IRO Handbook, 2010): brothers and sisters share an
officer, a looked-after parent and their child have different ones, and a child keeps the officer they know.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from handrail.caseload.independence import Standing

APART = "apart"
"""The conflict of being officer of a looked-after parent and of their child: guidance, so a reason is recorded."""


@dataclass(frozen=True)
class Candidate:
    """An officer as they stand to the child on the day: `load` in children for full-time hours, None without hours."""

    worker_id: str
    standing: Standing
    load: float | None
    children: int
    siblings: int = 0
    earlier_until: date | None = None
    away_until: date | None = None
    is_away: bool = False
    leaves_on: date | None = None


@dataclass(frozen=True)
class Suggestion:
    """A candidate with what speaks for and against them; `place` is None for whoever may not be chosen."""

    candidate: Candidate
    place: int | None
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]

    @property
    def needs_reason(self) -> bool:
        """Whether a reason must be recorded to choose them: the authority itself minds a conflict."""
        return bool(self.candidate.standing.conflicts)


def suggest(candidates: Collection[Candidate]) -> list[Suggestion]:
    """The candidates, best first; those barred by law last and without a place."""
    ordered = sorted(candidates, key=_order)
    free = [one for one in ordered if not one.standing.is_barred]
    places = {one.worker_id: place for place, one in enumerate(free, start=1)}
    return [
        Suggestion(one, places.get(one.worker_id), tuple(_for(one)), tuple(_against(one)))
        for one in (*free, *(one for one in ordered if one.standing.is_barred))
    ]


def _order(one: Candidate) -> tuple[Any, ...]:
    """Here rather than away or leaving; without conflict; siblings' officer; known to the child; least loaded."""
    here = one.is_away + (one.leaves_on is not None)
    known = one.earlier_until or date.min
    load = one.load if one.load is not None else float("inf")
    return (here, bool(one.standing.conflicts), -one.siblings, -known.toordinal(), load, one.children, one.worker_id)


def _for(one: Candidate) -> Iterator[str]:
    if one.siblings:
        yield f"Officer of {_count(one.siblings, 'brother or sister', 'brothers and sisters')} of the child"
    if one.earlier_until:
        yield f"Was the child's officer until {_day(one.earlier_until)}"
    if one.load is not None:
        yield f"{_count(one.children, 'child', 'children')} in care now, as {one.load:.0f} at full-time hours"


def _against(one: Candidate) -> Iterator[str]:
    if one.is_away:
        yield f"Away until {_day(one.away_until)}" if one.away_until else "Away, with no day of return"
    if one.leaves_on:
        yield f"Leaves on {_day(one.leaves_on)}"
    if one.load is None:
        yield f"{_count(one.children, 'child', 'children')} in care now; hours are not recorded, so it cannot be compared"


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
