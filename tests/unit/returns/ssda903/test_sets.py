"""Which files make one set, of which year, and what is said where they do not fit together."""

from datetime import date
from pathlib import Path

import pytest
from tests.builders import REVIEWS, write, write_set

from handrail.record.problems import Problem
from handrail.returns.load import Loaded, check, load
from handrail.timescales.working_days import england

BORN = ["1,01/01/2015"]
CARE_2024 = ["1,01/05/2023,S,C2,U6,,"]
CARE_2025 = ["1,01/05/2023,S,C2,U6,02/05/2024,X1", "1,02/05/2024,P,C2,U6,,"]
MET_2024 = ["1,01/01/2015,25/05/2023,PN1"]
MET_2025 = ["1,01/01/2015,24/05/2024,PN1"]


def problems(loaded: Loaded, *rules: str) -> list[Problem]:
    found = [*loaded.problems, *check(loaded, england().before)]
    return [problem for problem in found if problem.rule in rules]


def two_years(folder: Path) -> Path:
    write_set(folder / "2024", BORN, CARE_2024, MET_2024)
    write_set(folder / "2025", BORN, CARE_2025, MET_2025)
    return folder


@pytest.mark.parametrize("layout", ["a folder a year", "one folder"])
def test_a_year_whose_episodes_are_broken_is_missing_and_changes_no_other(tmp_path: Path, layout: str) -> None:
    if layout == "one folder":
        write_set(tmp_path, BORN, CARE_2024, MET_2024, prefix="2024_")
        write_set(tmp_path, BORN, CARE_2025, MET_2025, prefix="2025_")
        broken = tmp_path / "2025_episodes.csv"
    else:
        broken = two_years(tmp_path) / "2025/episodes.csv"
    broken.write_bytes(b"\x00\x01\x02" * 99)
    loaded = load([tmp_path])
    assert [(each.year, len(each.files)) for each in loaded.sets] == [(2024, 3), (2025, 2)]
    why = loaded.record.why_missing(("episodes",), date(2024, 4, 1), date(2025, 3, 31))
    assert why == "The episodes of 2024/25 were not loaded."
    assert loaded.record.why_missing(("episodes", "reviews"), date(2023, 4, 1), date(2024, 3, 31)) is None
    assert (loaded.record.care_from, loaded.record.care_to) == (date(2023, 4, 1), date(2025, 3, 31))
    assert problems(loaded, "HR-LAC-1", "HR-LAC-12")[0].severity == "note"
    assert len(problems(loaded, "HR-LAC-1", "HR-LAC-12")) == 1


def test_reviews_in_a_folder_of_their_own_join_the_episodes_of_their_year(tmp_path: Path) -> None:
    write_set(tmp_path / "a", None, CARE_2024)
    write_set(tmp_path / "b", None, CARE_2025)
    write_set(tmp_path / "c", None, None, MET_2025)
    write_set(tmp_path / "d", None, None, MET_2024)
    names = [[file.name for file in each.files] for each in load([tmp_path]).sets]
    assert names == [["a/episodes.csv", "d/reviews.csv"], ["b/episodes.csv", "c/reviews.csv"]]


def test_one_kind_split_over_files_of_a_folder_is_one_set(tmp_path: Path) -> None:
    write_set(tmp_path, None, [*CARE_2025, "2,02/05/2024,S,C2,U6,,"], None)
    write_set(tmp_path, BORN, None, MET_2025, prefix="one_")
    write_set(tmp_path, ["2,01/01/2016"], None, ["2,01/01/2016,24/05/2024,PN1"], prefix="two_")
    loaded = load([tmp_path])
    assert [(each.year, len(each.files)) for each in loaded.sets] == [(2025, 5)]
    assert problems(loaded, "HR-LAC-12") == []


