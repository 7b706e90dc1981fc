"""Who is looking: a person's roles, allocations and emergency access at the authority whose wall is open."""

from collections.abc import Collection
from datetime import date, datetime

from handrail.permissions import CARE, Allocated, Broken, Held, Viewer
from handrail.service.access.models import Account, Cover, EmergencyAccess, Role
from handrail.service.authorities.models import Authority
from handrail.service.records.models import table


def viewer_of(account: Account, authority: Authority, now: datetime, today: date) -> Viewer:
    """The person as the permissions see them, in five queries however much they have."""
    roles = [
        (Held(one.role, one.stream, one.holds_from, one.holds_until, one.team or None), one.worker_id)
        for one in Role.objects.filter(account=account)
    ]
    emergencies = EmergencyAccess.objects.filter(account=account, until__gt=now)
    return Viewer(
        account.key,
        authority.key,
        frozenset(held for held, _ in roles),
        _allocations(roles, today),
        frozenset(Broken(one.child, one.stream, one.until) for one in emergencies),
        frozenset(worker for held, worker in roles if worker and held.in_force(today)),
    )


def _allocations(roles: list[tuple[Held, str]], today: date) -> frozenset[Allocated]:
    """The children allocated to whoever this person is in the record, in each of their roles, and those they cover."""
    of = {(worker, held.role) for held, worker in roles if worker and held.stream == CARE}
    covered = _covered(of, today)
    open_now = (
        table("allocations")
        .filter(worker_id__in=[*{who for who, _ in of}, *{who for _, who, _ in covered}, ""], started_on__lte=today)
        .exclude(ended_on__lt=today)
        .values_list("child_id", "worker_id", "role", "started_on", "ended_on")
    )
    rows = list(open_now)
    children = table("children").filter(child_id__in=[row[0] for row in rows] or [""])
    keys = {child: into or key for child, key, into in children.values_list("child_id", "key", "merged_into")}
    return frozenset(
        Allocated(keys[child], role, CARE, first, last)
        for child, worker, role, first, last in rows
        if child in keys and ((worker, role) in of or (keys[child], worker, role) in covered)
    )


def _covered(of: Collection[tuple[str, str]], today: date) -> set[tuple[str, str, str]]:
    """The children whom this person covers for somebody today, each with that worker and the role."""
    mine = Cover.objects.filter(worker_id__in=[*{who for who, _ in of}, ""], first_on__lte=today, last_on__gte=today)
    return {(one.child, one.for_worker, one.role) for one in mine if (one.worker_id, one.role) in of}
