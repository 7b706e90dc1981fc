"""Reads the permission table and refuses one that contradicts itself.

Refused are: a key or name that is not defined, or is misspelt; a scope that a kind of record cannot have; a cell that a role is
granted twice; writing more than one may read, or reading more than one may list; and whatever may never be granted.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from handrail.permissions.shape import refuse_misshapen
from handrail.permissions.table import (
    COMMON,
    BadTable,
    BreakGlass,
    Conflict,
    Elsewhere,
    Grant,
    Kind,
    Never,
    NeverOwn,
    Role,
    Table,
    Word,
    named,
)

Data = Mapping[str, Any]
_NEEDS = {"read": "list", "write": "read", "approve": "read", "export": "read"}


@cache
def table_in_force() -> Table:
    """The table by which Handrail grants and refuses."""
    return read(tomllib.loads(Path(__file__).with_name("table.toml").read_text(encoding="utf-8")))


def read(data: Data) -> Table:
    """The table these data hold. Raises BadTable or NoSuchName, in words for who wrote it."""
    refuse_misshapen(data)
    found = _table(data)
    _refuse_unknown_names(found)
    for role in found.roles.values():
        _refuse_contradictions(role, found)
    return found


def _table(data: Data) -> Table:
    streams = {name: Word(name, **said) for name, said in data["stream"].items()}
    domains = tuple(name for name in streams if name != COMMON)
    return Table(
        streams=streams,
        actions={name: Word(name, **said) for name, said in data["action"].items()},
        scopes={name: Word(name, **said) for name, said in data["scope"].items()},
        kinds={name: _kind(name, said, data["belongs"], domains) for name, said in data["kind"].items()},
        roles={name: _role(name, said) for name, said in data["role"].items()},
        everyone=_grants(data["everyone"]),
        never=tuple(_never(said) for said in data["never"]),
        never_own=tuple(NeverOwn(tuple(said["what"]), tuple(said["may"]), said["why"]) for said in data["never_own"]),
        conflicts=tuple(_conflict(said) for said in data["conflict"]),
        break_glass=tuple(_break_glass(said) for said in data["break_glass"]),
        elsewhere=tuple(Elsewhere(**said) for said in data["elsewhere"]),
    )


def _kind(name: str, said: Data, belongs: Data, domains: tuple[str, ...]) -> Kind:
    ladder = tuple(named(belongs, said["of"], "owner of a kind")["scopes"])
    return Kind(name, said["title"], said["meaning"], said["of"], tuple(said.get("streams", domains)), ladder)


def _role(name: str, said: Data) -> Role:
    flags = {key: said[key] for key in ("names", "for_a_time") if key in said}
    return Role(name, said["title"], said["meaning"], tuple(said["streams"]), _grants(said), **flags)


def _grants(said: Data) -> tuple[Grant, ...]:
    return tuple(
        Grant(tuple(one["may"]), tuple(one["what"]), one["scope"], one.get("why", "")) for one in said["grant"]
    )


def _never(said: Data) -> Never:
    roles, owners, kinds, actions, scopes = (
        tuple(said.get(key, ())) for key in ("roles", "owners", "what", "may", "scopes")
    )
    return Never(roles, owners, kinds, actions, scopes, said["why"])


def _conflict(said: Data) -> Conflict:
    roles, beside, kinds, takes = (tuple(said[key]) for key in ("roles", "beside", "what", "takes"))
    return Conflict(said["name"], roles, beside, kinds, takes, said["why"])


def _break_glass(said: Data) -> BreakGlass:
    roles, kinds, actions, tells = (tuple(said[key]) for key in ("roles", "what", "may", "tells"))
    return BreakGlass(roles, kinds, actions, said["hours"], tells, said["why"])


def _refuse_unknown_names(table: Table) -> None:
    for names, known, what in _lists(table):
        for name in names:
            named(known, name, what)


def _lists(table: Table) -> Iterator[tuple[Iterable[str], Mapping[str, object], str]]:
    """Every list of names in the table, what those names may be, and what they are called."""
    for kind in table.kinds.values():
        yield kind.streams, table.streams, "stream"
        yield kind.ladder, table.scopes, "scope"
    for role in table.roles.values():
        yield role.streams, table.streams, "stream"
    for grant in (*table.everyone, *(grant for role in table.roles.values() for grant in role.grants)):
        yield grant.kinds, table.kinds, "kind of record"
        yield grant.actions, table.actions, "action"
        yield (grant.scope,), table.scopes, "scope"
    for never in table.never:
        yield never.roles, table.roles, "role"
        yield never.owners, {kind.of: kind for kind in table.kinds.values()}, "owner of a kind"
        yield never.kinds, table.kinds, "kind of record"
        yield never.actions, table.actions, "action"
        yield never.scopes, table.scopes, "scope"
    for never_own in table.never_own:
        yield never_own.kinds, table.kinds, "kind of record"
        yield never_own.actions, table.actions, "action"
    for conflict in table.conflicts:
        yield (*conflict.roles, *conflict.beside), table.roles, "role"
        yield conflict.kinds, table.kinds, "kind of record"
        yield conflict.takes, table.actions, "action"
    for rule in table.break_glass:
        yield (*rule.roles, *rule.tells), table.roles, "role"
        yield rule.kinds, table.kinds, "kind of record"
        yield rule.actions, table.actions, "action"


def _refuse_contradictions(role: Role, table: Table) -> None:
    granted: set[tuple[str, str]] = set()
    for grant in role.grants:
        for kind in (table.kinds[name] for name in grant.kinds):
            _refuse_out_of_place(role, kind, grant)
            for action in grant.actions:
                if (kind.name, action) in granted:
                    raise BadTable(f"{role.name} is granted '{action}' on '{kind.name}' twice. Leave one.")
                granted.add((kind.name, action))
    for name in table.kinds:
        for action in table.actions:
            _refuse_wider_than_it_may(role, table.kinds[name], action, table)
            _refuse_never(role, table.kinds[name], action, table)


def _refuse_out_of_place(role: Role, kind: Kind, grant: Grant) -> None:
    """A grant has a scope the kind can have, and touches a stream the role is held in."""
    if grant.scope not in kind.ladder:
        raise BadTable(
            f"{role.name} is granted '{kind.name}' in the scope '{grant.scope}'. It can have: {', '.join(kind.ladder)}."
        )
    if not {*role.streams, COMMON} & {*kind.streams}:
        raise BadTable(f"{role.name} is granted '{kind.name}', which is kept in none of its streams.")


def _refuse_wider_than_it_may(role: Role, kind: Kind, action: str, table: Table) -> None:
    """What one may write one may read, and what one may read one may list, at least as far."""
    needed = _NEEDS.get(action)
    for stream in kind.streams:
        reach, least = (
            _rung(kind, table.grant(role.name, stream, kind.name, each)) if each else 0 for each in (action, needed)
        )
        if needed and reach > least:
            raise BadTable(f"{role.name} may '{action}' more of '{kind.name}' than it may '{needed}'.")


def _rung(kind: Kind, grant: Grant | None) -> int:
    return kind.ladder.index(grant.scope) + 1 if grant else 0


def _refuse_never(role: Role, kind: Kind, action: str, table: Table) -> None:
    for stream in kind.streams:
        grant = table.grant(role.name, stream, kind.name, action)
        for never in table.never:
            if grant and never.forbids(role.name, kind, action, grant.scope):
                raise BadTable(f"{role.name} is granted '{action}' on '{kind.name}'. {never.why}")