def test_years_named_one_by_one_are_read_as_the_folder_that_holds_them(tmp_path: Path) -> None:
    whole = load([two_years(tmp_path)])
    apart = load([tmp_path / "2024", tmp_path / "2025"])
    assert (apart.record, apart.problems) == (whole.record, whole.problems)
    assert [each.name for each in apart.sets] == ["2024/episodes.csv", "2025/episodes.csv"]
    shell_glob = load(sorted(tmp_path.glob("*/*.csv")))
    assert shell_glob.record == whole.record


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    folder = two_years(tmp_path)
    (tmp_path / "again").symlink_to(tmp_path / "2025")
    once = load([folder])
    twice = load([folder, folder / "2025", folder / "2025/reviews.csv", folder / "again"])
    assert (twice.record, twice.problems) == (once.record, once.problems)


def test_a_folder_or_file_alone_is_named_from_itself(tmp_path: Path) -> None:
    two_years(tmp_path)
    assert load([tmp_path / "2024"]).sets[0].files[0].name == "episodes.csv"
    assert load([tmp_path / "2024/episodes.csv"]).sets[0].name == "episodes.csv"
    assert load([tmp_path / "2024/../2024"]).sets[0].name == "episodes.csv"


def test_two_sets_of_one_year_are_told_once_with_both_names(tmp_path: Path) -> None:
    two_years(tmp_path)
    write_set(tmp_path / "2025 final", BORN, [*CARE_2025, "3,02/05/2024,S,C2,U6,,"], MET_2025)
    told = problems(load([tmp_path]), "HR-LAC-12")
    assert [problem.severity for problem in told] == ["error"]
    assert "2025 final/episodes.csv and 2025/episodes.csv are all sets of 2024/25" in told[0].message
    assert problems(load([tmp_path / "2024", tmp_path / "2025"]), "HR-LAC-12") == []


OVERLAPPING = [
    (["1,01/05/2023,S,C2,U6,,", "1,01/06/2023,P,C2,U6,,"], [(2, None)]),
    (["1,01/05/2023,S,C2,U6,02/06/2023,X1", "1,01/06/2023,P,C2,U6,,"], [(2, "02/06/2023")]),
    (["1,01/05/2023,S,C2,U6,01/06/2023,X1", "1,01/06/2023,P,C2,U6,,"], []),
    (["1,01/05/2023,S,V4,U6,,", "1,01/06/2023,S,C2,U6,,", "2,02/06/2023,S,C2,U6,,"], [(2, None)]),
    (["1,01/05/2023,S,C2,U6,01/06/2023,E4A", "1,09/06/2023,S,C2,U6,,"], []),
]


@pytest.mark.parametrize(("episodes", "told"), OVERLAPPING)
def test_overlapping_and_never_closed_episodes_are_told(
    tmp_path: Path, episodes: list[str], told: list[tuple[int, str | None]]
) -> None:
    write_set(tmp_path, BORN, episodes, [])
    found = problems(load([tmp_path]), "HR-LAC-11")
    assert [(problem.row, problem.value) for problem in found] == told
    assert all(problem.message.startswith("Row 2 of episodes.csv: the episode of 01/05/2023") for problem in found)


def test_a_date_after_the_year_of_nearly_all_is_queried_with_what_to_do(tmp_path: Path) -> None:
    closed = [f"{child},01/05/2024,S,C2,U6,01/0{child}/2025,E4A" for child in (1, 2, 3)]
    episodes = [*closed, "4,01/05/2024,S,C2,U6,01/02/2025,E4A", "5,01/05/2024,S,C2,U6,01/02/2026,E4A"]
    write_set(tmp_path, BORN, episodes, MET_2025)
    loaded = load([tmp_path])
    (query,) = problems(loaded, "HR-LAC-13")
    assert (query.severity, query.row, query.field, query.value) == ("query", 6, "DEC", "01/02/2026")
    assert "--covers 2024-04-01" in query.what_to_do
    assert "read as that of 2025/26" in query.message
    assert loaded.record.care_from == date(2025, 4, 1)
    assert load([tmp_path], covers=date(2024, 4, 1)).record.care_from == date(2024, 4, 1)


