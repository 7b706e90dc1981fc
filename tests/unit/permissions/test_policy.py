"""Whatever roles a person holds: more roles never mean less, no grant means no, and a list agrees with a record."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.permissions.people import TODAY, person

from handrail.permissions import (
    About,
    Allocated,
    Allowed,
    Broken,
    Held,
    NoSuchName,
    Refused,
    Scope,
    Viewer,
    may,
    names_shown,
    scope_of,
    table_in_force,
)

TABLE = table_in_force()
KEPT = list(TABLE.kept())
HOLDABLE = [(role.name, stream) for role in TABLE.roles.values() for stream in role.streams]
CHILDREN = st.sampled_from(["child 1", "child 2", "child 3"])
TEAMS = st.sampled_from(["team 1", "team 2"])
ACCOUNTS = st.sampled_from(["account 1", "account 2"])
DAYS = st.dates(TODAY - timedelta(3), TODAY + timedelta(3))
ACTIONS = st.sampled_from(list(TABLE.actions))


@st.composite
def helds(draw: st.DrawFn) -> Held:
    role, stream = draw(st.sampled_from(HOLDABLE))
    return Held(role, stream, draw(DAYS), draw(DAYS | st.none()), draw(TEAMS | st.none()))


@st.composite
def allocateds(draw: st.DrawFn) -> Allocated:
    role, stream = draw(st.sampled_from(HOLDABLE))
    return Allocated(draw(CHILDREN), role, stream, draw(DAYS), draw(DAYS | st.none()))


@st.composite
def brokens(draw: st.DrawFn) -> Broken:
    until = datetime(2026, 11, 28, tzinfo=UTC) + timedelta(hours=draw(st.integers(-30, 30)))
    return Broken(draw(CHILDREN), draw(st.sampled_from(list(TABLE.streams))), until)


VIEWERS = st.builds(
    Viewer,
    ACCOUNTS,
    st.just("authority 1"),
    st.frozensets(helds(), max_size=3),
    st.frozensets(allocateds(), max_size=3),
    st.frozensets(brokens(), max_size=2),
)


@st.composite
def abouts(draw: st.DrawFn) -> About:
    stream, kind = draw(st.sampled_from(KEPT))
    whose = [draw(keys | st.none()) for keys in (CHILDREN, TEAMS, ACCOUNTS)]
    return About(kind, stream, *whose, sealed=draw(st.booleans()), published=draw(st.booleans()))


@given(VIEWERS, helds(), ACTIONS, abouts())
def test_another_role_takes_nothing_away_but_for_the_named_conflicts(
    viewer: Viewer, held: Held, action: str, about: About
) -> None:
    more = replace(viewer, roles=viewer.roles | {held})
    if may(viewer, action, about, TODAY) and not may(more, action, about, TODAY):
        assert any(about.kind in conflict.kinds and action in conflict.takes for conflict in TABLE.conflicts)


@given(VIEWERS, ACTIONS, abouts())
def test_without_a_grant_everything_is_refused(viewer: Viewer, action: str, about: About) -> None:
    held = [each for each in viewer.roles if each.in_force(TODAY) and about.stream in (each.stream, "common")]
    granted = [each for each in held if TABLE.grant(each.role, about.stream, about.kind, action)]
    answer = may(viewer, action, about, TODAY)
    if not granted and not viewer.broken:
        assert isinstance(answer, Refused)
    if isinstance(answer, Allowed) and not answer.broken:
        assert answer.role in {each.role for each in granted}


@given(VIEWERS, ACTIONS, abouts())
def test_a_list_holds_exactly_the_records_that_can_be_reached(viewer: Viewer, action: str, about: About) -> None:
    """A query filters by the parts of a scope; one record is answered by `may`. Both must say the same."""
    about = replace(about, sealed=False)
    scope = scope_of(viewer, action, about.kind, about.stream, TODAY)
    barred = about.owner == viewer.account and any(
        about.kind in rule.kinds and action in rule.actions for rule in TABLE.never_own
    )
    assert (filtered(scope, about) and not barred) == bool(may(viewer, action, about, TODAY))


def filtered(scope: Scope, about: About) -> bool:
    return (
        scope.whole
        or about.child in scope.children
        or about.team in scope.teams
        or (scope.owner is not None and about.owner == scope.owner)
        or (scope.published and about.published)
    )


@given(VIEWERS, ACTIONS, abouts())
def test_a_seal_takes_and_never_gives(viewer: Viewer, action: str, about: About) -> None:
    under, open_ = replace(about, sealed=True), replace(about, sealed=False)
    if may(viewer, action, under, TODAY):
        assert may(viewer, action, open_, TODAY)
        assert scope_of(viewer, action, "sealed_history", about.stream, TODAY)


@given(VIEWERS, abouts())
def test_nobody_knows_the_name_of_what_they_may_not_list(viewer: Viewer, about: About) -> None:
    if names_shown(viewer, about, TODAY):
        assert may(viewer, "list", about, TODAY)


@given(VIEWERS, ACTIONS, abouts())
def test_what_one_may_do_one_may_list(viewer: Viewer, action: str, about: About) -> None:
    conflict = any(about.kind in each.kinds for each in TABLE.conflicts)
    if may(viewer, action, about, TODAY) and not conflict:
        assert may(viewer, "list", about, TODAY)


@given(VIEWERS, ACTIONS, abouts())
def test_with_every_role_and_allocation_over_nothing_is_left(viewer: Viewer, action: str, about: About) -> None:
    over = TODAY - timedelta(1)
    ended = replace(viewer, roles=frozenset(replace(each, holds_until=over) for each in viewer.roles))
    answer = may(ended, action, about, TODAY)
    assert isinstance(answer, Refused)
    assert answer.why


def test_the_answer_names_the_role_and_whether_it_was_an_emergency() -> None:
    officer = person("reviewing_officer", broken=True)
    child, other = (About("child", "care_and_protection", child=key) for key in ("child 1", "child 2"))
    assert may(officer, "read", child, TODAY) == Allowed("reviewing_officer", "own_children")
    assert may(officer, "read", other, TODAY) == Allowed("reviewing_officer", "own_children", broken=True)


@pytest.mark.parametrize(
    ("about", "says"),
    [
        (About("child", "care_and_protection", child="child 2"), "this lies beyond"),
        (About("child", "care_and_protection", child="child 1", sealed=True), "under seal"),
        (About("panel_paper", "care_and_protection", child="child 1"), "Nothing grants 'read'"),
        (About("carer", "fostering", child="child 1"), "No role is in force in 'fostering'"),
    ],
)
def test_the_log_says_why(about: About, says: str) -> None:
    answer = may(person("reviewing_officer"), "read", about, TODAY)
    assert isinstance(answer, Refused)
    assert says in answer.why


@pytest.mark.parametrize(
    ("action", "kind", "stream", "says"),
    [
        ("peek", "child", "care_and_protection", "There is no action 'peek'. There are: list, read, write"),
        ("read", "children", "care_and_protection", "There is no kind of record 'children'."),
        ("read", "child", "adoption", "There is no stream 'adoption'."),
    ],
)
def test_names_that_are_not_in_the_table_are_refused_with_those_that_are(
    action: str, kind: str, stream: str, says: str
) -> None:
    with pytest.raises(NoSuchName, match=says.replace("(", r"\(")):
        scope_of(person("director"), action, kind, stream, TODAY)


def test_a_role_is_held_only_where_it_belongs() -> None:
    since = date(2026, 1, 1)
    with pytest.raises(NoSuchName, match="There is no role 'iro'"):
        Held("iro", "care_and_protection", since)
    with pytest.raises(NoSuchName, match="reviewing_officer is not held in 'fostering'"):
        Held("reviewing_officer", "fostering", since)
    with pytest.raises(NoSuchName, match="There is no stream 'adoption'"):
        Allocated("child 1", "reviewing_officer", "adoption", since)
