"""Puts the pages of planned meetings together: plain values for the templates."""

from typing import Any

from django import forms
from django.urls import reverse

from handrail.permissions import CARE
from handrail.service.audit.sentences import moment
from handrail.service.authorities.visits import Visit
from handrail.service.design.addresses import page_at
from handrail.service.design.forms import problems
from handrail.service.due.models import Duty
from handrail.service.meetings import presenters, queries
from handrail.service.meetings.models import Invitation, Meeting
from handrail.service.meetings.queries import KIND, whose
from handrail.service.meetings.words import KINDS, hours
from handrail.service.people import queries as people
from handrail.service.records.models import table

PER_PAGE = 50


def meetings(visit: Visit, page: str) -> dict[str, Any]:
    """What is planned from today on, a page at a time. A constant number of queries."""
    reached = queries.reached(visit)
    total = reached.count()
    number, pages = page_at(page, total, PER_PAGE)
    shown = list(queries.with_replies(reached)[(number - 1) * PER_PAGE : number * PER_PAGE])
    keys = {whose(one) for one in shown}
    visit.shows(keys)
    names, sent = (
        people.names(visit, keys),
        queries.messages([asked for one in shown for asked in presenters.invited(one)]),
    )
    rows = [presenters.listed(visit, one, sent) | {"child": names[whose(one)].name} for one in shown]
    given = {"title": "Planned meetings", "today": visit.today, "rows": rows, "total": total}
    return given | {"page": number, "pages": pages, "query": {}}


def child_meetings(visit: Visit, child: str) -> dict[str, Any]:
    """All that were ever planned for a child: what is ahead, then the rest."""
    found = list(queries.of_child(child))
    sent = queries.messages([asked for one in found for asked in presenters.invited(one)])
    ahead = [one for one in reversed(found) if one.on >= visit.today and not one.withdrawn_at]
    return _around(visit, child, "Planned meetings") | {
        "back": reverse("child", args=[visit.authority.key, child]),
        "ahead": [presenters.listed(visit, one, sent) for one in ahead],
        "past": [presenters.listed(visit, one, sent) for one in found if one not in ahead],
        "plan": presenters.address(visit, "plan-meeting", child) if _may_write(visit) else "",
    }


def ahead(visit: Visit, child: str, duty: str = "") -> list[dict[str, Any]]:
    """What is planned for a child from today on, to stand on other pages; for one thing due, if it is named."""
    if not visit.reach("read", KIND, CARE):
        return []
    found = queries.ahead(child, visit.today)
    return [presenters.listed(visit, one, {}) for one in (found.filter(duty=duty) if duty else found)]


def plan(visit: Visit, child: str, form: forms.Form, duty: Duty | None) -> dict[str, Any]:
    """The form to plan one; `duty` is the thing due that it is to meet."""
    return _around(visit, child, "Plan a meeting") | {
        "form": form,
        "errors": problems(form),
        "due_on": duty.due_latest_on if duty else None,
        "press": "Plan the meeting",
    }


def change(visit: Visit, meeting: Meeting, form: forms.Form) -> dict[str, Any]:
    """The form to change when and where."""
    return _around(visit, whose(meeting), "Change when or where") | {
        "back": presenters.one_address(visit, meeting),
        "form": form,
        "errors": problems(form),
        "due_on": _due_on(meeting),
        "asked": len(presenters.invited(meeting)),
        "press": "Change it and tell everybody" if presenters.invited(meeting) else "Change it",
    }


def call_off(visit: Visit, meeting: Meeting, form: forms.Form) -> dict[str, Any]:
    """The form that calls one off."""
    return _around(visit, whose(meeting), "Call the meeting off") | {
        "back": presenters.one_address(visit, meeting),
        "form": form,
        "errors": problems(form),
        "asked": len(presenters.invited(meeting)),
    }


def one(visit: Visit, meeting: Meeting) -> dict[str, Any]:
    """A meeting: when and where, whether that is in time, who is asked and what they said. Constant queries."""
    visit.shows([whose(meeting)])
    asked = presenters.invited(meeting)
    sent, due_on = queries.messages(asked), _due_on(meeting)
    is_open = not meeting.withdrawn_at and meeting.on >= visit.today
    return _around(visit, whose(meeting), KINDS[meeting.kind]) | {
        "meeting": meeting,
        "hours": hours(meeting),
        "due_on": due_on,
        "is_late": bool(due_on and meeting.on > due_on),
        "planned": f"{meeting.planned_name}, {moment(meeting.planned_at)}",
        "called_off": f"{meeting.withdrawn_name}, {moment(meeting.withdrawn_at)}" if meeting.withdrawn_at else "",
        "before": [presenters.stood(one) for one in meeting.before.all()],
        "counts": presenters.counts(meeting),
        "asked": [presenters.told(visit, meeting, one, sent) for one in asked],
        "links": _links(visit, meeting) if is_open and _may_write(visit) else {},
    }  # fmt: skip


def ask(visit: Visit, meeting: Meeting, form: Any) -> dict[str, Any]:
    """Whom to ask, in three groups."""
    return _around(visit, whose(meeting), "Ask people to come") | {
        "back": presenters.one_address(visit, meeting),
        "form": form,
        "errors": problems(form),
        "groups": [presenters.group(form, name, those) for name, those in form.groups.items() if those],
    }


def asked(visit: Visit, invitation: Invitation, reply: forms.Form, no_longer: forms.Form) -> dict[str, Any]:
    """Somebody who is asked: what they were sent and said, and what can be done."""
    meeting = invitation.meeting
    told = presenters.told(visit, meeting, invitation, queries.messages([invitation]))
    return _around(visit, whose(meeting), invitation.name) | {
        "caption": f"{KINDS[meeting.kind]}, {people.names(visit, [whose(meeting)])[whose(meeting)].name}",
        "back": presenters.one_address(visit, meeting),
        "errors": problems(reply),
        "told": told,
        "replies": [presenters.said(one, meeting.sequence) for one in reversed(invitation.replies.all())],
        "reply": reply,
        "no_longer": no_longer,
        "is_open": not meeting.withdrawn_at and meeting.on >= visit.today and _may_write(visit),
    }


def _links(visit: Visit, meeting: Meeting) -> dict[str, str]:
    routes = {"ask": "ask-to-meeting", "change": "change-meeting", "call_off": "call-off-meeting"}
    return {
        name: f"{presenters.address(visit, route, whose(meeting))}?n={meeting.pk}" for name, route in routes.items()
    }


def _due_on(meeting: Meeting) -> Any:
    """The last day of the thing due that it is to meet, while that is open; None where there is none."""
    child = table("children").filter(key=whose(meeting)).values("child_id")
    there = Duty.objects.filter(child_id__in=child, key=meeting.duty, as_verified=True) if meeting.duty else None
    return there.values_list("due_latest_on", flat=True).first() if there is not None else None


def _may_write(visit: Visit) -> bool:
    return bool(visit.reach("write", KIND, CARE))


def _around(visit: Visit, child: str, title: str) -> dict[str, Any]:
    visit.shows([child])
    return {
        "title": title,
        "caption": people.names(visit, [child])[child].name,
        "back": presenters.address(visit, "child-meetings", child),
        "today": visit.today,
        "authority": visit.authority.key,
        "child": child,
    }
