"""One thing due on a page of its own: why, how it stands, and why it was late, in the authority's words."""

from typing import Any

import pytest
from django.test import Client
from lxml import html
from tests.service.conftest import MORNING, SignedIn
from tests.service.desk.test_pages import begun, busiest

from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.profiles import keep
from handrail.service.authorities.walls import wall
from handrail.service.demo.build import PROFILE
from handrail.service.due.meetings import meetings
from handrail.service.due.models import Duty, LatenessReason, Note
from handrail.service.records.models import table


@pytest.fixture
def late(fairlea: Authority) -> tuple[str, Duty]:
    """A review that was met late, of a child of the busiest officer; the child's key."""
    begun(fairlea, 200)
    with wall(fairlea):
        keep(PROFILE.read_text(encoding="utf-8"), "", MORNING, "test")
        own = table("allocations").filter(worker_id=busiest(fairlea), role="reviewing_officer", ended_on=None)
        reviews = Duty.objects.filter(clock__in=meetings(), child_id__in=own.values("child_id"), met_on__isnull=False)
        found = next(one for one in reviews.order_by("id") if one.due_on and one.met_on and one.met_on > one.due_on)
        return table("children").get(child_id=found.child_id).key, found


@pytest.fixture
def officer(late: Any, fairlea: Authority, signed_in: SignedIn) -> Client:
    return signed_in(fairlea, "reviewing_officer", worker_id=busiest(fairlea))


def address(late: tuple[str, Duty], page: str = "") -> str:
    return f"/fairlea/children/{late[0]}/due/{late[1].pk}/{page}"


def test_the_page_says_why_with_the_law_and_offers_the_authoritys_reasons(officer: Client, late: Any) -> None:
    page = html.fromstring(officer.get(address(late)).content.decode())
    said = page.text_content()
    assert "The law" in said
    assert "Met late" in said
    assert "The social work report had not come" in said


def test_a_reason_is_kept_shown_and_replaced_and_the_first_stays(
    officer: Client, late: Any, fairlea: Authority
) -> None:
    given = {"reason-main": "missing_report", "reason-contributing": ["admin_error"], "reason-note": "It came at noon."}
    assert officer.post(address(late, "reason/"), given).status_code == 302
    said = html.fromstring(officer.get(address(late)).content.decode()).text_content()
    assert "An error in convening (contributed)" in said
    assert "It came at noon." in said
    officer.post(address(late, "reason/"), {"reason-main": "late_notification"})
    with wall(fairlea):
        assert LatenessReason.objects.filter(replaced_at=None).get().reason == "late_notification"
        assert LatenessReason.objects.count() == 3
        assert Entry.objects.filter(action="write", kind="due").count() == 4  # the page, and what was done on it


def test_no_reason_is_refused_in_words(officer: Client, late: Any) -> None:
    answer = officer.post(address(late, "reason/"), {})
    assert answer.status_code == 200
    assert "Choose the main reason" in answer.content.decode()


def test_a_note_is_kept(officer: Client, late: Any, fairlea: Authority) -> None:
    assert officer.post(address(late, "note/"), {"note-text": "Asked the team <twice>."}).status_code == 302
    assert "Asked the team &lt;twice&gt;." in officer.get(address(late)).content.decode()
    with wall(fairlea):
        assert Note.objects.get().text == "Asked the team <twice>."


def test_a_duty_of_another_child_is_not_reached_through_ones_own(
    officer: Client, late: Any, fairlea: Authority
) -> None:
    with wall(fairlea):
        other = Duty.objects.exclude(child_id=late[1].child_id).order_by("id").first()
    assert officer.get(f"/fairlea/children/{late[0]}/due/{other.pk}/").status_code == 404
