"""Runs that no worker knows of any more are sent again: their worker was killed, or their place in the queue lost."""

from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.models import Run
from handrail.service.background.queue import is_sent, send
from handrail.service.background.working import to_be_taken_up


def send_forgotten() -> int:
    """Send them; how many there were."""
    return sum(map(_of, Authority.objects.all()))


def _of(authority: Authority) -> int:
    with wall(authority):
        forgotten = [run for run in Run.objects.filter(to_be_taken_up()).order_by("pk") if not is_sent(run)]
        for run in forgotten:
            send(run)
    return len(forgotten)
