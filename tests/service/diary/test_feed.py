"""A calendar feed: made, shown once, read by its secret alone, withdrawn, and ended with the account."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.service.conftest import TODAY, SignedIn
from tests.service.diary.conftest import Officer

from handrail.service.access.models import Role
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.diary.models import Feed
from handrail.service.diary.views import READINGS
from handrail.service.due.meetings import meetings
from handrail.service.due.models import Duty
from handrail.service.post.icalendar import Day, calendar
from handrail.service.records.models import table

PAGE = "/fairlea/calendar/"


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    cache.clear()


def made(client: Client) -> str:
    """The address of a new feed, as the page shows it, without the host."""
    shown = client.post(f"{PAGE}make/").content.decode()
    (address,) = re.findall(r"<code>http://localhost:8000(/fairlea/calendar/[\w-]{43}\.ics)</code>", shown)
    return str(address)


def unfolded(answer: Any) -> list[str]:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(answer.content.decode().replace("\r\n ", "").split("\r\n"))


def of(lines: list[str], name: str) -> list[str]:
    return [line.partition(":")[2] for line in lines if re.match(rf"{name}[:;]", line)]


def test_the_feed_holds_the_officers_own_dates_and_says_nobodys_name(fairlea: Authority, officer: Officer) -> None:
    lines = unfolded(Client().get(made(officer.client)))
    with wall(fairlea):
        mine = Duty.objects.filter(
            child_id__in=officer.child_ids, clock__in=meetings(), open_until__gt=TODAY, as_verified=True, leads=True,
            due_latest_on__range=(TODAY - timedelta(days=28), TODAY + timedelta(days=182)),
        ).exclude(triggered_on__gt=TODAY)  # fmt: skip
        wanted = sorted(f"{one:%Y%m%d}" for one in mine.values_list("due_latest_on", flat=True))
        keys = set(table("children").filter(child_id__in=officer.child_ids).values_list("key", flat=True))
    assert wanted
    assert sorted(of(lines, "DTSTART")) == wanted
    assert len(set(of(lines, "UID"))) == len(wanted)
    references = {re.search(r" · ([0-9A-F]{6})$", one).group(1) for one in of(lines, "SUMMARY")}  # type: ignore[union-attr]
    assert references <= {key[:6].upper() for key in keys}
    assert not any(child_id in "\n".join(lines) for child_id in officer.child_ids)


def test_a_manager_sees_days_with_counts_and_no_child(
    fairlea: Authority, officer: Officer, signed_in: SignedIn
) -> None:
    lines = unfolded(Client().get(made(signed_in(fairlea, "service_manager"))))
    titles = of(lines, "SUMMARY")
    assert titles
    assert all(re.search(r" · \d+$", one) for one in titles)
    assert "/children/" not in "\n".join(lines)


def test_reading_leaves_an_entry_about_the_children_shown(fairlea: Authority, officer: Officer) -> None:
    address = made(officer.client)
    Client().get(address)
    with wall(fairlea):
        entry = Entry.objects.filter(route="calendar-feed").get()
        assert (entry.who, entry.action, entry.kind, entry.through) == (
            officer.account.key, "read", "calendar_feed", "own",
        )  # fmt: skip
        assert json.loads(entry.children)
        assert Feed.objects.get().read_at is not None
        assert not Feed.objects.filter(secret_hash__in=[address.rpartition("/")[2].removesuffix(".ics")]).exists()
    assert "It was last read on" in officer.client.get(PAGE).content.decode()


def test_what_has_not_changed_is_not_sent_again(officer: Officer, fairlea: Authority) -> None:
    address = made(officer.client)
    first = Client().get(address)
    assert Client().get(address, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    assert Client().get(address, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"]).status_code == 304
    with wall(fairlea):
        Duty.objects.filter(child_id__in=officer.child_ids).update(due_latest_on=date(2026, 4, 20))
    assert Client().get(address, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_it_ends_when_it_is_withdrawn_or_made_anew_or_the_role_or_account_ends(
    fairlea: Authority, otherham: Authority, officer: Officer
) -> None:
    first = made(officer.client)
    second = made(officer.client)
    assert [Client().get(one).status_code for one in (first, second)] == [404, 200]
    assert Client().get(second.replace("fairlea", "otherham")).status_code == 404
    officer.client.post(f"{PAGE}withdraw/")
    assert Client().get(second).status_code == 404
    third = made(officer.client)
    with wall(fairlea):
        Role.objects.update(holds_until=TODAY - timedelta(days=1))
    assert Client().get(third).status_code == 404
    with wall(fairlea):
        Role.objects.update(holds_until=None)
    assert Client().get(third).status_code == 200
    officer.account.is_active = False
    officer.account.save()
    assert Client().get(third).status_code == 404
    assert Client().get(reverse("calendar-feed", args=["nowhere", "x"])).status_code == 404


def test_it_may_be_read_so_often_and_no_more(officer: Officer) -> None:
    address = made(officer.client)
    assert {Client().get(address).status_code for _ in range(READINGS)} == {200}
    refused = Client().get(address)
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")


def test_a_calendar_is_folded_and_escaped_as_the_standard_asks(on_the_day: None) -> None:
    title = "Läte; first, second\\third\n" + "é" * 60
    text = calendar("A, B", [Day("1@x", TODAY, title, "", "https://x")], datetime(2026, 4, 2, tzinfo=UTC))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "SUMMARY:Läte\\; first\\, second\\\\third\\n" + "é" * 60 in text.replace("\r\n ", "")
    assert text.endswith("END:VCALENDAR\r\n")
    assert "DTSTART;VALUE=DATE:20260402\r\nDTEND;VALUE=DATE:20260403\r\n" in text
