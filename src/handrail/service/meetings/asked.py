"""Who may be asked to a child's meeting: the people around the child, and those who work with the child."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from handrail.service.access.queries import in_force
from handrail.service.authorities.visits import Visit
from handrail.service.meetings.models import Invitation
from handrail.service.people import queries as people
from handrail.service.people.models import Contact, WorkerDetails
from handrail.service.people.workers import in_post, role_name
from handrail.service.records.models import table

_HIDDEN = "Their address must not be disclosed: nothing is sent there."
_UNCONFIRMED = "Nobody has confirmed their address."
_NO_ADDRESS = "No e-mail address is known."
_GONE = "They are not among those around the child any more."
_CARE = "How to reach them safely has changed. Read it, and ask them again."
_IN_PERSON = "They are told in person."


@dataclass(frozen=True)
class Person:
    """Somebody who may be asked. `person` says which; `care` how they are reached safely; `why_not` why nothing is sent.

    A message goes to the `account` of somebody who signs in here, else to `email`, which is the account's own otherwise.
    """

    person: str
    name: str
    role: str
    email: str = ""
    account: str = ""
    care: str = ""
    why_not: str = ""


def people_of(visit: Visit, child: Any) -> dict[str, Person]:
    """Whoever may be asked, those around the child first. A constant number of queries."""
    found = [*_around(visit, child), *_workers(visit, child)]
    return {one.person: one for one in found}


def why_not(invitation: Invitation, person: Person | None) -> str:
    """Why no message may go to somebody who was asked, as things are now; blank where one may."""
    if not invitation.by_mail:
        return _IN_PERSON
    if person is None:
        return _GONE
    return person.why_not or (_CARE if person.care != invitation.care else "")


def _around(visit: Visit, child: Any) -> Iterator[Person]:
    reached = {one.contact: one for one in people.may_be_written_to(visit, child.key)}
    for one in people.around(visit, child.key):
        there = reached.get(one.pk)
        yield Person(
            f"contact:{one.pk}",
            one.name,
            one.known_as_role,
            email=there.email if there else "",
            care=one.safe_contact,
            why_not="" if there and there.email else _why_not(one),
        )


def _why_not(contact: Contact) -> str:
    if contact.undisclosed:
        return _HIDDEN
    return _UNCONFIRMED if contact.email else _NO_ADDRESS


def _workers(visit: Visit, child: Any) -> Iterator[Person]:
    """Those who have the child today, and who leads the social worker's team; without whoever is asking."""
    roles = _roles(visit, child)
    details = {one.worker_id: one for one in WorkerDetails.objects.filter(worker_id__in=[*roles, ""])}
    held = in_force(visit.today).filter(worker_id__in=[*roles, "-"], account__is_active=True)
    accounts = {one[0]: one[1:] for one in held.values_list("worker_id", "account__key", "account__email")}
    for worker, role in roles.items():
        known, title = details.get(worker), role_name(role, visit.profile)
        account, email = accounts.get(worker, ("", known.email if known else ""))
        name, nowhere = known.name if known else worker, "" if email else _NO_ADDRESS
        yield Person(f"worker:{worker}", name, title, email, account, why_not=nowhere)


def _roles(visit: Visit, child: Any) -> dict[str, str]:
    """What each is to the child, by the worker's id."""
    mine = [*sorted(visit.viewer.workers), "-"]
    held = table("allocations").filter(child_id=child.child_id, started_on__lte=visit.today)
    now = held.exclude(ended_on__lt=visit.today).order_by("role", "started_on")
    found = dict(now.values_list("worker_id", "role"))
    teams = table("workers").filter(worker_id__in=[*found, ""], role__contains="social_worker").values("team")
    leads = in_post(visit.today).filter(team__in=teams, role__contains="manager").order_by("worker_id")
    found = {**dict(leads.values_list("worker_id", "role")), **found}
    return {worker: role for worker, role in found.items() if worker not in mine}
