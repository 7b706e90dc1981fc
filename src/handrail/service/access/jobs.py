"""What is done about access in the background."""

from axes.models import AccessAttempt
from django.conf import settings

from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.background.job import Progress, job


@job("tries", "Let go of sign-ins that failed")
def let_go(authority: Authority, progress: Progress) -> str:
    """Delete what was counted to lock an account, once it locks nothing any more: the trail holds what happened."""
    gone, _ = AccessAttempt.objects.filter(attempt_time__lt=clock.now() - settings.AXES_COOLOFF_TIME).delete()
    return f"Let go of: {gone}."
