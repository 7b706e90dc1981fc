"""The pages of how long things are kept: information governance holds and proposes, a director decides, no one alone."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.service.conftest import SignedIn

from handrail.service import clock
from handrail.service.audit.actions import enter_for
from handrail.service.audit.exporting import whole
from handrail.service.audit.models import Destruction, Entry, LegalHold
from handrail.service.audit.sealing import seal
from handrail.service.audit.standing import events_of
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.people.models import Particulars
from handrail.service.records.models import Child, table
from handrail.trail.verify import verify

FRONT = "/fairlea/retention/"
NAME = "Zoe Marsh"


def child(child_id: str, **told: Any) -> str:
    """The key of a child who is put into the record."""
    table("children").model.objects.create(child_id=child_id, **told)
    return str(table("children").get(child_id=child_id).key)


def care(child_id: str, **told: Any) -> None:
    made = {"began_on": date(2008, 1, 1), "began_known": True, "ended_on": date(2010, 1, 1), "end_known": True} | told
    table("periods_of_care").model.objects.create(child_id=child_id, **made)


@pytest.fixture
def died(fairlea: Authority) -> str:
    """A child who died in care on 1 April 2011: the 15 years were over yesterday."""
    with wall(fairlea):
        key = child("1001", born_on=date(2000, 1, 1), died_on=date(2011, 4, 1))
        care("1001", ended_on=date(2011, 4, 1))
        Particulars.objects.create(child=key, name=NAME)
    return key


@pytest.fixture
def young(fairlea: Authority) -> str:
    with wall(fairlea):
        key = child("1002", born_on=date(2012, 5, 6))
        care("1002")
    return key


@pytest.fixture
def governance(fairlea: Authority, signed_in: SignedIn) -> Client:
    return signed_in(fairlea, "information_governance", "common")


@pytest.fixture
def director(fairlea: Authority, signed_in: SignedIn) -> Client:
    return signed_in(fairlea, "director")


def said(answer: Any) -> str:
    text = html.fromstring(answer.content).find(".//main").text_content()
    return " ".join(text.split())


def post(client: Client, address: str, **given: Any) -> str:
    return said(client.post(FRONT + address, given, follow=True))


def record(key: str, step: str = "") -> str:
    return f"{key}/{step}"


class TestClasses:
    """Which class, and until when, from what is recorded."""

    def test_each_class_counts_from_what_is_recorded(self, fairlea: Authority, died: str, young: str) -> None:
        with wall(fairlea):
            planned = child("1003", born_on=date(2011, 1, 2))
            table("plans").model.objects.create(child_id="1003", started_on=date(2015, 1, 1))
            unknown = child("1004")
            care("1004")
            secure = child("1005", born_on=date(2009, 3, 4))
            care("1005")
            table("secure_placements").model.objects.create(
                child_id="1005", began_on=date(2024, 1, 1), ended_on=date(2024, 3, 1)
            )
            grown = child("1006", born_on=date(1950, 1, 1), died_on=date(1990, 1, 1))
            care("1006", began_on=date(1960, 1, 1), ended_on=date(1968, 1, 1))
            early = child("1010", born_on=date(2000, 1, 1), died_on=date(2010, 6, 30))
            care("1010")
            with CaptureQueriesContext(connection) as asked:
                found = events_of([died, young, planned, unknown, secure, grown, early])
        assert len(asked) == 4
        assert found == {
            died: {"looked_after_child_who_died": date(2011, 4, 1)},
            young: {"looked_after_child": date(2012, 5, 6)},
            planned: {"child_protection": date(2011, 1, 2)},
            unknown: {},
            secure: {"looked_after_child": date(2009, 3, 4), "secure_placement": date(2024, 3, 1)},
            grown: {"looked_after_child": date(1950, 1, 1)},
            early: {},  # before the Regulations of 2010
        }

    def test_an_adoption_keeps_the_record_a_hundred_years(self, fairlea: Authority) -> None:
        with wall(fairlea):
            key = child("1007", born_on=date(2000, 1, 1))
            care("1007", end_reason="E11", ended_on=date(2012, 2, 2))
            assert events_of([key])[key]["adoption"] == date(2012, 2, 2)

    def test_what_is_recorded_of_a_merged_entry_counts(self, fairlea: Authority, young: str) -> None:
        with wall(fairlea):
            other = child("1008", died_on=date(2020, 1, 1))
            Child.ever.filter(key=other).update(merged_into=young)
            assert events_of([young])[young] == {"looked_after_child_who_died": date(2020, 1, 1)}


class TestARecord:
    """One record's page."""

    def test_it_is_found_by_the_number_and_says_until_when_and_by_which_law(
        self, governance: Client, young: str
    ) -> None:
        answer = governance.post(FRONT + "find/", {"number": "1002"})
        assert answer["Location"] == FRONT + record(young)
        page = said(governance.get(answer["Location"]))
        assert "Kept through Tuesday 6 May 2087. It could be destroyed from Wednesday 7 May 2087." in page
        assert "counted from the birth on Sunday 6 May 2012" in page
        assert "regulation 50" in page
        assert "nothing can be while its time runs" in page

    @pytest.mark.parametrize("number", ["9999", "Zoe Marsh", ""])
    def test_a_number_of_nobody_finds_nothing(self, governance: Client, died: str, number: str) -> None:
        answer = governance.post(FRONT + "find/", {"number": number})
        assert answer.status_code == 200
        assert "There is a problem" in said(answer)

    def test_what_is_under_seal_is_not_found(self, governance: Client, fairlea: Authority, young: str) -> None:
        with wall(fairlea):
            Child.ever.filter(key=young).update(sealed=True)
        assert "There is a problem" in post(governance, "find/", number="1002")
        assert governance.get(FRONT + record(young)).status_code == 404

    def test_nobody_is_named(self, governance: Client, director: Client, died: str) -> None:
        post(governance, record(died, "propose/"))
        for client in (governance, director):
            for page in (FRONT, FRONT + record(died)):
                assert NAME not in client.get(page).content.decode()

    def test_the_record_whose_time_is_over_stands_in_the_list(self, governance: Client, died: str, young: str) -> None:
        page = governance.get(FRONT).content.decode()
        assert record(died) in page
        assert record(young) not in page


