"""The post in the background."""

from handrail.service.authorities.models import Authority
from handrail.service.background.job import Progress, job
from handrail.service.post.actions import JOB
from handrail.service.post.sending import send_waiting


@job(JOB, "Send messages")
def send(authority: Authority, progress: Progress) -> str:
    """Send what waits, and say when the rest is tried again."""
    return send_waiting(authority, progress)
