"""Answers without an account: by a secret link, never by opening it, changeable until the day, and gone after."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.service.conftest import MORNING
from tests.service.meetings.conftest import NAME, NEXT_WEEK, World, answered, words

from handrail.service import clock
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.meetings.forms import WORDS_LONGEST
from handrail.service.meetings.models import Invitation, Reply
from handrail.service.meetings.reply_views import GUESSES, OPENINGS

MIA = "Mia Marchetti"


def replies(world: World) -> list[tuple[str, str]]:
    with wall(world.authority):
        return list(Reply.objects.values_list("choice", "words"))


def test_opening_a_link_answers_nothing(asked: World) -> None:
    link = asked.link(MIA)
    for method in ("get", "head", "options"):
        assert getattr(Client(), method)(link).status_code in (200, 405), method
    assert replies(asked) == []
    shown = words(Client().get(link))
    assert "Are you coming to a child&#39;s review?" in shown
    assert "Civic Centre, room 2" in shown
    assert not any(hint in shown for hint in (NAME, asked.child, MIA, "Sam Ito", "Your answer now"))


def test_an_answer_is_kept_shown_and_may_be_changed(asked: World) -> None:
    link = asked.link(MIA)
    assert "Your answer is kept. You can change it until the day." in words(answered(link, "coming"))
    assert "Together: <span>1 coming, <strong>1 not answered</strong>" in asked.page()
    shown = words(answered(link, "cannot", "I work that day.\nMay I ring?"))
    assert "Your answer now: <strong>Cannot come</strong>, Thursday 2 April 2026 at 09:30" in shown
    page = asked.page()
    assert "“I work that day. May I ring?”" in page
    assert "0 coming, 1 cannot, <strong>1 not answered</strong>" in page
    there = words(asked.officer.get(f"{asked.pages}asked/?n={asked.invitation(MIA).pk}"))
    assert there.index("Cannot come</h3>") < there.index("Is coming</h3>")


def test_the_same_answer_twice_is_one(asked: World) -> None:
    answered(asked.link(MIA), "coming", "Yes")
    answered(asked.link(MIA), "coming", "Yes")
    assert replies(asked) == [("coming", "Yes")]


@pytest.mark.parametrize(
    ("choice", "told", "said"),
    [
        ("", "", "Choose one"),
        ("perhaps", "", "Select a valid choice"),
        ("tells", "  ", "Write what you want to tell"),
        ("coming", "x" * (WORDS_LONGEST + 1), "at most 1000 characters"),
    ],
)
def test_what_cannot_be_taken_says_why_and_keeps_the_words(asked: World, choice: str, told: str, said: str) -> None:
    shown = words(answered(asked.link(MIA), choice, told))
    assert said in shown
    assert told.strip() in shown
    assert replies(asked) == []


def test_words_are_plain_text(asked: World) -> None:
    answered(asked.link(MIA), "tells", "<script>alert(1)</script> & more")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in asked.page()


def test_a_meeting_that_moved_meanwhile_is_asked_again_and_the_words_stay(asked: World) -> None:
    answered(asked.link(MIA), "coming")
    asked.change(on=NEXT_WEEK + timedelta(days=1))
    shown = words(answered(asked.link(MIA), "cannot", "Only Thursdays", seen=0))
    assert "This meeting was changed while you were writing" in shown
    assert "Only Thursdays" in shown
    assert "The meeting was changed since you answered" in shown
    assert "Friday 10 April 2026" in shown
    assert replies(asked) == [("coming", "")]
    assert "Your answer is kept" in words(answered(asked.link(MIA), "coming", seen=1))


def test_whoever_was_told_in_person_is_written_down(world: World) -> None:
    world.plan()
    world.ask("Ada Moss", group="in_person")
    there = f"{world.pages}asked/?n={world.invitation('Ada Moss').pk}"
    assert "Choose one" in words(world.officer.post(there, {"do": "reply", "seen": 0}))
    given = {"do": "reply", "seen": 0, "choice": "coming", "words": "With her sister"}
    assert "The answer is kept." in words(world.officer.post(there, given, follow=True))
    assert "told to Amara Osei" in world.page()


def test_a_link_lives_through_the_day_of_the_meeting(asked: World, monkeypatch: pytest.MonkeyPatch) -> None:
    link = asked.link(MIA)
    monkeypatch.setattr(clock, "today", lambda: NEXT_WEEK)
    assert Client().get(link).status_code == 200
    monkeypatch.setattr(clock, "today", lambda: NEXT_WEEK + timedelta(days=1))
    assert Client().get(link).status_code == 404
    assert Client().post(link, {"choice": "coming", "seen": 0}).status_code == 404
    assert replies(asked) == []


def test_a_wrong_link_is_one_like_another(asked: World, otherham: Authority) -> None:
    withdrawn, passed = asked.link(MIA), asked.link("Sam Ito")
    with wall(asked.authority):
        Invitation.objects.filter(name=MIA).update(withdrawn_at=MORNING)
    elsewhere = passed.replace("fairlea", "otherham")
    never = f"/fairlea/reply/{'x' * 43}/"
    seen = set()
    for link in (withdrawn, elsewhere, never):
        for ask in (Client().get, lambda path: Client().post(path, {"choice": "coming", "seen": 0})):
            cache.clear()  # counting tries costs more the second time
            with CaptureQueriesContext(connection) as queries:
                answer = ask(link)
            seen.add((answer.status_code, answer.content, len(queries)))
    assert len(seen) == 1, {(one[0], one[2]) for one in seen}
    assert Client().get("/nowhere/reply/x/").content == next(iter(seen))[1]
    assert Client().get(passed).status_code == 200


def test_it_may_be_opened_so_often_and_no_more(asked: World) -> None:
    link = asked.link(MIA)
    assert {Client().get(link).status_code for _ in range(OPENINGS)} == {200}
    refused = Client().get(link)
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    guesses = [Client().get(f"/fairlea/reply/guess{one}/").status_code for one in range(GUESSES - OPENINGS + 1)]
    assert (set(guesses[:-2]), guesses[-1]) == ({404}, 429)


def test_only_the_hash_of_the_secret_is_kept_and_forms_are_ours(asked: World) -> None:
    secret = asked.link(MIA).split("/")[3]
    assert len(secret) == 43
    with wall(asked.authority):
        kept = str(list(Invitation.objects.filter(name=MIA).values()))
    assert secret not in kept
    forged = Client(enforce_csrf_checks=True).post(asked.link(MIA), {"choice": "coming", "seen": 0})
    assert forged.status_code == 403
    assert replies(asked) == []


def test_the_trail_says_that_somebody_who_was_asked_came(asked: World) -> None:
    answered(asked.link(MIA), "coming", "My words stay out of it")
    invitation = asked.invitation(MIA)
    with wall(asked.authority):
        told = list(Entry.objects.filter(route="reply").values_list("who", "role", "action", "kind", "detail"))
    assert [one[:4] for one in told] == [
        (invitation.key, "invited", "write", "convening"), (invitation.key, "invited", "read", "convening"),
    ]  # fmt: skip
    assert "My words" not in str(told)
    shown = words(asked.officer.get(f"/fairlea/children/{asked.child}/who-looked/"))
    assert "Somebody who was asked to a meeting wrote or changed “Arrangements of a meeting” on Thursday" in shown


def test_the_page_asks_the_same_however_many_answers_there_are(asked: World) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(asked.link(MIA)).status_code == 200
        return len(queries)

    answered(asked.link(MIA), "coming")
    few = count()
    for choice in ("cannot", "coming", "cannot"):
        answered(asked.link(MIA), choice)
    assert count() == few
