"""The night's work: asked for once a night for each authority, also where the night is noticed late."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.conf import settings

from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.background.actions import enqueue_for_night
from handrail.service.background.models import Run


def last_night() -> date:
    """The day on which the last night began its work: today from the hour of the setting on, before that yesterday."""
    here = clock.now().astimezone(clock.LONDON)
    return here.date() if here.time() >= settings.HANDRAIL.night_at else here.date() - timedelta(days=1)


def begin(authority: Authority) -> list[Run]:
    """Ask for the work of the last night that was not asked for yet."""
    asked = (enqueue_for_night(authority, job, last_night()) for job in settings.NIGHTLY_JOBS)
    return [run for run in asked if run]


def begin_all() -> Iterator[tuple[Authority, list[Run]]]:
    """The same for every authority."""
    for authority in Authority.objects.all():
        yield authority, begin(authority)
