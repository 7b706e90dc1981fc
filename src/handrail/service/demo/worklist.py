"""What the made-up authority has put into its due list: a column of its own, and some values in it."""

from datetime import timedelta

from handrail.service import clock
from handrail.service.access.models import Role
from handrail.service.authorities.models import Authority
from handrail.service.due.meetings import REVIEW, meeting_of, meetings
from handrail.service.due.models import Duty
from handrail.service.worklist.due_list import KEY
from handrail.service.worklist.models import LocalColumn, LocalValue
from handrail.service.worklist.values import CHOICE

_HOW = ("In person", "Partly online", "Not settled")
_WEEKS, _MOST = timedelta(days=28), 60


def add_a_column(authority: Authority) -> None:
    """How each meeting of the next four weeks will be held, as the service keeps it beside the list."""
    manager = Role.objects.select_related("account").filter(role="service_manager").first()
    if manager is None or LocalColumn.objects.exists():
        return
    who, now, today = manager.account.key, clock.now(), clock.today()
    about = "How the meeting will be held."
    column = LocalColumn.objects.create(
        grid=KEY, heading="How it is held", kind=CHOICE, choices=[*_HOW], about=about, made_by=who, made_at=now
    )
    soon = Duty.objects.filter(
        as_verified=True, leads=True, clock__in=meetings(), due_latest_on__range=(today, today + _WEEKS)
    )
    LocalValue.objects.bulk_create(
        LocalValue(child_id=one.child_id, duty=one.key, column=column, value=_how(place, one), by=who, at=now)
        for place, one in enumerate(soon.filter(open_until__gt=today).order_by("due_latest_on", "id")[:_MOST])
    )


def _how(place: int, duty: Duty) -> str:
    """Every fourth is not settled; of the others, conferences are met in person."""
    if place % 4 == 3:
        return _HOW[2]
    return _HOW[place % 2 if meeting_of(duty.clock) == REVIEW else 0]
