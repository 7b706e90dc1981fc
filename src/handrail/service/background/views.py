"""The pages of work in the background."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from handrail.permissions import COMMON
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visited
from handrail.service.background import actions, pages, queries


@asks("list", "background_task", COMMON)
@require_safe
def tasks(request: Visited) -> HttpResponse:
    """What goes on, what did not succeed, and what was done."""
    return render(request, "background/tasks.html", pages.tasks(request.visit, request.GET.get("page", "1")))


@asks("read", "background_task", COMMON)
@require_safe
def task(request: Visited, number: int) -> HttpResponse:
    """One run and how far it is; the page shows itself anew until it has ended."""
    run = queries.run_of(request.visit, number)
    if run is None:
        return redirect("tasks", authority=request.visit.authority.key)
    return render(request, "background/task.html", pages.task(request.visit, run, "still" in request.GET))


@asks("write", "background_task", COMMON)
def try_again(request: Visited, number: int) -> HttpResponse:
    """Have a run that did not succeed done once more."""
    key, run = request.visit.authority.key, queries.run_of(request.visit, number)
    if request.method != "POST" or run is None:
        return redirect("tasks", authority=key)
    if not actions.try_again(run):
        messages.info(request, "It is being done already, or was done meanwhile.")
    return redirect("task", key, number)
