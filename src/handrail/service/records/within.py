"""The children somebody reaches, as a query to start from."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from handrail.permissions import Scope
from handrail.service.records.models import table


def within(scope: Scope, today: date) -> QuerySet[Any]:
    """The children a scope reaches: all, those it names, or those of workers of the teams it names.

    The database is asked even where the scope is empty, so that a refusal takes as long as an answer.
    """
    children = table("children")
    if scope.whole:
        return children
    reached = Q(key__in=[*scope.children, ""])
    if scope.teams:
        reached |= Q(Exists(_of_teams(scope.teams, today)))
    return children.filter(reached)


def reaches(scope: Scope, child: str, today: date) -> bool:
    """Whether a child, by key, is among those a scope reaches; the database is asked whatever the scope is."""
    return within(scope, today).filter(key=child).exists()


def _of_teams(teams: frozenset[str], today: date) -> QuerySet[Any]:
    """Allocations open on the day of workers of these teams, for the child of the query outside."""
    workers = table("workers").filter(team__in=teams).values("worker_id")
    here = table("allocations").filter(child_id=OuterRef("child_id"), worker_id__in=workers)
    return here.filter(started_on__lte=today).exclude(ended_on__lt=today)
