"""What ties a worker to a child besides reviewing the child's case, read off the record and off what was declared."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from handrail.record.service_tables import Allocation, Contact, Worker

OFFICER, CHAIR, ADVISER = "reviewing_officer", "conference_chair", "personal_adviser"
CASE, VISIT, MANAGEMENT, RESOURCES = "case", "visit", "management", "resources"
BARRING = (CASE, VISIT, ADVISER, MANAGEMENT, RESOURCES)
"""The ties that bar: regulation 46. Every other is a conflict that the authority itself keeps."""

_APART = frozenset({OFFICER, CHAIR, "advocate", "independent_visitor", "minute_taker"})
"""Roles of an allocation that are no part of managing the case."""
_STATUTORY_VISIT = "statutory_visit"
_OVER_ALL = frozenset({"head_of_service", "assistant_director", "director", "chief_executive"})


class Tie(NamedTuple):
    """What ties a worker to a child, from a day to a day (blank: not known, or it lasts), and what shows it, in words."""

    worker_id: str
    kind: str
    first_on: date | None
    last_on: date | None
    evidence: str


class Charge(NamedTuple):
    """Somebody manages a worker or a team, or controls its resources; with neither named, everybody's."""

    worker_id: str
    kind: str
    of_worker: str | None
    of_team: str | None
    first_on: date | None
    last_on: date | None
    evidence: str


class Staff:
    """Those who work for the authority, as the record has them and with what else gives anybody charge of others.

    They are the same for every child: what follows from them is worked out once.
    """

    def __init__(self, workers: Collection[Worker] = (), charges: Collection[Charge] = ()) -> None:
        self._workers, self._charges = workers, charges

    @cached_property
    def teams(self) -> dict[str, str | None]:
        """The team of each."""
        return {one.worker_id: one.team for one in self._workers}

    @cached_property
    def charges(self) -> list[Charge]:
        """Who has charge of whom, each once."""
        return [*dict.fromkeys([*charges_of(self._workers), *self._charges])]


class Facts(NamedTuple):
    """What is known of one child and of those who work for the authority, for judging who is independent."""

    allocations: Collection[Allocation] = ()
    contacts: Collection[Contact] = ()
    staff: Staff = Staff()
    declared: Collection[Tie] = ()


def charges_of(workers: Collection[Worker]) -> list[Charge]:
    """Whom the workers of the record manage, and whose resources they control, as their posts say."""
    found = []
    for one in workers:
        if "manager" in one.role and one.team:
            said = f"manages the team {one.team}"
            found.append(Charge(one.worker_id, MANAGEMENT, None, one.team, one.started_on, one.ended_on, said))
        if one.role in _OVER_ALL:
            said = f"controls resources as {one.role.replace('_', ' ')}"
            found.append(Charge(one.worker_id, RESOURCES, None, None, one.started_on, one.ended_on, said))
    return found


def ties(facts: Facts) -> list[Tie]:
    """Everything that ties anybody to the child: own work with the child first, then charge of those who do it."""
    found = [*_of_allocations(facts), *_of_visits(facts), *facts.declared]
    work = [one for one in found if one.kind in (CASE, VISIT, ADVISER)]
    while work:  # whoever manages a manager manages them too
        known = {(one.worker_id, one.kind) for one in found}
        new = [one for one in _of_charges(facts, work) if (one.worker_id, one.kind) not in known]
        found += new
        work = [one for one in new if one.kind == MANAGEMENT]
    return found


def _of_allocations(facts: Facts) -> Iterator[Tie]:
    for one in facts.allocations:
        if one.role not in _APART:
            kind = ADVISER if one.role == ADVISER else CASE
            said = f"the child's {one.role.replace('_', ' ')}"
            yield Tie(one.worker_id, kind, one.started_on, one.ended_on, said)


def _of_visits(facts: Facts) -> Iterator[Tie]:
    for one in facts.contacts:
        if one.purpose == _STATUTORY_VISIT and one.worker_id and one.held_on:
            yield Tie(one.worker_id, VISIT, one.held_on, one.held_on, "visited the child for the authority")


def _of_charges(facts: Facts, work: Collection[Tie]) -> Iterator[Tie]:
    """Who managed somebody while they did this work, or controlled what was spent on it."""
    for charge in facts.staff.charges:
        for one in work:
            if one.worker_id != charge.worker_id and _covers(charge, one, facts.staff.teams.get(one.worker_id)):
                said = f"{charge.evidence}, and with it somebody who is or was {_as_work(one)}"
                yield Tie(charge.worker_id, charge.kind, *_overlap(charge, one), said)


def _covers(charge: Charge, work: Tie, team: str | None) -> bool:
    named = charge.of_worker or charge.of_team
    is_theirs = not named or charge.of_worker == work.worker_id or (team is not None and charge.of_team == team)
    if not is_theirs:
        return False
    first, last = _overlap(charge, work)
    return first is None or last is None or first <= last


def _overlap(one: Charge | Tie, other: Charge | Tie) -> tuple[date | None, date | None]:
    """The days they share; an end that is not known is open, so that doubt never clears anybody."""
    firsts = [day for day in (one.first_on, other.first_on) if day]
    lasts = [day for day in (one.last_on, other.last_on) if day]
    return max(firsts, default=None), min(lasts, default=None)


def _as_work(tie: Tie) -> str:
    words = {VISIT: "the child's visitor for the authority", MANAGEMENT: "a manager of those who work with the child"}
    return words.get(tie.kind, tie.evidence)
