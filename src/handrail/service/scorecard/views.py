"""The pages of the scorecard."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from handrail.measures.definitions import Measure, all_measures
from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visited
from handrail.service.background.actions import enqueue
from handrail.service.scorecard import children, pages
from handrail.service.scorecard.asked import asked

NO_SUCH = "There is no such measure. These are all there are."


@asks("list", "figure", CARE)
@require_safe
def scorecard(request: Visited) -> HttpResponse:
    """Every measure by family: the month, the year to date, the target."""
    visit = request.visit
    return render(request, "scorecard/scorecard.html", pages.scorecard(visit, asked(visit, request.GET)))


@asks("read", "figure", CARE)
@require_safe
def measure(request: Visited, measure: str) -> HttpResponse:
    """One measure: its months, its limits, what stands beside it, and by team and officer."""
    one, visit = all_measures().get(measure), request.visit
    if one is None:
        return _none_such(request)
    return render(request, "scorecard/measure.html", pages.measure(visit, asked(visit, request.GET), one))


@asks("list", "figure_children", CARE)
@require_safe
def behind(request: Visited, measure: str) -> HttpResponse:
    """The children behind a figure, as far as the viewer reaches them."""
    one, visit = _countable(measure), request.visit
    if one is None:
        return _none_such(request)
    found = children.behind(visit, asked(visit, request.GET), one, request.GET.get("page", "1"))
    return render(request, "scorecard/children.html", found)


@asks("read", "figure_children", CARE)
@require_safe
def of_child(request: Visited, child: str) -> HttpResponse:
    """The figures a child counts in."""
    return render(request, "scorecard/of_child.html", children.of_child(request.visit, child))


@asks("export", "figure", CARE)
def count(request: Visited) -> HttpResponse:
    """Have all figures counted anew, in the background."""
    if request.method == "POST":
        enqueue(request.visit, "figures_anew")
        messages.success(request, "The figures are being counted. This page shows them as they are done.")
    return redirect("scorecard", authority=request.visit.authority.key)


def _countable(name: str) -> Measure | None:
    """The measure of a name; of days to come there is nobody to list."""
    one = all_measures().get(name)
    return None if one is None or one.ahead else one


def _none_such(request: Visited) -> HttpResponse:
    messages.info(request, NO_SUCH)
    return redirect("scorecard", authority=request.visit.authority.key)
