"""Handing in, applying, dropping, going back: each in the transaction of the visit, with its entry in the trail."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction

from handrail.service.audit.actions import enter
from handrail.service.authorities.visits import Visit
from handrail.service.background.actions import enqueue
from handrail.service.exchange import folders
from handrail.service.exchange.models import APPLYING, DROPPED, READ, READING, REFUSED, Finding, Proposal


class NotNow(RuntimeError):
    """It cannot be done now: why, in words for whoever asked."""


def hand_in(visit: Visit, files: Sequence[Any], covers: date | None, note: str) -> Proposal:
    """Keep the files and have them read in the background."""
    key = uuid4().hex
    count = folders.keep(visit.authority, key, files)
    return _begun(visit, Proposal(key=key, files=count, covers=covers, note=note))


def propose_way_back(visit: Visit, to: int) -> Proposal:
    """Have it worked out in the background what going back to a version would change."""
    return _begun(visit, Proposal(key=uuid4().hex, to=to, note=f"Back to version {to}"))


def read_again(visit: Visit, proposal: Proposal) -> None:
    """Have it worked out anew, against what holds now. Raises NotNow."""
    _move(proposal, (READ,), READING)
    _send(visit, proposal, "read_import")


def apply(visit: Visit, proposal: Proposal) -> None:
    """Let it take effect, in the background. Raises NotNow, also while another is being applied."""
    if Proposal.objects.filter(state=APPLYING).exclude(pk=proposal.pk).exists():
        raise NotNow("Another import is being applied. Wait until it is done, then look at this one again.")
    _move(proposal, (READ,), APPLYING)
    _send(visit, proposal, "apply_import")


def drop(visit: Visit, proposal: Proposal) -> None:
    """Let go of it: its files, and what was found in them. Raises NotNow."""
    blank = {"sample": [], "counts": [], "ended_at": visit.now}
    _move(proposal, (READ, READING, REFUSED), DROPPED, **blank)
    Finding.objects.filter(proposal=proposal).delete()
    enter(visit, "write", kind="import", detail={"dropped": proposal.pk})
    authority, key = visit.authority, proposal.key
    transaction.on_commit(lambda: folders.remove(authority, key))


def _begun(visit: Visit, proposal: Proposal) -> Proposal:
    proposal.begun_by, proposal.begun_as, proposal.begun_at = visit.viewer.account, visit.role, visit.now
    proposal.save()
    enter(visit, "write", kind="import", detail={"handed_in": proposal.pk, "files": proposal.files})
    _send(visit, proposal, "read_import")
    return proposal


def _send(visit: Visit, proposal: Proposal, job: str) -> None:
    run = enqueue(visit, job, number=proposal.pk)
    Proposal.objects.filter(pk=proposal.pk).update(run=run.pk)


def _move(proposal: Proposal, before: tuple[str, ...], to: str, **more: Any) -> None:
    if not Proposal.objects.filter(pk=proposal.pk, state__in=before).update(state=to, **more):
        raise NotNow("Somebody has done something else with it meanwhile. This is how it stands now.")
    proposal.state = to
