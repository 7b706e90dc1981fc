"""What is due, asked by people: the right rows, from the children they reach, in as many queries at 500 as at 10."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.service.due.authority import load

from handrail.record.record import Record
from handrail.record.service_tables import Allocation, Worker
from handrail.record.tables import Child, Correction, Enquiry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due import queries, recompute
from handrail.service.due.models import RECORDED, VERIFIED, VIEWS, Duty
from handrail.service.due.queries import Listing, NoSuchPlace, Owed
from handrail.service.due.state import Word, standing
from handrail.service.records.models import model_of
from handrail.timescales import ledger

TODAY = date(2026, 4, 2)
LISTING = Listing(TODAY)


def children() -> Any:
    return model_of("children").objects.all()


def pages(ask: Callable[[Listing], queries.Page], size: int) -> list[Any]:
    found, after = [], None
    while True:
        page = ask(Listing(TODAY, size=size, after=after))
        found += page.duties
        if page.after is None:
            return found
        after = page.after


def expected(wanted: Callable[[Any], bool]) -> set[tuple[str, str]]:
    return {(one.child_id, one.key) for one in Duty.objects.filter(as_verified=True, leads=True) if wanted(one.row)}


def named(duties: Any) -> set[tuple[str, str]]:
    return {(one.child_id, one.key) for one in duties}


def test_what_is_late_is_what_the_ledger_calls_missed_and_open(worked_out: Authority) -> None:
    with wall(worked_out):
        found = pages(lambda asked: queries.late(children(), asked), 7)
        assert named(found) == expected(lambda row: ledger.state(row, TODAY) == ledger.MISSED_OPEN)
        assert len(found) == len(named(found)) > 5
        assert [one.due_latest_on for one in found] == sorted(one.due_latest_on for one in found)


def test_what_is_next_falls_due_within_the_days_asked_for(worked_out: Authority) -> None:
    def soon(row: Any) -> bool:
        latest = row.due_latest_on
        return ledger.state(row, TODAY) == ledger.RUNNING and latest <= TODAY + timedelta(days=28)

    with wall(worked_out):
        found = pages(lambda asked: queries.next_due(children(), asked), 5)
        assert named(found) == expected(soon)
        assert len(found) > 5


def test_some_clocks_only(worked_out: Authority) -> None:
    with wall(worked_out):
        found = queries.late(children(), Listing(TODAY, clocks=["pep_initial"])).duties
        assert {one.clock for one in found} == {"pep_initial"}


def test_everything_of_one_child_with_its_word(worked_out: Authority) -> None:
    with wall(worked_out):
        child = children().first()
        found = pages(lambda asked: queries.of_child(child, asked), 3)
        rows = Duty.objects.filter(child_id=child.child_id, as_verified=True)
        assert named(found) == {(one.child_id, one.key) for one in rows if standing(one.row, TODAY)}
        assert all(one.word == getattr(standing(one.row, TODAY), "word", None) for one in found)
        assert {one.child_key for one in found} == {child.key}


def test_of_children_out_of_reach_nothing_is_said(worked_out: Authority) -> None:
    with wall(worked_out):
        some = children().filter(child_id__lt="0000010")
        known = set(some.values_list("child_id", flat=True))
        assert {one.child_id for one in queries.late(some, LISTING).duties} <= known
        assert queries.late(children().none(), LISTING).duties == ()
        assert queries.by_team(children().none(), LISTING) == []


def test_a_place_that_no_page_gave_is_refused(worked_out: Authority) -> None:
    with wall(worked_out), pytest.raises(NoSuchPlace, match="no place in this list"):
        queries.late(children(), Listing(TODAY, after="2026-13-01.x"))


def test_by_team_and_by_officer_count_what_the_lists_hold(worked_out: Authority) -> None:
    with wall(worked_out):
        late, due = (
            queries.late(children(), Listing(TODAY, size=9999)),
            queries.next_due(children(), Listing(TODAY, size=9999)),
        )
        for found in (queries.by_team(children(), LISTING), queries.by_officer(children(), LISTING)):
            assert sum(owed.late for owed in found) == len(late.duties)
            assert sum(owed.due for owed in found) == len(due.duties)
            assert len(found) > 2


def test_whose_it_is(fairlea: Authority) -> None:
    """An enquiry is the chair's; where there is no chair, the officer's; the team is the social worker's."""
    before = TODAY - timedelta(days=40)
    record = Record(
        children=[Child("a"), Child("b"), Child("c")],
        enquiries=[Enquiry("a", before), Enquiry("b", before), Enquiry("c", TODAY)],
        workers=[
            Worker("S", "social_worker", "north"),
            Worker("C", "conference_chair"),
            Worker("R", "reviewing_officer"),
        ],
        allocations=[
            Allocation("a", "C", "conference_chair", before),
            Allocation("a", "R", "reviewing_officer", before),
            Allocation("b", "R", "reviewing_officer", before),
            Allocation("b", "S", "social_worker", before, TODAY),
            Allocation("c", "S", "social_worker", before, TODAY - timedelta(days=1)),
        ],
    )
    load(fairlea, record)
    recompute.for_all(fairlea)
    with wall(fairlea):
        by_officer, by_team = queries.by_officer(children(), LISTING), queries.by_team(children(), LISTING)
    assert by_officer == [Owed("C", 1, 0, 1), Owed("R", 1, 0, 1), Owed(None, 0, 1, 1)]
    assert by_team == [Owed(None, 1, 1, 2), Owed("north", 1, 0, 1)]


