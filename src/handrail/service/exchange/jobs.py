"""What is done with imports in the background."""

from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.job import JobRefused, Progress, job
from handrail.service.exchange import applying, differing, reading, watched
from handrail.service.exchange.models import APPLIED, APPLYING, READING, Proposal


@job("read_import", "Read what was handed in", page="import")
def read(authority: Authority, progress: Progress, number: int) -> str:
    """Work out what a proposal would change; one that was read already stays as it is."""
    proposal = _proposal(authority, number)
    return reading.read(authority, proposal, progress) if proposal.state == READING else ""


@job("apply_import", "Apply an import", page="import")
def apply(authority: Authority, progress: Progress, number: int) -> str:
    """Let a proposal take effect; one that was applied already has what is due worked out."""
    proposal = _proposal(authority, number)
    if proposal.state not in (APPLYING, APPLIED):
        return ""
    return applying.apply(authority, proposal, progress)


@job("watched_folder", "Look into the watched folder")
def look(authority: Authority, progress: Progress) -> str:
    """Take in what lies in the watched folder."""
    return watched.look(authority, progress)


@job("reconcile", "Set due dates beside the case system's")
def reconcile(authority: Authority, progress: Progress) -> str:
    """Work out which due dates and flags of the sources differ from ours, and why."""
    return f"{differing.work_out(authority):,} differ."


def _proposal(authority: Authority, number: int) -> Proposal:
    with wall(authority):
        found = Proposal.objects.filter(pk=number).first()
    if found is None:
        raise JobRefused("It is no longer there.")
    return found
