"""Annex A, safeguarding datasets and trackers in the store: they add and change, and never take away."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from handrail.record.record import Record
from handrail.record.tables import Child, RecordedDue, Review
from handrail.returns.load import Loaded, assemble
from handrail.returns.part import ANNEX_A, TRACKER, Part
from handrail.store import importing
from handrail.store.folder import Store

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MAY, JULY = date(2025, 5, 1), date(2025, 7, 1)


def handed_in(
    *reviews: Review, dues: tuple[RecordedDue, ...] = (), source: str = TRACKER, name: str = "t.csv"
) -> Loaded:
    record = Record(children=[Child("1", date(2015, 1, 1))], reviews=list(reviews), recorded_dues=list(dues))
    return assemble(Loaded(Record(), parts=[Part(source, name, record)]))


def bring_in(store: Store, loaded: Loaded) -> bool:
    wanted = importing.work_out(store, loaded)
    if wanted.has_effect:
        importing.apply(store, wanted, at=AT, author="Ada")
    return wanted.has_effect


def reviews(store: Store) -> list[tuple[date, str | None]]:
    return [(review.opened_on, review.participation) for review in importing.read(store.folder).record.reviews]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    bring_in(made, handed_in(Review("1", MAY, None, "PN1", "t.csv:2")))
    return made


def test_a_tracker_that_lists_only_what_is_new_takes_nothing_away(store: Store) -> None:
    bring_in(store, handed_in(Review("1", JULY, None, "PN2", "t.csv:2")))
    assert reviews(store) == [(MAY, "PN1"), (JULY, "PN2")]


def test_the_latest_word_of_one_tracker_holds(store: Store) -> None:
    bring_in(store, handed_in(Review("1", MAY, None, "PN3", "t.csv:2")))
    assert reviews(store) == [(MAY, "PN3")]


def test_the_same_tracker_twice_does_nothing_the_second_time(store: Store) -> None:
    assert not bring_in(store, handed_in(Review("1", MAY, None, "PN1", "t.csv:2")))


def test_two_sources_are_put_together_as_when_loaded_at_once(store: Store) -> None:
    other = handed_in(Review("1", MAY, None, "PN4", "a.xlsx:3"), source=ANNEX_A, name="a.xlsx")
    bring_in(store, other)
    both = Loaded(Record(), parts=[*handed_in(Review("1", MAY, None, "PN1", "t.csv:2")).parts, *other.parts])
    assert importing.read(store.folder).record == assemble(both).record


def test_a_due_date_is_known_by_its_meeting_and_not_by_the_row_it_stands_in(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    bring_in(store, handed_in(dues=(RecordedDue("1", "lac_review", "t.csv", JULY, MAY, read_from="t.csv:2"),)))
    bring_in(store, handed_in(dues=(RecordedDue("1", "lac_review", "t.csv", MAY, MAY, read_from="t.csv:9"),)))
    assert [row.due_on for row in importing.read(store.folder).record.recorded_dues] == [MAY]
