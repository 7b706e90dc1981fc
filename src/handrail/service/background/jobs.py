"""The work that the background does for itself."""

from datetime import timedelta

from django.core.management import call_command
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.background.job import Progress, job

_KEPT = timedelta(days=7)


@job("tidy", "Tidy up")
def tidy(authority: Authority, progress: Progress) -> str:
    """Let go of what the queue has done with and of sessions that are over."""
    old = clock.now() - _KEPT
    ready = TaskResultStatus.READY
    DBTaskResult.objects.exclude(status=ready).filter(enqueued_at__lt=old).delete()
    call_command("clearsessions")
    return "Sessions that are over were deleted."
