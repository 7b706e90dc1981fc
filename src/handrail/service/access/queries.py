"""Reads of accounts, roles and notices."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from handrail.permissions import COMMON
from handrail.service.access.models import Notice, Role
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit
from handrail.service.authorities.walls import wall


def authorities_of(account: Any, today: date) -> list[Authority]:
    """Where somebody holds a role today, each looked for behind its own wall."""
    return [one for one in Authority.objects.all() if _works_at(one, account, today)]


def _works_at(authority: Authority, account: Any, today: date) -> bool:
    with wall(authority):
        held = Role.objects.filter(account=account, holds_from__lte=today)
        return held.filter(Q(holds_until=None) | Q(holds_until__gte=today)).exists()


def notices_of(visit: Visit) -> QuerySet[Notice]:
    """The notices for a person's roles, unseen first, then latest first; each from the stream the role is held in."""
    mine = Q(pk__in=[])
    for held in visit.viewer.roles_on(visit.today):
        there = Q() if held.stream == COMMON else Q(emergency__stream=held.stream)
        mine |= Q(to_role=held.role) & there
    seen = ExpressionWrapper(Q(seen_at__isnull=False), output_field=BooleanField())
    found = Notice.objects.filter(mine).select_related("emergency__account", "seen_by")
    return found.annotate(seen=seen).order_by("seen", "-pk")
