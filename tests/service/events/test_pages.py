"""News on pages: who tells it, how the officer answers, and what is seen of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.service.conftest import TODAY, SignedIn
from tests.service.due.authority import load

from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.service_tables import Allocation, Worker
from handrail.record.tables import Child, Episode
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due import recompute
from handrail.service.events.models import News
from handrail.service.records.models import table

CAME = date(2025, 9, 1)
NEXT_WEEK = TODAY + timedelta(days=7)


def record_of(children: str = "ab") -> Record:
    record = Record(
        care_from=date(2025, 4, 1),
        care_to=date(2026, 3, 31),
        children=[Child(one, date(2014, 1, 1)) for one in children],
        episodes=[Episode(one, CAME, start_reason="S", legal_status="C2", placement_type="U6") for one in children],
        workers=[Worker("W", "reviewing_officer", "irs"), Worker("S", "social_worker", "north")],
        allocations=[
            Allocation(one, *who, CAME)
            for one in children
            for who in (("W", "reviewing_officer"), ("S", "social_worker"))
        ],
    )
    record.periods_of_care = periods_of_care(record.episodes)
    return record


@pytest.fixture
def loaded(fairlea: Authority) -> Authority:
    load(fairlea, record_of())
    recompute.for_all(fairlea)
    return fairlea


@pytest.fixture
def worker(loaded: Authority, signed_in: SignedIn) -> Client:
    return signed_in(loaded, "social_worker", worker_id="S", team="north")


@pytest.fixture
def officer(loaded: Authority, signed_in: SignedIn) -> Client:
    return signed_in(loaded, "reviewing_officer", worker_id="W")


@pytest.fixture
def manager(loaded: Authority, signed_in: SignedIn) -> Client:
    return signed_in(loaded, "service_manager")


def address(authority: Authority, child_id: str = "a") -> str:
    with wall(authority):
        key = table("children").get(child_id=child_id).key
    return f"/fairlea/children/{key}/news/"


def told(client: Client, authority: Authority, kind: str, on: date, words: str = "Why", child_id: str = "a") -> str:
    """Tell it; the page that follows."""
    given = {"on_day": on.day, "on_month": on.month, "on_year": on.year, "words": words}
    return client.post(f"{address(authority, child_id)}tell/?kind={kind}", given, follow=True).content.decode()


def latest(authority: Authority) -> News:
    with wall(authority):
        return News.objects.order_by("-id")[0]


def page_of(client: Client, authority: Authority) -> str:
    return client.get(f"{address(authority)}one/?n={latest(authority).pk}").content.decode()


def answered(
    client: Client, authority: Authority, about: str, choice: str = "", words: str = "Because", **more: Any
) -> str:
    """Fill in the form of the page, as it stands there."""
    form = next(one for one in html.fromstring(page_of(client, authority)).forms if one.fields.get("about") == about)
    given = {name: value or "" for name, value in form.form_values()} | {"words": words, "choice": choice} | more
    return client.post(str(form.action), given, follow=True).content.decode()


def events(authority: Authority) -> list[tuple[str, date, str]]:
    with wall(authority):
        return list(table("events").order_by("id").values_list("kind", "happened_on", "origin"))


def test_a_change_is_proposed_and_the_officer_gives_a_view(loaded: Authority, worker: Client, officer: Client) -> None:
    assert "The officer is told." in told(worker, loaded, "move_proposed", NEXT_WEEK, "The carers retire.")
    inbox = officer.get("/fairlea/news/").content.decode()
    assert "Change of placement proposed" in inbox
    assert "To answer" in inbox
    assert "The carers retire." in page_of(officer, loaded)
    assert "Your answer is kept." in answered(officer, loaded, "view", "agree", "The child chose it.")
    assert "No news of these children waits" in officer.get("/fairlea/news/").content.decode()
    assert "The child chose it." in page_of(worker, loaded)
    assert events(loaded) == [], "what is only proposed has not happened"
    with wall(loaded):
        entries = Entry.objects.filter(action="write", kind="event").count()
    assert entries >= 2


def test_a_view_of_disagreement_is_followed_by_a_decision(loaded: Authority, worker: Client, officer: Client) -> None:
    told(worker, loaded, "move_proposed", NEXT_WEEK)
    answered(officer, loaded, "view", "disagree")
    assert "To answer" in officer.get("/fairlea/news/").content.decode()
    answered(officer, loaded, "decision", "challenge", "The school was not asked.")
    page = page_of(officer, loaded)
    assert "The school was not asked." in page
    assert "To answer" not in officer.get("/fairlea/news/").content.decode()


def test_a_question_waits_for_the_teller_and_comes_back(loaded: Authority, worker: Client, officer: Client) -> None:
    told(worker, loaded, "education_proposed", NEXT_WEEK)
    answered(officer, loaded, "view", "more", "Which school?")
    assert "The officer has asked for more" in worker.get("/fairlea/news/").content.decode()
    answered(worker, loaded, "told", words="The one next door.")
    assert "To answer" in officer.get("/fairlea/news/").content.decode()
    answered(officer, loaded, "view", "agree")
    assert "To answer" not in officer.get("/fairlea/news/").content.decode()


def test_what_happened_stands_in_the_record_at_once_and_a_review_asked_for_as_well(
    loaded: Authority, worker: Client, officer: Client
) -> None:
    told(worker, loaded, "missing", TODAY)
    assert events(loaded) == [("missing", TODAY, "written")]
    answered(officer, loaded, "decision", "review", "The third time this month.")
    assert events(loaded)[-1] == ("early_review_asked", TODAY, "written")
    answered(officer, loaded, "decision", "note", "The review is next week.")
    assert events(loaded) == [("missing", TODAY, "written")], "the decision was changed"
    page = page_of(officer, loaded)
    assert "The third time this month." in page, "what was decided before stays to be seen"
    assert "(changed since)" in page


def test_a_day_that_does_not_fit_and_a_word_that_is_missing_are_said(loaded: Authority, worker: Client) -> None:
    assert "That day has passed." in told(worker, loaded, "move_proposed", TODAY - timedelta(days=1))
    assert "That day is still to come." in told(worker, loaded, "missing", NEXT_WEEK)
    assert "Write what there is to tell" in told(worker, loaded, "missing", TODAY, " ")
    told(worker, loaded, "court_date", NEXT_WEEK)
    assert "This was told already." in told(worker, loaded, "court_date", NEXT_WEEK)


def test_whoever_answers_second_is_told_of_the_first(loaded: Authority, worker: Client, officer: Client) -> None:
    told(worker, loaded, "missing", TODAY)
    answered(officer, loaded, "decision", "note")
    page = answered(officer, loaded, "decision", "review", seen=0)
    assert "Somebody has answered meanwhile." in page
    assert ("early_review_asked", TODAY, "written") not in events(loaded)


def test_the_teller_takes_back_what_was_told_and_nobody_else_does(
    loaded: Authority, worker: Client, officer: Client
) -> None:
    told(worker, loaded, "missing", TODAY)
    there = f"{address(loaded)}add/"
    given = {"n": latest(loaded).pk, "why": "It was another child."}
    assert officer.post(there, given).status_code in (403, 404)
    assert "It is taken back." in worker.post(there, given, follow=True).content.decode()
    assert events(loaded) == []
    page = page_of(officer, loaded)
    assert "It was another child." in page
    assert "Keep the decision" not in page


def test_only_the_officer_answers(loaded: Authority, worker: Client, manager: Client) -> None:
    told(worker, loaded, "missing", TODAY)
    given = {"n": latest(loaded).pk, "about": "decision", "choice": "note", "words": "No", "seen": 0}
    for client in (worker, manager):
        assert client.post(f"{address(loaded)}answer/", given).status_code == 404
        assert "Keep the decision" not in page_of(client, loaded)


def test_what_waits_past_its_limit_is_late_and_a_change_without_a_view_went_ahead(
    loaded: Authority, worker: Client, manager: Client
) -> None:
    told(worker, loaded, "move_proposed", NEXT_WEEK)
    told(worker, loaded, "incident", TODAY, child_id="b")
    with wall(loaded):
        News.objects.update(on=TODAY, answer_by=TODAY - timedelta(days=1))
    page = manager.get("/fairlea/news/").content.decode()
    assert page.count("Late by 1 day") == 2
    assert "Independent reviewing officer: W. Answer by" in " ".join(html.fromstring(page).text_content().split())
    assert page.count("The planned day came without the officer") == 1


def test_the_number_of_queries_is_the_same_for_one_and_for_many(
    loaded: Authority, worker: Client, manager: Client
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert manager.get("/fairlea/news/").status_code == 200
        return len(queries)

    told(worker, loaded, "missing", TODAY)
    manager.get("/fairlea/news/")
    few = asked()
    for kind in ("incident", "excluded", "allegation", "enquiry"):
        told(worker, loaded, kind, TODAY, child_id="b")
    assert asked() == few
    assert few <= 24


def test_what_waits_stands_on_my_day_and_in_the_childs_timeline(
    loaded: Authority, worker: Client, officer: Client
) -> None:
    told(worker, loaded, "move_proposed", NEXT_WEEK)
    told(worker, loaded, "missing", TODAY)
    day = officer.get("/fairlea/").content.decode()
    assert "News to answer" in day
    assert "News to answer" not in worker.get("/fairlea/").content.decode()
    child = officer.get(address(loaded).removesuffix("news/")).content.decode()
    titles = [one.text_content() for one in html.fromstring(child).find_class("hr-timeline__title")]
    assert sum("Missing" in one for one in titles) == 1, "the record has it too, and it is told once"
    assert any(one.startswith("Change of placement proposed, for 9 Apr 2026") for one in titles)
    answered(officer, loaded, "decision", "note")
    assert "Decision: Note" in officer.get(address(loaded).removesuffix("news/")).content.decode()
