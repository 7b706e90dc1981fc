"""Proposing a correction, and deciding about it: whoever types one does not let it take effect alone."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from handrail.service.audit.actions import enter
from handrail.service.authorities.visits import Visit
from handrail.service.corrections.models import Proposal
from handrail.service.due.correcting import Amended, correct, corrections_for
from handrail.service.not_done import NotDone

_CHANGED = (
    "What is recorded has changed since this was written. Answer no, and look at the entry anew: it may have been put "
    "right at its source."
)


def propose(visit: Visit, child: Any, table: str, key: str, verified: Mapping[str, str], why: str) -> Proposal:
    """Say that an entry about a child is wrong. Nothing changes until a second person agrees.

    Raises NotDone where it could not stand, or where another waits for the same entry, and PermissionDenied.
    """
    made = corrections_for(visit, child, Amended(table, key, verified, why, visit.name))
    with transaction.atomic():
        if Proposal.objects.select_for_update().filter(table=table, key=key, stands=None).exists():
            raise NotDone("key", "A correction of this entry waits to be decided already.")
        proposal = Proposal.objects.create(
            child=child.key, table=table, key=key, why=why.strip(), by=visit.viewer.account, author=visit.name,
            at=visit.now, recorded={each.field: each.recorded for each in made},
            verified={each.field: each.verified for each in made},
        )  # fmt: skip
        _enter(visit, proposal, "proposed")
    return proposal


def decide(visit: Visit, child: Any, proposal: Proposal, stands: bool, answer: str) -> None:
    """Agree to a correction, so that it takes effect at once, or leave the record as it is.

    Raises NotDone where it was decided before, or what is recorded has changed since, and PermissionDenied for whoever
    proposed it.
    """
    if proposal.by == visit.viewer.account:
        raise PermissionDenied
    with transaction.atomic():
        held = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if held.stands is not None:
            raise NotDone("stands", f"{held.decider} has decided this already.")
        if stands:
            _refuse_changed(visit, child, held)
            correct(visit, child, _amended(held))
        held.stands, held.answer, held.decided_at = stands, answer.strip(), visit.now
        held.decided_by, held.decider = visit.viewer.account, visit.name
        held.save()
        _enter(visit, held, "agreed" if stands else "not agreed")


def _amended(held: Proposal) -> Amended:
    verified = {name: text or "" for name, text in held.verified.items()}
    return Amended(held.table, held.key, verified, held.why, held.author)


def _refuse_changed(visit: Visit, child: Any, held: Proposal) -> None:
    now = {each.field: each.recorded for each in corrections_for(visit, child, _amended(held))}
    if now != held.recorded:
        raise NotDone("stands", _CHANGED)


def _enter(visit: Visit, proposal: Proposal, what: str) -> None:
    detail = {"what": what, "table": proposal.table, "proposal": str(proposal.pk)}
    enter(visit, "write", children=[proposal.child], kind="correction", detail=detail)
