"""What a viewer may see and do, by the table: how far over a list, and yes or no on one record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handrail.permissions.reading import table_in_force
from handrail.permissions.table import (
    AUTHORITY,
    COMMON,
    NONE,
    OWN,
    OWN_CHILDREN,
    OWN_SERVICE,
    OWN_TEAM,
    PUBLISHED,
    SEALED,
    Conflict,
    Kind,
)
from handrail.permissions.viewer import Held, Viewer


@dataclass(frozen=True)
class About:
    """The record somebody wants to reach: its kind and stream, and whose it is, as far as it is anybody's.

    `child`, `team` and `owner` (an account) are opaque keys; `child` is that of a carer, allegation or home where the
    stream is about one. `published` is whether it was released to its readers; `sealed` whether it is under seal.
    """

    kind: str
    stream: str
    child: str | None = None
    team: str | None = None
    owner: str | None = None
    sealed: bool = False
    published: bool = False


@dataclass(frozen=True)
class Reach:
    """How far one role reaches: over everything (`whole`), or these children and teams, one's own, what is published.

    `broken` is whether the children are reached by emergency access.
    """

    role: str
    scope: str
    whole: bool = False
    children: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    owner: str | None = None
    published: bool = False
    broken: bool = False

    def covers(self, about: About) -> bool:
        """Whether it reaches a record of the kind and stream it was asked for."""
        return (
            self.whole
            or about.child in self.children
            or about.team in self.teams
            or (self.owner is not None and about.owner == self.owner)
            or (self.published and about.published)
        )


@dataclass(frozen=True)
class Scope:
    """How far a viewer reaches, over all their roles: what a query filters by.

    A record is reached if any of these holds of it: `whole`; its child is among `children`; its team is among `teams`;
    its owner is `owner`; `published` and it was released. `widest` names the widest scope, for words on a page. What is
    under seal asks for being reached by `sealed` besides.
    """

    widest: str
    reaches: tuple[Reach, ...]
    sealed: tuple[Reach, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.reaches)

    @property
    def whole(self) -> bool:
        """Everything of this kind in the stream."""
        return any(each.whole for each in self.reaches)

    @property
    def children(self) -> frozenset[str]:
        """Their own children, and those reached by emergency access."""
        return frozenset[str]().union(*(each.children for each in self.reaches))

    @property
    def teams(self) -> frozenset[str]:
        """Their own teams."""
        return frozenset[str]().union(*(each.teams for each in self.reaches))

    @property
    def owner(self) -> str | None:
        """Their own account, where their own records are reached."""
        return next((each.owner for each in self.reaches if each.owner), None)

    @property
    def published(self) -> bool:
        """What was released to its readers."""
        return any(each.published for each in self.reaches)

    def through(self, about: About) -> Reach | None:
        """The first reach that covers a record, ordinary ones before emergency access; None where none does."""
        return next((each for each in self.reaches if each.covers(about)), None)


@dataclass(frozen=True)
class Allowed:
    """Yes: by which role and scope, and whether it is emergency access, for the audit trail."""

    role: str
    scope: str
    broken: bool = False

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Refused:
    """No. `why` is for the log alone: shown to the viewer, it could tell what there is."""

    why: str

    def __bool__(self) -> bool:
        return False


def scope_of(viewer: Viewer, action: str, kind: str, stream: str, today: date, *, by_name: bool = False) -> Scope:
    """How far a viewer may do something with a kind of record in a stream, on a day.

    What is under seal asks for the scope of `sealed_history` besides. `by_name` asks only the roles that see children
    by name. Raises NoSuchName for a kind, stream or action that is not in the table.
    """
    table = table_in_force()
    asked = table.kind(kind)
    table.stream(stream)
    table.action(action)
    if stream not in asked.streams or not viewer.lets(action, kind) or _conflict(viewer, action, kind, today):
        return Scope(NONE, ())
    reaches = [*_granted(viewer, action, asked, stream, today), *_broken(viewer, action, kind, stream, today)]
    if by_name:
        reaches = [each for each in reaches if table.roles[each.role].names]
    sealed = tuple(reaches) if kind == SEALED else _to_what_is_sealed(viewer, action, stream, today)
    rungs = [asked.ladder.index(each.scope) for each in reaches]
    return Scope(asked.ladder[max(rungs)] if rungs else NONE, tuple(reaches), sealed)


def _to_what_is_sealed(viewer: Viewer, action: str, stream: str, today: date) -> tuple[Reach, ...]:
    """How far a viewer may do something with what is under seal in a stream."""
    asked = table_in_force().kind(SEALED)
    if stream not in asked.streams or _conflict(viewer, action, SEALED, today):
        return ()
    return tuple(_granted(viewer, action, asked, stream, today))


def may(viewer: Viewer, action: str, about: About, today: date) -> Allowed | Refused:
    """Whether a viewer may do something with one record on a day: by what, or why not.

    Raises NoSuchName for a kind, stream or action that is not in the table.
    """
    reach = _reach_to(viewer, action, about, today)
    if not reach:
        return Refused(_why_not(viewer, action, about, today))
    if about.owner == viewer.account:
        for rule in table_in_force().never_own:
            if about.kind in rule.kinds and action in rule.actions:
                return Refused(rule.why)
    return Allowed(reach.role, reach.scope, reach.broken)


def names_shown(viewer: Viewer, about: About, today: date) -> bool:
    """Whether the viewer sees this record with the child's name; else with a pseudonym.

    It is asked record by record, because one person may see some children by name in one role and count others in
    another.
    """
    return bool(_reach_to(viewer, "list", about, today, by_name=True))


def _reach_to(viewer: Viewer, action: str, about: About, today: date, *, by_name: bool = False) -> Reach | None:
    """What covers a record; nothing does where it is under seal and the seal is not the viewer's to open."""
    if about.sealed and not scope_of(viewer, action, SEALED, about.stream, today).through(about):
        return None
    return scope_of(viewer, action, about.kind, about.stream, today, by_name=by_name).through(about)


