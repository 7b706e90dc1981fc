"""Reads of corrections, from the children somebody reaches."""

from django.db.models import QuerySet

from handrail.service.authorities.visits import Visit
from handrail.service.corrections.models import Proposal
from handrail.service.records.within import within


def proposals(visit: Visit) -> "QuerySet[Proposal]":
    """Every proposal about the children the visit reaches, those that wait first, the latest first of each."""
    reached = within(visit.scope, visit.today).values("key")
    return Proposal.objects.filter(child__in=reached).order_by("decided_at", "-id")


def waiting(visit: Visit) -> "QuerySet[Proposal]":
    """Those that nobody has decided, the longest waiting first."""
    return proposals(visit).filter(stands=None).order_by("id")


def decided(visit: Visit) -> "QuerySet[Proposal]":
    """Those that were decided, the latest first."""
    return proposals(visit).exclude(stands=None).order_by("-decided_at", "-id")


def of_child(child: str) -> "QuerySet[Proposal]":
    """Those about one child, the latest first."""
    return Proposal.objects.filter(child=child).order_by("-id")
