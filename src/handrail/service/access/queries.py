"""Reads of accounts, roles and notices."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from handrail.permissions import COMMON
from handrail.service.access.models import Account, Notice, Role
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit
from handrail.service.authorities.walls import wall


def authorities_of(account: Any, today: date) -> list[Authority]:
    """Where somebody holds a role today, each looked for behind its own wall."""
    return [one for one in Authority.objects.all() if _works_at(one, account, today)]


def not_ended(today: date) -> QuerySet[Role]:
    """The roles that are held on a day or will be later, inside the open wall."""
    return Role.objects.filter(Q(holds_until=None) | Q(holds_until__gte=today))


def in_force(today: date) -> QuerySet[Role]:
    """The roles that are held on a day, inside the open wall."""
    return not_ended(today).filter(holds_from__lte=today)


def working(today: date, stream: str = "") -> list[Account]:
    """Whoever holds a role on a day, in a stream if one is named, and may sign in; inside the open wall."""
    held = in_force(today).filter(stream=stream) if stream else in_force(today)
    return list(Account.objects.filter(pk__in=held.values("account"), is_active=True).order_by("pk"))


def _works_at(authority: Authority, account: Any, today: date) -> bool:
    with wall(authority):
        return in_force(today).filter(account=account).exists()


def notices_of(visit: Visit) -> QuerySet[Notice]:
    """The notices for a person's roles, unseen first, then latest first; each from the stream the role is held in."""
    mine = Q(pk__in=[])
    for held in visit.viewer.roles_on(visit.today):
        there = Q() if held.stream == COMMON else Q(emergency__stream=held.stream)
        mine |= Q(to_role=held.role) & there
    seen = ExpressionWrapper(Q(seen_at__isnull=False), output_field=BooleanField())
    found = Notice.objects.filter(mine).select_related("emergency__account", "seen_by")
    return found.annotate(seen=seen).order_by("seen", "-pk")
