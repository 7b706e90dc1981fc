"""A small record: officers O1 to O3, social workers of two teams, one waiting child with brothers, and what bars whom."""

from datetime import date, datetime
from typing import Any

import pytest
from tests.service.conftest import MORNING, TODAY

from handrail.permissions import CARE, Held, Viewer, scope_of
from handrail.service.asking import Asked
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit
from handrail.service.people.models import Particulars
from handrail.service.records.models import table

BEGAN = date(2026, 3, 20)
LONG_AGO = date(2024, 1, 1)


def child(child_id: str, began_on: date | None = BEGAN, family: str = "") -> Any:
    made = table("children").create(child_id=child_id, born_on=date(2015, 5, 5))
    if began_on:
        table("periods_of_care").create(child_id=child_id, began_on=began_on, began_known=True)
    if family:
        table("family_groups").create(family_id=family, child_id=child_id)
    Particulars.objects.create(child=made.key, name=f"Leah {child_id}")
    return made


def worker(worker_id: str, role: str = "reviewing_officer", team: str = "", **more: Any) -> str:
    table("workers").create(worker_id=worker_id, role=role, team=team, started_on=LONG_AGO, fte_percent=100, **more)
    return worker_id


def allocated(child_id: str, worker_id: str, role: str = "reviewing_officer", since: date = BEGAN, **more: Any) -> Any:
    return table("allocations").create(child_id=child_id, worker_id=worker_id, role=role, started_on=since, **more)


def visit_of(
    authority: Authority, role: str = "service_manager", action: str = "write", now: datetime = MORNING
) -> Visit:
    viewer = Viewer("m" * 32, authority.key, frozenset({Held(role, CARE, LONG_AGO)}))
    asked = Asked(action, "allocation", CARE)
    return Visit(viewer, authority, "Manager", asked, scope_of(viewer, *vars(asked).values(), TODAY), now, TODAY)


def small() -> dict[str, Any]:
    """C1 waits; C2 and C3 are brothers with O1; C4 is O2's. O3 was C1's social worker. W1 of the north is now."""
    for one in ("O1", "O2", "O3"):
        worker(one)
    worker("W1", "social_worker", "north")
    worker("M1", "team_manager", "north")
    found = {one: child(one, family="F1") for one in ("C1", "C2", "C3")} | {"C4": child("C4")}
    for one in ("C2", "C3"):
        allocated(one, "O1")
    allocated("C4", "O2")
    allocated("C1", "W1", "social_worker")
    allocated("C1", "O3", "social_worker", date(2025, 1, 1), ended_on=date(2025, 6, 1))
    return found


@pytest.fixture
def few(inside: Authority) -> dict[str, Any]:
    return small()
