"""Planned meetings in the demonstration: reviews of the officer who signs in, with people asked who did or did not answer,
one that was changed since, and mail that left, waits or was refused.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from handrail.caseload.ties import OFFICER
from handrail.service import clock
from handrail.service.access.models import Role
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit
from handrail.service.demo.visiting import visit_as
from handrail.service.due import queries as due
from handrail.service.due.meetings import REVIEW, meeting_of, meetings
from handrail.service.due.queries import Listing
from handrail.service.meetings import actions, inviting, replies
from handrail.service.meetings.actions import Plan
from handrail.service.meetings.asked import people_of
from handrail.service.meetings.models import CANNOT, COMING, TELLS, Invitation, Meeting
from handrail.service.post.models import GIVEN_UP, SENT, Message
from handrail.service.records.models import table
from handrail.timescales.working_days import england

_PLANS = (
    Plan(date.min, time(10), 90, "Civic Centre, room 2", "", "01632 960 001"),
    Plan(date.min, time(15, 45), 60, "", "https://meet.example/review-room-4", "01632 960 001"),
    Plan(date.min, time(16, 30), 60, "Where you live", "", "01632 960 001"),
)
_ANSWERS = (
    (COMING, ""),
    (TELLS, "I work until two. Could I join by telephone for the first part?"),
    None,
    (CANNOT, "I am on leave that week. My manager will come."),
)
"""What those who are asked say, in turn; None has not answered."""


@dataclass(frozen=True)
class _Wanted:
    """A review that is to be planned: the child, the thing due, and the day."""

    child: Any
    duty: Any
    on: date


def convene(authority: Authority) -> None:
    """Plan reviews that are due next, ask people to them, and have them answer."""
    if Meeting.objects.exists():
        return
    visit = visit_as(authority, OFFICER, "write", "convening", 2)
    planned = [_convened(visit, one, plan) for one, plan in zip(_next(), _PLANS, strict=False)]
    if planned:
        child, meeting = planned[-1]
        moved = Plan(**{**vars(Plan.of(meeting)), "begins": time(17)})
        actions.change(visit_as(authority, OFFICER, "write", "convening", 1), child, meeting, moved, meeting.sequence)
    _sent(visit)


def _next() -> list[_Wanted]:
    """The officer's reviews that fall due in the next weeks, one a child, each planned some working days before."""
    workers = Role.objects.filter(role=OFFICER).values_list("worker_id", flat=True)
    held = table("allocations").filter(role=OFFICER, worker_id__in=list(workers)).exclude(ended_on__lt=clock.today())
    children = {one.child_id: one for one in table("children").filter(child_id__in=held.values("child_id"))}
    asked = Listing(clock.today(), clocks=[one for one in meetings() if meeting_of(one) == REVIEW])
    there = due.next_due(table("children").filter(child_id__in=sorted(children)), asked, days=120).duties
    first = {one.child_id: one for one in reversed(there)}
    return [_Wanted(children[one.child_id], one, _day(one)) for one in sorted(first.values(), key=_day)]


def _day(duty: Any) -> date:
    """A working day some days before the last, and not before next week."""
    return england().after(max(duty.due_latest_on - timedelta(days=12), clock.today() + timedelta(days=5)), 1)


def _convened(visit: Visit, wanted: _Wanted, plan: Plan) -> tuple[Any, Meeting]:
    planned = Plan(**{**vars(plan), "on": wanted.on})
    meeting = actions.plan(visit, wanted.child, REVIEW, planned, wanted.duty.key)
    known = people_of(visit, wanted.child)
    mailed = [key for key, one in known.items() if not one.why_not]
    inviting.invite(visit, wanted.child, meeting, mailed, [key for key in known if key not in mailed][:1])
    for asked, said in zip(meeting.invitations.filter(by_mail=True), _ANSWERS, strict=False):
        if said:
            replies.answer(visit.authority, asked, *said, meeting.sequence, visit.now + timedelta(hours=7))
    return wanted.child, meeting


def _sent(visit: Visit) -> None:
    """The first messages have left, as they do where mail is set up; one was refused."""
    asked = Invitation.objects.filter(meeting__sequence=0).values_list("key", flat=True)
    for number, key in enumerate(asked):
        became: dict[str, Any] = {"state": SENT, "sent_at": visit.now + timedelta(minutes=1)}
        if number == 1:
            became = {"state": GIVEN_UP, "error": "The mail server refuses this address (550)."}
        Message.objects.filter(once__startswith=f"meeting:{key}:").update(attempts=1, **became)
