"""Looking on somebody's behalf while they are not there: what is theirs today, by the same permissions as on a page."""

from datetime import date, datetime

from handrail.service.access.models import Account
from handrail.service.access.viewers import viewer_of
from handrail.service.asking import Asked
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit, visit_by


def visit_of(account: Account, authority: Authority, asked: Asked, now: datetime, today: date) -> Visit:
    """A visit in somebody's name, inside the open wall; its scope is empty where they may not ask for this."""
    viewer = viewer_of(account, authority, now, today)
    return visit_by(viewer, authority, account.name, asked, now, today)
