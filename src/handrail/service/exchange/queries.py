"""Reads of imports. Whoever reaches imports reaches those of the whole service."""

from typing import Any

from django.db.models import Q, QuerySet

from handrail.service.authorities.visits import Visit
from handrail.service.background.models import Run
from handrail.service.exchange.models import OPEN, REFUSED, Finding, Proposal
from handrail.service.records.models import table
from handrail.service.records.within import within

A_PAGE = 50
MOST_OPEN = 50


def waiting(visit: Visit) -> list[Proposal]:
    """What was handed in and is neither applied nor dropped."""
    return list(_reached(visit).filter(state__in=(*OPEN, REFUSED))[:MOST_OPEN])


def every(visit: Visit) -> QuerySet[Proposal]:
    """Everything that was handed in, however it ended."""
    return _reached(visit)


def proposal_of(visit: Visit, number: int) -> Proposal | None:
    """One import; None where the visit does not reach it, or there is none."""
    return _reached(visit).filter(pk=number).first()


def run_of(proposal: Proposal) -> Run | None:
    """Its last run in the background."""
    return Run.objects.filter(pk=proposal.run or 0).first()


def findings(visit: Visit, proposal: Proposal, gravity: str) -> QuerySet[Finding]:
    """Its problems of one gravity, in the order they were found, but those of children whose seal holds for the visit."""
    found = Finding.objects.filter(proposal=proposal, severity=gravity)
    return found.filter(Q(child=None) | ~Q(child__in=hidden(visit).values("child_id")))


def hidden(visit: Visit) -> "QuerySet[Any]":
    """The children under seal whom the visit does not reach: nothing of an import shows them."""
    return table("children").filter(sealed=True).exclude(key__in=within(visit.scope, visit.today).values("key"))


def _reached(visit: Visit) -> QuerySet[Proposal]:
    return Proposal.objects.all() if visit.scope.whole else Proposal.objects.none()
