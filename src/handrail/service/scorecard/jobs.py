"""The scorecard's work in the background."""

from handrail.service.authorities.models import Authority
from handrail.service.background.job import Progress, job
from handrail.service.scorecard.count import count_all

JOB = "figures"


@job(JOB, "Count the figures of the scorecard", page="scorecard")
def count(authority: Authority, progress: Progress) -> str:
    """Count every family of measures that was counted from other than what holds now."""
    counted = count_all(authority, lambda done, of: progress(done, of, "families of measures"), anew=False)
    return f"{counted} families of measures were counted." if counted else "Nothing has changed since the last time."


@job("figures_anew", "Count the figures of the scorecard anew", page="scorecard")
def count_anew(authority: Authority, progress: Progress) -> str:
    """Count all of them, whatever they were counted from: what was written since is in them."""
    counted = count_all(authority, lambda done, of: progress(done, of, "families of measures"))
    return f"{counted} families of measures were counted."
