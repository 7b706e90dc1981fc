"""What is done is taken down in one statement, whoever wrote it and however many children it was about."""

import json
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.service.audit.conftest import MINE, NOW, OPENED, OTHERS, Visiting

from handrail.service.audit.actions import enter, enter_for
from handrail.service.audit.models import Entry, EntryChild, Waiting
from handrail.service.audit.unusual import EMERGENCY
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import NoWall, wall
from handrail.trail.entry import NotAnEntry


def test_an_entry_says_who_what_which_children_why_and_when(visiting: Visiting) -> None:
    enter(visiting(), "read", children=[MINE, MINE], route="people:child", reason="Review", detail={"tab": "plan"})
    entry = Entry.objects.get()
    said = (entry.at, entry.who, entry.role, entry.through, entry.action, entry.kind, entry.route, entry.reason)
    assert said == (NOW, "f0" * 16, "reviewing_officer", "own_children", "read", "child", "people:child", "Review")
    assert (json.loads(entry.children), json.loads(entry.detail)) == ([MINE], {"tab": "plan"})
    assert [(one.entry_id, one.child, one.at) for one in EntryChild.objects.all()] == [(entry.pk, MINE, NOW)]
    assert [one.entry_id for one in Waiting.objects.all()] == [entry.pk]


@pytest.mark.parametrize(
    ("roles", "children", "through"),
    [
        (("reviewing_officer",), [MINE], "own_children"),
        (("reviewing_officer",), [OPENED], EMERGENCY),
        (("reviewing_officer",), [MINE, OPENED], EMERGENCY),
        (("reviewing_officer", "service_manager"), [MINE], "own_children"),
        (("reviewing_officer", "service_manager"), [OTHERS], "own_service"),
        (("reviewing_officer", "service_manager"), [MINE, OPENED], "own_service"),
        (("reviewing_officer",), [], "own_children"),
        (("advocate",), [], "own_children"),
    ],
)
def test_it_says_how_far_the_role_reached(
    visiting: Visiting, roles: tuple[str, ...], children: list[str], through: str
) -> None:
    enter(visiting(*roles), "read", children=children)
    assert Entry.objects.get().through == through


def test_what_nobody_may_is_taken_down_too(visiting: Visiting) -> None:
    enter(visiting("reviewing_officer", kind="legal_hold"), "refused", children=[OTHERS])
    entry = Entry.objects.get()
    assert (entry.role, entry.through, entry.kind) == ("reviewing_officer", "", "legal_hold")


def test_two_hundred_children_cost_one_statement(visiting: Visiting) -> None:
    visit, many = visiting("service_manager"), [f"{number:032x}" for number in range(200)]
    with CaptureQueriesContext(connection) as asked:
        begun = perf_counter()
        enter(visit, "list", children=many)
        took = perf_counter() - begun
    assert len(asked) == 1
    assert sorted(EntryChild.objects.values_list("child", flat=True)) == many
    assert took < 0.1, f"{took:.3f} s"


def test_what_cannot_be_an_entry_is_refused_and_nothing_is_written(visiting: Visiting) -> None:
    with pytest.raises(NotAnEntry):
        enter(visiting(), "looked", children=[MINE])
    with pytest.raises(NotAnEntry):
        enter(visiting(), "read", children=["Amara Osei"])
    assert not Entry.objects.exists()


def test_a_task_enters_for_somebody_or_for_the_system(inside: Authority) -> None:
    enter_for(inside, "", "", "import", at=NOW, kind="import", detail={"rows": 12})
    entry = Entry.objects.get()
    assert (entry.who, entry.role, entry.through, entry.action) == ("", "", "", "import")


def test_nothing_is_entered_outside_the_wall(fairlea: Authority, otherham: Authority) -> None:
    with pytest.raises(NoWall):
        enter_for(fairlea, "", "", "import", at=NOW, kind="import")
    with wall(otherham), pytest.raises(NoWall):
        enter_for(fairlea, "", "", "import", at=NOW, kind="import")
