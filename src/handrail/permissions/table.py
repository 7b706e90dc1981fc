"""The shape of the permission table: roles, streams, kinds of record, actions and scopes, and what is granted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeVar

Named = TypeVar("Named")
NONE, PUBLISHED, OWN, OWN_CHILDREN = "none", "published", "own", "own_children"
OWN_TEAM, OWN_SERVICE, AUTHORITY = "own_team", "own_service", "authority"
CARE = "care_and_protection"
COMMON = "common"
SEALED = "sealed_history"


class NoSuchName(ValueError):
    """A role, stream, kind or action that is not in the table; the message says which there are."""


class BadTable(ValueError):
    """A table that contradicts itself; the message says where, in words for who wrote it."""


@dataclass(frozen=True)
class Word:
    """A stream, an action or a scope: its name in the program, its name for people, and its meaning."""

    name: str
    title: str
    meaning: str


@dataclass(frozen=True)
class Kind(Word):
    """A kind of record, what one belongs to (`of`), the streams that keep such records, and the scopes it can have.

    `ladder` runs from the narrowest scope to the widest, and each holds all that the one before it holds.
    """

    of: str
    streams: tuple[str, ...]
    ladder: tuple[str, ...]


@dataclass(frozen=True)
class Grant:
    """What a role may do (`actions`) with which kinds of record, how far, and why where that is not obvious."""

    actions: tuple[str, ...]
    kinds: tuple[str, ...]
    scope: str
    why: str = ""


@dataclass(frozen=True)
class Role(Word):
    """A role and the streams it can be held in.

    `names` is whether it sees children by name. A role `for_a_time` is in force only where the day it ends is known.
    """

    streams: tuple[str, ...]
    grants: tuple[Grant, ...]
    names: bool = True
    for_a_time: bool = False


@dataclass(frozen=True)
class Never:
    """What may never be granted: to these roles, on kinds of these owners or names, these actions, in these scopes.

    An empty list is no condition.
    """

    roles: tuple[str, ...]
    owners: tuple[str, ...]
    kinds: tuple[str, ...]
    actions: tuple[str, ...]
    scopes: tuple[str, ...]
    why: str

    def forbids(self, role: str, kind: Kind, action: str, scope: str) -> bool:
        """Whether a grant of this scope is one of these."""
        asked = ((role, self.roles), (kind.of, self.owners), (kind.name, self.kinds), (action, self.actions))
        return all(not named or one in named for one, named in (*asked, (scope, self.scopes)))


@dataclass(frozen=True)
class NeverOwn:
    """Actions that no grant covers on a record that is one's own."""

    kinds: tuple[str, ...]
    actions: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Conflict:
    """What a person loses who holds one of `roles` and one `beside` it at once."""

    name: str
    roles: tuple[str, ...]
    beside: tuple[str, ...]
    kinds: tuple[str, ...]
    takes: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class BreakGlass:
    """Who may open which kinds of record of one child outside their own, for how many hours, and who is told."""

    roles: tuple[str, ...]
    kinds: tuple[str, ...]
    actions: tuple[str, ...]
    hours: int
    tells: tuple[str, ...]
    why: str

    def ends(self, begun: datetime) -> datetime:
        """When emergency access ends that began at this time."""
        return begun + timedelta(hours=self.hours)


@dataclass(frozen=True)
class Elsewhere:
    """A rule about people that another part of the program keeps, and which."""

    rule: str
    kept_by: str
    law: str = ""
    link: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell of the table: what one role may do with one kind in one stream, by which grant (None: refused)."""

    role: str
    stream: str
    kind: str
    action: str
    scope: str
    grant: Grant | None


@dataclass(frozen=True)
class Table:
    """The whole table. The parts are in the order they are written in."""

    streams: Mapping[str, Word]
    actions: Mapping[str, Word]
    scopes: Mapping[str, Word]
    kinds: Mapping[str, Kind]
    roles: Mapping[str, Role]
    everyone: tuple[Grant, ...]
    never: tuple[Never, ...]
    never_own: tuple[NeverOwn, ...]
    conflicts: tuple[Conflict, ...]
    break_glass: tuple[BreakGlass, ...]
    elsewhere: tuple[Elsewhere, ...]

    def role(self, name: str) -> Role:
        """The role of this name. Raises NoSuchName."""
        return named(self.roles, name, "role")

    def stream(self, name: str) -> Word:
        """The stream of this name. Raises NoSuchName."""
        return named(self.streams, name, "stream")

    def kind(self, name: str) -> Kind:
        """The kind of record of this name. Raises NoSuchName."""
        return named(self.kinds, name, "kind of record")

    def action(self, name: str) -> Word:
        """The action of this name. Raises NoSuchName."""
        return named(self.actions, name, "action")

    def grant(self, role: str, stream: str, kind: str, action: str) -> Grant | None:
        """The grant for a role in one of its streams (or in what is common); None where there is none."""
        reached = stream in self.kinds[kind].streams and stream in (*self.roles[role].streams, COMMON)
        return self._grants.get((role, kind, action)) if reached else None

    def cells(self) -> Iterator[Cell]:
        """Every cell there is: each role, in each stream, with each kind kept there and each action."""
        for role in self.roles:
            for stream, kind in self.kept():
                for action in self.actions:
                    grant = self.grant(role, stream, kind, action)
                    yield Cell(role, stream, kind, action, grant.scope if grant else NONE, grant)

    def kept(self) -> Iterator[tuple[str, str]]:
        """Every stream with every kind of record that is kept there."""
        return (
            (stream, name) for stream in self.streams for name, kind in self.kinds.items() if stream in kind.streams
        )

    @cached_property
    def _grants(self) -> dict[tuple[str, str, str], Grant]:
        found: dict[tuple[str, str, str], Grant] = {}
        for role in self.roles.values():
            for grant in (*self.everyone, *role.grants):  # a role's own grant stands in place of everyone's
                found |= {(role.name, kind, action): grant for kind in grant.kinds for action in grant.actions}
        return found


def named(known: Mapping[str, Named], name: str, what: str) -> Named:
    """What has this name. Raises NoSuchName, which says what there is."""
    if name not in known:
        raise NoSuchName(f"There is no {what} '{name}'. There are: {', '.join(known)}.")
    return known[name]
