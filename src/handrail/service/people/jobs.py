"""What is done with people in the background."""

from datetime import timedelta

from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.job import Progress, job
from handrail.service.people.models import HandedIn

_KEPT = timedelta(hours=12)


@job("files_of_people", "Let go of files of people that nobody applied")
def let_go(authority: Authority, progress: Progress) -> str:
    """Delete what was handed in and left lying: it holds names."""
    with wall(authority):
        gone, _ = HandedIn.objects.filter(at__lt=clock.now() - _KEPT).delete()
    return f"Files let go of: {gone}."