class TestHolds:
    """A hold keeps everything."""

    def test_it_is_placed_and_lifted_with_a_reason_and_shown(
        self, governance: Client, died: str, fairlea: Authority
    ) -> None:
        assert "Say who ordered it" in post(governance, record(died, "hold/"), reason=" ")
        page = post(governance, record(died, "hold/"), reason="Family Court, order of 3 March")
        assert "Placed by Amara Osei" in page
        assert "Family Court" in said(governance.get(FRONT))
        assert "A legal hold stands over it" in post(governance, record(died, "propose/"))
        with wall(fairlea):
            number = LegalHold.objects.get().pk
            assert not Destruction.objects.exists()
        assert "Say why it is over" in post(governance, record(died, "lift/"), hold=number)
        assert "Lifted by Amara Osei" in post(governance, record(died, "lift/"), hold=number, lifted="Appeal ended")
        assert "There is no such hold" in post(governance, record(died, "lift/"), hold=number, lifted="Again")
        assert "It is proposed" in post(governance, record(died, "propose/"))

    def test_a_director_sees_none_and_places_none(self, governance: Client, director: Client, died: str) -> None:
        post(governance, record(died, "hold/"), reason="Family Court")
        assert "Family Court" not in said(director.get(FRONT))
        assert director.post(FRONT + record(died, "hold/"), {"reason": "x"}).status_code == 404


