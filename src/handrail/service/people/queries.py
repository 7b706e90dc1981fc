"""Reads of people, always from the children somebody reaches."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from handrail.permissions import CARE
from handrail.service.authorities.visits import Visit
from handrail.service.design.addresses import row_number
from handrail.service.people.models import Contact, Particulars, WorkerDetails
from handrail.service.records import lookups  # noqa: F401 - registers `among`
from handrail.service.records.models import table
from handrail.service.records.within import numbered, reaches, within

MOST_FOUND = 50


@dataclass(frozen=True)
class Called:
    """A child's name and what they like to be called; without a name, the words that say so."""

    name: str
    called: str


UNNAMED = Called("Name not recorded", "This child")


def names(visit: Visit, children: Collection[str]) -> dict[str, Called]:
    """What to call these children, by their keys, in two queries: by name where the visit may, else by a pseudonym."""
    named = within(visit.by_name(), visit.today).filter(key__among=children)
    by_name = set(named.values_list("key", flat=True))
    known = Particulars.objects.filter(child__among=by_name)
    found = {one.child: Called(one.name, one.called) for one in known}
    return {key: found.get(key, UNNAMED) if key in by_name else pseudonym(key) for key in children}


def pseudonym(child: str) -> Called:
    """What a child is called to those who may not know the name: the same each time, and telling nothing."""
    return Called(f"Child {child[:6].upper()}", "this child")


def particulars(visit: Visit, child: str) -> Particulars | None:
    """What is known of one child as a person, for those who see the child by name."""
    if not reaches(visit.by_name(), child, visit.today):
        return None
    return Particulars.objects.filter(child=child).first()


def around(visit: Visit, child: str) -> list[Contact]:
    """Who is around a child today, in the order they were written, for those who may read of them."""
    return around_each(visit, [child])[child]


def around_each(visit: Visit, children: Collection[str]) -> defaultdict[str, list[Contact]]:
    """Who is around each of these children today, by the child's key, as `around`; in two queries for any number."""
    reached = within(visit.reach("read", "child_contact", CARE), visit.today).filter(key__in=[*children, ""])
    merged = Q(merged_into__in=reached.values("key"))
    entries = table("children").filter(merged | Q(key__in=reached.values("key"))).values_list("key", "merged_into")
    child_of = {key: into or key for key, into in entries}
    here = Contact.objects.filter(child__in=[*child_of, ""]).exclude(holds_until__lt=visit.today)
    found: defaultdict[str, list[Contact]] = defaultdict(list)
    for one in here.exclude(holds_from__gt=visit.today):
        found[child_of[one.child]].append(one)
    return found


@dataclass(frozen=True)
class Reached:
    """Somebody around a child who may be written to, where, and what is to be minded: what was confirmed of it."""

    contact: int
    name: str
    role: str
    email: str
    address: str
    language: str
    safe_contact: str


def may_be_written_to(visit: Visit, child: str) -> list[Reached]:
    """Whom the service may write to about a child today, and at which address.

    It is where whatever is sent takes its addresses from: one that nobody confirmed is not among them, and one that must
    not be disclosed is never.
    """
    return [
        Reached(one.pk, one.name, one.role, one.email, one.address, one.language, one.safe_contact)
        for one in around(visit, child)
        if one.confirmed_on and not one.undisclosed and (one.address or one.email)
    ]


def contact(child: str, number: str) -> Contact | None:
    """Somebody around this child by the number of their row, as it was typed; None where there is nobody."""
    return contacts(child).filter(pk=row_number(number)).first()


def contacts(child: str) -> QuerySet[Contact]:
    """Everybody ever written down around a child, also under an entry that was merged into this one."""
    return Contact.objects.filter(child__in=entries(child).values("key"))


def entries(child: str) -> QuerySet[Any]:
    """The entries of the record that are this child: their own, and those that were merged into it."""
    return table("children").filter(Q(key=child) | Q(merged_into=child))


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


def find(visit: Visit, text: str) -> list[str]:
    """The keys of the children the visit reaches whose council's id or UPN was typed, or, by name, part of the name."""
    children = within(visit.scope, visit.today)
    text = text.strip()
    if not text:
        return []
    by_name = within(visit.by_name(), visit.today).values("key")
    like = Particulars.objects.filter(Q(name__icontains=text) | Q(known_as__icontains=text), child__in=by_name)
    named = like.values("child")
    reached = children.filter(Q(key__in=named) | numbered(text))
    return list(reached.order_by("child_id").values_list("key", flat=True)[: MOST_FOUND + 1])
