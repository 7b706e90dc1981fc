"""The record of the wall, whole or of some children with all that is about them, in a constant number of queries."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.service.records.same import assert_same

from handrail.record.care import periods_of_care
from handrail.record.improvement_tables import Post, StaffEvent
from handrail.record.record import Record
from handrail.record.schema import TABLE_BY_NAME, TABLES
from handrail.record.service_tables import Allocation, Dispute, DisputeChild, DisputeStage, Worker
from handrail.record.tables import Child, Conference, ConferenceChild, Correction, Episode, Merge, Review, ReviewPart
from handrail.service.authorities.models import Authority
from handrail.service.records import loading, reading
from handrail.service.records.reach import child_column, ways

DAY, LATER = date(2024, 5, 10), date(2024, 9, 10)
SMALL = Record(
    children=[Child("1"), Child("2"), Child("3")],
    reviews=[Review("1", DAY), Review("2", DAY)],
    review_parts=[ReviewPart("1", DAY, LATER), ReviewPart("2", DAY, LATER)],
    conferences=[Conference("c1", "initial", DAY, chair_id="w1"), Conference("c2", "initial", DAY, chair_id="w2")],
    conference_children=[ConferenceChild("c1", "1"), ConferenceChild("c1", "2"), ConferenceChild("c2", "2")],
    disputes=[Dispute("d1", "review", DAY, "w3")],
    dispute_children=[DisputeChild("d1", "1")],
    dispute_stages=[DisputeStage("d1", "informal", DAY), DisputeStage("d9", "informal", DAY)],
    workers=[Worker(f"w{number}", "social_worker", post_id=f"p{number}") for number in range(1, 5)],
    posts=[Post(f"p{number}", "social_worker", 100) for number in range(1, 5)],
    allocations=[Allocation("1", "w1", "social_worker", DAY)],
    staff_events=[StaffEvent(staff_event_id="s1", worker_id="w1", kind="training", held_on=DAY)],
)


def test_the_record_is_read_whole(inside: Authority, made_up: Record) -> None:
    loading.apply(made_up, 1)
    assert_same(reading.record(), made_up)


def test_a_childs_part_holds_what_is_about_it_and_nothing_of_others(inside: Authority) -> None:
    loading.apply(SMALL, 1)
    part = reading.as_written(["1"])
    assert part.children == [Child("1")]
    assert (part.reviews, part.review_parts) == ([Review("1", DAY)], [ReviewPart("1", DAY, LATER)])
    assert [row.conference_id for row in part.conferences] == ["c1"]
    assert part.conference_children == [ConferenceChild("c1", "1")]
    assert [row.dispute_id for row in part.dispute_stages] == ["d1"]
    assert [row.worker_id for row in part.workers] == ["w1", "w3"]
    assert [row.post_id for row in part.posts] == ["p1", "p3"]
    assert part.staff_events == []
    assert part.why_missing(("staff_events",), DAY, LATER) == reading.ONLY_SOME
    assert part.why_missing(("reviews",), DAY, LATER) is None


def test_parts_of_all_children_together_are_all_that_is_about_children(inside: Authority, made_up: Record) -> None:
    loading.apply(made_up, 1)
    part = reading.as_written([child.child_id for child in made_up.children])
    for name in ways():
        if child_column(name):
            theirs = [row for row in getattr(made_up, name) if getattr(row, str(child_column(name))) is not None]
            assert sorted(getattr(part, name), key=repr) == sorted(theirs, key=repr), name
    assert part.disputes
    assert sorted(part.dispute_stages) == sorted(made_up.dispute_stages)


def test_what_some_are_about_is_found_by_the_links_of_the_schema(made_up: Record) -> None:
    """Every table that names children, or what is about them, is reached, each after what it is reached from."""
    for table in TABLES:
        if any(link.table == "children" for link in table.links):
            assert child_column(table.name) == "child_id"
    seen: set[str] = set()
    for name, found in ways().items():
        assert {way.of for way in found} <= seen
        assert len({way.column for way in found}) <= 1
        assert bool(found) != bool(child_column(name))
        seen.add(name)
    assert {"merges", "corrections", "praises", "targets", "staff_events"}.isdisjoint(ways())
    assert child_column("review_parts") == "child_id"


def test_every_link_of_a_part_leads_into_it(inside: Authority, made_up: Record) -> None:
    loading.apply(made_up, 1)
    part = reading.as_written([child.child_id for child in made_up.children[:7]])
    for table in TABLES:
        for link in table.links:
            there = {tuple(getattr(row, name) for name in link.to) for row in getattr(part, link.table)}
            whole = {tuple(getattr(row, name) for name in link.to) for row in getattr(made_up, link.table)}
            named = {tuple(getattr(row, name) for name in link.fields) for row in getattr(part, table.name)}
            assert named & whole <= there, (table.name, link)


@pytest.mark.parametrize("some", [None, 1, 40], ids=["whole", "one child", "forty children"])
def test_a_table_is_one_query(inside: Authority, made_up: Record, some: int | None) -> None:
    loading.apply(made_up, 1)
    ids = None if some is None else [child.child_id for child in made_up.children[:some]]
    with CaptureQueriesContext(connection) as asked:
        reading.record(ids)
    assert len([query for query in asked if "SELECT" in query["sql"]]) <= len(TABLES) + 1


def test_more_children_than_a_statement_has_places_for(inside: Authority) -> None:
    loading.apply(SMALL, 1)
    part = reading.as_written([str(number) for number in range(70_000)])
    assert [child.child_id for child in part.children] == ["1", "2", "3"]


class TestMerged:
    """Two ids of one child are one child, until someone says otherwise."""

    MERGED = replace(
        SMALL,
        merges=[Merge("1", "2", "merge", "same child", "a", DAY)],
        corrections=[
            Correction("reviews", "2|2024-05-10", "participation", None, "PN1", "seen", "a", DAY),
            Correction("reviews", "3|2024-05-11", "entry", None, "yes", "was held", "a", DAY),
            Correction("conferences", "c2", "held_on", "2024-05-10", "2024-05-11", "minutes", "a", DAY),
        ],
    )

    def test_the_record_has_them_as_one_and_the_tables_as_two(self, inside: Authority) -> None:
        loading.apply(self.MERGED, 1)
        assert [child.child_id for child in reading.record().children] == ["1", "3"]
        assert len(reading.as_written().children) == 3

    @pytest.mark.parametrize("asked", ["1", "2"])
    def test_the_part_of_one_is_the_part_of_both(self, inside: Authority, asked: str) -> None:
        loading.apply(self.MERGED, 1)
        part = reading.record([asked])
        assert [child.child_id for child in part.children] == ["1"]
        assert [each.table for each in part.corrections] == ["reviews", "conferences"]

    def test_of_two_acts_of_one_day_the_later_listed_stands(self, inside: Authority) -> None:
        acts = [Merge("1", "2", "unmerge", "a mistake", "a", DAY), *self.MERGED.merges]
        loading.apply(replace(self.MERGED, merges=acts), 1)
        assert [child.child_id for child in reading.record(["1"]).children] == ["1"]
        assert len(reading.record().children) == 2

    def test_what_was_undone_joins_nothing(self, inside: Authority) -> None:
        undone = [*self.MERGED.merges, Merge("1", "2", "unmerge", "a mistake", "a", LATER)]
        loading.apply(replace(self.MERGED, merges=undone), 1)
        assert [child.child_id for child in reading.record(["1"]).children] == ["1"]

    def test_a_correction_of_an_entry_that_is_not_there_yet_is_its_childs(self, inside: Authority) -> None:
        loading.apply(self.MERGED, 1)
        assert [each.key for each in reading.as_written(["3"]).corrections] == ["3|2024-05-11"]

    def test_nothing_is_joined_across_an_adoption(self, inside: Authority) -> None:
        adopted = Episode("1", DAY, LATER, "S", "C1", "N1", "A3", "PR1", "E11")
        after = Review("2", date(2025, 1, 1))
        record = replace(
            self.MERGED, episodes=[adopted], periods_of_care=periods_of_care([adopted]), reviews=[after], corrections=[]
        )
        loading.apply(record, 1)
        assert [child.child_id for child in reading.as_written(["2"]).children] == ["2"]


def test_whatever_is_there_is_about_someone_or_is_not_read(inside: Authority) -> None:
    loading.apply(SMALL, 1)
    nobody = reading.as_written([])
    held: list[Any] = [row for name in TABLE_BY_NAME for row in getattr(nobody, name)]
    assert held == []
