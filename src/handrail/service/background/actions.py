"""Asking for work in the background, in the transaction that is open: it begins only once that is committed."""

from datetime import date

from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit
from handrail.service.authorities.walls import wall
from handrail.service.background.job import named
from handrail.service.background.models import FAILED, GIVEN_UP, WAITING, Run
from handrail.service.background.queue import send


def enqueue(who: Visit | Authority, job: str, **args: object) -> Run:
    """Ask for a job with plain arguments (what JSON holds), for whoever visits or for the system. Raises UnknownJob."""
    named(job)
    now = clock.now()
    if isinstance(who, Visit):
        made = Run(job=job, args=args, begun_by=who.viewer.account, begun_as=who.role, asked_at=now, next_at=now)
        return _sent(made)
    with wall(who):
        return _sent(Run(job=job, args=args, asked_at=now, next_at=now))


def enqueue_for_night(authority: Authority, job: str, night: date) -> Run | None:
    """Ask for a job of a night; None where it was asked for already."""
    named(job)
    now = clock.now()
    with wall(authority):
        run, is_new = Run.objects.get_or_create(job=job, night=night, defaults={"asked_at": now, "next_at": now})
        if is_new:
            send(run)
    return run if is_new else None


def try_again(run: Run) -> bool:
    """Have a run that failed or was given up done at once, with all its attempts before it; False where it is neither."""
    now = clock.now()
    fresh = {"state": WAITING, "attempts": 0, "next_at": now, "error": "", "ended_at": None}
    if not Run.objects.filter(pk=run.pk, state__in=(FAILED, GIVEN_UP)).update(**fresh):
        return False
    send(run)
    return True


def _sent(run: Run) -> Run:
    run.state = WAITING
    run.save()
    send(run)
    return run
