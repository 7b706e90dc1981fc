"""What an import changes: a return handed in again replaces the earlier one of its kind, year and part, and no other."""

from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import REVIEWS, write, write_set

from handrail.record.record import Record
from handrail.record.schema import TABLES
from handrail.returns import record_folder
from handrail.returns.load import load
from handrail.store import importing
from handrail.store.difference import Count
from handrail.store.folder import Store
from handrail.store.importing import Import
from handrail.store.refused import StoreRefused

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HEADER = ["1,01/01/2015", "2,02/02/2016"]
CHILD_1, CHILD_2 = "1,01/05/2023,S,C2,U6,,", "2,01/06/2023,S,C2,U6,,"


def work_out(store: Store, *paths: Path, covers: date | None = None) -> Import:
    return importing.work_out(store, load(paths, covers), covers)


def bring_in(store: Store, *paths: Path, covers: date | None = None) -> dict[str, Count]:
    """Import and apply; the counts of the tables that differ, or refused something."""
    wanted = work_out(store, *paths, covers=covers)
    if wanted.has_effect:
        importing.apply(store, wanted, at=AT, author="Ada", sources=importing.sources_of(paths, store))
    return {count.table: count for count in wanted.changes.counts if any(count[1:5])}


def rows(store: Store, table: str) -> list[tuple[str, ...]]:
    found = getattr(importing.read(store.folder).record, table)
    return [tuple(str(value) for value in row[:2]) for row in found]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_records_of_one_year_after_another_are_one_record(
    store: Store, tmp_path: Path, year_2024: Path, year_2025: Path
) -> None:
    """The year is new, what it says of periods already known is not: each is held once, and all years are covered."""
    for year in (year_2024, year_2025):
        folder = tmp_path / "records" / year.name
        record_folder.write(load([year]).record, folder)
        bring_in(store, folder)
        assert not work_out(store, folder).has_effect
    kept, whole = importing.read(store.folder).record, load([year_2024, year_2025]).record
    assert (kept.care_from, kept.care_to) == (whole.care_from, whole.care_to) == (date(2023, 4, 1), date(2025, 3, 31))
    assert [row[:-1] for row in kept.periods_of_care] == [row[:-1] for row in whole.periods_of_care]
    assert {(gap.table, gap.first, gap.last) for gap in kept.missing} == {
        (gap.table, gap.first, gap.last) for gap in whole.missing
    }


@pytest.fixture
def year_2024(tmp_path: Path) -> Path:
    """2023/24: two children came into care and were reviewed."""
    reviews = ["1,01/01/2015,26/05/2023,PN1", "2,02/02/2016,26/06/2023,PN1"]
    return write_set(tmp_path / "years/2024", HEADER, [CHILD_1, CHILD_2], reviews)


@pytest.fixture
def year_2025(tmp_path: Path) -> Path:
    """2024/25: child 1 is still there, child 2 left in May."""
    reviews = ["1,01/01/2015,20/05/2024,PN1", "1,01/01/2015,12/11/2024,PN1"]
    return write_set(tmp_path / "years/2025", HEADER, [CHILD_1, "2,01/06/2023,S,C2,U6,10/05/2024,E4"], reviews)


def test_a_later_year_makes_nothing_of_an_earlier_year_vanish(store: Store, year_2024: Path, year_2025: Path) -> None:
    bring_in(store, year_2024)
    found = bring_in(store, year_2025)
    assert found["reviews"] == Count("reviews", new=2, unchanged=2)
    assert found["episodes"] == Count("episodes", changed=1, unchanged=1)
    assert not any(count.vanished for count in found.values())


def test_years_imported_in_any_order_are_as_all_loaded_at_once(
    tmp_path: Path, year_2024: Path, year_2025: Path
) -> None:
    year_2026 = write_set(
        tmp_path / "years/2026", HEADER[:1], [CHILD_1[:-1] + "10/06/2025,E4"], ["1,01/01/2015,09/05/2025,PN2"]
    )
    years = [year_2024, year_2025, year_2026]
    at_once = load([tmp_path / "years"]).record
    for number, order in enumerate(permutations(years)):
        store = Store(tmp_path / f"store-{number}")
        for year in order:
            bring_in(store, year)
        assert without_places(importing.read(store.folder).record) == without_places(at_once)


def test_a_return_handed_in_again_takes_back_what_it_no_longer_says(
    store: Store, year_2024: Path, year_2025: Path
) -> None:
    bring_in(store, year_2024)
    bring_in(store, year_2025)
    write(year_2025 / "reviews.csv", REVIEWS, ["1,01/01/2015,20/05/2024,PN2"])
    found = bring_in(store, year_2025)
    assert found == {"reviews": Count("reviews", changed=1, vanished=1, unchanged=2)}
    assert rows(store, "reviews") == [("1", "2023-05-26"), ("1", "2024-05-20"), ("2", "2023-06-26")]


