"""From a file that is handed in to what is due, and back again: nothing changes until it is applied."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.service.conftest import SignedIn

from handrail.record.record import Record
from handrail.record.tables import Child
from handrail.returns import record_folder
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.models import Run
from handrail.service.due.models import Duty
from handrail.service.exchange import folders
from handrail.service.exchange.models import Proposal
from handrail.service.records import deposits
from handrail.service.records.models import table

LIST = "/fairlea/imports/"
Given, Packed, Worked = Callable[..., Path], Callable[[Path], Path], Callable[[], None]


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def hand_in(client: Client, *files: Path, **more: str) -> str:
    """Hand files in; the address of the import."""
    opened = [file.open("rb") for file in files]
    try:
        answer = client.post(f"{LIST}hand-in/", {"given": opened, **more})
    finally:
        for file in opened:
            file.close()
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"])


def reviews(authority: Authority) -> list[tuple[str, str]]:
    with wall(authority):
        return sorted(table("reviews").values_list("child_id", "participation"))


@pytest.fixture
def analyst(fairlea: Authority, signed_in: SignedIn) -> Client:
    return signed_in(fairlea, "performance_analyst")


def test_an_archive_is_read_then_applied_then_gone_back_from(
    fairlea: Authority, analyst: Client, given: Given, packed: Packed, worked: Worked
) -> None:
    first = hand_in(analyst, packed(given("first", ["PN1", "PN2"])), note="First submission")
    assert "Waiting for its turn" in words(analyst.get(first))
    worked()
    page = words(analyst.get(first))
    assert "SSDA903 2024/25 (episodes, header, reviews)" in page
    assert "Waits for you" in words(analyst.get(LIST))
    assert (reviews(fairlea), deposits.is_empty(fairlea)) == ([], True), "nothing changes until it is applied"
    assert analyst.post(f"{first}apply/").status_code == 302
    worked()
    assert "Applied as version 1" in words(analyst.get(first))
    assert reviews(fairlea) == [("1", "PN1"), ("2", "PN2")]
    with wall(fairlea):
        assert Duty.objects.exists(), "what is due was worked out"
        assert {run.state for run in Run.objects.all()} == {"done"}
        assert Run.objects.filter(job="figures").exists(), "the figures were counted anew"
    second = hand_in(analyst, *sorted(given("second", ["PN3"]).glob("*.csv")))
    worked()
    analyst.post(f"{second}apply/")
    worked()
    assert reviews(fairlea) == [("1", "PN3")]
    assert "Amara Osei" in words(analyst.get(LIST))
    back = str(analyst.post(f"{LIST}back/", {"version": "1"})["Location"])
    worked()
    assert "Going back to version 1" in words(analyst.get(back))
    assert reviews(fairlea) == [("1", "PN3")]
    analyst.post(f"{back}apply/")
    worked()
    assert reviews(fairlea) == [("1", "PN1"), ("2", "PN2")]
    assert "Back to version 1" in words(analyst.get(LIST))
    assert list(folders.handed_in(fairlea).glob("*")) == []
    with wall(fairlea):
        entered = Entry.objects.filter(action="import", role="performance_analyst").values_list("detail", flat=True)
        assert [("back_to" in one) for one in entered] == [False, False, True]


def test_problems_stand_with_file_row_field_and_remedy_and_the_rest_is_read(
    fairlea: Authority, analyst: Client, given: Given, packed: Packed, worked: Worked
) -> None:
    folder = given("bad", ["PN1", "PN2"])
    file = next(folder.glob("*eview*"))
    file.write_text(file.read_text().replace("10/05/2024,PN2", "31/02/2025,PN2"))
    address = hand_in(analyst, packed(folder))
    worked()
    page = words(analyst.get(f"{address}problems/?gravity=error"))
    assert "Row 3" in page
    assert "31/02/2025" in page
    assert "REVIEW" in page
    analyst.post(f"{address}apply/")
    worked()
    assert reviews(fairlea) == [("1", "PN1")]


def test_what_was_dropped_leaves_nothing(
    fairlea: Authority, analyst: Client, given: Given, packed: Packed, worked: Worked,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    address = hand_in(analyst, packed(given("first", ["PN1"])))
    worked()
    with django_capture_on_commit_callbacks(execute=True):
        analyst.post(f"{address}drop/")
    assert "Its files are gone" in words(analyst.get(address))
    assert list(folders.handed_in(fairlea).glob("*")) == []
    analyst.post(f"{address}apply/")
    worked()
    assert (reviews(fairlea), deposits.is_empty(fairlea)) == ([], True)


def test_of_two_imports_at_once_the_second_is_told(
    fairlea: Authority, analyst: Client, given: Given, packed: Packed, worked: Worked
) -> None:
    first, second = (hand_in(analyst, packed(given(name, codes))) for name, codes in [("a", ["PN1"]), ("b", ["PN2"])])
    worked()
    analyst.post(f"{first}apply/")
    assert "Another import is being applied" in words(analyst.post(f"{second}apply/", follow=True))
    worked()
    analyst.post(f"{second}apply/")
    worked()
    page = words(analyst.get(second))
    assert "Another import was applied since this was worked out" in page
    assert reviews(fairlea) == [("1", "PN1")]
    analyst.post(f"{second}again/")
    worked()
    analyst.post(f"{second}apply/")
    worked()
    assert reviews(fairlea) == [("1", "PN2")]


def test_a_run_that_is_done_once_more_makes_no_second_version(
    fairlea: Authority, analyst: Client, given: Given, packed: Packed, worked: Worked
) -> None:
    from handrail.service.exchange.applying import apply

    address = hand_in(analyst, packed(given("first", ["PN1"])))
    worked()
    with wall(fairlea):
        Proposal.objects.update(state="applying")
        proposal = Proposal.objects.get()
    for _ in range(2):
        apply(fairlea, proposal, lambda done, of, what: None)
    assert len(deposits.store_of(fairlea).all_versions()) == 1
    assert "Applied as version 1" in words(analyst.get(address))
    with wall(fairlea):
        assert Entry.objects.filter(action="import").count() == 1


def test_the_number_of_queries_does_not_grow_with_the_problems(
    fairlea: Authority, analyst: Client, given: Given, packed: Packed, worked: Worked
) -> None:
    asked = list[tuple[int, ...]]()
    for name, codes in (("few", ["PN1", "XX"]), ("many", ["XX"] * 9)):
        address = hand_in(analyst, packed(given(name, codes)))
        worked()
        counts = list[int]()
        for page in (address, f"{address}problems/?gravity=error"):
            with CaptureQueriesContext(connection) as queries:
                assert analyst.get(page).status_code == 200
            counts.append(len(queries))
        asked.append(tuple(counts))
    assert asked[0] == asked[1]


def test_in_a_small_service_the_manager_hands_in_and_an_officer_does_not(
    fairlea: Authority, signed_in: SignedIn, given: Given, packed: Packed, worked: Worked
) -> None:
    manager, officer = signed_in(fairlea, "service_manager"), signed_in(fairlea, "reviewing_officer")
    address = hand_in(manager, packed(given("first", ["PN1"])))
    worked()
    assert officer.get(address).status_code == officer.post(f"{address}apply/").status_code == 404
    manager.post(f"{address}apply/")
    worked()
    assert reviews(fairlea) == [("1", "PN1")]


def test_nothing_chosen_is_said_at_the_field(analyst: Client) -> None:
    assert "Choose the files" in words(analyst.post(f"{LIST}hand-in/", {}))


def test_where_a_record_is_kept_the_page_says_that_returns_are_refused_and_they_are(
    fairlea: Authority, analyst: Client, given: Given, tmp_path: Path, packed: Packed, worked: Worked
) -> None:
    assert "begun with a whole record" not in words(analyst.get(LIST))
    record_folder.write(Record(children=[Child("1")]), tmp_path / "record", format="csv")
    address = hand_in(analyst, packed(tmp_path / "record"))
    worked()
    analyst.post(f"{address}apply/")
    worked()
    assert "begun with a whole record" in words(analyst.get(LIST))
    refused = hand_in(analyst, packed(given("first", ["PN1"])))
    worked()
    assert "This store keeps a record" in words(analyst.get(refused))
