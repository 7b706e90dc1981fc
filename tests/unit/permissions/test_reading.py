"""A table that contradicts itself is refused, in words for who wrote it."""

import copy
import tomllib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail import permissions
from handrail.permissions.reading import read
from handrail.permissions.table import BadTable, NoSuchName

DATA: dict[str, Any] = tomllib.loads((Path(permissions.__file__).parent / "table.toml").read_text(encoding="utf-8"))
Change = Callable[[dict[str, Any]], None]


def granting(role: str, may: list[str], what: list[str], scope: str) -> Change:
    return lambda data: data["role"][role]["grant"].append({"may": may, "what": what, "scope": scope})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (granting("director", ["read"], ["kids"], "own_service"), "There is no kind of record 'kids'"),
        (granting("director", ["peek"], ["child"], "own_service"), "There is no action 'peek'"),
        (granting("director", ["read"], ["view"], "own_town"), "There is no scope 'own_town'"),
        (granting("director", ["list"], ["view"], "authority"), "It can have: own_children, own_team, own_service"),
        (granting("director", ["list"], ["child"], "own_team"), "director is granted 'list' on 'child' twice"),
        (granting("director", ["read"], ["view"], "own_service"), "may 'read' more of 'view' than it may 'list'"),
        (granting("director", ["write"], ["child"], "own_service"), None),
        (granting("advocate", ["list"], ["carer"], "own_children"), "kept in none of its streams"),
        (granting("director", ["write"], ["challenge"], "own_service"), "are the officer's"),
        (granting("business_support", ["list"], ["sealed_history"], "own_service"), "never sees what is under seal"),
        (granting("board_member", ["list"], ["child"], "own_service"), "A board reads what was published"),
        (granting("board_member", ["list"], ["import"], "own_service"), "A board reads what was published"),
        (granting("board_member", ["list"], ["import"], "published"), None),
        (granting("information_governance", ["write"], ["audit_trail"], "authority"), "by nobody"),
        (lambda data: data["kind"]["child"].update(of="family"), "There is no owner of a kind 'family'"),
        (lambda data: data["role"]["director"].update(streams=["adoption"]), "There is no stream 'adoption'"),
        (lambda data: data["break_glass"][0].update(tells=["mayor"]), "There is no role 'mayor'"),
        (lambda data: data["conflict"][0].update(beside=["mayor"]), "There is no role 'mayor'"),
        (lambda data: data["never"][0].update(roles=["mayor"]), "There is no role 'mayor'"),
        (
            lambda data: data["role"]["director"].update(grant=[{"may": ["read"]}]),
            "grant 1 of role.director lacks 'scope'",
        ),
        (lambda data: data["role"]["director"]["grant"][0].update(when="night"), "has no key 'when'"),
        (lambda data: data["role"]["director"].update(name=False), "has no key 'name'"),
        (lambda data: data["never"][0].update(role=["director"]), "has no key 'role'"),
        (lambda data: data.update(streams={}), "the table has no key 'streams'"),
        (lambda data: data.pop("never"), "the table lacks 'never'"),
        (
            lambda data: data["role"]["inspector"].update(names="no"),
            "'names' of role.inspector should be true or false",
        ),
        (lambda data: data["break_glass"][0].update(hours=0), "should be a whole number above 0"),
        (lambda data: data["everyone"].update(grant="all"), "should be a list of grants"),
    ],
)
def test_a_change_is_read_or_refused(change: Change, says: str | None) -> None:
    data = copy.deepcopy(DATA)
    change(data)
    if says is None:
        read(data)
    else:
        with pytest.raises((BadTable, NoSuchName), match=says):
            read(data)


PLACES = [
    ("role", "director", "grant", 0, "what"),
    ("role", "director", "streams"),
    ("kind", "child", "of"),
    ("kind", "child"),
    ("never", 1, "roles"),
    ("conflict", 0),
    ("break_glass", 0, "hours"),
    ("everyone",),
    ("belongs", "child", "scopes"),
]


@given(st.sampled_from(PLACES), st.none() | st.integers() | st.text(max_size=5) | st.lists(st.text(max_size=5)))
def test_whatever_stands_in_a_place_it_is_read_or_refused_by_name(place: tuple[Any, ...], value: object) -> None:
    data = copy.deepcopy(DATA)
    inner: Any = data
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    with suppress(BadTable, NoSuchName):
        assert read(data).roles
