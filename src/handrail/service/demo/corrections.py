"""Corrections that wait in the demonstration."""

from datetime import datetime, time

from django.db.models import F

from handrail.record.corrections import key_text
from handrail.record.schema import TABLE_BY_NAME
from handrail.service import clock
from handrail.service.access.models import Role
from handrail.service.authorities.models import Authority
from handrail.service.corrections.models import Proposal
from handrail.service.due.models import Duty
from handrail.service.records.models import table

_WHY = "The record of the meeting has the day before. The form was sent in later, and its day was taken."
_HOW_MANY = 2


def propose_corrections(authority: Authority) -> None:
    """Have the reviewing officer say of the latest late reviews that they were held on their last day."""
    officer = Role.objects.select_related("account").filter(role="reviewing_officer").first()
    if officer is None or Proposal.objects.exists():
        return
    late = Duty.objects.filter(clock="lac_review_n", as_verified=True, met_on__gt=F("due_on")).order_by("-met_on")
    for duty in late[:_HOW_MANY]:
        _propose(duty, officer)


def _propose(duty: Duty, officer: Role) -> None:
    review = table("reviews").filter(child_id=duty.child_id, opened_on=duty.met_on).first()
    child = table("children").filter(child_id=duty.child_id).first()
    if review is None or child is None or duty.due_on is None:
        return
    Proposal.objects.create(
        child=child.key, table="reviews", key=key_text(TABLE_BY_NAME["reviews"], review), why=_WHY,
        recorded={"opened_on": review.opened_on.isoformat()}, verified={"opened_on": duty.due_on.isoformat()},
        by=officer.account.key, author=officer.account.name, at=datetime.combine(clock.today(), time(9, 30), clock.LONDON),
    )  # fmt: skip
