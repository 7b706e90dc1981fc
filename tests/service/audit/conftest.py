"""A reviewing officer at work in Fairlea."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from handrail.permissions import Allocated, Broken, Held, Viewer, scope_of, table_in_force
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Asked, Visit

NOW = datetime(2026, 4, 1, 13, 5, tzinfo=UTC)
TODAY = date(2026, 4, 1)
STREAM = "care_and_protection"
MINE, OTHERS, OPENED = "a1" * 16, "b2" * 16, "c3" * 16

Visiting = Callable[..., Visit]


@pytest.fixture
def visiting(inside: Authority) -> Visiting:
    """Makes a visit by somebody who holds these roles: the officer has one child, and emergency access to another."""

    def visit(*roles: str, action: str = "read", kind: str = "child") -> Visit:
        held = frozenset(Held(role, STREAM, date(2020, 1, 1)) for role in roles or ("reviewing_officer",))
        allocated = frozenset({Allocated(MINE, "reviewing_officer", STREAM, date(2020, 1, 1))})
        broken = frozenset({Broken(OPENED, STREAM, datetime(2026, 4, 1, 20, tzinfo=UTC))})
        viewer = Viewer("f0" * 16, inside.key, held, allocated, broken)
        scope = scope_of(viewer, action, kind, STREAM, TODAY)
        return Visit(viewer, inside, "Amara Osei", Asked(action, kind, STREAM), scope, NOW, TODAY)

    return visit


@pytest.fixture
def governing(inside: Authority) -> Visiting:
    """Makes a visit by somebody who keeps what is kept: information governance, or a director."""

    def visit(role: str = "information_governance", who: str = "", kind: str = "retention") -> Visit:
        stream = table_in_force().roles[role].streams[0]
        viewer = Viewer(who or role, inside.key, frozenset({Held(role, stream, date(2020, 1, 1))}))
        scope = scope_of(viewer, "write", kind, "common", TODAY)
        return Visit(viewer, inside, "Sam Lee", Asked("write", kind, "common"), scope, NOW, TODAY)

    return visit
