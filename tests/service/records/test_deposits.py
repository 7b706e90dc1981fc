"""What is handed in goes into the authority's store, and the database follows it, whatever happens in between."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings
from tests.builders import write_set
from tests.service.records.same import assert_same

from handrail.returns.load import load
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.records import deposits, loading, reading
from handrail.service.records.coverage import loaded_version
from handrail.service.records.models import model_of
from handrail.store import importing
from handrail.store.refused import StoreRefused


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.HANDRAIL = replace(settings.HANDRAIL, data=tmp_path / "data")


@pytest.fixture
def first(tmp_path: Path) -> Path:
    reviews = ["1,01/01/2015,10/05/2024,PN1", "2,01/01/2015,20/05/2024,PN1"]
    return _a_year(tmp_path / "first", reviews)


@pytest.fixture
def second(tmp_path: Path) -> Path:
    return _a_year(tmp_path / "second", ["1,01/01/2015,10/05/2024,PN2"])


def _a_year(folder: Path, reviews: list[str]) -> Path:
    header = [f"{child},01/01/2015" for child in (1, 2)]
    return write_set(folder, header, [f"{child},01/04/2024,S,C2,U6,," for child in (1, 2)], reviews)


def hand_in(authority: Authority, folder: Path) -> deposits.Applied:
    preview = deposits.import_preview(authority, load([folder]))
    return deposits.import_apply(
        authority, preview.wanted, author="a", sources=deposits.sources_of(authority, [folder])
    )


def reviews_of(authority: Authority) -> list[str]:
    with wall(authority):
        return [f"{row.child_id} {row.participation}" for row in reading.record().reviews]


def test_what_is_handed_in_is_previewed_then_held_and_loaded(fairlea: Authority, first: Path) -> None:
    preview = deposits.import_preview(fairlea, load([first]))
    assert preview.difference.touches
    assert reviews_of(fairlea) == []
    made = hand_in(fairlea, first)
    assert made.difference == preview.difference
    assert made.version.number == 1
    assert [source.name for source in made.version.sources] == ["episodes.csv", "header.csv", "reviews.csv"]
    with wall(fairlea):
        assert_same(reading.as_written(), importing.read(deposits.store_of(fairlea).folder).before_merges)
        assert loaded_version() == 1


def test_each_authority_has_a_store_of_its_own(fairlea: Authority, otherham: Authority, first: Path) -> None:
    hand_in(fairlea, first)
    assert reviews_of(otherham) == []
    assert deposits.store_of(otherham).folder != deposits.store_of(fairlea).folder


def test_a_return_handed_in_again_takes_the_place_of_the_first_and_can_be_undone(
    fairlea: Authority, first: Path, second: Path
) -> None:
    hand_in(fairlea, first)
    hand_in(fairlea, second)
    assert reviews_of(fairlea) == ["1 PN2"]
    made = deposits.rollback(fairlea, 1, author="a")
    assert made.version.number == 3
    assert reviews_of(fairlea) == ["1 PN1", "2 PN1"]
    with wall(fairlea):
        assert loaded_version() == 3


def test_the_preview_tells_of_what_was_written_here(fairlea: Authority, first: Path) -> None:
    with wall(fairlea):
        model_of("reviews").objects.create(child_id="1", opened_on=date(2024, 5, 10), participation="PN5")
    assert deposits.import_preview(fairlea, load([first])).difference.conflicts == 1


@pytest.mark.parametrize("then", ["import", "rollback", "preview", "catch_up"])
def test_a_process_that_ended_between_store_and_database_is_caught_up_with(
    fairlea: Authority, first: Path, second: Path, then: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(fairlea, first)
    wanted = deposits.import_preview(fairlea, load([second])).wanted
    with monkeypatch.context() as broken:
        broken.setattr(loading, "apply", _ends)
        with pytest.raises(KeyboardInterrupt):
            hand_in(fairlea, second)
    assert deposits.store_of(fairlea).current().number == 2  # type: ignore[union-attr]
    assert reviews_of(fairlea) == ["1 PN1", "2 PN1"]
    assert deposits.is_behind(fairlea)
    match then:
        case "import":  # what was worked out before is worked out on what no longer holds
            with pytest.raises(StoreRefused, match="has changed since"):
                deposits.import_apply(fairlea, wanted, author="a")
        case "rollback":
            with pytest.raises(StoreRefused, match="There is no version 9"):
                deposits.rollback(fairlea, 9, author="a")
        case "preview":
            assert not deposits.import_preview(fairlea, load([second])).difference.touches
        case _:
            assert deposits.catch_up(fairlea).touches  # type: ignore[union-attr]
    assert reviews_of(fairlea) == ["1 PN2"]
    assert not deposits.is_behind(fairlea)
    assert deposits.catch_up(fairlea) is None


def _ends(*_: object) -> None:
    raise KeyboardInterrupt


def test_the_second_of_two_imports_at_once_is_told_so(fairlea: Authority, first: Path, second: Path) -> None:
    hand_in(fairlea, first)
    wanted = deposits.import_preview(fairlea, load([second])).wanted
    heard: list[str] = []

    def meanwhile(*_: object) -> None:
        if not heard:
            with pytest.raises(StoreRefused) as refused:
                deposits.import_apply(fairlea, wanted, author="b")
            heard.append(str(refused.value))

    deposits.import_apply(fairlea, wanted, author="a", progress=meanwhile)
    assert "Another import is at work for this authority (process " in heard[0]
    assert "Try again when it has ended." in heard[0]
    assert reviews_of(fairlea) == ["1 PN2"]


class TestCommand:
    """`handrail manage load_folder`."""

    def test_it_tells_and_writes_nothing_until_it_is_asked_to(
        self, fairlea: Authority, first: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("load_folder", "fairlea", str(first))
        said = capsys.readouterr().out
        assert "Recognised: SSDA903 2024/25 (episodes, header, reviews), " in said
        assert "reviews                  2 added" in said
        assert "Nothing was applied." in said
        assert reviews_of(fairlea) == []
        call_command("load_folder", "fairlea", str(first), apply=True, rows=True)
        assert "Applied: version 1." in capsys.readouterr().out
        call_command("load_folder", "fairlea", str(first), apply=True)
        assert "Nothing to do" in capsys.readouterr().out

    def test_problems_are_told_by_gravity(
        self, fairlea: Authority, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("load_folder", "fairlea", str(_a_year(tmp_path / "odd", ["1,01/01/2015,31/02/2024,PN1"])))
        said = capsys.readouterr().out
        assert "1 wrong:" in said
        assert "Traceback" not in said

    def test_a_wrong_name_is_told(self, fairlea: Authority, first: Path) -> None:
        with pytest.raises(CommandError, match=r"There is no authority nowhere\. There are: fairlea\."):
            call_command("load_folder", "nowhere", str(first))
        with pytest.raises(CommandError, match=r"There is no .*absent"):
            call_command("load_folder", "fairlea", str(first / "absent"))
