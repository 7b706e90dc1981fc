"""What people do to an edition in the service: each is a step of its history, by whoever signed in."""

from collections.abc import Callable
from typing import Any

from handrail.editions import actions
from handrail.editions.actions import Who
from handrail.permissions import table_in_force
from handrail.service.authorities.visits import Visit
from handrail.service.background.actions import enqueue
from handrail.service.background.models import Run
from handrail.service.publishing.jobs import JOB
from handrail.service.publishing.shelf import Edition
from handrail.workflows import editions as moves

APPROVALS: dict[str, Callable[..., Any]] = {
    moves.CHECK: actions.check,
    moves.APPROVE: actions.approve,
    moves.SEND_BACK: actions.send_back,
}


def ask_for_draft(visit: Visit, publication: str, period: str, audience: str) -> Run:
    """Have a draft made in the background; `period` is its first and last day."""
    first, _, last = period.partition("/")
    who = who_is(visit)
    return enqueue(visit, JOB, name=publication, first=first, last=last, audience=audience, by=who.by, role=who.role)


def approve(visit: Visit, edition: Edition, move: str, note: str) -> None:
    """Check it, approve it or send it back. Raises EditionRefused in words for whoever asked."""
    if move == moves.SEND_BACK:
        actions.send_back(edition.place, note, who_is(visit))
    else:
        APPROVALS[move](edition.place, who_is(visit), note)


def answer(visit: Visit, edition: Edition, number: int, words: str) -> None:
    """Answer a question of the safeguards. Raises EditionRefused."""
    actions.answer(edition.place, number, words, who_is(visit))


def publish(visit: Visit, edition: Edition, note: str) -> None:
    """Freeze it for good. Raises EditionRefused."""
    actions.publish(edition.place, who_is(visit), note)


def who_is(visit: Visit) -> Who:
    """Whoever visits, in the role through which they reach this: two people of one name stay two."""
    role = table_in_force().roles[visit.role].title if visit.role else "Somebody"
    return Who(f"{visit.name} ({visit.viewer.account[:6]})", role, visit.now.replace(microsecond=0))