def test_a_row_stays_while_another_year_still_tells_of_it(store: Store, year_2024: Path, year_2025: Path) -> None:
    """Child 2's episode stands in both years. Taken out of the later one, it is what the earlier one says: open."""
    bring_in(store, year_2024.parent)
    write_set(year_2025, HEADER[:1], [CHILD_1, "3,09/09/2024,S,C2,U6,,"])
    assert bring_in(store, year_2025)["episodes"] == Count("episodes", new=1, changed=1, unchanged=1)
    changes = {change.field for change in work_out(store, year_2024).changes.changes}
    assert changes == set()


def test_one_file_of_a_set_by_itself_replaces_that_file_only(store: Store, tmp_path: Path, year_2024: Path) -> None:
    bring_in(store, year_2024)
    alone = tmp_path / "alone"
    alone.mkdir()
    write(alone / "reviews.csv", REVIEWS, ["1,01/01/2015,26/05/2023,PN1"])
    assert bring_in(store, alone) == {"reviews": Count("reviews", vanished=1, unchanged=1)}
    assert len(rows(store, "episodes")) == 2


def test_a_file_whose_year_cannot_be_told_has_no_place(store: Store, tmp_path: Path, year_2024: Path) -> None:
    bring_in(store, year_2024)
    alone = tmp_path / "alone"
    alone.mkdir()
    write(alone / "reviews.csv", REVIEWS, ["1,01/01/2015,26/05/2023,PN1", "1,01/01/2015,26/05/2024,PN1"])
    wanted = work_out(store, alone)
    assert not wanted.has_effect
    assert [problem.rule for problem in wanted.refused] == ["FILE-NO-YEAR"]


def test_a_file_that_could_not_be_read_makes_nothing_vanish(store: Store, year_2024: Path) -> None:
    bring_in(store, year_2024)
    write(year_2024 / "reviews.csv", "CHILD;DOB;REVIEW;REVIEW_CODE", ["1;01/01/2015;26/05/2023;PN1"])
    wanted = work_out(store, year_2024)
    assert not wanted.has_effect
    assert [problem.rule for problem in wanted.refused] == ["FILE-SEPARATOR"]


def test_a_row_that_was_refused_is_listed_and_kept_with_the_version(store: Store, year_2024: Path) -> None:
    write(year_2024 / "reviews.csv", REVIEWS, ["1,01/01/2015,26/05/2023,PN1", "1,01/01/2015,31/02/2024,PN1"])
    assert bring_in(store, year_2024)["reviews"] == Count("reviews", new=1, refused=1)
    (version,) = store.all_versions()
    assert [(problem.rule, problem.row) for problem in store.refused(version)] == [("903-166", 3)]


def test_the_same_import_twice_does_nothing_the_second_time(store: Store, year_2024: Path) -> None:
    bring_in(store, year_2024)
    assert not work_out(store, year_2024).has_effect
    assert bring_in(store, year_2024) == {}
    assert [version.number for version in store.all_versions()] == [1]


def test_a_change_names_the_field_and_both_values(store: Store, year_2024: Path, year_2025: Path) -> None:
    bring_in(store, year_2024)
    (change, *_) = [each for each in work_out(store, year_2025).changes.changes if each.table == "episodes"]
    assert change[:6] == ("episodes", "changed", "2|2023-06-01", "ended_on", None, "2024-05-10")


def test_what_was_said_of_the_first_day_covered_holds_on(store: Store, year_2024: Path, year_2025: Path) -> None:
    bring_in(store, year_2024, covers=date(2023, 9, 1))
    bring_in(store, year_2025)
    assert importing.read(store.folder).record.care_from == date(2023, 9, 1)


# --- what people decided

CORRECTIONS = "table,key,field,recorded,verified,reason,author,corrected_on"
MERGES = "kept_id,other_id,act,reason,author,decided_on"


def test_corrections_and_merges_are_never_touched_by_an_import(store: Store, tmp_path: Path, year_2024: Path) -> None:
    bring_in(store, year_2024)
    acts = tmp_path / "acts"
    acts.mkdir()
    line = "reviews,1|2023-05-26,participation,PN1,PN2,Typed wrongly,Ada,2026-11-01"
    write(acts / "corrections.csv", CORRECTIONS, [line])
    write(acts / "merges.csv", MERGES, ["1,2,merge,One child,Ada,2026-11-01"])
    assert bring_in(store, acts) == {"merges": Count("merges", new=1), "corrections": Count("corrections", new=1)}
    assert bring_in(store, acts) == {}

    write(year_2024 / "reviews.csv", REVIEWS, [])
    assert set(bring_in(store, year_2024)) == {"reviews"}
    kept = store.record(store.all_versions()[-1])
    assert [row.verified for row in kept.corrections] == ["PN2"]
    assert [row.kept_id for row in kept.merges] == ["1"]


