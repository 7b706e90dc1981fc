"""News in the demonstration: told by a team manager to the officer who signs in, one of it late and one answered."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from handrail.caseload.ties import OFFICER
from handrail.service import clock
from handrail.service.access.models import Role
from handrail.service.authorities.models import Authority
from handrail.service.demo.visiting import visit_as
from handrail.service.events import actions
from handrail.service.events.from_record import gather
from handrail.service.events.models import VIEW, News
from handrail.service.records.models import table
from handrail.workflows.news import AGREE


@dataclass(frozen=True)
class _Told:
    """One piece of news: of which kind, how many days ago it was told, how many days from then its day is, the words."""

    kind: str
    days_ago: int
    days_on: int
    words: str


_NEWS = (
    _Told("education_proposed", 5, 12, "A place at a school nearer to the carers. The virtual school agrees, and so does the child."),
    _Told("incident", 8, 0, "A fall from a climbing frame and a broken arm. Seen in hospital and home the same day."),
    _Told("missing", 0, -1, "Out from six in the evening until eleven. Found at a friend's. A return interview is offered."),
    _Told("move_proposed", 1, 9, "The carers retire at the end of the month. A family in the next town has met the child twice."),
)  # fmt: skip


def tell_news(authority: Authority) -> None:
    """Begin to look for news in the record, and tell some of the officer's children."""
    gather(authority, clock.today())
    held = table("allocations").filter(role=OFFICER, worker_id__in=_workers(), started_on__lte=clock.today())
    ids = held.exclude(ended_on__lt=clock.today()).order_by("child_id").values_list("child_id", flat=True)
    children = list(table("children").filter(child_id__in=list(ids[: len(_NEWS)])).order_by("child_id"))
    if News.objects.exists() or len(children) < len(_NEWS):
        return
    made = [_tell(authority, child, one) for child, one in zip(children, _NEWS, strict=True)]
    words = "It is what the child asked for at the last review. Please tell me how the first week went."
    actions.answer(
        visit_as(authority, OFFICER, "approve", "event", 4), children[0], made[0], actions.Said(VIEW, AGREE, words)
    )


def _workers() -> list[str]:
    return list(Role.objects.filter(role=OFFICER).values_list("worker_id", flat=True))


def _tell(authority: Authority, child: Any, one: _Told) -> News:
    visit = visit_as(authority, "team_manager", "write", "event", one.days_ago)
    return actions.tell(visit, child, one.kind, visit.today + timedelta(days=one.days_on), one.words)
