"""The night's messages."""

from handrail.service.authorities.models import Authority
from handrail.service.background.job import Progress, job
from handrail.service.diary.digests import write_all


@job("digests", "Write digests and look-aheads")
def write(authority: Authority, progress: Progress) -> str:
    """Write to everybody who wants it what is due, once a day or week."""
    return f"Messages written: {write_all(authority, progress):,}."