def test_an_act_that_says_otherwise_is_refused_and_the_first_stays(
    store: Store, tmp_path: Path, year_2024: Path
) -> None:
    bring_in(store, year_2024)
    acts = write(
        tmp_path / "corrections.csv", CORRECTIONS, ["reviews,1|2023-05-26,participation,PN1,PN2,Slip,Ada,2026-11-01"]
    )
    bring_in(store, acts)
    write(acts, CORRECTIONS, ["reviews,1|2023-05-26,participation,PN1,PN3,Slip,Ada,2026-11-01"])
    wanted = work_out(store, acts)
    assert not wanted.has_effect
    assert [(problem.rule, problem.row) for problem in wanted.refused] == [("RECORD-ACT-STAYS", 2)]


def test_an_act_on_a_child_the_store_does_not_know_is_refused(store: Store, tmp_path: Path, year_2024: Path) -> None:
    bring_in(store, year_2024)
    acts = write(tmp_path / "merges.csv", MERGES, ["1,9,merge,One child,Ada,2026-11-01"])
    wanted = work_out(store, acts)
    assert not wanted.has_effect
    assert [problem.rule for problem in wanted.refused] == ["HR-MER-3"]


# --- records


def test_a_record_makes_vanish_only_what_it_covers(
    store: Store, tmp_path: Path, year_2024: Path, year_2025: Path
) -> None:
    record_folder.write(load([year_2024.parent]).record, tmp_path / "record")
    bring_in(store, tmp_path / "record")
    later = load([year_2025]).record
    later.reviews = later.reviews[:1]
    record_folder.write(later, tmp_path / "record")
    assert bring_in(store, tmp_path / "record")["reviews"] == Count("reviews", vanished=1, unchanged=3)
    later.reviews = []
    (tmp_path / "record/reviews.csv").unlink()
    assert bring_in(store, tmp_path / "record") == {"reviews": Count("reviews", refused=1, unchanged=3)}


def test_records_and_returns_do_not_mix_in_one_store(store: Store, tmp_path: Path, year_2024: Path) -> None:
    bring_in(store, year_2024)
    record_folder.write(load([year_2024]).record, tmp_path / "record")
    with pytest.raises(StoreRefused, match="keeps returns"):
        work_out(store, tmp_path / "record")
    other = Store(tmp_path / "other")
    bring_in(other, tmp_path / "record")
    with pytest.raises(StoreRefused, match="keeps a record"):
        work_out(other, year_2024)


# --- whatever is handed in

REVIEW_ROWS = st.lists(
    st.tuples(st.sampled_from("12"), st.integers(1, 28), st.integers(4, 12), st.sampled_from(["PN1", "PN2", "XX", ""])),
    max_size=6,
).map(lambda rows: [f"{child},01/01/2015,{day:02}/{month:02}/2023,{code}" for child, day, month, code in rows])


@settings(max_examples=10)
@given(st.lists(REVIEW_ROWS, min_size=1, max_size=3))
def test_the_store_holds_what_was_handed_in_last_and_can_go_back_to_the_first(hands: list[list[str]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        store, returns = Store(Path(folder) / "store"), Path(folder) / "set"
        records = []
        for reviews in hands:
            write_set(returns, HEADER, [CHILD_1, CHILD_2], reviews)
            before = importing.read(store.folder).record if records else Record()
            found = bring_in(store, returns)
            records.append(importing.read(store.folder).record)
            assert records[-1] == load([returns]).record
            reviews_differ = {row[:-1] for row in before.reviews} ^ {row[:-1] for row in records[-1].reviews}
            assert bool(reviews_differ) == any(found.get("reviews", Count("reviews"))[1:4])
        last = store.all_versions()[-1].number
        if last > 1:
            importing.roll_back(store, 1, at=AT, author="Ada")
            assert importing.read(store.folder).record == records[0]
            assert [each.number for each in store.all_versions()] == list(range(1, last + 2))


def without_places(record: Record) -> dict[str, list[tuple[object, ...]]]:
    """What a record says, and not where it was read."""
    return {
        table.name: [row[:-1] if row._fields[-1] == "read_from" else row for row in getattr(record, table.name)]
        for table in TABLES
    } | {"facts": [(record.care_from, record.protection_from, *record.missing)]}


def test_an_older_record_handed_in_later_reopens_nothing(store: Store, tmp_path: Path) -> None:
    """What was open when the older record was written has ended since, and stays ended."""
    older = write_set(tmp_path / "a" / "older", HEADER, [CHILD_1, CHILD_2], [])
    newer = write_set(
        tmp_path / "b" / "newer",
        HEADER,
        ["1,01/05/2023,S,C2,U6,10/06/2024,E4A", CHILD_2],
        ["1,01/01/2015,02/05/2024,PN1"],
    )
    for name, source in (("old", older), ("new", newer)):
        record_folder.write(load([source]).record, tmp_path / name)
    bring_in(store, tmp_path / "new")
    bring_in(store, tmp_path / "old")
    ended = {episode.child_id: episode.ended_on for episode in importing.read(store.folder).record.episodes}
    assert ended == {"1": date(2024, 6, 10), "2": None}
