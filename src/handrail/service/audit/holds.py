"""Legal holds: whatever is kept about a child stays while one stands."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied

from handrail.permissions import COMMON
from handrail.service.audit.actions import enter
from handrail.service.audit.models import LegalHold
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit


class Held(ValueError):
    """A legal hold stands over it."""


def hold(visit: Visit, child: str, reason: str) -> LegalHold:
    """Keep everything about a child from now on. Raises PermissionDenied, and ValueError without a reason."""
    require(visit, "write", "legal_hold")
    if not reason.strip():
        raise ValueError("A legal hold needs its reason: who ordered it, and when.")
    _alone(visit)
    placed = LegalHold.objects.create(
        child=child, reason=reason.strip(), placed_by=visit.viewer.account, placed_at=visit.now
    )
    enter(visit, "write", children=[child], reason=reason, detail={"hold": placed.pk, "step": "placed"})
    return placed


def lift(visit: Visit, number: int, reason: str) -> None:
    """Let a hold go. Raises PermissionDenied, and Held where there is none of this number to be lifted."""
    require(visit, "write", "legal_hold")
    _alone(visit)
    placed = LegalHold.objects.filter(pk=number, lifted_at=None).first()
    if placed is None or not reason.strip():
        raise Held("There is no such hold, it was lifted already, or there is no reason to lift it.")
    placed.lifted_by, placed.lifted_at = visit.viewer.account, visit.now
    placed.save(update_fields=["lifted_by", "lifted_at"])
    enter(visit, "write", children=[placed.child], reason=reason, detail={"hold": placed.pk, "step": "lifted"})


def refuse_while_held(visit: Visit, children: Collection[str]) -> None:
    """Until the transaction ends nobody places a hold on any child. Raises Held where one stands over one of these."""
    _alone(visit)
    count = LegalHold.objects.filter(child__in=children, lifted_at=None).count()
    if count:
        raise Held("A legal hold stands over it: nothing is destroyed until it is lifted.")


def require(visit: Visit, action: str, kind: str) -> None:
    """Raises PermissionDenied where the table does not grant it to whoever is here."""
    if not visit.reach(action, kind, COMMON):
        raise PermissionDenied


def _alone(visit: Visit) -> None:
    """Holds are placed and destructions carried out one after the other: whoever comes second sees what was done."""
    Authority.objects.select_for_update(no_key=True).get(pk=visit.authority.pk)
