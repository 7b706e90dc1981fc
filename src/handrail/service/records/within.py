"""The children somebody reaches, as a query to start from."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from handrail.permissions import Scope
from handrail.service.records.models import table


def within(scope: Scope, today: date) -> QuerySet[Any]:
    """The children a scope reaches: all, those it names, or those of workers of the teams it names.

    A child under seal is among them only where the scope reaches what is sealed; an entry that was merged into another
    is not one of its own.

    The database is asked even where the scope is empty, so that a refusal takes as long as an answer.
    """
    behind = Scope(scope.widest, scope.sealed)
    children = table("children").filter(merged_into="")
    if not scope.whole:
        children = children.filter(_covered(scope, today))
    return children if behind.whole else children.filter(Q(sealed=False) | _covered(behind, today))


def reaches(scope: Scope, child: str, today: date) -> bool:
    """Whether a child, by key, is among those a scope reaches; the database is asked whatever the scope is."""
    return within(scope, today).filter(key=child).exists()


def numbered(text: str) -> Q:
    """Children by a number as it was typed: the council's own, or a UPN; also one of an entry merged into theirs."""
    known = table("identifiers").filter(value__iexact=text).values("child_id")
    same = Q(child_id__iexact=text) | Q(child_id__in=known)
    return same | Q(key__in=table("children").exclude(merged_into="").filter(same).values("merged_into"))


def _covered(scope: Scope, today: date) -> Q:
    """The children that a scope names, or who are of its teams, also by an entry that was merged into theirs."""
    covered = Q(key__in=[*scope.children, ""])
    if scope.teams:
        here = Exists(_of_teams(scope.teams, today))
        merged = table("children").exclude(merged_into="").filter(here)
        covered |= Q(here) | Q(key__in=merged.values("merged_into"))
    return covered


def _of_teams(teams: frozenset[str], today: date) -> QuerySet[Any]:
    """Allocations open on the day of workers of these teams, for the child of the query outside."""
    workers = table("workers").filter(team__in=teams).values("worker_id")
    here = table("allocations").filter(child_id=OuterRef("child_id"), worker_id__in=workers)
    return here.filter(started_on__lte=today).exclude(ended_on__lt=today)
