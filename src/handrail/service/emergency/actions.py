"""Writes of emergency access, each in the transaction of the visit."""

from collections.abc import Mapping
from typing import Any

from handrail.permissions.table import BreakGlass
from handrail.service.access.models import Account, EmergencyAccess, Notice
from handrail.service.access.queries import notices_of
from handrail.service.audit.actions import enter
from handrail.service.authorities.visits import Visit
from handrail.service.design.addresses import row_number
from handrail.service.emergency import telling
from handrail.service.emergency.queries import is_sealed, typed_child
from handrail.service.records.within import reaches


class NotOpened(LookupError):
    """What was typed is no one child, or one that emergency access does not open; which of them is not told."""


def break_glass(visit: Visit, rule: BreakGlass, typed: Mapping[str, Any]) -> str:
    """Open the child that was typed until the rule's time is over, and tell whom it tells; the child's key.

    A child who is open to the person already stays so, and nobody is told. Raises NotOpened.
    """
    stream = visit.asked.stream
    child = typed_child(typed)
    key = str(child.key) if child else ""
    sealed = is_sealed(child)
    is_open = reaches(visit.reach("read", "child", stream), key, visit.today)
    if not child or (sealed and not is_open):
        enter(visit, "refused", children=[key] if key else [], kind="child")
        raise NotOpened
    if not is_open:
        _open(visit, rule, key, typed["reason"])
    return key


def _open(visit: Visit, rule: BreakGlass, child: str, reason: str) -> None:
    opened = EmergencyAccess.objects.create(
        account=Account.objects.get(key=visit.viewer.account),
        child=child,
        stream=visit.asked.stream,
        reason=reason,
        opened_at=visit.now,
        until=rule.ends(visit.now),
    )
    for role in rule.tells:
        Notice.objects.create(to_role=role, emergency=opened)
        telling.write_to(visit, role)
    enter(visit, "broke_glass", children=[child], kind="child", reason=reason)


def see(visit: Visit, notice: str) -> None:
    """Take down that a notice was seen. One that is not the person's, or was seen before, is left as it is."""
    found = notices_of(visit).filter(pk=row_number(notice), seen_at=None).first()
    if found:
        found.seen_by, found.seen_at = Account.objects.get(key=visit.viewer.account), visit.now
        found.save(update_fields=["seen_by", "seen_at"])
        visit.shows([found.emergency.child])
