"""What the made-up authority has of the caseload: a cover to come, arranged by its service manager."""

from datetime import timedelta

from handrail.caseload.ties import OFFICER
from handrail.service import clock
from handrail.service.access.models import Cover, Role
from handrail.service.authorities.models import Authority
from handrail.service.caseload.covering import Standin, arrange_cover
from handrail.service.caseload.queries import officers
from handrail.service.demo.visiting import visit_as

_IN, _FOR = timedelta(days=5), timedelta(days=11)


def cover_an_absence(authority: Authority) -> None:
    """The officer who signs in goes on leave next week, and somebody stands in."""
    officer = Role.objects.filter(role=OFFICER).exclude(worker_id="").values_list("worker_id", flat=True).first()
    others = [one.worker_id for one in officers(clock.today()) if one.worker_id != officer]
    if officer and others and not Cover.objects.exists():
        first = clock.today() + _IN
        arrange_cover(
            visit_as(authority, "service_manager", "write", "allocation"),
            Standin(officer, others[0], first, first + _FOR),
        )
