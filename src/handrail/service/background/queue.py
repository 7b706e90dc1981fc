"""The queue between whoever asks and the workers: it says which run of which authority waits, and nothing else.

It stands outside the walls, so that a worker finds what waits in one query; what a run is about stays inside.
"""

from datetime import datetime

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from handrail.service.authorities.walls import open_wall
from handrail.service.background.models import Run

NIGHT_WAITS = -10
"""The priority of the night's work: what a person waits for comes first."""


@task()
def work_on(authority: int, run: int) -> None:
    """Do a run, unless somebody else is at it or it is done."""
    from handrail.service.background.working import work

    work(authority, run)


def send(run: Run, at: datetime | None = None) -> None:
    """Let the workers know of a run, from a moment on, in the transaction that is open. Raises NoWall."""
    priority = NIGHT_WAITS if run.night else 0
    work_on.using(run_after=at, priority=priority).enqueue(open_wall(), run.pk)


def is_sent(run: Run) -> bool:
    """Whether the workers know of a run and none has taken it."""
    waits = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return waits.filter(args_kwargs__args=[open_wall(), run.pk]).exists()
