"""What was told to the officer of a child and what was decided, as items for the case system.

News that an import brought came from there: it is an item once somebody here has answered it.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, Subquery

from handrail.service.authorities.visits import Visit
from handrail.service.clock import LONDON
from handrail.service.design.dates import short_date
from handrail.service.events.forms import said_in_words
from handrail.service.events.models import DECISION, MEETING, VIEW, Answer, News
from handrail.service.filing import Item, Mark, kind
from handrail.service.records.models import table
from handrail.workflows.news import news_kinds

NEWS = "news"
_SAID = {VIEW: "View", DECISION: "Decision", MEETING: "Meeting"}


def _marks(children: Any) -> Iterator[Mark]:
    of_child = table("children").filter(key=OuterRef("child")).values("child_id")
    last = Answer.objects.filter(news=OuterRef("pk")).order_by("-id")
    here = News.objects.filter(child__in=children.values("key")).annotate(
        child_id=Subquery(of_child[:1]), last=Subquery(last.values("id")[:1]), last_at=Subquery(last.values("at")[:1])
    )
    found = here.exclude(Q(teller="") & Q(last=None)).order_by("id")
    columns = ("id", "child_id", "kind", "told_at", "last", "last_at", "withdrawn_on")
    for number, child_id, name, told_at, last_one, last_at, withdrawn_on in found.values_list(*columns):
        version = f"withdrawn {withdrawn_on}" if withdrawn_on else f"answered {last_one}" if last_one else "told"
        yield Mark(NEWS, child_id, f"{name}|{number}", version, last_at or told_at, gone=bool(withdrawn_on))


@kind(NEWS, "News, and what the officer decided", marks=_marks)
def tell(visit: Visit, marks: Collection[Mark]) -> Iterator[Item]:
    """What was told, by whom, and all that was said to it, in order."""
    numbers = [_number(mark) for mark in marks]
    found = News.objects.prefetch_related(Prefetch("answers", Answer.objects.order_by("id")))
    rows = {one.pk: one for one in found.filter(pk__in=numbers)} if numbers else {}
    for mark in marks:
        one = rows[_number(mark)]
        answers = list(one.answers.all())
        note = (*_told(one), *map(_said, answers))
        days = (("On", one.on), ("Told", one.told_on), ("Answer by", one.answer_by))
        yield Item(mark, news_kinds()[one.kind].title, note, days, answers[-1].by if answers else one.teller)


def _told(one: News) -> Iterator[str]:
    """What was told; where it was withdrawn, that first."""
    if one.withdrawn_on:
        yield f"This was withdrawn on {short_date(one.withdrawn_on)}: {one.withdrawn_why}"
    yield f"For {short_date(one.on)}. {one.words}".strip()
    yield f"Told by {one.teller_name or 'an import'} on {short_date(one.told_at.astimezone(LONDON).date())}."


def _said(one: Answer) -> str:
    what = f"{_SAID[one.about]}: {said_in_words(one.about, one.choice)}." if one.choice else "More was told."
    return " ".join(filter(None, (what, one.words, f"({one.name}, {short_date(one.on)})")))


def _number(mark: Mark) -> int:
    return int(mark.key.rpartition("|")[2])
