"""The page of messages."""

from django.contrib import messages as banners
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from handrail.permissions import COMMON
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visited
from handrail.service.post import actions, pages, queries


@asks("list", "background_task", COMMON)
@require_safe
def messages(request: Visited) -> HttpResponse:
    """What did not leave, what waits and what left."""
    return render(request, "post/messages.html", pages.messages(request.visit))


@asks("write", "background_task", COMMON)
def try_again(request: Visited, number: int) -> HttpResponse:
    """Send one that did not leave once more."""
    visit, message = request.visit, queries.message_of(request.visit, number)
    if request.method == "POST" and message:
        if actions.try_again(visit.authority, message, visit.now):
            banners.success(request, "It waits to be sent again.")
        else:
            banners.info(request, "It is on its way already, or has left meanwhile.")
    return redirect("messages", authority=visit.authority.key)
