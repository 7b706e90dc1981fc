"""The pages of imports."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.exchange import actions, pages, queries
from handrail.service.exchange.forms import HandInForm
from handrail.service.exchange.models import Proposal


@asks("list", "import", CARE)
@require_safe
def imports(request: Visited) -> HttpResponse:
    """What waits, a form to hand in, and the versions there were."""
    return _list(request, HandInForm())


@asks("write", "import", CARE)
def hand_in(request: Visited) -> HttpResponse:
    """Keep what was sent, and have it read."""
    if request.method != "POST":
        return redirect("imports", authority=request.visit.authority.key)
    form = HandInForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, form)
    said = form.cleaned_data
    made = actions.hand_in(request.visit, said["given"], said["covers"], said["note"])
    return redirect("import", request.visit.authority.key, made.pk)


@asks("write", "import", CARE)
def go_back(request: Visited) -> HttpResponse:
    """Have it worked out what going back to a version would change."""
    to = request.POST.get("version", "")
    if request.method != "POST" or not to.isdecimal() or len(to) > 6:
        return redirect("imports", authority=request.visit.authority.key)
    made = actions.propose_way_back(request.visit, int(to))
    return redirect("import", request.visit.authority.key, made.pk)


@asks("read", "import", CARE)
@require_safe
def one(request: Visited, number: int) -> HttpResponse:
    """One import, and what to do with it."""
    proposal = queries.proposal_of(request.visit, number)
    if proposal is None:
        return redirect("imports", authority=request.visit.authority.key)
    return render(request, "exchange/import.html", pages.one(request.visit, proposal, "still" in request.GET))


@asks("list", "problem_list", CARE)
@require_safe
def found(request: Visited, number: int) -> HttpResponse:
    """What is wrong with an import, by gravity."""
    proposal = queries.proposal_of(request.visit, number)
    if proposal is None:
        return redirect("imports", authority=request.visit.authority.key)
    asked = request.GET.get("gravity", ""), request.GET.get("page", "1")
    return render(request, "exchange/problems.html", pages.found(request.visit, proposal, *asked))


@asks("write", "import", CARE)
def apply(request: Visited, number: int) -> HttpResponse:
    """Let an import take effect."""
    return _does(request, number, actions.apply)


@asks("write", "import", CARE)
def read_again(request: Visited, number: int) -> HttpResponse:
    """Work it out anew."""
    return _does(request, number, actions.read_again)


@asks("write", "import", CARE)
def drop(request: Visited, number: int) -> HttpResponse:
    """Let go of an import."""
    return _does(request, number, actions.drop)


def _does(request: Visited, number: int, does: Callable[[Visit, Proposal], None]) -> HttpResponse:
    key, proposal = request.visit.authority.key, queries.proposal_of(request.visit, number)
    if request.method != "POST" or proposal is None:
        return redirect("imports", authority=key)
    try:
        does(request.visit, proposal)
    except actions.NotNow as error:
        messages.info(request, str(error))
    return redirect("import", key, number)


def _list(request: Visited, form: HandInForm) -> HttpResponse:
    given = pages.imports(request.visit, form, request.GET.get("page", "1"))
    return render(request, "exchange/imports.html", given)
