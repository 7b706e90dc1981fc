"""Digests and look-aheads: what each counts, to whom, once however often it is tried, and nobody's name."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from tests.service.conftest import MORNING, TODAY, SignedIn, account_of
from tests.service.diary.conftest import Officer

from handrail.service import clock
from handrail.service.access.models import Account
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.diary.digests import write_all
from handrail.service.diary.models import DAILY, OFF, MailChoice
from handrail.service.due.models import Duty
from handrail.service.people.models import Particulars
from handrail.service.post.models import Message
from handrail.service.records.models import table

FRIDAY, MONDAY = date(2026, 4, 3), date(2026, 4, 6)


def write(fairlea: Authority) -> int:
    return write_all(fairlea, lambda done, of, what: None)


def it_is(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: day)
    monkeypatch.setattr(clock, "now", lambda: MORNING + (day - TODAY))


def chooses(fairlea: Authority, account: Account, often: str) -> None:
    with wall(fairlea):
        MailChoice.objects.create(account=account, often=often)


def written(fairlea: Authority) -> list[Message]:
    with wall(fairlea):
        return list(Message.objects.order_by("pk"))


@pytest.fixture
def set_dates(fairlea: Authority, officer: Officer) -> None:
    """Four meetings of the officer's children: long late, late since yesterday, due tomorrow, due in three weeks."""
    days = (date(2026, 1, 12), TODAY - timedelta(days=1), FRIDAY, date(2026, 4, 22))
    with wall(fairlea):
        Duty.objects.update(leads=False)
        child = officer.child_ids[0]
        for number, day in enumerate(days):
            Duty.objects.create(
                child_id=child, key=f"set|{number}", subject_on=TODAY, clock="lac_review_n", basis="x", due_on=day,
                due_earliest_on=day, due_latest_on=day, leads=True, as_recorded=True, as_verified=True,
            )  # fmt: skip
        key = table("children").get(child_id=child).key
        Particulars.objects.create(child=key, name="Leah Anne Osei")


@pytest.mark.usefixtures("set_dates")
def test_the_look_ahead_counts_what_is_late_and_each_of_four_weeks(fairlea: Authority, officer: Officer) -> None:
    assert write(fairlea) == 1
    (message,) = written(fairlea)
    assert (message.account, message.kind) == (officer.account.key, "look_ahead")
    text = message.text
    assert "Late now: 2\n" in text
    assert ": 2, the first on Monday 12 January 2026" in text
    assert "Week of Monday 30 March 2026: 1\n" in text
    assert "Week of Monday 20 April 2026: 1\n" in text
    assert "13 April" not in text
    assert "http://localhost:8000/fairlea/calendar/" in text
    assert "<li>" in message.html
    told = text + message.html + message.subject
    assert not re.search(r"Leah|Osei|/children/", told)
    assert not any(child_id in told for child_id in officer.child_ids)


@pytest.mark.usefixtures("set_dates")
def test_the_digest_says_what_became_late_and_what_falls_due_this_week(fairlea: Authority, officer: Officer) -> None:
    chooses(fairlea, officer.account, DAILY)
    assert write(fairlea) == 2
    digest = written(fairlea)[1]
    assert digest.kind == "digest"
    assert "Became late: 1\n" in digest.text
    assert "Due this week: 1\n" in digest.text
    assert "12 January" not in digest.text


@pytest.mark.usefixtures("set_dates")
def test_each_is_written_once_for_its_day_or_week_and_late_where_the_night_was(
    fairlea: Authority, officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    chooses(fairlea, officer.account, DAILY)
    assert [write(fairlea), write(fairlea)] == [2, 0]
    it_is(FRIDAY, monkeypatch)
    assert write(fairlea) == 1
    it_is(FRIDAY + timedelta(days=1), monkeypatch)
    assert write(fairlea) == 0
    it_is(MONDAY, monkeypatch)
    assert write(fairlea) == 2
    assert "Friday 3 April 2026" in written(fairlea)[-1].text


@pytest.mark.usefixtures("set_dates")
def test_who_wants_none_or_has_nothing_due_gets_none(fairlea: Authority, officer: Officer, signed_in: SignedIn) -> None:
    chooses(fairlea, officer.account, OFF)
    signed_in(fairlea, "administrator", "common")
    signed_in(fairlea, "social_worker")
    other = account_of(signed_in(fairlea, "reviewing_officer"))
    chooses(fairlea, other, DAILY)
    manager = account_of(signed_in(fairlea, "service_manager"))
    assert write(fairlea) == 1
    assert [one.account for one in written(fairlea)] == [manager.key]


def test_each_person_chooses_on_a_page(officer: Officer, fairlea: Authority) -> None:
    page = "/fairlea/calendar/"
    assert re.search(r'value="weekly"[^>]*checked', officer.client.get(page).content.decode())
    assert officer.client.post(f"{page}mail/", {"often": "daily"}).status_code == 302
    assert re.search(r'value="daily"[^>]*checked', officer.client.get(page).content.decode())
    refused: Any = officer.client.post(f"{page}mail/", {"often": "hourly"})
    assert "There is a problem" in refused.content.decode()
    with wall(fairlea):
        assert MailChoice.objects.get().often == "daily"
