"""The watched folder: what lies there is taken in once, moved away, and applied only where that was said."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.actions import enqueue
from handrail.service.background.models import Run
from handrail.service.exchange import watched
from handrail.service.exchange.models import Proposal
from handrail.service.records.models import table

Given, Packed, Worked = Callable[..., Path], Callable[[Path], Path], Callable[[], None]
AN_HOUR = 3600


@pytest.fixture
def place(tmp_path: Path, fairlea: Authority, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "watched" / "fairlea"
    folder.mkdir(parents=True)
    monkeypatch.setattr(settings, "HANDRAIL", replace(settings.HANDRAIL, watched=folder.parent))
    return folder


@pytest.fixture
def applies(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HANDRAIL", replace(settings.HANDRAIL, watched_applies=True))


def laid(place: Path, file: Path, age: int = AN_HOUR) -> Path:
    """A file as another system lays it down."""
    target = place / file.name
    target.write_bytes(file.read_bytes())
    os.utime(target, (time.time() - age,) * 2)
    return target


def states(authority: Authority) -> list[str]:
    with wall(authority):
        return list(Proposal.objects.order_by("pk").values_list("state", flat=True))


def reviews(authority: Authority) -> list[Any]:
    with wall(authority):
        return sorted(table("reviews").values_list("participation", flat=True))


def test_files_wait_for_a_person_and_are_moved_away(
    fairlea: Authority, place: Path, given: Given, packed: Packed, worked: Worked
) -> None:
    laid(place, packed(given("week", ["PN1"])))
    laid(place, packed(given("half-written", ["PN2"])), age=0)
    enqueue(fairlea, "watched_folder")
    worked()
    assert (states(fairlea), reviews(fairlea)) == (["read"], [])
    assert [one.name for one in place.glob("done/*/*")] == ["week.zip"]
    assert (place / "half-written.zip").exists(), "it may not be whole yet"
    enqueue(fairlea, "watched_folder")
    worked()
    assert states(fairlea) == ["read"]


@pytest.mark.usefixtures("applies")
def test_they_are_applied_where_that_was_said_and_nothing_is_wrong(
    fairlea: Authority, place: Path, given: Given, packed: Packed, worked: Worked
) -> None:
    laid(place, packed(given("good", ["PN1"])))
    enqueue(fairlea, "watched_folder")
    worked()
    assert (states(fairlea), reviews(fairlea)) == (["applied"], ["PN1"])
    bad = given("bad", ["PN1", "PN2"])
    file = bad / "reviews.csv"
    file.write_text(file.read_text().replace("10/05/2024,PN2", "31/02/2025,PN2"))
    laid(place, packed(bad))
    enqueue(fairlea, "watched_folder")
    worked()
    assert (states(fairlea), reviews(fairlea)) == (["applied", "read"], ["PN1"])


def test_what_cannot_be_read_is_put_apart_with_the_reason(
    fairlea: Authority, place: Path, worked: Worked, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04")
    laid(place, broken)
    enqueue(fairlea, "watched_folder")
    worked()
    assert states(fairlea) == ["refused"]
    with wall(fairlea):
        assert Proposal.objects.get().why.startswith("broken.zip is damaged")
    assert [one.name for one in place.glob("refused/*/*")] == ["broken.zip"]


def test_whoever_was_killed_before_moving_them_takes_them_in_no_second_time(
    fairlea: Authority, place: Path, given: Given, packed: Packed, worked: Worked, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid(place, packed(given("week", ["PN1"])))
    put_away = watched._put_away

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(watched, "_put_away", killed)
    with pytest.raises(KeyboardInterrupt):
        watched.look(fairlea, lambda done, of, what: None)
    monkeypatch.setattr(watched, "_put_away", put_away)
    enqueue(fairlea, "watched_folder")
    worked()
    assert states(fairlea) == ["read"]
    assert [one.name for one in place.glob("done/*/*")] == ["week.zip"]


def test_an_authority_without_a_folder_has_nothing_to_take_in(otherham: Authority, worked: Worked) -> None:
    run = enqueue(otherham, "watched_folder")
    worked()
    with wall(otherham):
        assert Run.objects.get(pk=run.pk).said == "Nothing lies in the watched folder."
