"""What a page of news shows, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from handrail.record.codes import meaning
from handrail.service.audit.sentences import moment
from handrail.service.authorities.visits import Visit
from handrail.service.design.dates import short_date
from handrail.service.due import queries as due
from handrail.service.due.queries import Listing
from handrail.service.events.forms import said_in_words
from handrail.service.events.models import DECISION, MEETING, VIEW, Answer, News
from handrail.service.events.standing import OFFICER, standing
from handrail.service.records.models import table
from handrail.timescales.clocks import clock
from handrail.workflows.news import NewsKind

IMPORT = "an import"
_WITHOUT = "The planned day came without the officer's view."
_YEAR = 366
_SAID = {VIEW: "View", DECISION: "Decision", MEETING: "Meeting"}


@dataclass(frozen=True)
class Entry:
    """One piece of news as it stands in a list."""

    number: int
    child: str
    href: str
    title: str
    on: date
    is_proposed: bool
    teller: str
    told_on: date
    officer: str
    answer_by: date
    waits_for: str
    word: str
    days_late: int
    went_ahead: bool
    is_offered: bool
    said: str
    event: str

    def as_told(self) -> dict[str, Any]:
        """As an entry of a timeline: what is only proposed stands on the day it was told, with the day it is planned for."""
        on, title = (
            (self.told_on, f"{self.title}, for {short_date(self.on)}") if self.is_proposed else (self.on, self.title)
        )
        return {
            "on": on,
            "title": title,
            "text": " ".join(filter(None, (self.said, _WITHOUT if self.went_ahead else ""))),
            "word": self.word if self.waits_for == OFFICER else "",
            "days_late": self.days_late,
            "href": self.href,
            "event": self.event,
        }


def entry_of(visit: Visit, news: News, child: str, officer: str) -> Entry:
    """A piece of news with how it stands today."""
    answers = list(news.answers.all())
    stands = standing(news, answers, visit.today)
    last = [
        f"{_SAID[one.about]}: {said_in_words(one.about, one.choice)}." for one in (stands.view, stands.decision) if one
    ]
    return Entry(
        number=news.pk,
        child=child,
        href=f"{reverse('one-news', args=[visit.authority.key, news.child])}?n={news.pk}",
        title=stands.kind.title,
        on=news.on,
        is_proposed=stands.kind.is_proposed,
        teller=news.teller_name or IMPORT,
        told_on=news.told_on,
        officer=officer,
        answer_by=news.answer_by,
        waits_for=stands.waits_for,
        word=stands.word,
        days_late=stands.days_late,
        went_ahead=stands.went_ahead,
        is_offered=bool(news.worker_id and news.worker_id in visit.viewer.workers and stands.meeting is None),
        said=" ".join(last),
        event=meaning("event", stands.kind.event) or "" if stands.kind.event else "",
    )


def told(news: News) -> dict[str, Any]:
    """What was told, by whom and when; and whether it was taken back."""
    return {
        "number": news.pk,
        "on": news.on,
        "words": news.words,
        "teller": news.teller_name or IMPORT,
        "told_at": moment(news.told_at),
        "answer_by": news.answer_by,
        "withdrawn_on": news.withdrawn_on,
        "withdrawn_why": news.withdrawn_why,
        "meets": bool(news.worker_id),
    }


def told_answers(answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """What was said to it, in order; what somebody said later about the same stands in its place."""
    found = list(answers)
    last = {one.about: one.pk for one in found}
    return [
        {
            "title": said_in_words(one.about, one.choice) or "More was told",
            "words": one.words,
            "name": one.name,
            "at": moment(one.at),
            "stands": one.choice == "" or last[one.about] == one.pk,
        }
        for one in found
    ]


def law_of(kind: NewsKind) -> dict[str, Any]:
    """What the law or guidance asks, and how surely it is known."""
    return {"law": kind.law, "link": kind.link, "duties": [clock(name).duty for name in kind.clocks]}


def due_of(visit: Visit, news: News) -> list[dict[str, Any]]:
    """What is due for the child next, as a new social worker is told it; nothing for other news."""
    if not news.worker_id:
        return []
    asked = Listing(visit.today, size=10)
    children = table("children").filter(key=news.child)
    rows = [*due.late(children, asked).duties, *due.next_due(children, asked, days=_YEAR).duties]
    return [{"title": clock(one.clock).title, "on": one.due_on or one.due_latest_on} for one in rows]