class TestDestruction:
    """Two people, and by hand."""

    def test_it_is_proposed_by_one_and_approved_by_another(
        self, governance: Client, director: Client, died: str, fairlea: Authority
    ) -> None:
        assert "waits for somebody else" in post(governance, record(died, "propose/"))
        with wall(fairlea):
            number = Destruction.objects.get().pk
        assert "Keep the decision" not in governance.get(FRONT).content.decode()
        assert governance.post(FRONT + "decide/", {"proposal": number, "may": "yes"}).status_code == 404
        assert "Keep the decision" in director.get(FRONT).content.decode()
        assert "Choose whether it may be destroyed" in post(director, "decide/", proposal=number)
        assert "Say why it stays" in post(director, "decide/", proposal=number, may="no")
        assert "Approved by Amara Osei" in post(director, "decide/", proposal=number, may="yes")
        assert "It is the record of a child" in post(governance, "erase/", proposal=number)
        with wall(fairlea):
            assert Destruction.objects.get().destroyed_at is None
            assert table("children").filter(key=died).exists()
        assert "Withdrawn by Amara Osei" in post(governance, "withdraw/", proposal=number)

    def test_it_is_refused_with_a_reason_that_stands(
        self, governance: Client, director: Client, died: str, fairlea: Authority
    ) -> None:
        post(governance, record(died, "propose/"))
        with wall(fairlea):
            number = Destruction.objects.get().pk
        page = post(director, "decide/", proposal=number, may="no", why="An inquest is announced")
        assert "Refused (An inquest is announced) by Amara Osei" in page
        assert "no such proposal" in post(director, "decide/", proposal=number, may="yes")
        with wall(fairlea):
            told = Entry.objects.filter(reason="An inquest is announced").get()
        assert json.loads(told.detail)["step"] == "refused"

    def test_nothing_while_its_time_runs_or_where_nothing_says_how_long(
        self, governance: Client, young: str, fairlea: Authority
    ) -> None:
        assert "kept through 06 May 2087" in post(governance, record(young, "propose/"))
        with wall(fairlea):
            key = child("1009")
        assert "so it stays" in post(governance, record(key, "propose/"))
        with wall(fairlea):
            assert not Destruction.objects.exists()

    @pytest.mark.parametrize("address", ["decide/", "withdraw/", "erase/"])
    def test_a_proposal_that_is_not_there_is_said_in_words(
        self, governance: Client, director: Client, address: str
    ) -> None:
        client = director if address == "decide/" else governance
        assert "There is no such proposal" in post(client, address, proposal="x", may="yes")


class TestWords:
    """What somebody typed into the trail goes by law, and the chain stays valid."""

    def test_they_are_proposed_approved_and_erased(
        self, governance: Client, director: Client, died: str, fairlea: Authority
    ) -> None:
        at = datetime(2026, 4, 1, 9, tzinfo=UTC)
        with wall(fairlea):
            entry = enter_for(
                fairlea, "f" * 32, "", "read", at=at, children=[died], kind="child", reason="Zoe Marsh rang"
            )
            seal(fairlea, at + timedelta(seconds=30))
        page = post(governance, record(died, "words/"), law="UK GDPR, article 17")
        assert "Choose the entries" in page
        assert "Zoe Marsh rang" in page
        page = post(governance, record(died, "words/"), entries=[entry.pk], law="UK GDPR, article 17")
        assert "It is proposed. The words stay" in page
        with wall(fairlea):
            number = Destruction.objects.get().pk
        assert "Nobody has approved it" in post(governance, "erase/", proposal=number)
        post(director, "decide/", proposal=number, may="yes")
        assert "The words are erased" in post(governance, "erase/", proposal=number)
        with wall(fairlea):
            seal(fairlea, clock.now())
            lines = list(whole(fairlea))
        assert b"Zoe Marsh" not in b"".join(lines)
        assert (verify(lines).findings, verify(lines).erased) == ([], 1)

    def test_words_of_another_child_cannot_be_chosen(
        self, governance: Client, died: str, young: str, fairlea: Authority
    ) -> None:
        at = datetime(2026, 4, 1, 9, tzinfo=UTC)
        with wall(fairlea):
            entry = enter_for(fairlea, "f" * 32, "", "read", at=at, children=[young], kind="child", reason="Rang")
            enter_for(fairlea, "f" * 32, "", "read", at=at, children=[died], kind="child", reason="Wrote")
            seal(fairlea, at + timedelta(seconds=30))
        assert "There is a problem" in post(governance, record(died, "words/"), entries=[entry.pk], law="A law")


def test_the_number_of_queries_does_not_grow(governance: Client, died: str, fairlea: Authority) -> None:
    governance.get(FRONT)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert governance.get(FRONT).status_code == 200
        return len(queries)

    post(governance, record(died, "hold/"), reason="Family Court")
    few = asked()
    with wall(fairlea):
        for number in range(2000, 2010):
            key = child(str(number), born_on=date(2001, 1, 1), died_on=date(2011, 4, 1))
            care(str(number))
            LegalHold.objects.create(child=key, reason="x", placed_by="y", placed_at=clock.now())
    assert asked() == few
