"""Every role at every page, for a child of its own and for another's: what the table of permissions says, and no more.

A refusal is one like the other: the same status, the same page, the same number of queries, whatever was behind it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.service.conftest import TODAY, SignedIn
from tests.service.due.authority import load, made

from handrail.permissions import table_in_force
from handrail.service import clock
from handrail.service.access.models import Cover
from handrail.service.asking import Asked, asked_by
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due import recompute
from handrail.service.due.models import Duty
from handrail.service.people.models import Absence, Particulars
from handrail.service.records.models import Seal, table
from handrail.service.records.standing import stand

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
OWN, OTHERS, NOBODYS, SEALED = "own", "another's", "nobody's", "under seal"
NO_SUCH_KEY = "0" * 32
NO_SUCH_NUMBER = 999_999_999
A_MEASURE = "reviews_held_on_time"
IN_CARE = ("reviewing_officer", "conference_chair", "social_worker")
"""The roles that the made-up record allocates children to."""


@dataclass(frozen=True)
class Page:
    """A page behind the gate: its name, what it asks for, and whether it is of one child."""

    name: str
    asked: Asked
    of_child: bool
    of_duty: bool
    of_number: bool
    of_measure: bool
    of_edition: bool
    of_file: bool

    def address(self, child: str, duties: dict[str, int]) -> str:
        of: list[str | int] = [child] if self.of_child else []
        of += ["annual_report", "2025-26"] if self.of_edition else []
        of += [NO_SUCH_NUMBER] if self.of_number else []
        of += [A_MEASURE] if self.of_measure else []
        of += ["report.pdf"] if self.of_file else []
        return reverse(self.name, args=["fairlea", *of, *([duties.get(child, 1)] if self.of_duty else [])])


def pages_in(of: URLResolver) -> Iterator[Page]:
    for one in of.url_patterns:
        if isinstance(one, URLResolver):
            yield from () if one.namespace == "api" else pages_in(one)  # held to the table by tests/service/api
        elif isinstance(one, URLPattern) and (asked := asked_by(one.callback)) and one.name:
            has = [
                part in str(one.pattern)
                for part in ("key:child", "int:duty", "int:number", "slug:measure", "slug:publication", "str:name")
            ]
            yield Page(one.name, asked, *has)


@cache
def pages() -> list[Page]:
    return list(pages_in(get_resolver()))


@pytest.fixture
def children(fairlea: Authority) -> dict[str, Any]:
    """A made-up record; for each role that has children, a worker, one of theirs and one of somebody else's.

    `duties` is something due for each child.
    """
    load(fairlea, made(60))
    recompute.for_all(fairlea)
    with wall(fairlea):
        sealed = put_under_seal()
        keys = dict(table("children").values_list("child_id", "key"))
        open_to_all = table("children").filter(sealed=False).values("child_id")
        with_duties = Duty.objects.filter(child_id__in=open_to_all).values("child_id")
        found = {}
        for role in IN_CARE:
            held = table("allocations").filter(
                role=role, started_on__lte=TODAY, ended_on=None, child_id__in=with_duties
            )
            worker, child = held.order_by("worker_id").values_list("worker_id", "child_id").first()
            mine = set(held.filter(worker_id=worker).values_list("child_id", flat=True))
            found[role] = (
                worker,
                keys[child],
                keys[
                    next(one for one in sorted(set(with_duties.values_list("child_id", flat=True))) if one not in mine)
                ],
            )
        duties = {keys[child_id]: number for child_id, number in Duty.objects.values_list("child_id", "pk")}
        anybody = keys[with_duties.order_by("child_id").first()["child_id"]]
    return {"of": found, "anybody": anybody, "duties": duties, "sealed": sealed.key, "hints": hints_of(sealed)}


NAME_UNDER_SEAL = "Zebedee Underwood"


def put_under_seal() -> Any:
    """A child who would stand in most lists, were it not for the seal: in care, with things due, of an officer who is away."""
    care = table("periods_of_care").filter(ended_on=None).values("child_id")
    held = table("allocations").filter(role="reviewing_officer", started_on__lte=TODAY, ended_on=None)
    row = held.filter(child_id__in=care.intersection(Duty.objects.values("child_id"))).order_by("-child_id").first()
    child = table("children").get(child_id=row.child_id)
    Particulars.objects.create(child=child.key, name=NAME_UNDER_SEAL)
    Absence.objects.create(worker_id=row.worker_id, kind="other", first_on=TODAY)
    standin = held.exclude(worker_id=row.worker_id).first().worker_id
    Cover.objects.create(
        child=child.key, role="reviewing_officer", for_worker=row.worker_id, worker_id=standin, first_on=TODAY,
        last_on=TODAY, arranged_by="1", arranged_at=clock.now(),
    )  # fmt: skip
    Seal.objects.create(child=child.key, reason="A court ordered it", placed_by="1", placed_at=clock.now())
    stand()
    return table("children").get(pk=child.pk)


def read(content: bytes) -> str:
    """What a page says, or a workbook in all its parts."""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with ZipFile(BytesIO(content)) as parts:
        return "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


def hints_of(child: Any) -> tuple[str, ...]:
    """What would show that the child is there."""
    return NAME_UNDER_SEAL, child.key, f">{child.child_id}<", f"Child {child.key[:6].upper()}"


def roles() -> list[tuple[str, str]]:
    return [(name, stream) for name, role in table_in_force().roles.items() for stream in role.streams]


def granted(role: str, stream: str, asked: Asked) -> str:
    """The scope the table grants a role with what a page asks for; empty where it grants none."""
    grant = table_in_force().grant(role, asked.stream, asked.kind, asked.action)
    return grant.scope if grant and asked.stream in (stream, "common") else ""


def client_for(signed_in: SignedIn, fairlea: Authority, role: str, stream: str, worker: str) -> Client:
    until = {"holds_until": TODAY} if table_in_force().role(role).for_a_time else {}
    return signed_in(fairlea, role, stream, worker, **until)


@pytest.mark.parametrize(("role", "stream"), roles())
def test_a_role_opens_what_the_table_grants_and_nothing_else(
    role: str, stream: str, fairlea: Authority, signed_in: SignedIn, children: dict[str, Any]
) -> None:
    worker, own, others = children["of"].get(role, ("", children["anybody"], children["anybody"]))
    duties = children["duties"]
    client = client_for(signed_in, fairlea, role, stream, worker if stream == "care_and_protection" else "")
    for page in pages():
        scope = granted(role, stream, page.asked)
        whole = scope in ("own_service", "authority")
        has_own = (
            bool(worker) and stream == "care_and_protection" and scope in ("own_children", "own_team", "own_service")
        )
        answer = client.get(page.address(own, duties))
        assert (answer.status_code != 404) == ((whole or has_own) if page.of_child else bool(scope)), (page, OWN, scope)
        if not page.of_child and not granted(role, stream, replace(page.asked, kind="sealed_history")):
            shown = read(answer.content)
            assert not [hint for hint in children["hints"] if hint in shown], (page, SEALED)
        if page.of_child:
            assert (client.get(page.address(others, duties)).status_code != 404) == whole, (page, OTHERS, scope)
            assert client.get(page.address(NO_SUCH_KEY, duties)).status_code == 404, (page, NOBODYS)
            opens = whole and granted(role, stream, replace(page.asked, kind="sealed_history")) == "own_service"
            answer = client.get(page.address(children["sealed"], duties))
            if not page.of_duty or not opens:
                assert (answer.status_code != 404) == opens, (page, SEALED)


def test_refusals_are_one_like_the_other(fairlea: Authority, signed_in: SignedIn, children: dict[str, Any]) -> None:
    worker, _, others = children["of"]["reviewing_officer"]
    clients = {
        "no role": client_for(signed_in, fairlea, "board_member", "care_and_protection", ""),
        "another stream": client_for(signed_in, fairlea, "carer_reviewing_officer", "fostering", ""),
        "another's children": client_for(signed_in, fairlea, "reviewing_officer", "care_and_protection", worker),
    }
    for client in clients.values():
        client.get(reverse("accessibility"))  # the first page of a session takes down when it began
    for page in (one for one in pages() if one.of_child):
        told = set()
        for client in clients.values():
            for child in (others, NO_SUCH_KEY, children["sealed"]):
                with CaptureQueriesContext(connection) as asked:
                    answer = client.get(page.address(child, children["duties"]))
                told.add((answer.status_code, TOKEN.sub(b"", answer.content), len(asked)))
        assert len(told) == 1, (page, [(one[0], one[2]) for one in told])
        assert next(iter(told))[0] == 404
