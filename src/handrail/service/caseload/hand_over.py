"""The hand-over pack: of each child who they are, what is due, what was last decided, what is open, what the child said."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from handrail.permissions import CARE
from handrail.publications.numbers import capital
from handrail.record.codes import meaning
from handrail.record.record import Record
from handrail.service.authorities.visits import Visit
from handrail.service.caseload.queries import held_by
from handrail.service.design.dates import short_date
from handrail.service.due import queries as due
from handrail.service.due.queries import Listing
from handrail.service.due.state import standing
from handrail.service.people import queries as people
from handrail.service.people.models import Contact, Particulars
from handrail.service.records.models import table
from handrail.service.records.reading import record
from handrail.service.records.within import within
from handrail.timescales.clocks import clock

AHEAD = 183  # days
_READ = (
    "children", "episodes", "reviews", "conferences", "conference_children", "plans", "allocations", "contacts",
    "disputes", "dispute_children", "midway_reviews", "meeting_records", "digital_views", "attendances", "advocacy",
)  # fmt: skip
_Facts = list[dict[str, Any]]


def of_child(visit: Visit, key: str) -> dict[str, Any]:
    """The pack of one child."""
    return _pack(visit, [key]) | {"back": reverse("child", args=[visit.authority.key, key])}


def of_caseload(visit: Visit, worker_id: str) -> dict[str, Any]:
    """The packs of an officer's children, as far as the visit reaches them."""
    here = within(visit.scope, visit.today).filter(child_id__in=held_by(worker_id, visit.today).values("child_id"))
    name = people.worker_names([worker_id])[worker_id] if worker_id else ""
    return _pack(visit, list(here.order_by("child_id").values_list("key", flat=True))) | {"caption": name}


def _pack(visit: Visit, keys: Collection[str]) -> dict[str, Any]:
    visit.shows(keys)
    ids = dict(table("children").filter(key__in=[*keys, ""]).values_list("child_id", "key"))
    held, called, told = record(list(ids), _READ), people.names(visit, keys), _particulars(visit, keys)
    workers = people.worker_names(one.worker_id for one in held.allocations)
    duties, contacts, parts = _duties(visit, keys, len(ids)), _contacts(visit, keys), _parted(held)
    children = [
        {
            "name": called[key].name,
            "about": _about(parts[child], told.get(key), workers, visit),
            "due": duties[key],
            "decided": list(_decided(parts[child])),
            "open": list(_open(parts[child], visit.today)),
            "said": list(_said(parts[child], told.get(key), visit.today)),
            "contacts": contacts[key],
        }
        for child, key in ids.items()
    ]
    return {"title": "Hand-over", "today": visit.today, "children": children}


