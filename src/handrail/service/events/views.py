"""The pages of news."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.design.forms import say_why, sent
from handrail.service.events import actions, pages, queries
from handrail.service.events.actions import Said
from handrail.service.events.forms import AnswerForm, TellForm, WithdrawForm
from handrail.service.events.models import DECISION, MEETING, MORE_TOLD, VIEW, News
from handrail.service.not_done import NotDone
from handrail.service.records.models import table
from handrail.workflows.news import news_kinds


@asks("list", "event", CARE)
@require_safe
def inbox(request: Visited) -> HttpResponse:
    """What waits for an answer, and what was answered."""
    return render(request, "events/inbox.html", pages.inbox(request.visit))


@asks("read", "event", CARE)
@require_safe
def child_news(request: Visited, child: str) -> HttpResponse:
    """Everything told of one child."""
    return render(request, "events/child_news.html", pages.child_news(request.visit, child))


@asks("read", "event", CARE)
@require_safe
def one(request: Visited, child: str) -> HttpResponse:
    """One piece of news."""
    found = queries.one(child, request.GET.get("n", ""))
    if found is None:
        return _back(request.visit, child)
    return render(request, "events/one.html", pages.one(request.visit, found))


@asks("write", "event", CARE)
def tell(request: Visited, child: str) -> HttpResponse:
    """Tell news: first of which kind, then the day and the words."""
    kind = news_kinds().get(request.GET.get("kind", ""))
    if kind is None:
        return render(request, "events/choose.html", pages.choose(request.visit, child))
    form = TellForm(sent(request), kind, request.visit.today)
    if form.is_valid():
        try:
            news = actions.tell(request.visit, _child(child), kind.key, **form.cleaned_data)
        except NotDone as error:
            say_why(form, error)
        else:
            messages.success(request, "The officer is told.")
            return _to(request.visit, news)
    return render(request, "events/tell.html", pages.tell(request.visit, child, kind, form))


@asks("approve", "event", CARE)
def answer(request: Visited, child: str) -> HttpResponse:
    """The officer's view or decision."""
    return _answered(request, child, (VIEW, DECISION), actions.answer)


@asks("write", "event", CARE)
def add(request: Visited, child: str) -> HttpResponse:
    """What the teller adds or takes back, and the new worker's yes or no to the meeting."""
    if request.POST.get("about") == MEETING:
        return _answered(request, child, (MEETING,), actions.meet)
    if "why" in request.POST:
        return _withdrawn(request, child)
    return _answered(request, child, (MORE_TOLD,), actions.answer)


def _answered(request: Visited, child: str, abouts: tuple[str, ...], act: Any) -> HttpResponse:
    found, about = queries.one(child, request.POST.get("n", "")), request.POST.get("about", "")
    if found is None or about not in abouts:
        return _back(request.visit, child)
    form = AnswerForm(request.POST, about, 0)
    if form.is_valid():
        try:
            act(request.visit, _child(child), found, Said(**form.cleaned_data))
        except NotDone as error:
            say_why(form, error)
        else:
            messages.success(request, "Your answer is kept.")
            return _to(request.visit, found)
    return render(request, "events/one.html", pages.one(request.visit, found, form))


def _withdrawn(request: Visited, child: str) -> HttpResponse:
    found, form = queries.one(child, request.POST.get("n", "")), WithdrawForm(request.POST)
    if found is None:
        return _back(request.visit, child)
    if form.is_valid():
        try:
            actions.withdraw(request.visit, _child(child), found, form.cleaned_data["why"])
        except NotDone as error:
            say_why(form, error)
        else:
            messages.success(request, "It is taken back.")
            return _to(request.visit, found)
    return render(request, "events/one.html", pages.one(request.visit, found, form))


def _child(key: str) -> Any:
    found = table("children").filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _back(visit: Visit, child: str) -> HttpResponse:
    return redirect("child-news", authority=visit.authority.key, child=child)


def _to(visit: Visit, news: News) -> HttpResponse:
    there = redirect("one-news", authority=visit.authority.key, child=news.child)
    there["Location"] += f"?n={news.pk}"
    return there
