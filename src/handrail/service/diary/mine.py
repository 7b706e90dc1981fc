"""What is due and planned of one person, as days of a calendar and as counts: never with the name or number of a child,
and never with a place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils.crypto import salted_hmac

from handrail.permissions import CARE
from handrail.service.authorities.visits import Visit
from handrail.service.design.dates import long_date
from handrail.service.due import queries as due
from handrail.service.due.meetings import meetings
from handrail.service.due.queries import Listing
from handrail.service.meetings import queries as planned
from handrail.service.meetings.words import KINDS
from handrail.service.people.queries import pseudonym
from handrail.service.post.icalendar import Day, Hours
from handrail.service.post.links import link_to
from handrail.service.records.within import within
from handrail.timescales.clocks import clock

AHEAD, BACK = 182, 28
"""How many days a calendar shows ahead, and how many of what is late."""
_MOST = 1000
_WHERE = "Open it in Handrail to see whom it is for, where it is and who is coming."
_ABOUT = "Open it in Handrail to see whom it is for. Last day: {}."


@dataclass(frozen=True)
class Counted:
    """How many of one kind, and the first day among them."""

    title: str
    count: int
    first: date


def days(visit: Visit) -> Iterator[Day | Hours]:
    """The person's dates: each, and the meetings planned, where they are about the person's own children; by day and
    kind, where about many's.
    """
    scope = visit.reach("list", "due", CARE)
    children = within(scope, visit.today)
    if scope.whole or scope.teams:
        yield from _of_many(visit, children)
    else:
        yield from _of_own(visit, children)
        yield from _planned(visit)


def counted(visit: Visit, first: date | None, last: date) -> list[Counted]:
    """The meetings still open whose last day lies between two days, both included, by kind; the soonest first."""
    there = _open(visit, within(visit.scope, visit.today)).filter(due_latest_on__lte=last)
    there = there.filter(due_latest_on__gte=first) if first else there
    found = there.values("clock").annotate(count=Count("id"), first=Min("due_latest_on")).order_by("first", "clock")
    return [Counted(clock(one["clock"]).title, one["count"], one["first"]) for one in found]


def _open(visit: Visit, children: Any) -> "QuerySet[Any]":
    return due.open_now(children, Listing(visit.today, clocks=meetings())).exclude(due_latest_on=None)


def _of_own(visit: Visit, children: Any) -> Iterator[Day]:
    asked = Listing(visit.today, clocks=meetings(), size=_MOST)
    late, ahead = due.late(children, asked).duties, due.next_due(children, asked, AHEAD).duties
    shown = [one for one in (*late, *ahead) if one.due_latest_on >= visit.today - timedelta(days=BACK)]
    visit.shows({one.child_key for one in shown})
    for one in shown:
        title = f"{clock(one.clock).title} · {_reference(one.child_key)}"
        word = "Late" if one.due_latest_on < visit.today else "Due"
        link = link_to("duty", visit.authority.key, one.child_key, one.pk)
        yield _day(visit, (one.child_id, one.key), one.due_latest_on, f"{word}: {title}", link)


def _planned(visit: Visit) -> Iterator[Hours]:
    children = within(visit.reach("list", planned.KIND, CARE), visit.today)
    first, last = visit.today - timedelta(days=BACK), visit.today + timedelta(days=AHEAD)
    found = list(planned.planned(visit, children, first, last)[:_MOST])
    visit.shows({planned.whose(one) for one in found})
    for one in found:
        title = f"{KINDS[one.kind]} · {_reference(planned.whose(one))}{' (by video)' if one.video and not one.place else ''}"
        uid = _mark(visit, ("meeting", one.key))
        link = f"{link_to('one-meeting', visit.authority.key, planned.whose(one))}?n={one.pk}"
        yield Hours(uid, one.begins_at, one.ends_at, title, _WHERE, link, sequence=one.sequence)


def _of_many(visit: Visit, children: Any) -> Iterator[Day]:
    first, last = visit.today - timedelta(days=BACK), visit.today + timedelta(days=AHEAD)
    there = _open(visit, children).filter(due_latest_on__range=(first, last))
    found = there.values("due_latest_on", "clock").annotate(count=Count("id")).order_by("due_latest_on", "clock")
    for one in found[:_MOST]:
        on, word = one["due_latest_on"], "Late" if one["due_latest_on"] < visit.today else "Due"
        title = f"{word}: {clock(one['clock']).title} · {one['count']}"
        yield _day(visit, (one["clock"], f"{on}"), on, title, link_to("due-list", visit.authority.key))


def _day(visit: Visit, of: tuple[str, str], on: date, title: str, link: str) -> Day:
    return Day(_mark(visit, of), on, title, _ABOUT.format(long_date(on)), link)


def _mark(visit: Visit, of: tuple[str, str]) -> str:
    """`of` says which it is; the calendar is told a mark made from it by the secret key, which leads back to nobody."""
    mark = salted_hmac("handrail.diary", "|".join((visit.authority.key, *of)), algorithm="sha256").hexdigest()
    return f"{mark[:32]}@handrail"


def _reference(child: str) -> str:
    return pseudonym(child).name.rpartition(" ")[2]