def many(authority: Authority, number: int) -> None:
    """So many children, each with an enquiry that is late, and as many with one that is due."""
    long_ago, lately = TODAY - timedelta(days=100), TODAY - timedelta(days=3)
    ids = [f"{place:04}" for place in range(number)]
    record = Record(children=[Child(one) for one in ids])
    record.enquiries = [Enquiry(one, day) for one in ids for day in (long_ago, lately)]
    load(authority, record)
    recompute.for_all(authority)


QUESTIONS: dict[str, Callable[[], Any]] = {
    "next_due": lambda: queries.next_due(children(), LISTING),
    "late": lambda: queries.late(children(), LISTING),
    "of_child": lambda: queries.of_child(children().get(child_id="0000"), LISTING),
    "by_officer": lambda: queries.by_officer(children(), LISTING),
    "by_team": lambda: queries.by_team(children(), LISTING),
    "reasons": lambda: queries.reasons(queries.late(children(), LISTING).duties),
}
QUERIES = {"next_due": 1, "late": 1, "of_child": 2, "by_officer": 2, "by_team": 1, "reasons": 2}


@pytest.mark.parametrize("number", [10, 500])
def test_as_many_queries_for_many_rows_as_for_few(fairlea: Authority, number: int) -> None:
    many(fairlea, number)
    counted = Counter[str]()
    with wall(fairlea):
        for name, ask in QUESTIONS.items():
            with CaptureQueriesContext(
                connection,
            ) as made:
                ask()
            counted[name] = len(made)
    assert counted == QUERIES


def test_both_ledgers_side_by_side(fairlea: Authority) -> None:
    """A conference recorded a week too late: late as recorded, in time as verified."""
    started_on, recorded_on, held_on = date(2026, 1, 5), date(2026, 2, 2), date(2026, 1, 26)
    record = Record(
        children=[Child("a")],
        enquiries=[Enquiry("a", started_on, conference_on=recorded_on)],
        corrections=[
            Correction(
                "enquiries", "a|2026-01-05", "conference_on", str(recorded_on), str(held_on), "letter", "A", TODAY
            )
        ],
    )
    load(fairlea, record)
    recompute.for_all(fairlea)
    with wall(fairlea):
        child = children().get()
        found = {view: queries.of_child(child, Listing(TODAY, view=view)).duties for view in VIEWS}
    assert {view: [one.word for one in duties] for view, duties in found.items()} == {
        RECORDED: [Word.MET_LATE],
        VERIFIED: [Word.ON_TIME],
    }
