"""By what the list of what is due is narrowed. Each value may stand in an address: none is a child's."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from handrail.publications.numbers import capital
from handrail.service.authorities.visits import Visit
from handrail.service.due.meetings import in_ledger, meetings, owed_by_others
from handrail.service.due.models import LatenessReason
from handrail.service.due.queries import CHAIR, OFFICER, SOCIAL_WORKER, hangs, held_now, is_chairs
from handrail.service.due.reasons import every_reason
from handrail.service.people import queries as people
from handrail.service.records.models import table
from handrail.service.worklist import local
from handrail.service.worklist.grids import Filter
from handrail.service.worklist.values import Options
from handrail.timescales.clocks import clock

MEETINGS, OTHERS, NOBODY, NONE_GIVEN = "meetings", "others", "nobody", "none"
_STATES = {"late": "Late", "due soon": "Due soon", "on time": "On time", "cannot be judged": "Cannot be judged"}
_Rows = QuerySet[Any]


def filters(visit: Visit) -> tuple[Filter, ...]:
    """The filters, with what this person can choose."""
    words = visit.profile.words
    return (
        Filter("state", "State", lambda rows, value: rows.filter(word=value), _STATES),
        Filter("what", "What", _of_kind, _kinds()),
        Filter(
            "officer",
            capital(words.reviewing_officer),
            _of_officer(visit),
            {**_officers(visit), NOBODY: "Nobody named"},
        ),
        Filter(
            "team", f"{capital(words.social_worker)}’s team", _of_team(visit), {**teams(visit), NOBODY: "None recorded"}
        ),
        Filter("from", "Due from", lambda rows, value: rows.filter(due_latest_on__gte=date.fromisoformat(value))),
        Filter("to", "Due to", lambda rows, value: rows.filter(due_latest_on__lte=date.fromisoformat(value))),
        Filter("reason", "Main reason", _with_reason, {NONE_GIVEN: "None given yet", **every_reason(visit.profile)}),
        *local.filters("due"),
    )


def teams(visit: Visit) -> Options:
    """What the teams of social workers are called."""
    codes = visit.profile.codes.get("teams", {})
    found = table("workers").exclude(team=None).order_by().values_list("team", flat=True).distinct()
    named = {team: codes.get(team) or capital(team.replace("_", " ")) for team in found}
    return dict(sorted(named.items(), key=lambda each: each[1]))


def _officers(visit: Visit) -> Options:
    """Whoever is an officer or chair of any child today."""
    held = table("allocations").filter(role__in=(OFFICER, CHAIR), started_on__lte=visit.today)
    workers = held.exclude(ended_on__lt=visit.today).order_by().values_list("worker_id", flat=True).distinct()
    return dict(sorted(people.worker_names(workers).items(), key=lambda each: each[1]))


def _kinds() -> Options:
    return {
        MEETINGS: "All reviews and conferences",
        OTHERS: "What others owe the child",
        **{one: clock(one).title for one in in_ledger()},
    }


def _of_kind(rows: _Rows, value: str) -> _Rows:
    several = {MEETINGS: meetings(), OTHERS: owed_by_others()}
    return rows.filter(clock__in=several.get(value, (value,)))


def _of_officer(visit: Visit) -> Callable[[_Rows, str], _Rows]:
    """Rows that somebody answers for: their own role, or the other role's where nobody holds the one it is for."""
    chairs, officers = (held_now(role, visit.today).values("child_id") for role in (CHAIR, OFFICER))
    own = Q(chairs=True, child_id__in=chairs) | Q(chairs=False, child_id__in=officers)

    def narrow(rows: _Rows, value: str) -> _Rows:
        rows = rows.annotate(chairs=is_chairs())
        if value == NOBODY:
            return rows.exclude(child_id__in=chairs).exclude(child_id__in=officers)
        as_chair, as_officer = (every.filter(worker_id=value) for every in (chairs, officers))
        theirs = Q(chairs=True, child_id__in=as_chair) | Q(chairs=False, child_id__in=as_officer)
        standing_in = Q(child_id__in=as_chair) | Q(child_id__in=as_officer)
        return rows.filter(theirs | (standing_in & ~own))

    return narrow


def _of_team(visit: Visit) -> Callable[[_Rows, str], _Rows]:
    held = held_now(SOCIAL_WORKER, visit.today).values("child_id")

    def narrow(rows: _Rows, value: str) -> _Rows:
        workers = table("workers").order_by()
        if value == NOBODY:
            return rows.exclude(child_id__in=held.filter(worker_id__in=workers.exclude(team=None).values("worker_id")))
        return rows.filter(child_id__in=held.filter(worker_id__in=workers.filter(team=value).values("worker_id")))

    return narrow


def _with_reason(rows: _Rows, value: str) -> _Rows:
    given = LatenessReason.objects.filter(replaced_at=None, main=True)
    return rows.exclude(hangs(given)) if value == NONE_GIVEN else rows.filter(hangs(given.filter(reason=value)))
