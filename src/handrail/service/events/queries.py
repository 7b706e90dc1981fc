"""Reads of news, from the children somebody reaches; each with its answers, in two queries."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from handrail.permissions import CARE
from handrail.service.authorities.visits import Visit
from handrail.service.design.addresses import row_number
from handrail.service.events.models import DECISION, MEETING, VIEW, Answer, News
from handrail.service.records.within import within
from handrail.workflows.news import DISAGREE, MORE, news_kinds

NEWS = "event"


def reached(visit: Visit) -> "QuerySet[News]":
    """Everything told of the children whose news the visit may see, what is to be answered soonest first."""
    children = within(visit.reach("list", NEWS, CARE), visit.today).values("key")
    return News.objects.filter(child__in=children).prefetch_related("answers")


def waiting(visit: Visit) -> "QuerySet[News]":
    """What waits for an answer of somebody: the officer's, or the teller's to a question."""
    return _with_last(reached(visit)).filter(_open())


def answered(visit: Visit) -> "QuerySet[News]":
    """What waits for nobody, the latest told first."""
    return _with_last(reached(visit)).exclude(_open()).order_by("-told_at", "-id")


def offered(visit: Visit) -> "QuerySet[News]":
    """The meetings that were offered to this person as a child's new social worker, and not answered."""
    mine = reached(visit).filter(worker_id__in=[*sorted(visit.viewer.workers), "-"], withdrawn_on=None)
    return mine.exclude(Exists(Answer.objects.filter(news=OuterRef("pk"), about=MEETING)))


def of_child(child: str) -> "QuerySet[News]":
    """Everything told of one child, the latest first."""
    return News.objects.filter(child=child).prefetch_related("answers").order_by("-on", "-id")


def one(child: str, number: str) -> News | None:
    """One piece of news of this child by its number, as it was typed; None where there is none."""
    return of_child(child).filter(pk=row_number(number)).first()


def _open() -> Q:
    """Whether somebody is waited for, as `standing` says it."""
    proposed = Q(kind__in=[each.key for each in news_kinds().values() if each.is_proposed])
    to_view = Q(view=None) | Q(view=MORE) | Q(view=DISAGREE, decision=None)
    return Q(withdrawn_on=None) & ((proposed & to_view) | (~proposed & Q(decision=None)))


def _with_last(news: "QuerySet[News]") -> "QuerySet[Any]":
    last = Answer.objects.filter(news=OuterRef("pk")).order_by("-id").values("choice")
    said = {name: Subquery(last.filter(about=name)[:1]) for name in (VIEW, DECISION)}
    return news.annotate(**said)
