"""Looking on somebody's behalf while they are not there: what is theirs today, by the same permissions as on a page."""

from datetime import date, datetime

from handrail.permissions import scope_of
from handrail.service.access.models import Account
from handrail.service.access.viewers import viewer_of
from handrail.service.asking import Asked
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit


def visit_of(account: Account, authority: Authority, asked: Asked, now: datetime, today: date) -> Visit:
    """A visit in somebody's name, inside the open wall; its scope is empty where they may not ask for this."""
    viewer = viewer_of(account, authority, now, today)
    scope = scope_of(viewer, asked.action, asked.kind, asked.stream, today)
    return Visit(viewer, authority, account.name, asked, scope, now, today)
