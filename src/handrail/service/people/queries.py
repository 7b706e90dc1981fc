"""Reads of people, always from the children somebody reaches."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from handrail.service.people.models import Contact, Particulars, WorkerDetails
from handrail.service.records.models import table

MOST_FOUND = 50


@dataclass(frozen=True)
class Called:
    """A child's name and what they like to be called; without a name, the words that say so."""

    name: str
    called: str


UNNAMED = Called("Name not recorded", "This child")


def names(children: Collection[str]) -> dict[str, Called]:
    """The names of these children, by their keys, in one query; whoever has none is in it too."""
    known = Particulars.objects.filter(child__in=[*children, ""])
    found = {one.child: Called(one.name, one.called) for one in known}
    return {key: found.get(key, UNNAMED) for key in children}


def particulars(child: str) -> Particulars | None:
    """What is known of one child as a person."""
    return Particulars.objects.filter(child=child).first()


def around(child: str, today: date) -> list[Contact]:
    """Who is around a child today, those of whom no end is known first written."""
    here = Contact.objects.filter(child=child).exclude(holds_until__lt=today)
    return list(here.exclude(holds_from__gt=today))


def worker_names(workers: Iterable[str]) -> dict[str, str]:
    """The names of workers by their ids; of one who has none, the id."""
    ids = sorted(set(workers))
    found = dict(WorkerDetails.objects.filter(worker_id__in=[*ids, ""]).values_list("worker_id", "name"))
    return {one: found.get(one, one) for one in ids}


def officers(child_ids: Collection[str], today: date) -> dict[str, str]:
    """The name of the officer or chair of each of these children today, by the council's id of the child; two queries."""
    held = table("allocations").filter(
        child_id__in=[*child_ids, ""], role__in=("reviewing_officer", "conference_chair"), started_on__lte=today
    )
    rows = held.exclude(ended_on__lt=today).order_by("role", "started_on").values_list("child_id", "worker_id")
    of_child = dict(rows)
    names = worker_names(of_child.values())
    return {child: names[worker] for child, worker in of_child.items()}


def find(children: QuerySet[Any], text: str) -> list[str]:
    """The keys of the children, among these, whose name, council's id or UPN begins with or holds what was typed."""
    text = text.strip()
    if not text:
        return []
    named = Particulars.objects.filter(Q(name__icontains=text) | Q(known_as__icontains=text)).values("child")
    known = table("identifiers").filter(value__iexact=text).values("child_id")
    reached = children.filter(Q(key__in=named) | Q(child_id__iexact=text) | Q(child_id__in=known))
    return list(reached.order_by("child_id").values_list("key", flat=True)[: MOST_FOUND + 1])
