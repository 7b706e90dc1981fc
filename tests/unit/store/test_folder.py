"""The folder of a store: versions, going back, damage, and what it refuses to touch."""

import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from tests.builders import write_set

from handrail.returns.load import load
from handrail.store import importing
from handrail.store.folder import Store
from handrail.store.refused import StoreRefused
from handrail.store.version import Version

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CHILD = "Zed-0007"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store of two versions: a review was coded PN1, then PN2."""
    made = Store(tmp_path / "store")
    for code in ("PN1", "PN2"):
        bring_in(made, tmp_path, code)
    return made


def bring_in(store: Store, folder: Path, code: str) -> Version:
    returns = write_set(
        folder / "set",
        [f"{CHILD},01/01/2015"],
        [f"{CHILD},01/05/2023,S,C2,U6,,"],
        [f"{CHILD},01/01/2015,26/05/2023,{code}"],
    )
    wanted = importing.work_out(store, load([returns]))
    return importing.apply(store, wanted, at=AT, author="Ada", sources=importing.sources_of([returns], store))


def codes(store: Store) -> list[str | None]:
    return [review.participation for review in importing.read(store.folder).record.reviews]


def test_a_version_says_who_made_it_when_and_from_what(store: Store) -> None:
    first, second = store.all_versions()
    assert (second.number, second.author, second.at) == (2, "Ada", AT)
    assert [source.name for source in second.sources] == ["episodes.csv", "header.csv", "reviews.csv"]
    differ = {one.name for one, other in zip(first.sources, second.sources, strict=True) if one.sha256 != other.sha256}
    assert differ == {"reviews.csv"}


def test_a_table_that_did_not_change_is_kept_once(store: Store) -> None:
    first, second = store.all_versions()
    assert first.tables["episodes"] == second.tables["episodes"]
    assert first.tables["reviews"] != second.tables["reviews"]


def test_going_back_is_a_new_version_and_can_be_undone(store: Store) -> None:
    importing.roll_back(store, 1, at=AT, author="Ben", note="wrong file")
    assert codes(store) == ["PN1"]
    third = store.all_versions()[2]
    assert (third.act, third.restored, third.author, third.note) == ("rollback", 1, "Ben", "wrong file")
    importing.roll_back(store, 2, at=AT, author="Ben")
    assert codes(store) == ["PN2"]


@pytest.mark.parametrize(("to", "why"), [(2, "holds already"), (3, "no version 3")])
def test_going_back_to_what_is_not_there_is_refused(store: Store, to: int, why: str) -> None:
    with pytest.raises(StoreRefused, match=why):
        importing.roll_back(store, to, at=AT, author="Ada")


def test_the_analysts_file_holds_the_current_record(store: Store) -> None:
    with duckdb.connect(str(store.folder / "current.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT participation FROM reviews").fetchall() == [("PN2",)]
        assert connection.execute("SELECT version, author FROM store_version").fetchall() == [(2, "Ada")]


def test_an_analysts_file_that_is_gone_is_made_again(store: Store) -> None:
    (store.folder / "current.duckdb").unlink()
    importing.settle(store, AT)
    assert (store.folder / "current.duckdb").exists()


def test_no_name_in_the_folder_and_no_manifest_names_a_child(store: Store) -> None:
    assert not [path for path in store.folder.rglob("*") if CHILD.lower() in path.name.lower()]
    for path in store.folder.rglob("*.json"):
        assert CHILD not in path.read_text()


def test_a_file_that_changed_or_went_is_found(store: Store) -> None:
    assert list(store.damage()) == []
    reviews, episodes = (store.all_versions()[1].tables[name].object for name in ("reviews", "episodes"))
    path = store.objects / f"{reviews}.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    (store.objects / f"{episodes}.parquet").unlink()
    assert {problem.file for problem in store.damage()} == {f"{reviews}.parquet", f"{episodes}.parquet"}
    with pytest.raises(StoreRefused, match="damaged"):
        importing.read(store.folder)


@pytest.mark.parametrize("name", ["CURRENT", "store.json", "versions/000002/manifest.json"])
def test_a_broken_file_is_told_in_words(store: Store, name: str) -> None:
    whole = (store.folder / name).read_bytes()
    for broken in (b"", b"[1]", b"{", b"{}", b"\x00\xff", whole[:-4], whole[: len(whole) // 2]):
        (store.folder / name).write_bytes(broken)
        with pytest.raises(StoreRefused, match=r"damaged|newer|not a store"):
            importing.read(store.folder)
        with pytest.raises(StoreRefused, match=r"damaged|newer|not a store"), store.writing(AT):
            pass
    (store.folder / name).write_bytes(whole)
    assert codes(store) == ["PN2"]


@pytest.mark.parametrize("name", ["CURRENT", "store.json"])
def test_a_store_of_a_newer_version_is_refused(store: Store, name: str) -> None:
    path = store.folder / name
    path.write_text(json.dumps({**json.loads(path.read_text()), "handrail_store": 2}))
    with pytest.raises(StoreRefused, match="newer version"):
        importing.read(store.folder)
    with pytest.raises(StoreRefused, match="newer version"), store.writing(AT):
        pass


def test_a_folder_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(StoreRefused, match="not a store"):
        Store(tmp_path).current()
    with pytest.raises(StoreRefused, match="not a store and is not empty"), Store(tmp_path).writing(AT):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_store_inside_what_is_imported_is_refused(store: Store) -> None:
    with pytest.raises(StoreRefused, match="lies inside"):
        importing.sources_of([store.folder.parent], store)


def test_an_import_worked_out_before_another_was_applied_is_refused(store: Store, tmp_path: Path) -> None:
    stale = importing.work_out(
        store, load([write_set(tmp_path / "set", reviews=[f"{CHILD},01/01/2015,26/05/2023,PN3"])])
    )
    bring_in(store, tmp_path, "PN4")
    with pytest.raises(StoreRefused, match="has changed since"):
        importing.apply(store, stale, at=AT, author="Ada")
    assert codes(store) == ["PN4"]
