"""Reads of accounts and roles."""

from datetime import date
from typing import Any

from django.db.models import Q

from handrail.service.access.models import Role
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall


def authorities_of(account: Any, today: date) -> list[Authority]:
    """Where somebody holds a role today, each looked for behind its own wall."""
    return [one for one in Authority.objects.all() if _works_at(one, account, today)]


def _works_at(authority: Authority, account: Any, today: date) -> bool:
    with wall(authority):
        held = Role.objects.filter(account=account, holds_from__lte=today)
        return held.filter(Q(holds_until=None) | Q(holds_until__gte=today)).exists()
