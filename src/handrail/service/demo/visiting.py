"""Visits of the made-up people, to have them do what they would do on a page."""

from datetime import datetime, time, timedelta

from handrail.permissions import CARE
from handrail.service import clock
from handrail.service.access.models import Role
from handrail.service.access.viewers import viewer_of
from handrail.service.asking import Asked
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit, visit_by


def visit_as(authority: Authority, role: str, action: str, kind: str, days_ago: int = 0, stream: str = CARE) -> Visit:
    """A visit of whoever holds a role in a stream, at half past nine of today or so many days before it.

    What they may do is what they may do today.
    """
    account = Role.objects.select_related("account").filter(role=role, stream=stream)[0].account
    today = clock.today() - timedelta(days=days_ago)
    viewer = viewer_of(account, authority, clock.now(), clock.today())
    visit = visit_by(viewer, authority, account.name, Asked(action, kind, stream), clock.now(), clock.today())
    visit.now, visit.today = datetime.combine(today, time(9, 30), clock.LONDON), today
    return visit
