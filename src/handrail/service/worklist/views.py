"""The page of a list, and narrowing it."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render

from handrail.service.authorities.visits import Visited
from handrail.service.worklist import pages
from handrail.service.worklist.grids import Grid
from handrail.service.worklist.opened import PAGE, SORT, WORDS, Opened, chosen_of, keep_words


def listed(request: Visited, grid: Grid) -> HttpResponse:
    """The list as it is narrowed and sorted by the address."""
    opened = Opened(grid, request.visit, chosen_of(request.GET.dict(), request.session))
    return render(request, "worklist/list.html", pages.listed(opened, request.GET.get(PAGE, "1")))


def narrow(request: Visited, grid: Grid) -> HttpResponse:
    """Narrow the list. Sent and not addressed, so that no name that was typed stands in an address."""
    opened = Opened(grid, request.visit)
    query = {key: request.POST[key] for key in (*opened.filters, SORT) if request.POST.get(key)}
    if words := request.POST.get(WORDS, "").strip():
        query[WORDS] = keep_words(words, request.session)
    return to_list(request, grid, query)


def to_list(request: Visited, grid: Grid, query: dict[str, str]) -> HttpResponse:
    """Back to the list, narrowed and sorted like this."""
    answer = redirect(grid.route("list"), authority=request.visit.authority.key)
    if query:
        answer["Location"] += f"?{urlencode(query)}"
    return answer
