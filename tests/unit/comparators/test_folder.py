"""The folder of published figures: written, read, added to, and never half-written or mistaken for a record."""

import json
from pathlib import Path

import pytest
from tests.unit.comparators.made_up import DUDLEY, ENGLAND, loaded, one, published

from handrail.cli.main import main
from handrail.comparators import folder, pick
from handrail.comparators.folder import NotAStore, Store
from handrail.comparators.load import load
from handrail.record.problems import Problem
from handrail.returns import record_folder

D6 = "CPP_At31_3Months,Reviewed_within_timescales,Reviewed_within_timescales_percent"
SHARE = "cp_plans_reviewed_in_timescale_share"


def made(tmp_path: Path, share: str = "90.0", edition: str = "", year: int = 2027) -> Store:
    rows = (f"{year};{ENGLAND};30000,27000,90.0", f"{year};{DUDLEY};120,108,{share}")
    sn = "old_la_code,la_name,SN_1,SN_1P,SN_2,SN_2P\n332,=Dudley,333,Close,335,-\n"
    problems: list[Problem] = []
    store = folder.open_or_new(tmp_path / "out", problems)
    folder.add(store, loaded(tmp_path, edition, d6=published(D6, *rows), sn_2025=sn), problems)
    folder.write(store, tmp_path / "out")
    return store


def test_what_was_written_is_read_back_the_same(tmp_path: Path) -> None:
    store, problems = made(tmp_path), list[Problem]()
    again = folder.read(tmp_path / "out", problems)
    assert problems == []
    assert again.comparators == store.comparators
    assert (again.indicators, again.neighbours, again.areas.all()) == (
        store.indicators,
        store.neighbours,
        store.areas.all(),
    )


def test_the_folder_describes_itself_and_is_no_record(tmp_path: Path) -> None:
    made(tmp_path)
    described = json.loads((tmp_path / "out/datapackage.json").read_text())
    for resource in described["resources"]:
        header = (tmp_path / "out" / resource["path"]).read_text().splitlines()[0]
        assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]
    assert record_folder.find(tmp_path / "out") == []
    assert not list((tmp_path / "out").glob("*.partial"))


def test_editions_stand_side_by_side_and_the_newest_answers(tmp_path: Path) -> None:
    made(tmp_path, "90.0", "November 2026")
    store = made(tmp_path, "90.1", "March 2027")
    rows = pick.of_areas(pick.of_indicator(store, SHARE), pick.areas_called(store, "Dudley"))
    assert len(rows) == 2
    latest, differ = pick.newest(rows)
    assert [(str(row.value), row.edition) for row in latest] == [("90.1", "March 2027")]
    assert differ == 1


def test_the_same_edition_again_replaces_and_says_what_differs(tmp_path: Path) -> None:
    made(tmp_path)
    problems: list[Problem] = []
    store = folder.read(tmp_path / "out", problems)
    folder.add(store, loaded(tmp_path, d6=published(D6, f"2027;{DUDLEY};120,109,90.8")), problems)
    assert [problem.rule for problem in problems] == ["HR-CMP-REPLACED"]
    assert "90.0 before, 90.8 now" in problems[0].message or "108 before, 109 now" in problems[0].message
    assert len(store.comparators) == 6


def test_a_folder_of_something_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").write_text("mine")
    with pytest.raises(NotAStore):
        folder.open_or_new(tmp_path / "out", [])


def test_a_damaged_folder_gives_problems_and_what_is_left(tmp_path: Path) -> None:
    made(tmp_path)
    path = tmp_path / "out/comparators.csv"
    lines = path.read_text().splitlines()
    lines[1] = lines[1].replace(",2027,", ",soon,")
    lines[2] = lines[2].replace(",given,", ",suppressed,")
    path.write_text("\n".join(lines) + '\n"never closed')
    (tmp_path / "out/neighbours.csv").unlink()
    problems: list[Problem] = []
    store = folder.read(tmp_path / "out", problems)
    assert {problem.rule for problem in problems} == {"HR-CMP-STORE"}
    assert len(problems) == 4
    assert len(store.comparators) == 4


def test_the_commands_load_show_and_refuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "d6.csv", str(tmp_path / "out")
    source.write_text(published(D6, f"2027;{ENGLAND};30000,27000,90.0", f"2027;{DUDLEY};c,c,c"))
    assert main(["comparators", "load", str(source), "--out", out]) == 0
    capsys.readouterr()
    assert main(["comparators", "show", out, "--indicator", SHARE, "--area", "dudley", "--area", "England"]) == 0
    shown = capsys.readouterr().out
    assert "90.0 per cent (27,000 of 30,000)" in shown
    assert "suppressed (c)" in shown
    assert main(["comparators", "show", out, "--indicator", SHARE, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["unit"] == "plan"
    assert main(["comparators", "show", "--indicator", SHARE, "--beside", "rcpc_held_on_time"]) == 2
    assert "snapshot of the plans open at 31 March" in capsys.readouterr().err
    assert main(["comparators", "show", "--indicator", SHARE, "--beside", "cp_plans_reviewed_on_time"]) == 0
    for wrong in (
        ["show", out, "--indicator", "nothing"],
        ["show", out, "--indicator", SHARE, "--area", "Dudly"],
        ["show", out, "--indicator", SHARE, "--area", "Dudley", "--neighbours", "mean"],
        ["show", out, "--indicator", SHARE, "--neighbours", "mean"],
        ["show", out, "--indicator", SHARE, "--beside", "nothing"],
        ["show", str(tmp_path)],
        ["load", str(source), "--out", str(source)],
        ["load", "nowhere.csv", "--out", out],
    ):
        assert main(["comparators", *wrong]) == 2, wrong


def test_a_reorganised_authority_says_what_became_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cumbria = "Local authority,E92000001,England,E12000002,North West,909,E10000006,Cumbria"
    source = tmp_path / "d6.csv"
    source.write_text(published(D6, f"2023;{cumbria};10,9,90.0"))
    assert main(["comparators", "load", str(source), "--out", str(tmp_path / "out")]) == 0
    assert main(["comparators", "show", str(tmp_path / "out"), "--indicator", SHARE, "--area", "Cumbria"]) == 0
    assert "gave way to Cumberland (942)" in capsys.readouterr().err


def test_nothing_is_written_where_nothing_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "episodes.csv"
    source.write_text("CHILD,DECOM\n1,01/04/2025\n")
    assert main(["comparators", "load", str(source), "--out", str(tmp_path / "out")]) == 1
    assert "HR-CMP-FILE" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def test_one_figure_is_found_by_its_own_and_its_source_s_name(tmp_path: Path) -> None:
    store = made(tmp_path)
    assert pick.of_indicator(store, "Reviewed_within_timescales_percent") == pick.of_indicator(store, SHARE)
    assert one(load([tmp_path / "d6.csv"]), SHARE, 2027, "Dudley").value == 90