def _granted(viewer: Viewer, action: str, kind: Kind, stream: str, today: date) -> Iterator[Reach]:
    for held in _reaching(viewer, stream, today):
        grant = table_in_force().grant(held.role, stream, kind.name, action)
        if grant:
            yield _reach(viewer, held, kind, grant.scope, today)


def _reaching(viewer: Viewer, stream: str, today: date) -> Iterator[Held]:
    """The roles in force that can bring anything in a stream: those held there, and all of them in what is common."""
    return (held for held in viewer.roles_on(today) if stream in (held.stream, COMMON))


def _reach(viewer: Viewer, held: Held, kind: Kind, scope: str, today: date) -> Reach:
    """How far a role reaches with a scope: with all that the narrower scopes of the kind hold."""
    within = kind.ladder[: kind.ladder.index(scope) + 1]
    return Reach(
        held.role,
        scope,
        whole=scope in (OWN_SERVICE, AUTHORITY),
        children=viewer.children_on(today, held.role, held.stream) if OWN_CHILDREN in within else frozenset(),
        teams=frozenset({held.team} if held.team and OWN_TEAM in within else ()),
        owner=viewer.account if OWN in within else None,
        published=PUBLISHED in within,
    )


def _broken(viewer: Viewer, action: str, kind: str, stream: str, today: date) -> Iterator[Reach]:
    children = viewer.broken_on(today, stream)
    for held in _reaching(viewer, stream, today) if children else ():
        for rule in table_in_force().break_glass:
            if held.role in rule.roles and kind in rule.kinds and action in rule.actions:
                yield Reach(held.role, OWN_CHILDREN, children=children, broken=True)


def _conflict(viewer: Viewer, action: str, kind: str, today: date) -> Conflict | None:
    """The conflict between a viewer's roles, of whichever streams, that takes this away."""
    rules = [rule for rule in table_in_force().conflicts if kind in rule.kinds and action in rule.takes]
    held = {each.role for each in viewer.roles_on(today)} if rules else set()
    return next((rule for rule in rules if held & {*rule.roles} and held & {*rule.beside}), None)


def _why_not(viewer: Viewer, action: str, about: About, today: date) -> str:
    """Why nothing covers a record, for the log."""
    conflict = _conflict(viewer, action, about.kind, today)
    if conflict:
        return f"{conflict.name}: {conflict.why}"
    if not viewer.lets(action, about.kind):
        return f"The token was not given '{action}' on '{about.kind}'."
    held = [each.role for each in _reaching(viewer, about.stream, today)]
    if not held:
        return f"No role is in force in '{about.stream}' on {today.isoformat()}."
    roles = ", ".join(dict.fromkeys(held))
    scope = scope_of(viewer, action, about.kind, about.stream, today)
    if not scope:
        return f"Nothing grants '{action}' on '{about.kind}' in '{about.stream}' to {roles}."
    if scope.through(about):
        return f"It is under seal, and '{SEALED}' is not granted to {roles}."
    return f"{roles} may '{action}' on '{about.kind}' in '{about.stream}' as far as '{scope.widest}'; this lies beyond."
