"""Every cell of the table with every situation, held against a second, plainer reading of the same file."""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.spec.permissions.people import ME, MY_CHILD, MY_TEAM, TODAY, person

from handrail import permissions
from handrail.permissions import About, may, scope_of, table_in_force

TABLE = table_in_force()
DATA: dict[str, Any] = tomllib.loads((Path(permissions.__file__).parent / "table.toml").read_text(encoding="utf-8"))
SITUATIONS: dict[str, dict[str, Any]] = {
    "published": {"published": True},
    "own": {"owner": ME},
    "own_children": {"child": MY_CHILD},
    "own_team": {"team": MY_TEAM},
    "beyond": {"child": "child 9", "team": "team 9", "owner": "account 9"},
}
REACHED = {
    ("child", "own_children"): {"own_children"},
    ("child", "own_team"): {"own_children", "own_team"},
    ("child", "own_service"): {*SITUATIONS},
    ("staff", "own"): {"own"},
    ("staff", "own_team"): {"own", "own_team"},
    ("staff", "own_service"): {*SITUATIONS},
    ("service", "published"): {"published"},
    ("service", "own_team"): {"published", "own_team"},
    ("service", "own_service"): {*SITUATIONS},
    ("account", "own"): {"own"},
    ("account", "authority"): {*SITUATIONS},
    ("authority", "authority"): {*SITUATIONS},
}
"""Of a record of this owner, granted in this scope: which of the situations are reached."""


def written(role: str, stream: str, kind: str, action: str) -> str:
    """The scope that the file writes for a cell; the role's own grant stands before everyone's."""
    domains = [name for name in DATA["stream"] if name != "common"]
    if stream not in DATA["kind"][kind].get("streams", domains):
        return "none"
    if stream != "common" and stream not in DATA["role"][role]["streams"]:
        return "none"
    for grant in (*DATA["role"][role]["grant"], *DATA["everyone"]["grant"]):
        if kind in grant["what"] and action in grant["may"]:
            return str(grant["scope"])
    return "none"


def forbidden_on_oneself(kind: str, action: str) -> bool:
    return any(kind in rule["what"] and action in rule["may"] for rule in DATA["never_own"])


@pytest.mark.parametrize("role", list(TABLE.roles))
def test_every_cell(role: str) -> None:
    for held_in in TABLE.role(role).streams:
        viewer = person(role, held_in)
        for stream in TABLE.streams:
            for kind in TABLE.kinds:
                for action in TABLE.actions:
                    scope = written(role, stream, kind, action) if stream in (held_in, "common") else "none"
                    reached = set(REACHED.get((TABLE.kind(kind).of, scope), ()))
                    reached -= {"own"} if forbidden_on_oneself(kind, action) else set()
                    answers = {
                        name
                        for name, whose in SITUATIONS.items()
                        if may(viewer, action, About(kind, stream, **whose), TODAY)
                    }
                    assert answers == reached, (role, held_in, stream, kind, action)
                    assert scope_of(viewer, action, kind, stream, TODAY).widest == scope


def test_the_table_lists_every_cell_once_and_grants_what_is_written() -> None:
    cells = {(cell.role, cell.stream, cell.kind, cell.action): cell.scope for cell in TABLE.cells()}
    kept = list(TABLE.kept())
    assert len(cells) == len(TABLE.roles) * len(kept) * len(TABLE.actions) == len(list(TABLE.cells()))
    assert all(scope == written(*cell) for cell, scope in cells.items())


def test_a_scope_of_a_kind_holds_all_that_the_narrower_ones_hold() -> None:
    for kind in TABLE.kinds.values():
        held = [REACHED[kind.of, scope] for scope in kind.ladder]
        assert all(narrow < wide for narrow, wide in pairwise(held))


def test_every_word_is_told_and_every_scope_is_used() -> None:
    words = [*TABLE.streams.values(), *TABLE.actions.values(), *TABLE.scopes.values()]
    words += [*TABLE.kinds.values(), *TABLE.roles.values()]
    assert all(word.title and word.meaning.endswith((".", ")")) for word in words)
    assert {cell.scope for cell in TABLE.cells()} == set(TABLE.scopes)
    assert {kind for cell in TABLE.cells() if cell.grant for kind in [cell.kind]} == set(TABLE.kinds)


def test_every_rule_says_why() -> None:
    for rule in (*TABLE.never, *TABLE.never_own, *TABLE.conflicts, *TABLE.break_glass):
        assert rule.why.endswith(".")


@pytest.mark.parametrize("role", list(TABLE.roles))
def test_whoever_may_use_emergency_access_reaches_its_page_and_whoever_is_told_its_notices(role: str) -> None:
    may_use = any(role in rule.roles for rule in TABLE.break_glass)
    told = any(role in rule.tells for rule in TABLE.break_glass)
    for stream in TABLE.role(role).streams:
        kept_there = stream in TABLE.kind("emergency_access").streams
        assert bool(TABLE.grant(role, stream, "emergency_access", "write")) == (may_use and kept_there)
    assert bool(TABLE.grant(role, "common", "notice", "write")) == told
