"""People of a made-up service, each with one role, and the records they may or may not reach."""

from datetime import UTC, date, datetime
from typing import Any

from handrail.permissions import About, Allocated, Allowed, Broken, Held, Viewer, may, table_in_force

TODAY = date(2026, 11, 28)
SINCE, YEAR_END = date(2026, 4, 1), date(2027, 3, 31)
TONIGHT = datetime(2026, 11, 28, 23, 0, tzinfo=UTC)
CARE = "care_and_protection"
ME, MY_TEAM, MY_CHILD, OTHER_CHILD = "account 1", "team 1", "child 1", "child 2"

OF_WHOM: dict[str, dict[str, Any]] = {
    "an own child": {"child": MY_CHILD, "team": "team 2"},
    "a child of the own team": {"child": OTHER_CHILD, "team": MY_TEAM},
    "another child": {"child": OTHER_CHILD, "team": "team 2"},
    "an own child, sealed": {"child": MY_CHILD, "team": "team 2", "sealed": True},
    "another child, sealed": {"child": OTHER_CHILD, "team": "team 2", "sealed": True},
    "oneself": {"owner": ME},
    "somebody else": {"owner": "account 2"},
    "published": {"published": True},
    "not published": {},
    "the authority": {},
}


def person(role: str, stream: str = "", *, broken: bool = False) -> Viewer:
    """Somebody with one role, for one team, with one child of their own; perhaps with emergency access to another."""
    stream = stream or table_in_force().role(role).streams[0]
    return Viewer(
        account=ME,
        authority="authority 1",
        roles=frozenset({Held(role, stream, SINCE, YEAR_END, MY_TEAM)}),
        allocations=frozenset({Allocated(MY_CHILD, role, stream, SINCE)}),
        broken=frozenset({Broken(OTHER_CHILD, stream, TONIGHT)} if broken else ()),
    )


def both(one: Viewer, other: Viewer) -> Viewer:
    """One person who is both."""
    return Viewer(
        one.account,
        one.authority,
        one.roles | other.roles,
        one.allocations | other.allocations,
        one.broken | other.broken,
    )


def can(viewer: Viewer, action: str, kind: str, whose: str, stream: str = CARE, today: date = TODAY) -> bool:
    """Whether the policy lets them."""
    kept = table_in_force().kind(kind).streams
    about = About(kind, stream if stream in kept else kept[0], **OF_WHOM[whose])
    return isinstance(may(viewer, action, about, today), Allowed)
