"""Puts the pages of news together: plain values for the templates."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.urls import reverse

from handrail.permissions import CARE
from handrail.publications.numbers import capital
from handrail.service.authorities.visits import Visit
from handrail.service.design.forms import problems
from handrail.service.events import queries
from handrail.service.events.forms import AnswerForm, WithdrawForm
from handrail.service.events.models import DECISION, MEETING, MORE_TOLD, VIEW, News
from handrail.service.events.presenters import Entry, due_of, entry_of, law_of, told, told_answers
from handrail.service.events.queries import NEWS
from handrail.service.events.standing import OFFICER, TELLER, Standing, standing
from handrail.service.people import queries as people
from handrail.service.records.models import table
from handrail.workflows.news import MORE, NewsKind, news_kinds

ANSWERED, ON_MY_DAY, MOST = 30, 5, 200
_NOTHING = "No news of these children waits for an answer."


def inbox(visit: Visit) -> dict[str, Any]:
    """What waits for an answer, the late first, and what was answered lately."""
    open_now, done = list(queries.waiting(visit)[:MOST]), list(queries.answered(visit)[:ANSWERED])
    entries = _entries(visit, [*open_now, *done])
    waiting, answered = entries[: len(open_now)], entries[len(open_now) :]
    parts = [
        ("meetings", "A meeting is offered to you", [one for one in entries if one.is_offered]),
        ("late", "Late", [one for one in waiting if one.waits_for == OFFICER and one.word == "late"]),
        ("waiting", "To answer", [one for one in waiting if one.waits_for == OFFICER and one.word != "late"]),
        ("asked", "The officer has asked for more", [one for one in waiting if one.waits_for == TELLER]),
    ]
    return {
        "title": "News of the children",
        "today": visit.today,
        "parts": [part for part in parts if part[2]],
        "answered": answered,
        "nothing": _NOTHING,
        "officer_word": capital(visit.profile.words.reviewing_officer),
    }


def for_my_day(visit: Visit) -> list[Entry]:
    """What waits for the person at their own desk: an officer's answers, or a worker's questions and offered meetings."""
    waits = OFFICER if visit.reach("approve", NEWS, CARE) else TELLER
    found = [*queries.waiting(visit)[:MOST], *queries.offered(visit)]
    mine = [one for one in _entries(visit, found) if one.waits_for == waits or one.is_offered]
    return list({one.number: one for one in mine}.values())


def child_news(visit: Visit, child: str) -> dict[str, Any]:
    """Everything told of one child."""
    visit.shows([child])
    return {
        "title": "News",
        "caption": people.names(visit, [child])[child].name,
        "back": reverse("child", args=[visit.authority.key, child]),
        "today": visit.today,
        "entries": _entries(visit, list(queries.of_child(child))),
        "tell": _address(visit, "tell-news", child) if visit.reach("write", NEWS, CARE) else "",
    }


def choose(visit: Visit, child: str) -> dict[str, Any]:
    """The kinds of news, those that are still to happen first."""
    return _around(visit, child, "What is there to tell?") | {
        "before": [one for one in news_kinds().values() if one.is_proposed],
        "after": [one for one in news_kinds().values() if not one.is_proposed],
    }


def tell(visit: Visit, child: str, kind: NewsKind, form: forms.Form) -> dict[str, Any]:
    """The form for one kind."""
    return _around(visit, child, kind.title) | {
        "back": _address(visit, "tell-news", child),
        "errors": problems(form),
        "form": form,
        "kind": kind,
        "law": law_of(kind),
        "days": getattr(visit.profile.news, kind.limit),
    }


def one(visit: Visit, news: News, wrong: forms.Form | None = None) -> dict[str, Any]:
    """One piece of news, how it stands, what was said to it and what may be said; `wrong` is what could not be taken."""
    answers = list(news.answers.all())
    stands = standing(news, answers, visit.today)
    return _around(visit, news.child, stands.kind.title) | {
        "today": visit.today,
        "errors": problems(wrong) if wrong else (),
        "stands": stands,
        "news": told(news),
        "answers": told_answers(answers),
        "law": law_of(stands.kind),
        "days": getattr(visit.profile.news, stands.kind.limit),
        "forms": list(_forms(visit, news, stands, answers[-1].pk if answers else 0, wrong)),
        "withdraw": _withdrawal(visit, news, wrong),
        "due": due_of(visit, news),
        "answer": _address(visit, "answer-news", news.child),
        "add": _address(visit, "add-news", news.child),
        "officer_word": visit.profile.words.reviewing_officer,
    }


def _forms(visit: Visit, news: News, stands: Standing, seen: int, wrong: forms.Form | None) -> Iterable[dict[str, Any]]:
    """The answers this person may give, each with whether it is wanted now."""
    for about, wanted in _abouts(visit, news, stands):
        given = wrong if isinstance(wrong, AnswerForm) and wrong.of == about else AnswerForm(None, about, seen)
        yield {"about": about, "form": given, "wanted": wanted or given is wrong}


def _abouts(visit: Visit, news: News, stands: Standing) -> Iterable[tuple[str, bool]]:
    """What the person may say something about, and whether it is waited for."""
    if news.withdrawn_on:
        return
    if visit.reach("approve", NEWS, CARE):
        yield from _officers_own(stands)
    elif visit.reach("write", NEWS, CARE) and stands.waits_for == TELLER:
        yield MORE_TOLD, True
    if news.worker_id and news.worker_id in visit.viewer.workers:
        yield MEETING, stands.meeting is None


def _officers_own(stands: Standing) -> Iterable[tuple[str, bool]]:
    """A view first, where it is a change to come; then a decision."""
    waits, viewed = stands.waits_for == OFFICER, stands.view is not None and stands.view.choice != MORE
    if stands.kind.is_proposed:
        yield VIEW, waits and not viewed
    if viewed or not stands.kind.is_proposed:
        yield DECISION, waits


def _withdrawal(visit: Visit, news: News, wrong: forms.Form | None) -> forms.Form | None:
    if news.withdrawn_on or not news.teller or news.teller != visit.viewer.account:
        return None
    return wrong if isinstance(wrong, WithdrawForm) else WithdrawForm()


def timeline(visit: Visit, child: str) -> list[dict[str, Any]]:
    """The news of one child as entries of a timeline, for whoever may read them."""
    if not visit.reach("read", NEWS, CARE):
        return []
    found = list(queries.of_child(child))
    return [entry.as_told() for entry in _entries_named(visit, found, {})]


def _entries(visit: Visit, found: Sequence[News]) -> list[Entry]:
    visit.shows({one.child for one in found})
    names = people.names(visit, {one.child for one in found})
    return _entries_named(visit, found, {key: called.name for key, called in names.items()})


def _entries_named(visit: Visit, found: Sequence[News], names: dict[str, str]) -> list[Entry]:
    officers = _officers(visit, {one.child for one in found})
    return [entry_of(visit, one, names.get(one.child, ""), officers.get(one.child, "")) for one in found]


def _officers(visit: Visit, children: set[str]) -> dict[str, str]:
    """Who answers for each of these children, by name."""
    ids = dict(table("children").filter(key__in=[*children, ""]).values_list("child_id", "key"))
    return {ids[child_id]: name for child_id, name in people.officers(list(ids), visit.today).items()}


def _around(visit: Visit, child: str, title: str) -> dict[str, Any]:
    visit.shows([child])
    return {
        "title": title,
        "caption": people.names(visit, [child])[child].name,
        "back": _address(visit, "child-news", child),
        "authority": visit.authority.key,
        "child": child,
    }


def _address(visit: Visit, route: str, child: str) -> str:
    return reverse(route, args=[visit.authority.key, child])