def test_a_set_of_several_years_is_not_taken_for_a_slip(tmp_path: Path) -> None:
    episodes = [f"{child},01/05/2019,S,C2,U6,01/05/20{20 + child},E4A" for child in range(1, 6)]
    write_set(tmp_path, BORN, [*episodes, "9,01/06/2024,S,C2,U6,,"], [])
    assert problems(load([tmp_path]), "HR-LAC-13") == []


def without(folder: Path, column: str) -> Path:
    path = folder / "episodes.csv"
    rows = [line.split(",") for line in path.read_text().splitlines()]
    at = rows[0].index(column)
    path.write_text("".join(",".join(row[:at] + row[at + 1 :]) + "\n" for row in rows))
    return folder


def test_without_legal_status_nothing_is_counted_in_that_year(tmp_path: Path) -> None:
    without(two_years(tmp_path) / "2025", "LS")
    loaded = load([tmp_path])
    why = loaded.record.why_missing(("episodes",), date(2024, 4, 1), date(2025, 3, 31))
    assert why is not None
    assert why.startswith("2025/episodes.csv gives no legal status (LS), so short breaks")
    assert loaded.record.why_missing(("episodes",), date(2025, 4, 1), date(2026, 3, 31)) == why
    assert loaded.record.why_missing(("episodes",), date(2023, 4, 1), date(2024, 3, 31)) is None
    assert [episode.legal_status for episode in loaded.record.episodes] == ["C2", None]
    assert [problem.severity for problem in problems(loaded, "903-399")] == ["note"]


def test_without_placements_it_is_said_what_follows(tmp_path: Path) -> None:
    loaded = load([without(write_set(tmp_path, BORN, CARE_2025, MET_2025), "PLACE")])
    (told,) = problems(loaded, "FILE-COLUMN-MISSING")
    assert "it is not known who was placed for adoption" in told.message
    assert loaded.record.why_missing(("episodes",), date.min, date.max) is None


def test_a_column_given_twice_is_refused_by_name(tmp_path: Path) -> None:
    write(tmp_path / "reviews.csv", f"{REVIEWS},review", ["1,01/01/2015,24/05/2024,PN1,25/05/2024"])
    loaded = load([tmp_path])
    (told,) = problems(loaded, "FILE-HEADER")
    assert (told.file, told.row, told.field) == ("reviews.csv", 1, "REVIEW")
    assert loaded.record.reviews == []
    write(tmp_path / "reviews.csv", f"{REVIEWS},,", [f"{MET_2025[0]},,"])
    assert len(load([tmp_path]).record.reviews) == 1


XML = """<EXPSSDA903>
<CHILD><HEADER>{id}<DOB>01/01/2015</DOB>
<AREVIEW><REVIEW>24/05/2024</REVIEW><REVIEW_CODE>{code}</REVIEW_CODE></AREVIEW></HEADER>
<EPISODE><DECOM>02/05/2024</DECOM><RNE>S</RNE><LS>C2</LS><PL>U6</PL></EPISODE></CHILD>
</EXPSSDA903>"""


def xml(folder: Path, child: str, code: str = "PN1") -> Loaded:
    (folder / "set.xml").write_text(XML.format(id=child, code=code))
    return load([folder])


@pytest.mark.parametrize("child", ["<CHILDID>007</CHILDID>", "<CHILD>007</CHILD>", "<SEX>1</SEX><CHILD>007</CHILD>"])
def test_the_id_of_a_child_in_xml_is_found_under_both_names(tmp_path: Path, child: str) -> None:
    loaded = xml(tmp_path, child)
    assert [row.child_id for row in loaded.record.children] == ["007"]
    assert problems(loaded, "ROW-NO-CHILD") == []
    assert len(loaded.record.reviews) == len(loaded.record.episodes) == 1


def test_problems_of_xml_speak_of_lines(tmp_path: Path) -> None:
    (told,) = problems(xml(tmp_path, ""), "ROW-NO-CHILD")
    assert told.message.startswith("Line 2 of set.xml: there is no child id (CHILDID).")
    (told,) = problems(xml(tmp_path, "<CHILDID>007</CHILDID>", "PN9"), "903-167")
    assert told.message.startswith("Line 3 of set.xml: REVIEW_CODE is PN9")
