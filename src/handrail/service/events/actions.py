"""Telling news and answering it: each in one transaction, the child held, with its entry in the trail."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from handrail.service.audit.actions import enter
from handrail.service.authorities.visits import Visit
from handrail.service.due import recompute
from handrail.service.due.record import lock
from handrail.service.events.models import DECISION, MEETING, Answer, News, Row
from handrail.service.events.queries import NEWS
from handrail.service.not_done import NotDone
from handrail.service.records import changes
from handrail.service.records.models import WRITTEN, table
from handrail.workflows.news import REVIEW, NewsKind, news_kinds

ASKED = "early_review_asked"
ACCEPTED, DECLINED = "accepted", "declined"
_OVERTAKEN = "Somebody has answered meanwhile. This is how it stands now; answer again if yours still holds."


@dataclass(frozen=True)
class Said:
    """An answer as it was given: about what, which of the choices, in which words. `seen` is the last one before it."""

    about: str
    choice: str = ""
    words: str = ""
    seen: int = 0


def tell(visit: Visit, child: Any, kind: str, on: date, words: str) -> News:
    """Tell the officer of a change that is planned for a day, or of what happened on one.

    What the record has no other table for stands among its events at once, and what is due follows in the same
    transaction. Raises NotDone for a day that cannot be, and where the same was told of the same day already.
    """
    known = news_kinds()[kind]
    refuse_day(known, on, visit.today)
    with transaction.atomic():
        lock([child.child_id])
        if News.objects.filter(child=child.key, kind=kind, on=on, withdrawn_on=None).exists():
            raise NotDone("on", "This was told already. Open it under the child's news, and add what is new.")
        news = News.objects.create(
            child=child.key, kind=kind, on=on, words=words.strip(), teller=visit.viewer.account, teller_name=visit.name,
            told_at=visit.now, told_on=visit.today,
            answer_by=known.answer_by(visit.today, on, visit.profile.news),
        )  # fmt: skip
        if known.event:
            Row.objects.update_or_create(
                key=row_key("events", child.child_id, known.event, on), defaults={"news": news}
            )
            _record(child.child_id, known.event, on)
        _enter(visit, news, "told")
    return news


def refuse_day(kind: NewsKind, on: date, today: date) -> None:
    """A proposal lies ahead, what happened does not. Raises NotDone."""
    if kind.is_proposed and on < today:
        raise NotDone("on", "That day has passed. Tell it as something that has happened.")
    if not kind.is_proposed and not kind.ahead and on > today:
        raise NotDone("on", "That day is still to come. Give the day it happened.")


def answer(visit: Visit, child: Any, news: News, said: Said) -> None:
    """Give a view, decide, or add to it what was asked for; an answer that stood stays to be seen.

    A review that is asked for stands in the record on the day it was asked. Raises NotDone where somebody else has
    answered meanwhile, and for what was withdrawn.
    """
    with transaction.atomic():
        lock([child.child_id])
        _refuse_overtaken(news, said)
        before = news.answers.filter(about=said.about).last()
        made = Answer.objects.create(
            news=news, about=said.about, choice=said.choice, words=said.words.strip(), by=visit.viewer.account,
            name=visit.name, at=visit.now, on=visit.today,
        )  # fmt: skip
        if said.about == DECISION:
            _ask_for_review(child, news, before, made)
        _enter(visit, news, f"{said.about} {said.choice}".strip())


def meet(visit: Visit, child: Any, news: News, said: Said) -> None:
    """Accept or decline the meeting that was offered with the officer. Raises PermissionDenied for any other worker."""
    if said.about != MEETING or news.worker_id not in visit.viewer.workers:
        raise PermissionDenied
    answer(visit, child, news, said)


def withdraw(visit: Visit, child: Any, news: News, why: str) -> None:
    """Take back what one has told oneself: it stays to be seen, with why. Raises PermissionDenied for anybody else."""
    if news.teller != visit.viewer.account:
        raise PermissionDenied
    with transaction.atomic():
        lock([child.child_id])
        if not News.objects.filter(pk=news.pk, withdrawn_on=None).update(withdrawn_on=visit.today, withdrawn_why=why):
            raise NotDone("why", "It was taken back already.")
        if event := news_kinds()[news.kind].event:
            _unrecord(child.child_id, event, news.on)
        _enter(visit, news, "withdrawn")


def row_key(table_name: str, child_id: str, what: str, on: date) -> str:
    """What tells a row of the record from others, for `Row`."""
    return f"{table_name}|{child_id}|{what}|{on.isoformat()}"


def _refuse_overtaken(news: News, said: Said) -> None:
    held = News.objects.get(pk=news.pk)
    if held.withdrawn_on:
        raise NotDone("words", f"{held.teller_name} has taken this back.")
    last = news.answers.order_by("id").last()
    if (last.pk if last else 0) != said.seen:
        raise NotDone("words", _OVERTAKEN)


def _ask_for_review(child: Any, news: News, before: Answer | None, made: Answer) -> None:
    """Keep the record's word that a review was asked for with the decision that stands."""
    if before is not None and before.choice == REVIEW and made.choice != REVIEW:
        asked = Answer.objects.filter(news__child=child.key, about=DECISION, choice=REVIEW, on=before.on)
        if not asked.exclude(news=news).exists():
            _unrecord(child.child_id, ASKED, before.on)
    if made.choice == REVIEW:
        _record(child.child_id, ASKED, made.on)


def _record(child_id: str, event: str, on: date) -> None:
    """Have it among the record's events, unless a source has it already, and what is due worked out."""
    defaults = {"origin": WRITTEN}
    _, made = table("events").get_or_create(child_id=child_id, kind=event, happened_on=on, defaults=defaults)
    if made:
        changes.written()
        recompute.for_child(child_id)


def _unrecord(child_id: str, event: str, on: date) -> None:
    gone, _ = table("events").filter(child_id=child_id, kind=event, happened_on=on, origin=WRITTEN).delete()
    if gone:
        changes.written()
        recompute.for_child(child_id)


def _enter(visit: Visit, news: News, what: str) -> None:
    detail = {"what": what, "news": news.kind, "number": str(news.pk)}
    enter(visit, "write", children=[news.child], kind=NEWS, detail=detail)
