"""Who was given a child and who covered, as items for the case system.

What an officer declared of their own interests stays with the service: it is about them and not about the child.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import OuterRef, Subquery

from handrail.service.access.models import Cover
from handrail.service.authorities.visits import Visit
from handrail.service.caseload.models import Decision
from handrail.service.design.dates import short_date
from handrail.service.filing import Item, Mark, kind
from handrail.service.people.queries import worker_names
from handrail.service.records.models import table

ALLOCATION, COVER = "allocation", "cover"


def _decisions(children: Any) -> Iterator[Mark]:
    found = Decision.objects.filter(child_id__in=children.values("child_id"))
    for number, child_id, day, at in found.values_list("id", "child_id", "started_on", "at"):
        yield Mark(ALLOCATION, child_id, f"{day.isoformat()}|{number}", "given", at)


@kind(ALLOCATION, "A child given to an officer", marks=_decisions)
def tell_allocations(visit: Visit, marks: Collection[Mark]) -> Iterator[Item]:
    """From when who is the officer, after whom, and why."""
    rows = Decision.objects.in_bulk([int(mark.key.rpartition("|")[2]) for mark in marks])
    names = worker_names(one for row in rows.values() for one in (row.worker_id, row.former_id) if one)
    officer = visit.profile.words.reviewing_officer
    for mark in marks:
        one = rows[int(mark.key.rpartition("|")[2])]
        after = f", after {names[one.former_id]}" if one.former_id else ""
        given = f"{names[one.worker_id]} is the {officer} from {short_date(one.started_on)}{after}."
        note = (given, f"Why: {one.why}") if one.why else (given,)
        yield Item(
            mark,
            f"Change of {officer}" if after else f"Allocation of the {officer}",
            note,
            (("From", one.started_on),),
            one.by,
        )


def _covers(children: Any) -> Iterator[Mark]:
    of_child = table("children").filter(key=OuterRef("child")).values("child_id")
    found = Cover.objects.filter(child__in=children.values("key")).annotate(child_id=Subquery(of_child[:1]))
    for number, child_id, first, last, at in found.values_list("id", "child_id", "first_on", "last_on", "arranged_at"):
        yield Mark(COVER, child_id, f"{first.isoformat()}|{number}", last.isoformat(), at)


@kind(COVER, "Cover for an officer", marks=_covers)
def tell_covers(visit: Visit, marks: Collection[Mark]) -> Iterator[Item]:
    """Who stands in for whom, from when through when."""
    rows = Cover.objects.in_bulk([int(mark.key.rpartition("|")[2]) for mark in marks])
    names = worker_names(one for row in rows.values() for one in (row.worker_id, row.for_worker))
    for mark in marks:
        one = rows[int(mark.key.rpartition("|")[2])]
        days = f"from {short_date(one.first_on)} through {short_date(one.last_on)}"
        note = (f"{names[one.worker_id]} stands in for {names[one.for_worker]} {days}.",)
        yield Item(
            mark,
            f"Cover for the {visit.profile.words.reviewing_officer}",
            note,
            (("From", one.first_on), ("Through", one.last_on)),
            one.arranged_by,
        )
