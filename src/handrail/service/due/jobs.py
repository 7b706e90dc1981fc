"""The ledger's work in the background."""

from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.job import Progress, job
from handrail.service.due import recompute, stamps


@job("ledger", "Work out what is due")
def bring_up_to_date(authority: Authority, progress: Progress) -> str:
    """Work out the rows of every child anew, if anything they are made from has changed since the last time."""
    with wall(authority):
        is_stale = stamps.is_stale()
    if not is_stale:
        return "Nothing has changed since the last time."
    changed = recompute.for_all(authority, lambda done, of: progress(done, of, "children"))
    return f"{changed:,} dates came out otherwise."
