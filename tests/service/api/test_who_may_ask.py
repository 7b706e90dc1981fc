"""Every role at every route, for a child of its own, for another's and for nobody's: what the table of permissions says."""

import re
from collections import Counter
from enum import Enum
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from ninja import Schema
from tests.service.api.conftest import Program, Programs
from tests.service.conftest import TODAY
from tests.service.test_every_role_at_every_page import IN_CARE, NO_SUCH_KEY, granted, roles

from handrail.permissions import table_in_force
from handrail.service.api.openapi import document
from handrail.service.api.service import ROUTERS, asked_for
from handrail.service.asking import Asked
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due.models import Duty
from handrail.service.records.models import table

NOT_THERE = 999_999_999
_THERE = {
    "duty": NOT_THERE,
    "number": NOT_THERE,
    "publication": "annual_report",
    "period": "2025-26",
    "name": "report.pdf",
}


def routes() -> list[tuple[str, str, Asked]]:
    """Every route: its method, its path as described, and what it asks for."""
    found = []
    for path, by_method in document()["paths"].items():
        for method, told in by_method.items():
            found.append((method, path, asked_for()[told["operationId"]][method.upper()]))
    return found


def ask(program: Program, method: str, path: str, child: str) -> Any:
    """Asked of what is not there where the route names more than a child, and with a body that cannot be used."""
    address = path.format(child=child, **_THERE)
    return program.get(address) if method == "get" else program.post(address, {})


@pytest.fixture
def children(recorded: Authority) -> dict[str, Any]:
    """For each role that has children: a worker, one of theirs and one of somebody else's."""
    with wall(recorded):
        keys = dict(table("children").values_list("child_id", "key"))
        found = {}
        for role in IN_CARE:
            held = table("allocations").filter(role=role, started_on__lte=TODAY, ended_on=None)
            worker, child = held.order_by("worker_id").values_list("worker_id", "child_id").first()
            mine = set(held.filter(worker_id=worker).values_list("child_id", flat=True))
            found[role] = worker, keys[child], next(keys[one] for one in sorted(keys) if one not in mine)
    return {"of": found, "anybody": min(keys.values())}


@pytest.mark.parametrize(("role", "stream"), roles())
def test_a_role_asks_for_what_the_table_grants_and_nothing_else(
    role: str, stream: str, recorded: Authority, program: Programs, children: dict[str, Any]
) -> None:
    worker, own, others = children["of"].get(role, ("", children["anybody"], children["anybody"]))
    until = {"holds_until": TODAY} if table_in_force().role(role).for_a_time else {}
    cares = stream == "care_and_protection"
    asks = program(recorded, role, stream, worker_id=worker if cares else "", **until)
    for method, path, asked in routes():
        scope = granted(role, stream, asked)
        whole = scope in ("own_service", "authority")
        has_own = bool(worker) and cares and scope in ("own_children", "own_team", "own_service")
        of_child, names_more = "{child}" in path, bool(set(re.findall(r"{(\w+)}", path)) - {"child"})
        for child, reached in ((own, whole or has_own), (others, whole), (NO_SUCH_KEY, False)):
            opens = reached if of_child else bool(scope)
            usual = 404 if not opens or (names_more and method == "get") else 200 if method == "get" else 422
            assert ask(asks, method, path, child).status_code == usual, (method, path, child, scope)


def test_refusals_are_one_like_the_other(recorded: Authority, program: Programs, children: dict[str, Any]) -> None:
    worker, _, others = children["of"]["reviewing_officer"]
    programs = [
        program(recorded, "board_member"),
        program(recorded, "carer_reviewing_officer", "fostering"),
        program(recorded, "reviewing_officer", worker_id=worker),
        program(recorded, "service_manager", may=[]),
    ]
    for method, path, _ in (one for one in routes() if "{child}" in one[1]):
        told = set()
        for asks in programs:
            for child in (others, NO_SUCH_KEY):
                with CaptureQueriesContext(connection) as made:
                    answer = ask(asks, method, path, child)
                told.add((answer.status_code, answer.content, answer["Content-Type"], len(made)))
        assert len(told) == 1, (method, path, told)
        assert next(iter(told))[0] == 404
        assert next(iter(told))[2] == "application/json"


def test_a_token_does_only_what_it_was_given(recorded: Authority, program: Programs) -> None:
    for given in ("list due", "list figure"):
        asks = program(recorded, "service_manager", may=[given])
        for method, path, asked in routes():
            if method == "get" and "{" not in path:
                opens = f"{asked.action} {asked.kind}" == given
                assert (asks.get(path).status_code == 200) == opens, (given, path)


def test_names_stand_only_where_the_owner_sees_them_and_the_token_may_tell(
    recorded: Authority, program: Programs
) -> None:
    manager, analyst = program(recorded, "service_manager"), program(recorded, "performance_analyst")
    unnamed = analyst.get("/children").json()["items"][0]
    named = next(one for one in manager.get("/children").json()["items"] if one["key"] == unnamed["key"])
    assert named["by_name"] is True
    assert named["number"]
    assert unnamed == {
        "key": named["key"],
        "name": f"Child {named['key'][:6].upper()}",
        "by_name": False,
        "number": None,
        "born_on": None,
    }
    due_only = program(recorded, "service_manager", may=["list due"])
    assert due_only.get("/due").json()["items"][0]["child_name"].startswith("Child ")


def test_another_authority_s_token_is_none(recorded: Authority, otherham: Authority, program: Programs) -> None:
    theirs = program(otherham, "service_manager")
    theirs.authority = recorded
    assert theirs.get("/children").status_code == 401
    with wall(recorded):
        assert Duty.objects.exists()


def test_no_two_shapes_share_a_name_in_the_description() -> None:
    modules = [import_module(name) for name in sorted({one.__module__ for one in views()})]
    shapes = {
        shape for module in modules for shape in vars(module).values() if isinstance(shape, type) and _is_shape(shape)
    }
    names = Counter(shape.__name__ for shape in shapes)
    assert [name for name, count in names.items() if count > 1] == []


def views() -> list[Any]:
    return [one.view_func for router in ROUTERS for view in router.path_operations.values() for one in view.operations]


def _is_shape(found: type) -> bool:
    return issubclass(found, Schema | Enum) and found.__module__.startswith("handrail.service.api.")
