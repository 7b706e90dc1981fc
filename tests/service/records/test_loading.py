"""A record goes into the database and comes out again; what was written there is left alone."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from tests.service.records.records import records
from tests.service.records.same import assert_same

from handrail.record.record import Record
from handrail.record.tables import Child as ChildRow
from handrail.record.tables import Review
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import NoWall, wall
from handrail.service.records import loading, reading
from handrail.service.records.coverage import loaded_version
from handrail.service.records.models import LOADED, WRITTEN, Child, model_of
from handrail.store.difference import REFUSED

DAY = date(2024, 5, 10)
ONE = Record(
    children=[ChildRow("1", date(2015, 1, 1), read_from="header.csv:2")],
    reviews=[Review("1", DAY, None, "PN1", "reviews.csv:2")],
)


def count(made: loading.Difference, table: str) -> loading.Count:
    return next(each for each in made.counts if each.table == table)


def test_a_made_up_record_comes_out_as_it_went_in(inside: Authority, made_up: Record) -> None:
    made = loading.apply(made_up, 1)
    assert_same(reading.as_written(), made_up)
    assert sum(each.added for each in made.counts) == sum(len(getattr(made_up, each.table)) for each in made.counts)
    assert not loading.difference(made_up).touches
    assert loaded_version() == 1


@settings(
    max_examples=max(1, settings().max_examples // 6),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=records(), after=records())
def test_applying_leaves_exactly_what_was_applied(
    fairlea: Authority, otherham: Authority, before: Record, after: Record
) -> None:
    with transaction.atomic():
        with wall(otherham):
            loading.apply(before, 1)
        with wall(fairlea):
            loading.apply(before, 1)
            told = loading.difference(after)
            assert loading.apply(after, 2) == told
            assert_same(reading.as_written(), after)
            assert not loading.apply(after, 2).touches
            assert told.touches == (not _says_the_same(before, after))
        with wall(otherham):
            assert_same(reading.as_written(), before)
        transaction.set_rollback(True)


def _says_the_same(one: Record, other: Record) -> bool:
    rows = [
        {
            name: sorted(value, key=repr)
            for name, value in vars(record).items()
            if isinstance(value, list) and name != "missing"
        }
        for record in (one, other)
    ]
    return rows[0] == rows[1]


def test_what_differs_is_counted_and_shown(inside: Authority) -> None:
    loading.apply(ONE, 1)
    after = Record(
        children=[ONE.children[0]._replace(sex="F", read_from="header.csv:9"), ChildRow("2")],
        reviews=[ONE.reviews[0]._replace(read_from="reviews.csv:7")],
    )
    told = loading.difference(after)
    assert count(told, "children")[1:] == (1, 1, 0, 0, 0, 0, 0)
    assert count(told, "reviews")[1:] == (0, 0, 0, 1, 0, 0, 0)
    assert [change.in_words().split()[1:] for change in told.sample] == [
        ["new", "2"],
        ["changed", "1", "sex:", "-", "->", "F"],
    ]
    gone = loading.difference(Record())
    assert count(gone, "reviews").removed == 1


def test_the_sample_is_bounded_and_the_counts_are_not(inside: Authority) -> None:
    many = Record(children=[ChildRow(str(number)) for number in range(500)])
    told = loading.difference(many)
    assert count(told, "children").added == 500
    assert len(told.sample) == loading.SAMPLE


def test_a_row_written_here_stays_and_the_conflict_is_told(inside: Authority) -> None:
    written = model_of("reviews")
    written.objects.create(child_id="1", opened_on=DAY, participation="PN2")
    made = loading.apply(ONE, 1)
    assert made.conflicts == 1
    conflict = next(change for change in made.sample if change.what == loading.CONFLICT)
    assert (conflict.field, conflict.before, conflict.after) == ("participation", "PN2", "PN1")
    assert written.objects.get().participation == "PN2"
    loading.apply(Record(), 2)
    assert written.objects.get().origin == WRITTEN
    assert loading.apply(ONE, 3).conflicts == 1


def test_a_row_written_here_that_says_the_same_is_no_conflict(inside: Authority) -> None:
    model_of("reviews").objects.create(child_id="1", opened_on=DAY, participation="PN1")
    made = loading.apply(ONE, 1)
    assert made.conflicts == 0
    assert count(made, "reviews").unchanged == 1


def test_a_child_that_vanishes_and_comes_back_keeps_its_key(inside: Authority) -> None:
    loading.apply(ONE, 1)
    key = Child.objects.get().key
    assert count(loading.apply(Record(), 2), "children").removed == 1
    assert not Child.objects.exists()
    assert Child.ever.get().key == key
    assert reading.as_written().children == []
    assert not loading.apply(Record(), 3).touches
    back = loading.apply(replace(ONE, children=[ONE.children[0]._replace(sex="F")]), 4)
    assert count(back, "children").added == 1
    assert (Child.objects.get().key, Child.objects.get().sex) == (key, "F")  # type: ignore[attr-defined]


def test_what_a_table_cannot_take_is_told_and_the_rest_is_loaded(inside: Authority) -> None:
    children = [ChildRow("1"), ChildRow("1", sex="M"), ChildRow("x" * 5_000), ChildRow("2", sex="M\0"), ChildRow("3")]
    made = loading.apply(Record(children=children), 1)
    assert count(made, "children").refused == 2
    why = [change.after for change in made.sample if change.what == REFUSED]
    assert why == ["a row before it has the same key", "what it is known by is longer than 600 characters"]
    assert [(row.child_id, row.sex) for row in reading.as_written().children] == [
        ("1", None),
        ("2", "M\ufffd"),
        ("3", None),
    ]
    assert not loading.apply(Record(children=children), 1).touches


def test_a_failure_in_the_middle_leaves_everything_as_it_was(inside: Authority) -> None:
    loading.apply(ONE, 1)

    def fail(table: str, done: int, of: int) -> None:
        if table == "reviews":
            raise RuntimeError("in the middle")

    other = Record(children=[ChildRow("9")], reviews=[Review("9", DAY)])
    with pytest.raises(RuntimeError, match="in the middle"):
        loading.apply(other, 2, fail)
    assert_same(reading.as_written(), ONE)
    assert loaded_version() == 1


def test_progress_is_told_table_by_table(inside: Authority, made_up: Record) -> None:
    heard: list[tuple[str, int, int]] = []
    loading.difference(made_up, lambda table, done, of: heard.append((table, done, of)))
    assert heard[-1][1] == heard[-1][2] > 0
    assert [done for _, done, _ in heard] == sorted(done for _, done, _ in heard)


def test_nothing_is_loaded_or_read_without_a_wall(fairlea: Authority) -> None:
    for act in (lambda: loading.apply(ONE, 1), lambda: loading.difference(ONE), reading.record):
        with pytest.raises(NoWall):
            act()


def test_rows_loaded_say_so(inside: Authority) -> None:
    loading.apply(ONE, 1)
    assert set(model_of("reviews").objects.values_list("origin", flat=True)) == {LOADED}
