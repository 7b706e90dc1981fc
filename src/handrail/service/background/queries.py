"""Reads of work in the background: one's own, or the whole authority's, as far as the visit reaches."""

from django.db.models import QuerySet

from handrail.service.authorities.visits import Visit
from handrail.service.background.models import DONE, FAILED, GIVEN_UP, RUNNING, WAITING, Run

A_PAGE = 25
MOST_NOW = 50


def runs(visit: Visit) -> QuerySet[Run]:
    """The runs the visit reaches, latest first."""
    if visit.scope.whole:
        return Run.objects.all()
    return Run.objects.filter(begun_by=visit.scope.owner or "-")


def run_of(visit: Visit, number: int) -> Run | None:
    """One of them; None where it does not reach it, or there is none."""
    return runs(visit).filter(pk=number).first()


def going_on(visit: Visit) -> list[Run]:
    """What waits and what is being done."""
    return list(runs(visit).filter(state__in=(WAITING, RUNNING))[:MOST_NOW])


def to_look_at(visit: Visit) -> list[Run]:
    """What did not succeed."""
    return list(runs(visit).filter(state__in=(FAILED, GIVEN_UP))[:MOST_NOW])


def ended(visit: Visit) -> QuerySet[Run]:
    """What is done."""
    return runs(visit).filter(state=DONE)
