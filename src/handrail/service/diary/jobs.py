"""The night's messages and paper packs."""

from handrail.service.authorities.models import Authority
from handrail.service.background.job import Progress, job
from handrail.service.diary import digests, paper_folder


@job("digests", "Write digests and look-aheads")
def write(authority: Authority, progress: Progress) -> str:
    """Write to everybody who wants it what is due, once a day or week."""
    return f"Messages written: {digests.write_all(authority, progress):,}."


@job("paper_packs", "Write the paper packs")
def write_packs(authority: Authority, progress: Progress) -> str:
    """Write for everybody what they need should the service be down tomorrow."""
    return f"Paper packs written: {paper_folder.write_all(authority, progress):,}."
