"""The paper pack for the day the system is down: what is late, and what falls due in the next ten working days, with
whom to ring. It holds names, because whoever works from it has nothing else; where a child lives is not in it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from handrail.service.authorities.visits import Visit
from handrail.service.design.dates import long_date
from handrail.service.design.papers import Paper, Part, printed
from handrail.service.due import queries as due
from handrail.service.due.meetings import meetings
from handrail.service.due.queries import SOCIAL_WORKER, Listing
from handrail.service.people import queries as people
from handrail.service.people.models import Contact, WorkerDetails
from handrail.service.records.models import table
from handrail.service.records.within import within
from handrail.timescales.clocks import clock
from handrail.timescales.working_days import england

AHEAD = 10
"""How many working days it looks ahead."""
MOST = 2000
"""How many things it lists at most; what would come after is said."""

_USE = (
    "Work from this while Handrail cannot be opened. Write down what you do and when, by hand, and enter it when the "
    "service is back.",
    "It names children. Keep it as you keep case papers, and destroy it when the next one is printed.",
    "Somebody whose address or number must not be told is left out. Ring the child's social worker.",
)


@dataclass(frozen=True)
class _Around:
    """Whom to ring, by the child's key; `workers` holds for each child the officer or chair and the social worker."""

    names: Mapping[str, people.Called]
    workers: Mapping[str, Sequence[str]]
    contacts: Mapping[str, Sequence[str]]


def pack(visit: Visit) -> bytes:
    """The pack of one person as a PDF, with all that the visit reaches. A constant number of queries."""
    return printed(paper(visit))


def paper(visit: Visit) -> Paper:
    """What stands in the pack."""
    children, last = within(visit.scope, visit.today), england().after(visit.today, AHEAD)
    asked = Listing(visit.today, clocks=meetings(), size=MOST)
    late, ahead = due.late(children, asked), due.next_due(children, asked, (last - visit.today).days)
    duties = [*late.duties, *ahead.duties]
    around = _around(visit, duties)
    parts = [Part("How to use this", _USE), *_parts(visit, duties, around)]
    if late.after or ahead.after:
        parts.append(
            Part("Not all of it", (f"There is more than fits: only the first {MOST:,} of each list stand here.",))
        )
    about = f"Paper pack for {visit.name}"
    return Paper("Paper pack", about, visit.authority.name, visit.profile.accent, visit.today, parts)


def _parts(visit: Visit, duties: Sequence[Any], around: _Around) -> Iterator[Part]:
    late = [one for one in duties if one.due_latest_on < visit.today]
    days: dict[date, list[Any]] = defaultdict(list)
    for one in duties:
        if one.due_latest_on >= visit.today:
            days[one.due_latest_on].append(one)
    if late:
        yield Part("Late", facts=[_fact(one, around, since=True) for one in late])
    for day, theirs in sorted(days.items()):
        yield Part(f"Due on {long_date(day)}", facts=[_fact(one, around) for one in theirs])
    if not duties:
        yield Part("Nothing is due", (f"Nothing is late, and nothing falls due in {AHEAD} working days.",))


def _fact(duty: Any, around: _Around, *, since: bool = False) -> tuple[str, str]:
    key = duty.child_key
    what = f"{clock(duty.clock).title}{f', due on {long_date(duty.due_latest_on)}' if since else ''}"
    said = (what, *around.workers.get(key, ()), *around.contacts.get(key, ()))
    return around.names[key].name, ". ".join(said) + "."


def _around(visit: Visit, duties: Sequence[Any]) -> _Around:
    keys = {one.child_key for one in duties}
    ids = {one.child_id: one.child_key for one in duties}
    visit.shows(keys)
    return _Around(people.names(visit, keys), _workers(visit, ids), _contacts(visit, keys))


def _workers(visit: Visit, ids: Mapping[str, str]) -> dict[str, list[str]]:
    held = table("allocations").filter(child_id__among=sorted(ids), started_on__lte=visit.today)
    now = held.filter(Q(ended_on=None) | Q(ended_on__gte=visit.today), role__in=_SAID).order_by("role", "started_on")
    rows = list(now.values_list("child_id", "role", "worker_id"))
    known = {
        one.worker_id: one for one in WorkerDetails.objects.filter(worker_id__in=sorted({r[2] for r in rows} | {""}))
    }
    found: dict[str, list[str]] = defaultdict(list)
    for child_id, role, worker in rows:
        details = known.get(worker)
        name, phone = (details.name, details.phone) if details else (worker, "")
        found[ids[child_id]].append(", ".join(filter(None, (f"{_SAID[role]}: {name}", phone))))
    return found


_SAID = {due.OFFICER: "Reviewing officer", due.CHAIR: "Chair", SOCIAL_WORKER: "Social worker"}


def _contacts(visit: Visit, keys: set[str]) -> dict[str, list[str]]:
    """Who is around each child and may be told of, with a number or an address of e-mail to reach them."""
    return {key: list(_told_of(around)) for key, around in people.around_each(visit, keys).items()}


def _told_of(around: Sequence[Contact]) -> Iterator[str]:
    for one in around:
        if not one.undisclosed and (how := one.phone or one.email):
            yield f"{one.known_as_role}: {one.name}, {one.reached_by(how)}"
