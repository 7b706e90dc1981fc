"""Made-up facts of one child, L, and of the workers around the child."""

from collections.abc import Collection
from datetime import date
from typing import Any

from handrail.caseload.ties import Charge, Facts, Staff, Tie
from handrail.record.service_tables import Allocation, Contact, Worker

BEGAN, LATER, DAY = date(2025, 3, 3), date(2025, 9, 1), date(2026, 4, 2)


def worked(worker: str, role: str = "social_worker", first: date = BEGAN, last: date | None = None) -> Allocation:
    return Allocation("L", worker, role, first, last)


def visited(worker: str | None, on: date | None = LATER, purpose: str = "statutory_visit") -> Contact:
    return Contact("L", purpose, on or LATER, "spoke_privately" if on else "declined", on, worker)


def post(
    worker: str, role: str, team: str | None = None, first: date | None = None, last: date | None = None
) -> Worker:
    return Worker(worker, role, team, first, last)


def charge(worker: str, kind: str = "management", *, of: str | None = None, team: str | None = None) -> Charge:
    return Charge(worker, kind, of, team, None, None, "is said to")


def declared(worker: str, kind: str) -> Tie:
    return Tie(worker, kind, BEGAN, None, "declared")


def facts(workers: Collection[Worker] = (), charges: Collection[Charge] = (), **given: Any) -> Facts:
    return Facts(staff=Staff(workers, charges), **given)
