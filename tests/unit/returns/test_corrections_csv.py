"""Corrections and merges come as CSV files known by their columns; what does not fit is refused line by line."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import write, write_set

from handrail.record.corrections import apply
from handrail.record.identity import apply_merges
from handrail.record.record import Record
from handrail.record.tables import Child, Correction, Merge
from handrail.returns import record_folder
from handrail.returns.load import Loaded, load

CORRECTIONS = "table,key,field,recorded,verified,reason,author,corrected_on"
MERGES = "kept_id,other_id,act,reason,author,decided_on"
MERGE = "1,2,merge,Registered twice,A. Manager,01/06/2025"


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    """Child 1 and child 2 are one child: the second id was given on the day care changed hands. Child 3 was adopted."""
    return write_set(
        tmp_path / "set",
        ["1,01/01/2015", "2,01/01/2015", "3,01/01/2022"],
        ["1,01/05/2024,S,C2,U6,12/08/2024,X1", "2,12/08/2024,L,C2,U1,,", "3,01/05/2024,S,E1,A6,01/10/2024,E12"],
        ["1,01/01/2015,24/05/2024,PN1", "2,01/01/2015,20/08/2024,PN1", "1,01/01/2015,20/08/2024,PN3"],
    )


def rules(loaded: Loaded) -> list[tuple[str, int | None]]:
    return [(problem.rule, problem.row) for problem in loaded.problems]


@pytest.mark.parametrize(
    ("pairs", "kept"),
    [
        (["ba", "cb"], "c"),  # a chain
        (["ba", "ca"], "c"),  # one id into two: all three are one child, and the later act says which id stays
        (["ba", "cb", "ac"], "a"),  # a ring
        (["cb", "dc", "bd", "ba"], "a"),  # into a ring
        (["ab", "ac"], "a"),
    ],
)
def test_every_id_merged_in_whatever_way_becomes_one_child(pairs: list[str], kept: str) -> None:
    ids = sorted({each for pair in pairs for each in pair})
    acts = [Merge(pair[0], pair[1], "merge", "one child", "A. Manager", date(2025, 6, 1)) for pair in pairs]
    record = Record(children=[Child(each) for each in ids], merges=acts)
    merged, _ = apply_merges(record)
    assert [child.child_id for child in merged.children] == [kept]
    assert [child.child_id for child in record.children] == ids


def test_twenty_thousand_merges_in_a_chain_take_no_time() -> None:
    ids = [f"{number:05}" for number in range(20_000)]
    acts = [Merge(kept, other, "merge", "one child", "A. Manager", date(2025, 6, 1)) for kept, other in pairwise(ids)]
    merged, _ = apply_merges(Record(children=[Child(each) for each in ids], merges=acts))
    assert [child.child_id for child in merged.children] == ["00000"]


def test_a_file_of_corrections_is_known_by_its_columns_and_applied_to_the_verified_view(returns: Path) -> None:
    lines = ['reviews,1|2024-05-24,opened_on,24/05/2024,22/05/2024,"Typed, not checked",A. Manager,01/06/2025']
    write(returns / "anything.csv", CORRECTIONS, lines)
    loaded = load([returns])
    assert loaded.problems == []
    assert loaded.record.corrections == [
        Correction("reviews", "1|2024-05-24", "opened_on", "2024-05-24", "2024-05-22", "Typed, not checked", "A. Manager", date(2025, 6, 1))
    ]  # fmt: skip
    assert loaded.record.reviews[0].opened_on == date(2024, 5, 24)
    assert apply(loaded.record).reviews[0].opened_on == date(2024, 5, 22)


def test_a_line_that_does_not_fit_names_its_row_and_takes_no_other_with_it(returns: Path) -> None:
    lines = [
        "reviews,1|2024-05-24,participation,PN2,PN3,Looked up,A. Manager,01/06/2025",
        "reviews,1|2024-05-24,participation,PN1,PN3,Looked up,,01/06/2025",
        "reviews,1|2024-05-24,participation,PN1,PN3,Looked up,A. Manager,31/06/2025",
        "reviews,4|2024-05-24,participation,PN1,PN3,Looked up,A. Manager,01/06/2025",
        "reviews,1|2024-05-24,participation,PN1,PN3,Looked up,A. Manager,01/06/2025",
    ]
    write(returns / "c.csv", CORRECTIONS, lines)
    loaded = load([returns])
    assert sorted(rules(loaded)) == [("HR-COR-2", 3), ("HR-COR-3", 2), ("HR-COR-5", 5), ("HR-COR-7", 4)]
    assert all(problem.file == "c.csv" and problem.what_to_do for problem in loaded.problems)
    assert len(loaded.record.corrections) == 1


def test_corrections_may_stand_beside_a_record_and_survive_being_written(returns: Path, tmp_path: Path) -> None:
    record_folder.write(load([returns]).before_merges, tmp_path / "record")
    lines = ["reviews,1|2024-05-24,entry,yes,no,Meeting was stood down,A. Manager,2025-06-01"]
    corrections = write(tmp_path / "c.csv", CORRECTIONS, lines)
    loaded = load([tmp_path / "record", corrections])
    assert loaded.problems == []
    record_folder.write(loaded.before_merges, tmp_path / "again")
    again = load([tmp_path / "again"])
    assert again.record.corrections == loaded.record.corrections
    assert len(apply(again.record).reviews) == len(again.record.reviews) - 1


def test_a_record_and_another_return_are_still_not_read_together(returns: Path, tmp_path: Path) -> None:
    record_folder.write(load([returns]).record, tmp_path / "record")
    assert rules(load([tmp_path / "record", returns])) == [("RECORD-NOT-ALONE", None)]


# --- merges


def test_a_merge_makes_one_child_and_says_where_the_two_differ(returns: Path) -> None:
    write(returns / "m.csv", MERGES, [MERGE])
    loaded = load([returns])
    assert [child.child_id for child in loaded.record.children] == ["1", "3"]
    assert [(period.child_id, period.began_on) for period in loaded.record.periods_of_care] == [
        ("1", date(2024, 5, 1)),
        ("3", date(2024, 5, 1)),
    ]
    assert [review.opened_on for review in loaded.record.reviews] == [date(2024, 5, 24), date(2024, 8, 20)]
    assert rules(loaded) == [("HR-ID-6", 3)]
    assert {review.child_id for review in loaded.before_merges.reviews} == {"1", "2"}


def test_unmerge_restores_exactly_and_the_latest_act_wins(returns: Path, tmp_path: Path) -> None:
    before = load([returns]).record
    write(returns / "m.csv", MERGES, ["1,2,unmerge,Two children after all,A. Manager,02/06/2025", MERGE])
    loaded = load([returns])
    assert loaded.problems == []
    assert [act.act for act in loaded.record.merges] == ["merge", "unmerge"]
    loaded.record.merges = []
    assert loaded.record == before


def test_unmerge_restores_a_record_that_was_written_while_merged(returns: Path, tmp_path: Path) -> None:
    record_folder.write(load([returns]).record, tmp_path / "plain")
    before = load([tmp_path / "plain"]).record
    write(returns / "m.csv", MERGES, [MERGE])
    record_folder.write(load([returns]).before_merges, tmp_path / "record")
    undo = write(tmp_path / "u.csv", MERGES, ["1,2,unmerge,Two children after all,A. Manager,02/06/2025"])
    restored = load([tmp_path / "record", undo]).record
    restored.merges = []
    assert restored == before


def test_corrections_speak_of_children_as_merged(returns: Path) -> None:
    write(returns / "m.csv", MERGES, [MERGE])
    write(returns / "c.csv", CORRECTIONS, ["episodes,1|2024-08-12,legal_status,C2,E1,Order seen,A. Manager,01/06/2025"])
    loaded = load([returns])
    assert rules(loaded) == [("HR-ID-6", 3)]
    assert apply(loaded.record).episodes[1].legal_status == "E1"


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("1,2,join,Same,A. Manager,01/06/2025", "HR-MER-1"),
        ("1,2,merge,,A. Manager,01/06/2025", "HR-MER-2"),
        ("1,2,merge,Same,,01/06/2025", "HR-MER-2"),
        ("1,77,merge,Same,A. Manager,01/06/2025", "HR-MER-3"),
        ("1,1,merge,Same,A. Manager,01/06/2025", "HR-MER-3"),
        ("1,2,merge,Same,A. Manager,soon", "HR-MER-4"),
        ("1,2,unmerge,Same,A. Manager,01/06/2025", "HR-MER-5"),
        ("1,3,merge,Same,A. Manager,01/06/2025", None),
        ("3,2,merge,Same,A. Manager,01/06/2025", "HR-ID-1"),
    ],
)
def test_a_merge_that_does_not_fit_is_refused(returns: Path, line: str, rule: str | None) -> None:
    """Child 1's own entries all lie before the adoption of child 3; child 2 has an open episode after it begins."""
    write(returns / "m.csv", MERGES, [line])
    if rule == "HR-ID-1":
        with (returns / "reviews.csv").open("a", encoding="utf-8") as file:
            file.write("2,01/01/2015,20/01/2025,PN1\n")
    refused = [found for found in rules(load([returns])) if found[0] != "HR-ID-6"]
    assert refused == ([(rule, 2)] if rule else [])


def test_two_merges_do_not_cross_an_adoption_in_two_steps(returns: Path) -> None:
    with (returns / "reviews.csv").open("a", encoding="utf-8") as file:
        file.write("2,01/01/2015,20/01/2025,PN1\n")
    write(returns / "m.csv", MERGES, ["3,1,merge,Same,A. Manager,01/06/2025", "1,2,merge,Same,A. Manager,02/06/2025"])
    loaded = load([returns])
    assert [found for found in rules(loaded) if found[0] != "HR-ID-6"] == [("HR-ID-1", 3)]
    assert loaded.record.merges == [Merge("3", "1", "merge", "Same", "A. Manager", date(2025, 6, 1))]


@given(
    st.sampled_from([CORRECTIONS, MERGES]),
    st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=40), max_size=5),
)
def test_whatever_stands_in_such_a_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, header: str, lines: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("acts")
    write_set(folder, ["1,01/01/2015"], ["1,01/05/2024,S,C2,U6,,"], ["1,01/01/2015,24/05/2024,PN1"])
    write(folder / "acts.csv", header, lines)
    loaded = load([folder])
    assert len(loaded.record.reviews) == 1
    assert loaded.record.corrections == loaded.record.merges == []