def _parted(held: Record) -> "defaultdict[str, defaultdict[str, list[Any]]]":
    """The rows of each table by child; disputes and conferences by way of the rows that name their children."""
    found: defaultdict[str, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for name in _READ:
        for row in getattr(held, name):
            if child := getattr(row, "child_id", None):
                found[child][name].append(row)
    disputes = {one.dispute_id: one for one in held.disputes}
    conferences = {one.conference_id: one for one in held.conferences}
    for link in held.dispute_children:
        if link.dispute_id in disputes:
            found[link.child_id]["disputes"].append(disputes[link.dispute_id])
    for there in held.conference_children:
        if there.conference_id in conferences:
            found[there.child_id]["conferences"].append((conferences[there.conference_id], there.outcome))
    return found


def _particulars(visit: Visit, keys: Collection[str]) -> dict[str, Particulars]:
    named = within(visit.by_name(), visit.today).filter(key__in=[*keys, ""]).values("key")
    return {one.child: one for one in Particulars.objects.filter(child__in=named)}


def _about(own: Any, told: Particulars | None, workers: dict[str, str], visit: Visit) -> _Facts:
    child = own["children"][0]
    now = [one for one in own["episodes"] if one.ended_on is None or one.ended_on > visit.today]
    latest = max(now, key=lambda one: one.started_on, default=None)
    facts: dict[str, str | None] = {
        "Likes to be called": told.known_as if told else None,
        "Speaks": told.language if told else None,
        "How to speak with them": told.communication if told else None,
        "Born": short_date(child.born_on) if told and child.born_on else None,
        "Legal status": capital(meaning("legal_status", latest.legal_status) or "") if latest else None,
        "Lives": capital(meaning("placement_type", latest.placement_type) or "") if latest else None,
    }
    for one in own["allocations"]:
        if one.started_on <= visit.today and (one.ended_on is None or one.ended_on >= visit.today):
            facts[capital(one.role.replace("_", " "))] = f"{workers[one.worker_id]}, since {short_date(one.started_on)}"
    return [{"key": key, "value": value} for key, value in facts.items() if value]


def _duties(visit: Visit, keys: Collection[str], count: int) -> "defaultdict[str, list[dict[str, Any]]]":
    reached = within(visit.reach("read", "due", CARE), visit.today).filter(key__in=[*keys, ""])
    listing, found = Listing(visit.today, size=max(1, 80 * count)), defaultdict(list)
    for one in due.late_and_next(reached, listing, days=AHEAD).duties:
        stands = standing(one.row, visit.today)
        found[one.child_key].append(
            {
                "title": clock(one.clock).title,
                "due_on": one.due_on or one.due_latest_on,
                "word": str(stands.word) if stands else "",
                "days": stands.days_late if stands else 0,
            }
        )
    return found


def _decided(own: Any) -> Iterator[str]:
    """The last review, the last conference with what it decided, and the plan."""
    if own["reviews"]:
        last = max(own["reviews"], key=lambda one: one.opened_on)
        yield f"Last review on {short_date(last.opened_on)}."
    if own["conferences"]:
        meeting, outcome = max(own["conferences"], key=lambda one: one[0].held_on)
        what = f": {outcome.replace('_', ' ')}" if outcome else ""
        yield f"Last conference on {short_date(meeting.held_on)}{what}."
    for plan in own["plans"]:
        if plan.ended_on is None:
            yield f"A plan since {short_date(plan.started_on)}: {meaning('category', plan.latest_category or plan.initial_category)}."


def _open(own: Any, today: date) -> Iterator[str]:
    """Disputes that are open, drift that was seen, records of meetings that have not gone out."""
    for one in own["disputes"]:
        if one.closed_on is None:
            kind = f"formal since {short_date(one.formal_on)}" if one.formal_on else "informal"
            yield f"A dispute raised on {short_date(one.raised_on)}, {kind}."
    midway = max(own["midway_reviews"], key=lambda one: one.held_on, default=None)
    if midway and midway.progress in ("drifting", "stalled"):
        yield f"The plan was {midway.progress} at the midway review of {short_date(midway.held_on)}."
    for one in own["meeting_records"]:
        if one.sent_on is None and one.meeting_on <= today:
            yield f"The record of the {one.meeting} of {short_date(one.meeting_on)} has not been sent out."


def _said(own: Any, told: Particulars | None, today: date) -> Iterator[str]:
    """How the child took part last, and when they last spoke or wrote. Their words themselves are in the case system."""
    if own["reviews"]:
        last = max(own["reviews"], key=lambda one: one.opened_on)
        took_part = meaning("participation", last.participation)
        yield (
            f"At the last review: {took_part}."
            if took_part
            else "How they took part in the last review is not recorded."
        )
    spoke = [one for one in own["contacts"] if one.held_on and one.held_on <= today]
    if spoke:
        last = max(spoke, key=lambda one: one.held_on)
        yield f"Last spoke with the officer on {short_date(last.held_on)}: {last.outcome.replace('_', ' ')}."
    for one in sorted(own["digital_views"], key=lambda one: one.given_on)[-1:]:
        yield f"Gave a {one.kind or 'view'} by {one.tool.replace('_', ' ')} on {short_date(one.given_on)}."


def _contacts(visit: Visit, keys: Collection[str]) -> "defaultdict[str, _Facts]":
    """Who is around each child, for those who may read of them; nothing that must not be told, and nothing unconfirmed."""
    found: defaultdict[str, _Facts] = defaultdict(list)
    for key, around in people.around_each(visit, keys).items():
        found[key] = [{"key": capital(one.known_as_role), "value": f"{one.name}: {_how(one)}"} for one in around]
    return found


def _how(one: Contact) -> str:
    if one.undisclosed:
        return "do not disclose; ask the service"
    how = ", ".join(filter(None, (one.phone, one.email))) if one.confirmed_on else ""
    return one.reached_by(how or "no confirmed way to reach them")
