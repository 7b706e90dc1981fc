"""Reads of those who work for the children: who is in post, in which team, registered until when, and away today."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from handrail.permissions import CARE, Scope
from handrail.profiles import Profile
from handrail.publications.numbers import capital
from handrail.service.authorities.visits import Visit
from handrail.service.people.models import Absence, Undertaking, WorkerDetails
from handrail.service.people.queries import worker_names
from handrail.service.records.models import table

SOON = timedelta(days=60)
EXPIRED, EXPIRES_SOON, IN_DATE, NO_DAY = "expired", "soon", "in date", "no day"


@dataclass(frozen=True)
class Worker:
    """Somebody of the record: the row, what is known of them besides, and when they are back if they are away today."""

    row: Any
    details: WorkerDetails | None
    away: Absence | None

    @property
    def name(self) -> str:
        """The name; of one who has none, the id."""
        return self.details.name if self.details else self.row.worker_id

    def registration_on(self, today: date) -> str:
        """How the registration stands on a day: expired, soon to expire (60 days), in date, or no day is known."""
        until = self.details.registered_until if self.details else None
        if until is None:
            return NO_DAY
        return EXPIRED if until < today else EXPIRES_SOON if until <= today + SOON else IN_DATE


def in_post(today: date) -> QuerySet[Any]:
    """Those of the record who are in their post on a day."""
    return table("workers").exclude(started_on__gt=today).exclude(ended_on__lt=today)


def workers(visit: Visit, rows: QuerySet[Any]) -> list[Worker]:
    """These workers by name, and who of them is away as far as the visit may know; three queries."""
    found = list(rows)
    ids = [one.worker_id for one in found]
    details = {one.worker_id: one for one in WorkerDetails.objects.filter(worker_id__in=[*ids, ""])}
    away = _away(visit, ids)
    known = (Worker(one, details.get(one.worker_id), away.get(one.worker_id)) for one in found)
    return sorted(known, key=lambda one: (one.name, one.row.worker_id))


def worker(visit: Visit, worker_id: str) -> Worker | None:
    """One worker of the record, whether or not still in post; None where there is none."""
    return next(iter(workers(visit, table("workers").filter(worker_id=worker_id))), None)


def absences(visit: Visit, action: str, worker_id: str) -> list[Absence]:
    """When a worker is, was or will be away, latest first, as far as the visit may do this with it."""
    rows = Absence.objects.filter(worker_id__in=_reached(visit, action, [worker_id]))
    return list(rows.order_by("-first_on", "-id"))


def undertakings(visit: Visit, action: str, worker_id: str) -> list[Undertaking]:
    """The panels and groups of a worker, latest first, as far as the visit may do this with them."""
    rows = Undertaking.objects.filter(worker_id__in=_reached(visit, action, [worker_id]))
    return list(rows.order_by("-first_on", "-id"))


def may_absence(visit: Visit, action: str, worker_id: str) -> bool:
    """Whether the visit may list, open or write when this worker is away; one's own, or everybody's."""
    return bool(_reached(visit, action, [worker_id])[1:])


def covers(scope: Scope, visit: Visit, worker_id: str) -> bool:
    """Whether a scope over staff covers this worker."""
    return scope.whole or (scope.owner is not None and worker_id in visit.viewer.workers)


def holders(today: date) -> dict[str, list[Any]]:
    """Who holds each post on a day, by the post's id."""
    found: dict[str, list[Any]] = {}
    for one in in_post(today).exclude(post_id=None).order_by("worker_id"):
        found.setdefault(one.post_id, []).append(one)
    return found


def teams(today: date, profile: Profile) -> Iterator[dict[str, Any]]:
    """Each team with who leads it and how many are in it on a day, in the order of their names."""
    rows = list(in_post(today).exclude(team=None).order_by("worker_id"))
    names = worker_names(one.worker_id for one in rows)
    by_team: dict[str, list[Any]] = {}
    for one in rows:
        by_team.setdefault(one.team, []).append(one)
    for team in sorted(by_team, key=lambda one: team_name(one, profile)):
        led = [names[one.worker_id] for one in by_team[team] if "manager" in one.role]
        yield {"team": team, "name": team_name(team, profile), "leads": sorted(led), "people": len(by_team[team])}


def team_name(team: str | None, profile: Profile) -> str:
    """What a team is called; of somebody without one, that they have none."""
    if team is None:
        return "No team recorded"
    return profile.codes.get("teams", {}).get(team) or capital(team.replace("_", " "))


def role_name(role: str, profile: Profile) -> str:
    """What a post is called, in the authority's own word where it has one."""
    return capital(getattr(profile.words, role, None) or role.replace("_", " "))


def _away(visit: Visit, ids: Collection[str]) -> dict[str, Absence]:
    today = visit.today
    here = Absence.objects.filter(worker_id__in=_reached(visit, "list", ids), first_on__lte=today)
    return {one.worker_id: one for one in here.exclude(last_on__lt=today)}


def _reached(visit: Visit, action: str, ids: Collection[str]) -> list[str]:
    """Whose absences the visit reaches, of these; with a blank, so that a refusal asks the database as well."""
    scope = visit.reach(action, "absence", CARE)
    return ["", *(one for one in ids if covers(scope, visit, one))]
