"""What the made-up authority has of the caseload: a cover to come, arranged by its service manager."""

from datetime import timedelta

from handrail.caseload.ties import OFFICER
from handrail.permissions import CARE, scope_of
from handrail.service import clock
from handrail.service.access.models import Account, Cover, Role
from handrail.service.access.viewers import viewer_of
from handrail.service.asking import Asked
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit
from handrail.service.caseload.covering import Standin, arrange_cover
from handrail.service.caseload.queries import officers

_IN, _FOR = timedelta(days=5), timedelta(days=11)


def cover_an_absence(authority: Authority) -> None:
    """The officer who signs in goes on leave next week, and somebody stands in."""
    officer = Role.objects.filter(role=OFFICER).exclude(worker_id="").values_list("worker_id", flat=True).first()
    others = [one.worker_id for one in officers(clock.today()) if one.worker_id != officer]
    if officer and others and not Cover.objects.exists():
        first = clock.today() + _IN
        arrange_cover(_manager(authority), Standin(officer, others[0], first, first + _FOR))


def _manager(authority: Authority) -> Visit:
    account = Account.objects.filter(roles__in=Role.objects.filter(role="service_manager"))[0]
    viewer, asked = viewer_of(account, authority, clock.now(), clock.today()), Asked("write", "allocation", CARE)
    scope = scope_of(viewer, asked.action, asked.kind, asked.stream, clock.today())
    return Visit(viewer, authority, account.name, asked, scope, clock.now(), clock.today())
