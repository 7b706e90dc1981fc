"""The CIN census in the store: its parts are handed in again one by one, and one that breaks off replaces nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.returns.cin_census.made_up import child, details, enquiry, message, plan, reviews

from handrail.returns.load import load
from handrail.store import importing
from handrail.store.difference import Count
from handrail.store.folder import Store
from handrail.store.importing import Import

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CHILD = child("1", details(enquiry("2024-05-01", "2024-05-20") + plan("2024-05-20", "", reviews("2024-08-12"))))
OTHER = child("2", details(enquiry("2024-06-03", "2024-06-21") + plan("2024-06-21")))


def work_out(store: Store, path: Path) -> Import:
    return importing.work_out(store, load([path]))


def bring_in(store: Store, path: Path) -> dict[str, Count]:
    wanted = work_out(store, path)
    if wanted.has_effect:
        importing.apply(store, wanted, at=AT, author="Ada")
    return {count.table: count for count in wanted.changes.counts if any(count[1:5])}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def census(tmp_path: Path) -> Path:
    path = tmp_path / "census.xml"
    path.write_text(message(CHILD + OTHER))
    return path


def test_a_census_in_the_store_gives_the_record_of_its_file(store: Store, census: Path) -> None:
    bring_in(store, census)
    assert importing.read(store.folder).record == load([census]).record


def test_a_child_taken_out_of_the_census_vanishes_with_all_it_said(store: Store, census: Path) -> None:
    bring_in(store, census)
    census.write_text(message(CHILD))
    found = bring_in(store, census)
    assert found["children"] == Count("children", vanished=1, unchanged=1)
    assert found["plans"] == Count("plans", vanished=1, unchanged=1)


def test_the_next_census_makes_nothing_of_this_one_vanish(store: Store, census: Path) -> None:
    bring_in(store, census)
    ended = details(plan("2024-05-20", "2025-06-10", reviews("2025-01-20")))
    census.write_text(message(child("1", ended), "2026-03-31"))
    found = bring_in(store, census)
    assert not any(count.vanished for count in found.values())
    assert found["plans"] == Count("plans", changed=1, unchanged=1)


def test_a_census_that_breaks_off_does_not_replace_a_whole_one(store: Store, census: Path) -> None:
    bring_in(store, census)
    text = message(CHILD + OTHER)
    census.write_text(text[: text.index("<Child>", text.index("<Child>") + 1) + 40])
    wanted = work_out(store, census)
    assert not wanted.has_effect
    assert {problem.rule for problem in wanted.refused} == {"FILE-XML-BROKEN", "FILE-NOT-WHOLE"}


def test_a_block_by_itself_replaces_that_block_only(store: Store, tmp_path: Path, census: Path) -> None:
    bring_in(store, census)
    flat = tmp_path / "flat"
    flat.mkdir()
    (flat / "header.csv").write_text("Collection,Year,ReferenceDate\nCIN,2025,2025-03-31\n")
    columns = "LAchildID,CINdetailsID,S47ActualStartDate,InitialCPCtarget,DateOfInitialCPC,ICPCnotRequired"
    (flat / "section47.csv").write_text(f"{columns}\n1,1,2024-05-01,,2024-05-20,false\n")
    found = bring_in(store, flat)
    assert found["enquiries"] == Count("enquiries", vanished=1, unchanged=1)
    assert "plans" not in found
    assert "children" not in found


def test_plans_without_their_reviews_do_not_replace_plans_with_them(store: Store, tmp_path: Path, census: Path) -> None:
    bring_in(store, census)
    flat = tmp_path / "flat"
    flat.mkdir()
    (flat / "header.csv").write_text("Collection,Year,ReferenceDate\nCIN,2025,2025-03-31\n")
    columns = "LAchildID,CINdetailsID,CPPID,CPPstartDate,CPPendDate,InitialCategoryOfAbuse,LatestCategoryOfAbuse"
    (flat / "cpp.csv").write_text(f"{columns},NumberOfPreviousCPP\n1,1,1,2024-05-20,,NEG,NEG,0\n")
    wanted = work_out(store, flat)
    assert not wanted.has_effect
    assert "FILE-NOT-WHOLE" in {problem.rule for problem in wanted.refused}
