"""Writing an entry of the trail, in the transaction of whatever it tells of: the one is kept only with the other."""

from collections.abc import Iterable
from datetime import datetime
from secrets import token_hex
from typing import TypedDict, Unpack

from handrail.permissions import Scope
from handrail.permissions.policy import Reach
from handrail.service.audit.models import Entry
from handrail.service.audit.unusual import EMERGENCY
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit
from handrail.service.authorities.walls import NoWall, open_wall
from handrail.trail import entry as trail
from handrail.trail.canonical import canonical_json

INVITED = "invited"
"""The role of somebody without an account who came by a link of their own; `who` is then the key of what they were sent."""


def enter(
    visit: Visit,
    action: str,
    *,
    children: Iterable[str] = (),
    kind: str = "",
    route: str = "",
    reason: str = "",
    detail: trail.Detail | None = None,
) -> None:
    """Take down what somebody did on a page, with all the children it was about, in one statement.

    `action` is one of `handrail.trail`'s list; `kind` what it was done to, where that is not
    what the page asks for; `route` the name of the page. Neither `reason` nor `detail` names or
    describes a person. Raises NotAnEntry where it cannot be an entry, and NoWall outside the wall of the authority.
    """
    children = frozenset(children)
    by = _reached(visit.scope, children)
    held = by.role if by else next((each.role for each in visit.viewer.roles_on(visit.today)), "")
    enter_for(
        visit.authority,
        visit.viewer.account,
        held,
        action,
        at=visit.now,
        through=(EMERGENCY if by.broken else by.scope) if by else "",
        kind=kind or visit.asked.kind,
        children=children,
        route=route,
        reason=reason or visit.reason,
        detail={**(detail or {}), **({"token": visit.token} if visit.token else {})},
    )


class Told(TypedDict, total=False):
    """What more an entry may say; see `handrail.trail.entry.Entry`."""

    through: str
    kind: str
    route: str
    reason: str
    detail: trail.Detail


def enter_for(
    authority: Authority,
    who: str,
    role: str,
    action: str,
    *,
    at: datetime,
    children: Iterable[str] = (),
    **told: Unpack[Told],
) -> Entry:
    """Take down what a task or a command did: `who` is the key of the account it worked for, blank for the system."""
    if open_wall() != authority.pk:
        raise NoWall("An entry of another authority was to be written.")
    said = trail.Entry(  # checks it all; the number comes from the database
        number=1, authority=authority.key, at=at, who=who, role=role, action=action, children=tuple(children), **told
    )
    return Entry.objects.create(
        children=canonical_json(said.children).decode(),
        detail=canonical_json(said.detail).decode(),
        salt=token_hex(16) if said.reason or said.detail else "",
        **{name: getattr(said, name) for name in ("at", "who", "role", "through", "action", "kind", "route", "reason")},
    )


def _reached(scope: Scope, children: frozenset[str]) -> Reach | None:
    """Through which reach the children were reached: the narrowest there is, emergency access where it took that.

    Which children are whose team's is not known here: a reach over teams is believed before one over everything.
    """
    ordinary = [each for each in scope.reaches if not each.broken]
    broken = next((each for each in scope.reaches if each.broken and children & each.children), None)
    if broken and not any(each.whole or children <= each.children for each in ordinary):
        return broken
    return min(ordinary, key=lambda each: _width(each, children), default=None)


def _width(reach: Reach, children: frozenset[str]) -> tuple[bool, bool, bool]:
    return not children <= reach.children, not reach.teams, not reach.whole
