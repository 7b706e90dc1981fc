"""Reads of emergency access: the child that was typed, and the notices of a role."""

from collections.abc import Mapping
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from handrail.permissions import COMMON
from handrail.record.identity import seals
from handrail.service.access.models import Notice
from handrail.service.authorities.visits import Visit
from handrail.service.people.models import Particulars
from handrail.service.records.models import table


def typed_child(typed: Mapping[str, Any]) -> Any | None:
    """The one child that was typed exactly; None where there is none, or more than one."""
    children = table("children")
    if typed["child_id"]:
        here = children.filter(child_id=typed["child_id"])
    else:
        name = " ".join(typed["name"].split())
        here = children.filter(
            born_on=typed["born_on"], key__in=Particulars.objects.filter(name__iexact=name).values("child")
        )
    found = list(here[:2])
    return found[0] if len(found) == 1 else None


def is_sealed(child: Any | None) -> bool:
    """Whether a child's record ends in an adoption, which seals it. It is asked even where there is no child."""
    return bool(seals(list(table("periods_of_care").filter(child_id=child.child_id if child else ""))))


def notices_of(visit: Visit) -> QuerySet[Notice]:
    """The notices for a person's roles, unseen first, then latest first; each from the stream the role is held in."""
    mine = Q(pk__in=[])
    for held in visit.viewer.roles_on(visit.today):
        there = Q() if held.stream == COMMON else Q(emergency__stream=held.stream)
        mine |= Q(to_role=held.role) & there
    seen = ExpressionWrapper(Q(seen_at__isnull=False), output_field=BooleanField())
    found = Notice.objects.filter(mine).select_related("emergency__account", "seen_by")
    return found.annotate(seen=seen).order_by("seen", "-pk")
