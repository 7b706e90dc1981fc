"""Making a publication, in the background."""

from handrail.editions.refused import EditionRefused
from handrail.service.authorities.models import Authority
from handrail.service.background.job import JobRefused, Progress, job
from handrail.service.publishing import drafting

JOB = "draft_edition"


@job(JOB, "Draft a publication")
def draft(authority: Authority, progress: Progress, **wanted: str) -> str:
    """Draft an edition; one of the same period and audience that is still a draft is made anew."""
    try:
        return f"Drafted: {drafting.draft(authority, progress, **wanted)}."
    except (EditionRefused, ValueError) as error:
        raise JobRefused(str(error)[:900]) from error
